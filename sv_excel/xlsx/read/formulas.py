"""Formulas as a file has them: the one spelling to compare them in, and a formula moved to another cell."""

from __future__ import annotations

import re

from sv_excel.findings.address import column_of, letters
from sv_excel.workbooks.sheet.formula_spelling import canonical_formula as canonical

__all__ = ["canonical", "moved", "relative"]

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

_MOVABLE = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*+"?|'(?:[^']|'')*+'?|\[[^\[\]]*+\])"""
    r"""|(?<![\w.$\\])(?:"""
    r"""(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!:])"""
    r"""|(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!:])"""
    r"""|(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?![\w.(!]))"""
)
_PIECES = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads when copied so many rows down and columns right: relative references go with it."""
    if not rows and not columns:
        return formula

    def shift(match: re.Match[str]) -> str:
        if match["kept"] is not None:
            return match[0]
        return ":".join(_shifted(part, rows, columns) for part in match[0].split(":"))

    return _MOVABLE.sub(shift, formula)


def relative(formula: str) -> bool:
    """Whether a formula reads other cells when it stands elsewhere."""
    return moved(formula, 1, 1) != formula


def _shifted(reference: str, rows: int, columns: int) -> str:
    """One reference (a cell, a column or a row) moved; #REF! where it would leave the sheet."""
    match = _PIECES.fullmatch(reference)
    if match is None:
        return reference
    fixed_column, name, fixed_row, digits = match.groups()
    if not name:
        fixed_row = fixed_row or fixed_column
        fixed_column = ""
    if name and not fixed_column:
        column = column_of(name.upper()) + columns
        if not 1 <= column <= _LAST_COLUMN:
            return "#REF!"
        name = letters(column)
    if digits and not fixed_row:
        row = int(digits) + rows
        if not 1 <= row <= _LAST_ROW:
            return "#REF!"
        digits = str(row)
    return f"{fixed_column}{name}{fixed_row}{digits}"
