"""What evaluators returned, and the queue that a panel moderates."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import bid, make_tender, plan, price, quality, question, social_value
from panels import READ_AT, WHY, brief_of, evaluators, gave, returned
from sv_excel.tender.briefs.moderation import ModerationBrief, ModerationRow
from sv_excel.tender.definition.people import Conflict, Divergence, Evaluator, Lot
from sv_excel.tender.scoring.evaluation import NOT_DECIDED, NOT_RETURNED, Evaluation, IndividualScore

if TYPE_CHECKING:
    from sv_excel.tender.definition.tender import Tender

BIDS = ("A", "B", "C")
QUESTIONS = ("Q1", "Q2", "SV1")


def tender(**changes: object) -> Tender:
    """Q1 (minimum 2), Q2 and SV1, three bids, two evaluators."""
    criteria = (
        quality(question("Q1", 25, minimum_score=Decimal(2)), question("Q2", 40)),
        social_value(plan(5)),
        price(),
    )
    return make_tender(**{"award_criteria": criteria, "evaluators": evaluators(2), **changes})


def everything(evaluator: str, value: int, **others: int | None) -> Evaluation:
    """The same score everywhere, but for those named, such as ``A_Q1``."""
    scores: dict[tuple[str, str], int | str | None] = dict.fromkeys(product(BIDS, QUESTIONS), value)
    for name, other in others.items():
        bid_id, _, question_id = name.partition("_")
        scores[bid_id, question_id] = other
    return returned(evaluator, gave(scores))


def order(brief: ModerationBrief) -> list[str]:
    return [f"{row.bid}_{row.question}" for row in brief.rows]


def row_of(brief: ModerationBrief, name: str, lot: str | None = None) -> ModerationRow:
    bid_id, _, question_id = name.partition("_")
    return next(row for row in brief.rows if (row.bid, row.question, row.lot) == (bid_id, question_id, lot))


def states(brief: ModerationBrief, name: str, lot: str | None = None) -> list[tuple[str, object]]:
    return [(score.state, score.value) for score in row_of(brief, name, lot).scores]


def test_queue_takes_flagged_rows_first_then_the_widest_spread_then_the_tenders_order() -> None:
    second = everything("e2", 3, A_SV1=4, B_Q2=0, C_Q1=1, C_Q2=5)
    brief = brief_of(tender(), everything("e1", 3, C_Q1=2), second)

    assert order(brief) == ["B_Q2", "C_Q2", "C_Q1", "A_SV1", "A_Q1", "B_Q1", "A_Q2", "B_SV1", "C_SV1"]
    assert [row.flagged for row in brief.rows] == [True] * 3 + [False] * 6


def test_queue_keeps_the_order_by_bid_where_the_tender_has_it() -> None:
    brief = brief_of(tender(order="by-bid"), everything("e1", 3), everything("e2", 3))

    assert order(brief) == [f"{bid_id}_{question_id}" for bid_id, question_id in product(BIDS, QUESTIONS)]


def test_queue_puts_what_nobody_scored_last() -> None:
    brief = brief_of(tender(), everything("e1", 3, A_Q1=None), everything("e2", 3, A_Q1=None))

    assert order(brief)[-1] == "A_Q1"


def test_queue_flags_by_the_tenders_own_spread() -> None:
    scores = (everything("e1", 3), everything("e2", 3, B_Q2=5))

    assert row_of(brief_of(tender(), *scores), "B_Q2").flagged
    assert not row_of(brief_of(tender(divergence=Divergence(spread=3)), *scores), "B_Q2").flagged


def test_minimum_that_splits_the_panel_flags_scores_one_apart() -> None:
    brief = brief_of(tender(), everything("e1", 3, A_Q1=1, A_Q2=1), everything("e2", 3, A_Q1=2, A_Q2=2))

    assert row_of(brief, "A_Q1").flagged
    assert not row_of(brief, "A_Q2").flagged


def test_zero_blank_not_assigned_conflicted_and_not_applicable_are_five_things() -> None:
    criteria = (
        quality(question("Q1", 25), question("Q2", 40, lots=("south",))),
        social_value(plan(5)),
        price(),
    )
    people = (*evaluators(3), Evaluator(id="e4", name="Fourth evaluator", sub_criteria=("SV1",)))
    lots = (Lot(id="north", title="North"), Lot(id="south", title="South"))
    procurement = tender(
        award_criteria=criteria,
        evaluators=people,
        lots=lots,
        bids=(bid("A", lots=("north",)), bid("B", lots=("south",))),
        conflicts=(Conflict(evaluator="e3", bid="A", decision="exclude", reason="Former employee"),),
    )
    brief = brief_of(
        procurement,
        returned("e1", gave({("A", "Q1"): 0})),
        returned("e2", gave({("A", "Q1"): None})),
        returned("e3", gave({("A", "Q1"): 4})),
        returned("e4", gave({("A", "SV1"): 4})),
    )

    assert states(brief, "A_Q1") == [("scored", 0), ("missing", None), ("conflict", None), ("not-assigned", None)]
    assert [(row.bid, row.lot) for row in brief.rows if row.question == "Q2"] == [("B", "south")]


def test_an_excluded_evaluators_score_is_left_out_even_if_it_was_given() -> None:
    exclude = Conflict(evaluator="e2", bid="B", decision="exclude", reason="Former employee of the tenderer")
    brief = brief_of(tender(conflicts=(exclude,)), everything("e1", 3), everything("e2", 5))

    row = row_of(brief, "B_Q1")
    assert row.scores[1] == IndividualScore(evaluator="e2", name="Second evaluator", state="conflict")
    assert row.given == (Decimal(3),)


def test_a_declared_conflict_leaves_the_score_out_until_it_is_decided() -> None:
    second = everything("e2", 5)
    declared = returned("e2", second.scores, conflicts={"B": "A former colleague works there."})
    proceed = Conflict(evaluator="e2", bid="B", decision="proceed", reason="Too remote")

    undecided = brief_of(tender(), everything("e1", 3), declared)
    decided = brief_of(tender(conflicts=(proceed,)), everything("e1", 3), declared)

    assert states(undecided, "B_Q1") == [("scored", 3), ("conflict", None)]
    assert row_of(undecided, "B_Q1").scores[1].rationale == NOT_DECIDED
    assert states(undecided, "A_Q1") == [("scored", 3), ("scored", 5)]
    assert states(decided, "B_Q1") == [("scored", 3), ("scored", 5)]


def test_an_outstanding_workbook_makes_the_brief_partial_and_its_scores_missing() -> None:
    brief = brief_of(tender(), everything("e1", 3), partial=True)

    assert (brief.partial, brief.outstanding) == (True, ("Second evaluator",))
    assert states(brief, "A_Q1") == [("scored", 3), ("missing", None)]
    assert row_of(brief, "A_Q1").scores[1].rationale == NOT_RETURNED
    assert brief_of(tender(), everything("e1", 3)).partial
    assert not brief_of(tender(), everything("e1", 3), everything("e2", 3)).partial


def test_nobody_waits_for_an_evaluator_whose_every_bid_is_excluded() -> None:
    conflicts = tuple(Conflict(evaluator="e2", bid=b, decision="exclude", reason="Owns shares") for b in BIDS)

    assert brief_of(tender(conflicts=conflicts), everything("e1", 3)).outstanding == ()


@pytest.mark.parametrize(("state", "value"), [("scored", None), ("missing", Decimal(0)), ("conflict", Decimal(3))])
def test_only_what_was_scored_has_a_value(state: str, value: Decimal | None) -> None:
    with pytest.raises(ValidationError, match="has the value"):
        IndividualScore.model_validate({"evaluator": "e1", "name": "First evaluator", "state": state, "value": value})


def test_an_evaluation_finds_a_score_by_its_row() -> None:
    evaluation = Evaluation("e1", tuple(gave({("A", "Q1"): 4}, lot="north")), "a.xlsx", "ab" * 32, READ_AT)

    found = evaluation.score("A", "Q1", "north")
    assert found is not None
    assert (found.value, found.rationale) == (Decimal(4), WHY)
    assert evaluation.score("A", "Q1") is None


@given(st.lists(st.lists(st.none() | st.integers(0, 5), min_size=9, max_size=9), min_size=2, max_size=2))
def test_the_queue_is_every_row_once_and_never_less_needy_before_more(given_scores: list[list[int | None]]) -> None:
    rows = list(product(BIDS, QUESTIONS))
    brief = brief_of(
        tender(),
        *(
            returned(f"e{place}", gave(dict(zip(rows, scores, strict=True))))
            for place, scores in enumerate(given_scores, 1)
        ),
    )

    need = [(not row.flagged, -(max(row.given) - min(row.given)) if row.given else 1) for row in brief.rows]
    assert need == sorted(need)
    assert sorted(order(brief)) == sorted(f"{bid_id}_{question_id}" for bid_id, question_id in rows)
    assert ModerationBrief.model_validate_json(brief.model_dump_json(exclude_defaults=True)) == brief
