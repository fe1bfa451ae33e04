"""Who may see what: a tender and its catalogue cut down to the brief that one workbook is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.briefs.evaluation import (
    BriefBid,
    BriefMechanism,
    BriefNode,
    BriefQuestion,
    BriefTender,
    EvaluationBrief,
    ScoreRow,
)
from sv_excel.tender.definition.method_text import how_judged
from sv_excel.tender.definition.published_part import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid, Evaluator
    from sv_excel.tender.definition.tender import Tender

NO_MECHANISM = BriefMechanism(id="none", title="None of these", serves="No priority is served")


def tender_brief(tender: Tender, catalogue: Catalogue) -> BriefTender:
    """What every workbook says of the tender."""
    return BriefTender(
        id=tender.id,
        title=tender.title,
        buyer=tender.buyer.name,
        fingerprint=fingerprint(tender, catalogue.measures),
        deadline=tender.deadline,
        lots=tuple(BriefBid(id=lot.id, tenderer=lot.title) for lot in tender.lots),
        nodes=tuple(_nodes(tender)),
    )


def _nodes(tender: Tender) -> Iterator[BriefNode]:
    def walk(criterion: Criterion, depth: int) -> Iterator[BriefNode]:
        how = how_judged(criterion, tender)
        yield BriefNode(id=criterion.id, title=criterion.title, depth=depth, weight=criterion.weight, how=how)
        for child in criterion.sub_criteria:
            yield from walk(child, depth + 1)

    for criterion in tender.award_criteria:
        yield from walk(criterion, 0)


def brief_bid(bid: Bid) -> BriefBid:
    """A bid as others see it."""
    return BriefBid(id=bid.id, tenderer=bid.tenderer)


def evaluation_brief(tender: Tender, catalogue: Catalogue, evaluator: Evaluator) -> EvaluationBrief:
    """What one evaluator scores: their questions, the bids that they may see, nothing of prices or of other people."""
    questions = tender.scored_by(evaluator)
    bids = tender.seen_by(evaluator)
    by_bid = tender.order == "by-bid"
    pairs = [(bid, q) for bid in bids for q in questions] if by_bid else [(bid, q) for q in questions for bid in bids]
    return EvaluationBrief(
        tender=tender_brief(tender, catalogue),
        levels=tender.levels,
        by_bid=by_bid,
        checks_rationales=tender.rationale_checks,
        bids=tuple(brief_bid(bid) for bid in bids),
        questions=tuple(brief_question(tender, catalogue, question) for question in questions),
        rows=tuple(
            ScoreRow(bid=bid.id, question=question.id, lot=lot)
            for bid, question in pairs
            for lot in tender.score_lots(bid, question)
        ),
    )


def brief_question(tender: Tender, catalogue: Catalogue, criterion: Criterion) -> BriefQuestion:
    """A question as those see it who score or moderate it."""
    return BriefQuestion(
        id=criterion.id,
        title=criterion.title,
        parent=next((c.title for c in tender.criteria() if criterion in c.sub_criteria), ""),
        weight=criterion.weight,
        question=criterion.question or "",
        guidance=criterion.guidance or "",
        minimum=criterion.minimum_score,
        mechanisms=_mechanisms(tender, catalogue, criterion),
    )


def _mechanisms(tender: Tender, catalogue: Catalogue, criterion: Criterion) -> tuple[BriefMechanism, ...]:
    if not criterion.mechanisms:
        return ()
    named = []
    for mechanism_id in criterion.mechanisms:
        priorities = [f"{p.id} {p.title}{p.doubt}" for p in catalogue.serving(mechanism_id, tender.icbs)]
        serves = "; ".join(priorities) or "No priority of this tender's ICBs is recorded for it"
        named.append(BriefMechanism(id=mechanism_id, title=catalogue.mechanism(mechanism_id).title, serves=serves))
    return (*named, NO_MECHANISM)
