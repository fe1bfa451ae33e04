"""`Starter`: what a new definition begins with. Suggestions cut down to what one tender can ask; the buyer decides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, zip_longest
from typing import TYPE_CHECKING

from sv_excel.tender.policy.asks import weight_floor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from sv_excel.tender.catalogue.boards import Icb
    from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure
    from sv_excel.tender.catalogue.models import ModelId, Theme
    from sv_excel.tender.catalogue.suggestion import Suggestion

LOW_VALUE = Decimal(250_000)
"""GBP, whole term: under it milestones take the place of a delivery plan. Rotherham's published line; London
Procurement Partnership's own is not published."""
MOST_THEMES = 2
"""NHS Social Value Playbook (NHS England, July 2025): up to two themes."""
MOST_MEASURES, MOST_MEASURES_LOW = 6, 3
"""Bradford's published limit is six; half of it where the value is low."""
MOST_MECHANISMS, MOST_MECHANISMS_LOW = 4, 2
MOST_OTHERS = 6
PLAN_SHARE = Decimal("0.6")
"""The delivery plan's share of social value: 6 of 10 points, as London Procurement Partnership says is typical."""
CLIMATE_THEMES = frozenset({"climate", "clean-energy"})
PAST_THEMES = frozenset({"covid-recovery"})
"""London's measures have worked without the COVID-19 theme since 2022."""
FIT_OF_CATEGORY = ("a first choice for", "fits ")
WEIGHED = 2
"""How many of a theme's best mechanisms speak for it: as many as are chosen of each."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a definition is asked for: boards, category and model by id, ``value`` in GBP for the whole term."""

    icbs: tuple[str, ...]
    category: str | None
    model: ModelId
    value: Decimal
    commenced: dt.date


@dataclass(frozen=True)
class Starter:
    """What a starter definition says of social value.

    Weights are percentage points of the total. ``themes`` are those chosen; ``climate_is_core`` says that climate is
    a core requirement in place of a theme. ``others`` are the next best suggestions, to choose from.
    """

    need: Need
    icbs: tuple[Icb, ...]
    successors: tuple[tuple[Icb, Icb], ...]
    themes: tuple[Theme, ...]
    climate_is_core: bool
    chosen: tuple[Suggestion, ...]
    others: tuple[Suggestion, ...]
    measures: tuple[CataloguedMeasure, ...]
    weight: Decimal
    plan_weight: Decimal
    is_low_value: bool

    @property
    def commitments_weight(self) -> Decimal:
        """What is left of social value after the delivery plan."""
        return self.weight - self.plan_weight


def start(catalogue: Catalogue, need: Need) -> Starter:
    """What to begin with.

    A board that has ended is suggested for, and named by its successor. Climate is a theme where it has a mechanism
    that fits the category, else a core requirement (NHS Social Value Playbook).

    Raises:
        KeyError: a board, the category or the model is not in the catalogue.
    """
    asked = tuple(catalogue.icb(icb_id) for icb_id in dict.fromkeys(need.icbs))
    standing = {icb.id: _standing(catalogue, icb, need.commenced) for icb in asked}
    low = need.value < LOW_VALUE
    ranked = catalogue.suggest(need.icbs, need.category, need.model, need.value)
    themes = _themes(catalogue, ranked, need.model, most=1 if low else MOST_THEMES)
    chosen = _chosen(catalogue, ranked, need.model, themes, most=MOST_MECHANISMS_LOW if low else MOST_MECHANISMS)
    measures = _measures(catalogue, chosen, need.model, themes, MOST_MEASURES_LOW if low else MOST_MEASURES)
    weight = weight_floor(need.model, need.value)
    return Starter(
        need=need,
        icbs=tuple(dict.fromkeys(standing.values())),
        successors=tuple((icb, standing[icb.id]) for icb in asked if standing[icb.id] is not icb),
        themes=themes,
        climate_is_core=not CLIMATE_THEMES & {theme.id for theme in themes},
        chosen=chosen,
        others=tuple(suggestion for suggestion in ranked if suggestion not in chosen)[:MOST_OTHERS],
        measures=measures,
        weight=weight,
        plan_weight=weight * PLAN_SHARE if measures else weight,
        is_low_value=low,
    )


