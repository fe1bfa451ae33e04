from __future__ import annotations

from decimal import Decimal

from awards import make_award, panel_tender, record
from builders import plan, price, quality, question, social_value
from sv_excel.documents.assessment import Line, assessment_summary


def test_loser_is_told_its_own_scores_then_the_winners() -> None:
    award = make_award()

    summary = assessment_summary(award.brief, award.result, "A")

    (part,) = summary.parts
    assert (
        part.outcome
        == "The contract is not being awarded to you: another tender was assessed as the most advantageous."
    )
    assert part.own.lines[1] == Line(
        label="Q1",
        weight="25%",
        available="0 to 5",
        score="4",
        weighted="20.00",
        explanation="What bid A is told about its answer to Q1.",
        is_parent=False,
    )
    assert (part.own.total_word, part.own.total, part.own.rank, part.own.price) == (
        "Total score",
        "74.10",
        "2",
        "GBP 1,000,000.00",
    )
    assert part.winner is not None
    assert (part.winner.tenderer, part.winner.total, part.winner.rank, part.winner.price) == (
        "Birch Services Ltd",
        "83.35",
        "",
        "",
    )
    assert part.winner.lines[1].explanation == "What bid B is told about its answer to Q1."


def test_winner_is_told_of_itself_alone() -> None:
    award = make_award()

    (part,) = assessment_summary(award.brief, award.result, "B").parts

    assert part.outcome == "Your tender was assessed as the most advantageous tender."
    assert part.winner is None


def test_own_explanation_falls_back_on_the_reason_the_winners_on_the_scale() -> None:
    records = (
        record("A", "Q1", 3, feedback=""),
        record("B", "Q1", 4, feedback=""),
    )
    tender = panel_tender(
        award_criteria=(quality(question("Q1", 70)), price(30)), bids=panel_tender().bids[:2], tie_break=()
    )
    award = make_award(tender, prices={"A": 100, "B": 100}, offers={}, records=records)

    (part,) = assessment_summary(award.brief, award.result, "A").parts

    assert part.own.lines[1].explanation == "The panel's reason on Q1 of bid A."
    assert part.winner is not None
    assert part.winner.lines[1].explanation == (
        "Good: Answers every part of the question in detail, with relevant evidence."
    )


def test_disqualified_tenderer_is_told_why() -> None:
    tender = panel_tender(
        award_criteria=(
            quality(question("Q1", 25, minimum_score=Decimal(5)), question("Q2", 45)),
            social_value(plan(0)),
            price(),
        )
    )
    award = make_award(tender, offers={})

    (part,) = assessment_summary(award.brief, award.result, "A").parts

    assert (
        part.outcome == "The contract is not being awarded to you: your tender was disqualified, for the reasons here."
    )
    assert part.reasons == ("Q1 (Q1): the score is 4; at least 5 is needed.",)
    assert (part.own.total, part.own.rank) == ("none", "not ranked")
    assert part.own.lines[-1].explanation == (
        "Your price is GBP 1,000,000. Not scored: only tenders that are not disqualified are compared. "
        "Weighting x lowest price / price."
    )


def test_provider_selection_regime_has_its_own_words() -> None:
    award = make_award(panel_tender(regime="psr"))

    summary = assessment_summary(award.brief, award.result, "B")

    assert summary.words.document == "Outcome of the competitive process"
    assert "Procurement Act" not in summary.words.rule + summary.words.standstill
    assert summary.parts[0].outcome == (
        "You were successful: you are the provider to which we intend to award the contract."
    )
