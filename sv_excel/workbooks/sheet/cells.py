"""The vocabulary of a layout: `Key`, `Formula`, `Cell`, `Sheet`, `Layout`. All frozen values.

Nobody types an address: a pen counts rows, a `Key` says what a cell means, and a `Layout` turns meaning into place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from sv_excel.findings.address import Address, quoted
from sv_excel.findings.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.workbooks.sheet.entries import Entry

Value = str | Decimal | Fraction | int | date | None


@dataclass(frozen=True, slots=True)
class Span:
    """The rectangle from one key's cell to another's."""

    first: Key
    last: Key


Reference = Key | Span


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula: a pattern with ``{names}``, the keys they stand for, and the value that Python gives it.

    The pattern has no leading ``=``. A literal brace is doubled.
    """

    pattern: str
    refs: tuple[tuple[str, Reference], ...]
    value: Value


def formula(pattern: str, value: Value, **refs: Reference) -> Formula:
    """A formula over cells named by meaning."""
    return Formula(pattern, tuple(refs.items()), value)


@dataclass(frozen=True, slots=True)
class Slot:
    """A text that differs between workbooks of one layout: the name of the person that it is for."""

    name: str


Content = Value | Formula | Slot


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where, what, in which named style, what it means, and who may change it (`entry`; None is locked).

    ``subject`` is what it is about, in a person's words: ``Bolt Ltd, Q2 Staffing``.
    """

    address: Address
    content: Content
    style: str
    key: Key | None = None
    entry: Entry | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A conditional format: where ``pattern`` is true the cells of ``span`` look like the named style.

    ``bar`` draws a data bar in place of a style, from 0 to the figure in ``pattern``.
    """

    span: Span
    pattern: str
    style: str
    refs: tuple[tuple[str, Reference], ...] = ()
    bar: bool = False


POUNDS = "[$£-809]#,##0"
"""The format of a chart's axis in whole pounds."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A stacked bar chart: a series for each column of figures, a bar for each row; ``figures`` is their format."""

    title: str
    description: str
    anchor: Address
    names: tuple[Key, ...]
    categories: Span
    series: tuple[Span, ...]
    columns: int = 8
    rows: int = 18
    figures: str = "0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells and its furniture. Widths are in characters, heights in points.

    ``pages_wide`` is on how many sheets of A4 side by side it is printed; on each the frozen columns are repeated.
    With each row of ``breaks`` a page begins; ``one_page`` makes all rows small enough for one.
    """

    name: str
    cells: tuple[Cell, ...]
    widths: tuple[float, ...] = ()
    heights: tuple[tuple[int, float], ...] = ()
    merges: tuple[tuple[Address, Address], ...] = ()
    frozen: Address | None = None
    headings: tuple[int, int] | None = None
    table: Span | None = None
    marks: tuple[Mark, ...] = ()
    charts: tuple[Chart, ...] = ()
    start: Key | None = None
    hidden: bool = False
    portrait: bool = False
    pages_wide: int = 1
    one_page: bool = False
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A whole workbook as a value. ``slots`` fills what differs from person to person."""

    kind: str
    title: str
    sheets: tuple[Sheet, ...]
    slots: dict[str, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[Key, Cell]:
        """Every cell that has a meaning, by it."""
        return {cell.key: cell for cell in self if cell.key is not None}

    def __iter__(self) -> Iterator[Cell]:
        for sheet in self.sheets:
            yield from sheet.cells

    def __getitem__(self, key: Key) -> Cell:
        return self.places[key]

    @cached_property
    def entries(self) -> tuple[Cell, ...]:
        """The cells that a person may fill in, in reading order."""
        return tuple(cell for cell in self if cell.entry is not None)

    def refer(self, ref: Reference, sheet: str) -> str:
        """A reference as a formula on ``sheet`` writes it."""
        if isinstance(ref, Key):
            home, text = self._written[ref]
        else:
            home, text = self._written[ref.first]
            text = f"{text}:{self._written[ref.last][1]}"
        return text if home == sheet else f"{quoted(home)}!{text}"

    @cached_property
    def _written(self) -> dict[Key, tuple[str, str]]:
        """The sheet of every cell that has a meaning, and its address there as formulas write it."""
        return {key: (cell.address.sheet, cell.address.fixed) for key, cell in self.places.items()}

    def formula(self, pattern: str, refs: tuple[tuple[str, Reference], ...], sheet: str) -> str:
        """A pattern with its keys turned into addresses, without the leading ``=``."""
        return pattern.format(**{name: self.refer(ref, sheet) for name, ref in refs})

    def mark_formula(self, mark: Mark, sheet: str) -> str:
        """A conditional format's pattern, with single cells relative by row: it is read from the first row on."""
        texts = {
            name: f"${self[ref].address.cell}" if isinstance(ref, Key) else self.refer(ref, sheet)
            for name, ref in mark.refs
        }
        return mark.pattern.format(**texts)

    def text(self, cell: Cell) -> Value:
        """What stands in a cell: a formula as its text with ``=``, a slot filled, anything else as it is."""
        if isinstance(cell.content, Formula):
            return "=" + self.formula(cell.content.pattern, cell.content.refs, cell.address.sheet)
        if isinstance(cell.content, Slot):
            return self.slots[cell.content.name]
        return cell.content
