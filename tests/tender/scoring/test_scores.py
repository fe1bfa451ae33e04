from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_tender, number, plan, quality, question, social_value
from sv_excel.tender.definition.people import Divergence
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.scores import (
    below_minimum_percent,
    below_minimum_score,
    counted_in,
    diverges,
    is_on_scale,
    mean,
    splits_panel,
    spread,
    sub_total,
    weighted_score,
)


def decimals(*figures: int) -> list[Decimal]:
    return [Decimal(figure) for figure in figures]


@pytest.mark.parametrize(("figure", "shown"), [("2.675", "2.68"), ("0.125", "0.13"), ("200/3", "66.67")])
def test_t16_rounding_is_half_up_and_only_shown(figure: str, shown: str) -> None:
    assert str(decimal(Fraction(figure), 2)) == shown


def test_weighted_score_is_exact() -> None:
    assert weighted_score(Decimal(1), Decimal(3), Decimal(7)) == Fraction(7, 3)


def test_t19_mean_off_the_scale_is_information_and_not_a_score() -> None:
    tender = make_tender(scale="standard-0-5")

    average = mean(decimals(4, 4, 4, 4, 5))

    assert average == Fraction(21, 5)
    assert not is_on_scale(tender, Decimal("4.2"))
    assert is_on_scale(tender, Decimal(4))
    assert is_on_scale(tender, Decimal("5.0"))


def test_no_scores_have_no_mean_and_no_spread() -> None:
    assert mean([]) is None
    assert spread([]) is None
    assert not splits_panel([], Decimal(2))
    assert not diverges(make_tender(), question("Q1", 25, minimum_score=Decimal(2)), [])


def test_spread_is_highest_less_lowest() -> None:
    assert spread(decimals(4, 1, 3)) == 3


@pytest.mark.parametrize(
    ("scores", "flagged"),
    [((3, 3), False), ((3, 4), False), ((2, 4), True), ((1, 2), True), ((0, 1), False), ((2, 3), False)],
)
def test_divergence_is_flagged_at_the_spread_or_where_the_minimum_splits_the_panel(
    scores: tuple[int, ...], *, flagged: bool
) -> None:
    tender = make_tender(divergence=Divergence(spread=2))

    assert diverges(tender, question("Q1", 25, minimum_score=Decimal(2)), decimals(*scores)) is flagged


def test_sub_total_sums_the_parts_exactly() -> None:
    node = quality(question("Q1", 25), question("Q2", 35))

    assert sub_total(node, {"Q1": Fraction(7, 3), "Q2": Fraction(5, 3)}) == 4


def test_sub_total_with_a_blank_is_blank() -> None:
    node = quality(question("Q1", 25), question("Q2", 35))

    assert sub_total(node, {"Q1": Fraction(7, 3), "Q2": None}) is None


def test_sub_total_leaves_out_what_does_not_count_in_the_lot() -> None:
    node = quality(question("Q1", 25), question("Q2", 35, lots=("north",)), question("Q3", 35, lots=("south",)))
    points = {"Q1": Fraction(10), "Q2": Fraction(20), "Q3": None}

    assert sub_total(node, points, "north") == 30
    assert sub_total(node, points, "south") is None


def test_counted_in_leaves_out_all_below_a_node_of_another_lot() -> None:
    criteria = (quality(question("Q1", 60), lots=("north",)), social_value(plan()))

    assert [node.id for node in counted_in(criteria, "south")] == ["social-value", "SV1"]


@pytest.mark.parametrize(
    ("score", "reason"), [(None, None), ("2", None), ("1", "Q1 (Q1): the score is 1; at least 2 is needed.")]
)
def test_minimum_score_disqualifies_below_and_not_at(score: str | None, reason: str | None) -> None:
    gated = question("Q1", 25, minimum_score=Decimal(2))

    assert below_minimum_score(gated, number(score)) == reason


def test_minimum_percent_disqualifies_below_and_not_at() -> None:
    gated = quality(question("Q1", 60), minimum_percent=Decimal(50))

    assert below_minimum_percent(gated, Fraction(30)) is None
    assert below_minimum_percent(gated, None) is None
    assert below_minimum_percent(gated, Fraction(2999, 100)) == (
        "quality (Quality): the weighted score is 49.9833333333 per cent of the weighting; "
        "at least 50 per cent is needed."
    )


def test_question_without_a_gate_disqualifies_nobody() -> None:
    assert below_minimum_score(question("Q1", 25), Decimal(0)) is None
    assert below_minimum_percent(question("Q1", 25), Fraction(0)) is None


@given(st.lists(st.integers(0, 10), min_size=1, max_size=9))
def test_mean_lies_between_the_lowest_and_the_highest(scores: list[int]) -> None:
    average = mean(decimals(*scores))

    assert average is not None
    assert min(scores) <= average <= max(scores)


@given(st.integers(0, 10), st.integers(1, 9))
def test_weighted_score_does_not_depend_on_the_size_of_the_scale(score: int, factor: int) -> None:
    once = weighted_score(Decimal(score), Decimal(10), Decimal(25))

    assert weighted_score(Decimal(score * factor), Decimal(10 * factor), Decimal(25)) == once
