"""`Pen`: lays rows down a sheet and counts. The only digits of position in the house are its own counters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.address import Address
from sv_excel.workbooks.sheet.cells import Cell, Content, Formula, Mark, Sheet, Span
from sv_excel.workbooks.sheet.page_breaks import blocks_of, page_breaks, page_height, with_heading
from sv_excel.workbooks.sheet.text_size import HIGHEST, LEADING, LINE, rows_of, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sv_excel.findings.key import Key
    from sv_excel.workbooks.sheet.cells import Chart, Slot, Value
    from sv_excel.workbooks.sheet.entries import Entry

_LEADS = frozenset({"sv.title", "sv.subtitle", "sv.heading", "sv.question", "sv.header"})
"""Styles of rows that say what comes below: they stay on one page with it."""
_FOLLOWS = frozenset({"sv.line", "sv.strong", "sv.note"})
"""Styles of rows that belong to the heading above them."""


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
        self._tied: set[int] = set()
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
                lines = max(lines, rows_of(text, self.widths[column - 1], size_of(put.style or style).letters))
        self._heights.append((self.next_row, min(max(height, lines * LEADING + 3), HIGHEST)))
        if style in _LEADS:
            self._tied.add(self.next_row)
        self.next_row += 1
        return self.next_row - 1

    def wide(self, item: Put | Formula | Slot | Value, style: str, columns: int | None = None) -> int:
        """One cell over ``columns`` (all, where None), high enough for its text."""
        last = columns or len(self.widths)
        content = item.content if isinstance(item, Put) else item
        text = content.value if isinstance(content, Formula) else content
        size = size_of(style)
        lines = rows_of(text, sum(self.widths[:last]), size.letters) if isinstance(text, str) else 1
        first = self.here()
        self._cells.append(
            Cell(first, content, style, *((item.key, item.entry, item.subject) if isinstance(item, Put) else ()))
        )
        self._heights.append((self.next_row, min(size.first + (lines - 1) * size.further, HIGHEST)))
        if style in _LEADS or (style in _FOLLOWS and self.next_row - 1 in self._tied):
            self._tied.add(self.next_row)
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
        one_page: bool = False,
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
            one_page,
            () if hidden or one_page or pages_wide > 1 else tuple(self._breaks(headings, portrait=portrait)),
        )

    def _breaks(self, headings: tuple[int, int] | None, *, portrait: bool) -> Iterator[int]:
        """Where pages begin, so that no heading is left behind and no chart is torn."""
        heights, last = dict(self._heights), self.next_row - 1
        page = page_height(self.widths, portrait=portrait)
        charts = (with_heading(self._tied, heights, chart, page) for chart in self._charts)
        return page_breaks(
            heights,
            last,
            (*blocks_of(self._tied, last), *charts),
            page=page,
            repeated=sum(heights[row] for row in range(headings[0], headings[1] + 1)) if headings else 0.0,
            grows=any(cell.entry for cell in self._cells),
        )
