"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from sv_excel.workbooks.sheet.styles import STYLES

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "sv_excel").rglob("*.py"))
LONGEST = 250
CELL = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
ADDRESS = re.compile(rf"(?:\S+!)?{CELL}(?::{CELL})?|.*(?:\$[A-Z]{{1,3}}\$?[1-9]|![A-Z]{{1,3}}[1-9]).*", re.DOTALL)
SAMPLE_ID = re.compile(r"(?:Q|SV)[1-9]")
"""The ids of the questions that a new definition begins with look like cells."""


class Text(NamedTuple):
    """A text that a module types, or a piece of one that is put together."""

    line: int
    value: str


def texts(module: Path) -> list[Text]:
    """Every text of a module that is no docstring."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
    return [Text(node.lineno, node.value) for node in constants if isinstance(node.value, str)]


def name(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_module_is_short_enough_to_read(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_module_types_no_address(module: Path) -> None:
    typed = [text for text in texts(module) if ADDRESS.fullmatch(text.value) and not SAMPLE_ID.fullmatch(text.value)]
    assert typed == []


@pytest.mark.parametrize("text", ["A1", "$AB$12", "Scores!C9", "'My sheet'!C9:D10", "SUM($C$9,1)", "Scores!C9+1"])
def test_address_is_known_when_seen(text: str) -> None:
    assert ADDRESS.fullmatch(text)


@pytest.mark.parametrize("text", ["{score}", "sha256", "A4 paper", "E01", "$", "COUNT({all})=1", "ABCD1"])
def test_other_texts_are_no_addresses(text: str) -> None:
    assert not ADDRESS.fullmatch(text)


def test_every_style_stands_in_the_template_and_the_reverse() -> None:
    book = openpyxl.load_workbook(ROOT / "workbook_templates" / "look.xlsx")
    assert sorted(style for style in book.named_styles if style.startswith("sv.")) == sorted(STYLES)


def test_every_style_that_a_layout_asks_for_is_listed() -> None:
    asked = {text.value for module in MODULES for text in texts(module) if re.fullmatch(r"sv\.[a-z_]+", text.value)}
    assert asked - set(STYLES) == set()
