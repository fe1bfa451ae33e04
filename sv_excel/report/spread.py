"""Dot plots: what each evaluator gave each bid for one question, and what the panel agreed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sv_excel.documents import figures
from sv_excel.documents.moderation_record import STATES, heading
from sv_excel.report.content import Picture, Table
from sv_excel.report.plot import COLOUR, SMALL, Plot, say
from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import ModerationRecord

WIDTH, EDGE, ROW, TOP = 400, 16, 44, 20
"""Units: two of these pictures stand side by side."""
NAME, LINE, TICK = 0.32, 0.66, 0.12
"""In a bid's row: where its name stands, where its scale lies, and how far a tick reaches up and down."""
BESIDE = 11
"""Units between dots of evaluators who gave the same."""
OWN, AGREED = 80, 260
"""Areas of a dot and of a diamond, in units squared."""


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
    levels = [float(level.score) for level in tender.levels]
    rows = len(records)
    plot = Plot.blank(name, f"Scores for {title}", description, (WIDTH, TOP + rows * ROW))
    axes = plot.bare((EDGE, TOP, WIDTH - EDGE, TOP + rows * ROW), (levels[0], levels[-1]), rows)
    for level in tender.levels:
        say(axes, plain(level.score), (float(level.score), -TICK), size=SMALL, colour="faint", where="center")
    for row, record in enumerate(records):
        say(axes, tender.bid(record.bid).tenderer, (levels[0] - EDGE * _unit(levels), row + NAME))
    lines = [row + LINE for row in range(rows)]
    style: dict[str, Any] = {"colors": COLOUR["faint"], "linewidth": 1}
    axes.hlines(lines, levels[0], levels[-1], **style)
    upper, lower = ([y + end for y in lines for _ in levels] for end in (-TICK, TICK))
    axes.vlines(levels * rows, upper, lower, **style)
    _dots(axes, records, levels)
    return Picture(title, description, plot.svg(), _table(tender, title, records))


def _unit(levels: Sequence[float]) -> float:
    """What one unit across is worth on the scale."""
    return (levels[-1] - levels[0]) / (WIDTH - 2 * EDGE)


def _dots(axes: Axes, records: Sequence[ModerationRecord], levels: Sequence[float]) -> None:
    """Dots side by side where several evaluators gave the same, so that each can be counted."""
    narrowest = min(higher - lower for lower, higher in pairwise(levels))
    agreed, own = [], []
    for row, record in enumerate(records):
        given = [score.value for score in record.individual_scores if score.value is not None]
        if record.consensus_score is not None:
            agreed.append((float(record.consensus_score), row + LINE))
        for value in dict.fromkeys(given):
            alike = given.count(value)
            apart = min(BESIDE * _unit(levels), narrowest / alike)
            own += [(float(value) + apart * (place - (alike - 1) / 2), row + LINE) for place in range(alike)]
    style: dict[str, Any] = {"clip_on": False, "zorder": 3}
    for places, name, marker, size, edge in ((agreed, "agreed", "D", AGREED, "edge"), (own, "own", "o", OWN, "page")):
        across, down = [x for x, _ in places], [y for _, y in places]
        drawn = axes.scatter(across, down, s=size, c=COLOUR[name], marker=marker, edgecolors=COLOUR[edge], **style)
        drawn.set_gid(name)


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
