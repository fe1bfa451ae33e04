"""The *Moderation* sheet: the queue, one row for each bid and question, from individual scores to the one agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.workbooks.evaluation.score_row import COMPLETE, NOT_STARTED
from sv_excel.workbooks.evaluation.scores_sheet import ROOM
from sv_excel.workbooks.moderation import individual_scores as shown
from sv_excel.workbooks.moderation.consensus_row import (
    FEEDBACK,
    NOTES,
    REASON,
    check_formula,
    column_span,
    consensus_entry,
    row_key,
    weighted_formula,
)
from sv_excel.workbooks.sheet.cells import Span
from sv_excel.workbooks.sheet.page_breaks import pages_across
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.briefs.moderation import BriefPerson, ModerationBrief, ModerationRow
    from sv_excel.workbooks.sheet.cells import Sheet, Value
    from sv_excel.workbooks.sheet.entries import Entry
    from sv_excel.workbooks.sheet.template_text import Furniture

SHEET = "Moderation"
_SCORE_WIDTH, _SCORE_WIDEST = 10.5, 20.0


class _Column(NamedTuple):
    heading: str
    width: float
    put: Callable[[ModerationRow], Put]


def moderation_sheet(brief: ModerationBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    """The queue with its entries.

    Up to six evaluators stand left of what the panel enters, each with score and rationale; of a larger panel the
    scores stand as narrow columns right of it, so that the entries stay in sight, and rationales on their own sheet.
    """
    who = _identity(brief)
    columns = [*who, *_evidence(brief, answers)]
    pen = Pen(SHEET, [column.width for column in columns], furniture.banner, answers)
    pen.wide("Moderation", "sv.title", len(who))
    pen.wide("The neediest rows first. Individual scores are as returned and stay so.", "sv.note", len(who))
    headings = pen.row(
        *(fixed(column.heading, Key("heading", part=str(place))) for place, column in enumerate(columns)),
        style="sv.header",
        height=44,
    )
    below = pen.here(len(who) + 1)
    if not brief.rows:
        pen.wide("Nothing to moderate.", "sv.line")
        return pen.sheet(headings=(headings, headings))
    for row in brief.rows:
        pen.row(*(column.put(row) for column in columns), height=ROOM)
    check = row_key("check", brief.rows[0])
    checks = column_span("check", brief.rows)
    pen.mark(checks, f'{{check}}="{COMPLETE}"', "sv.good", check=check)
    pen.mark(checks, f'AND({{check}}<>"{COMPLETE}",{{check}}<>"{NOT_STARTED}")', "sv.todo", check=check)
    pen.mark(column_span("spread", brief.rows), plain(brief.top), "sv.figure", bar=True)
    last = columns[-1].put(brief.rows[-1]).key or row_key("check", brief.rows[-1])
    return pen.sheet(
        freeze=below,
        headings=(headings, headings),
        table=Span(Key("heading", part="0"), last),
        start=row_key("consensus_score", brief.rows[0]),
        pages_wide=pages_across([column.width for column in columns], len(who)),
    )


def _identity(brief: ModerationBrief) -> list[_Column]:
    """What a row is about; these stay in sight."""
    numbers = {row_key("queue", row): number for number, row in enumerate(brief.rows, 1)}

    def question(row: ModerationRow) -> Put:
        asked = brief.question(row.question)
        least = f"\nMinimum {plain(asked.minimum)}" if asked.minimum is not None else ""
        return fixed(f"{asked.id} {asked.title}{least}", style="sv.strong")

    def number(row: ModerationRow) -> Put:
        key = row_key("queue", row)
        return fixed(numbers[key], key, "sv.whole")

    def flag(row: ModerationRow) -> Put:
        return fixed(shown.flag_words(brief, row), row_key("flag", row), "sv.flag" if row.flagged else "sv.text")

    columns = [
        _Column("No.", 6, number),
        _Column("Flag", 19, flag),
        _Column("Question", 18, question),
        _Column("Tenderer", 18, lambda row: fixed(brief.bid(row.bid).tenderer, style="sv.strong")),
    ]
    if any(row.lot is not None for row in brief.rows):
        columns.append(_Column("Lot", 13, lambda row: fixed(brief.lot(row) or "all lots")))
    return columns


def _evidence(brief: ModerationBrief, answers: Mapping[Key, Value]) -> list[_Column]:
    """What is known of a row, and what the panel makes of it, in the order that suits the size of the panel."""
    weighting = _Column(
        "Weighting", 12, lambda row: fixed(brief.question(row.question).weight, row_key("weight", row), "sv.weight")
    )
    scores = [_score(brief, place) for place in range(len(brief.evaluators))]
    agreed = _agreed(brief, answers)
    if len(brief.evaluators) > shown.SIDE_BY_SIDE:
        return [weighting, *_figures(), *agreed, *scores]
    rationales = [] if shown.is_gathered(brief) else [_rationale(brief, place) for place in range(len(scores))]
    return [weighting, *scores, *_figures(), *rationales, *agreed]


def _score(brief: ModerationBrief, place: int) -> _Column:
    person = brief.evaluators[place]

    def put(row: ModerationRow) -> Put:
        score = row.scores[place]
        style = "sv.text" if score.value is None else "sv.weight"
        return fixed(shown.score_shown(score), row_key("individual_score", row, person.id), style)

    longest = max(len(word) for word in person.name.split())
    return _Column(f"Score: {person.name}", min(max(_SCORE_WIDTH, longest + 2.0), _SCORE_WIDEST), put)


def _rationale(brief: ModerationBrief, place: int) -> _Column:
    person: BriefPerson = brief.evaluators[place]
    return _Column(
        f"Rationale: {person.name}",
        shown.rationale_width(brief),
        lambda row: fixed(
            shown.rationale_shown(row.scores[place]), row_key("individual_rationale", row, person.id), "sv.text"
        ),
    )


def _figures() -> list[_Column]:
    return [
        _Column("Highest", 9.5, lambda row: fixed(shown.highest(row), row_key("highest", row), "sv.weight")),
        _Column("Lowest", 9.5, lambda row: fixed(shown.lowest(row), row_key("lowest", row), "sv.weight")),
        _Column("Spread", 9.5, lambda row: fixed(shown.apart(row), row_key("spread", row), "sv.weight")),
        _Column(
            "Mean: information only", 12.5, lambda row: fixed(shown.mean_shown(row), row_key("mean", row), "sv.figure")
        ),
    ]


def _agreed(brief: ModerationBrief, answers: Mapping[Key, Value]) -> list[_Column]:
    def entered(field: str, entry: Entry, style: str) -> Callable[[ModerationRow], Put]:
        return lambda row: Put(None, style, row_key(field, row), entry, brief.subject(row))

    return [
        _Column("Consensus score", 12, entered("consensus_score", consensus_entry(brief.levels), "sv.choice")),
        _Column("Panel's reason for this score", 46, entered("rationale", REASON, "sv.words")),
        _Column("Feedback: the tenderer may read this", 38, entered("feedback", FEEDBACK, "sv.words")),
        _Column("Internal notes: never shown to the tenderer", 32, entered("notes", NOTES, "sv.words")),
        _Column(
            "Weighted score",
            11,
            lambda row: fixed(weighted_formula(brief, row, answers), row_key("weighted", row), "sv.figure"),
        ),
        _Column("Check", 24, lambda row: fixed(check_formula(brief, row, answers), row_key("check", row), "sv.check")),
    ]
