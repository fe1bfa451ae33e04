"""Small tenders, measures and entries for tests; each test changes only what it is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import Criterion
from sv_excel.tender.definition.people import Bid, Buyer, Evaluator, Person
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.scoring.commitments import Offer
from sv_excel.tender.scoring.result import Inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.definition.criteria import Kind

Figure = str | int | Decimal | None


def criterion(criterion_id: str, kind: Kind, weight: str | int, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """One node of the tree; its title is its id in words."""
    title = criterion_id.replace("-", " ").capitalize()
    return Criterion(**{"id": criterion_id, "title": title, "kind": kind, "weight": Decimal(weight), **changes})


def quality(*sub_criteria: Criterion, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """Quality, weighted as its sub-criteria sum."""
    weight = sum((child.weight for child in sub_criteria), Decimal(0))
    return criterion("quality", "quality", str(weight), sub_criteria=sub_criteria, **changes)


def social_value(*sub_criteria: Criterion, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """Social value, weighted as its sub-criteria sum."""
    weight = sum((child.weight for child in sub_criteria), Decimal(0))
    return criterion("social-value", "social_value", str(weight), sub_criteria=sub_criteria, **changes)


def price(weight: str | int = 30, formula: str = "lowest-price-relative", **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """The price criterion."""
    return criterion("price", "price", weight, formula=formula, **changes)


def plan(weight: str | int = 6, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """SV1, the delivery plan."""
    return criterion("SV1", "delivery_plan", weight, **changes)


def commitments(weight: str | int = 4, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """SV2, commitments, counted in GBP (measure M1) unless the test says otherwise."""
    return criterion("SV2", "commitments", weight, **{"measures": ("M1",), "formula": "relative-to-highest", **changes})


def question(criterion_id: str, weight: str | int, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
    """A quality question that people score."""
    return criterion(criterion_id, "quality", weight, question=f"What is your answer to {criterion_id}?", **changes)


def whole_scale(top: int) -> tuple[ScaleLevel, ...]:
    """Every whole number from 0 to ``top``."""
    return tuple(ScaleLevel(score=Decimal(n), label=f"Level {n}", descriptor=f"Earns {n}.") for n in range(top + 1))


def bid(bid_id: str, tenderer: str | None = None, lots: tuple[str, ...] | None = None) -> Bid:
    """A bid from a made-up firm."""
    firms = {"A": "Alder Facilities Ltd", "B": "Birch Services Ltd", "C": "Cedar Cleaning Ltd"}
    return Bid(id=bid_id, tenderer=tenderer or firms.get(bid_id, f"Firm {bid_id} Ltd"), lots=lots)


def make_tender(**changes: Any) -> Tender:  # noqa: ANN401 - any field of a tender
    """Quality 60 (Q1 25, Q2 35), social value 10 (SV1 6, SV2 4), price 30; bids A, B, C; two evaluators; 0-5."""
    fields: dict[str, Any] = {
        "id": "cleaning-2026",
        "title": "Cleaning services",
        "buyer": Buyer(name="Example Community NHS Trust", kind="nhs"),
        "regime": "procurement-act",
        "model": "ppn-06-20",
        "commenced": date(2026, 9, 1),
        "contract_value": Decimal(4_200_000),
        "award_criteria": (
            quality(question("Q1", 25), question("Q2", 35)),
            social_value(plan(), commitments()),
            price(),
        ),
        "bids": (bid("A"), bid("B"), bid("C")),
        "evaluators": (Evaluator(id="e1", name="First evaluator"), Evaluator(id="e2", name="Second evaluator")),
        "moderator": Person(id="m1", name="Moderator"),
        "commercial": (Person(id="c1", name="Price evaluator"), Person(id="c2", name="Price checker")),
        "tie_break": ("social-value", "quality", "price"),
    }
    return Tender(**{**fields, **changes})


MEASURES: dict[str, Measure] = {
    "M1": Measure(id="M1", title="Social value", unit="GBP", proxy_value=Decimal(1)),
    "M2": Measure(id="M2", title="Local jobs", unit="FTE year", proxy_value=Decimal(8000)),
    "M3": Measure(id="M3", title="Bicycles given", unit="bicycle"),
}


def make_inputs(
    scores: Mapping[str, Mapping[str, Figure]],
    prices: Mapping[str, Figure] | None = None,
    offers: Mapping[str, Figure] | None = None,
    withdrawn: tuple[str, ...] = (),
) -> Inputs:
    """Entries of a tender without lots: ``scores`` by bid and question, ``prices`` and GBP offered (M1) by bid."""
    return Inputs(
        scores={(b, c, None): number(score) for b, given in scores.items() for c, score in given.items()},
        prices={(b, None): number(amount) for b, amount in (prices or {}).items()},
        offers={b: {"M1": Offer(Decimal(amount))} for b, amount in (offers or {}).items() if amount is not None},
        withdrawn=frozenset(withdrawn),
    )


def number(figure: Figure) -> Decimal | None:
    """The same figure as a Decimal; None stays None."""
    return None if figure is None else Decimal(figure)
