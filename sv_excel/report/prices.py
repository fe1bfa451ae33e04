"""Price against quality: one point for each bid that has both."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sv_excel.documents import figures
from sv_excel.report.content import Picture, Table
from sv_excel.report.plot import COLOUR, SMALL, WIDTH, WORDS, Plot

if TYPE_CHECKING:
    from sv_excel.tender.scoring.result import LotResult

HEIGHT = 360
SIDES = (60, 30, WIDTH - 20, HEIGHT - 50)
DOT, ROOM = 110, 0.2
"""The area of a point in units squared, and the room beyond the outermost as a share."""


def price_against_quality(name: str, lot: LotResult) -> Picture | None:
    """The picture of one lot; None where no bid has both a price and all its points."""
    known = [(bid, Fraction(bid.price), bid.quality) for bid in lot.bids if bid.price and bid.quality is not None]
    if not known:
        return None
    title = "Price against quality"
    description = (
        "One point for each bid, marked with its id: price across, in GBP, weighted scores other than the price's "
        "upwards, in percentage points. Neither axis begins at 0. Towards the upper left is better and cheaper."
    )
    plot = Plot.blank(name, title, description, (WIDTH, HEIGHT))
    axes = plot.axes(*SIDES)
    for valid, colour in ((True, "own"), (False, "faint")):
        here = [(float(price), float(quality)) for bid, price, quality in known if (bid.status == "valid") is valid]
        axes.scatter([x for x, _ in here], [y for _, y in here], s=DOT, c=COLOUR[colour], zorder=3)
    for bid, price, quality in known:
        style: dict[str, Any] = {
            "textcoords": "offset points",
            "fontsize": WORDS,
            "fontweight": "bold",
            "color": COLOUR["ink"],
        }
        axes.annotate(bid.bid, (float(price), float(quality)), (8, 5), parse_math=False, **style)
    axes.margins(ROOM)
    axes.set_xlabel("Price, GBP", loc="right", fontsize=WORDS, color=COLOUR["ink"])
    axes.set_title("Points other than price", loc="left", fontsize=WORDS, color=COLOUR["ink"])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.locator_params(nbins=6)
    axes.tick_params(color=COLOUR["faint"], labelcolor=COLOUR["faint"], labelsize=SMALL)
    axes.grid(color=COLOUR["track"])
    axes.set_axisbelow(True)
    axes.spines[:].set_color(COLOUR["faint"])
    axes.spines[["top", "right"]].set_visible(False)
    rows = tuple(
        (bid.bid, bid.tenderer, figures.money(price), figures.points(quality), bid.status)
        for bid, price, quality in known
    )
    table = Table(
        title, ("Bid", "Tenderer", "Price, GBP", "Points other than price", "Status"), rows, frozenset({2, 3})
    )
    return Picture(title, description, plot.svg(), table)
