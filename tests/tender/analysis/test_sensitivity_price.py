from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    MEASURES,
    bid,
    commitments,
    criterion,
    make_inputs,
    make_tender,
    plan,
    price,
    quality,
    question,
    social_value,
    whole_scale,
)
from sv_excel.tender.analysis.sensitivity_price import (
    PriceFlip,
    TieRule,
    WeightFlip,
    price_flips,
    tie_rules,
    weight_flips,
)
from sv_excel.tender.analysis.sensitivity_scores import DecisiveStep, decisive_steps, steps_to_try
from sv_excel.tender.scoring.result import work_out

if TYPE_CHECKING:
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import Inputs, Result

FORMULAS: dict[str, dict[str, Any]] = {
    "lowest-price-relative": {},
    "mean-price": {},
    "optimal-price": {"optimal_price": Decimal(80)},
    "price-per-quality-point": {},
    "monetised-quality": {"willingness_to_pay": Decimal(2)},
    "lowest-compliant": {},
}


@st.composite
def tenders(draw: st.DrawFn) -> tuple[Tender, Inputs]:
    """Three bids, close together, under any formula, with or without gates."""
    formula = draw(st.sampled_from(sorted(FORMULAS)))
    points = formula in {"lowest-price-relative", "mean-price", "optimal-price"}
    weights = (25, 35) if points else (40, 50)
    gate = draw(st.sampled_from([None, Decimal(2)]))
    share = draw(st.sampled_from([None, Decimal(50)]))
    tender = make_tender(
        scale=whole_scale(4),
        award_criteria=(
            quality(question("Q1", weights[0], minimum_score=gate), question("Q2", weights[1]), minimum_percent=share),
            social_value(plan(6), commitments(4)),
            price(30 if points else 0, formula, **FORMULAS[formula]),
        ),
        tie_break=draw(st.sampled_from([(), ("quality", "price"), ("SV1", "social-value")])),
    )
    scores = st.integers(1, 4)
    inputs = make_inputs(
        {b: {q: draw(scores) for q in ("Q1", "Q2", "SV1")} for b in "ABC"},
        {b: draw(st.integers(90, 110)) for b in "ABC"},
        {b: draw(st.sampled_from([0, 100, 200])) for b in "ABC"},
        withdrawn=draw(st.sampled_from([(), ("C",)])),
    )
    return tender, inputs


def first(result: Result) -> tuple[str, ...]:
    (lot,) = result.lots
    return tuple(one.bid for one in lot.bids if one.rank == 1)


@given(tenders())
def test_decisive_steps_are_those_of_a_search_through_all(case: tuple[Tender, Inputs]) -> None:
    tender, inputs = case
    scale = [level.score for level in tender.levels]
    now = first(work_out(tender, MEASURES, inputs))
    searched = set()
    for key, score in inputs.scores.items():
        for one, other in pairwise(scale):
            for before, after in ((one, other), (other, one)):
                if score == before:
                    then = first(work_out(tender, MEASURES, replace(inputs, scores={**inputs.scores, key: after})))
                    if then != now:
                        searched.add(DecisiveStep(None, key[0], key[1], before, after, now, then))

    found = decisive_steps(tender, MEASURES, inputs)

    assert set(found) == searched
    assert len(found) == len(searched)


@given(tenders())
def test_price_flips_are_those_of_a_search_through_all(case: tuple[Tender, Inputs]) -> None:
    tender, inputs = case
    result = work_out(tender, MEASURES, inputs)
    now = first(result)
    searched = []
    for one in "ABC":
        for direction in (-1, 1):
            for percent in range(1, 11):
                amount = inputs.prices[one, None]
                assert amount is not None
                moved = amount * (100 + direction * percent) / 100
                then = first(work_out(tender, MEASURES, replace(inputs, prices={**inputs.prices, (one, None): moved})))
                if then != now:
                    searched.append(PriceFlip(None, one, direction * percent, now, then))
                    break

    assert list(price_flips(tender, result)) == searched


def weighing(node: Criterion, factor: Fraction) -> Criterion:
    """``node`` and all below it with ``factor`` times the weight, exactly."""
    children = tuple(weighing(child, factor) for child in node.sub_criteria)
    return node.model_copy(update={"weight": Fraction(node.weight) * factor, "sub_criteria": children})


@given(tenders())
@settings(max_examples=20)
def test_weight_flips_are_those_of_a_search_through_all(case: tuple[Tender, Inputs]) -> None:
    tender, inputs = case
    result = work_out(tender, MEASURES, inputs)
    now = first(result)
    searched = []
    tops = [top for top in tender.award_criteria if top.weight]
    for taken, given_to in permutations(tops, 2):
        for points in range(1, 6):
            moved = {taken.id: -points, given_to.id: points}
            changed = tender.model_copy(
                update={
                    "award_criteria": tuple(
                        weighing(top, 1 + moved.get(top.id, 0) / Fraction(top.weight)) if top.weight else top
                        for top in tender.award_criteria
                    )
                }
            )
            then = first(work_out(changed, MEASURES, inputs))
            if then != now:
                searched.append(WeightFlip(None, taken.id, given_to.id, points, now, then))
                break

    assert list(weight_flips(tender, result)) == searched


def test_one_per_cent_of_a_price_that_decides() -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", 60)), price(40)), bids=(bid("A"), bid("B")), tie_break=()
    )
    result = work_out(tender, MEASURES, make_inputs({"A": {"Q1": 4}, "B": {"Q1": 4}}, {"A": 1000, "B": 1005}))

    assert price_flips(tender, result) == (
        PriceFlip(None, "A", 1, ("A",), ("B",)),
        PriceFlip(None, "B", -1, ("A",), ("B",)),
    )


def test_tie_rules_show_who_would_be_first() -> None:
    tender = make_tender(
        award_criteria=(criterion("Q1", "quality", 50), criterion("Q2", "quality", 50)),
        bids=(bid("A"), bid("B")),
        tie_break=("Q2", "Q1"),
    )
    result = work_out(tender, MEASURES, make_inputs({"A": {"Q1": 4, "Q2": 2}, "B": {"Q1": 2, "Q2": 4}}))

    assert tie_rules(tender, result) == (
        TieRule(None, "as published", ("B",)),
        TieRule(None, "none", ("A", "B")),
        TieRule(None, "Q2 alone", ("B",)),
        TieRule(None, "Q1 alone", ("A",)),
    )


def test_steps_that_cannot_reach_the_first_place_are_not_tried() -> None:
    names = [f"B{n}" for n in range(30)]
    tender = make_tender(
        award_criteria=(quality(*(question(f"Q{n}", "2.5") for n in range(40))),),
        bids=tuple(bid(name) for name in names),
        tie_break=(),
    )
    scores = {name: {f"Q{n}": 5 if place == 0 else 2 for n in range(40)} for place, name in enumerate(names)}
    inputs = make_inputs(scores)

    assert steps_to_try(tender, MEASURES, inputs) == 0
    assert decisive_steps(tender, MEASURES, inputs) == ()
