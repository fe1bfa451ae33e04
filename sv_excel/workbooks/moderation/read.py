"""The way back from a moderation workbook: what goes beyond one cell, and the panel's records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.evaluation import ModerationRecord
from sv_excel.workbooks.moderation.consensus_row import agreed_score, row_key
from sv_excel.workbooks.moderation.panel_sheet import ATTENDEES, MODERATED_ON
from sv_excel.workbooks.sheet.phrases import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.findings.key import Key
    from sv_excel.tender.briefs.moderation import ModerationBrief, ModerationRow
    from sv_excel.workbooks.sheet.cells import Value


def read_moderation(brief: ModerationBrief, answers: Mapping[Key, Value]) -> tuple[ModerationRecord, ...]:
    """One record for each row, in the order of the queue."""
    met = answers.get(MODERATED_ON)
    return tuple(
        ModerationRecord(
            bid=row.bid,
            criterion=row.question,
            lot=row.lot,
            individual_scores=row.scores,
            consensus_score=agreed_score(brief, row, answers),
            rationale=_text(answers, row_key("rationale", row)),
            feedback=_text(answers, row_key("feedback", row)),
            notes=_text(answers, row_key("notes", row)),
            attendees=_text(answers, ATTENDEES),
            moderated_on=_day(met),
        )
        for row in brief.rows
    )


def _text(answers: Mapping[Key, Value], key: Key) -> str:
    value = answers.get(key)
    return value.strip() if isinstance(value, str) else ""


def _day(value: Value) -> date | None:
    """A date, or one written as 2026-11-30, which the entry takes as well; None where it is neither."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def check_moderation(brief: ModerationBrief, answers: Mapping[Key, Value]) -> tuple[Finding, ...]:
    """What the cells' own rules cannot see, all of it, in the order of the queue."""
    found = [*_outstanding(brief)]
    seen: dict[str, ModerationRow] = {}
    for row in brief.rows:
        found += _reason_echoes_scale(brief, row, answers)
        found += _reason_repeated(brief, row, answers, seen)
        found += _names_others(brief, row, answers)
        found += _outside_scores(brief, row, answers)
    return tuple(found)


def _outstanding(brief: ModerationBrief) -> Iterator[Finding]:
    for name in brief.outstanding:
        yield Finding(
            "missing-return",
            "this evaluator's workbook is still outstanding.",
            "Consolidate again when it is in; the panel cannot settle scores without it.",
            subject=name,
            severity="error",
        )


def _plain_words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def _reason_echoes_scale(brief: ModerationBrief, row: ModerationRow, answers: Mapping[Key, Value]) -> Iterator[Finding]:
    """Notes that only echoed the descriptors were no reasons in Woods v Milton Keynes [2015] EWHC 2011 (TCC)."""
    key = row_key("rationale", row)
    said = _plain_words(trimmed(answers.get(key)))
    echoes = {_plain_words(text) for level in brief.levels for text in (level.label, level.descriptor, level.band)}
    if said and said in echoes:
        yield Finding(
            "consensus-reason-missing",
            "the panel's reason only repeats the wording of the scale.",
            "Say what in this bid deserves the score.",
            key=key,
            subject=brief.subject(row),
        )


def _reason_repeated(
    brief: ModerationBrief, row: ModerationRow, answers: Mapping[Key, Value], seen: dict[str, ModerationRow]
) -> Iterator[Finding]:
    key = row_key("rationale", row)
    said = _plain_words(trimmed(answers.get(key)))
    if not said:
        return
    first = seen.setdefault(said, row)
    if first is not row:
        yield Finding(
            "rationale-repeated",
            f"the panel's reason is the same as for {brief.subject(first)}.",
            "Say what holds for this bid and this question.",
            key=key,
            subject=brief.subject(row),
        )


def _names_others(brief: ModerationBrief, row: ModerationRow, answers: Mapping[Key, Value]) -> Iterator[Finding]:
    """A reason and feedback go into the assessment summary, which must not carry another tenderer's affairs."""
    others = [bid.tenderer for bid in brief.bids if bid.id != row.bid]
    for field, name in (("rationale", "the panel's reason"), ("feedback", "the feedback")):
        key = row_key(field, row)
        said = f" {_plain_words(trimmed(answers.get(key)))} "
        for other in others:
            if f" {_plain_words(other)} " in said:
                yield Finding(
                    "rationale-names-other-bid",
                    f"{name} names {other}.",
                    "Each bid is judged against the scale alone, and tenderers read this: leave the other out.",
                    key=key,
                    subject=brief.subject(row),
                )


def _outside_scores(brief: ModerationBrief, row: ModerationRow, answers: Mapping[Key, Value]) -> Iterator[Finding]:
    """A move that nobody's own score foretold needs its reason on record (Lancashire Care v Lancashire CC [2018])."""
    agreed = agreed_score(brief, row, answers)
    if agreed is None or not row.given or min(row.given) <= agreed <= max(row.given):
        return
    lowest, highest = plain(min(row.given)), plain(max(row.given))
    between = f"all evaluators gave {lowest}" if lowest == highest else f"evaluators gave {lowest} to {highest}"
    yield Finding(
        "consensus-outside-scores",
        f"the consensus score is {plain(agreed)}, where {between}.",
        "See that the reason says what moved the panel.",
        key=row_key("consensus_score", row),
        subject=brief.subject(row),
    )
