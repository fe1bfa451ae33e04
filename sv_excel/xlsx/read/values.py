"""What stands in a cell as a plain value: exact numbers, dates, truth values, texts. What is none of them is marked."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from sv_excel.xlsx.read.refusal import damaged

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain

_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?\s*", re.ASCII)
_FLAGS = {"1": True, "0": False, "true": True, "false": False}
_TEXTS = ("str", "inlineStr", "e")
_WHOLE = 1e15
_MAX_NUMBER_TEXT = 64  # 17 digits and an exponent; more is no number that Excel wrote
_PHANTOM = 60  # 29 February 1900, a day that only Excel has
_LAST_DAY = 2_958_465  # 31 December 9999
_BEFORE_PHANTOM, _AFTER_PHANTOM, _EPOCH_1904 = date(1899, 12, 31), date(1899, 12, 30), date(1904, 1, 1)


@lru_cache(maxsize=1 << 14)
def number(text: str) -> Decimal | None:
    """The number that Excel holds, in its shortest spelling (4.2000000000000002 is 4.2); None where it is none.

    Excel holds binary doubles and stores 17 digits of them. The shortest text that gives the same double is the one
    that the person typed.
    """
    if len(text) > _MAX_NUMBER_TEXT or not _NUMBER.fullmatch(text):
        return None
    figure = float(text)
    if not isfinite(figure):
        return None
    if figure.is_integer() and abs(figure) < _WHOLE:
        return Decimal(int(figure))
    return Decimal(repr(figure))


def day(serial: Decimal, *, epoch_1904: bool) -> date | None:
    """The date that a serial number shows; None where it shows none. The time of the day is left out."""
    count = int(serial)
    if epoch_1904:
        return _EPOCH_1904 + timedelta(days=count) if 0 <= count <= _LAST_DAY - 1462 else None
    if not 1 <= count <= _LAST_DAY or count == _PHANTOM:
        return None
    return (_BEFORE_PHANTOM if count < _PHANTOM else _AFTER_PHANTOM) + timedelta(days=count)


def iso_day(text: str) -> date | None:
    """The date of an ISO date or date and time; None where it is none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def other(kind: str, text: str) -> tuple[Plain, bool]:
    """The plain value of a cell that holds neither a number nor a shared text, and whether Excel shows an error there.

    Raises:
        UnreadableWorkbook: there is no such type of cell.
    """
    if kind == "b":
        flag = _FLAGS.get(text.strip())
        return (text, True) if flag is None else (flag, False)
    if kind == "d":
        moment = iso_day(text)
        return (text, True) if moment is None else (moment, False)
    if kind not in _TEXTS:
        raise damaged("one of its cells is of a type that does not exist")
    return text, kind == "e"
