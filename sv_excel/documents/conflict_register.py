"""`ConflictRegister`: who declared what, and what was decided on it (Procurement Act 2023, ss.81-83)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sv_excel.tender.decisions.decisions import ConflictDecision
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import Evaluation

NOT_DECIDED = "not decided"
BEFORE_ISSUE = "before issue"
DECISIONS = {"exclude": "does not evaluate this bid", "proceed": "evaluates this bid all the same"}


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one evaluator declared, over all bids."""

    name: str
    signed: str
    declared: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One evaluator and bid: what was declared, what was decided, why, by whom and when."""

    name: str
    tenderer: str
    declared: str
    decision: str
    reason: str
    decided: str


@dataclass(frozen=True, slots=True)
class ConflictRegister:
    """The whole register."""

    tender: str
    reference: str
    buyer: str
    declarations: tuple[Declaration, ...]
    conflicts: tuple[Conflict, ...]


def conflict_register(
    tender: Tender, evaluations: Sequence[Evaluation], decisions: Sequence[ConflictDecision] = ()
) -> ConflictRegister:
    """Everything declared in ``evaluations`` and everything decided: in the definition, or since (``decisions``)."""
    return ConflictRegister(
        tender=tender.title,
        reference=tender.id,
        buyer=tender.buyer.name,
        declarations=tuple(_declarations(tender, evaluations)),
        conflicts=tuple(_conflicts(tender, evaluations, decisions)),
    )


def _declarations(tender: Tender, evaluations: Sequence[Evaluation]) -> Iterator[Declaration]:
    returned = {evaluation.evaluator: evaluation for evaluation in evaluations}
    for person in tender.evaluators:
        evaluation = returned.get(person.id)
        if evaluation is None:
            yield Declaration(person.name, "not returned", "not known")
            continue
        signed = evaluation.signed_name or "not signed"
        if evaluation.signed_on is not None:
            signed = f"{signed}, {_day(evaluation.signed_on)}"
        count = len(evaluation.conflicts)
        said = "no conflict with any bid" if not count else f"a conflict with {count} bid{'s'[: count > 1]}"
        yield Declaration(person.name, signed, said)


def _conflicts(
    tender: Tender, evaluations: Sequence[Evaluation], decisions: Sequence[ConflictDecision]
) -> Iterator[Conflict]:
    declared = {(e.evaluator, bid): details for e in evaluations for bid, details in e.conflicts.items()}
    since = {(d.evaluator, d.bid): d for d in decisions}
    stated = {(c.evaluator, c.bid): c for c in tender.conflicts}
    names = {person.id: person.name for person in tender.evaluators}
    tenderers = {bid.id: bid.tenderer for bid in tender.bids}
    for evaluator, bid in dict.fromkeys((*stated, *since, *declared)):
        taken = since.get((evaluator, bid)) or stated.get((evaluator, bid))
        later = since.get((evaluator, bid))
        yield Conflict(
            name=names.get(evaluator, evaluator),
            tenderer=tenderers.get(bid, bid),
            declared=declared.get((evaluator, bid), "not in the evaluator's own declaration"),
            decision=NOT_DECIDED if taken is None else DECISIONS[taken.decision],
            reason="" if taken is None else taken.reason,
            decided="" if taken is None else BEFORE_ISSUE if later is None else f"{_day(later.date)}, by: {later.who}",
        )


def _day(day: date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")
