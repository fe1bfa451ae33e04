"""The seal, and a layout kept as data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.findings.address import Address
from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Cell, Layout, Mark, Sheet, Slot, Span, formula
from sv_excel.workbooks.sheet.entries import Amount, Choice, Day, Entry, Words
from sv_excel.workbooks.sheet.formula_spelling import canonical_formula
from sv_excel.workbooks.sheet.grid import Format, Validation
from sv_excel.workbooks.sheet.issued import Expected, Issued, Rule
from sv_excel.workbooks.sheet.seal import number_text, seal, seal_of, sealed_bytes, to_data

SCORE = Key("score", bid="A", criterion="Q1")
REASON = Key("rationale", bid="A", criterion="Q1")
WEIGHT = Key("weight", criterion="Q1")
TOTAL = Key("weighted", bid="A", criterion="Q1")
OPTION = Key("option", part="0")
LAST_OPTION = Key("option", part="1")
ENTRIES: tuple[Entry, ...] = (
    Choice(name="the score", rule="A score from the list.", example=Decimal(3), options=(Decimal(0), Decimal(3))),
    Words(
        name="the reason",
        rule="At least 10 characters.",
        example="It says how.",
        missing="rationale-missing",
        shortest=10,
    ),
    Amount(name="the quantity", rule="A number from 0.", example=12, least=Decimal("0.5"), above=True),
    Day(name="the date", rule="A date.", example="2026-11-22"),
    Choice(
        name="the answer", rule="Yes or no.", example="Yes", options=("Yes", "No"), source=Span(OPTION, LAST_OPTION)
    ),
)
LISTED = Choice(name="the answer", rule="Yes or no.", example="Yes", options=("Yes", "No"))


def cells() -> tuple[Cell, ...]:
    return (
        Cell(Address("Scores", 1, 1), "First evaluator scores", "sv.title"),
        Cell(Address("Scores", 2, 1), Slot("name"), "sv.strong", Key("subject")),
        Cell(Address("Scores", 3, 1), Decimal("12.50"), "sv.number", WEIGHT),
        Cell(Address("Scores", 3, 2), None, "sv.entry", SCORE, ENTRIES[0], "Alder Facilities Ltd, Q1"),
        Cell(Address("Scores", 3, 3), "as before", "sv.entry", REASON, ENTRIES[1]),
        Cell(Address("Scores", 3, 4), formula("{w}*{s}/3", 0, w=WEIGHT, s=SCORE), "sv.number", TOTAL),
        Cell(Address("Scores", 4, 1), date(2026, 11, 22), "sv.date"),
        Cell(Address("Scores", 4, 2), Fraction(7, 3), "sv.number"),
        Cell(Address("Scores", 4, 3), None, "sv.entry", Key("answer"), ENTRIES[4]),
    )


def layout(*changed: Cell, slots: dict[str, str] | None = None, hidden: bool = False) -> Layout:
    """A small workbook; ``changed`` cells take the place of those at the same address."""
    by_address = {cell.address: cell for cell in (*cells(), *changed)}
    scores = Sheet(
        "Scores",
        tuple(by_address.values()),
        widths=(20, 10),
        merges=((Address("Scores", 1, 1), Address("Scores", 1, 4)),),
        headings=(3, 3),
        marks=(
            Mark(Span(SCORE, REASON), "{s}=0", "sv.todo", (("s", SCORE),)),
            Mark(Span(TOTAL, TOTAL), "{w}", "sv.bar", (("w", WEIGHT),), bar=True),
        ),
        hidden=hidden,
    )
    lists = Sheet(
        "The lists",
        (
            Cell(Address("The lists", 1, 1), "Yes", "sv.text", OPTION),
            Cell(Address("The lists", 2, 1), "No", "sv.text", LAST_OPTION),
        ),
    )
    return Layout("evaluation", "Evaluation: Cleaning", (scores, lists), slots or {"name": "First evaluator"})


def test_seal_is_of_bytes_that_never_change() -> None:
    small = Layout(
        "price",
        "Prices",
        (Sheet("P", (Cell(Address("P", 1, 1), Decimal("2.50"), "sv.number", Key("price", bid="A")),)),),
    )

    assert sealed_bytes(to_data(small)) == (
        b'{"format":1,"kind":"price","rules":[],"sheets":[{"cells":[{"at":"A1","content":{"number":"2.5"},'
        b'"key":{"bid":"A","field":"price"}}],"hidden":false,"marks":[],"merges":[],"name":"P"}]}'
    )
    assert seal(small) == "1965c90916d731d8f44c86fa1bbcb2475dc6fdc68d9fe4dfc9ff79dff5cb0508"


def test_seal_is_the_same_for_people_with_the_same_task() -> None:
    assert seal(layout(slots={"name": "First evaluator"})) == seal(layout(slots={"name": "Second evaluator"}))


def test_seal_leaves_looks_out() -> None:
    restyled = [replace(cell, style="sv.other") for cell in cells()]

    assert seal(layout(*restyled)) == seal(layout())


@pytest.mark.parametrize(
    "cell",
    [
        Cell(Address("Scores", 1, 1), "First evaluator scored", "sv.title"),
        Cell(Address("Scores", 2, 1), Slot("other"), "sv.strong", Key("subject")),
        Cell(Address("Scores", 3, 1), Decimal("12.51"), "sv.number", WEIGHT),
        Cell(Address("Scores", 3, 1), "12.5", "sv.number", WEIGHT),
        Cell(Address("Scores", 2, 1), Slot("name"), "sv.strong", Key("subject", lot="north")),
        Cell(Address("Scores", 3, 2), None, "sv.entry", SCORE, ENTRIES[1], "Alder Facilities Ltd, Q1"),
        Cell(Address("Scores", 3, 2), None, "sv.entry", SCORE, None, "Alder Facilities Ltd, Q1"),
        Cell(Address("Scores", 3, 2), None, "sv.entry", SCORE, ENTRIES[0], "Birch Services Ltd, Q1"),
        Cell(Address("Scores", 3, 4), formula("{w}*{s}/4", 0, w=WEIGHT, s=SCORE), "sv.number", TOTAL),
        Cell(Address("Scores", 4, 1), date(2026, 11, 23), "sv.date"),
        Cell(Address("Scores", 9, 9), None, "sv.text"),
    ],
)
def test_seal_covers_every_cell(cell: Cell) -> None:
    assert seal(layout(cell)) != seal(layout())


def test_seal_covers_what_stands_around_the_cells() -> None:
    data = to_data(layout())
    merged, marked, renamed = (json.loads(json.dumps(data)) for _ in range(3))
    merged["sheets"][0]["merges"] = []
    marked["sheets"][0]["marks"][0]["formula"] = "FALSE"
    renamed["sheets"][0]["name"] = "Marks"

    seals = {seal_of(data), seal_of(merged), seal_of(marked), seal_of(renamed), seal(layout(hidden=True))}

    assert len(seals) == 5


def test_seal_is_the_same_after_a_trip_through_json() -> None:
    data = to_data(layout())

    assert seal_of(json.loads(json.dumps(data))) == seal(layout())


def test_data_holds_no_binary_float() -> None:
    with pytest.raises(TypeError, match="binary float"):
        seal_of({**to_data(layout()), "rules": [0.5]})


def test_issued_is_the_same_from_data_as_from_code() -> None:
    kept = json.loads(json.dumps(to_data(layout())))

    assert Issued.from_data(kept, {"name": "First evaluator"}) == Issued.of(layout())


def test_issued_says_what_each_cell_holds() -> None:
    sheet = Issued.of(layout()).sheet("Scores")
    choice = Validation("list", "", '"0,3"', "", (), blocks=True)
    words = Validation("textLength", "between", "10", "32000", (), blocks=True)
    from_list = Validation("list", "", "'The lists'!$A$1:$A$2", "", (), blocks=True)

    assert sheet is not None
    assert sheet.cells == {
        (1, 1): Expected("First evaluator scores"),
        (2, 1): Expected("First evaluator", key=Key("subject")),
        (3, 1): Expected(Fraction(25, 2), key=WEIGHT),
        (3, 2): Expected(key=SCORE, rule=Rule(ENTRIES[0], choice), subject="Alder Facilities Ltd, Q1"),
        (3, 3): Expected("as before", key=REASON, rule=Rule(ENTRIES[1], words)),
        (3, 4): Expected(formula="$A$3*$B$3/3", key=TOTAL),
        (4, 1): Expected(date(2026, 11, 22)),
        (4, 2): Expected(Fraction(7, 3)),
        (4, 3): Expected(key=Key("answer"), rule=Rule(LISTED, from_list)),
    }
    assert sheet.merges == ((1, 1, 1, 4),)
    assert sheet.marks == (
        Format("expression", "$B3=0", ((3, 2, 3, 3),)),
        Format("dataBar", "num:0;num:$A3", ((3, 4, 3, 4),)),
    )


def test_issued_finds_places_and_entries() -> None:
    issued = Issued.of(layout())

    assert issued.places[SCORE] == Address("Scores", 3, 2)
    assert [str(address) for address, _ in issued.entries] == ["Scores!B3", "Scores!C3", "Scores!C4"]
    assert issued.sheet("Nowhere") is None
    assert issued.seal == seal(layout())


@pytest.mark.parametrize("entry", ENTRIES[:4])
def test_issued_keeps_every_kind_of_entry(entry: Entry) -> None:
    cell = Cell(Address("Scores", 3, 2), None, "sv.entry", SCORE, entry)
    issued = Issued.from_data(json.loads(json.dumps(to_data(layout(cell)))), {"name": "x"})

    assert next(expected.rule.entry for _, expected in issued.entries if expected.rule) == entry


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-7, "-7"),
        (100, "100"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-0.05"), "-0.05"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-7, 3), "-7/3"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E-31"), f"1/{10**31}"),
    ],
)
def test_number_text_has_one_spelling(number: Decimal | Fraction | int, text: str) -> None:
    assert number_text(number) == text


@given(st.one_of(st.fractions(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=6)))
def test_number_text_is_exact(number: Fraction | Decimal | int) -> None:
    assert Fraction(number_text(number)) == Fraction(number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sum( A1 , B2 )", "SUM(A1,B2)"),
        ('=A1&" of "&B1', 'A1 & " of " & B1'),
        ("_xlfn.RANK.EQ(A1,A$1:A$9)", "RANK.EQ(A1,A$1:A$9)"),
        ("'Scores'!A1", "Scores!A1"),
        ("TRUE()", "true"),
        ("A1*0.50", "a1*.5"),
        ("IF(A1=0,1,2)", "IF( A1 = 0 , 1.0 , 2 )"),
    ],
)
def test_canonical_formula_is_one_for_what_means_the_same(one: str, other: str) -> None:
    assert canonical_formula(one) == canonical_formula(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"a b"', '"ab"'),
        ('"Yes"', '"YES"'),
        ("A1", "$A$1"),
        ("'Two words'!A1", "'Twowords'!A1"),
        ("A1 B1", "A1B1"),
        ("Scores!A1", "Guide!A1"),
    ],
)
def test_canonical_formula_keeps_apart_what_differs(one: str, other: str) -> None:
    assert canonical_formula(one) != canonical_formula(other)
