"""openpyxl: a workbook with named styles, and a check that nothing in a returned one was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from benchmarks.plain import width_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.plain import PlainSheet, Rule

Manifest = dict[str, dict[str, object]]


def write(sheets: tuple[PlainSheet, ...], slots: Mapping[str, str], path: Path) -> None:
    """Everything that the layout has."""
    book = Workbook()
    book.remove(book.active)
    thin = Side(style="thin", color="FFB0B7C0")
    for style, locked in sorted({(cell.style, cell.locked) for sheet in sheets for cell in sheet.cells}):
        named = NamedStyle(f"{style} {locked}")
        named.font = Font(name="Arial", size=10, bold=style.endswith(("strong", "header", "title", "heading")))
        named.fill = PatternFill("solid", fgColor="FFFFF8E1" if not locked else "FFFFFFFF")
        named.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        named.alignment = Alignment(vertical="top", wrap_text=True)
        named.protection = Protection(locked=locked)
        book.add_named_style(named)
    for plain in sheets:
        sheet = book.create_sheet(plain.name)
        for item in plain.cells:
            cell = sheet.cell(item.row, item.column, slots[item.slot] if item.slot else item.value)
            cell.style = f"{item.style} {item.locked}"
        for column, width in enumerate(plain.widths, 1):
            sheet.column_dimensions[width_of(column)].width = width
        for row, height in plain.heights:
            sheet.row_dimensions[row].height = height
        for merge in plain.merges:
            sheet.merge_cells(merge)
        for rule in plain.rules:
            sheet.add_data_validation(_validation(rule))
        for span, formula, _style in plain.marks:
            fill = PatternFill(bgColor="FFC6EFCE")
            sheet.conditional_formatting.add(span, FormulaRule(formula=[formula], fill=fill))
        sheet.freeze_panes = plain.frozen
        sheet.auto_filter.ref = plain.table
        sheet.protection.sheet = True
        sheet.sheet_state = "veryHidden" if plain.hidden else "visible"
    book.security = WorkbookProtection(lockStructure=True)
    book.save(path)


def _validation(rule: Rule) -> DataValidation:
    validation = DataValidation(
        type=rule.kind,
        operator=rule.operator,
        formula1=rule.first,
        formula2=rule.second or None,
        prompt=rule.prompt,
        error=rule.prompt[:225],
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
    )
    for span in rule.ranges:
        validation.add(span)
    return validation


def manifest(path: Path) -> Manifest:
    """What a workbook holds as issued: every locked cell's content, and which cells are open."""
    book = load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: cell.value if cell.protection.locked else Ellipsis
            for row in sheet.iter_rows()
            for cell in row
        }
        for sheet in book
    }


def checked(path: Path, issued: Manifest, skip: frozenset[tuple[str, str]]) -> dict[tuple[str, str], object]:
    """The values entered; raises where a locked cell, a lock or the protection of a sheet was changed.

    It loads twice, since openpyxl gives either formulas or values.
    """
    formulas = load_workbook(path)
    values = load_workbook(path, data_only=True)
    entered: dict[tuple[str, str], object] = {}
    for sheet in formulas:
        known = issued[sheet.title]
        shown = values[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                was = known.get(cell.coordinate)
                if was is Ellipsis:
                    if cell.protection.locked:
                        raise ValueError(cell.coordinate)
                    entered[sheet.title, cell.coordinate] = shown[cell.coordinate].value
                elif (cell.value != was and (sheet.title, cell.coordinate) not in skip) or not cell.protection.locked:
                    raise ValueError(cell.coordinate)
        if not sheet.protection.sheet:
            raise ValueError(sheet.title)
        for rule in sheet.data_validations.dataValidation:
            str(rule.sqref), rule.type, rule.formula1, rule.formula2
    return entered
