"""Small phrases that sentences about definitions and catalogues share: lists, and the nearest word that is known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MOST_LISTED = 12
"""How many names a sentence lists at most."""
ALIKE = 0.6
"""How alike two words must be for one to be suggested for the other, from 0 to 1."""


def listed(names: Collection[str], joint: str = "and") -> str:
    """Names as a sentence has them: ``A, B and C``."""
    *most, last = names
    return f"{', '.join(most)} {joint} {last}" if most else last


def suggested(word: str, choices: Collection[str]) -> str:
    """What to do about a word that is not known: the nearest one, or those that there are."""
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
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=ALIKE)
    return folded[found[0]] if found else None


def repeated(names: Collection[str]) -> Iterator[tuple[int, str, int]]:
    """Each name that came before, whatever its case: its place, the name, and the place of the first."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        before = first.setdefault(name.casefold(), place)
        if before != place:
            yield place, name, before
