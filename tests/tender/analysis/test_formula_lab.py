"""The lab: T-21 to the hundredth, a flip at every usual weighting, and the same bids through all eight formulas."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from builders import make_tender, price, quality, question
from sv_excel.tender.analysis.formula_lab import Dummy, Lab, dummies, experiment, trial
from sv_excel.tender.analysis.preview import lab_rows, sentences
from sv_excel.tender.analysis.price_premium import worth_of
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.price import INDEXES, POINTS

T_21 = (
    Dummy("A", Fraction(60, 100), Fraction(105)),
    Dummy("B", Fraction(50, 100), Fraction(85)),
    Dummy("C", Fraction(30, 100), Fraction(60)),
)


def lab(weight: int = 40, formula: str = "lowest-price-relative", **more: object) -> Lab:
    found = experiment(
        make_tender(award_criteria=(quality(question("Q1", 100 - weight)), price(weight, formula, **more)))
    )
    assert found is not None
    return found


def shown(figures: dict[str, Fraction]) -> dict[str, str]:
    return {name: str(decimal(figure, 2)) for name, figure in figures.items()}


def test_t21_an_irrelevant_bid_flips_the_winner() -> None:
    two = trial(price(40), Decimal(40), T_21[:2])
    three = trial(price(40), Decimal(40), T_21)

    assert shown(dict(two.figures)) == {"A": "68.38", "B": "70.00"}
    assert shown(dict(three.figures)) == {"A": "58.86", "B": "58.24", "C": "58.00"}
    assert (two.first, three.first) == (("B",), ("A",))
    assert three.flips == {"C": ("B",)}


def test_dummies_at_forty_are_those_of_t21() -> None:
    assert dummies(Decimal(40), Decimal(100)) == T_21


@pytest.mark.parametrize("weight", range(5, 56, 5))
def test_relative_price_flips_at_every_usual_weighting(weight: int) -> None:
    first = lab(weight).trials[0]

    assert first.formula == "lowest-price-relative"
    assert (first.first, first.without["C"], first.flips) == (("A",), ("B",), {"C": ("B",)})


def test_every_formula_is_tried_once_the_chosen_one_first() -> None:
    names = [t.formula for t in lab(30, "mean-price").trials]

    assert names[0] == "mean-price"
    assert sorted(names) == sorted([*POINTS, *INDEXES])


def test_formulas_that_look_at_one_bid_alone_never_flip() -> None:
    by_name = {t.formula: t for t in lab().trials}

    for name in ("price-per-quality-point", "value-for-money-index", "monetised-quality", "lowest-compliant"):
        assert by_name[name].flips == {}


def test_relative_steps_are_not_alike_and_optimal_ones_are() -> None:
    relative = lab(30)
    optimal = lab(30, "optimal-price", optimal_price=Decimal(4_200_000), maximum_price=Decimal(8_400_000))

    assert [str(decimal(points, 2)) for points in relative.steps.values()] == [
        "30.00",
        "27.27",
        "25.00",
        "23.08",
        "21.43",
        "20.00",
    ]
    assert (relative.is_linear, optimal.is_linear) == (False, True)


def test_index_formula_is_tried_with_its_own_figures_and_has_no_steps() -> None:
    found = lab(0, "monetised-quality", willingness_to_pay=Decimal(1))

    assert found.steps == {}
    assert found.trials[0].first == ("C",)


def test_no_price_no_lab() -> None:
    assert experiment(make_tender(award_criteria=(quality(question("Q1", 100)),))) is None


def test_words_say_worth_steps_and_who_decides() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 60)), price(40)))

    said = list(sentences(worth_of(tender), worth_of(tender, Fraction(10)), lab(40)))

    tie = "a bid with them ties with one that has none of them and asks so much less, the contract value."
    assert said[0] == (
        "One point of social value is worth GBP 107,692.31 of price (2.56% of the contract value) under "
        f"lowest-price-relative: {tie}"
    )
    assert said[1].startswith(
        "All 10 points of social value are worth GBP 1,400,000.00 of price (33.33% of the contract"
    )
    assert said[2] == (
        "Points for a price as per cent of the lowest, in steps that are not alike: 100% 40.00, 110% 36.36, "
        "120% 33.33, 130% 30.77, 140% 28.57, 150% 26.67."
    )
    assert said[3].endswith(
        "A with 60% of the other points at GBP 4,410,000, B with 50% of the other points at GBP 3,570,000, "
        "C with 30% of the other points at GBP 2,520,000."
    )
    assert said[4:] == [
        "Under lowest-price-relative bid C decides although it does not win: A first with it, B without it."
    ]
    assert next(lab_rows(lab(40))) == ("lowest-price-relative", "A", "B", "A", "B *")
