"""The lint's rules for cells: what they hold, where they stand, how they look."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engines.lint_books import names_of
from engines.lint_formulas import formula_faults
from engines.lint_package import MAIN, Area, Package, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

LONGEST_CELL_TEXT, TALLEST_ROW = 32_767, 409
ERRORS = frozenset(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"])


def cell_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    """What is wrong with a sheet's rows and cells."""
    names = names_of(package)
    looks = len(package.root("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf"))
    for row in sheet.root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        if int(row.get("s", "0")) >= looks:
            yield f"{sheet.name}: row {row.get('r')} has the style {row.get('s')}, but there are {looks}."
        if float(row.get("ht", "0")) > TALLEST_ROW:
            yield f"{sheet.name}: row {row.get('r')} is {row.get('ht')} points high; Excel takes {TALLEST_ROW}."
    yield from _order_faults(sheet)
    for cell in sheet.cells:
        place = f"{sheet.name}!{cell.get('r')}"
        if int(cell.get("s", "0")) >= looks:
            yield f"{place}: has the style {cell.get('s')}, but there are {looks}."
        for fault in _content_faults(package, cell):
            yield f"{place}: {fault}."
        formula = cell.find(f"{MAIN}f")
        if formula is not None and (formula.text or formula.get("t") != "shared"):
            for fault in formula_faults(formula.text or "", names):
                yield f"{place}: {fault}."
            if cell.get("cm") is not None:
                yield f"{place}: holds a dynamic array formula."


def _order_faults(sheet: Sheet) -> Iterator[str]:
    """Rows and cells stand once each, in order, and cells in their own row."""
    last_row = 0
    for row in sheet.root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(row.get("r", str(last_row + 1)))
        if number == last_row:
            yield f"{sheet.name}: row {number} stands there twice."
        elif number < last_row:
            yield f"{sheet.name}: row {number} stands after row {last_row}."
        last_row = number
        last_column = 0
        for cell in row:
            area = Area.read(cell.get("r", ""))
            if area is None or area.top != number:
                yield f"{sheet.name}: row {number} holds a cell called {cell.get('r')}."
                continue
            if area.left == last_column:
                yield f"{sheet.name}!{area}: stands there twice."
            elif area.left < last_column:
                yield f"{sheet.name}!{area}: stands after a cell to its right."
            last_column = area.left


def _content_faults(package: Package, cell: Element) -> Iterator[str]:
    kind, value, text = cell.get("t", "n"), cell.findtext(f"{MAIN}v"), package.text(cell)
    if text is not None and len(text) > LONGEST_CELL_TEXT:
        yield f"the text has {len(text):,} characters; Excel keeps {LONGEST_CELL_TEXT:,}"
    if kind == "s" and text is None:
        yield f"points to shared string {value}, but there are {len(package.shared_strings)}"
    if not value:
        return
    if kind == "n" and not _is_number(value):
        yield f"holds {value} as a number"
    if kind == "b" and value not in ("0", "1"):
        yield f"holds {value} as a truth value"
    if kind == "e" and value not in ERRORS:
        yield f"holds {value} as an error"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False
