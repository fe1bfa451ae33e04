"""Cells kept by a live LibreOffice over UNO. Imported only in a process of its own: ``uno`` can crash at exit."""
# ruff: noqa: ANN401, FBT003 - UNO's objects have no types, its calls no keywords

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import Any

sys.path.append("/usr/lib/python3/dist-packages")

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT

from xlengines.document import CellError, LockedError

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets have no zones
_DAY, _LOGICAL, _TEXT_RESULT, _EXCEL_GRAMMAR = 2, 1024, 2, 3
_ERRORS = {502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
_PATIENCE = 60.0


def desktop(pipe: str) -> Any:
    """LibreOffice's desktop, once it listens on this pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _option(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class LibreOfficeDocument:
    """A spreadsheet that is open in LibreOffice."""

    def __init__(self, desk: Any, path: str) -> None:
        self.path = path
        url = uno.systemPathToFileUrl(path)
        self.document = desk.loadComponentFromURL(url, "_blank", 0, (_option("Hidden", True),))
        self.shown: tuple[str, int, int] | None = None
        self._filled: dict[str, set[tuple[int, int]]] = {}

    def _sheet(self, sheet: str) -> Any:
        return self.document.Sheets.getByName(sheet)

    def _cell(self, sheet: str, row: int, column: int) -> Any:
        return self._sheet(sheet).getCellByPosition(column - 1, row - 1)

    def sheets(self) -> list[str]:
        return list(self.document.Sheets.ElementNames)

    def used(self, sheet: str) -> tuple[int, int]:
        cursor = self._sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        return cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1

    def _is_empty(self, sheet: str, row: int, column: int) -> bool:
        """Told from one look at the whole sheet, for each question to a cell costs a trip to LibreOffice."""
        if sheet not in self._filled:
            rows, columns = self.used(sheet)
            block = self._sheet(sheet).getCellRangeByPosition(0, 0, columns - 1, rows - 1).getFormulaArray()
            self._filled[sheet] = {
                (down, right) for down, line in enumerate(block, 1) for right, text in enumerate(line, 1) if text
            }
        return (row, column) not in self._filled[sheet]

    def value(self, sheet: str, row: int, column: int) -> Any:
        if self._is_empty(sheet, row, column):
            return None
        cell = self._cell(sheet, row, column)
        if cell.Type == EMPTY:
            return None
        if cell.Type == FORMULA and cell.getError():
            return CellError(_ERRORS.get(cell.getError(), "#VALUE!"))
        if cell.Type == TEXT or (cell.Type == FORMULA and cell.FormulaResultType2 == _TEXT_RESULT):
            return cell.String
        kind = self.document.NumberFormats.getByKey(cell.NumberFormat).Type
        if kind & _LOGICAL:
            return bool(cell.Value)
        return _EPOCH + dt.timedelta(days=cell.Value) if kind & _DAY else float(cell.Value)

    def formula(self, sheet: str, row: int, column: int) -> str:
        if self._is_empty(sheet, row, column):
            return ""
        cell = self._cell(sheet, row, column)
        if cell.Type != FORMULA:
            return str(cell.getFormula()).removeprefix("'")
        return "=" + str(self._parser().printFormula(cell.getTokens(), cell.CellAddress))

    def _parser(self) -> Any:
        parser = self.document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.FormulaConvention, parser.CompileEnglish = _EXCEL_GRAMMAR, True
        return parser

    def put(self, sheet: str, row: int, column: int, value: Any) -> None:
        cell = self._cell(sheet, row, column)
        if self._sheet(sheet).isProtected() and cell.CellProtection.IsLocked:
            raise LockedError(cell.AbsoluteName)
        self._filled.pop(sheet, None)
        if value is None:
            cell.setFormula("")
        elif isinstance(value, dt.datetime):
            cell.setFormula(f"{value:%Y-%m-%d}")
        elif isinstance(value, bool):
            cell.setFormula("=TRUE()" if value else "=FALSE()")
        elif isinstance(value, str) and value.startswith("="):
            cell.setTokens(self._parser().parseFormula(value[1:], cell.CellAddress))
        elif isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value

    def notes(self, sheet: str) -> dict[tuple[int, int], str]:
        found = self._sheet(sheet).Annotations
        return {(note.Position.Row + 1, note.Position.Column + 1): note.String for note in found}

    def set_note(self, sheet: str, row: int, column: int, text: str | None) -> None:
        if self._sheet(sheet).isProtected():
            raise LockedError(sheet)
        notes = self._sheet(sheet).Annotations
        for place, note in enumerate(notes):
            if (note.Position.Row + 1, note.Position.Column + 1) == (row, column):
                notes.removeByIndex(place)
                break
        if text is not None:
            notes.insertNew(self._cell(sheet, row, column).CellAddress, text)

    def show(self, sheet: str, row: int, column: int) -> None:
        self.shown = (sheet, row, column)

    def save(self) -> None:
        self.document.store()

    def close(self) -> None:
        self.document.close(True)
