"""IronCalc as judge of our formulas: quick, in process, installed by pip."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import ironcalc

if TYPE_CHECKING:
    from collections.abc import Iterator

Figure = float | str | bool
"""What a formula gives: a number, a text (an error is its Excel text, ``#DIV/0!``) or a truth value."""


def recalculate(path: Path | str) -> dict[tuple[str, str], Figure]:
    """Every formula cell of a workbook, (sheet, cell) to value, worked out anew whatever values the file holds."""
    with _quiet():
        model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    sheets = [properties["name"] for properties in model.get_worksheets_properties()]
    return {
        (sheets[sheet], f"{ironcalc.column_name_from_number(column)}{row}"): model.get_cell_value(sheet, row, column)
        for sheet, row, column in model.get_all_cells()
        if model.get_cell_formula(sheet, row, column) is not None
    }


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing on standard output meanwhile: the importer prints a line for each formula without a value."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
