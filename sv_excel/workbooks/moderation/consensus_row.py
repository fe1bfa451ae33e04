"""What the panel enters for each bid and question, and what the *Check* beside it says.

The dropdown has the scale and nothing else, so that an average can never be saved as a final score.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.scores import weighted_score
from sv_excel.workbooks.evaluation.guide_sheet import scale_span
from sv_excel.workbooks.evaluation.score_row import COMPLETE, NOT_STARTED, SHORTEST_REASON
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Choice, Words
from sv_excel.workbooks.sheet.phrases import listed, trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.evaluation import ScoreRow
    from sv_excel.tender.briefs.moderation import ModerationBrief
    from sv_excel.tender.definition.scale import ScaleLevel
    from sv_excel.workbooks.sheet.cells import Formula, Value

REASON = Words(
    name="panel's reason",
    rule=f"Give the panel's own reason for this score, from the bid and the scale: at least {SHORTEST_REASON} "
    "characters. Evaluators may be quoted.",
    example="The panel agreed that the plan names who does what by when, and that two contracts show it working.",
    missing="consensus-reason-missing",
    wrong="consensus-reason-missing",
    shortest=SHORTEST_REASON,
)
FEEDBACK = Words(
    name="feedback for the tenderer",
    rule="What the tenderer may read: what was strong, what was missing. Name no other tenderer. May stay blank.",
    example="Your plan was clear; it did not say how cover is arranged at night.",
)
NOTES = Words(
    name="internal notes",
    rule="What was discussed, and why a score moved. The tenderer does not see this. May stay blank.",
    example="The second evaluator had not seen annex 3.",
)
NO_SCORE, OFF_SCALE, NO_REASON = (
    "Consensus score is missing. ",
    "Consensus score is not on the scale: an average is never a final score. ",
    "Reason is missing or too short. ",
)
_ON_SCALE = "IF(ISNUMBER({score}),ISNUMBER(MATCH({score},{scale},0)),FALSE)"
_REASONED = f"LEN(TRIM(T({{reason}})))>={SHORTEST_REASON}"


def consensus_entry(levels: tuple[ScaleLevel, ...]) -> Choice:
    """The one score that the panel agrees on, from the scale."""
    return Choice(
        name="consensus score",
        rule=f"Choose the score that the panel agreed: {listed([plain(level.score) for level in levels])}. The mean is "
        "information only; an average is never the final score (Bromcom v United Learning Trust [2022] EWHC 3262).",
        example=levels[len(levels) // 2].score,
        missing="consensus-missing",
        wrong="consensus-off-scale",
        options=tuple(level.score for level in levels),
        source=scale_span(levels),
    )


def row_key(field: str, row: ScoreRow, evaluator: str | None = None) -> Key:
    """A cell of a row."""
    return Key(field, row.bid, row.question, lot=row.lot, evaluator=evaluator)


def column_span(field: str, rows: tuple[ScoreRow, ...], evaluator: str | None = None) -> Span:
    """The cells of one column in rows that stand under one another."""
    return Span(row_key(field, rows[0], evaluator), row_key(field, rows[-1], evaluator))


def agreed_score(brief: ModerationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> Decimal | None:
    """The consensus score, if it stands on the scale and has a reason: nothing else counts (Bromcom, 2022)."""
    if len(trimmed(answers.get(row_key("rationale", row)))) < SHORTEST_REASON:
        return None
    return _level(brief, row, answers)


def _level(brief: ModerationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> Decimal | None:
    entered = answers.get(row_key("consensus_score", row))
    if isinstance(entered, bool) or not isinstance(entered, Decimal | Fraction | int):
        return None
    return next((level.score for level in brief.levels if level.score == entered), None)


def check_words(brief: ModerationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> str:
    """What the row's *Check* says; the formula of `check_formula` says the same."""
    entered = answers.get(row_key("consensus_score", row))
    reason = trimmed(answers.get(row_key("rationale", row)))
    if entered is None and not reason:
        return NOT_STARTED
    said = NO_SCORE if entered is None else "" if _level(brief, row, answers) is not None else OFF_SCALE
    return (said + ("" if len(reason) >= SHORTEST_REASON else NO_REASON)).strip() or COMPLETE


def check_formula(brief: ModerationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> Formula:
    """What is missing, in words, or that the row is complete."""
    missing = f'IF({{score}}="","{NO_SCORE}",IF({_ON_SCALE},"","{OFF_SCALE}"))&IF({_REASONED},"","{NO_REASON}")'
    return formula(
        f'IF(AND({{score}}="",TRIM(T({{reason}}))=""),"{NOT_STARTED}",'
        f'IF(AND({_ON_SCALE},{_REASONED}),"{COMPLETE}",TRIM({missing})))',
        check_words(brief, row, answers),
        score=row_key("consensus_score", row),
        reason=row_key("rationale", row),
        scale=scale_span(brief.levels),
    )


def weighted_formula(brief: ModerationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> Formula:
    """What the consensus score earns, once the row is complete; blank until then, never 0."""
    score = agreed_score(brief, row, answers)
    value: Fraction | str = ""
    if score is not None:
        value = weighted_score(score, brief.top, brief.question(row.question).weight)
    return formula(
        f'IF({{check}}="{COMPLETE}",{{weight}}*{{score}}/{plain(brief.top)},"")',
        value,
        check=row_key("check", row),
        weight=row_key("weight", row),
        score=row_key("consensus_score", row),
    )


def is_agreed(brief: ModerationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> bool:
    """Whether the panel has agreed a score with a reason."""
    return agreed_score(brief, row, answers) is not None
