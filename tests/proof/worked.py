"""Small results by hand: entries of named bids in, the recalculated workbook out, read by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from builders import MEASURES, bid, make_tender, number, price, quality, question
from proof.proving import LOOK, differences, figure_at, recalculated
from sv_excel.findings.key import Key
from sv_excel.tender.briefs.make_evaluation import tender_brief
from sv_excel.tender.briefs.result import AgreedPrice, AgreedScore, MadeOffer, ResultBrief
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.workbooks.result.layout import result_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builders import Figure
    from proof.proving import Figures
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Layout

WHY = "The panel found dates and names for all that was asked."


def worked(
    tender: Tender,
    scores: Mapping[str, Mapping[str, Figure]] | None = None,
    prices: Mapping[str, Figure] | None = None,
    offers: Mapping[str, Mapping[str, Figure]] | None = None,
) -> ResultBrief:
    """What a result rests on; ``scores`` by bid and question, GBP by bid, quantities by bid and measure."""
    promised = offers or {}
    tender = tender if tender.measures else tender.model_copy(update={"measures": tuple(MEASURES.values())})
    return ResultBrief(
        tender=tender_brief(tender, Catalogue()),
        definition=tender,
        measures=(),
        scores=tuple(
            AgreedScore(bid=b, criterion=q, score=number(score), rationale=WHY)
            for b, given in (scores or {}).items()
            for q, score in given.items()
        ),
        prices=tuple(AgreedPrice(bid=b, price=number(amount)) for b, amount in (prices or {}).items()),
        offers=tuple(
            MadeOffer(bid=b, measure=m, quantity=Decimal(amount or 0), attribution=Decimal(1))
            for b, given in promised.items()
            for m, amount in given.items()
        ),
        responded=tuple(promised),
    )


def alder_and_birch() -> ResultBrief:
    """Two bids, one question, a price."""
    tender = make_tender(award_criteria=(quality(question("Q1", 60)), price(40)), bids=(bid("A"), bid("B")))
    return worked(tender, {"A": {"Q1": 4}, "B": {"Q1": 3}}, {"A": 120, "B": 100})


@dataclass(frozen=True)
class Recalculated:
    """A result workbook as IronCalc works it out, all of it proven first."""

    layout: Layout
    figures: Figures

    @classmethod
    def of(cls, brief: ResultBrief) -> Recalculated:
        layout = result_layout(brief, LOOK.furniture)
        figures = recalculated(layout)
        assert differences(layout, figures) == []
        return cls(layout, figures)

    def at(self, field: str, bid_id: str | None = None, criterion: str | None = None, part: str | None = None) -> str:
        """A figure as it is shown, to two decimals, half up; a text as it is."""
        return rounded(figure_at(self.layout, self.figures, Key(field, bid_id, criterion, part=part)))

    def row(self, field: str, bids: str, criterion: str | None = None, places: int = 2) -> list[str]:
        """The same figure of each bid."""
        found = (figure_at(self.layout, self.figures, Key(field, name, criterion)) for name in bids)
        return [rounded(figure, places) for figure in found]


def rounded(figure: float | str, places: int = 2) -> str:
    """As Excel shows it: fifteen digits, then half away from zero."""
    if isinstance(figure, str):
        return figure
    return str(Decimal(f"{figure:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
