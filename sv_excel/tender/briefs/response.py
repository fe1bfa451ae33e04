"""What the response workbook may show a tenderer: the published part, and nobody else's bid."""

from __future__ import annotations

from fractions import Fraction

from sv_excel.tender.briefs.evaluation import BriefBid, BriefTender
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.tender.record import Number, Record


class ResponseMeasure(Record):
    """A measure in play. ``proxy_value`` is GBP a unit; None where it is recorded, not scored.

    ``criteria`` names those that count it; ``counting`` the rules of its own; ``source`` whence the proxy value comes.
    """

    id: str
    title: str
    unit: str
    proxy_value: Number | None = None
    criteria: tuple[str, ...]
    counting: tuple[str, ...] = ()
    source: str = ""


class ResponseCommitments(Record):
    """A criterion that is counted from quantities.

    Where a cap is published, an offer counts up to ``cap_percent`` of ``contract_value`` (GBP).
    """

    id: str
    title: str
    weight: Number
    measures: tuple[str, ...]
    cap_percent: Number | None = None
    contract_value: Number | None = None

    @property
    def cap(self) -> Fraction | None:
        """The most that counts, in GBP; None where nothing caps it."""
        if self.cap_percent is None or self.contract_value is None:
            return None
        return Fraction(self.cap_percent) * Fraction(self.contract_value) / 100


class PlanQuestion(Record):
    """A delivery plan question; ``mechanisms`` are the titles of those that may be credited."""

    id: str
    title: str
    weight: Number
    question: str = ""
    guidance: str = ""
    word_limit: int | None = None
    mechanisms: tuple[str, ...] = ()


class ResponseBrief(Record):
    """What a tenderer answers; ``bid`` is None in the workbook for any tenderer, who then says who it is.

    ``disregards``: a response with one half missing is disregarded as a whole.
    """

    tender: BriefTender
    levels: tuple[ScaleLevel, ...]
    bid: BriefBid | None = None
    measures: tuple[ResponseMeasure, ...] = ()
    commitments: tuple[ResponseCommitments, ...] = ()
    plans: tuple[PlanQuestion, ...] = ()
    disregards: bool = False

    def measure(self, measure_id: str) -> ResponseMeasure:
        """The measure with this id."""
        return next(measure for measure in self.measures if measure.id == measure_id)
