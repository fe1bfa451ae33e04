from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from builders import bid, make_tender, quality, question
from panels import evaluators
from sv_excel.tender.analysis.agreement import Agreement, Leniency, agreement, leniency, ratings
from sv_excel.tender.scoring.evaluation import IndividualScore, ModerationRecord


def row(name: str, agreed: int, *own: int | None) -> ModerationRecord:
    given = tuple(
        IndividualScore(
            evaluator=f"e{place}",
            name=f"Evaluator {place}",
            state="missing" if value is None else "scored",
            value=None if value is None else Decimal(value),
        )
        for place, value in enumerate(own, 1)
    )
    return ModerationRecord(name, "Q1", None, given, Decimal(agreed), "Why.")


TENDER = make_tender(
    award_criteria=(quality(question("Q1", 100)),), bids=(bid("A"), bid("B")), evaluators=evaluators(3), tie_break=()
)
RECORDS = (row("A", 4, 5, 3, None), row("B", 4, 4, 3, 2))


def test_leniency_is_against_the_others_on_shared_rows() -> None:
    assert leniency(TENDER, RECORDS) == (
        Leniency("e1", "First evaluator", 2, Fraction(7, 4)),
        Leniency("e2", "Second evaluator", 2, Fraction(-1)),
        Leniency("e3", "Third evaluator", 1, Fraction(-3, 2)),
    )


def test_leniency_of_somebody_who_scored_alone_is_not_known() -> None:
    assert leniency(TENDER, (row("A", 4, 5, None, None),))[0] == Leniency("e1", "First evaluator", 0, None)


def test_question_with_the_same_agreed_score_for_all_tells_no_bids_apart() -> None:
    same = Agreement("Q1", None, Decimal(2), Fraction(2), (Decimal(4), Decimal(4)), tells_apart=False)
    assert agreement(TENDER, RECORDS) == (same,)
    assert agreement(TENDER, (RECORDS[0], row("B", 3, 4, 3, 2)))[0].tells_apart
    assert agreement(TENDER, RECORDS[:1])[0].tells_apart


def test_ratings_are_a_line_for_each_evaluator() -> None:
    assert ratings(TENDER, RECORDS) == (
        (Decimal(5), Decimal(4)),
        (Decimal(3), Decimal(3)),
        (None, Decimal(2)),
    )
