"""Stacked bars: one bar for each bid, one part for each criterion or theme."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sv_excel.report.plot import COLOUR, PARTS, SMALL, WIDTH, WORDS, Plot, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

LEGEND, ROW = 20, 50
NAME, MIDDLE, THICK = 0.32, 0.66, 0.48
"""In a bar's row: where its name stands, where its middle lies, and how thick it is."""
ROOM_FOR_WORDS = 44
"""Units of the narrowest part that has room for its figure."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, what stands at the right of the name, and its parts in the order of the legend."""

    name: str
    note: str
    parts: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Bars under one legend; a bar as long as the page is worth ``whole``, and ``shown`` says a part as text."""

    name: str
    title: str
    description: str
    legend: tuple[str, ...]
    bars: tuple[Bar, ...]
    whole: Fraction
    shown: Callable[[Fraction], str]

    def svg(self) -> str:
        """The picture."""
        top, rows = len(self.legend) * LEGEND + 8, len(self.bars)
        plot = Plot.blank(self.name, self.title, self.description, (WIDTH, top + rows * ROW + 4))
        axes = plot.bare((0, top, WIDTH, top + rows * ROW), (0, float(self.whole)), rows)
        places = [row + MIDDLE for row in range(rows)]
        axes.barh(places, [float(self.whole)] * rows, THICK, color=COLOUR["track"])
        for row, bar in enumerate(self.bars):
            say(axes, bar.name, (0, row + NAME), weight="bold")
            say(axes, bar.note, (float(self.whole), row + NAME), where="right", weight="bold")
        for part in range(len(self.legend)):
            self._part(axes, places, part)
        legend = plot.figure.legend(
            loc="upper left",
            bbox_to_anchor=(0, 1),
            frameon=False,
            fontsize=WORDS,
            labelcolor=COLOUR["ink"],
            labelspacing=(LEGEND - WORDS) / WORDS,
            **dict.fromkeys(("handlelength", "handleheight"), 1),
            **dict.fromkeys(("borderpad", "borderaxespad"), 0),
        )
        for words in legend.get_texts():
            words.set_parse_math(False)
        return plot.svg()

    def _part(self, axes: Axes, places: Sequence[float], part: int) -> None:
        """One criterion's part of every bar, with its figure where there is room."""
        sizes = [float(bar.parts[part] or 0) for bar in self.bars]
        before = [float(sum((size or 0 for size in bar.parts[:part]), Fraction(0))) for bar in self.bars]
        style: dict[str, Any] = {
            "label": self.legend[part],
            "color": PARTS[part % len(PARTS)],
            "edgecolor": COLOUR["page"],
            "linewidth": 1,
        }
        drawn = axes.barh(places, sizes, THICK, left=before, **style)
        for row, patch in enumerate(drawn):
            patch.set_gid(f"part-{part}-{row}")
        least = self.whole * ROOM_FOR_WORDS / WIDTH
        figures = [
            self.shown(size) if size and size >= least else "" for size in (bar.parts[part] for bar in self.bars)
        ]
        axes.bar_label(drawn, figures, label_type="center", fontsize=SMALL, color=COLOUR["on"], fontweight="bold")
