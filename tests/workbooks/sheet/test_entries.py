"""What people may type: one rule is the check's predicate, Excel's validation and the sentence that a person sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.findings.key import Key
from sv_excel.tender.canonical import canonical
from sv_excel.workbooks.sheet.cells import Span
from sv_excel.workbooks.sheet.entries import TEXT_LIMIT, Amount, Choice, Day, Entry, Words, entry_from_data, shown

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain

SCORE = Choice(name="score", rule="Choose.", example=Decimal(2), options=tuple(Decimal(n) for n in range(6)))
YES = Choice(name="answer", rule="Choose.", example="Yes", options=("Yes", "No"))
PRICE = Amount(name="price", rule="In pounds.", example=Decimal(5), above=True, most=Decimal(100))
SHARE = Amount(name="share", rule="0 to 1.", example=1, most=Decimal(1))
REASON = Words(name="reason", rule="Say why.", example="Because it does.", shortest=5)
DATE = Day(name="date", rule="A date.", example="2026-11-30")
LIST = Span(Key("level", part="0"), Key("level", part="5"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "TRUE"),
        (False, "FALSE"),
        (Decimal("12.50"), "12.5"),
        (Decimal(123456789012345), "123456789012345"),
        (Decimal("1e308"), "1.000E+308"),
        (date(2026, 11, 3), "3 November 2026"),
        (None, "''"),
        ("3 ", "'3 '"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 57}...'"),
    ],
)
def test_shown_quotes_values_as_people_do(value: Plain, said: str) -> None:
    assert shown(value) == said


@pytest.mark.parametrize(
    ("entry", "value", "problem"),
    [
        (SCORE, Decimal(3), None),
        (SCORE, Decimal("3.0"), None),
        (SCORE, Decimal(6), "is 6"),
        (SCORE, Decimal("2.5"), "is 2.5"),
        (SCORE, "3", "is the text '3', which only looks like 3"),
        (SCORE, "3 ", "is the text '3 ', which only looks like 3"),
        (SCORE, "three", "is 'three'"),
        (SCORE, True, "is TRUE"),
        (SCORE, date(1900, 1, 3), "is 3 January 1900"),
        (YES, "Yes", None),
        (YES, "Yes ", "is the text 'Yes ', which only looks like 'Yes'"),
        (YES, "yes", "is 'yes'"),
        (PRICE, Decimal("0.01"), None),
        (PRICE, Decimal(0), "is 0"),
        (PRICE, Decimal(-1), "is -1"),
        (PRICE, Decimal(101), "is 101"),
        (PRICE, "5", "is '5', not a number"),
        (PRICE, True, "is TRUE, not a number"),
        (PRICE, date(2026, 1, 1), "is 1 January 2026, not a number"),
        (SHARE, Decimal(0), None),
        (SHARE, Decimal("-0.01"), "is -0.01"),
        (REASON, "12345", None),
        (REASON, "  1234  ", "has 4 characters"),
        (REASON, Decimal(12345), "is 12345, not words"),
        (REASON, "x" * TEXT_LIMIT, None),
        (REASON, "x" * (TEXT_LIMIT + 1), f"has {TEXT_LIMIT + 1} characters, more than {TEXT_LIMIT}"),
        (DATE, date(2026, 11, 30), None),
        (DATE, "2026-11-30", None),
        (DATE, "30/11/2026", "is '30/11/2026', not a date"),
        (DATE, Decimal(46000), "is 46000, not a date"),
        (DATE, date(1999, 12, 31), "is 31 December 1999"),
        (DATE, date(2100, 1, 1), "is 1 January 2100"),
    ],
)
def test_problem_completes_a_sentence(entry: Entry, value: Plain, problem: str | None) -> None:
    assert entry.problem(value) == problem


@pytest.mark.parametrize(
    ("entry", "validation"),
    [
        (SCORE, ("list", "between", '"0,1,2,3,4,5"', "")),
        (replace(SCORE, source=LIST), ("list", "between", "Guide!$A$6:$A$11", "")),
        (YES, ("list", "between", '"Yes,No"', "")),
        (Choice(name="q", rule="", example='A "b"', options=('A "b"', "c")), ("list", "between", '"A ""b"",c"', "")),
        (PRICE, ("decimal", "greaterThan", "0", "")),
        (SHARE, ("decimal", "between", "0", "1")),
        (REASON, ("textLength", "between", "5", str(TEXT_LIMIT))),
        (DATE, ("date", "between", "36526", "73050")),
    ],
)
def test_validation_tells_excel_the_same_rule(entry: Entry, validation: tuple[str, str, str, str]) -> None:
    assert entry.validation(lambda _: "Guide!$A$6:$A$11") == validation


@pytest.mark.parametrize("options", [("one, two", "three"), ("x" * 200, "y" * 55)])
def test_validation_refuses_a_list_that_excel_would_split_or_cut(options: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=",".join(options)):
        Choice(name="q", rule="", example="three", options=options).validation(lambda _: "")


@pytest.mark.parametrize("entry", [SCORE, YES, PRICE, SHARE, REASON, DATE], ids=lambda entry: entry.name)
def test_example_keeps_its_own_rule(entry: Entry) -> None:
    example = Decimal(entry.example) if isinstance(entry.example, int) else entry.example
    assert entry.problem(example) is None


texts = st.text(max_size=20)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4)
codes = st.none() | st.sampled_from(["price-missing", "score-missing"])
common = {"name": texts, "rule": texts, "missing": codes, "wrong": st.sampled_from(["entry-invalid", "price-invalid"])}
entries = st.one_of(
    st.builds(Choice, example=texts, options=st.tuples(texts, texts), **common),
    st.builds(Choice, example=numbers, options=st.tuples(numbers, numbers), **common),
    st.builds(Amount, example=numbers, least=numbers, most=numbers, above=st.booleans(), **common),
    st.builds(Words, example=texts, shortest=st.integers(1, 50).map(Decimal), **common),
    st.builds(Day, example=texts, **common),
)


@given(entries)
def test_entry_comes_back_from_its_data(entry: Entry) -> None:
    again = entry_from_data(entry.to_data())
    assert again == entry
    assert canonical(again.to_data()) == canonical(entry.to_data())


def test_data_leaves_out_where_the_options_stand() -> None:
    assert replace(SCORE, source=LIST).to_data() == SCORE.to_data()
