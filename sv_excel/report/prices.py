"""Price against quality: one point for each bid that has both."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.report.content import Picture, Table
from sv_excel.report.drawing import WIDTH, Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.tender.result import LotResult

LEFT, RIGHT, TOP, FOOT = 60, WIDTH - 40, 30, 310


@dataclass(frozen=True, slots=True)
class _Axis:
    """From ``least`` to ``most``, with room beyond the figures that it shows."""

    least: Fraction
    most: Fraction

    @classmethod
    def around(cls, figures: Sequence[Fraction]) -> _Axis:
        room = (max(figures) - min(figures)) / 4 or max(figures) / 4 or Fraction(1)
        return cls(max(min(figures) - room, Fraction(0)), max(figures) + room)

    def share(self, figure: Fraction) -> Fraction:
        return (figure - self.least) / (self.most - self.least)

    def at(self, share: Fraction) -> Fraction:
        return self.least + (self.most - self.least) * share


def price_against_quality(name: str, lot: LotResult) -> Picture | None:
    """The picture of one lot; None where no bid has both a price and all its points."""
    known = [(bid, Fraction(bid.price), bid.quality) for bid in lot.bids if bid.price and bid.quality is not None]
    if not known:
        return None
    across = _Axis.around([price for _, price, _ in known])
    upwards = _Axis.around([quality for _, _, quality in known])
    title = "Price against quality"
    description = (
        "One point for each bid, marked with its id: price across, in GBP, weighted scores other than the price's "
        "upwards, in percentage points. Neither axis begins at 0. Towards the upper left is better and cheaper."
    )
    drawing = Drawing(name, title, description)
    drawing.line((LEFT, FOOT), (RIGHT, FOOT))
    drawing.line((LEFT, TOP), (LEFT, FOOT))
    for step in range(5):
        x = LEFT + Fraction(RIGHT - LEFT) * step / 4
        y = FOOT - Fraction(FOOT - TOP) * step / 4
        drawing.line((x, FOOT), (x, FOOT + 5))
        drawing.text(
            figures.money(across.at(Fraction(step, 4))).partition(".")[0], x, FOOT + 20, "words faint", "middle"
        )
        drawing.line((LEFT - 5, y), (LEFT, y))
        drawing.text(figures.points(upwards.at(Fraction(step, 4))), LEFT - 10, y + 4, "words faint", "end")
    drawing.text("Price, GBP", RIGHT, FOOT + 42, "words", "end")
    drawing.text("Points other than price", 0, 12)
    for bid, price, quality in known:
        x = LEFT + (RIGHT - LEFT) * across.share(price)
        y = FOOT - (FOOT - TOP) * upwards.share(quality)
        drawing.dot(x, y, 7, "own" if bid.status == "valid" else "own out")
        drawing.text(bid.bid, x - 12, y + 4, "words strong", "end")
    rows = tuple(
        (bid.bid, bid.tenderer, figures.money(price), figures.points(quality), bid.status)
        for bid, price, quality in known
    )
    table = Table(
        title, ("Bid", "Tenderer", "Price, GBP", "Points other than price", "Status"), rows, frozenset({2, 3})
    )
    return Picture(title, description, drawing.finished(FOOT + 52), table)
