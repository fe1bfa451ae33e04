"""A layout held against what a spreadsheet program makes of its formulas: every formula cell, number by number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from engines import ironcalc_engine
from sv_excel.workbooks.sheet.cells import Formula
from sv_excel.workbooks.sheet.entries import EPOCH
from sv_excel.xlsx.write.template_styles import read_look
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engines.ironcalc_engine import Figure
    from sv_excel.findings.key import Key
    from sv_excel.workbooks.sheet.cells import Layout, Value

    Figures = Mapping[tuple[str, str], Figure]
    Engine = Callable[[Path], Figures]

LOOK = read_look(Path(__file__).parents[2] / "workbook_templates")
NEAR = Fraction(1, 10**9)
SMALLEST = Fraction(1, 10**12)
"""Under one, a figure is held to 1e-9 of itself, not of one: an index such as 0.0012 would else prove little."""


def printed(layout: Layout, path: Path) -> Path:
    """The workbook of a layout, written to ``path``."""
    path.write_bytes(print_workbook(layout, LOOK))
    return path


def recalculated(layout: Layout, engine: Engine = ironcalc_engine.recalculate) -> Figures:
    """Every formula cell of the layout's workbook, as ``engine`` works it out."""
    with TemporaryDirectory() as folder:
        return engine(printed(layout, Path(folder) / f"{layout.kind}.xlsx"))


def differences(layout: Layout, figures: Figures) -> list[str]:
    """Each formula cell to which the engine gives another value than Python, in words; none means proven."""
    cells = {(cell.address.sheet, cell.address.cell): cell for cell in layout if isinstance(cell.content, Formula)}
    found = [f"{sheet}!{cell} is no formula of the layout" for sheet, cell in figures.keys() - cells.keys()]
    for place, cell in cells.items():
        assert isinstance(cell.content, Formula)
        if place not in figures:
            found.append(f"{cell.address} is not worked out")
        elif not agrees(figures[place], cell.content.value):
            found.append(
                f"{cell.address} {cell.key}: {figures[place]!r}, not {cell.content.value!r}: {layout.text(cell)}"
            )
    return found


def agrees(figure: Figure, value: Value) -> bool:
    """Whether a figure is Python's: texts equal, numbers within 1e-9 of their size."""
    if isinstance(value, Decimal | Fraction | int):
        if isinstance(figure, str):
            return False
        exact = Fraction(value)
        return abs(Fraction(figure) - exact) <= max(NEAR * abs(exact), SMALLEST)
    if isinstance(value, date):
        return figure == (value - EPOCH).days
    return isinstance(figure, str) and figure == (value or "")


def figure_at(layout: Layout, figures: Figures, key: Key) -> Figure:
    """What the engine makes of the cell that means ``key``."""
    address = layout[key].address
    return figures[address.sheet, address.cell]
