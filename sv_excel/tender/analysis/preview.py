"""The worth of social value and the lab in words, for a person who is about to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.analysis.price_premium import SUPPOSED_QUALITY
from sv_excel.tender.numbers import decimal, plain
from sv_excel.tender.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.analysis.formula_lab import Lab, Trial
    from sv_excel.tender.analysis.price_premium import Worth

DIVIDING = frozenset({"price-per-quality-point", "value-for-money-index"})


def sentences(point: Worth | None, whole: Worth | None, lab: Lab | None) -> Iterator[str]:
    """What one point of social value is worth, what all are, what a step in price costs, and who decides."""
    if point is not None:
        yield f"One point of social value is {_worth(point)}"
    if whole is not None:
        yield f"All {plain(whole.points)} points of social value are {_worth(whole)}"
    if lab is None:
        return
    if lab.steps:
        kept = ", ".join(f"{percent}% {decimal(points, 2)}" for percent, points in lab.steps.items())
        alike = "in even steps" if lab.is_linear else "in steps that are not alike"
        yield f"Points for a price as per cent of the lowest, {alike}: {kept}."
    bids = ", ".join(
        f"{dummy.name} with {plain(decimal(100 * dummy.quality, 1))}% of the other points at GBP "
        f"{decimal(dummy.price, 0):,}"
        for dummy in lab.dummies
    )
    yield f"Made-up bids through each price formula, the one chosen first: {bids}."
    for trial in lab.trials[:1]:
        for bid, first in trial.flips.items():
            yield (
                f"Under {trial.formula} bid {bid} decides although it does not win: {_named(trial.first)} first "
                f"with it, "
                f"{_named(first)} without it."
            )


def lab_rows(lab: Lab) -> Iterator[tuple[str, ...]]:
    """A row a formula: who is first, and who without each bid, starred where that changes although it did not win."""
    for trial in lab.trials:
        yield trial.formula, _named(trial.first), *(_without(trial, dummy.name) for dummy in lab.dummies)


def _without(trial: Trial, bid: str) -> str:
    return _named(trial.without[bid]) + (" *" if bid in trial.flips else "")


def _named(bids: tuple[str, ...]) -> str:
    return listed(bids) if bids else "nobody"


def _worth(worth: Worth) -> str:
    under = f"under {worth.formula}"
    if worth.formula in DIVIDING:
        under += f", for a bid with {plain(SUPPOSED_QUALITY)} of 100 points"
    if worth.pounds is None:
        return f"worth more than any price can cost {under}."
    if worth.formula == "lowest-compliant":
        return f"worth nothing {under}: the lowest price wins, whatever is promised."
    share = f"{decimal(100 * worth.pounds / worth.at, 2)}% of the contract value"
    if worth.is_step:
        return (
            f"worth GBP {decimal(worth.pounds, 2):,} of price ({share}) {under}: up to that a dearer bid loses less, "
            "beyond it at once as much or more."
        )
    return (
        f"worth GBP {decimal(worth.pounds, 2):,} of price ({share}) {under}: a bid with them ties with one that "
        f"has none "
        "of them and asks so much less, the contract value."
    )
