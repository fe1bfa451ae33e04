"""`ModerationDocument`: for each bid and question what each evaluator gave, what the panel agreed, and why.

Kept, not sent: it names evaluators and holds internal notes (Procurement Act 2023, s.98; Lancashire Care v Lancashire
CC [2018] EWHC 1589: a record for each question of how views became a consensus).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import IndividualScore, ModerationRecord

STATES = {"not-assigned": "not assigned", "conflict": "conflict", "missing": "missing"}


@dataclass(frozen=True, slots=True)
class Given:
    """One evaluator's own score, before the panel met."""

    name: str
    score: str
    rationale: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """One bid and question (and lot)."""

    heading: str
    given: tuple[Given, ...]
    spread: str
    consensus: str
    rationale: str
    feedback: str
    notes: str
    met: str


@dataclass(frozen=True, slots=True)
class BidRecord:
    """Everything on one bid."""

    tenderer: str
    agreed: tuple[Agreed, ...]


@dataclass(frozen=True, slots=True)
class ModerationDocument:
    """The whole record, bid by bid in the tender's order."""

    tender: str
    reference: str
    buyer: str
    moderator: str
    bids: tuple[BidRecord, ...]


def moderation_document(tender: Tender, records: Sequence[ModerationRecord]) -> ModerationDocument:
    """The record of what the panel agreed."""
    places = {question.id: place for place, question in enumerate(tender.questions)}
    return ModerationDocument(
        tender=tender.title,
        reference=tender.id,
        buyer=tender.buyer.name,
        moderator=tender.moderator.name if tender.moderator else "not named",
        bids=tuple(
            BidRecord(
                bid.tenderer,
                tuple(
                    _agreed(tender, record)
                    for record in sorted(
                        (record for record in records if record.bid == bid.id),
                        key=lambda record: (places[record.criterion], record.lot or ""),
                    )
                ),
            )
            for bid in tender.bids
        ),
    )


def heading(tender: Tender, record: ModerationRecord) -> str:
    """What a record is about: ``Q1 Mobilisation, lot North``."""
    title = figures.label(tender.criterion(record.criterion))
    lot = next((lot.title for lot in tender.lots if lot.id == record.lot), record.lot)
    return f"{title}, lot {lot}" if lot else title


def _agreed(tender: Tender, record: ModerationRecord) -> Agreed:
    values = [score.value for score in record.individual_scores if score.value is not None]
    day = "day not given" if record.moderated_on is None else f"{record.moderated_on:%d %B %Y}".lstrip("0")
    return Agreed(
        heading=heading(tender, record),
        given=tuple(_given(score) for score in record.individual_scores if score.state != "not-assigned"),
        spread="none" if not values else figures.score(max(values) - min(values)),
        consensus=figures.score(record.consensus_score),
        rationale=record.rationale or "none given",
        feedback=record.feedback or "none written",
        notes=record.notes or "none",
        met=f"{day}: {record.attendees or 'attendees not given'}",
    )


def _given(score: IndividualScore) -> Given:
    return Given(
        name=score.name,
        score=STATES[score.state] if score.value is None else figures.score(score.value),
        rationale=score.rationale,
        evidence=score.evidence,
    )
