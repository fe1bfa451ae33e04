"""What must hold across the entries of a catalogue: ids are told apart, and what one entry names is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sv_excel.findings.finding import Finding
from sv_excel.tender.phrases import repeated, suggested

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sv_excel.findings.finding import DataPath
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.catalogue.models import ByModel, ModelId

GROUPS = ("models", "categories", "measures", "mechanisms", "icbs")
WORDS = {"models": "model", "categories": "category", "measures": "measure", "mechanisms": "mechanism", "icbs": "board"}
MODELS: tuple[ModelId, ...] = ("ppn-06-20", "ppn-002", "ppn-026")


def check_catalogue(part: Catalogue, whole: Catalogue) -> Iterator[Finding]:
    """What is wrong in ``part``, one file of the catalogue, seen beside the ``whole``."""
    yield from _repeats(part)
    yield from _categories(part, whole)
    yield from _measures(part, whole)
    yield from _mechanisms(part, whole)
    yield from _icbs(part, whole)


def clashes(part: Catalogue, before: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Entries of ``part`` that say otherwise than the entry of the same id ``before``: group, id, place in the part."""
    for group in GROUPS:
        standing = {entry.id.casefold(): entry for entry in getattr(before, group)}
        for place, entry in enumerate(getattr(part, group)):
            if standing.get(entry.id.casefold(), entry) != entry:
                yield group, entry.id, place


def joined(before: Catalogue, part: Catalogue) -> Catalogue:
    """Both as one; of entries with the same id the first stands."""
    groups: dict[str, Any] = {}
    for group in GROUPS:
        entries = {entry.id: entry for entry in (*getattr(part, group), *getattr(before, group))}
        order = dict.fromkeys(entry.id for entry in (*getattr(before, group), *getattr(part, group)))
        groups[group] = tuple(entries[entry_id] for entry_id in order)
    return before.model_copy(update=groups)


def _repeats(part: Catalogue) -> Iterator[Finding]:
    groups: list[tuple[DataPath, str, list[str]]] = [
        ((group,), WORDS[group], [entry.id for entry in getattr(part, group)]) for group in GROUPS
    ]
    priorities = [(place, at, p.id) for place, icb in enumerate(part.icbs) for at, p in enumerate(icb.priorities)]
    for loc, word, ids in groups:
        for place, name, _ in repeated(ids):
            yield Finding(
                "id-repeated", f"there are two of the {word} {name}.", "Rename one.", path=(*loc, place, "id")
            )
    for index, name, _ in repeated([priority_id for _, _, priority_id in priorities]):
        place, at, _ = priorities[index]
        loc = ("icbs", place, "priorities", at, "id")
        yield Finding("id-repeated", f"there are two of the priority {name}.", "Rename one.", path=loc)


def _categories(part: Catalogue, whole: Catalogue) -> Iterator[Finding]:
    for place, category in enumerate(part.categories):
        loc = ("categories", place, "first_choices")
        subject = f"the category {category.id}"
        yield from _unknown(loc, subject, "mechanism", category.first_choices, _ids(whole.mechanisms))


def _measures(part: Catalogue, whole: Catalogue) -> Iterator[Finding]:
    for place, measure in enumerate(part.measures):
        loc: DataPath = ("measures", place)
        yield from _outcomes((*loc, "outcomes"), f"the measure {measure.id}", measure.outcomes, whole)
        if measure.proxy_value is not None and measure.proxy_source is None:
            problem = f"the measure {measure.id} has a proxy value without a source."
            remedy = "Add proxy_source: source, date, price_year, licence, value_basis, checked, verified."
            yield Finding("proxy-without-source", problem, remedy, path=(*loc, "proxy_value"))


def _mechanisms(part: Catalogue, whole: Catalogue) -> Iterator[Finding]:
    codes = {model.id: frozenset(model.criteria) for model in whole.models}
    for place, mechanism in enumerate(part.mechanisms):
        loc: DataPath = ("mechanisms", place)
        subject = f"the mechanism {mechanism.id}"
        yield from _unknown((*loc, "measures"), subject, "measure", mechanism.measures, _ids(whole.measures))
        yield from _unknown((*loc, "categories"), subject, "category", mechanism.categories, _ids(whole.categories))
        for model in MODELS:
            known = codes.get(model, frozenset())
            yield from _unknown(
                (*loc, "criteria", model), subject, f"criterion of {model}", mechanism.criteria.of(model), known
            )


def _icbs(part: Catalogue, whole: Catalogue) -> Iterator[Finding]:
    boards = _ids(whole.icbs)
    for place, icb in enumerate(part.icbs):
        loc: DataPath = ("icbs", place)
        subject = f"the board {icb.id}"
        yield from _unknown((*loc, "inherits"), subject, "board", icb.inherits, boards)
        if icb.succeeded_by is not None:
            yield from _unknown((*loc, "succeeded_by"), subject, "board", (icb.succeeded_by,), boards)
        if icb.valid_to is not None and icb.valid_to < icb.valid_from:
            problem = f"{subject} ends before it begins."
            yield Finding("dates-reversed", problem, "Correct valid_from or valid_to.", path=(*loc, "valid_to"))
        for at, priority in enumerate(icb.priorities):
            inner: DataPath = (*loc, "priorities", at)
            named = f"the priority {priority.id}"
            yield from _unknown((*inner, "mechanisms"), named, "mechanism", priority.mechanisms, _ids(whole.mechanisms))
            yield from _outcomes((*inner, "outcomes"), named, priority.outcomes, whole)


def _outcomes(loc: DataPath, subject: str, outcomes: ByModel, whole: Catalogue) -> Iterator[Finding]:
    codes = {model.id: frozenset(outcome.id for outcome in model.outcomes()) for model in whole.models}
    for model in MODELS:
        known = codes.get(model, frozenset())
        yield from _unknown((*loc, model), subject, f"outcome of {model}", outcomes.of(model), known)


def _unknown(
    loc: DataPath, subject: str, word: str, names: Collection[str], known: Collection[str]
) -> Iterator[Finding]:
    for place, name in enumerate(names):
        if name not in known:
            problem = f"{subject} names the {word} {name}, which is not in the catalogue."
            yield Finding("id-unknown", problem, suggested(name, known), path=(*loc, place))


def _ids(entries: Collection[Any]) -> frozenset[str]:
    return frozenset(entry.id for entry in entries)
