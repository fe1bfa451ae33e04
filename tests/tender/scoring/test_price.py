from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import price
from sv_excel.errors.tender import FormulaIncompleteError
from sv_excel.tender.definition.criteria import Band
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.price import (
    INDEXES,
    POINTS,
    banded,
    lowest_compliant,
    lowest_price_relative,
    mean_price,
    monetised_quality,
    optimal_price,
    price_per_quality_point,
    relative_value_cost,
    value_for_money_index,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

T6_PRICES = {"A": Fraction(500_000), "B": Fraction(560_000), "C": Fraction(450_000)}
T6_QUALITY = {"A": Fraction(72), "B": Fraction(84), "C": Fraction(60)}
AMOUNTS = st.dictionaries(
    st.sampled_from("ABCDEF"), st.integers(1, 10**8).map(lambda pence: Fraction(pence, 100)), min_size=1
)


def amounts(*figures: int) -> dict[str, Fraction]:
    return {bid: Fraction(figure) for bid, figure in zip("ABC", figures, strict=False)}


def shown(points: Mapping[str, Fraction], places: int = 2) -> list[str]:
    return [str(decimal(own, places)) for own in points.values()]


def test_t01_lowest_price_relative_of_weight_one() -> None:
    points = lowest_price_relative(price(1), amounts(15_000, 10_000, 30_000))

    assert shown(points, 3) == ["0.667", "1.000", "0.333"]


def test_t02_lowest_price_relative_of_weight_forty() -> None:
    assert shown(lowest_price_relative(price(40), amounts(100, 105, 108))) == ["40.00", "38.10", "37.04"]


def test_t03_mean_price() -> None:
    points = mean_price(price(100, "mean-price"), amounts(90_000, 100_000, 110_000))

    assert points == amounts(60, 50, 40)


def test_t04_mean_price_with_an_outlier() -> None:
    bids = amounts(80_000, 100_000, 150_000)

    assert shown(mean_price(price(100, "mean-price"), bids)) == ["77.27", "59.09", "13.64"]
    assert shown(mean_price(price(30, "mean-price"), bids)) == ["23.18", "17.73", "4.09"]


def test_mean_price_is_held_between_nothing_and_the_weight() -> None:
    points = mean_price(price(30, "mean-price"), amounts(100, 100_000, 1_000_000))

    assert points["A"] == 30
    assert points["C"] == 0


def test_t05_optimal_price() -> None:
    terms = price(40, "optimal-price", optimal_price=Decimal(80_000), maximum_price=Decimal(120_000))

    assert optimal_price(terms, amounts(80_000, 95_000, 120_000)) == amounts(40, 25, 0)


def test_optimal_price_without_a_maximum_takes_the_highest_bid() -> None:
    terms = price(40, "optimal-price", optimal_price=Decimal(80_000))

    assert optimal_price(terms, amounts(70_000, 90_000, 100_000)) == amounts(40, 20, 0)


def test_optimal_price_that_is_the_maximum_gives_all_or_nothing() -> None:
    terms = price(40, "optimal-price", optimal_price=Decimal(80_000), maximum_price=Decimal(80_000))

    assert optimal_price(terms, amounts(70_000, 80_000, 80_001)) == amounts(40, 40, 0)


def test_optimal_price_above_every_bid_gives_all_the_weight() -> None:
    terms = price(40, "optimal-price", optimal_price=Decimal(200_000))

    assert optimal_price(terms, amounts(70_000, 80_000)) == amounts(40, 40)


def test_banded_price_takes_the_first_band_that_holds() -> None:
    bands = (
        Band(up_to_percent=Decimal(110), percent=Decimal(50)),
        Band(up_to_percent=Decimal(100), percent=Decimal(100)),
        Band(up_to_percent=Decimal(105), percent=Decimal(90)),
    )

    points = banded(
        price(30, "banded", bands=bands),
        {bid: Fraction(amount) for bid, amount in {"A": 100, "B": 105, "C": 106, "D": 110, "E": 111}.items()},
    )

    assert points == {"A": 30, "B": 27, "C": 15, "D": 15, "E": 0}


def test_t06_price_per_quality_point() -> None:
    index = price_per_quality_point(price(0, "price-per-quality-point"), T6_PRICES, T6_QUALITY)

    assert shown(index) == ["6944.44", "6666.67", "7500.00"]
    assert min(index, key=index.__getitem__) == "B"


def test_t07_value_for_money_index() -> None:
    terms = price(0, "value-for-money-index", quality_weight=Decimal(60), cost_weight=Decimal(40))

    index = value_for_money_index(terms, T6_PRICES, T6_QUALITY)

    assert shown({bid: own * 10**6 for bid, own in index.items()}) == ["1221.88", "1374.77", "1032.80"]


@pytest.mark.parametrize(
    ("quality_weight", "quality", "expected"),
    [
        ("60", Fraction(81, 4), Fraction(729, 8)),  # 4.5 cubed
        ("50", Fraction(7, 3), Fraction(7, 3)),
        ("75", Fraction(7, 3), Fraction(343, 27)),
        ("40", Fraction(8), Fraction(4)),  # to the power 2/3
        ("60", Fraction(0), Fraction(0)),
        ("60", Fraction(1), Fraction(1)),
    ],
)
def test_value_for_money_index_is_exact_where_the_root_is(
    quality_weight: str, quality: Fraction, expected: Fraction
) -> None:
    weight = Decimal(quality_weight)
    terms = price(0, "value-for-money-index", quality_weight=weight, cost_weight=100 - weight)

    assert value_for_money_index(terms, {"A": Fraction(3)}, {"A": quality}) == {"A": expected / 3}


def test_value_for_money_index_keeps_a_true_tie_where_the_root_is_not_exact() -> None:
    terms = price(0, "value-for-money-index", quality_weight=Decimal(60), cost_weight=Decimal(40))

    index = value_for_money_index(
        terms, amounts(700, 5600, 18_900), {"A": Fraction(2), "B": Fraction(8), "C": Fraction(18)}
    )

    assert index["A"] == index["B"] == index["C"]


def test_value_for_money_index_takes_weights_of_many_decimals() -> None:
    terms = price(
        0, "value-for-money-index", quality_weight=Decimal("66.6666666667"), cost_weight=Decimal("33.3333333333")
    )

    index = value_for_money_index(terms, amounts(2), {"A": Fraction(3)})

    assert shown(index, 6) == ["4.500000"]


def test_t08_monetised_quality_of_the_same_bids_has_another_winner() -> None:
    terms = price(0, "monetised-quality", willingness_to_pay=Decimal(4000))

    index = monetised_quality(terms, T6_PRICES, T6_QUALITY)

    assert index == amounts(212_000, 224_000, 210_000)


def test_lowest_compliant_is_the_price() -> None:
    assert lowest_compliant(price(0, "lowest-compliant"), T6_PRICES, T6_QUALITY) == T6_PRICES


def test_t09_relative_value_cost() -> None:
    lowest, top = Fraction(60), Fraction(100)

    costs = {
        "T1": relative_value_cost(Fraction(100_000), Fraction(80), lowest, top),
        "T2": relative_value_cost(Fraction(90_000), Fraction(60), lowest, top),
    }

    assert shown(costs) == ["88888.89", "90000.00"]


@pytest.mark.parametrize(
    ("formula", "field"),
    [
        ("optimal-price", "optimal_price"),
        ("value-for-money-index", "quality_weight"),
        ("monetised-quality", "willingness_to_pay"),
        ("banded", "up_to_percent"),
    ],
)
def test_formula_without_its_figure_says_which(formula: str, field: str) -> None:
    terms = price(30, formula, bands=(Band(percent=Decimal(50)),))

    def score() -> object:
        if formula in POINTS:
            return POINTS[formula](terms, amounts(100))
        return INDEXES[formula](terms, amounts(100), amounts(50))

    with pytest.raises(FormulaIncompleteError) as fault:
        score()

    assert str(fault.value) == f"price: the formula {formula} needs {field}. State it in the definition."


@pytest.mark.parametrize("formula", ["lowest-price-relative", "mean-price", "banded"])
@given(bids=AMOUNTS, factor=st.integers(1, 1000).map(lambda n: Fraction(n, 7)))
def test_points_do_not_depend_on_the_unit_of_money(formula: str, bids: dict[str, Fraction], factor: Fraction) -> None:
    bands = (Band(up_to_percent=Decimal(105), percent=Decimal(90)),)
    terms = price(30, formula, bands=bands)

    scaled = {bid: amount * factor for bid, amount in bids.items()}

    assert POINTS[formula](terms, scaled) == POINTS[formula](terms, bids)


@pytest.mark.parametrize("formula", sorted(POINTS))
@given(bids=AMOUNTS)
def test_points_stay_within_the_weight_and_never_reward_a_higher_price(formula: str, bids: dict[str, Fraction]) -> None:
    bands = (
        Band(up_to_percent=Decimal(100), percent=Decimal(100)),
        Band(up_to_percent=Decimal(105), percent=Decimal(90)),
    )
    terms = price(30, formula, bands=bands, optimal_price=Decimal(500))

    points = POINTS[formula](terms, bids)

    assert all(0 <= own <= 30 for own in points.values())
    by_price = [points[bid] for bid in sorted(bids, key=bids.__getitem__)]
    assert by_price == sorted(by_price, reverse=True)


@given(st.integers(1, 400), st.integers(1, 99), st.integers(1, 10**6))
def test_value_for_money_index_rises_with_quality(quarters: int, weight: int, amount: int) -> None:
    assume(quarters < 400)
    terms = price(0, "value-for-money-index", quality_weight=Decimal(weight), cost_weight=Decimal(100 - weight))
    bids = {"A": Fraction(amount), "B": Fraction(amount)}

    index = value_for_money_index(terms, bids, {"A": Fraction(quarters, 4), "B": Fraction(quarters + 1, 4)})

    assert index["A"] < index["B"]
