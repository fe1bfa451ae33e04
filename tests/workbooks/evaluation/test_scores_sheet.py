"""The *Scores* sheet: its Check column in words, and its figures, by Python and by a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations import good_answers, laid, make_brief
from recalculation import differences, worth
from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import DECLARED, NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.workbooks.sheet.cells import Value

WHY = "The plan names who leads each site."
PLAN: dict[str, Value] = {
    "score": Decimal(3),
    "rationale": WHY,
    "evidence": "Page 4",
    "mechanism": "Apprenticeships",
}
STATES: dict[str, tuple[dict[str, Value], str]] = {
    "blank": ({}, "Not started"),
    "complete": (PLAN, "Complete"),
    "zero": (PLAN | {"score": Decimal(0)}, "Complete"),
    "no score": (PLAN | {"score": None}, "Score is missing."),
    "no rationale": (PLAN | {"rationale": None}, "Rationale is missing or too short."),
    "rationale one short": (PLAN | {"rationale": "x" * 19}, "Rationale is missing or too short."),
    "rationale just long": (PLAN | {"rationale": "x" * 20}, "Complete"),
    "rationale padded": (PLAN | {"rationale": "x" * 10 + " " * 30}, "Rationale is missing or too short."),
    "rationale a number": (PLAN | {"rationale": Decimal(10) ** 24}, "Rationale is missing or too short."),
    "evidence a number": (PLAN | {"evidence": Decimal(4)}, "Evidence is missing."),
    "no evidence": (PLAN | {"evidence": None}, "Evidence is missing."),
    "blank evidence": (PLAN | {"evidence": "   "}, "Evidence is missing."),
    "no mechanism": (PLAN | {"mechanism": None}, "Mechanism is missing."),
    "only a score": (
        {"score": Decimal(3)},
        "Rationale is missing or too short. Evidence is missing. Mechanism is missing.",
    ),
    "only a mechanism": (
        {"mechanism": "Apprenticeships"},
        "Score is missing. Rationale is missing or too short. Evidence is missing.",
    ),
    "off the scale": (PLAN | {"score": Decimal(6)}, "Score is not on the scale."),
    "between levels": (PLAN | {"score": Decimal("2.5")}, "Score is not on the scale."),
    "score as text": (PLAN | {"score": "3"}, "Score is not on the scale."),
    "conflict": ({"conflict": DECLARED}, "Conflict declared: wait for the lead's decision"),
    "conflict, scored": (PLAN | {"conflict": DECLARED}, "Conflict declared: wait for the lead's decision"),
    "no conflict": (PLAN | {"conflict": NONE}, "Complete"),
}


def plan_row(given: Mapping[str, Value]) -> dict[Key, Value]:
    """What stands in the row of the delivery plan of bid A."""
    return {
        Key(field, "A", None if field == "conflict" else "SV1"): value
        for field, value in given.items()
        if value is not None
    }


@pytest.mark.parametrize("state", STATES)
def test_check_says_in_words_what_is_missing(state: str, tmp_path: Path) -> None:
    given, words = STATES[state]
    layout = laid(answers=plan_row(given))
    assert worth(layout, Key("check", "A", "SV1")) == words
    assert differences(layout, tmp_path) == []


def test_check_asks_a_quality_question_for_no_mechanism() -> None:
    answers: dict[Key, Value] = {
        Key("score", "A", "Q1"): Decimal(3),
        Key("rationale", "A", "Q1"): WHY,
        Key("evidence", "A", "Q1"): "Page 4",
    }
    assert worth(laid(answers=answers), Key("check", "A", "Q1")) == "Complete"


def test_figures_follow_the_score() -> None:
    layout = laid(answers=plan_row(PLAN))
    assert worth(layout, Key("weighted", "A", "SV1")) == Fraction(18, 5)
    assert worth(layout, Key("weighted", "B", "SV1")) == ""
    band = worth(layout, Key("band", "A", "SV1"))
    assert band == make_brief().levels[3].band
    assert worth(layout, Key("band", "B", "SV1")) == ""


fields = {
    "score": st.sampled_from([None, *map(Decimal, range(7)), Decimal("2.5"), "3", "three"]),
    "rationale": st.sampled_from([None, WHY, " ", "x" * 19, "x  " * 7, "x\n" * 10]),
    "evidence": st.sampled_from([None, "Page 4", "  "]),
    "mechanism": st.sampled_from([None, "Apprenticeships", "None of these", "Bicycles"]),
    "conflict": st.sampled_from([None, NONE, DECLARED]),
    "conflict_details": st.sampled_from([None, "A former colleague works there."]),
}


@settings(max_examples=12)
@given(st.data(), st.booleans())
def test_spreadsheet_works_out_what_python_does(data: st.DataObject, by_bid: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    brief = make_brief(by_bid=by_bid, lots=by_bid)
    drawn = {
        key: data.draw(fields[key.field]) if key.field in fields else value
        for key, value in good_answers(laid(brief)).items()
    }
    answers = {key: value for key, value in drawn.items() if value is not None}
    with TemporaryDirectory() as folder:
        assert differences(laid(brief, answers), Path(folder)) == []
