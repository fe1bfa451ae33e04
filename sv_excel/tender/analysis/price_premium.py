"""What a point of social value is worth in pounds of price: how much dearer a bid may be that has it, and still tie.

Told before issue, so that a buyer sees what the weighting and the price formula do together.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.tender.scoring import price as prices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender

WHOLE = 100
SUPPOSED_QUALITY = Fraction(75)
"""Points out of 100 of the bid without the extra point, where the formula divides by them."""


@dataclass(frozen=True, slots=True)
class Worth:
    """The pounds that ``points`` percentage points are worth under ``formula``.

    Two bids are held against each other: one at ``at`` GBP, one at ``at`` + ``pounds`` with the points more; they tie.
    None where no price, however high, costs as many points. ``is_step``: under it nothing is lost, above it at once.
    """

    formula: str
    points: Fraction
    at: Fraction
    pounds: Fraction | None
    is_step: bool = False


def worth_of(tender: Tender, points: Fraction = Fraction(1)) -> Worth | None:
    """What ``points`` of social value are worth at the contract's value; None where prices are not judged."""
    criterion = tender.price
    if criterion is None or criterion.formula is None:
        return None
    at = Fraction(tender.contract_value)
    pounds = _WORTH[criterion.formula](criterion, at, points)
    return Worth(criterion.formula, points, at, pounds, _is_step(criterion, at))


def _relative(price: Criterion, at: Fraction, points: Fraction) -> Fraction | None:
    left = Fraction(price.weight) - points
    return points * at / left if left > 0 else None


def _mean(price: Criterion, at: Fraction, points: Fraction) -> Fraction | None:
    weight = Fraction(price.weight)
    return points * at / (weight - points / 2) if points <= weight else None


def _optimal(price: Criterion, at: Fraction, points: Fraction) -> Fraction | None:
    weight, optimal = Fraction(price.weight), Fraction(price.optimal_price or 0)
    if price.maximum_price is None:
        if at <= optimal:
            return optimal - at if points <= weight else None
        return points * (at - optimal) / (weight - points) if points < weight else None
    room = Fraction(price.maximum_price) - optimal
    have = prices.optimal_price(price, {"at": at})["at"]
    return Fraction(price.maximum_price) - (have - points) * room / weight - at if have >= points else None


def _banded(price: Criterion, at: Fraction, points: Fraction) -> Fraction | None:
    """The end of the last band that still costs less than ``points``."""
    share = 100 * points / Fraction(price.weight)
    bands = sorted((band.up_to_percent or 0, band.percent) for band in price.bands)
    best = next((percent for limit, percent in bands if limit >= WHOLE), None)
    if best is None or best < share:
        return None
    limit = max(limit for limit, percent in bands if limit >= WHOLE and best - percent < share)
    return at * (Fraction(limit) - 100) / 100


def _per_point(_price: Criterion, at: Fraction, points: Fraction) -> Fraction | None:
    return points * at / SUPPOSED_QUALITY


def _index(price: Criterion, at: Fraction, points: Fraction) -> Fraction | None:
    quality = {"less": SUPPOSED_QUALITY, "more": SUPPOSED_QUALITY + points}
    index = prices.value_for_money_index(price, dict.fromkeys(quality, at), quality)
    return at * index["more"] / index["less"] - at


def _monetised(price: Criterion, _at: Fraction, points: Fraction) -> Fraction | None:
    return points * Fraction(price.willingness_to_pay or 0)


def _nothing(_price: Criterion, _at: Fraction, _points: Fraction) -> Fraction | None:
    return Fraction(0)


_WORTH: Mapping[str, Callable[[Criterion, Fraction, Fraction], Fraction | None]] = {
    "lowest-price-relative": _relative,
    "mean-price": _mean,
    "optimal-price": _optimal,
    "banded": _banded,
    "price-per-quality-point": _per_point,
    "value-for-money-index": _index,
    "monetised-quality": _monetised,
    "lowest-compliant": _nothing,
}


def _is_step(price: Criterion, at: Fraction) -> bool:
    jumps = (
        price.formula == "optimal-price" and price.maximum_price is None and at <= Fraction(price.optimal_price or 0)
    )
    return price.formula == "banded" or jumps
