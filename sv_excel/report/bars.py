"""Stacked bars: one bar for each bid, one part for each criterion or theme."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.report.drawing import WIDTH, Drawing

if TYPE_CHECKING:
    from collections.abc import Callable

COLOURS = 6
LEGEND, ROW, THICK = 20, 50, 24
ROOM_FOR_WORDS = 44
"""The narrowest part that has room for its figure."""


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
        drawing = Drawing(self.name, self.title, self.description)
        for place, words in enumerate(self.legend):
            drawing.bar(0, place * LEGEND + 4, 12, 12, f"part c{place % COLOURS}")
            drawing.text(words, 20, place * LEGEND + 14)
        top = len(self.legend) * LEGEND + 8
        for place, bar in enumerate(self.bars):
            _bar(drawing, bar, top + place * ROW, self.whole, self.shown)
        return drawing.finished(top + len(self.bars) * ROW + 4)


def _bar(drawing: Drawing, bar: Bar, y: int, whole: Fraction, shown: Callable[[Fraction], str]) -> None:
    drawing.text(bar.name, 0, y + 14, "words strong")
    drawing.text(bar.note, WIDTH, y + 14, "words strong", "end")
    drawing.bar(0, y + 20, WIDTH, THICK, "track")
    x = Fraction(0)
    for place, part in enumerate(bar.parts):
        if not part:
            continue
        width = part * WIDTH / whole
        drawing.bar(x, y + 20, max(width - 1, Fraction(1, 2)), THICK, f"part c{place % COLOURS}")
        if width >= ROOM_FOR_WORDS:
            drawing.text(shown(part), x + width / 2, y + 20 + 17, "inside", "middle")
        x += width
