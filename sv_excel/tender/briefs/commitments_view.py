"""What an evaluator of a delivery plan may see of the promises: quantities and the tenderers' words, and no pounds."""

from __future__ import annotations

from sv_excel.tender.briefs.evaluation import BriefBid, BriefTender
from sv_excel.tender.record import Number, Record


class SeenMeasure(Record):
    """A measure in play: what is counted, in which unit."""

    id: str
    title: str
    unit: str


class SeenOffer(Record):
    """One promise; ``quantity`` in the measure's unit over the whole term, None where a bid promises nothing."""

    bid: str
    measure: str
    quantity: Number | None = None
    statement: str = ""


class OffersBrief(Record):
    """The promises of the bids that one evaluator may see. ``awaited`` are those whose response is not back."""

    tender: BriefTender
    bids: tuple[BriefBid, ...]
    measures: tuple[SeenMeasure, ...]
    offers: tuple[SeenOffer, ...] = ()
    awaited: tuple[str, ...] = ()

    def offer(self, bid: str, measure: str) -> SeenOffer:
        """What a bid promises under a measure; a blank one where it promises nothing."""
        found = (offer for offer in self.offers if (offer.bid, offer.measure) == (bid, measure))
        return next(found, SeenOffer(bid=bid, measure=measure))