def _standing(catalogue: Catalogue, icb: Icb, day: dt.date) -> Icb:
    """The board, or the one that stands in its place on ``day``."""
    while not icb.stands_on(day) and icb.succeeded_by is not None and icb.valid_from <= day:
        icb = catalogue.icb(icb.succeeded_by)
    return icb


def _themes(catalogue: Catalogue, ranked: Sequence[Suggestion], model: ModelId, *, most: int) -> tuple[Theme, ...]:
    """The themes that the best mechanisms speak for; climate is among two of them where it fits the category.

    What fits the category speaks first, what suits any category only between equals.
    """
    of_theme: dict[str, list[Suggestion]] = {}
    by_id: dict[str, Theme] = {}
    for suggestion in ranked:
        theme = catalogue.themes(suggestion.mechanism, model)[0]
        if theme.id not in PAST_THEMES:
            by_id[theme.id] = theme
            of_theme.setdefault(theme.id, []).append(suggestion)
    strength = {theme: _strength(found) for theme, found in of_theme.items()}
    order = sorted(of_theme, key=strength.__getitem__, reverse=True)
    pairs = [pair for size in range(most, 0, -1) for pair in combinations(order, min(size, len(order)))]
    climate = [t for t in order if t in CLIMATE_THEMES and any(_fits(s) for s in of_theme[t])]
    wanted = [pair for pair in pairs if most > 1 and climate and climate[0] in pair] or pairs
    in_pounds = [p for p in wanted if any(_counted(catalogue, s, model, p) for theme in p for s in of_theme[theme])]
    return tuple(by_id[theme] for theme in (in_pounds or wanted or [()])[0])


def _strength(found: Sequence[Suggestion]) -> tuple[int, int]:
    fitting = [suggestion.score for suggestion in found if _fits(suggestion)]
    return sum(fitting[:WEIGHED]), sum(suggestion.score for suggestion in found[:WEIGHED])


def _fits(suggestion: Suggestion) -> bool:
    return any(reason.startswith(FIT_OF_CATEGORY) for reason in suggestion.reasons)


def _counted(catalogue: Catalogue, suggestion: Suggestion, model: ModelId, themes: Collection[str]) -> bool:
    return any(measure.proxy_value is not None for measure in _within(catalogue, suggestion, model, themes))


def _within(
    catalogue: Catalogue, suggestion: Suggestion, model: ModelId, themes: Collection[str]
) -> tuple[CataloguedMeasure, ...]:
    """The measures of a mechanism that count towards these themes, those with a value in pounds first."""
    found = [
        measure
        for measure in catalogue.measures_of(suggestion.mechanism, model)
        if any(catalogue.model(model).theme(outcome).id in themes for outcome in measure.outcomes.of(model))
    ]
    return tuple(sorted(found, key=lambda measure: measure.proxy_value is None))


def _chosen(
    catalogue: Catalogue, ranked: Sequence[Suggestion], model: ModelId, themes: Sequence[Theme], *, most: int
) -> tuple[Suggestion, ...]:
    """The best mechanisms of the themes, as many of each; at least one of them is counted in pounds if any is."""
    ids = {theme.id for theme in themes}
    each = most // max(len(themes), 1)
    chosen: list[Suggestion] = []
    for theme in themes:
        own = [s for s in ranked if catalogue.themes(s.mechanism, model)[0].id == theme.id and s not in chosen]
        chosen += own[:each]
    if not any(_counted(catalogue, suggestion, model, ids) for suggestion in chosen):
        counted = [s for s in ranked if _counted(catalogue, s, model, ids)]
        spare = [s for s in counted if catalogue.themes(s.mechanism, model)[0].id in ids]
        chosen = [*chosen[: most - 1], *spare[:1]]
    return tuple(sorted(chosen, key=ranked.index))


def _measures(
    catalogue: Catalogue, chosen: Sequence[Suggestion], model: ModelId, themes: Sequence[Theme], most: int
) -> tuple[CataloguedMeasure, ...]:
    """One measure of each chosen mechanism in turn, those with a value in pounds first; none if none has one."""
    ids = {theme.id for theme in themes}
    own = [_within(catalogue, suggestion, model, ids) for suggestion in chosen]
    in_turn = dict.fromkeys(measure for layer in zip_longest(*own) for measure in layer if measure is not None)
    found = sorted(list(in_turn)[:most], key=lambda measure: measure.proxy_value is None)
    return tuple(found) if found and found[0].proxy_value is not None else ()
