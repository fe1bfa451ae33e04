"""What each evaluator had scored, as moderation shows it: locked, side by side, each absence by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.scores import mean, splits_panel, spread
from sv_excel.workbooks.moderation.consensus_row import row_key
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.text_size import HIGHEST, LEADING, rows_of

if TYPE_CHECKING:
    from decimal import Decimal

    from sv_excel.tender.briefs.moderation import ModerationBrief, ModerationRow
    from sv_excel.tender.scoring.evaluation import IndividualScore
    from sv_excel.workbooks.sheet.cells import Formula, Value

STATES = {"not-assigned": "not assigned", "conflict": "conflict: excluded", "missing": "missing"}
"""What stands in place of a score; never 0, and never counted."""
SIDE_BY_SIDE = 6
"""Most evaluators whose rationales still stand side by side; more go to a sheet of their own."""


def score_shown(score: IndividualScore) -> Decimal | str:
    """A score, or in words why there is none."""
    return STATES[score.state] if score.value is None else score.value


def rationale_shown(score: IndividualScore) -> str:
    """All that an evaluator said on a row, under the score that it goes with."""
    said = [f"Score {plain(score.value)}" if score.value is not None else STATES[score.state].capitalize()]
    said += [score.rationale] if score.rationale else []
    said += [f"Evidence: {score.evidence}"] if score.evidence else []
    said += [f"Mechanism: {score.mechanism}"] if score.mechanism else []
    return "\n".join(said)


def rationale_width(brief: ModerationBrief) -> float:
    """Width in characters of each rationale's column while they stand side by side."""
    return max(30.0, min(48.0, 150.0 / max(1, len(brief.evaluators))))


def is_gathered(brief: ModerationBrief) -> bool:
    """Whether rationales have a sheet of their own: a large panel, or one that would not show whole in its column."""
    if len(brief.evaluators) > SIDE_BY_SIDE:
        return True
    most = int((HIGHEST - LEADING) // LEADING)
    width = rationale_width(brief)
    return any(rows_of(rationale_shown(score), width) > most for row in brief.rows for score in row.scores)


def flag_words(brief: ModerationBrief, row: ModerationRow) -> str:
    """Why a row is where it is in the queue, in words."""
    return "\n".join([_agreement(brief, row), *_absences(row)])


def _agreement(brief: ModerationBrief, row: ModerationRow) -> str:
    apart, least = spread(row.given), brief.question(row.question).minimum
    if apart is None:
        return "Nobody scored this"
    said = [f"Scores lie {plain(apart)} apart"] if apart >= brief.spread else []
    if least is not None and splits_panel(row.given, least):
        said.append(f"The minimum of {plain(least)} splits the panel")
    if said:
        return "\n".join(said)
    if len(row.given) == 1:
        return "One score only"
    return f"Within {plain(apart)}" if apart else "All the same"


def _absences(row: ModerationRow) -> list[str]:
    absent = [sum(score.state == state for score in row.scores) for state in ("missing", "conflict")]
    words = ("missing", "excluded by conflict")
    return [f"{count} {word}" for count, word in zip(absent, words, strict=True) if count]


def highest(row: ModerationRow) -> Formula:
    """The highest individual score; blank where nobody scored."""
    return _over(row, "MAX({scores})", max(row.given, default=""))


def lowest(row: ModerationRow) -> Formula:
    """The lowest individual score; blank where nobody scored."""
    return _over(row, "MIN({scores})", min(row.given, default=""))


def apart(row: ModerationRow) -> Formula:
    """Highest less lowest, in scale points; blank where nobody scored."""
    value = spread(row.given)
    return _over(row, "MAX({scores})-MIN({scores})", "" if value is None else value)


def mean_shown(row: ModerationRow) -> Formula:
    """The mean of the individual scores: information, never a score; blank where nobody scored."""
    value = mean(row.given)
    return _over(row, "AVERAGE({scores})", "" if value is None else value)


def _over(row: ModerationRow, pattern: str, value: Value) -> Formula:
    first, last = row.scores[0].evaluator, row.scores[-1].evaluator
    scores = Span(row_key("individual_score", row, first), row_key("individual_score", row, last))
    return formula(f'IF(COUNT({{scores}})=0,"",{pattern})', value, scores=scores)
