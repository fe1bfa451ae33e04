"""What a point is worth is what makes two bids tie, under each formula, worked out by the formulas themselves."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_tender, price, quality, question
from sv_excel.tender.analysis.price_premium import SUPPOSED_QUALITY, worth_of
from sv_excel.tender.definition.criteria import Band
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.price import INDEXES, POINTS

V = 4_200_000
BANDS = tuple(
    Band(up_to_percent=Decimal(limit), percent=Decimal(percent))
    for limit, percent in ((100, 100), (110, 90), (130, 50))
)
SMOOTH: dict[str, dict[str, Any]] = {
    "lowest-price-relative": {},
    "mean-price": {},
    "optimal-price": {"optimal_price": Decimal(3_000_000), "maximum_price": Decimal(9_000_000)},
}


@pytest.mark.parametrize("formula", SMOOTH)
@given(weight=st.integers(20, 80), points=st.fractions(Fraction(1, 10), 9))
def test_two_bids_tie_when_one_has_the_points_and_asks_the_pounds_more(
    formula: str, weight: int, points: Fraction
) -> None:
    criterion = price(weight, formula, **SMOOTH[formula])
    found = worth_of(make_tender(award_criteria=(quality(question("Q1", 100 - weight)), criterion)), points)

    assert found is not None
    assert found.pounds is not None
    earned = POINTS[formula](criterion, {"at": Fraction(V), "dearer": V + found.pounds})
    assert earned["at"] - earned["dearer"] == points


def test_optimal_price_without_a_maximum_ties_too() -> None:
    criterion = price(30, "optimal-price", optimal_price=Decimal(3_000_000))
    found = worth_of(make_tender(award_criteria=(quality(question("Q1", 70)), criterion)), Fraction(3))

    assert found is not None
    assert found.pounds is not None
    earned = POINTS["optimal-price"](criterion, {"at": Fraction(V), "dearer": V + found.pounds})
    assert earned["at"] - earned["dearer"] == 3


@pytest.mark.parametrize(
    ("formula", "more"),
    [
        ("price-per-quality-point", {}),
        ("monetised-quality", {"willingness_to_pay": Decimal(40_000)}),
        ("value-for-money-index", {"quality_weight": Decimal(60), "cost_weight": Decimal(40)}),
    ],
)
def test_an_index_ties_too(formula: str, more: dict[str, Any]) -> None:
    criterion = price(0, formula, **more)
    found = worth_of(make_tender(award_criteria=(quality(question("Q1", 100)), criterion)), Fraction(2))

    assert found is not None
    assert found.pounds is not None
    index = INDEXES[formula](
        criterion,
        {"at": Fraction(V), "dearer": V + found.pounds},
        {"at": SUPPOSED_QUALITY, "dearer": SUPPOSED_QUALITY + 2},
    )
    assert decimal(index["at"], 12) == decimal(index["dearer"], 12)


@pytest.mark.parametrize(("points", "percent"), [(3, 0), (4, 10), (15, 10), (16, 30), (30, 30)])
def test_bands_cost_nothing_and_then_all_at_once(points: int, percent: int) -> None:
    criterion = price(30, "banded", bands=BANDS)
    found = worth_of(make_tender(award_criteria=(quality(question("Q1", 70)), criterion)), Fraction(points))

    assert found is not None
    assert found.is_step
    assert found.pounds == Fraction(V) * percent / 100
    just_over = POINTS["banded"](criterion, {"at": Fraction(V), "dearer": V + found.pounds + Fraction(1, 100)})
    assert just_over["at"] - just_over["dearer"] >= points


def test_lowest_compliant_pays_nothing_for_points() -> None:
    found = worth_of(make_tender(award_criteria=(quality(question("Q1", 100)), price(0, "lowest-compliant"))))

    assert found is not None
    assert found.pounds == 0


@pytest.mark.parametrize("formula", ["lowest-price-relative", "mean-price", "banded"])
def test_points_beyond_the_weight_of_price_cannot_be_bought(formula: str) -> None:
    criterion = price(30, formula, **({"bands": BANDS} if formula == "banded" else {}))

    found = worth_of(make_tender(award_criteria=(quality(question("Q1", 70)), criterion)), Fraction(31))

    assert found is not None
    assert found.pounds is None


def test_tender_without_a_price_has_no_worth() -> None:
    assert worth_of(make_tender(award_criteria=(quality(question("Q1", 100)),))) is None
