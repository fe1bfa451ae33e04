"""From what evaluators returned to the queue that a panel moderates: what lies furthest apart comes first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.tender.briefs.make_evaluation import brief_bid, brief_question, tender_brief
from sv_excel.tender.briefs.moderation import BriefPerson, ModerationBrief, ModerationRow
from sv_excel.tender.scoring.evaluation import individual_score
from sv_excel.tender.scoring.scores import diverges, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sv_excel.tender.briefs.moderation import BriefSource
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import Evaluation


def moderation_brief(
    tender: Tender,
    catalogue: Catalogue,
    evaluations: Iterable[Evaluation],
    sources: Iterable[BriefSource] = (),
    *,
    partial: bool = False,
) -> ModerationBrief:
    """The queue: flagged rows first, then by spread, the widest first, then in the tender's order.

    A brief is partial, whatever ``partial`` says, as long as the workbook of an evaluator with something to score is
    outstanding.
    """
    returned = {evaluation.evaluator: evaluation for evaluation in evaluations}
    outstanding = tuple(
        person.name
        for person in tender.evaluators
        if person.id not in returned and tender.scored_by(person) and tender.seen_by(person)
    )
    rows = [_row(tender, returned, bid, question, lot) for bid, question, lot in _in_order(tender)]
    return ModerationBrief(
        tender=tender_brief(tender, catalogue),
        levels=tender.levels,
        spread=tender.divergence.spread,
        moderator=tender.moderator.name if tender.moderator else "",
        evaluators=tuple(BriefPerson(id=person.id, name=person.name) for person in tender.evaluators),
        bids=tuple(brief_bid(bid) for bid in tender.bids),
        questions=tuple(brief_question(tender, catalogue, question) for question in tender.questions),
        rows=tuple(sorted(rows, key=_need)),
        sources=tuple(sources),
        partial=partial or bool(outstanding),
        outstanding=outstanding,
    )


def _in_order(tender: Tender) -> Iterator[tuple[Bid, Criterion, str | None]]:
    if tender.order == "by-bid":
        pairs = [(bid, question) for bid in tender.bids for question in tender.questions]
    else:
        pairs = [(bid, question) for question in tender.questions for bid in tender.bids]
    for bid, question in pairs:
        for lot in tender.score_lots(bid, question):
            yield bid, question, lot


def _row(
    tender: Tender, returned: Mapping[str, Evaluation], bid: Bid, question: Criterion, lot: str | None
) -> ModerationRow:
    scores = tuple(
        individual_score(tender, person, returned.get(person.id), bid=bid, question=question, lot=lot)
        for person in tender.evaluators
    )
    given = [score.value for score in scores if score.value is not None]
    return ModerationRow(
        bid=bid.id, question=question.id, lot=lot, flagged=diverges(tender, question, given), scores=scores
    )


def _need(row: ModerationRow) -> tuple[bool, Decimal]:
    """Sorts the neediest first; equals keep their order; what nobody scored comes last."""
    apart = spread(row.given)
    return (not row.flagged, Decimal(1) if apart is None else -apart)
