"""A layout as a real workbook: printed, worked out anew by IronCalc, and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engines.ironcalc_engine import Figure, recalculate
from sv_excel.workbooks.sheet.card import for_person, with_card
from sv_excel.workbooks.sheet.cells import Formula
from sv_excel.workbooks.sheet.entries import EPOCH
from sv_excel.xlsx.write.template_styles import read_look
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.findings.key import Key
    from sv_excel.tender.record import Record
    from sv_excel.workbooks.sheet.cells import Layout, Value

Judge = Callable[[Path], dict[tuple[str, str], Figure]]
LOOK = read_look(Path(__file__).parents[1] / "workbook_templates")
CLOSE = 1e-9


def carded(layout: Layout, brief: Record) -> Layout:
    """As it is issued: with its card."""
    return for_person(with_card(layout, brief, LOOK.furniture, "cleaning-2026"), {})


def filled(layout: Layout, answers: Mapping[Key, Value]) -> Layout:
    """As it comes back: entries typed in, all else as it was issued."""
    sheets = (
        replace(
            sheet,
            cells=tuple(
                replace(cell, content=answers.get(cell.key, cell.content)) if cell.entry and cell.key else cell
                for cell in sheet.cells
            ),
        )
        for sheet in layout.sheets
    )
    return replace(layout, sheets=tuple(sheets))


def printed(layout: Layout, folder: Path) -> Path:
    """The workbook's file."""
    path = folder / f"{layout.kind}.xlsx"
    path.write_bytes(print_workbook(layout, LOOK))
    return path


def differences(layout: Layout, folder: Path, judge: Judge = recalculate) -> list[str]:
    """Each formula to which IronCalc, or another ``judge``, gives another value than Python (1e-9 is allowed)."""
    figures = judge(printed(layout, folder))
    return [
        f"{cell.address} {layout.text(cell)}: {figures[cell.address.sheet, cell.address.cell]!r}, not {value!r}"
        for cell in layout
        if isinstance(cell.content, Formula)
        and not _agree(figures[cell.address.sheet, cell.address.cell], value := cell.content.value)
    ]


def _agree(figure: Figure, value: Value) -> bool:
    if isinstance(value, str):
        return figure == value
    if isinstance(figure, str | bool) or value is None:
        return False
    if isinstance(value, date):
        return figure == (value - EPOCH).days
    return abs(figure - float(value)) <= CLOSE * max(1.0, abs(figure))


def worth(layout: Layout, key: Key) -> Value:
    """The value that Python gives to a live cell."""
    content = layout[key].content
    assert isinstance(content, Formula)
    return content.value
