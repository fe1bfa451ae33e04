"""`AssessmentSummary`: what one tenderer is told of how its tender was assessed, and of the winner's.

Procurement Act 2023, s.50 and Procurement Regulations 2024, reg. 31: the criteria with weightings and scores available,
each score with its explanation, sub-criteria, total and sub-totals; for others than the winner the winner's as well.
Of its own tender it explains with the feedback written for the tenderer, or else with the panel's reason; of the
winner's with that feedback alone, or else with the published words of the score. Internal notes are not at hand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.documents.wording import WORDS, Words
from sv_excel.tender.definition.method_text import gbp
from sv_excel.tender.numbers import decimal, plain
from sv_excel.tender.scoring.scores import counted_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.briefs.result import AgreedScore, ResultBrief
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.result import BidResult, CriterionResult, LotResult, Result

NO_PRICE_POINTS = "in the index"
NOT_COMPARED = "Not scored: only tenders that are not disqualified are compared. "


@dataclass(frozen=True, slots=True)
class Node:
    """One award criterion as published."""

    label: str
    weight: str
    available: str
    how: str


@dataclass(frozen=True, slots=True)
class Level:
    """One score that was available, with its words."""

    score: str
    label: str
    descriptor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one tender: what was available, given and earned, and why."""

    label: str
    weight: str
    available: str
    score: str
    weighted: str
    explanation: str
    is_parent: bool


@dataclass(frozen=True, slots=True)
class Assessed:
    """One tender in one lot. ``rank`` and ``price`` are blank where the reader is not told."""

    tenderer: str
    lines: tuple[Line, ...]
    total_word: str
    total: str
    rank: str
    price: str


@dataclass(frozen=True, slots=True)
class Part:
    """One lot. ``winner`` is None for the winner itself, and where nobody has won."""

    heading: str
    outcome: str
    reasons: tuple[str, ...]
    own: Assessed
    winner: Assessed | None


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """The document for one bid, lot by lot."""

    bid: str
    tenderer: str
    tender: str
    reference: str
    buyer: str
    fingerprint: str
    words: Words
    criteria: tuple[Node, ...]
    levels: tuple[Level, ...]
    parts: tuple[Part, ...]


def assessment_summary(brief: ResultBrief, result: Result, bid_id: str) -> AssessmentSummary:
    """The summary for the bid ``bid_id``."""
    tender = brief.definition
    words = WORDS[tender.regime]
    return AssessmentSummary(
        bid=bid_id,
        tenderer=tender.bid(bid_id).tenderer,
        tender=tender.title,
        reference=tender.id,
        buyer=tender.buyer.name,
        fingerprint=brief.tender.fingerprint[:16],
        words=words,
        criteria=tuple(
            Node(figures.label(node), figures.percent(node.weight), _available(brief, node.id), node.how)
            for node in brief.tender.nodes
        ),
        levels=tuple(Level(plain(level.score), level.label, level.descriptor) for level in tender.levels),
        parts=tuple(_parts(brief, result, bid_id, words)),
    )


def _parts(brief: ResultBrief, result: Result, bid_id: str, words: Words) -> Iterator[Part]:
    titles = {lot.id: lot.title for lot in brief.definition.lots}
    for lot in result.lots:
        by_id = {bid.bid: bid for bid in lot.bids}
        if bid_id not in by_id:
            continue
        mine, first = by_id[bid_id], figures.winner(lot)
        yield Part(
            heading="Outcome" if lot.lot is None else f"Lot {lot.lot}: {titles[lot.lot]}",
            outcome=_outcome(mine, first, words),
            reasons=mine.reasons,
            own=_assessed(brief, lot, mine, own=True),
            winner=None if first in {None, bid_id} else _assessed(brief, lot, by_id[str(first)], own=False),
        )


def _outcome(bid: BidResult, first: str | None, words: Words) -> str:
    if bid.status == "disqualified":
        return words.disqualified
    if first is None:
        return words.undecided
    return words.won if bid.bid == first else words.not_won


def _assessed(brief: ResultBrief, lot: LotResult, bid: BidResult, *, own: bool) -> Assessed:
    tender = brief.definition
    return Assessed(
        tenderer=bid.tenderer,
        lines=tuple(_line(brief, lot, bid, node, own=own) for node in bid.criteria if node.counts),
        total_word=figures.total_word(tender),
        total=figures.total(tender, bid.total),
        rank=("not ranked" if bid.rank is None else str(bid.rank)) if own else "",
        price=f"GBP {figures.money(bid.price)}" if own and bid.price is not None else "",
    )


def _line(brief: ResultBrief, lot: LotResult, bid: BidResult, node: CriterionResult, *, own: bool) -> Line:
    criterion = brief.definition.criterion(node.criterion)
    return Line(
        label=figures.label(criterion),
        weight=figures.percent(node.weight),
        available=_available(brief, criterion.id),
        score=figures.score(node.score) if criterion.is_scored_by_people else "",
        weighted=NO_PRICE_POINTS if criterion.is_index else figures.points(node.weighted),
        explanation=_explanation(brief, lot.lot, bid, node, own=own),
        is_parent=bool(criterion.sub_criteria),
    )


def _available(brief: ResultBrief, criterion_id: str) -> str:
    """The scores that could be given, or the points that could be had."""
    criterion = brief.definition.criterion(criterion_id)
    if criterion.is_scored_by_people:
        levels = brief.definition.levels
        return f"{plain(levels[0].score)} to {plain(levels[-1].score)}"
    return "" if criterion.is_index else f"up to {plain(criterion.weight)} points"


def _explanation(brief: ResultBrief, lot: str | None, bid: BidResult, node: CriterionResult, *, own: bool) -> str:
    criterion = brief.definition.criterion(node.criterion)
    if criterion.sub_criteria:
        counted = [child.id for child in counted_in(criterion.sub_criteria, lot)]
        return f"Sub-total of {', '.join(counted)}."
    if not criterion.is_scored_by_people:
        how = next(n.how for n in brief.tender.nodes if n.id == criterion.id)
        compared = NOT_COMPARED if bid.status == "disqualified" and node.weighted is None else ""
        return f"{_amount(node, bid)}{compared}{how}" if own else how
    agreed = agreed_score(brief, bid.bid, criterion, lot)
    if own:
        return "" if agreed is None else agreed.feedback or agreed.rationale
    return disclosed(brief, agreed)


def disclosed(brief: ResultBrief, agreed: AgreedScore | None) -> str:
    """What others are told of a winner's score: the feedback written for it, or the published words of the score."""
    if agreed is None or agreed.score is None:
        return ""
    band = next((level.band for level in brief.definition.levels if level.score == agreed.score), "")
    return agreed.feedback or band


def agreed_score(brief: ResultBrief, bid: str, criterion: Criterion, lot: str | None) -> AgreedScore | None:
    """What the panel agreed for a question (in the lot where it is scored by lot)."""
    asked = None if criterion.lots is None else lot
    return next((s for s in brief.scores if (s.bid, s.criterion, s.lot) == (bid, criterion.id, asked)), None)


def _amount(node: CriterionResult, bid: BidResult) -> str:
    """The tenderer's own price or offer, which it knows."""
    if node.kind == "price" and bid.price is not None:
        return f"Your price is {gbp(bid.price)}. "
    if node.offer_value is not None:
        return f"Your commitments count as {gbp(decimal(node.offer_value, 2))} of social value. "
    return ""
