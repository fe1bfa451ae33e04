"""What a decision does to a tender."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import bid, make_tender
from sv_excel.errors.tender import DecisionError
from sv_excel.tender.decisions.decisions import (
    ConflictDecision,
    Decision,
    MatchDecision,
    ReplaceDecision,
    WithdrawDecision,
    apply,
    matched,
    withdrawn,
)
from sv_excel.tender.definition.people import Conflict, Evaluator, Person

if TYPE_CHECKING:
    from sv_excel.tender.definition.tender import Tender

WHY = {"reason": "Former employee of the tenderer.", "date": date(2026, 11, 22), "who": "Procurement lead"}


def conflict(evaluator: str, bid_id: str, decision: str = "exclude") -> ConflictDecision:
    return ConflictDecision.model_validate({"evaluator": evaluator, "bid": bid_id, "decision": decision, **WHY})


def withdraw(bid_id: str) -> WithdrawDecision:
    return WithdrawDecision.model_validate({"bid": bid_id, **WHY})


def replace(evaluator: str, new: str) -> ReplaceDecision:
    person = Person(id=new, name="Fifth evaluator")
    return ReplaceDecision.model_validate({"evaluator": evaluator, "replacement": person, **WHY})


def match(sha256: str, bid_id: str) -> MatchDecision:
    return MatchDecision.model_validate({"file": "ours.xlsx", "sha256": sha256, "bid": bid_id, **WHY})


@pytest.fixture
def tender() -> Tender:
    """Three bids; e1 scores Q1 of two of them, e2 everything."""
    return make_tender(
        evaluators=(
            Evaluator(id="e1", name="First evaluator", sub_criteria=("Q1",), bids=("A", "B")),
            Evaluator(id="e2", name="Second evaluator"),
        ),
        conflicts=(Conflict(evaluator="e1", bid="B", decision="exclude", reason="Shareholder."),),
    )


def test_no_decision_leaves_the_tender_as_it_is(tender: Tender) -> None:
    assert apply(tender, ()) is tender


def test_conflict_excludes_the_evaluator_from_the_bid(tender: Tender) -> None:
    decided = apply(tender, [conflict("e2", "A")])

    assert [seen.id for seen in decided.seen_by(decided.evaluators[1])] == ["B", "C"]
    assert [seen.id for seen in tender.seen_by(tender.evaluators[1])] == ["A", "B", "C"]


def test_conflict_decided_again_takes_the_place_of_the_first(tender: Tender) -> None:
    decided = apply(tender, [conflict("e1", "B", "proceed")])

    assert decided.conflicts == (
        Conflict(evaluator="e1", bid="B", decision="proceed", reason="Former employee of the tenderer."),
    )
    assert [seen.id for seen in decided.seen_by(decided.evaluators[0])] == ["A", "B"]


def test_withdrawn_bid_is_gone_from_everything(tender: Tender) -> None:
    decided = apply(tender, [withdraw("B")])

    assert decided == tender.model_copy(
        update={
            "bids": (bid("A"), bid("C")),
            "evaluators": (tender.evaluators[0].model_copy(update={"bids": ("A",)}), tender.evaluators[1]),
            "conflicts": (),
        }
    )


def test_evaluator_of_withdrawn_bids_alone_is_not_given_all_others(tender: Tender) -> None:
    decided = apply(tender, [withdraw("A"), withdraw("B")])

    assert decided.seen_by(decided.evaluators[0]) == ()


def test_withdrawn_lists_the_bids_taken_back() -> None:
    decision = withdraw("B")

    assert withdrawn([conflict("e1", "A"), decision]) == {"B": decision}


def test_replacement_takes_over_the_task_in_the_same_place(tender: Tender) -> None:
    decided = apply(tender, [replace("e1", "e5")])

    assert decided.evaluators == (
        Evaluator(id="e5", name="Fifth evaluator", sub_criteria=("Q1",), bids=("A", "B")),
        tender.evaluators[1],
    )


def test_replacement_does_not_inherit_conflicts(tender: Tender) -> None:
    decided = apply(tender, [replace("e1", "e5")])

    assert decided.conflicts == ()
    assert [seen.id for seen in decided.seen_by(decided.evaluators[0])] == ["A", "B"]


def test_replacement_may_be_replaced(tender: Tender) -> None:
    decided = apply(tender, [replace("e1", "e5"), replace("e5", "e6")])

    assert [evaluator.id for evaluator in decided.evaluators] == ["e6", "e2"]


def test_match_knows_a_file_by_its_content(tender: Tender) -> None:
    decisions = [match("1" * 64, "A"), match("2" * 64, "B"), match("1" * 64, "C")]

    assert apply(tender, decisions) is tender
    assert matched(decisions) == {"1" * 64: "C", "2" * 64: "B"}


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (
            [conflict("e9", "A")],
            "decision (conflict): evaluator e9 is not on the panel. The evaluators are: e1, e2.",
        ),
        ([conflict("e1", "Z")], "decision (conflict): bid Z is not a bid of this tender. The bids are: A, B, C."),
        (
            [withdraw("B"), conflict("e1", "B")],
            "decision (conflict): bid B is not a bid of this tender. The bids are: A, C.",
        ),
        ([withdraw("Z")], "decision (withdraw): bid Z is not a bid of this tender. The bids are: A, B, C."),
        (
            [withdraw("A"), withdraw("B"), withdraw("C")],
            "decision (withdraw): bid C is the only bid left. There is nothing left to evaluate: end here.",
        ),
        ([replace("e9", "e5")], "decision (replace): evaluator e9 is not on the panel. The evaluators are: e1, e2."),
        (
            [replace("e1", "E2")],
            "decision (replace): evaluator E2 is on the panel already. Give the new person an id of their own.",
        ),
        ([match("1" * 64, "Z")], "decision (match): bid Z is not a bid of this tender. The bids are: A, B, C."),
    ],
)
def test_decision_that_cannot_hold_is_refused(tender: Tender, decisions: list[Decision], said: str) -> None:
    with pytest.raises(DecisionError) as refusal:
        apply(tender, decisions)

    assert str(refusal.value) == said
