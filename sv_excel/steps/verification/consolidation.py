"""The consolidation done again: every individual score read once more from what evaluators returned."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.steps.consolidate import EVALUATION, panel_brief
from sv_excel.steps.intake.collect import gather
from sv_excel.steps.intake.recognise import by_register, open_file
from sv_excel.steps.verification.issued import Redone, as_of
from sv_excel.tender.briefs.moderation import ModerationBrief
from sv_excel.workbooks.kinds import brief_of
from sv_excel.workbooks.moderation.consensus_row import row_key
from sv_excel.workbooks.moderation.individual_scores import rationale_shown, score_shown
from sv_excel.workbooks.sheet.entries import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sv_excel.pack.log import LogEntry
    from sv_excel.pack.paths import Pack
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.tender.scoring.evaluation import IndividualScore
    from sv_excel.workbooks.sheet.issued import Issued

_UNREAD = datetime.fromtimestamp(0, UTC)
_SHOWN = ("tender", "levels", "spread", "moderator", "evaluators", "bids", "questions")
"""What the panel was shown beside scores, by its name in a brief."""


def consolidated_again(procurement: Procurement, runs: Sequence[LogEntry]) -> Redone | None:
    """The panel's workbook held against what was returned, and cell by cell; None where there is none yet."""
    pack = procurement.pack
    name = pack.name(pack.moderation)
    if name not in procurement.register.latest:
        return None
    book = by_register(open_file(pack.moderation, name), procurement.register)
    if isinstance(book, Finding):
        return Redone("individual scores", 0, (book,))
    held = brief_of(book.card)
    if not isinstance(held, ModerationBrief):
        raise TypeError(name)
    then = as_of(procurement, runs, "consolidate")
    gathered = gather(then, _read_then(pack, runs), EVALUATION)
    again = panel_brief(then, gathered, held, _UNREAD, partial=held.partial)
    findings = (
        *gathered.findings,
        *(finding for come in gathered.came for finding in come.findings),
        *book.held.findings,
        *_scores_apart(held, again, book.issued, name),
        *_shown_apart(held, again, name),
    )
    return Redone("individual scores", sum(len(row.scores) for row in held.rows), findings)


def _read_then(pack: Pack, runs: Sequence[LogEntry]) -> list[Path] | None:
    """The files that were consolidated last, those of them that are there; None (all that were returned) if unknown."""
    read = next((run.inputs for run in reversed(runs) if run.what == "consolidate"), {})
    return [path for path in (pack.folder / name for name in sorted(read)) if path.is_file()] or None


def _scores_apart(held: ModerationBrief, again: ModerationBrief, issued: Issued, file: str) -> Iterator[Finding]:
    """Each evaluator's score or reason that stands otherwise in the panel's workbook than in the returned one."""
    rows = {(row.bid, row.question, row.lot): row for row in again.rows}
    sources = {source.evaluator: source.file for source in again.sources}
    for row in held.rows:
        other = rows.get((row.bid, row.question, row.lot))
        scores = {score.evaluator: score for score in other.scores} if other else {}
        for score in row.scores:
            said = _apart(score, scores.get(score.evaluator))
            if said is None:
                continue
            key = row_key("individual_score", row, score.evaluator)
            source = sources.get(score.name, "what was returned")
            yield Finding(
                "figure-differs",
                f"{said[0]} where {source} has {said[1]}.",
                "Find out which of the two files was changed.",
                file=file,
                address=issued.places.get(key),
                key=key,
                subject=f"{held.subject(row)}, {score.name}",
            )


def _apart(one: IndividualScore, other: IndividualScore | None) -> tuple[str, str] | None:
    """What the two say, in words; None where they say the same."""
    if one == other:
        return None
    if other is None or score_shown(one) != score_shown(other):
        return f"the score is {shown(score_shown(one))}", "none" if other is None else shown(score_shown(other))
    return f"the reason is {shown(rationale_shown(one))}", shown(rationale_shown(other))


def _shown_apart(held: ModerationBrief, again: ModerationBrief, file: str) -> Iterator[Finding]:
    for name in _SHOWN:
        if getattr(held, name) != getattr(again, name):
            problem = "what the panel was shown is not what the definition and the decisions say."
            yield Finding("figure-differs", problem, "Find out what was changed.", file=file, subject=name)
