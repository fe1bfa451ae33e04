"""The eight published ways to score a price. Each takes GBP by bid, over the bids that are not disqualified.

``POINTS`` give percentage points, added to the other weighted scores. ``INDEXES`` put price and quality together into
one figure by which bids are ranked; there the price criterion has weight 0.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.errors.tender import FormulaIncompleteError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.definition.criteria import Criterion

WORKING = Context(prec=80, rounding=ROUND_HALF_UP)
FIFTY_DIGITS = Context(prec=50, rounding=ROUND_HALF_UP)


def lowest_price_relative(price: Criterion, bids: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weight x lowest price / price."""
    lowest = min(bids.values(), default=Fraction(0))
    return {bid: Fraction(price.weight) * lowest / amount for bid, amount in bids.items()}


def mean_price(price: Criterion, bids: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weight x (50 less the percentage by which the price is above the mean) / 100, held between 0 and the weight."""
    mean = sum(bids.values(), Fraction(0)) / max(len(bids), 1)
    weight = Fraction(price.weight)
    return {bid: _held(weight * (50 - 100 * (amount - mean) / mean) / 100, weight) for bid, amount in bids.items()}


def optimal_price(price: Criterion, bids: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weight x (maximum - price) / (maximum - optimal), held between 0 and the weight.

    Both are published; without a published maximum it is the highest price bid. Where that leaves no room between the
    two, a bid at or below the optimal price gets the whole weight and any other 0.
    """
    optimal = Fraction(_stated(price, "optimal_price"))
    maximum = highest_counted(price, bids)
    weight = Fraction(price.weight)
    if maximum <= optimal:
        return {bid: weight if amount <= optimal else Fraction(0) for bid, amount in bids.items()}
    return {bid: _held(weight * (maximum - amount) / (maximum - optimal), weight) for bid, amount in bids.items()}


def banded(price: Criterion, bids: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The first published band that the price, as a percentage of the lowest, is within; 0 beyond the last.

    Raises:
        FormulaIncompleteError: where a band does not say up to which percentage it holds.
    """
    steps: list[tuple[Decimal, Decimal]] = []
    for band in price.bands:
        if band.up_to_percent is None:
            raise FormulaIncompleteError(price.id, "banded", "up_to_percent")
        steps.append((band.up_to_percent, band.percent))
    steps.sort()
    lowest = min(bids.values(), default=Fraction(0))
    points = {}
    for bid, amount in bids.items():
        ratio = 100 * amount / lowest
        percent = next((percent for limit, percent in steps if ratio <= limit), Decimal(0))
        points[bid] = Fraction(price.weight) * Fraction(percent) / 100
    return points


def price_per_quality_point(
    _price: Criterion, bids: Mapping[str, Fraction], quality: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Price / Q: GBP for each point of quality, lowest wins. A bid with Q = 0 has none and must be left out before."""
    return {bid: amount / quality[bid] for bid, amount in bids.items()}


def value_for_money_index(
    price: Criterion, bids: Mapping[str, Fraction], quality: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Q to the power (quality weight / cost weight), / price, highest wins; 0 for Q = 0.

    Exact where the power is a fraction of whole numbers, else to fifty significant digits.
    """
    exponent = Fraction(_stated(price, "quality_weight")) / Fraction(_stated(price, "cost_weight"))
    return {bid: _power_over(quality[bid], exponent, amount) for bid, amount in bids.items()}


def monetised_quality(
    price: Criterion, bids: Mapping[str, Fraction], quality: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Price less what the buyer is willing to pay for the bid's quality (GBP a point x Q), in GBP; lowest wins."""
    willing = Fraction(_stated(price, "willingness_to_pay"))
    return {bid: amount - willing * quality[bid] for bid, amount in bids.items()}


def lowest_compliant(
    _price: Criterion, bids: Mapping[str, Fraction], _quality: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The price itself, in GBP: the lowest of the bids that pass every gate wins."""
    return dict(bids)


POINTS: Mapping[str, Callable[[Criterion, Mapping[str, Fraction]], dict[str, Fraction]]] = {
    "lowest-price-relative": lowest_price_relative,
    "mean-price": mean_price,
    "optimal-price": optimal_price,
    "banded": banded,
}
INDEXES: Mapping[str, Callable[[Criterion, Mapping[str, Fraction], Mapping[str, Fraction]], dict[str, Fraction]]] = {
    "price-per-quality-point": price_per_quality_point,
    "value-for-money-index": value_for_money_index,
    "monetised-quality": monetised_quality,
    "lowest-compliant": lowest_compliant,
}


def highest_counted(price: Criterion, bids: Mapping[str, Fraction]) -> Fraction:
    """The maximum price of `optimal_price`: the published one, or the highest bid; GBP, 0 without bids."""
    return Fraction(price.maximum_price or max(bids.values(), default=0))


def relative_value_cost(amount: Fraction, quality: Fraction, lowest: Fraction, top: Fraction) -> Fraction:
    """Price / ((Q + top) / (lowest Q + top)), in GBP: information beside a result, lowest is best value.

    ``top`` is the highest quality that could be had (Local Government Procurement, New South Wales).
    """
    return amount * (lowest + top) / (quality + top)


def _held(points: Fraction, weight: Fraction) -> Fraction:
    return min(max(points, Fraction(0)), weight)


def _stated(price: Criterion, field: str) -> Decimal:
    value: Decimal | None = getattr(price, field)
    if value is None:
        raise FormulaIncompleteError(price.id, str(price.formula), field)
    return value


def _power_over(base: Fraction, exponent: Fraction, amount: Fraction) -> Fraction:
    """``base`` to the power ``exponent``, / ``amount``."""
    if not base:
        return Fraction(0)
    over, under = (_root(part, exponent.denominator) for part in (base.numerator, base.denominator))
    if over is not None and under is not None:
        return Fraction(over, under) ** exponent.numerator / amount
    # Both sides of a true tie must round to one value: worked to 80 digits, kept to 50.
    power = WORKING.power(_quotient(base), _quotient(exponent))
    return Fraction(FIFTY_DIGITS.plus(WORKING.divide(power, _quotient(amount))))


def _quotient(number: Fraction) -> Decimal:
    return WORKING.divide(Decimal(number.numerator), Decimal(number.denominator))


def _root(number: int, degree: int) -> int | None:
    """The whole ``degree``-th root of a whole number above 0; None where it has none."""
    if number == 1 or degree == 1:
        return number
    if number.bit_length() <= degree:
        return None
    low, high = 1, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**degree < number:
            low = middle + 1
        else:
            high = middle
    return low if low**degree == number else None
