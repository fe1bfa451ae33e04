"""What the catalogue holds, filtered by board, category and model: for `mechanisms` and `priorities`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from sv_excel.errors.tender import NotInCatalogueError
from sv_excel.tender.catalogue.models import ModelId
from sv_excel.tender.phrases import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from sv_excel.tender.catalogue.boards import Icb, IcbPriority
    from sv_excel.tender.catalogue.catalogue import Catalogue, Mechanism
    from sv_excel.tender.catalogue.suggestion import Suggestion

MODELS: tuple[ModelId, ...] = get_args(ModelId)


def mechanisms(
    catalogue: Catalogue,
    icbs: Sequence[str],
    category: str | None,
    model: ModelId | None,
    value: Decimal | None = None,
) -> tuple[dict[str, Any], ...]:
    """The mechanisms that serve a priority of ``icbs``, suit ``category``, ``model`` and ``value``, as JSON has them.

    The most fitting comes first, with the reasons, as `new` suggests them; where neither board nor category is asked
    for, they keep the order of the catalogue.

    Raises:
        NotInCatalogueError: a board or the category is not there.
    """
    require(catalogue, icbs, category)
    found = catalogue.suggest(icbs, category, model, value)
    if not icbs and category is None:
        found = tuple(sorted(found, key=lambda suggestion: catalogue.mechanisms.index(suggestion.mechanism)))
    return tuple(_told(catalogue, suggestion, model) for suggestion in found if not icbs or suggestion.priorities)


def _told(catalogue: Catalogue, suggestion: Suggestion, model: ModelId | None) -> dict[str, Any]:
    mechanism = suggestion.mechanism
    codes = {name: mechanism.criteria.of(name) for name in _models(model)}
    doubted = {
        name: [code for code in found if not catalogue.model(name).criteria[code].verified]
        for name, found in codes.items()
    }
    return {
        "id": mechanism.id,
        "title": mechanism.title,
        "description": mechanism.description,
        "criteria": {name: list(found) for name, found in codes.items()},
        "criteria_not_verified": {name: found for name, found in doubted.items() if found},
        "categories": list(mechanism.categories),
        "measures": list(mechanism.measures),
        "priorities": [priority.id for priority in suggestion.priorities],
        "score": suggestion.score,
        "reasons": list(suggestion.reasons),
        "source": mechanism.source,
        "date": mechanism.date,
        "verified": mechanism.verified,
    }


def priorities(
    catalogue: Catalogue, icbs: Sequence[str], category: str | None, model: ModelId | None
) -> tuple[dict[str, Any], ...]:
    """The priorities of ``icbs`` (all boards where none is named), each with the mechanisms that fit and serve it.

    Raises:
        NotInCatalogueError: a board or the category is not there.
    """
    require(catalogue, icbs, category)
    fitting = {mechanism.id for mechanism in _suiting(catalogue, category, model)}
    return tuple(
        {
            "icb": icb.id,
            "id": priority.id,
            "title": priority.title,
            "why": priority.why,
            "mechanisms": [name for name in priority.mechanisms if name in fitting],
            "source": priority.source,
            "date": priority.date,
            "verified": priority.verified,
        }
        for icb, priority in _of_boards(catalogue, icbs)
        if fitting.intersection(priority.mechanisms)
    )


def boards(catalogue: Catalogue, icbs: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """The boards named (all where none is) as JSON has them: code, boroughs, first and last day, who took over.

    Raises:
        NotInCatalogueError: a board is not there.
    """
    require(catalogue, icbs, None)
    return tuple(
        {
            "id": icb.id,
            "name": icb.name,
            "ods": icb.ods,
            "boroughs": list(icb.boroughs),
            "population": icb.population,
            "valid_from": icb.valid_from.isoformat(),
            "valid_to": icb.valid_to.isoformat() if icb.valid_to else None,
            "succeeded_by": icb.succeeded_by,
            "inherits": list(icb.inherits),
            "note": icb.note,
            "source": icb.source,
            "date": icb.date,
            "verified": icb.verified,
        }
        for icb in catalogue.icbs
        if not icbs or icb.id in icbs
    )


def _of_boards(catalogue: Catalogue, icbs: Sequence[str]) -> Iterator[tuple[Icb, IcbPriority]]:
    for icb in (catalogue.icb(name) for name in icbs) if icbs else catalogue.icbs:
        found = catalogue.priorities(icb.id) if icbs else icb.priorities
        yield from ((icb, priority) for priority in found)


def _suiting(catalogue: Catalogue, category: str | None, model: ModelId | None) -> Iterator[Mechanism]:
    for mechanism in catalogue.mechanisms:
        if mechanism.suits(category) and any(mechanism.criteria.of(name) for name in _models(model)):
            yield mechanism


def _models(model: ModelId | None) -> tuple[ModelId, ...]:
    return MODELS if model is None else (model,)


def require(catalogue: Catalogue, icbs: Sequence[str], category: str | None) -> None:
    """Refuse a board or a category that the catalogue does not have, by `NotInCatalogueError`."""
    known_icbs = [icb.id for icb in catalogue.icbs]
    known_categories = [known.id for known in catalogue.categories]
    for name in icbs:
        if name not in known_icbs:
            raise NotInCatalogueError("Integrated Care Board", name, known_icbs, nearest(name, known_icbs))
    if category is not None and category not in known_categories:
        guess = nearest(category, known_categories)
        raise NotInCatalogueError("category", category, known_categories, guess)
