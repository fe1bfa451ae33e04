"""What each workbook may show, and nothing else. A layout is made from a brief alone, so it cannot leak the rest.

Briefs are records: the evaluator's and the tenderer's workbook carry theirs as JSON on the hidden card.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.tender.record import Number, Record

if TYPE_CHECKING:
    from decimal import Decimal


class BriefBid(Record):
    """A bid as others see it: its id and who made it."""

    id: str
    tenderer: str


class BriefMechanism(Record):
    """A mechanism that may be credited, and the ICB priorities that it serves, in words."""

    id: str
    title: str
    serves: str


class BriefQuestion(Record):
    """A question that people score; ``weight`` in percentage points, ``minimum`` in scale points."""

    id: str
    title: str
    parent: str
    weight: Number
    question: str = ""
    guidance: str = ""
    minimum: Number | None = None
    mechanisms: tuple[BriefMechanism, ...] = ()


class BriefNode(Record):
    """A node of the criteria tree as published: ``depth`` 0 at the top, ``weight`` in percentage points."""

    id: str
    title: str
    depth: int
    weight: Number
    how: str


class ScoreRow(Record):
    """One score to give: a bid, a question, and the lot where the question is scored apart for it."""

    bid: str
    question: str
    lot: str | None = None


class BriefTender(Record):
    """What every workbook of a tender says of it."""

    id: str
    title: str
    buyer: str
    fingerprint: str
    deadline: date | None = None
    lots: tuple[BriefBid, ...] = ()
    nodes: tuple[BriefNode, ...] = ()


class EvaluationBrief(Record):
    """What one evaluator scores and may see. Who it is stands in the slots, so that equal tasks share one layout."""

    tender: BriefTender
    levels: tuple[ScaleLevel, ...]
    by_bid: bool
    checks_rationales: bool = True
    bids: tuple[BriefBid, ...]
    questions: tuple[BriefQuestion, ...]
    rows: tuple[ScoreRow, ...]

    @property
    def top(self) -> Decimal:
        """The highest score on the scale."""
        return self.levels[-1].score

    def bid(self, bid_id: str) -> BriefBid:
        """The bid with this id."""
        return self._bids[bid_id]

    def question(self, question_id: str) -> BriefQuestion:
        """The question with this id."""
        return self._questions[question_id]

    @cached_property
    def _bids(self) -> dict[str, BriefBid]:
        return {bid.id: bid for bid in self.bids}

    @cached_property
    def _questions(self) -> dict[str, BriefQuestion]:
        return {question.id: question for question in self.questions}
