"""What the price workbook may show: the bids, who enters and who checks, and the price formula as published."""

from __future__ import annotations

from sv_excel.tender.briefs.evaluation import BriefBid, BriefTender
from sv_excel.tender.definition.criteria import Criterion
from sv_excel.tender.record import Record


class PriceRow(Record):
    """One price to enter: a bid, and the lot where the tender has lots."""

    bid: str
    lot: str | None = None


class PriceBrief(Record):
    """What the two commercial people see: no score, no quality evaluator. ``how`` is the formula in words."""

    tender: BriefTender
    price: Criterion
    how: str
    entered_by: str = "the first person"
    checked_by: str = "the checker"
    bids: tuple[BriefBid, ...]
    rows: tuple[PriceRow, ...]

    @property
    def lots(self) -> tuple[str | None, ...]:
        """The lots that have a price to enter, in the tender's order; ``(None,)`` in a tender without lots."""
        bid_for = {row.lot for row in self.rows}
        known: tuple[str | None, ...] = (None, *(lot.id for lot in self.tender.lots))
        return tuple(lot for lot in known if lot in bid_for)

    def bid(self, bid_id: str) -> BriefBid:
        """The bid with this id."""
        return next(bid for bid in self.bids if bid.id == bid_id)

    def lot_title(self, lot_id: str | None) -> str:
        """The title of a lot; empty in a tender without lots."""
        return next((lot.tenderer for lot in self.tender.lots if lot.id == lot_id), "")

    def rows_in(self, lot: str | None) -> tuple[PriceRow, ...]:
        """The prices of one lot."""
        return tuple(row for row in self.rows if row.lot == lot)

    def subject(self, row: PriceRow) -> str:
        """What a row is about, in a person's words."""
        return ", ".join(part for part in (self.bid(row.bid).tenderer, self.lot_title(row.lot)) if part)
