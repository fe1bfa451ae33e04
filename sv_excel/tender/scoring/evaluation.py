"""What evaluators returned, what a panel made of it, and the five things that a score can be instead of a number.

Zero is a score. A blank is *missing*, never zero. *Not assigned* and *conflict* say why nobody asked this person.
What is not applicable has no row at all: a lot that a bid is not for, a mechanism where none may be credited.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from sv_excel.tender.record import Number, Record

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid, Evaluator
    from sv_excel.tender.definition.tender import Tender

State = Literal["scored", "not-assigned", "conflict", "missing"]
NOT_RETURNED = "The workbook has not come back."
NOT_DECIDED = "Declared a conflict that is not decided yet, so this score is left out."


class IndividualScore(Record):
    """What one evaluator gave one bid for one question, in scale points, before moderation; never altered."""

    evaluator: str
    name: str
    state: State = "not-assigned"
    value: Number | None = None
    rationale: str = ""
    evidence: str = ""
    mechanism: str = ""

    @model_validator(mode="after")
    def value_is_scored(self) -> IndividualScore:
        """Only what was scored has a value, and it always has one."""
        if (self.state == "scored") != (self.value is not None):
            raise ValueError(f"a score that is {self.state} has the value {self.value}")
        return self


@dataclass(frozen=True, slots=True)
class Score:
    """One row of a returned workbook. ``value`` is None where the cell was blank."""

    bid: str
    criterion: str
    lot: str | None = None
    value: Decimal | None = None
    rationale: str = ""
    evidence: str = ""
    mechanism: str = ""


@dataclass(frozen=True)
class Evaluation:
    """Everything that one evaluator returned. ``conflicts`` are those declared: bid to details; ``read_at`` is UTC."""

    evaluator: str
    scores: tuple[Score, ...]
    file: str
    sha256: str
    read_at: datetime
    conflicts: dict[str, str] = field(default_factory=dict)
    confidential: bool = True
    signed_name: str = ""
    signed_on: date | None = None

    @cached_property
    def _by_row(self) -> dict[tuple[str, str, str | None], Score]:
        return {(score.bid, score.criterion, score.lot): score for score in self.scores}

    def score(self, bid: str, criterion: str, lot: str | None = None) -> Score | None:
        """What was entered for a row; None where the workbook had no such row."""
        return self._by_row.get((bid, criterion, lot))


@dataclass(frozen=True, slots=True)
class ModerationRecord:
    """What the panel agreed for one bid and question (and lot), beside what each evaluator had scored alone.

    ``consensus_score`` is None until it stands on the scale with a reason of the panel's own: nothing else counts
    (Bromcom v United Learning Trust [2022] EWHC 3262). ``feedback`` is for the tenderer, ``notes`` stay inside.
    """

    bid: str
    criterion: str
    lot: str | None
    individual_scores: tuple[IndividualScore, ...]
    consensus_score: Decimal | None
    rationale: str
    feedback: str = ""
    notes: str = ""
    attendees: str = ""
    moderated_on: date | None = None


def individual_score(
    tender: Tender,
    evaluator: Evaluator,
    evaluation: Evaluation | None,
    *,
    bid: Bid,
    question: Criterion,
    lot: str | None,
) -> IndividualScore:
    """One evaluator's score for one row; ``evaluation`` is None while the workbook is outstanding.

    A conflicted evaluator's score is left out, be it that the decision says so or that there is none yet.
    """
    person = IndividualScore(evaluator=evaluator.id, name=evaluator.name)
    may_see = evaluator.bids is None or bid.id in evaluator.bids
    may_score = evaluator.sub_criteria is None or question.id in evaluator.sub_criteria
    if not (may_see and may_score):
        return person
    decided = {c.decision for c in tender.conflicts if (c.evaluator, c.bid) == (evaluator.id, bid.id)}
    if "exclude" in decided:
        return person.model_copy(update={"state": "conflict"})
    if evaluation is None:
        return person.model_copy(update={"state": "missing", "rationale": NOT_RETURNED})
    if bid.id in evaluation.conflicts and not decided:
        return person.model_copy(update={"state": "conflict", "rationale": NOT_DECIDED})
    entered = evaluation.score(bid.id, question.id, lot) or Score(bid.id, question.id, lot)
    return IndividualScore(
        evaluator=evaluator.id,
        name=evaluator.name,
        state="missing" if entered.value is None else "scored",
        value=entered.value,
        rationale=entered.rationale,
        evidence=entered.evidence,
        mechanism=entered.mechanism,
    )
