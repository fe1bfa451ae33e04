"""What the result workbook is made from: the definition, and everything that people entered, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.briefs.evaluation import BriefTender
from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.record import Number, Record
from sv_excel.tender.scoring.commitments import Offer
from sv_excel.tender.scoring.result import Inputs, Result, work_out

if TYPE_CHECKING:
    from collections.abc import Mapping


class AgreedScore(Record):
    """A consensus score in scale points, with the panel's reason and what the tenderer may be told."""

    bid: str
    criterion: str
    lot: str | None = None
    score: Number | None = None
    rationale: str = ""
    feedback: str = ""


class AgreedPrice(Record):
    """A price in GBP that both people entered alike."""

    bid: str
    lot: str | None = None
    price: Number | None = None


class MadeOffer(Record):
    """A tenderer's promise: quantity in the measure's unit, attribution as a share from 0 to 1."""

    bid: str
    measure: str
    quantity: Number
    attribution: Number


class ResultBrief(Record):
    """Everything that a result rests on. ``responded`` are the bids whose response came back."""

    tender: BriefTender
    definition: Tender
    measures: tuple[Measure, ...]
    scores: tuple[AgreedScore, ...] = ()
    prices: tuple[AgreedPrice, ...] = ()
    offers: tuple[MadeOffer, ...] = ()
    responded: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    def inputs(self) -> Inputs:
        """As the arithmetic takes them."""
        offers: dict[str, dict[str, Offer]] = {bid: {} for bid in self.responded}
        for offer in self.offers:
            offers.setdefault(offer.bid, {})[offer.measure] = Offer(offer.quantity, offer.attribution)
        return Inputs(
            scores={(s.bid, s.criterion, s.lot): s.score for s in self.scores},
            prices={(p.bid, p.lot): p.price for p in self.prices},
            offers=offers,
            withdrawn=frozenset(self.withdrawn),
        )

    def catalogue(self) -> Mapping[str, Measure]:
        """The measures in play, by id."""
        return {measure.id: measure for measure in (*self.measures, *self.definition.measures)}

    def result(self) -> Result:
        """The result, worked out exactly."""
        return work_out(self.definition, self.catalogue(), self.inputs())

    def played(self) -> tuple[Measure, ...]:
        """The measures that some commitments criterion counts, each once."""
        known = self.catalogue()
        ids = dict.fromkeys(m for criterion in self.definition.commitments for m in criterion.measures)
        return tuple(known[measure_id] for measure_id in ids)
