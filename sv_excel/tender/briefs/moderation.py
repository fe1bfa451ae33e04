"""What the moderation workbook shows: every evaluator's scores side by side, in the order that a panel needs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sv_excel.tender.briefs.evaluation import BriefBid, BriefQuestion, BriefTender, ScoreRow
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.tender.record import Record
from sv_excel.tender.scoring.evaluation import IndividualScore  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from decimal import Decimal


class BriefPerson(Record):
    """Somebody on the panel."""

    id: str
    name: str


class BriefSource(Record):
    """A file that came back, by name of ``evaluator``; ``read_at`` is UTC, ``findings`` are sentences."""

    file: str
    evaluator: str
    sha256: str
    read_at: datetime
    findings: tuple[str, ...] = ()


class ModerationRow(ScoreRow):
    """One score for the panel to agree, with each evaluator's own, in the panel's order."""

    flagged: bool = False
    scores: tuple[IndividualScore, ...] = ()

    @property
    def given(self) -> tuple[Decimal, ...]:
        """The scores that were given, in scale points."""
        return tuple(score.value for score in self.scores if score.value is not None)


class ModerationBrief(Record):
    """What the panel moderates. ``rows`` are the queue; ``outstanding`` names those whose workbook is not in yet.

    ``spread`` is the divergence in scale points from which a row is flagged.
    """

    tender: BriefTender
    levels: tuple[ScaleLevel, ...]
    spread: int
    moderator: str
    evaluators: tuple[BriefPerson, ...]
    bids: tuple[BriefBid, ...]
    questions: tuple[BriefQuestion, ...]
    rows: tuple[ModerationRow, ...]
    sources: tuple[BriefSource, ...] = ()
    partial: bool = False
    outstanding: tuple[str, ...] = ()

    @property
    def top(self) -> Decimal:
        """The highest score on the scale."""
        return self.levels[-1].score

    def bid(self, bid_id: str) -> BriefBid:
        """The bid with this id."""
        return next(bid for bid in self.bids if bid.id == bid_id)

    def question(self, question_id: str) -> BriefQuestion:
        """The question with this id."""
        return next(question for question in self.questions if question.id == question_id)

    def lot(self, row: ScoreRow) -> str | None:
        """The title of the lot that a row is about; None where the question is scored once for all."""
        return next((lot.tenderer for lot in self.tender.lots if lot.id == row.lot), row.lot)

    def subject(self, row: ScoreRow) -> str:
        """What a row is about, in a person's words: ``Alder Facilities Ltd, Q1 Mobilisation, North``."""
        lot = self.lot(row)
        title = f"{self.bid(row.bid).tenderer}, {row.question} {self.question(row.question).title}"
        return f"{title}, {lot}" if lot else title
