"""Dot plots: what each evaluator gave each bid for one question, and what the panel agreed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.documents.moderation_record import STATES, heading
from sv_excel.report.content import Picture, Table
from sv_excel.report.drawing import WIDTH, Drawing
from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from sv_excel.tender.definition import Tender
    from sv_excel.tender.evaluation import ModerationRecord

LEFT, RIGHT, ROW, TOP = 16, WIDTH - 16, 56, 26


def spreads(tender: Tender, records: Sequence[ModerationRecord]) -> Iterator[Picture]:
    """One picture for each question (and lot), in the tender's order."""
    for question in tender.questions:
        for lot in dict.fromkeys(record.lot for record in records if record.criterion == question.id):
            these = [record for record in records if (record.criterion, record.lot) == (question.id, lot)]
            these.sort(key=lambda record: [bid.id for bid in tender.bids].index(record.bid))
            yield _spread(tender, f"spread-{question.id}-{lot or 'all'}", these)


def _spread(tender: Tender, name: str, records: Sequence[ModerationRecord]) -> Picture:
    title = heading(tender, records[0])
    description = (
        f"For each bid a scale from {plain(tender.levels[0].score)} to {plain(tender.top_score)}: a dot for each "
        "evaluator's own score, a diamond for the score that the panel agreed. The table has the same."
    )
    drawing = Drawing(name, f"Scores for {title}", description)
    levels = [level.score for level in tender.levels]
    for level in levels:
        drawing.text(plain(level), _x(level, levels), 14, "words faint", "middle")
    for place, record in enumerate(records):
        y = TOP + place * ROW
        drawing.text(tender.bid(record.bid).tenderer, 0, y + 10, "words")
        drawing.line((LEFT, y + 34), (RIGHT, y + 34))
        for level in levels:
            drawing.line((_x(level, levels), y + 28), (_x(level, levels), y + 40), "tick")
        _dots(drawing, record, levels, y + 34)
    return Picture(title, description, drawing.finished(TOP + len(records) * ROW), _table(tender, title, records))


def _dots(drawing: Drawing, record: ModerationRecord, levels: Sequence[Decimal], y: int) -> None:
    """Dots side by side where several evaluators gave the same, so that each can be counted."""
    given = [score.value for score in record.individual_scores if score.value is not None]
    if record.consensus_score is not None:
        drawing.diamond(_x(record.consensus_score, levels), y, 13, "agreed")
    for value in dict.fromkeys(given):
        alike = given.count(value)
        for place in range(alike):
            drawing.dot(_x(value, levels) + 11 * (place - Fraction(alike - 1, 2)), y, 5, "own")


def _x(score: Decimal, levels: Sequence[Decimal]) -> Fraction:
    lowest, highest = Fraction(levels[0]), Fraction(levels[-1])
    return LEFT + (RIGHT - LEFT) * (Fraction(score) - lowest) / (highest - lowest or 1)


def _table(tender: Tender, title: str, records: Sequence[ModerationRecord]) -> Table:
    people = {
        score.evaluator: score.name
        for record in records
        for score in record.individual_scores
        if score.state != "not-assigned"
    }
    rows = []
    for record in records:
        own = {score.evaluator: score for score in record.individual_scores}
        shown = [
            STATES.get(own[person].state, figures.score(own[person].value)) if person in own else ""
            for person in people
        ]
        rows.append((tender.bid(record.bid).tenderer, *shown, figures.score(record.consensus_score)))
    return Table(
        f"Own scores and agreed score: {title}",
        ("Tenderer", *people.values(), "Agreed"),
        tuple(rows),
        frozenset(range(1, len(people) + 2)),
    )
