"""Where one bid stands in one lot by itself, before it is held against the others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring import commitments
from sv_excel.tender.scoring.scores import (
    below_minimum_percent,
    below_minimum_score,
    counted_in,
    is_on_scale,
    sub_total,
    weighted_score,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import Inputs

Points = dict[str, Fraction | None]
WITHDRAWN = "withdrawn: the bid was withdrawn and is left out of the ranking."


@dataclass(frozen=True)
class Standing:
    """What a bid brings to a lot: entries that may be used, points that need no other bid, and what stands in its way.

    ``points`` has each leaf that counts in the lot, in percentage points, None where they are not known or depend on
    other bids. ``offers`` is GBP of social value by commitments criterion. ``missing`` and ``failed`` are sentences.
    """

    bid: Bid
    scores: Mapping[str, Decimal]
    price: Decimal | None
    offers: Mapping[str, Fraction]
    points: Points
    missing: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def is_compared(self) -> bool:
        """Whether it belongs to the bids that others are held against: nothing failed, nothing missing."""
        return not self.missing and not self.failed


def stand(tender: Tender, measures: Mapping[str, Measure], inputs: Inputs, bid: Bid, lot: str | None) -> Standing:
    """Where ``bid`` stands in ``lot`` by itself."""
    scores: dict[str, Decimal] = {}
    offers: dict[str, Fraction] = {}
    points: Points = {}
    missing: list[str] = []
    price: Decimal | None = None
    for criterion in counted_in(tender.award_criteria, lot):
        if criterion.is_scored_by_people:
            score, fault = _score(tender, inputs, bid, criterion, lot)
            points[criterion.id] = None if score is None else weighted_score(score, tender.top_score, criterion.weight)
            if score is not None:
                scores[criterion.id] = score
        elif criterion.kind == "commitments":
            points[criterion.id], fault = None, None
            if bid.id in inputs.offers:
                value = commitments.offer_value(criterion, measures, inputs.offers[bid.id], tender.contract_value)
                offers[criterion.id] = value
                if criterion.formula == "banded":
                    points[criterion.id] = commitments.banded(criterion, {bid.id: value})[bid.id]
            else:
                fault = f"{criterion.id} ({criterion.title}): there is no response with commitments."
        elif criterion.kind == "price":
            points[criterion.id] = None
            price, fault = _price(inputs, bid, lot)
        else:
            continue
        if fault is not None:
            missing.append(fault)
    withdrawn = (WITHDRAWN,) if bid.id in inputs.withdrawn else ()
    failed = (*withdrawn, *failed_scores(tender, scores, lot), *failed_shares(tender, points, lot))
    return Standing(bid, scores, price, offers, points, tuple(missing), failed)


def failed_scores(tender: Tender, scores: Mapping[str, Decimal], lot: str | None) -> Iterator[str]:
    """Each minimum score that is not reached, as a sentence."""
    for criterion in counted_in(tender.award_criteria, lot):
        reason = below_minimum_score(criterion, scores.get(criterion.id))
        if reason is not None:
            yield reason


def failed_shares(tender: Tender, points: Points, lot: str | None) -> Iterator[str]:
    """Each minimum share of a weighting that is not reached, as a sentence; one that cannot be known yet is passed."""
    for criterion in counted_in(tender.award_criteria, lot):
        if criterion.minimum_percent is not None:
            reason = below_minimum_percent(criterion, sub_total(criterion, points, lot))
            if reason is not None:
                yield reason


def _score(
    tender: Tender, inputs: Inputs, bid: Bid, question: Criterion, lot: str | None
) -> tuple[Decimal | None, str | None]:
    score = inputs.scores.get((bid.id, question.id, None if question.lots is None else lot))
    if score is None:
        return None, f"{question.id} ({question.title}): there is no consensus score."
    if not is_on_scale(tender, score):
        return None, f"{question.id} ({question.title}): the score {plain(score)} is not on the scale."
    return score, None


def _price(inputs: Inputs, bid: Bid, lot: str | None) -> tuple[Decimal | None, str | None]:
    price = inputs.prices.get((bid.id, lot))
    if price is None:
        return None, "price: there is no price."
    if price <= 0:
        return None, f"price: {plain(price)} is not a price above 0."
    return price, None
