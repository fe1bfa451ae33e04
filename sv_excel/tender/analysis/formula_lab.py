"""The price-formula lab: the same dummy bids through each formula, before anybody has bid.

It shows what a choice of formula does: other winners, steps that are not alike, and a bid that cannot win deciding who
does (a known weakness of formulas that take the lowest or the mean price).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from sv_excel.tender.definition.criteria import INDEX_FORMULAS, LOWER_IS_BETTER, Band
from sv_excel.tender.scoring import price as prices
from sv_excel.tender.scoring.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender

SUPPOSED_WEIGHT = Decimal(40)
"""Of price, in percentage points, where the chosen formula gives it none."""
SUPPOSED_BANDS = tuple(
    Band(up_to_percent=Decimal(limit), percent=Decimal(percent))
    for limit, percent in ((100, 100), (110, 75), (125, 50), (150, 25))
)
SUPPOSED_OPTIMUM = Decimal("0.6")
"""Of the contract's value, where no optimal price is published."""
STEPS = tuple(range(100, 151, 10))
"""Prices as per cent of the lowest."""


@dataclass(frozen=True, slots=True)
class Dummy:
    """A made-up bid: its ``quality`` as a share of the points other than price's, its ``price`` in GBP."""

    name: str
    quality: Fraction
    price: Fraction


@dataclass(frozen=True, slots=True)
class Trial:
    """What a formula makes of the bids: figures by bid (points, or its index), who is first, who ``without`` each."""

    formula: str
    figures: Mapping[str, Fraction]
    first: tuple[str, ...]
    without: Mapping[str, tuple[str, ...]]

    @property
    def flips(self) -> dict[str, tuple[str, ...]]:
        """Each bid that is not first, yet without it somebody else would be; and who then."""
        return {bid: first for bid, first in self.without.items() if bid not in self.first and first != self.first}


@dataclass(frozen=True, slots=True)
class Lab:
    """All trials, the chosen formula's first, and what each step in price costs under the chosen one.

    ``steps`` has, for a price as per cent of the lowest, the points that it keeps; none where a formula has no points.
    """

    weight: Decimal
    dummies: tuple[Dummy, ...]
    trials: tuple[Trial, ...]
    steps: Mapping[int, Fraction]

    @property
    def is_linear(self) -> bool:
        """Whether each step in price costs as many points as the one before."""
        kept = list(self.steps.values())
        return len({before - after for before, after in pairwise(kept)}) <= 1


def experiment(tender: Tender) -> Lab | None:
    """The lab for a tender's price weighting and contract value; None where prices are not judged."""
    criterion = tender.price
    if criterion is None or criterion.formula is None:
        return None
    weight = SUPPOSED_WEIGHT if criterion.is_index else criterion.weight
    value = tender.contract_value
    bids = dummies(weight, value)
    names = sorted((*prices.POINTS, *prices.INDEXES), key=lambda name: name != criterion.formula)
    own = {name: _supposed(criterion, name, weight, value) for name in names}
    return Lab(
        weight=weight,
        dummies=bids,
        trials=tuple(trial(own[name], weight, bids) for name in names),
        steps=dict(_steps(own[criterion.formula], value)),
    )


def dummies(weight: Decimal, value: Decimal) -> tuple[Dummy, ...]:
    """Three bids for a price of this ``weight``: A good and dear, B middling, C cheap and poor, unable to win.

    B is as much below A in quality that the relative formula puts it first, but A first as soon as C is there. At 40
    they are 60, 50 and 30 per cent at 105, 85 and 60 per cent of ``value`` (GBP).
    """
    ratio = Fraction(weight) / max(100 - Fraction(weight), Fraction(1))
    best, worst = Fraction(6, 10), Fraction(3, 10)
    shares = {
        "A": (best, 105),
        "B": (max(best - ratio * Fraction(15, 100), Fraction(0)), 85),
        "C": (max(min(worst, best - ratio * Fraction(45, 100)), Fraction(0)), 60),
    }
    return tuple(Dummy(name, share, Fraction(value) * percent / 100) for name, (share, percent) in shares.items())


def trial(price: Criterion, weight: Decimal, bids: Sequence[Dummy]) -> Trial:
    """One formula on the bids; ``weight`` is price's in percentage points where the formula gives points."""
    return Trial(
        formula=str(price.formula),
        figures=(figures := _figures(price, weight, bids)),
        first=_first(price, figures),
        without={
            bid.name: _first(price, _figures(price, weight, [other for other in bids if other is not bid]))
            for bid in bids
        },
    )


def _figures(price: Criterion, weight: Decimal, bids: Sequence[Dummy]) -> dict[str, Fraction]:
    if price.is_index:
        quality = {bid.name: 100 * bid.quality for bid in bids if bid.quality or price.formula == "lowest-compliant"}
        asked = {bid.name: bid.price for bid in bids if bid.name in quality}
        return prices.INDEXES[str(price.formula)](price, asked, quality)
    asked = {bid.name: bid.price for bid in bids}
    points = prices.POINTS[str(price.formula)](price, asked)
    return {bid.name: points[bid.name] + (100 - Fraction(weight)) * bid.quality for bid in bids}


def _first(price: Criterion, figures: Mapping[str, Fraction]) -> tuple[str, ...]:
    ranks = rank(figures, lower_is_better=price.formula in LOWER_IS_BETTER, tie_break=())
    return tuple(name for name, place in ranks.items() if place == 1)


def _supposed(chosen: Criterion, formula: str, weight: Decimal, value: Decimal) -> Criterion:
    """The criterion under ``formula``: as it is where chosen, else with such figures as a buyer might publish."""
    if formula == chosen.formula:
        return chosen
    blank = chosen.model_copy(update={"bands": (), "optimal_price": None, "maximum_price": None})
    return blank.model_copy(
        update={
            "formula": formula,
            "weight": Decimal(0) if formula in INDEX_FORMULAS else weight,
            "bands": SUPPOSED_BANDS if formula == "banded" else (),
            "optimal_price": value * SUPPOSED_OPTIMUM,
            "quality_weight": 100 - weight,
            "cost_weight": weight,
            "willingness_to_pay": value / 100,
        }
    )


def _steps(price: Criterion, value: Decimal) -> Iterator[tuple[int, Fraction]]:
    if price.is_index:
        return
    for percent in STEPS:
        asked = {
            name: Fraction(value) * of / 100 for name, of in (("lowest", 100), ("other", percent), ("highest", 150))
        }
        yield percent, prices.POINTS[str(price.formula)](price, asked)["other"]
