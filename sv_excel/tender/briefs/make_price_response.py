"""Briefs of what comes from tenderers: their prices, for the two commercial people, and their social value response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.errors.tender import PriceCriterionMissingError
from sv_excel.tender.briefs.make_evaluation import brief_bid, tender_brief
from sv_excel.tender.briefs.price import PriceBrief, PriceRow
from sv_excel.tender.briefs.response import PlanQuestion, ResponseBrief, ResponseCommitments, ResponseMeasure
from sv_excel.tender.catalogue.catalogue import CataloguedMeasure
from sv_excel.tender.definition.method_text import how_judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.catalogue.catalogue import Catalogue, Measure
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid
    from sv_excel.tender.definition.tender import Tender


def price_brief(tender: Tender, catalogue: Catalogue) -> PriceBrief:
    """What the price workbook shows: each bid and lot once, bid by bid.

    Raises:
        PriceCriterionMissingError: where the tender does not judge prices.
    """
    if tender.price is None:
        raise PriceCriterionMissingError(tender.id)
    people = [person.name for person in tender.commercial]
    named = dict(zip(("entered_by", "checked_by"), people, strict=False))
    return PriceBrief(
        tender=tender_brief(tender, catalogue),
        price=tender.price,
        how=how_judged(tender.price, tender),
        bids=tuple(brief_bid(bid) for bid in tender.bids),
        rows=tuple(PriceRow(bid=bid.id, lot=lot) for bid in tender.bids for lot in tender.lots_of(bid)),
        **named,
    )


def response_brief(tender: Tender, catalogue: Catalogue, bid: Bid | None) -> ResponseBrief:
    """What a tenderer answers: for any tenderer (``bid`` None), or what applies to the lots of one bid.

    The deadline is the evaluators', so it is left out.

    Raises:
        KeyError: where a criterion names a measure or mechanism that is not there.
    """
    commitments = tuple(criterion for criterion in tender.commitments if _is_asked(tender, criterion, bid))
    plans = (q for q in tender.questions if q.kind == "delivery_plan" and _is_asked(tender, q, bid))
    return ResponseBrief(
        tender=tender_brief(tender, catalogue).model_copy(update={"deadline": None}),
        levels=tender.levels,
        bid=None if bid is None else brief_bid(bid),
        measures=tuple(_measures(tender, catalogue, commitments)),
        commitments=tuple(_commitments(tender, criterion) for criterion in commitments),
        plans=tuple(_plan(catalogue, question) for question in plans),
        disregards=any(criterion.missing_half == "disregard" for criterion in tender.award_criteria),
    )


def _is_asked(tender: Tender, criterion: Criterion, bid: Bid | None) -> bool:
    return bid is None or bool(tender.score_lots(bid, criterion))


def _measures(tender: Tender, catalogue: Catalogue, commitments: tuple[Criterion, ...]) -> Iterator[ResponseMeasure]:
    """Each measure once, in the order in which criteria name them."""
    known: dict[str, Measure] = {measure.id: measure for measure in (*catalogue.measures, *tender.measures)}
    for name in dict.fromkeys(name for criterion in commitments for name in criterion.measures):
        measure = known[name]
        yield ResponseMeasure(
            id=name,
            title=measure.title,
            unit=measure.unit,
            proxy_value=measure.proxy_value,
            criteria=tuple(criterion.id for criterion in commitments if name in criterion.measures),
            counting=measure.counting if isinstance(measure, CataloguedMeasure) else (),
            source=_source(measure),
        )


def _source(measure: Measure) -> str:
    """Where a proxy value comes from, as its licence asks to be told."""
    if measure.proxy_value is None:
        return ""
    if not isinstance(measure, CataloguedMeasure) or measure.proxy_source is None:
        return "Set by the buyer for this tender."
    source = measure.proxy_source
    doubt = "" if source.verified else " Not verified: taken from a second source."
    return f"{source.source}; prices of {source.price_year}; {source.licence}.{doubt}"


def _commitments(tender: Tender, criterion: Criterion) -> ResponseCommitments:
    percent = criterion.cap_percent_of_contract_value
    return ResponseCommitments(
        id=criterion.id,
        title=criterion.title,
        weight=criterion.weight,
        measures=criterion.measures,
        cap_percent=percent,
        contract_value=None if percent is None else tender.contract_value,
    )


def _plan(catalogue: Catalogue, question: Criterion) -> PlanQuestion:
    return PlanQuestion(
        id=question.id,
        title=question.title,
        weight=question.weight,
        question=question.question or "",
        guidance=question.guidance or "",
        word_limit=question.word_limit,
        mechanisms=tuple(catalogue.mechanism(name).title for name in question.mechanisms),
    )
