"""The lint's rules for tables: headers that say what their columns are called, names and places of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines.lint_books import name_fault, names_of, repeated
from engines.lint_formulas import formula_faults
from engines.lint_package import MAIN, Area, Package, Table, column_letters, overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator


def table_faults(package: Package) -> Iterator[str]:
    """What is wrong with the workbook's tables, one by one and together."""
    for table in package.tables:
        place = f"Table {table.name}"
        fault = name_fault(table.name)
        if fault:
            yield f"{place}: {fault}."
        yield from (f"{place}: {fault}." for fault in _column_faults(package, table))
        area = Area.read(table.root.get("ref", ""))
        if area is None:
            yield f"{place}: stands on {table.root.get('ref')}, which is no range."
        else:
            yield from (f"{place}: {fault}." for fault in _place_faults(package, table, area))
    defined = [name.get("name", "") for name in package.defined_names]
    for again in repeated([*defined, *(table.name for table in package.tables)]):
        if again not in defined:
            yield f"Table {again}: its name is taken."
    for again in repeated(table.root.get("id", "") for table in package.tables):
        yield f"Tables: two have the id {again}."
    for sheet in package.sheets:
        areas = [Area.read(table.root.get("ref", "")) for table in package.tables if table.sheet == sheet]
        for first, second in overlaps(area for area in areas if area is not None):
            yield f"{sheet.name}: tables stand on both {first} and {second}, which overlap."


def _column_faults(package: Package, table: Table) -> Iterator[str]:
    for again in repeated(table.columns):
        yield f"two columns are called {again}"
    for column in table.root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn"):
        for tag in ("calculatedColumnFormula", "totalsRowFormula"):
            text = column.findtext(f"{MAIN}{tag}")
            if text is not None:
                yield from formula_faults(text, names_of(package))


def _place_faults(package: Package, table: Table, area: Area) -> Iterator[str]:
    width = area.right - area.left + 1
    if width != len(table.columns):
        yield f"has {len(table.columns)} columns on {width}"
    if table.root.get("headerRowCount", "1") != "0":
        if area.top == area.bottom:
            yield "has no row under its header"
        cells = {cell.get("r"): cell for cell in table.sheet.cells}
        for number, column in enumerate(table.columns, area.left):
            place = f"{column_letters(number)}{area.top}"
            header = package.text(cells[place]) if place in cells else None
            if header != column:
                yield f"the column {column} has the header {header} in {place}"
    kept = table.root.find(f"{MAIN}autoFilter")
    if kept is not None and ((filtered := Area.read(kept.get("ref", ""))) is None or not _inside(filtered, area)):
        yield f"its filter stands on {kept.get('ref')}, outside it"
    for merge in table.sheet.root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        merged = Area.read(merge.get("ref", ""))
        if merged is not None and merged.meets(area):
            yield f"holds the merged cells {merged}"


def _inside(inner: Area, outer: Area) -> bool:
    return (
        inner.top >= outer.top
        and inner.left >= outer.left
        and inner.bottom <= outer.bottom
        and inner.right <= outer.right
    )
