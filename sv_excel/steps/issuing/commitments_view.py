"""The promises for those who score delivery plans, once responses are back: each sees the bids that they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.steps.intake.collect import Gathered, gather
from sv_excel.steps.intake.responses import responses
from sv_excel.steps.issuing.workbooks import Copy, Edition, Issue, issue
from sv_excel.tender.briefs.commitments_view import OffersBrief, SeenMeasure, SeenOffer
from sv_excel.tender.briefs.make_evaluation import brief_bid, tender_brief
from sv_excel.workbooks.commitments_view.layout import offers_layout
from sv_excel.workbooks.sheet.card import carded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.responses import Responses
    from sv_excel.tender.definition.people import Bid, Evaluator

RESPONSES = frozenset({"response"})


def offers_to_read(procurement: Procurement, occasion: Occasion) -> Issue:
    """A workbook to read for each evaluator of a delivery plan; none while no sound response is back.

    Quantities and words, never pounds: those are counted apart from what people score.
    """
    if not procurement.tender.commitments or not procurement.pack.returned.is_dir():
        return Issue({}, procurement.register)
    came = gather(procurement, kinds=RESPONSES).came
    promised = responses(procurement, Gathered(tuple(come for come in came if come.is_clean), ()))
    if not promised.offers:
        return Issue({}, procurement.register)
    editions = _editions(procurement, promised)
    made = issue(editions, procurement.pack, procurement.register, procurement.look, occasion)
    return Issue({path: content for path, content in made.files.items() if not _holds(path, content)}, made.register)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _editions(procurement: Procurement, promised: Responses) -> Iterator[Edition]:
    tender, furniture = procurement.decided, procurement.look.furniture
    groups: dict[tuple[str, ...], list[Evaluator]] = {}
    for person in tender.evaluators:
        bids = tuple(bid.id for bid in tender.seen_by(person))
        if bids and any(question.kind == "delivery_plan" for question in tender.scored_by(person)):
            groups.setdefault(bids, []).append(person)
    for ids, people in groups.items():
        brief = _brief(procurement, promised, [tender.bid(name) for name in ids])
        copies = tuple(Copy(procurement.pack.offers(person.id), person.id, person.name) for person in people)
        yield Edition(*carded(offers_layout(brief, furniture), brief, furniture, tender.id), copies)


def _brief(procurement: Procurement, promised: Responses, bids: list[Bid]) -> OffersBrief:
    tender = procurement.decided
    known = {measure.id: measure for measure in (*procurement.catalogue.measures, *tender.measures)}
    played = dict.fromkeys(name for criterion in tender.commitments for name in criterion.measures)
    return OffersBrief(
        tender=tender_brief(tender, procurement.catalogue),
        bids=tuple(brief_bid(bid) for bid in bids),
        measures=tuple(SeenMeasure(id=name, title=known[name].title, unit=known[name].unit) for name in played),
        offers=tuple(
            SeenOffer(
                bid=bid.id,
                measure=name,
                quantity=offer.quantity,
                statement=promised.statements.get((bid.id, name), ""),
            )
            for bid in bids
            for name, offer in promised.offers.get(bid.id, {}).items()
            if name in played
        ),
        awaited=tuple(bid.id for bid in bids if bid.id not in promised.offers),
    )
