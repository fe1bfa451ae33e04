from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import MEASURES, commitments
from sv_excel.errors.tender import FormulaIncompleteError
from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import Band
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.commitments import (
    Offer,
    banded,
    fte_years,
    implausible,
    living_wage_uplift,
    offer_value,
    relative_to_highest,
)

WORTH = Decimal(4_200_000)
VALUES = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 10**8).map(lambda pence: Fraction(pence, 100)))


def values(**offered: int) -> dict[str, Fraction]:
    return {bid: Fraction(value) for bid, value in offered.items()}


def shown(points: dict[str, Fraction]) -> list[str]:
    return [str(decimal(own, 2)) for own in points.values()]


def test_t12_monetised_offer_sums_quantity_times_proxy() -> None:
    proxies = {"J": 8000, "V": 15, "T": 70, "K": 20_000}
    measures = {
        key: Measure(id=key, title=key, unit="unit", proxy_value=Decimal(proxy)) for key, proxy in proxies.items()
    }
    offers = {key: Offer(Decimal(quantity)) for key, quantity in {"J": 10, "V": 500, "T": 200, "K": 5}.items()}

    assert offer_value(commitments(measures=tuple(proxies)), measures, offers, WORTH) == 201_500


def test_offer_counts_the_share_that_is_due_to_the_bid() -> None:
    offers = {"M2": Offer(Decimal("2.5"), attribution=Decimal("0.4"))}

    assert offer_value(commitments(measures=("M2",)), MEASURES, offers, WORTH) == 8000


def test_offer_without_a_proxy_or_of_another_measure_counts_nothing() -> None:
    offers = {"M1": Offer(Decimal(500)), "M3": Offer(Decimal(20))}

    assert offer_value(commitments(measures=("M2", "M3")), MEASURES, offers, WORTH) == 0


@pytest.mark.parametrize(("offered", "counted"), [("420000", 420_000), ("420000.01", 420_000), ("419999", 419_999)])
def test_offer_above_the_cap_counts_as_the_cap(offered: str, counted: int) -> None:
    capped = commitments(cap_percent_of_contract_value=Decimal(10))

    assert offer_value(capped, MEASURES, {"M1": Offer(Decimal(offered))}, WORTH) == counted


def test_t10_quantity_relative_to_the_highest() -> None:
    assert relative_to_highest(commitments(4), values(A=120_000, B=90_000, C=0)) == {"A": 4, "B": 3, "C": 0}


def test_t10_nothing_offered_by_anybody_earns_nothing() -> None:
    assert relative_to_highest(commitments(4), values(A=0, B=0)) == {"A": 0, "B": 0}


def test_t22_outlier_offer_squeezes_the_others_and_is_flagged() -> None:
    honest = values(A=60_000, B=84_000)
    with_outlier = {**honest, "C": Fraction(840_000)}

    assert shown(relative_to_highest(commitments(4), honest)) == ["2.86", "4.00"]
    assert shown(relative_to_highest(commitments(4), with_outlier)) == ["0.29", "0.40", "4.00"]
    assert implausible(honest, WORTH) == {}
    assert implausible(with_outlier, WORTH) == {"C": "840,000.00 GBP is over three times the median offer."}


def test_offer_above_the_contract_value_is_flagged() -> None:
    assert implausible(values(A=4_200_000, B=4_200_001), WORTH) == {
        "B": "4,200,001.00 GBP is more than the contract is worth."
    }


def test_no_offers_flag_nothing() -> None:
    assert implausible({}, WORTH) == {}


@pytest.mark.parametrize(("value", "points"), [(49_999, 0), (50_000, 2), (99_999, 2), (100_000, 4), (10**7, 4)])
def test_banded_takes_the_highest_band_reached(value: int, points: int) -> None:
    bands = (
        Band(at_least=Decimal(50_000), percent=Decimal(50)),
        Band(at_least=Decimal(100_000), percent=Decimal(100)),
    )

    assert banded(commitments(4, formula="banded", bands=bands), values(A=value)) == {"A": points}


def test_banded_without_its_threshold_says_so() -> None:
    with pytest.raises(FormulaIncompleteError, match="SV2: the formula banded needs at_least"):
        banded(commitments(4, formula="banded", bands=(Band(percent=Decimal(50)),)), values(A=1))


def test_t13_fte_years() -> None:
    assert fte_years(Decimal(10), Decimal(5), Decimal(2)) == 25


def test_fte_years_never_run_over_the_contract() -> None:
    assert fte_years(Decimal(10), Decimal(5), Decimal(4), contract_years=Decimal(2)) == 25


@pytest.mark.parametrize(("wage", "uplift"), [("13.45", "2418.00"), ("14.80", "5050.50")])
def test_t14_living_wage_uplift(wage: str, uplift: str) -> None:
    assert living_wage_uplift(Decimal(wage), Decimal("12.21")) == Fraction(uplift)


@given(VALUES, st.integers(1, 10**6))
def test_relative_to_highest_does_not_depend_on_the_unit_of_money(offered: dict[str, Fraction], factor: int) -> None:
    scaled = {bid: value * factor for bid, value in offered.items()}

    assert relative_to_highest(commitments(4), scaled) == relative_to_highest(commitments(4), offered)


@given(VALUES)
def test_relative_to_highest_gives_the_whole_weight_to_the_highest_alone(offered: dict[str, Fraction]) -> None:
    points = relative_to_highest(commitments(4), offered)

    highest = max(offered.values(), default=Fraction(0))
    assert {bid for bid, own in points.items() if own == 4} == {
        bid for bid, value in offered.items() if value == highest and highest
    }
