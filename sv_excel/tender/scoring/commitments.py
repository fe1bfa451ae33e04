"""What tenderers promise: counted in GBP of social value, turned into points, and held against what is plausible."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from sv_excel.errors.tender import FormulaIncompleteError
from sv_excel.tender.numbers import decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.criteria import Criterion

FULL_TIME_HOURS = Decimal("37.5")
WEEKS = 52
PLAUSIBLE_TIMES_MEDIAN = 3


@dataclass(frozen=True)
class Offer:
    """A promise: ``quantity`` in the measure's unit, of which the share ``attribution`` (0 to 1) is due to the bid."""

    quantity: Decimal
    attribution: Decimal = Decimal(1)


def offer_value(
    criterion: Criterion, measures: Mapping[str, Measure], offers: Mapping[str, Offer], contract_value: Decimal
) -> Fraction:
    """GBP of social value offered under ``criterion``: quantity x proxy value x attribution, over its measures.

    A measure without a proxy value is recorded, not counted. Where the criterion has a cap, a value above that
    percentage of the contract's value counts as the cap.
    """
    value = Fraction(0)
    for measure_id in criterion.measures:
        proxy, offer = measures[measure_id].proxy_value, offers.get(measure_id)
        if proxy is not None and offer is not None:
            value += Fraction(offer.quantity) * Fraction(proxy) * Fraction(offer.attribution)
    cap = criterion.cap_percent_of_contract_value
    return value if cap is None else min(value, Fraction(cap) * Fraction(contract_value) / 100)


def relative_to_highest(criterion: Criterion, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weight x value / highest value offered; 0 for all where nobody offers anything."""
    highest = max(values.values(), default=Fraction(0))
    weight = Fraction(criterion.weight)
    return {bid: weight * value / highest if highest else Fraction(0) for bid, value in values.items()}


def banded(criterion: Criterion, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The highest published band that a value reaches, as a percentage of the weight; 0 below the first.

    Raises:
        FormulaIncompleteError: where a band does not say from which value it holds.
    """
    steps: list[tuple[Decimal, Decimal]] = []
    for band in criterion.bands:
        if band.at_least is None:
            raise FormulaIncompleteError(criterion.id, "banded", "at_least")
        steps.append((band.at_least, band.percent))
    steps.sort(reverse=True)
    weight = Fraction(criterion.weight)
    return {
        bid: weight * Fraction(next((percent for least, percent in steps if value >= least), 0)) / 100
        for bid, value in values.items()
    }


FORMULAS: Mapping[str, Callable[[Criterion, Mapping[str, Fraction]], dict[str, Fraction]]] = {
    "relative-to-highest": relative_to_highest,
    "banded": banded,
}


def implausible(values: Mapping[str, Fraction], contract_value: Decimal) -> dict[str, str]:
    """Offers to clarify with the tenderer before they are scored, never to reject by rule: why, by bid.

    Over the contract's value, or over three times the median offer.
    """
    if not values:
        return {}
    middle = median(values.values())
    reasons = {}
    for bid, value in values.items():
        if value > contract_value:
            reasons[bid] = f"{decimal(value, 2):,f} GBP is more than the contract is worth."
        elif middle and value > PLAUSIBLE_TIMES_MEDIAN * middle:
            reasons[bid] = f"{decimal(value, 2):,f} GBP is over three times the median offer."
    return reasons


def fte_years(
    full_time: Decimal,
    part_time: Decimal,
    years: Decimal,
    *,
    part_time_share: Decimal = Decimal("0.5"),
    contract_years: Decimal | None = None,
) -> Fraction:
    """Full-time equivalents x years, never over more years than the contract runs (Torbay's published rule)."""
    counted = years if contract_years is None else min(years, contract_years)
    return (Fraction(full_time) + Fraction(part_time) * Fraction(part_time_share)) * Fraction(counted)


def living_wage_uplift(wage: Decimal, legal_minimum: Decimal, hours: Decimal = FULL_TIME_HOURS) -> Fraction:
    """GBP a year that one worker gains from ``wage`` over the legal minimum, both GBP an hour, ``hours`` a week."""
    return (Fraction(wage) - Fraction(legal_minimum)) * Fraction(hours) * WEEKS
