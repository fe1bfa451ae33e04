from __future__ import annotations

from decimal import Decimal

from builders import MEASURES, bid, make_inputs, make_tender, price, quality, question, whole_scale
from sv_excel.tender.analysis.sensitivity_scores import DecisiveBid, DecisiveStep, decisive_bids, decisive_steps


def test_t20_single_steps_that_reach_the_margin_are_decisive() -> None:
    # 82.5 to 80.25: a step of Q1 is worth 2.25, one of Q2 2.2, one of Q3 5.55 points.
    tender = make_tender(
        scale=whole_scale(10),
        award_criteria=(quality(question("Q1", "22.5"), question("Q2", "22"), question("Q3", "55.5")),),
        bids=(bid("A"), bid("B")),
        tie_break=(),
    )
    inputs = make_inputs({"A": {"Q1": 5, "Q2": 5, "Q3": 10}, "B": {"Q1": 4, "Q2": 5, "Q3": 10}})

    steps = decisive_steps(tender, MEASURES, inputs)

    assert [(step.bid, step.criterion, f"{step.score} to {step.other}", step.first_then) for step in steps] == [
        ("A", "Q1", "5 to 4", ("A", "B")),
        ("A", "Q3", "10 to 9", ("B",)),
        ("B", "Q1", "4 to 5", ("A", "B")),
    ]
    assert {(step.lot, step.first) for step in steps} == {(None, ("A",))}


def test_step_below_a_gate_is_decisive() -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", 100, minimum_score=Decimal(4))),), bids=(bid("A"),), tie_break=()
    )

    assert decisive_steps(tender, MEASURES, make_inputs({"A": {"Q1": 4}})) == (
        DecisiveStep(None, "A", "Q1", Decimal(4), Decimal(3), ("A",), ()),
    )


def test_blank_score_is_no_step() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 100)),), bids=(bid("A"),), tie_break=())

    assert decisive_steps(tender, MEASURES, make_inputs({"A": {"Q1": None}})) == ()


def irrelevant(*bids: str) -> tuple[DecisiveBid, ...]:
    tender = make_tender(
        scale=whole_scale(100),
        award_criteria=(quality(question("Q1", 60)), price(40)),
        bids=tuple(bid(name) for name in bids),
        tie_break=(),
    )
    inputs = make_inputs({"A": {"Q1": 60}, "B": {"Q1": 50}, "C": {"Q1": 30}}, prices={"A": 105, "B": 85, "C": 60})
    return decisive_bids(tender, MEASURES, inputs)


def test_t21_bid_that_decides_without_winning_is_told() -> None:
    assert irrelevant("A", "B", "C") == (DecisiveBid(None, "C", ("A",), ("B",)),)
    assert irrelevant("A", "B") == ()
