"""The proof is shown to find what is wrong: a planted slip in a formula, a figure, a text, a cell."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from proof.proving import agrees, differences, figure_at, recalculated
from proof.test_result_proof import laid
from proof.worked import alder_and_birch
from sv_excel.findings.key import Key
from sv_excel.workbooks.result.proof_sheet import PROOF
from sv_excel.workbooks.sheet.cells import Formula

if TYPE_CHECKING:
    from engines.ironcalc_engine import Figure
    from sv_excel.workbooks.sheet.cells import Layout, Value


def slipped(layout: Layout, key: Key, right: str, wrong: str) -> Layout:
    """The layout with another pattern in one cell."""
    content = layout[key].content
    assert isinstance(content, Formula)
    assert right in content.pattern
    slip = replace(content, pattern=content.pattern.replace(right, wrong))
    sheets = (
        replace(sheet, cells=tuple(replace(c, content=slip) if c.key == key else c for c in sheet.cells))
        for sheet in layout.sheets
    )
    return replace(layout, sheets=tuple(sheets))


def test_slip_in_a_formula_is_found_by_the_proof_and_by_the_proof_sheet() -> None:
    key = Key("points", "A", "Q1")
    layout = slipped(laid(alder_and_birch()), key, "{weight}*{score}", "{weight}+{score}")

    figures = recalculated(layout)

    assert [line for line in differences(layout, figures) if str(layout[key].address) + " " in line]
    assert str(figure_at(layout, figures, PROOF)).endswith("figures differ: look for what is not 0 below.")


def test_cell_that_is_not_worked_out_is_found() -> None:
    layout = laid(alder_and_birch())
    figures = dict(recalculated(layout))
    address = layout[Key("rank", "A")].address
    del figures[address.sheet, address.cell]

    assert differences(layout, figures) == [f"{address} is not worked out"]


@pytest.mark.parametrize(
    ("figure", "value", "is_right"),
    [
        (0.1 + 0.2, Fraction(3, 10), True),
        (1234567.0012, Fraction(1234567), True),
        (1234567.0013, Fraction(1234567), False),
        (0.0012, Fraction(12, 10**4), True),
        (0.00120000001, Fraction(12, 10**4), False),
        ("", "", True),
        ("", None, True),
        (0.0, "", False),
        ("", Fraction(0), False),
        ("12", Fraction(12), False),
        ("Fails", "Passes", False),
        ("#DIV/0!", "", False),
    ],
)
def test_figure_agrees_within_a_thousand_millionth_of_itself(figure: Figure, value: Value, is_right: bool) -> None:  # noqa: FBT001 - a case's column
    assert agrees(figure, value) is is_right
