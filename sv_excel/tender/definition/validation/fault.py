"""`Fault`: one thing wrong with a definition, and where in it; with the few phrases that rules share."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender

Loc = tuple[str | int, ...]
"""The way to a value in the definition: keys, and places in lists counted from 0."""
MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at ``loc`` and what to do about it; both are whole sentences."""

    code: str
    loc: Loc
    problem: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Known:
    """What the social value catalogue holds, by id."""

    mechanisms: frozenset[str] = frozenset()
    icbs: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    measures: Mapping[str, Measure] | None = None

    def measure(self, tender: Tender, measure_id: str) -> Measure | None:
        """The measure of this id, the tender's own first; None where there is none."""
        own = {measure.id: measure for measure in tender.measures}
        return own.get(measure_id) or (self.measures or {}).get(measure_id)


def placed(tender: Tender) -> Iterator[tuple[Loc, Criterion]]:
    """Every criterion with its place, parents first."""

    def walk(loc: Loc, criterion: Criterion) -> Iterator[tuple[Loc, Criterion]]:
        yield loc, criterion
        for place, child in enumerate(criterion.sub_criteria):
            yield from walk((*loc, "sub_criteria", place), child)

    for place, criterion in enumerate(tender.award_criteria):
        yield from walk(("award_criteria", place), criterion)


def listed(names: Collection[str], joint: str = "and") -> str:
    """Names as a sentence has them: ``A, B and C``."""
    *most, last = names
    return f"{', '.join(most)} {joint} {last}" if most else last


def suggested(word: str, choices: Collection[str]) -> str:
    """The way out of a word that is not known: the nearest one, or those that there are."""
    if guess := nearest(word, choices):
        return f'Did you mean "{guess}"?'
    if not choices:
        return "There are none to name: take it out."
    if len(choices) > MOST_LISTED:
        return "Look for a misspelling."
    return f"Name {listed(sorted(choices), 'or')}."


def nearest(word: str, choices: Collection[str]) -> str | None:
    """The choice that is most like ``word``, whatever its case; None where none is near."""
    folded = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def repeated(names: Collection[str]) -> Iterator[tuple[int, str, int]]:
    """Each name that stood before, whatever its case: its place, the name, and the place of the first."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        before = first.setdefault(name.casefold(), place)
        if before != place:
            yield place, name, before
