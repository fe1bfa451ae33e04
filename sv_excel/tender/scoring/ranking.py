"""The order of bids: on exact totals, then by the published tie-break, never by name or by order of arrival."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from sv_excel.tender.numbers import decimal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction


def rank(
    totals: Mapping[str, Fraction], *, lower_is_better: bool = False, tie_break: Sequence[Mapping[str, Fraction]] = ()
) -> dict[str, int]:
    """Rank by bid, best first: 1, 1, 3 where two share the first place.

    ``tie_break`` holds one figure a bid for each step, in turn; the higher figure ranks above.
    """

    def standing(bid: str) -> tuple[Fraction, ...]:
        total = totals[bid]
        return (total if lower_is_better else -total, *(-step[bid] for step in tie_break))

    ranks: dict[str, int] = {}
    for _, level in groupby(sorted(totals, key=standing), key=standing):
        place = len(ranks) + 1
        ranks.update(dict.fromkeys(level, place))
    return ranks


def first_place_tie(ranks: Mapping[str, int]) -> tuple[str, ...] | None:
    """The bids that share the first place; None where one bid holds it alone, or none does."""
    first = tuple(bid for bid, place in ranks.items() if place == 1)
    return first if len(first) > 1 else None


def shown_alike(totals: Mapping[str, Fraction], places: int = 2) -> tuple[tuple[str, str], ...]:
    """Pairs of neighbours whose totals look equal to ``places`` decimals and are not: they differ beyond these."""
    ordered = sorted(totals, key=lambda bid: totals[bid], reverse=True)
    return tuple(
        (above, below)
        for above, below in pairwise(ordered)
        if totals[above] != totals[below] and decimal(totals[above], places) == decimal(totals[below], places)
    )
