"""How far evaluators agreed before they met, and which questions told bids apart. Assurance only."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.tender.scoring.scores import mean, spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import ModerationRecord


@dataclass(frozen=True, slots=True)
class Leniency:
    """How much higher one evaluator scores than the others on the same rows, on average, in scale points."""

    evaluator: str
    name: str
    rows: int
    above_others: Fraction | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One question: the widest and the mean spread of own scores, in scale points, and the agreed scores given.

    ``tells_apart`` is False where every bid was agreed the same score.
    """

    criterion: str
    lot: str | None
    widest: Decimal | None
    mean_spread: Fraction | None
    agreed: tuple[Decimal, ...]
    tells_apart: bool


def leniency(tender: Tender, records: Sequence[ModerationRecord]) -> tuple[Leniency, ...]:
    """Each evaluator against the mean of the others, over the rows that they share."""
    found = []
    for person in tender.evaluators:
        apart: list[Fraction] = []
        for record in records:
            own = [s.value for s in record.individual_scores if s.evaluator == person.id and s.value is not None]
            others = mean(
                [s.value for s in record.individual_scores if s.evaluator != person.id and s.value is not None]
            )
            if own and others is not None:
                apart.append(Fraction(own[0]) - others)
        average = sum(apart, Fraction(0)) / len(apart) if apart else None
        found.append(Leniency(person.id, person.name, len(apart), average))
    return tuple(found)


def agreement(tender: Tender, records: Sequence[ModerationRecord]) -> tuple[Agreement, ...]:
    """Each question (and lot), in the tender's order."""
    found = []
    for question in tender.questions:
        for lot in dict.fromkeys(record.lot for record in records if record.criterion == question.id):
            these = [record for record in records if (record.criterion, record.lot) == (question.id, lot)]
            spreads = [spread([s.value for s in r.individual_scores if s.value is not None]) for r in these]
            known = [apart for apart in spreads if apart is not None]
            agreed = tuple(record.consensus_score for record in these if record.consensus_score is not None)
            tells_apart = len(set(agreed)) > 1 or len(agreed) == 1
            widest = max(known, default=None)
            found.append(Agreement(question.id, lot, widest, mean(known), agreed, tells_apart))
    return tuple(found)


def ratings(tender: Tender, records: Sequence[ModerationRecord]) -> tuple[tuple[Decimal | None, ...], ...]:
    """What each evaluator gave each row, None where they gave nothing: one line an evaluator, one column a row."""
    return tuple(
        tuple(next((s.value for s in record.individual_scores if s.evaluator == person.id), None) for record in records)
        for person in tender.evaluators
    )
