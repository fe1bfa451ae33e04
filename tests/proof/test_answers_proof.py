"""Workbooks as people fill them in, at random, recalculated by two spreadsheet programs: every formula is Python's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engines.excel_lint import lint
from engines.sdk_validator import validate
from proof.proving import differences, printed, recalculated
from proof.random_tenders import seeded
from proof.strategies import CHANCE, KINDS
from sv_excel.workbooks.sheet.cells import Formula

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from engines.libreoffice import LibreOffice

SAID = {
    "evaluation": {"Complete", "Not started", "Score is not on the scale.", "Ready to return"},
    "price": {"Agreed", "Price is missing", "Checker's price is not a number above 0", "Ready to return"},
    "response": {"Complete", "Nothing promised", "Quantity is missing.", "Ready to submit"},
    "moderation": {"Complete", "Not started", "Reason is missing or too short.", "Ready: the result can be worked out"},
}
"""What must come up among the formulas of a hundred workbooks, so that the proof is of more than blank ones."""


@pytest.mark.parametrize("kind", KINDS)
@given(rng=CHANCE)
def test_filled_in_workbook_by_ironcalc_is_pythons(kind: str, rng: Random) -> None:
    layout = KINDS[kind](rng).layout

    assert differences(layout, recalculated(layout)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_seeded_workbooks_by_ironcalc_are_pythons(kind: str) -> None:
    said: Counter[object] = Counter()
    for seed in range(100):
        layout = KINDS[kind](seeded(seed)).layout
        said.update(cell.content.value for cell in layout if isinstance(cell.content, Formula))

        assert differences(layout, recalculated(layout)) == []
    assert SAID[kind] - said.keys() == set()


@pytest.mark.parametrize("kind", KINDS)
def test_filled_in_workbook_by_libreoffice_is_pythons(kind: str, libreoffice: LibreOffice) -> None:
    for seed in range(10):
        layout = KINDS[kind](seeded(seed)).layout

        assert differences(layout, recalculated(layout, libreoffice.recalculate)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_random_workbook_of_each_kind_is_valid(kind: str, tmp_path: Path) -> None:
    layouts = [KINDS[kind](seeded(seed)).layout for seed in range(3)]
    paths = [printed(layout, tmp_path / f"{place}.xlsx") for place, layout in enumerate(layouts)]

    assert validate(paths) == []
    assert [fault for path in paths for fault in lint(path)] == []
