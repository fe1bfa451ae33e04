"""A workbook come in as a value: what the reader found, cell by cell, before anybody believes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterator

Plain = str | Decimal | bool | date | None
Place = tuple[int, int]


class Found(NamedTuple):
    """One cell as found. ``value`` is the plain value (of a formula: the cached one); ``formula`` has no ``=``.

    ``error`` is set where Excel shows an error value. ``disguise`` says in words how the look makes the cell show
    what it does not hold (a number format with text in it, white on white), or is None.
    """

    value: Plain
    formula: str | None = None
    locked: bool = True
    error: bool = False
    disguise: str | None = None


class Unread(Mapping[Place, Found]):
    """The cells of a sheet, taken apart when somebody asks for one of them.

    ``typed`` are those that the file leaves open for typing and that hold no formula, taken apart already. ``rest`` is
    a digest: two sheets that agree in it hold the same in every other cell, bar what their formulas come to, and leave
    the same cells open, in the same look.
    """

    def __init__(
        self, typed: dict[Place, Found], rest: bytes, count: int, take: Callable[[], dict[Place, Found]]
    ) -> None:
        self.typed = typed
        self.rest = rest
        self._count = count
        self._take = take

    @cached_property
    def _cells(self) -> dict[Place, Found]:
        return self._take()

    def __getitem__(self, place: Place) -> Found:
        found = self.typed.get(place)
        return self._cells[place] if found is None else found

    def __iter__(self) -> Iterator[Place]:
        return iter(self._cells)

    def __len__(self) -> int:
        return self._count

    def items(self) -> ItemsView[Place, Found]:
        """As a dictionary has them."""
        return self._cells.items()

    def __or__(self, other: Mapping[Place, Found]) -> dict[Place, Found]:
        return {**self._cells, **other}

    def __repr__(self) -> str:
        return repr(self._cells)

    def __reduce__(self) -> tuple[type[dict[Place, Found]], tuple[dict[Place, Found]]]:
        """Another process gets them taken apart."""
        return dict, (self._cells,)


@dataclass(frozen=True, slots=True)
class Validation:
    """A data validation as found, evened out: rectangles as (first row, first column, last row, last column)."""

    kind: str
    operator: str
    formula1: str
    formula2: str
    ranges: tuple[tuple[int, int, int, int], ...]
    blocks: bool


@dataclass(frozen=True, slots=True)
class Format:
    """A conditional format as found; ``formula`` has no ``=``, of other kinds than formulas it spells the rule out.

    ``disguise`` says in words how it hides what the cells hold (white on white, a bar without its figure), or is None.
    """

    kind: str
    formula: str
    ranges: tuple[tuple[int, int, int, int], ...]
    disguise: str | None = None


@dataclass(frozen=True)
class SheetGrid:
    """One sheet as found. ``state`` is visible, hidden or veryHidden; ``protected`` says whether it is locked.

    ``objects`` names what floats above the cells and may cover them: "chart", "picture" or "shape" for each.
    """

    name: str
    state: str = "visible"
    cells: Mapping[Place, Found] = field(default_factory=dict)
    validations: tuple[Validation, ...] = ()
    formats: tuple[Format, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    protected: bool = False
    objects: tuple[str, ...] = ()

    @property
    def untaken(self) -> Unread | None:
        """Its cells, if they were told apart into those that were typed and a digest of the rest."""
        return self.cells if isinstance(self.cells, Unread) else None

    def without_cells(self) -> SheetGrid:
        """All that stands round its cells."""
        return replace(self, cells={})


@dataclass(frozen=True)
class Grid:
    """A whole workbook as found: its sheets in order, its defined names, whether its structure is locked."""

    name: str
    sheets: tuple[SheetGrid, ...]
    names: dict[str, str] = field(default_factory=dict)
    structure_locked: bool = False

    @property
    def unprotected(self) -> bool:
        """Nothing in it is locked any more: what some applications leave of a workbook that they save."""
        return not self.structure_locked and not any(sheet.protected for sheet in self.sheets)

    def sheet(self, name: str) -> SheetGrid | None:
        """The sheet of this name, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
