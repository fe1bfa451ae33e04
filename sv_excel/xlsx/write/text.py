"""Text and numbers as a workbook's XML holds them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sv_excel.errors.files import TextTooLongError
from sv_excel.workbooks.sheet.entries import EPOCH

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

CELL_LIMIT = 32_767
"""Characters that Excel keeps in one cell; it cuts the rest without a word."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|\r")


def escaped(text: str) -> str:
    """Text for an element: XML's own characters, and Excel's ``_xHHHH_`` for those that XML cannot hold."""
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text for an attribute in double quotes."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;")


def cell_text(text: str) -> str:
    """Text for a cell.

    Raises:
        TextTooLongError: Excel would cut it.
    """
    if len(text) > CELL_LIMIT:
        raise TextTooLongError(text, CELL_LIMIT)
    return escaped(text)


def number(value: Decimal | Fraction | int | date) -> str:
    """A number as the nearest double, written so that it reads back the same; a date as its serial number."""
    if isinstance(value, date):
        return str((value - EPOCH).days)
    if isinstance(value, int):
        return str(value)
    text = repr(float(value))
    return text.removesuffix(".0")
