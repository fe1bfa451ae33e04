"""Every formula of every workbook carries what it comes to: previews, phones and other readers calculate nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from engines.lint_package import MAIN, Package
from sv_excel.steps.demo import demo

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element


def has_value(cell: Element) -> bool:
    """An empty text is a value, too, where the cell says that it is a text."""
    value = cell.find(f"{MAIN}v")
    return value is not None and (bool(value.text) or cell.get("t") == "str")


def formulas(path: Path) -> dict[str, bool]:
    """Each formula's place, and whether its value is there."""
    package = Package(path)
    return {
        f"{path.name} {sheet.name}!{cell.get('r')}": has_value(cell)
        for sheet in package.sheets
        for cell in sheet.cells
        if cell.find(f"{MAIN}f") is not None
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Everything that a whole procurement writes."""
    return sorted(demo(tmp_path_factory.mktemp("demo") / "pack").pack.folder.rglob("*.xlsx"))


def test_every_formula_carries_its_value(written: list[Path]) -> None:
    found = {place: there for path in written for place, there in formulas(path).items()}
    assert [place for place, there in found.items() if not there] == []
    assert {place.split()[0] for place in found} >= {"moderation.xlsx", "price.xlsx", "response-A.xlsx", "result.xlsx"}


def test_formula_without_its_value_is_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Sums")["B2"] = "=1+1"
    book.save(tmp_path / "bare.xlsx")
    assert formulas(tmp_path / "bare.xlsx") == {"bare.xlsx Sums!B2": False}
