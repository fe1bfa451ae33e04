"""A small procurement with everything that its documents are made from; each test changes only what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builders import MEASURES, make_tender
from sv_excel.documents.award import TEMPLATES, Award
from sv_excel.tender.briefs.make_evaluation import tender_brief
from sv_excel.tender.briefs.result import AgreedPrice, AgreedScore, MadeOffer, ResultBrief
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.tender.scoring.evaluation import Evaluation, IndividualScore, ModerationRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builders import Figure
    from sv_excel.tender.definition.tender import Tender

FOLDER = Path(__file__).parents[1] / "workbook_templates"
SCORES = {"A": {"Q1": 4, "Q2": 3, "SV1": 3}, "B": {"Q1": 3, "Q2": 5, "SV1": 4}, "C": {"Q1": 2, "Q2": 2, "SV1": 2}}
PRICES = {"A": 1_000_000, "B": 1_100_000, "C": 900_000}
OFFERS = {"A": 50_000, "B": 80_000, "C": 20_000}


def templates() -> dict[str, bytes]:
    """The Word templates that come with the program."""
    return {name: (FOLDER / name).read_bytes() for name in TEMPLATES}


def panel_tender(**changes: Any) -> Tender:  # noqa: ANN401 - any field of a tender
    """The tender of `builders`, with its measures in its own definition."""
    return make_tender(**{"measures": tuple(MEASURES.values()), **changes})


def record(bid: str, question: str, score: Figure, **changes: Any) -> ModerationRecord:  # noqa: ANN401 - any field
    """What the panel agreed on one bid and question, with words that name both."""
    given = tuple(
        IndividualScore(
            evaluator=f"e{place}",
            name=name,
            state="scored",
            value=Decimal(3),
            rationale=f"{name.split()[0]} opinion on {question} of bid {bid}, on page {place}.",
        )
        for place, name in enumerate(("First evaluator", "Second evaluator"), 1)
    )
    facts = {
        "bid": bid,
        "criterion": question,
        "lot": None,
        "individual_scores": given,
        "consensus_score": None if score is None else Decimal(score),
        "rationale": f"The panel's reason on {question} of bid {bid}.",
        "feedback": f"What bid {bid} is told about its answer to {question}.",
        "notes": f"An internal note on {question} of bid {bid}.",
        "attendees": "Moderator, First evaluator, Second evaluator",
        "moderated_on": date(2026, 10, 20),
        **changes,
    }
    return ModerationRecord(**facts)


def make_award(
    tender: Tender | None = None,
    scores: Mapping[str, Mapping[str, Figure]] = SCORES,
    prices: Mapping[str, Figure] = PRICES,
    offers: Mapping[str, Figure] = OFFERS,
    records: tuple[ModerationRecord, ...] | None = None,
    **changes: Any,  # noqa: ANN401 - any field of an award
) -> Award:
    """A tender without lots, scored, priced and offered; ``records`` in place of those that follow from ``scores``."""
    definition = tender or panel_tender()
    kept = records or tuple(record(bid, name, score) for bid, given in scores.items() for name, score in given.items())
    brief = ResultBrief(
        tender=tender_brief(definition, Catalogue()),
        definition=definition,
        measures=(),
        scores=tuple(
            AgreedScore(
                bid=r.bid,
                criterion=r.criterion,
                lot=r.lot,
                score=r.consensus_score,
                rationale=r.rationale,
                feedback=r.feedback,
            )
            for r in kept
        ),
        prices=tuple(AgreedPrice(bid=b, price=None if p is None else Decimal(p)) for b, p in prices.items()),
        offers=tuple(
            MadeOffer(bid=b, measure="M1", quantity=Decimal(o), attribution=Decimal(1))
            for b, o in offers.items()
            if o is not None
        ),
        responded=tuple(offers),
    )
    return Award(**{"brief": brief, "result": brief.result(), "records": kept, "evaluations": evaluations(), **changes})


def evaluations() -> tuple[Evaluation, ...]:
    """What two evaluators declared: the second has a conflict with bid B."""
    facts: dict[str, Any] = {
        "scores": (),
        "file": "x.xlsx",
        "sha256": "ab" * 32,
        "read_at": datetime(2026, 11, 22, tzinfo=UTC),
        "signed_on": date(2026, 10, 1),
    }
    return (
        Evaluation(evaluator="e1", signed_name="First evaluator", **facts),
        Evaluation(evaluator="e2", signed_name="Second evaluator", conflicts={"B": "A sister works there."}, **facts),
    )
