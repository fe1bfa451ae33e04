"""What the first place hangs on: single steps of one score, and bids that decide although they do not win.

One corrected mark reversed the order in Braceurself v NHS England [2022] EWHC 1532 (TCC): 82.5 to 80.25.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from sv_excel.tender.scoring.result import work_out
from sv_excel.tender.scoring.scores import weighted_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import Inputs, LotResult, Result

First = tuple[str, ...]


@dataclass(frozen=True)
class DecisiveStep:
    """One consensus score that, moved to the next ``other`` score on the scale, changes who is ``first`` in ``lot``."""

    lot: str | None
    bid: str
    criterion: str
    score: Decimal
    other: Decimal
    first: First
    first_then: First


@dataclass(frozen=True)
class DecisiveBid:
    """A bid that is not first in ``lot``, yet without it another bid would be (a relative formula's known weakness)."""

    lot: str | None
    bid: str
    first: First
    first_then: First


def decisive_steps(
    tender: Tender, measures: Mapping[str, Measure], inputs: Inputs, most: int | None = None
) -> tuple[DecisiveStep, ...]:
    """Every single step of one consensus score, up or down, that changes the first place of a lot.

    The result is worked out again only for steps that could reach the first place; ``most`` bounds how often.
    """
    result = work_out(tender, measures, inputs)
    tried = islice((step for step in _single_steps(tender, inputs) if _may_decide(tender, result, step)), most)
    return tuple(
        DecisiveStep(lot, step.bid, step.criterion.id, step.score, step.other, first, first_then)
        for step in tried
        for lot, first, first_then in _changes(
            result, work_out(tender, measures, replace(inputs, scores={**inputs.scores, step.key: step.other}))
        )
    )


def steps_to_try(tender: Tender, measures: Mapping[str, Measure], inputs: Inputs) -> int:
    """How often `decisive_steps` would work out the result again without a bound."""
    result = work_out(tender, measures, inputs)
    return sum(_may_decide(tender, result, step) for step in _single_steps(tender, inputs))


@dataclass(frozen=True, slots=True)
class _Step:
    """One score and the next on the scale, up or down; ``lot`` is None where it counts in every lot of the bid."""

    bid: str
    criterion: Criterion
    lot: str | None
    score: Decimal
    other: Decimal

    @property
    def key(self) -> tuple[str, str, str | None]:
        return self.bid, self.criterion.id, self.lot


def _single_steps(tender: Tender, inputs: Inputs) -> Iterator[_Step]:
    scale = [level.score for level in tender.levels]
    neighbours = [*pairwise(scale), *pairwise(reversed(scale))]
    for (bid, criterion, lot), score in inputs.scores.items():
        for at, other in neighbours:
            if score is not None and at == score:
                yield _Step(bid, tender.criterion(criterion), lot, score, other)


def _may_decide(tender: Tender, result: Result, step: _Step) -> bool:
    """Whether a step could change a first place; no only where the bid stays on its side of the best other total."""
    price = tender.price
    above = [top for top in tender.award_criteria if step.criterion in top.walk()]
    gated = any(node.minimum_percent is not None for top in above for node in top.walk())
    if gated or step.criterion.minimum_score is not None or (price is not None and price.is_index):
        return True
    moved = weighted_score(step.other, tender.top_score, step.criterion.weight)
    moved -= weighted_score(step.score, tender.top_score, step.criterion.weight)
    return any(_may_decide_lot(lot, step, moved) for lot in result.lots if step.lot in {None, lot.lot})


def _may_decide_lot(lot: LotResult, step: _Step, moved: Fraction) -> bool:
    totals = {bid.bid: bid.total for bid in lot.bids if bid.total is not None}
    others = [total for bid, total in totals.items() if bid != step.bid]
    if step.bid not in totals or not others:
        return False
    own, best = totals[step.bid], max(others)
    return not (min(own, own + moved) > best or max(own, own + moved) < best)


def decisive_bids(tender: Tender, measures: Mapping[str, Measure], inputs: Inputs) -> tuple[DecisiveBid, ...]:
    """Every bid that is not first, yet changes the first place of a lot by being there."""
    result = work_out(tender, measures, inputs)
    return tuple(
        DecisiveBid(lot, bid.id, first, first_then)
        for bid in tender.bids
        for lot, first, first_then in _changes(
            result, work_out(tender, measures, replace(inputs, withdrawn=inputs.withdrawn | {bid.id}))
        )
        if bid.id not in first
    )


def _changes(before: Result, after: Result) -> Iterator[tuple[str | None, First, First]]:
    """Each lot whose first place is another: who held it, and who holds it then."""
    for old, new in zip(before.lots, after.lots, strict=True):
        first, first_then = (tuple(bid.bid for bid in lot.bids if bid.rank == 1) for lot in (old, new))
        if first != first_then:
            yield old.lot, first, first_then
