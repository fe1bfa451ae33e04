"""The promises side by side, for who scores a delivery plan: quantities and words, and nothing to enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Layout, Slot
from sv_excel.workbooks.sheet.phrases import listed
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from sv_excel.tender.briefs.commitments_view import OffersBrief, SeenMeasure
    from sv_excel.tender.briefs.evaluation import BriefBid
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "offers"
NOTHING, AWAITED = "nothing promised", "response not back"


def offers_layout(brief: OffersBrief, furniture: Furniture) -> Layout:
    """The workbook for everybody who may see the same bids."""
    return Layout(KIND, f"Commitments to read: {brief.tender.title}", (_sheet(brief, furniture),))


def _sheet(brief: OffersBrief, furniture: Furniture) -> Sheet:
    pen = Pen("Commitments", (34, 34, 14, 80), furniture.banner)
    pen.wide(f"Commitments to read beside the delivery plans: {brief.tender.title}", "sv.title")
    pen.row(fixed("For", style="sv.label"), fixed(Slot("name"), Key("subject"), "sv.strong"))
    pen.wide(
        "What tenderers promise, as they wrote it. There is nothing to enter and nothing to score here: quantities are "
        "counted apart. Read it to judge whether a delivery plan would keep what is promised.",
        "sv.line",
    )
    if brief.awaited:
        names = [bid.tenderer for bid in brief.bids if bid.id in brief.awaited]
        pen.wide(f"Not back yet: {listed(names, 'and')}.", "sv.note")
    pen.skip()
    headings = pen.row("Measure", "Tenderer", "Quantity", "How, by when, how shown", style="sv.header")
    below = pen.here(3)
    for measure in brief.measures:
        for bid in brief.bids:
            pen.row(*_row(brief, measure, bid))
    return pen.sheet(freeze=below, headings=(headings, headings))


def _row(brief: OffersBrief, measure: SeenMeasure, bid: BriefBid) -> list[Put]:
    offer = brief.offer(bid.id, measure.id)
    blank = AWAITED if bid.id in brief.awaited else NOTHING
    key = Key("seen_quantity", bid.id, measure=measure.id)
    quantity = fixed(blank, key, "sv.note") if offer.quantity is None else fixed(offer.quantity, key, "sv.figure")
    words = fixed(offer.statement, Key("seen_statement", bid.id, measure=measure.id), "sv.text")
    return [Put(f"{measure.id} {measure.title} ({measure.unit})", "sv.strong"), Put(bid.tenderer), quantity, words]
