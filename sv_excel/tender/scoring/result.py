"""`Result`: the totals and the order of bids in each lot, worked out exactly from what people entered (contract, 7).

A gate acts before bids are compared: the lowest price, the mean price and the highest offer are taken over the bids
that are complete and not disqualified. A gate on a share of points that themselves depend on other bids is held
against the comparison of all bids that passed the other gates, once; those that passed it too are then compared anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from sv_excel.tender.numbers import decimal, plain
from sv_excel.tender.scoring.bid_points import Points, Standing, stand
from sv_excel.tender.scoring.comparison import Comparison, compare, is_lower_better, quality_points
from sv_excel.tender.scoring.price import highest_counted
from sv_excel.tender.scoring.ranking import first_place_tie
from sv_excel.tender.scoring.scores import counted_in, sub_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.criteria import Kind
    from sv_excel.tender.definition.tender import Model, Tender
    from sv_excel.tender.scoring.commitments import Offer

Status = Literal["valid", "disqualified", "incomplete"]


@dataclass(frozen=True)
class Inputs:
    """What a result is worked out from. Missing is absent or None; it is never 0.

    ``scores`` by bid, criterion and lot (None for a common question), in scale points; ``prices`` in GBP by bid and
    lot (None in a tender without lots); ``offers`` by bid and measure, alike in each lot: a bid that promises nothing
    has an empty mapping, a bid that is absent has not answered.
    """

    scores: Mapping[tuple[str, str, str | None], Decimal | None]
    prices: Mapping[tuple[str, str | None], Decimal | None]
    offers: Mapping[str, Mapping[str, Offer]]
    withdrawn: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CriterionResult:
    """One node of the tree for one bid.

    ``weight`` and ``weighted`` are percentage points, ``score`` and ``maximum`` scale points, ``offer_value`` GBP of
    social value counted. ``weighted`` is None where something is missing, for a price that goes into an index, and,
    where it depends on other bids, for a bid that is not compared with them. ``counts``: whether it counts in the lot.
    """

    criterion: str
    kind: Kind | None
    weight: Decimal
    score: Decimal | None
    maximum: Decimal | None
    weighted: Fraction | None
    offer_value: Fraction | None = None
    counts: bool = True


@dataclass(frozen=True)
class BidResult:
    """How a bid fares in a lot. ``quality`` is the sum of all weighted scores but the price's, in percentage points.

    ``total`` is percentage points, or the index of the price formula. ``reasons`` say why a bid is disqualified, or
    what is missing of one that is incomplete; neither has a total or a rank.
    """

    bid: str
    tenderer: str
    status: Status
    reasons: tuple[str, ...]
    rank: int | None
    total: Fraction | None
    price: Decimal | None
    offer_value: Fraction | None
    quality: Fraction | None
    criteria: tuple[CriterionResult, ...]


@dataclass(frozen=True)
class LotResult:
    """One lot: valid bids best first, all bids in the tender's order, and the figures to redo the sums with (GBP).

    ``tie`` names the bids that share the first place: then there is no winner. ``maximum_price`` is the highest price,
    or the published maximum of the formula `optimal-price`. ``highest_offers`` is by commitments criterion.
    ``standings`` and ``compared`` are what it was worked out through.
    """

    lot: str | None
    ranking: tuple[str, ...]
    tie: tuple[str, ...] | None
    lower_is_better: bool
    bids: tuple[BidResult, ...]
    lowest_price: Fraction | None
    mean_price: Fraction | None
    maximum_price: Fraction | None
    highest_offers: Mapping[str, Fraction]
    standings: tuple[Standing, ...] = field(compare=False, repr=False)
    compared: Comparison = field(compare=False, repr=False)


@dataclass(frozen=True)
class Result:
    """The result of one tender, lot by lot."""

    tender: str
    model: Model
    lots: tuple[LotResult, ...]


def work_out(tender: Tender, measures: Mapping[str, Measure], inputs: Inputs) -> Result:
    """The result of ``tender``; ``measures`` is the catalogue's, to which the tender's own are added.

    Raises:
        FormulaIncompleteError: where a formula lacks a figure that the definition must state.
    """
    known = {**measures, **{measure.id: measure for measure in tender.measures}}
    return Result(tender.id, tender.model, tuple(_lot(tender, known, inputs, lot) for lot in tender.lot_ids))


def _lot(tender: Tender, measures: Mapping[str, Measure], inputs: Inputs, lot: str | None) -> LotResult:
    standings = [stand(tender, measures, inputs, bid, lot) for bid in tender.bids if lot in tender.lots_of(bid)]
    compared = compare(tender, standings, lot)
    prices = compared.prices
    return LotResult(
        lot=lot,
        ranking=compared.ranking,
        tie=first_place_tie(compared.ranks),
        lower_is_better=is_lower_better(tender),
        bids=tuple(_bid(tender, standing, compared, lot) for standing in standings),
        lowest_price=min(prices.values(), default=None),
        mean_price=sum(prices.values(), Fraction(0)) / len(prices) if prices else None,
        maximum_price=highest_counted(tender.price, prices) if tender.price is not None and prices else None,
        highest_offers=compared.highest_offers,
        standings=tuple(standings),
        compared=compared,
    )


def _bid(tender: Tender, standing: Standing, compared: Comparison, lot: str | None) -> BidResult:
    bid = standing.bid
    failed = standing.failed + compared.failed.get(bid.id, ())
    points = compared.points.get(bid.id, standing.points)
    status: Status = "disqualified" if failed else "incomplete" if standing.missing else "valid"
    return BidResult(
        bid=bid.id,
        tenderer=bid.tenderer,
        status=status,
        reasons=failed or standing.missing,
        rank=compared.ranks.get(bid.id),
        total=compared.totals.get(bid.id),
        price=standing.price,
        offer_value=sum(standing.offers.values(), Fraction(0)) if standing.offers else None,
        quality=quality_points(tender, points, lot),
        criteria=tuple(_criteria(tender, standing, points, lot)),
    )


def _criteria(tender: Tender, standing: Standing, points: Points, lot: str | None) -> Iterator[CriterionResult]:
    counted = {criterion.id for criterion in counted_in(tender.award_criteria, lot)}
    for criterion in tender.criteria():
        counts = criterion.id in counted
        yield CriterionResult(
            criterion=criterion.id,
            kind=criterion.kind,
            weight=criterion.weight,
            score=standing.scores.get(criterion.id),
            maximum=tender.top_score if criterion.is_scored_by_people else None,
            weighted=sub_total(criterion, points, lot) if counts else None,
            offer_value=standing.offers.get(criterion.id),
            counts=counts,
        )


def result_data(result: Result) -> dict[str, Any]:
    """``result.json`` (contract, section 4): figures as text, weighted scores and totals with ten decimals, half up."""
    return {"tender": result.tender, "model": result.model, "lots": [_lot_data(lot) for lot in result.lots]}


def _lot_data(lot: LotResult) -> dict[str, Any]:
    return {
        "lot": lot.lot,
        **({"lower_is_better": True} if lot.lower_is_better else {}),
        "ranking": list(lot.ranking),
        "tie": None if lot.tie is None else list(lot.tie),
        "bids": [
            {
                "bid": bid.bid,
                "tenderer": bid.tenderer,
                "status": bid.status,
                "reasons": list(bid.reasons),
                "rank": bid.rank,
                "total": _ten_decimals(bid.total),
                "price": _entered(bid.price),
                "criteria": [
                    {
                        "criterion": node.criterion,
                        "kind": node.kind,
                        "weight": _entered(node.weight),
                        "score": _entered(node.score),
                        "maximum": _entered(node.maximum),
                        "weighted": _ten_decimals(node.weighted),
                    }
                    for node in bid.criteria
                ],
            }
            for bid in lot.bids
        ],
    }


def _ten_decimals(figure: Fraction | None) -> str | None:
    return None if figure is None else format(decimal(figure, 10), "f")


def _entered(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
