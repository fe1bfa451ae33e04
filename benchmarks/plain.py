"""A layout as lists and tuples, so that each peer is given its content ready and only has to write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sv_excel.findings.address import Address, letters
from sv_excel.workbooks.sheet.cells import Formula, Slot
from sv_excel.xlsx.write.sheet import runs

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.cells import Layout, Sheet

Figure = str | float | int | None


@dataclass(frozen=True)
class PlainCell:
    """One cell: ``slot`` is set where the value differs from person to person."""

    row: int
    column: int
    value: Figure
    style: str
    locked: bool
    slot: str | None = None


@dataclass(frozen=True)
class Rule:
    """A data validation as openpyxl and XlsxWriter want it told."""

    ranges: tuple[str, ...]
    kind: str
    operator: str
    first: str
    second: str
    prompt: str


@dataclass(frozen=True)
class PlainSheet:
    """A sheet with its furniture."""

    name: str
    hidden: bool
    cells: tuple[PlainCell, ...]
    widths: tuple[float, ...]
    heights: tuple[tuple[int, float], ...]
    merges: tuple[str, ...]
    frozen: str | None
    table: str | None
    rules: tuple[Rule, ...]
    marks: tuple[tuple[str, str, str], ...] = field(default=())


def plain(layout: Layout) -> tuple[PlainSheet, ...]:
    """Every sheet of a layout."""
    return tuple(_sheet(layout, sheet) for sheet in layout.sheets)


def _sheet(layout: Layout, sheet: Sheet) -> PlainSheet:
    cells = []
    for cell in sheet.cells:
        content = cell.content
        slot = content.name if isinstance(content, Slot) else None
        value: Figure
        if isinstance(content, Formula):
            value = str(layout.text(cell))
        elif content is None or isinstance(content, str):
            value = content
        else:
            value = None if slot else float(content)  # type: ignore[arg-type]  # a number
        cells.append(PlainCell(cell.address.row, cell.address.column, value, cell.style, cell.entry is None, slot))
    groups: dict[tuple[str, str, str, str, str], list[Address]] = {}
    for cell in sheet.cells:
        if cell.entry is not None:
            told = cell.entry.validation(lambda span: layout.refer(span, sheet.name))
            groups.setdefault((*told, cell.entry.rule[:255]), []).append(cell.address)
    return PlainSheet(
        name=sheet.name,
        hidden=sheet.hidden,
        cells=tuple(cells),
        widths=sheet.widths,
        heights=sheet.heights,
        merges=tuple(f"{first.cell}:{last.cell}" for first, last in sheet.merges),
        frozen=sheet.frozen.cell if sheet.frozen else None,
        table=layout.refer(sheet.table, sheet.name).replace("$", "") if sheet.table else None,
        rules=tuple(Rule(tuple(runs(places)), *told) for told, places in groups.items()),
        marks=tuple(
            (layout.refer(mark.span, sheet.name).replace("$", ""), layout.mark_formula(mark, sheet.name), mark.style)
            for mark in sheet.marks
            if not mark.bar
        ),
    )


def width_of(column: int) -> str:
    """A column's letters."""
    return letters(column)
