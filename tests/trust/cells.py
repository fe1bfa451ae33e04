"""Where things stand in an evaluator's workbook of the demo, by what they mean."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from trust.packs import procurement

if TYPE_CHECKING:
    from sv_excel.findings.address import Address
    from sv_excel.workbooks.sheet.issued import Issued

SCORES, GUIDE, CARD = "Scores", "Guide", "Card"


@cache
def issued(name: str = "issued/evaluation-e1.xlsx") -> Issued:
    """What a return is held against."""
    register = procurement().register
    return register.issued(register.latest[name])


def place(field: str, bid: str | None = "A", criterion: str | None = "Q1", **more: str) -> Address:
    """The cell of a meaning."""
    return issued().places[Key(field, bid, criterion, **more)]


def cell(field: str, bid: str | None = "A", criterion: str | None = "Q1", **more: str) -> str:
    """Its A1 text."""
    return place(field, bid, criterion, **more).cell


SCORE, RATIONALE = cell("score"), cell("rationale")
WEIGHT, BAND, CHECK, WEIGHTED = cell("weight"), cell("band"), cell("check"), cell("weighted")
LEVEL = cell("level", None, None, part="5")
ROW, NEXT_ROW = place("score").row, place("score", "B").row
FREE_ROW = max(row for row, _ in issued().sheets[2].cells) + 3
