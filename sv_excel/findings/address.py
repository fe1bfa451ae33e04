"""`Address`: where a cell stands. The only place that turns numbers into A1 and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_PLAIN_SHEET = re.compile(r"[A-Za-z_][A-Za-z_]*")


@cache
def letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@cache
def column_of(text: str) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Sheet, row and column, counted from 1. Prints as a person would say it: ``Scores!C9``."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{self.cell}"

    @property
    def cell(self) -> str:
        """The address inside its sheet."""
        return f"{letters(self.column)}{self.row}"

    @property
    def fixed(self) -> str:
        """The address inside its sheet, with dollar signs."""
        return f"${letters(self.column)}${self.row}"

    @classmethod
    def read(cls, sheet: str, cell: str) -> Address:
        """From a cell's A1 text; ValueError where it is none."""
        if not (match := _CELL.fullmatch(cell)):
            raise ValueError(cell)
        return cls(sheet, int(match[2]), column_of(match[1]))


@cache
def quoted(sheet: str) -> str:
    """A sheet's name as formulas want it."""
    return sheet if _PLAIN_SHEET.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
