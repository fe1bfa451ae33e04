"""Changes of one price, or of one weighting against another, that would put another bid first.

Assurance only: prices and weightings are what they are. What turns on one per cent deserves a second look.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from sv_excel.tender.scoring import price
from sv_excel.tender.scoring.comparison import compare, is_lower_better, tie_break_steps
from sv_excel.tender.scoring.ranking import rank
from sv_excel.tender.scoring.scores import sub_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import LotResult, Result

FURTHEST_PRICE = 10
"""Per cent up and down, in steps of one."""
FURTHEST_WEIGHT = 5
"""Percentage points from one criterion to another, in steps of one."""


@dataclass(frozen=True, slots=True)
class PriceFlip:
    """The nearest whole per cent up or down by which another price of one bid changes who is ``first`` in ``lot``."""

    lot: str | None
    bid: str
    percent: int
    first: tuple[str, ...]
    first_then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """The fewest whole points that, taken from one top-level criterion for another, change who is ``first``."""

    lot: str | None
    taken: str
    given: str
    points: int
    first: tuple[str, ...]
    first_then: tuple[str, ...]


def price_flips(tender: Tender, result: Result) -> tuple[PriceFlip, ...]:
    """For each bid and direction the nearest change of its price, up to 10 per cent, that changes the first place."""
    return tuple(flip for lot in result.lots for flip in _price_flips(tender, lot))


def _price_flips(tender: Tender, lot: LotResult) -> Iterator[PriceFlip]:
    first = first_of(lot.compared.ranks)
    for place, standing in enumerate(lot.standings):
        if standing.price is None:
            continue
        for direction in (-1, 1):
            for step in range(1, FURTHEST_PRICE + 1):
                amount = standing.price * (100 + direction * step) / Decimal(100)
                others = (*lot.standings[:place], replace(standing, price=amount), *lot.standings[place + 1 :])
                then = first_of(compare(tender, others, lot.lot).ranks)
                if then != first:
                    yield PriceFlip(lot.lot, standing.bid.id, direction * step, first, then)
                    break


def weight_flips(tender: Tender, result: Result) -> tuple[WeightFlip, ...]:
    """For each pair of top-level criteria the smallest shift, up to 5 points, that changes the first place.

    Sub-criteria keep their shares of their parent, so that each bid's points grow and shrink with the weighting.
    """
    return tuple(flip for lot in result.lots for flip in _weight_flips(tender, lot))


def _weight_flips(tender: Tender, lot: LotResult) -> Iterator[WeightFlip]:
    first = first_of(lot.compared.ranks)
    tops = [c for c in tender.award_criteria if c.weight and c.applies_to(lot.lot)]
    for taken, given in permutations(tops, 2):
        for points in range(1, FURTHEST_WEIGHT + 1):
            if points >= taken.weight:
                break
            factors = {
                **{c.id: Fraction(1) for c in tops},
                taken.id: 1 - points / Fraction(taken.weight),
                given.id: 1 + points / Fraction(given.weight),
            }
            then = first_of(_ranks(tender, lot, factors))
            if then != first:
                yield WeightFlip(lot.lot, taken.id, given.id, points, first, then)
                break


def _ranks(tender: Tender, lot: LotResult, factors: Mapping[str, Fraction]) -> dict[str, int]:
    """Ranks where each top-level criterion earns ``factors`` times what it does: exact, since points are linear in it.

    Gates are shares of a weighting and tie-breaks compare within one criterion: neither is touched.
    """
    compared, criterion = lot.compared, tender.price
    quality: dict[str, Fraction] = {}
    totals: dict[str, Fraction] = {}
    for bid, own in compared.points.items():
        parts = {
            c.id: factors[c.id] * (sub_total(c, own, lot.lot) or 0) for c in tender.award_criteria if c.id in factors
        }
        totals[bid] = sum(parts.values(), Fraction(0))
        quality[bid] = totals[bid] - (parts.get(criterion.id, 0) if criterion is not None else 0)
    if criterion is not None and criterion.is_index:
        totals = price.INDEXES[str(criterion.formula)](criterion, compared.prices, quality)
    steps = tuple(tie_break_steps(tender, compared.points, compared.prices, lot.lot))
    return rank(totals, lower_is_better=is_lower_better(tender), tie_break=steps)


def first_of(ranks: Mapping[str, int]) -> tuple[str, ...]:
    """The bids that hold the first place, by id."""
    return tuple(sorted(bid for bid, place in ranks.items() if place == 1))


@dataclass(frozen=True, slots=True)
class TieRule:
    """Who is ``first`` in ``lot`` when ties are broken by ``rule`` alone."""

    lot: str | None
    rule: str
    first: tuple[str, ...]


def tie_rules(tender: Tender, result: Result) -> tuple[TieRule, ...]:
    """The first place by the published tie-break, by none, and by each of its criteria alone."""
    found = []
    for lot in result.lots:
        compared = lot.compared
        orders = {
            "as published": tender.tie_break,
            "none": (),
            **{f"{name} alone": (name,) for name in tender.tie_break},
        }
        for rule, order in orders.items():
            ruled = tender.model_copy(update={"tie_break": order})
            steps = tuple(tie_break_steps(ruled, compared.points, compared.prices, lot.lot))
            ranks = rank(compared.totals, lower_is_better=is_lower_better(tender), tie_break=steps)
            found.append(TieRule(lot.lot, rule, first_of(ranks)))
    return tuple(found)
