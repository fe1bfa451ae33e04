"""What was decided after the workbooks were issued, and the tender that follows from it.

Decisions are only ever added: a later one on the same matter counts in place of an earlier one; both stay on record.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sv_excel.errors.tender import DecisionError
from sv_excel.tender.definition.people import Conflict, Evaluator, Person
from sv_excel.tender.record import Id, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sv_excel.tender.definition.tender import Tender


class _Decided(Record):
    """What every decision carries: why, on which day (UTC), and who says so."""

    reason: Text
    date: date
    who: Text


class ConflictDecision(_Decided):
    """Whether an evaluator with a conflict of interest goes on with a bid (Procurement Act 2023, ss.81-83)."""

    what: Literal["conflict"] = "conflict"
    evaluator: Id
    bid: Id
    decision: Literal["exclude", "proceed"]

    def applied(self, tender: Tender) -> Tender:
        """The tender with this conflict, in place of an earlier word on the same two."""
        _evaluator(tender, self.evaluator, self)
        _require_bid(tender, self.bid, self)
        others = (c for c in tender.conflicts if (c.evaluator, c.bid) != (self.evaluator, self.bid))
        conflict = Conflict(evaluator=self.evaluator, bid=self.bid, decision=self.decision, reason=self.reason)
        return tender.model_copy(update={"conflicts": (*others, conflict)})


class WithdrawDecision(_Decided):
    """A tenderer takes its bid back."""

    what: Literal["withdraw"] = "withdraw"
    bid: Id

    def applied(self, tender: Tender) -> Tender:
        """The tender without this bid, and without what was said about it."""
        _require_bid(tender, self.bid, self)
        if len(tender.bids) == 1:
            raise DecisionError(
                self.what, f"bid {self.bid}", "is the only bid left", "There is nothing left to evaluate: end here."
            )
        evaluators = tuple(
            evaluator
            if evaluator.bids is None
            else evaluator.model_copy(update={"bids": tuple(bid for bid in evaluator.bids if bid != self.bid)})
            for evaluator in tender.evaluators
        )
        return tender.model_copy(
            update={
                "bids": tuple(bid for bid in tender.bids if bid.id != self.bid),
                "evaluators": evaluators,
                "conflicts": tuple(conflict for conflict in tender.conflicts if conflict.bid != self.bid),
            }
        )


class ReplaceDecision(_Decided):
    """A new person takes over what an evaluator was to score."""

    what: Literal["replace"] = "replace"
    evaluator: Id
    replacement: Person

    def applied(self, tender: Tender) -> Tender:
        """The tender with the new person in the old one's place; the old one's conflicts do not pass on."""
        old = _evaluator(tender, self.evaluator, self)
        taken = {evaluator.id.casefold() for evaluator in tender.evaluators}
        if self.replacement.id.casefold() in taken:
            raise DecisionError(
                self.what,
                f"evaluator {self.replacement.id}",
                "is on the panel already",
                "Give the new person an id of their own.",
            )
        new = Evaluator(
            id=self.replacement.id, name=self.replacement.name, sub_criteria=old.sub_criteria, bids=old.bids
        )
        return tender.model_copy(
            update={
                "evaluators": tuple(new if evaluator is old else evaluator for evaluator in tender.evaluators),
                "conflicts": tuple(conflict for conflict in tender.conflicts if conflict.evaluator != old.id),
            }
        )


class MatchDecision(_Decided):
    """A returned response workbook belongs to this bid; the file is known by its SHA-256, whatever its name."""

    what: Literal["match"] = "match"
    file: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bid: Id

    def applied(self, tender: Tender) -> Tender:
        """The tender as it is; see `matched`."""
        _require_bid(tender, self.bid, self)
        return tender


class NoResponseDecision(_Decided):
    """A tenderer sent no response workbook: it promises nothing, and its commitments count as 0."""

    what: Literal["no-response"] = "no-response"
    bid: Id

    def applied(self, tender: Tender) -> Tender:
        """The tender as it is; see `without_response`."""
        _require_bid(tender, self.bid, self)
        return tender


Decision = Annotated[
    ConflictDecision | WithdrawDecision | ReplaceDecision | MatchDecision | NoResponseDecision,
    Field(discriminator="what"),
]


def apply(tender: Tender, decisions: Iterable[Decision]) -> Tender:
    """The tender as it stands after ``decisions``, taken in order; `DecisionError` at the first that cannot hold."""
    for decision in decisions:
        tender = decision.applied(tender)
    return tender


def withdrawn(decisions: Iterable[Decision]) -> dict[str, WithdrawDecision]:
    """The bids that were taken back, by id, each with the decision that says so."""
    return {decision.bid: decision for decision in decisions if isinstance(decision, WithdrawDecision)}


def without_response(decisions: Iterable[Decision]) -> frozenset[str]:
    """The bids of which no response is awaited any more."""
    return frozenset(decision.bid for decision in decisions if isinstance(decision, NoResponseDecision))


def matched(decisions: Iterable[Decision]) -> dict[str, str]:
    """The bid that each matched response file belongs to, by the file's SHA-256; the latest word counts."""
    return {decision.sha256: decision.bid for decision in decisions if isinstance(decision, MatchDecision)}


def _evaluator(tender: Tender, evaluator_id: str, decision: Decision) -> Evaluator:
    for evaluator in tender.evaluators:
        if evaluator.id == evaluator_id:
            return evaluator
    known = ", ".join(evaluator.id for evaluator in tender.evaluators) or "none"
    raise DecisionError(
        decision.what, f"evaluator {evaluator_id}", "is not on the panel", f"The evaluators are: {known}."
    )


def _require_bid(tender: Tender, bid_id: str, decision: Decision) -> None:
    if all(bid.id != bid_id for bid in tender.bids):
        known = ", ".join(bid.id for bid in tender.bids) or "none"
        raise DecisionError(decision.what, f"bid {bid_id}", "is not a bid of this tender", f"The bids are: {known}.")
