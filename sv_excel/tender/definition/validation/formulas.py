"""Rules on formulas: what each needs, and nothing that it does not use; bands in order; commitments that count."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.numbers import plain
from sv_excel.tender.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.findings.finding import DataPath
    from sv_excel.tender.definition.criteria import Band, Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.known import Known

WORDS = {
    "quality": "a quality criterion",
    "social_value": "a social value criterion",
    "delivery_plan": "a delivery plan",
    "commitments": "a commitments criterion",
    "price": "a price criterion",
}
FORMULAS = {
    "price": (
        "lowest-price-relative",
        "mean-price",
        "optimal-price",
        "price-per-quality-point",
        "value-for-money-index",
        "monetised-quality",
        "banded",
        "lowest-compliant",
    ),
    "commitments": ("relative-to-highest", "banded"),
}
NEEDED = {
    "optimal-price": ("optimal_price",),
    "value-for-money-index": ("quality_weight", "cost_weight"),
    "monetised-quality": ("willingness_to_pay",),
    "banded": ("bands",),
}
ALLOWED = {"optimal-price": ("maximum_price",)}
PARAMETERS = ("bands", "optimal_price", "maximum_price", "quality_weight", "cost_weight", "willingness_to_pay")


def formulas(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Price and commitments say their formula, with what it needs and nothing that it does not use."""
    for loc, criterion in placed(tender):
        if criterion.kind not in FORMULAS:
            continue
        own = FORMULAS[criterion.kind]
        if criterion.formula is None:
            yield Finding(
                "formula-missing",
                f"{WORDS[criterion.kind]} has no formula.",
                f'Add "formula: ..." with {listed(own, "or")}.',
                path=loc,
            )
            continue
        if criterion.formula not in own:
            yield Finding(
                "formula-misplaced",
                f"the formula {criterion.formula} is not for {WORDS[criterion.kind]}.",
                f"Choose {listed(own, 'or')}.",
                path=(*loc, "formula"),
            )
            continue
        yield from _parameters(loc, criterion)


def bands(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Bands run from the best to the worst or back, each limit once, and no worse band gives more."""
    for loc, criterion in placed(tender):
        if criterion.formula == "banded" and criterion.kind in FORMULAS:
            yield from _bands(loc, criterion)


def _parameters(loc: DataPath, criterion: Criterion) -> Iterator[Finding]:
    formula = str(criterion.formula)
    needed = NEEDED.get(formula, ())
    for key in needed:
        if not getattr(criterion, key):
            yield Finding("parameter-missing", f'the formula {formula} needs "{key}".', f'Add "{key}".', path=loc)
    for key in PARAMETERS:
        if getattr(criterion, key) and key not in needed + ALLOWED.get(formula, ()):
            yield Finding(
                "parameter-unused",
                f'the formula {formula} does not use "{key}".',
                "Take it out, or choose the formula that it belongs to.",
                path=(*loc, key),
            )
    quality, cost = criterion.quality_weight, criterion.cost_weight
    if quality and cost and quality + cost != 100:  # noqa: PLR2004 - per cent
        yield Finding(
            "index-weights-do-not-sum",
            f'"quality_weight" and "cost_weight" sum to {plain(quality + cost)}, not 100.',
            "Change them so that they sum to exactly 100.",
            path=(*loc, "quality_weight"),
        )
    optimal, maximum = criterion.optimal_price, criterion.maximum_price
    if optimal and maximum and maximum <= optimal:
        yield Finding(
            "maximum-under-optimal",
            f'"maximum_price" is {plain(maximum)}, which is not above "optimal_price", {plain(optimal)}.',
            "Points fall from the optimal price to the maximum: raise the maximum.",
            path=(*loc, "maximum_price"),
        )


def _bands(loc: DataPath, criterion: Criterion) -> Iterator[Finding]:
    rising = criterion.kind == "price"
    key, other = ("up_to_percent", "at_least") if rising else ("at_least", "up_to_percent")
    whole = True
    for place, band in enumerate(criterion.bands):
        if getattr(band, other) is not None:
            whole = False
            yield Finding(
                "band-key",
                f'a band of {WORDS[criterion.kind]} does not use "{other}".',
                f'Write "{key}" in its place.',
                path=(*loc, "bands", place, other),
            )
        elif getattr(band, key) is None:
            whole = False
            yield Finding("band-key", f'a band needs "{key}".', f'Add "{key}".', path=(*loc, "bands", place))
    if whole:
        yield from _order(loc, criterion.bands, key, rising=rising)


def _order(loc: DataPath, bands: tuple[Band, ...], key: str, *, rising: bool) -> Iterator[Finding]:
    places = list(enumerate(bands))
    limits = [getattr(band, key) for band in bands]
    best_first = sorted(limits, reverse=not rising)
    if limits != best_first and limits[::-1] == best_first:
        places.reverse()
    way = "rise" if rising else "fall"
    for (_, before), (place, band) in pairwise(places):
        earlier, later = getattr(before, key), getattr(band, key)
        if later == earlier:
            yield Finding(
                "bands-overlap",
                f'two bands have the same "{key}", {plain(later)}.',
                "Keep one of them.",
                path=(*loc, "bands", place, key),
            )
        elif (later > earlier) is not rising:
            yield Finding(
                "bands-out-of-order",
                f'"{key}" is {plain(later)} after {plain(earlier)}.',
                f'List the bands so that "{key}" {way}s: the best band first.',
                path=(*loc, "bands", place, key),
            )
        elif band.percent > before.percent:
            yield Finding(
                "bands-out-of-order",
                f"a worse band gives {plain(band.percent)} per cent, a better one {plain(before.percent)}.",
                "Give a worse band no more than a better one.",
                path=(*loc, "bands", place, "percent"),
            )


def commitments(tender: Tender, known: Known) -> Iterator[Finding]:
    """Commitments count measures, and at least one of them has a value in pounds."""
    for loc, criterion in placed(tender):
        if criterion.kind != "commitments":
            continue
        found = [known.measure(tender, measure_id) for measure_id in criterion.measures]
        if not criterion.measures:
            yield Finding(
                "measures-missing",
                "a commitments criterion names no measures.",
                'Add "measures": [...] with their ids.',
                path=loc,
            )
        elif not any(measure is None or measure.proxy_value for measure in found):
            yield Finding(
                "measures-without-value",
                "none of these measures has a proxy value, so every tenderer would score 0.",
                "Name one that has, or give one of the tender's own measures a proxy_value.",
                path=(*loc, "measures"),
            )
