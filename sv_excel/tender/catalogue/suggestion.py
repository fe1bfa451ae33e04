"""`Suggestion`: a mechanism for a procurement, with the reasons why. A starting point; the buyer decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from sv_excel.tender.catalogue.boards import IcbPriority
    from sv_excel.tender.catalogue.catalogue import Catalogue, Mechanism
    from sv_excel.tender.catalogue.models import ModelId

FIRST_PRIORITY = 3
FURTHER_PRIORITY = 1
MOST_FOR_PRIORITIES = 5
FIRST_CHOICE = 4
FITS_CATEGORY = 2
COUNTED_IN_POUNDS = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A ``mechanism``, why it is suggested in words fit to print, and its ``score`` (the higher, the more fitting)."""

    mechanism: Mechanism
    reasons: tuple[str, ...]
    score: int
    priorities: tuple[IcbPriority, ...] = ()


def suggest(
    catalogue: Catalogue, icbs: tuple[str, ...], category: str | None, model: ModelId | None, value: Decimal | None
) -> tuple[Suggestion, ...]:
    """The mechanisms that answer ``model``, suit ``category`` and are in proportion to ``value`` (GBP), best first.

    None for ``category``, ``model`` or ``value`` sets no bound. Points: for each board, 3 for a priority served and 1
    for each further one, at most 5; 4 for a first choice of the category, 2 for one that names the category; 1 where a
    measure of the model counts in pounds. Of equal points what serves a priority comes first; else the order is that of
    the catalogue.

    Raises:
        KeyError: where a board, the category or the model is not in the catalogue.
    """
    found = [
        _weigh(catalogue, mechanism, icbs, category, model)
        for mechanism in catalogue.mechanisms
        if (model is None or mechanism.criteria.of(model))
        and mechanism.suits(category)
        and (value is None or mechanism.contract_value.holds(value))
    ]
    return tuple(sorted(found, key=lambda suggestion: (-suggestion.score, not suggestion.priorities)))


def _weigh(
    catalogue: Catalogue, mechanism: Mechanism, icbs: tuple[str, ...], category: str | None, model: ModelId | None
) -> Suggestion:
    priorities = catalogue.serving(mechanism.id, icbs)
    in_pounds = tuple(m.id for m in catalogue.measures_of(mechanism, model) if m.proxy_value is not None)
    points, fit = _fit(catalogue, mechanism, category)
    score = points + (COUNTED_IN_POUNDS if in_pounds else 0)
    score += sum(_points(len(catalogue.serving(mechanism.id, [icb]))) for icb in dict.fromkeys(icbs))
    reasons = (
        *(f"serves {priority.id}, {priority.title}{priority.doubt}" for priority in priorities),
        *fit,
        *_reasons_of_model(catalogue, mechanism, model),
        *_reasons_of_value(mechanism),
        *((f"counts in pounds by {', '.join(in_pounds)}",) if in_pounds else ()),
    )
    return Suggestion(mechanism, reasons, score, priorities)


def _points(served: int) -> int:
    if not served:
        return 0
    return min(FIRST_PRIORITY + FURTHER_PRIORITY * (served - 1), MOST_FOR_PRIORITIES)


def _fit(catalogue: Catalogue, mechanism: Mechanism, category_id: str | None) -> tuple[int, tuple[str, ...]]:
    """The points for a fit with the category, and the reason in words."""
    if category_id is None:
        return 0, ()
    category = catalogue.category(category_id)
    words = category.title if category.title[1].isupper() else category.title[0].lower() + category.title[1:]
    if mechanism.id in category.first_choices:
        return FIRST_CHOICE, (f"a first choice for {words}",)
    return (FITS_CATEGORY, (f"fits {words}",)) if mechanism.categories else (0, ("suits any category",))


def _reasons_of_model(catalogue: Catalogue, mechanism: Mechanism, model: ModelId | None) -> Iterator[str]:
    if model is None:
        return
    criteria = catalogue.model(model).criteria
    for code in mechanism.criteria.of(model):
        doubt = "" if criteria[code].verified else " (code not verified)"
        yield f"answers {code}, {criteria[code].title}{doubt}"


def _reasons_of_value(mechanism: Mechanism) -> Iterator[str]:
    if mechanism.contract_value.from_value:
        yield f"in proportion from GBP {int(mechanism.contract_value.from_value):,}"
