"""Bids of one lot held against each other: the points that depend on other bids, totals and ranks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.tender.definition.criteria import LOWER_IS_BETTER
from sv_excel.tender.scoring import commitments, price
from sv_excel.tender.scoring.bid_points import failed_shares
from sv_excel.tender.scoring.ranking import rank
from sv_excel.tender.scoring.scores import counted_in, sub_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.bid_points import Points, Standing

NO_QUALITY = "no quality: Q is 0, so there is no price per quality point."


@dataclass(frozen=True)
class Held:
    """Some bids held against each other: prices in GBP, highest offers in GBP by criterion, points by bid and leaf."""

    prices: Mapping[str, Fraction]
    highest_offers: Mapping[str, Fraction]
    points: Mapping[str, Points]


@dataclass(frozen=True)
class Comparison:
    """The bids that were compared; ``failed`` has those that fell in comparing, with the sentences why.

    ``points`` is percentage points by bid and leaf; ``totals`` percentage points, or the index of the price formula.
    ``first`` is the comparison of all that came in, where a gate needed it; its bids, points and figures to redo it.
    """

    first: Held
    last: Held
    totals: Mapping[str, Fraction]
    ranks: Mapping[str, int]
    failed: Mapping[str, tuple[str, ...]]

    @property
    def prices(self) -> Mapping[str, Fraction]:
        """GBP by bid."""
        return self.last.prices

    @property
    def highest_offers(self) -> Mapping[str, Fraction]:
        """GBP by commitments criterion."""
        return self.last.highest_offers

    @property
    def points(self) -> Mapping[str, Points]:
        """Percentage points by bid and leaf."""
        return self.last.points

    @property
    def ranking(self) -> tuple[str, ...]:
        """The bids best first; those that share a rank in the tender's order."""
        return tuple(self.ranks)


def compare(tender: Tender, standings: Sequence[Standing], lot: str | None) -> Comparison:
    """Hold the bids that are complete and not disqualified against each other.

    A minimum share of points that depend on other bids is held against the comparison of all of them, once; those that
    reach it are compared anew.
    """
    compared = [standing for standing in standings if standing.is_compared]
    first = last = _held_against(tender, compared, lot)
    failed = {bid: tuple(_failed(tender, own, lot)) for bid, own in first.points.items()}
    failed = {bid: reasons for bid, reasons in failed.items() if reasons}
    if failed:
        last = _held_against(tender, [standing for standing in compared if standing.bid.id not in failed], lot)
    quality = {bid: quality_points(tender, own, lot) for bid, own in last.points.items()}
    known = {bid: own for bid, own in quality.items() if own is not None}
    totals = _totals(tender.price, last.points, last.prices, known)
    is_tied = len(set(totals.values())) < len(totals)
    steps = tuple(tie_break_steps(tender, last.points, last.prices, lot)) if is_tied else ()
    ranks = rank(totals, lower_is_better=is_lower_better(tender), tie_break=steps)
    return Comparison(first, last, totals, ranks, failed)


def _held_against(tender: Tender, compared: Sequence[Standing], lot: str | None) -> Held:
    return Held(_prices(compared), _highest_offers(compared), _points(tender, compared, lot))


def is_lower_better(tender: Tender) -> bool:
    """Whether the lowest total wins."""
    return tender.price is not None and tender.price.formula in LOWER_IS_BETTER


def quality_points(tender: Tender, points: Points, lot: str | None) -> Fraction | None:
    """Q: all weighted scores but the price's, in percentage points; None where one is not known."""
    parts = [
        sub_total(criterion, points, lot)
        for criterion in tender.award_criteria
        if criterion.kind != "price" and criterion.applies_to(lot)
    ]
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None


def _points(tender: Tender, compared: Sequence[Standing], lot: str | None) -> dict[str, Points]:
    """Each bid's points by leaf, with those that depend on the others."""
    points = {standing.bid.id: dict(standing.points) for standing in compared}
    for criterion in counted_in(tender.award_criteria, lot):
        earned: Mapping[str, Fraction] = {}
        if criterion.kind == "commitments" and criterion.formula == "relative-to-highest":
            offers = {standing.bid.id: standing.offers[criterion.id] for standing in compared}
            earned = commitments.relative_to_highest(criterion, offers)
        elif criterion.kind == "price" and not criterion.is_index:
            earned = price.POINTS[str(criterion.formula)](criterion, _prices(compared))
        for bid, own in earned.items():
            points[bid][criterion.id] = own
    return points


def _failed(tender: Tender, points: Points, lot: str | None) -> Iterator[str]:
    yield from failed_shares(tender, points, lot)
    per_point = tender.price is not None and tender.price.formula == "price-per-quality-point"
    if per_point and not quality_points(tender, points, lot):
        yield NO_QUALITY


def _totals(
    criterion: Criterion | None,
    points: Mapping[str, Points],
    prices: Mapping[str, Fraction],
    quality: Mapping[str, Fraction],
) -> Mapping[str, Fraction]:
    if criterion is None:
        return quality
    if criterion.is_index:
        return price.INDEXES[str(criterion.formula)](criterion, prices, quality)
    return {bid: own + (points[bid][criterion.id] or 0) for bid, own in quality.items()}


def tie_break_steps(
    tender: Tender, points: Mapping[str, Points], prices: Mapping[str, Fraction], lot: str | None
) -> Iterator[Mapping[str, Fraction]]:
    """For each step one figure a bid, higher is better; a criterion that does not count in this lot decides nothing."""
    counted = {criterion.id: criterion for criterion in counted_in(tender.award_criteria, lot)}
    for step in tender.tie_break:
        if step not in counted:
            continue
        if counted[step].kind == "price":
            yield {bid: -amount for bid, amount in prices.items()}
        else:
            yield {bid: sub_total(counted[step], own, lot) or Fraction(0) for bid, own in points.items()}


def _prices(compared: Sequence[Standing]) -> dict[str, Fraction]:
    return {s.bid.id: Fraction(s.price) for s in compared if s.price is not None}


def _highest_offers(compared: Sequence[Standing]) -> dict[str, Fraction]:
    highest: dict[str, Fraction] = {}
    for standing in compared:
        for criterion, value in standing.offers.items():
            highest[criterion] = max(value, highest.get(criterion, value))
    return highest
