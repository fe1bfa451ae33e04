"""Where two documents or two workbooks say different things, each place in a person's words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.address import Address
from sv_excel.workbooks.returned.compare import is_blank
from sv_excel.workbooks.sheet.entries import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.workbooks.sheet.grid import Found, Grid, Plain

LONGEST = 120
"""Characters of a document's part that is quoted."""
_NAMED = ("lot", "bid", "criterion", "measure", "id")
_CLOSE = Decimal("1e-9")
"""How far apart, relatively, one figure may lie in two workbooks: applications save 15 to 17 digits."""

Apart = tuple[str, str, str]
"""Where, what the one says, what the other says."""


def documents_apart(one: object, other: object, place: tuple[str, ...] = ()) -> Iterator[Apart]:
    """Each place where two JSON documents differ: ``bid A, criterion Q1, weighted``."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys((*one, *other)):
            yield from documents_apart(one.get(name), other.get(name), (*place, str(name)))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (item, again) in enumerate(zip(one, other, strict=True), 1):
            yield from documents_apart(item, again, (*place[:-1], *_label(item, again, place, number)))
    elif one != other:
        yield ", ".join(place), _quoted(one), _quoted(other)


def leaves(document: object) -> int:
    """How many values a JSON document holds."""
    if isinstance(document, dict):
        return sum(leaves(item) for item in document.values())
    return sum(leaves(item) for item in document) if isinstance(document, list) else 1


def workbooks_apart(one: Grid, other: Grid) -> Iterator[tuple[Address, str, str]]:
    """Each cell that holds another formula or value in one workbook than in the other.

    What a formula last gave counts, too, unless the program that saved ``one`` left it out.
    """
    for name in dict.fromkeys([sheet.name for sheet in (*one.sheets, *other.sheets)]):
        sheets = [grid.sheet(name) for grid in (one, other)]
        cells = [{} if sheet is None else sheet.cells for sheet in sheets]
        for place in sorted(cells[0].keys() | cells[1].keys()):
            here, there = (held.get(place) for held in cells)
            if _formula(here) != _formula(there):
                yield Address(name, *place), _said(here), _said(there)
            elif not _same(_value(here), _value(there)) and (_formula(here) is None or _value(here) is not None):
                yield Address(name, *place), _shown(here), _shown(there)


def _label(item: object, again: object, place: tuple[str, ...], number: int) -> tuple[str, ...]:
    """An item of a list by what it is about, where both say so; else by its number."""
    if isinstance(item, dict) and isinstance(again, dict):
        for name in _NAMED:
            if name in item and item.get(name) == again.get(name):
                return () if item[name] is None else (f"{name} {item[name]}",)
    return (f"{place[-1] if place else 'item'} {number}",)


def _quoted(part: object) -> str:
    text = json.dumps(part, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def _value(cell: Found | None) -> Plain:
    return None if cell is None or is_blank(cell.value) else cell.value


def _same(one: Plain, other: Plain) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= _CLOSE * max(Decimal(1), abs(one), abs(other))
    return one == other and type(one) is type(other)


def _formula(cell: Found | None) -> str | None:
    return None if cell is None else cell.formula


def _said(cell: Found | None) -> str:
    """What a cell holds: its formula, where it has one."""
    formula = _formula(cell)
    return _shown(cell) if formula is None else f"the formula {shown('=' + formula)}"


def _shown(cell: Found | None) -> str:
    value = _value(cell)
    return "nothing" if value is None else shown(value)
