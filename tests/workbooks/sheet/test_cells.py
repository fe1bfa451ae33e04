"""The vocabulary of layouts: places, meanings, and formulas that refer by meaning."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.findings.address import Address, column_of, letters, quoted
from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Cell, Layout, Mark, Sheet, Slot, Span, formula
from sv_excel.workbooks.sheet.entries import Words

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
FIRST, SECOND, ELSEWHERE = Key("score", "A"), Key("score", "B"), Key("weight")
WORDS = Words(name="reason", rule="Say why.", example="Because.")
ADDED = formula(
    'IF({{{first}="",{first}+{other},SUM({both}))', Decimal(7), first=FIRST, other=ELSEWHERE, both=Span(FIRST, SECOND)
)


def scores(*cells: Cell) -> Layout:
    """Two keyed cells on one sheet and one on another."""
    one, other = "Scores", "Price & points"
    held = (
        Cell(Address(one, 9, 5), Decimal(3), "sv.whole", FIRST, WORDS),
        Cell(Address(one, 10, 5), None, "sv.whole", SECOND),
        *cells,
    )
    weight = Cell(Address(other, 2, 28), Decimal(25), "sv.weight", ELSEWHERE)
    return Layout("evaluation", "Scores", (Sheet(one, held), Sheet(other, (weight,))), {"name": "First evaluator"})


@pytest.mark.parametrize(("column", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (LAST_COLUMN, "XFD")])
def test_letters_name_a_column(column: int, text: str) -> None:
    assert letters(column) == text
    assert column_of(text) == column


@given(st.integers(1, LAST_COLUMN), st.integers(1, LAST_ROW))
def test_address_reads_back_what_it_prints(column: int, row: int) -> None:
    place = Address("Scores", row, column)
    assert Address.read("Scores", place.cell) == place
    assert Address.read("Scores", place.fixed) == place


@pytest.mark.parametrize("text", ["", "A", "9", "A0", "a1", "ABCD1", "A1:B2", "Scores!A1", "A1 "])
def test_address_refuses_what_is_no_cell(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text.replace("$", r"\$") + "$"):
        Address.read("Scores", text)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [("Scores", "Scores!C9"), ("Summary A", "'Summary A'!C9"), ("Q1", "'Q1'!C9"), ("Alder's", "'Alder''s'!C9")],
)
def test_address_prints_as_formulas_want_it(sheet: str, said: str) -> None:
    assert str(Address(sheet, 9, 3)) == said
    assert f"{quoted(sheet)}!C9" == said


def test_key_data_leaves_out_what_is_not_set() -> None:
    assert Key("score", "A", "Q1").to_data() == {"field": "score", "bid": "A", "criterion": "Q1"}
    every = Key("f", "b", "c", "m", "l", "e", "p")
    assert Key(**every.to_data()) == every


def test_layout_turns_meaning_into_place() -> None:
    layout = scores()
    assert str(layout[FIRST].address) == "Scores!E9"
    assert layout.entries == (layout[FIRST],)
    assert [cell.key for cell in layout] == [FIRST, SECOND, ELSEWHERE]


@pytest.mark.parametrize(
    ("ref", "sheet", "text"),
    [
        (FIRST, "Scores", "$E$9"),
        (ELSEWHERE, "Scores", "'Price & points'!$AB$2"),
        (Span(FIRST, SECOND), "Scores", "$E$9:$E$10"),
        (Span(FIRST, SECOND), "Price & points", "Scores!$E$9:$E$10"),
    ],
)
def test_refer_writes_addresses_as_the_sheet_needs_them(ref: Key | Span, sheet: str, text: str) -> None:
    assert scores().refer(ref, sheet) == text


def test_text_of_a_formula_has_its_addresses_and_literal_braces() -> None:
    total = Cell(Address("Scores", 11, 5), ADDED, "sv.total", Key("total"))
    layout = scores(total)
    assert layout.text(total) == "=IF({$E$9=\"\",$E$9+'Price & points'!$AB$2,SUM($E$9:$E$10))"


def test_text_of_a_slot_is_what_fills_it() -> None:
    named = Cell(Address("Scores", 1, 1), Slot("name"), "sv.strong")
    assert scores(named).text(named) == "First evaluator"


def test_text_of_a_value_is_the_value() -> None:
    layout = scores()
    assert layout.text(layout[ELSEWHERE]) == Decimal(25)


def test_mark_formula_moves_down_with_its_span_but_keeps_its_column() -> None:
    mark = Mark(
        Span(FIRST, SECOND), "AND({score}<>{all},1)", "sv.good", (("score", FIRST), ("all", Span(FIRST, SECOND)))
    )
    assert scores().mark_formula(mark, "Scores") == "AND($E9<>$E$9:$E$10,1)"
