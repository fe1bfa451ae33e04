"""XlsxWriter: the same workbook. It cannot lock the structure or name styles, so it does a little less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from benchmarks.plain import PlainSheet, Rule

_KINDS = {"list": "list", "decimal": "decimal", "textLength": "length", "date": "date"}
_OPERATORS = {"between": "between", "greaterThan": ">"}


def write(sheets: tuple[PlainSheet, ...], slots: Mapping[str, str], path: Path) -> None:
    """Everything that the layout has and XlsxWriter can do."""
    book = xlsxwriter.Workbook(str(path))
    formats = {}
    for style, locked in sorted({(cell.style, cell.locked) for sheet in sheets for cell in sheet.cells}):
        formats[style, locked] = book.add_format(
            {
                "font_name": "Arial",
                "font_size": 10,
                "bold": style.endswith(("strong", "header", "title", "heading")),
                "bg_color": "#FFFFFF" if locked else "#FFF8E1",
                "border": 1,
                "valign": "top",
                "text_wrap": True,
                "locked": locked,
            }
        )
    good = book.add_format({"bg_color": "#C6EFCE"})
    for plain in sheets:
        sheet = book.add_worksheet(plain.name)
        for merge in plain.merges:
            sheet.merge_range(merge, "")
        _cells(sheet, plain, slots, formats)
        _furniture(sheet, plain)
        for span, formula, _style in plain.marks:
            sheet.conditional_format(span, {"type": "formula", "criteria": f"={formula}", "format": good})
    book.close()


def _cells(
    sheet: Worksheet, plain: PlainSheet, slots: Mapping[str, str], formats: Mapping[tuple[str, bool], Format]
) -> None:
    for item in plain.cells:
        value = slots[item.slot] if item.slot else item.value
        place = (item.row - 1, item.column - 1)
        look = formats[item.style, item.locked]
        if value is None:
            sheet.write_blank(*place, None, look)
        elif not isinstance(value, str):
            sheet.write_number(*place, value, look)
        elif value.startswith("="):
            sheet.write_formula(*place, value, look)
        else:
            sheet.write_string(*place, value, look)


def _furniture(sheet: Worksheet, plain: PlainSheet) -> None:
    for column, width in enumerate(plain.widths):
        sheet.set_column(column, column, width)
    for row, height in plain.heights:
        sheet.set_row(row - 1, height)
    for rule in plain.rules:
        sheet.data_validation(rule.ranges[0], _validation(rule))
    if plain.frozen:
        sheet.freeze_panes(plain.frozen)
    if plain.table:
        sheet.autofilter(plain.table)
    sheet.protect()
    if plain.hidden:
        sheet.very_hidden()


def _validation(rule: Rule) -> dict[str, object]:
    told: dict[str, object] = {
        "validate": _KINDS[rule.kind],
        "input_message": rule.prompt,
        "error_message": rule.prompt,
        "multi_range": " ".join(rule.ranges),
    }
    if rule.kind == "list":
        listed = rule.first.startswith('"')
        return told | {"source": rule.first.strip('"').split(",") if listed else f"={rule.first}"}
    limits = (
        {"minimum": float(rule.first), "maximum": float(rule.second)} if rule.second else {"value": float(rule.first)}
    )
    return told | {"criteria": _OPERATORS[rule.operator]} | limits
