"""Formulas: one spelling for comparing, references that move, and shared and array formulas in a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from sv_excel.xlsx.read.formulas import canonical, moved, relative
from sv_excel.xlsx.read.open import read_workbook
from xlsx.packages import row, workbook


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("=sum(a1 : b2)", "SUM(A1:B2)"),
        ('IF(A1 = "Yes please",1, 0)', 'IF(A1="Yes please",1,0)'),
        ('A1&" x ""y"" "&b1', 'A1&" x ""y"" "&B1'),
        ("_xlfn.RANK.EQ(A1,B1:B3)", "RANK.EQ(A1,B1:B3)"),
        ("_xlfn._xlws.SORT(A1:A3)", "SORT(A1:A3)"),
        ("IF(TRUE(),FALSE( ),1)", "IF(TRUE,FALSE,1)"),
        ("'Scores'!A1+'My Scores'!A1+'It''s'!B2", "SCORES!A1+'My Scores'!A1+'It''s'!B2"),
        ("0.10+1.0+1E3+.5+100", "0.1+1+1000+0.5+100"),
        ("SUM(1:3)+SUM($2:$4)+B10", "SUM(1:3)+SUM($2:$4)+B10"),
        ("A1:B2 B1:C3", "A1:B2 B1:C3"),
        ("A1:B2  \n B1:C3", "A1:B2 B1:C3"),
        ("SUM( (A1 , B1) )", "SUM((A1,B1))"),
        ("Table1[[#This Row],[Col a]]", "TABLE1[[#THIS ROW],[COL A]]"),
        ("{1,2;3,4}", "{1,2;3,4}"),
        ("50%", "50%"),
        ("#REF!+a1", "#REF!+A1"),
        ("LOG10(A1)*2.50", "LOG10(A1)*2.5"),
        ('"unfinished', '"unfinished'),
        ("", ""),
    ],
)
def test_formula_has_one_spelling(written: str, spelling: str) -> None:
    assert canonical(written) == spelling
    assert canonical(spelling) == spelling


@given(st.text(alphabet="aA1$:!'\"(),. +*_x[]{}#\n", max_size=40))
def test_spelling_of_any_text_is_its_own_spelling(text: str) -> None:
    once = canonical(text)

    assert canonical(once) == once


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "result"),
    [
        ("A1+$A1+A$1+$A$1", 1, 1, "B2+$A2+B$1+$A$1"),
        ("SUM(A:A,1:1,$A:B,$1:2)", 2, 1, "SUM(B:B,3:3,$A:C,$1:4)"),
        ("Q1!A1+'A1'!B2+\"A1\"", 1, 0, "Q1!A2+'A1'!B3+\"A1\""),
        ("LOG10(A1)+ABC1DE", 1, 0, "LOG10(A2)+ABC1DE"),
        ("Table1[A1]+A1", 1, 0, "Table1[A1]+A2"),
        ("A1", -1, 0, "#REF!"),
        ("A1", 0, -1, "#REF!"),
        ("RANK.EQ(B2,B$2:B$9)", 3, 0, "RANK.EQ(B5,B$2:B$9)"),
    ],
)
def test_formula_moves_with_its_cell(formula: str, rows: int, columns: int, result: str) -> None:
    assert moved(formula, rows, columns) == result


@given(
    st.lists(
        st.sampled_from(["A1", "$B2", "C$3", "$D$4", "SUM(B5:C9)", "Data!E6", "2", '"A1"', "A:A", "7:7"]), min_size=1
    ),
    st.integers(0, 30),
    st.integers(0, 20),
)
def test_formula_moves_as_openpyxl_moves_it(terms: list[str], rows: int, columns: int) -> None:
    formula = "+".join(terms)
    theirs = Translator(f"={formula}", origin="A1").translate_formula(row_delta=rows, col_delta=columns)

    assert moved(formula, rows, columns) == theirs.removeprefix("=")


def test_formula_over_fixed_cells_is_not_relative() -> None:
    assert [relative(text) for text in ("$A$1*2", "A$1", '"A1"', "5")] == [False, True, False, False]


def test_shared_formula_is_written_out_in_every_cell() -> None:
    rows = (
        row("<c/>", '<c><f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>1</v></c>')
        + row("<c/>", '<c><f t="shared" si="0"/><v>2</v></c>', number=2)
        + row("<c/>", '<c><f t="shared" si="0"></f><v>3</v></c>', number=3)
    )

    cells = read_workbook(workbook(rows)).sheets[0].cells

    assert [cells[number, 2].formula for number in (1, 2, 3)] == ["A1*$A$1", "A2*$A$1", "A3*$A$1"]


def test_array_formula_stands_in_every_cell_that_it_fills() -> None:
    rows = row('<c><f t="array" ref="A1:B1">C1:D1*2</f><v>2</v></c>', '<c s="1"><v>4</v></c>', "<c><v>9</v></c>")

    cells = read_workbook(workbook(rows)).sheets[0].cells

    assert [cell.formula for cell in cells.values()] == ["{C1:D1*2}@A1:B1", "{C1:D1*2}@A1:B1", None]


def test_array_formula_of_one_cell_and_data_table_are_marked() -> None:
    rows = row(
        '<c><f t="array" ref="A1">SUM(B1:B2*C1:C2)</f><v>2</v></c>',
        '<c><f t="dataTable" ref="B1:B1" dt2D="0" dtr="0" r1="D1"/><v>4</v></c>',
    )

    cells = read_workbook(workbook(rows)).sheets[0].cells

    assert [cell.formula for cell in cells.values()] == ["{SUM(B1:B2*C1:C2)}", "{TABLE(D1,)}@B1:B1"]


def test_same_formula_in_another_workbook_keeps_its_own_value() -> None:
    books = [workbook(row(f"<c><f>A2*2</f><v>{value}</v></c>")) for value in (1, 2, 1)]

    assert [str(read_workbook(book).sheets[0].cells[1, 1].value) for book in books] == ["1", "2", "1"]
