"""What the catalogue holds, filtered by board, category and model: for `mechanisms` and `priorities`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from sv_excel.errors import NotInCatalogueError
from sv_excel.tender.social_value_model import ModelId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.tender.catalogue import Catalogue, Mechanism
    from sv_excel.tender.icb import Icb, IcbPriority

MODELS: tuple[ModelId, ...] = get_args(ModelId)


def mechanisms(
    catalogue: Catalogue, icbs: Sequence[str], category: str | None, model: ModelId | None
) -> tuple[dict[str, Any], ...]:
    """The mechanisms that serve a priority of ``icbs``, suit ``category`` and answer ``model``, as JSON has them.

    Raises:
        NotInCatalogueError: a board or the category is not there.
    """
    require(catalogue, icbs, category)
    return tuple(
        {
            "id": mechanism.id,
            "title": mechanism.title,
            "description": mechanism.description,
            "criteria": {name: list(mechanism.criteria.of(name)) for name in _models(model)},
            "categories": list(mechanism.categories),
            "measures": list(mechanism.measures),
            "priorities": [priority.id for priority in catalogue.serving(mechanism.id, icbs)],
            "source": mechanism.source,
        }
        for mechanism in _suiting(catalogue, category, model)
        if not icbs or catalogue.serving(mechanism.id, icbs)
    )


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
        }
        for icb, priority in _of_boards(catalogue, icbs)
        if fitting.intersection(priority.mechanisms)
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
            raise NotInCatalogueError("Integrated Care Board", name, known_icbs)
    if category is not None and category not in known_categories:
        raise NotInCatalogueError("category", category, known_categories)
