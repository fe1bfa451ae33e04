"""`Pen`: lays rows down a sheet and counts. The only digits of position in the house are its own counters."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from sv_excel.layout.addresses import Address
from sv_excel.layout.cells import Cell, Content, Formula, Key, Mark, Sheet, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sv_excel.layout.cells import Chart, Slot, Value
    from sv_excel.layout.entries import Entry

LINE, LEADING, HIGHEST = 16.0, 13.5, 409.0
"""Heights in points: of a row of one line, of each further line, and the most that Excel allows."""
LETTER = 0.9
"""Width of a letter with the room that early breaks take, in characters; letters alone are about 0.8 of a digit."""


@dataclass(frozen=True, slots=True)
class Put:
    """What goes into one cell of a row."""

    content: Content
    style: str | None = None
    key: Key | None = None
    entry: Entry | None = None
    subject: str | None = None


def fixed(content: Content, key: Key | None = None, style: str | None = None) -> Put:
    """A locked cell that has a meaning or a style of its own."""
    return Put(content, style, key)


class Pen:
    """Writes one sheet from top to bottom. ``answers`` are what entries hold already."""

    def __init__(
        self, name: str, widths: Sequence[float], banner: Sequence[str] = (), answers: Mapping[Key, Value] | None = None
    ) -> None:
        self.name = name
        self.widths = tuple(widths)
        self.answers = answers or {}
        self.next_row = 1
        self._cells: list[Cell] = []
        self._heights: list[tuple[int, float]] = []
        self._merges: list[tuple[Address, Address]] = []
        self._marks: list[Mark] = []
        self._charts: list[Chart] = []
        for line in banner:
            self.wide(line, "sv.banner")

    def here(self, column: int = 1) -> Address:
        """The cell in the row to come."""
        return Address(self.name, self.next_row, column)

    def skip(self, rows: int = 1) -> None:
        """Leave rows blank."""
        self.next_row += rows

    def row(self, *items: Put | Formula | Slot | Value, style: str = "sv.text", height: float = LINE) -> int:
        """Put items side by side from the first column; None leaves a cell out. Gives the row's number.

        The row is at least ``height`` points high, and as high as its texts need.
        """
        lines = 1
        for column, item in enumerate(items, 1):
            if item is None:
                continue
            put = item if isinstance(item, Put) else Put(item)
            content = self.answers.get(put.key, put.content) if put.entry and put.key else put.content
            address = Address(self.name, self.next_row, column)
            self._cells.append(Cell(address, content, put.style or style, put.key, put.entry, put.subject))
            text = content.value if isinstance(content, Formula) else content
            if isinstance(text, str):
                lines = max(lines, rows_of(text, self.widths[column - 1]))
        self._heights.append((self.next_row, min(max(height, lines * LEADING + 3), HIGHEST)))
        self.next_row += 1
        return self.next_row - 1

    def wide(self, item: Put | Formula | Slot | Value, style: str, columns: int | None = None) -> int:
        """One cell over ``columns`` (all, where None), high enough for its text."""
        last = columns or len(self.widths)
        content = item.content if isinstance(item, Put) else item
        text = content.value if isinstance(content, Formula) else content
        lines = rows_of(text, sum(self.widths[:last])) if isinstance(text, str) and style not in _TALL else 1
        first = self.here()
        self._cells.append(
            Cell(first, content, style, *((item.key, item.entry, item.subject) if isinstance(item, Put) else ()))
        )
        self._heights.append((self.next_row, _TALL.get(style, min(lines * LEADING + 5, HIGHEST))))
        if last > 1:
            self._merges.append((first, Address(self.name, self.next_row, last)))
        self.next_row += 1
        return self.next_row - 1

    def mark(self, span: Span, pattern: str, style: str, *, bar: bool = False, **refs: Key | Span) -> None:
        """A conditional format over a span; see `Mark`."""
        self._marks.append(Mark(span, pattern, style, tuple(refs.items()), bar))

    def chart(self, chart: Chart) -> None:
        """Place a chart; the rows that it covers are the caller's to skip."""
        self._charts.append(chart)

    def sheet(
        self,
        *,
        freeze: Address | None = None,
        headings: tuple[int, int] | None = None,
        table: Span | None = None,
        start: Key | None = None,
        hidden: bool = False,
        portrait: bool = False,
        pages_wide: int = 1,
    ) -> Sheet:
        """The finished sheet."""
        return Sheet(
            self.name,
            tuple(self._cells),
            self.widths,
            tuple(self._heights),
            tuple(self._merges),
            freeze,
            headings,
            table,
            tuple(self._marks),
            tuple(self._charts),
            start,
            hidden,
            portrait,
            pages_wide,
        )


_TALL = {"sv.title": 28.0, "sv.heading": 21.0}


def rows_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of ``width`` characters; generous, since words break early."""
    if len(text) * LETTER <= width - 1 and "\n" not in text:
        return 1
    return sum(max(1, ceil(len(line) * LETTER / max(width - 1, 1))) for line in text.split("\n"))
