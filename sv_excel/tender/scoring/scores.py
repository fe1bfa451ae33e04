"""Scores that people gave: what they are worth, when the panel is apart, and when a bid falls at a gate."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender


def weighted_score(score: Decimal, top: Decimal, weight: Decimal) -> Fraction:
    """What a consensus score earns, in percentage points: weight x score / highest score on the scale."""
    return Fraction(weight) * Fraction(score) / Fraction(top)


def is_on_scale(tender: Tender, score: Decimal) -> bool:
    """Whether ``score`` is one that may be given. An average such as 4.2 on a 0-5 scale is not (Bromcom, 2022)."""
    return any(level.score == score for level in tender.levels)


def mean(scores: Sequence[Decimal]) -> Fraction | None:
    """The evaluators' mean in scale points: information, never a final score; None without scores."""
    return sum(map(Fraction, scores), Fraction(0)) / len(scores) if scores else None


def spread(scores: Sequence[Decimal]) -> Decimal | None:
    """Highest less lowest, in scale points; None without scores."""
    return max(scores) - min(scores) if scores else None


def splits_panel(scores: Sequence[Decimal], minimum_score: Decimal | None) -> bool:
    """Whether some evaluators put the bid below ``minimum_score`` and others do not."""
    return minimum_score is not None and bool(scores) and min(scores) < minimum_score <= max(scores)


def diverges(tender: Tender, question: Criterion, scores: Sequence[Decimal]) -> bool:
    """Whether the panel must look at these scores: spread as wide as the tender says, or split by the minimum."""
    apart = spread(scores)
    return apart is not None and (apart >= tender.divergence.spread or splits_panel(scores, question.minimum_score))


def counted_in(criteria: Iterable[Criterion], lot: str | None) -> Iterator[Criterion]:
    """Every node that counts in ``lot``, parents first; below one that does not, nothing counts."""
    for criterion in criteria:
        if criterion.applies_to(lot):
            yield criterion
            yield from counted_in(criterion.sub_criteria, lot)


def sub_total(criterion: Criterion, points: Mapping[str, Fraction | None], lot: str | None = None) -> Fraction | None:
    """A node's weighted score: its own ``points``, or the sum of its sub-criteria that count in ``lot``.

    None as soon as one of them is not known: a blank is never 0.
    """
    if criterion.id in points:
        return points[criterion.id]
    total = Fraction(0)
    for child in criterion.sub_criteria:
        if child.applies_to(lot):
            part = sub_total(child, points, lot)
            if part is None:
                return None
            total += part
    return total


def below_minimum_score(question: Criterion, score: Decimal | None) -> str | None:
    """The sentence that disqualifies where ``score`` is under the question's minimum; None where it is not."""
    least = question.minimum_score
    if least is None or score is None or score >= least:
        return None
    return f"{question.id} ({question.title}): the score is {plain(score)}; at least {plain(least)} is needed."


def below_minimum_percent(criterion: Criterion, weighted: Fraction | None) -> str | None:
    """The sentence that disqualifies where 100 x ``weighted`` / weight is under the minimum; None where it is not."""
    least = criterion.minimum_percent
    if least is None or weighted is None or not criterion.weight:
        return None
    share = 100 * weighted / Fraction(criterion.weight)
    if share >= least:
        return None
    return (
        f"{criterion.id} ({criterion.title}): the weighted score is {plain(share)} per cent of the weighting; "
        f"at least {plain(least)} per cent is needed."
    )
