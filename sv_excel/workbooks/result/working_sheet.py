"""The *Working* sheet of a result: for each lot, step by step, from entries to rank, one column a bid.

First what a bid earns by itself and the gates that need no other bid; then the bids that passed are held against each
other (twice, where a gate needs the first comparison); then the tree of weighted scores, totals and ranks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.address import Address
from sv_excel.workbooks.result.inputs_sheet import BID_WIDTH, LEADING, NAMES
from sv_excel.workbooks.result.lot import LotWorking
from sv_excel.workbooks.result.step1_points import alone
from sv_excel.workbooks.result.step2_comparison import compared
from sv_excel.workbooks.result.step3_weighted_scores import tree
from sv_excel.workbooks.result.step4_ranking import ranked
from sv_excel.workbooks.sheet.page_breaks import pages_across
from sv_excel.workbooks.sheet.sheet_builder import Pen

if TYPE_CHECKING:
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.scoring.result import Result
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.template_text import Furniture

STEPS = (alone, compared, tree, ranked)


def working_sheet(brief: ResultBrief, result: Result, furniture: Furniture) -> tuple[Sheet, tuple[LotWorking, ...]]:
    """All lots, one under the other, and each lot's working for other sheets to refer to."""
    most = max(len(lot.bids) for lot in result.lots)
    pen = Pen("Working", (*LEADING, *[BID_WIDTH] * most), furniture.banner)
    pen.wide("Working: from entries to ranks", "sv.title")
    titles = {lot.id: lot.title for lot in brief.definition.lots}
    works = tuple(LotWorking(brief, lot, pen) for lot in result.lots)
    headings = (pen.next_row, pen.next_row) if len(works) == 1 and works[0].lot is None else None
    for work in works:
        lot = work.result
        if lot.lot is not None:
            pen.wide(f"Lot {lot.lot}: {titles[lot.lot]}", "sv.subtitle")
        if not lot.bids:
            pen.wide("No bid is for this lot.", "sv.line")
            continue
        for step in STEPS:
            step(work)
        pen.skip()
    freeze = Address(pen.name, headings[1] + 1 if headings else 1, NAMES + 1)
    return pen.sheet(freeze=freeze, headings=headings, pages_wide=pages_across(pen.widths, NAMES)), works
