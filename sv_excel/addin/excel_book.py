"""`ExcelBook`: a workbook that is open in Excel, by xlwings. Read whole into a `Grid`; written only as notes on cells.

Two round trips for each sheet: its values and its formulas. What Excel does not tell in bulk (locks, data validations,
hidden rows) comes from the saved file, read by the file door, and is laid under the live values by `furnished`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sv_excel.findings.address import Address
from sv_excel.workbooks.sheet.formula_spelling import canonical_formula
from sv_excel.workbooks.sheet.grid import Found, Grid, SheetGrid
from sv_excel.xlsx.read.values import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xlwings as xw

    from sv_excel.workbooks.sheet.grid import Place, Plain

OURS = "Social Value: "
"""How a note of ours begins, so that a person's own notes are never touched."""
_NEW_ERRORS = {
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
"""Errors younger than xlwings' list, by Excel's own numbers. They come as int, as no figure of Excel's does."""
_ERROR_BASE = -2146828288
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", *_NEW_ERRORS.values()))
_TRUTHS = ("TRUE", "FALSE")
"""How LibreOffice writes a truth value; the file door reads them as values, too."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark on a cell says."""

    address: Address
    text: str


class ExcelBook:
    """A workbook that is open in Excel."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self._book.name)

    @property
    def path(self) -> Path | None:
        """The file on this machine, as last saved; None while there is none (not yet saved, or opened from the web)."""
        try:
            path = Path(self._book.fullname)
        except Exception:  # noqa: BLE001 - xlwings looks for the local copy of a web address, and fails in many ways
            return None
        return path if path.is_absolute() and path.is_file() else None

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """What its sheets are called."""
        return tuple(str(sheet.name) for sheet in self._book.sheets)

    def read(self) -> Grid:
        """Every sheet's values and formulas as they stand now."""
        return Grid(self.name, tuple(_sheet(sheet) for sheet in self._book.sheets))

    def mark(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """Put notes down; returned are those that cannot be: the sheet is locked, or a person's note is there."""
        return tuple(note for note in notes if not self._noted(note))

    def _noted(self, note: Note) -> bool:
        try:
            cell = self._range(note.address)
            if cell.note is not None:
                return False
            cell.add_note(OURS + note.text)
        except Exception:  # noqa: BLE001 - each platform has its own class for a refusal by a locked sheet
            return False
        return True

    def clear_marks(self) -> int:
        """Take our notes away; how many went."""
        ours = [note for sheet in self._book.sheets for note in sheet.notes if note.text.startswith(OURS)]
        gone = 0
        for note in ours:
            with suppress(Exception):  # a sheet that was locked since keeps its notes
                note.delete()
                gone += 1
        return gone

    def go_to(self, address: Address) -> None:
        """Show a cell to the person."""
        self._book.activate()
        self._book.sheets[address.sheet].activate()
        self._range(address).select()

    def here(self) -> Address | None:
        """The first cell of the selection; None where a chart or picture is selected."""
        selection = self._book.selection
        return None if selection is None else Address(selection.sheet.name, selection.row, selection.column)

    def save(self) -> None:
        """Save under the name that it has."""
        self._book.save()

    def _range(self, address: Address) -> xw.Range:
        return self._book.sheets[address.sheet].range((address.row, address.column))


def furnished(live: Grid, saved: Grid) -> Grid:
    """Live values on the furniture of the saved file: locks, states, validations and formats are the file's."""
    sheets = []
    for sheet in live.sheets:
        kept = saved.sheet(sheet.name)
        sheets.append(sheet if kept is None else replace(kept, cells=_furnished_cells(sheet, kept)))
    return replace(saved, name=live.name, sheets=tuple(sheets))


def _furnished_cells(live: SheetGrid, kept: SheetGrid) -> dict[Place, Found]:
    """What each cell holds now, locked and disguised as it was when saved."""
    blank = {place: cell._replace(value=None, formula=None, error=False) for place, cell in kept.cells.items()}
    now = {
        place: blank[place]._replace(value=cell.value, formula=cell.formula, error=cell.error)
        if place in blank
        else cell
        for place, cell in live.cells.items()
    }
    return blank | now


def _sheet(sheet: xw.Sheet) -> SheetGrid:
    last = sheet.used_range.last_cell
    block = sheet.range((1, 1), (last.row, last.column))
    values: list[list[Any]] = block.options(ndim=2, err_to_str=True).value
    formulas = _rows(block.formula)
    return SheetGrid(
        name=str(sheet.name),
        cells={
            (row, column): _found(value, str(formula or ""))
            for row, (line, texts) in enumerate(zip(values, formulas, strict=True), 1)
            for column, (value, formula) in enumerate(zip(line, texts, strict=True), 1)
            if value is not None or formula
        },
    )


def _rows(formulas: Any) -> tuple[tuple[str, ...], ...]:  # noqa: ANN401 - one text for one cell, rows of them for more
    return formulas if isinstance(formulas, tuple) else ((formulas,),)


def _found(value: object, text: str) -> Found:
    """One cell, spelt as the file door spells it. A text that looks like a formula is its own value; none is.

    An amount in a format of currency comes cut to four decimals; its text has them all.
    """
    if type(value) is int and value - _ERROR_BASE in _NEW_ERRORS:
        value = _NEW_ERRORS[value - _ERROR_BASE]
    computed = text.startswith("=") and value != text
    spelt = canonical_formula(text) if computed else None
    error = isinstance(value, str) and value in _ERRORS and (computed or text == value)
    exact = None if computed or not isinstance(value, Decimal) else number(text)
    return Found(plain(value) if exact is None else exact, None if spelt in _TRUTHS else spelt, error=error)


def plain(value: object) -> Plain:
    """A value from xlwings as the file door gives it: exact numbers, days without time, no empty text."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (float, int, Decimal)) and not isinstance(value, bool):
        return number(repr(float(value)))
    return value if isinstance(value, bool) else str(value)
