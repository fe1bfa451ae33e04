"""Cells kept by openpyxl. Formulas are not calculated: their values are those that the file was saved with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from xlengines.document import CellError, LockedError


class OpenpyxlDocument:
    """A workbook file, loaded twice: as typed, and as last calculated."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.calculated = openpyxl.load_workbook(path, data_only=True)
        self.shown: tuple[str, int, int] | None = None

    def sheets(self) -> list[str]:
        return list(self.book.sheetnames)

    def used(self, sheet: str) -> tuple[int, int]:
        return self.book[sheet].max_row, self.book[sheet].max_column

    def value(self, sheet: str, row: int, column: int) -> Any:  # noqa: ANN401 - what a cell holds
        cell = self.book[sheet].cell(row, column)
        if cell.data_type == "f":
            cell = self.calculated[sheet].cell(row, column)
        value = cell.value
        if cell.data_type == "e":
            return CellError(value)
        if type(value) is dt.date:
            return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - Excel has no zones
        return float(value) if type(value) is int else value

    def formula(self, sheet: str, row: int, column: int) -> str:
        value = self.book[sheet].cell(row, column).value
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, (int, float)):
            return f"{value:.15g}"
        if isinstance(value, (dt.date, dt.datetime)):
            day = value.date() if isinstance(value, dt.datetime) else value
            return str((day - dt.date(1899, 12, 30)).days)
        return "" if value is None else str(value)

    def put(self, sheet: str, row: int, column: int, value: Any) -> None:  # noqa: ANN401 - what a cell holds
        target = self.book[sheet]
        cell = target.cell(row, column)
        if target.protection.sheet and cell.protection.locked:
            raise LockedError(cell.coordinate)
        cell.value = value

    def notes(self, sheet: str) -> dict[tuple[int, int], str]:
        return {
            (cell.row, cell.column): cell.comment.text
            for row in self.book[sheet].iter_rows()
            for cell in row
            if cell.comment
        }

    def set_note(self, sheet: str, row: int, column: int, text: str | None) -> None:
        target = self.book[sheet]
        if target.protection.sheet and target.protection.objects:
            raise LockedError(sheet)
        target.cell(row, column).comment = None if text is None else Comment(text, "sv_excel")

    def show(self, sheet: str, row: int, column: int) -> None:
        self.shown = (sheet, row, column)

    def save(self) -> None:
        self.book.save(self.path)

    def close(self) -> None:
        self.book.close()
