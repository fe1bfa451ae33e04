"""A summary for each tenderer: criteria, scores available, score given, explanation, total and sub-totals.

What an assessment summary must say (Procurement Act 2023, s.50; Procurement Regulations 2024, reg. 31). It explains
with the feedback that moderation wrote for the tenderer, or else with the panel's reason; internal notes never.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain
from sv_excel.workbooks.result.inputs_sheet import score_key
from sv_excel.workbooks.result.lot import blank
from sv_excel.workbooks.result.price_formulas import total_style
from sv_excel.workbooks.result.step4_ranking import STATUS
from sv_excel.workbooks.sheet.cells import formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.tender.briefs.result import AgreedScore, ResultBrief
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid
    from sv_excel.tender.scoring.result import BidResult, CriterionResult
    from sv_excel.workbooks.result.lot import LotWorking
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.sheet_builder import Put
    from sv_excel.workbooks.sheet.template_text import Furniture

HEADINGS = ("Criterion", "Title", "Weighting", "Scores available", "Score", "Weighted score", "Explanation")
LONGEST = 31
"""Characters of a sheet's name in Excel."""


def assessment_sheets(brief: ResultBrief, works: Sequence[LotWorking], furniture: Furniture) -> tuple[Sheet, ...]:
    """One sheet for each bid, in the tender's order."""
    return tuple(_sheet(brief, works, furniture, bid, name) for bid, name in _names(brief))


def _names(brief: ResultBrief) -> Iterator[tuple[Bid, str]]:
    for place, bid in enumerate(brief.definition.bids, 1):
        name = f"Summary {bid.id}"
        yield bid, name if len(name) <= LONGEST else f"Summary of bid {place}"


def _sheet(brief: ResultBrief, works: Sequence[LotWorking], furniture: Furniture, bid: Bid, name: str) -> Sheet:
    pen = Pen(name, (16, 40, 12, 12, 12, 18, 70), furniture.banner)
    pen.wide("Assessment summary", "sv.title")
    pen.wide(f"{bid.tenderer}: {brief.tender.title}, {brief.tender.buyer}", "sv.subtitle")
    pen.wide(
        "Award criteria, their weightings, the scores that were available, the score given and why. Parts are rounded "
        "for display; the total is worked out from unrounded figures.",
        "sv.line",
    )
    titles = {lot.id: lot.title for lot in brief.definition.lots}
    headings = 0
    for work in works:
        mine = next((b for b in work.result.bids if b.bid == bid.id), None)
        if mine is None:
            continue
        pen.skip()
        if work.lot is not None:
            pen.wide(f"Lot {work.lot}: {titles[work.lot]}", "sv.heading")
        headings = _lot(replace(work, pen=pen), mine)
    return pen.sheet(headings=(headings, headings) if headings else None)


def _lot(work: LotWorking, bid: BidResult) -> int:
    """One lot's table; the row of its headings, alike in all lots."""
    pen = work.pen
    headings = pen.row(*HEADINGS, style="sv.header")
    known = {c.criterion: c for c in bid.criteria}
    for node in work.counted:
        pen.row(*_line(work, bid, known[node.id]), style="sv.text")
    total = formula("{total}", blank(bid.total), total=work.key("total", bid.bid))
    label = "Index" if work.price is not None and work.price.is_index else "Total"
    status = formula("{status}", STATUS[bid.status], status=work.key("status", bid.bid))
    reasons = formula("{reasons}", work.values[work.key("reasons", bid.bid)], reasons=work.key("reasons", bid.bid))
    pen.row(
        fixed(label, style="sv.label"),
        fixed(status, style="sv.strong"),
        *("", "", ""),
        fixed(total, work.key("summary_total", bid.bid), total_style(work.price)),
        fixed(reasons),
    )
    return headings


def _line(work: LotWorking, bid: BidResult, node: CriterionResult) -> list[Put | str]:
    criterion = work.tender.criterion(node.criterion)
    style = "sv.total" if criterion.sub_criteria else "sv.figure"
    weighted: Put | str = "in the index"
    if not criterion.is_index:
        cell = formula("{weighted}", blank(node.weighted), weighted=work.key("weighted", bid.bid, node.criterion))
        weighted = fixed(cell, work.key("summary", bid.bid, node.criterion), style)
    score: Put | str = ""
    available = ""
    if criterion.is_scored_by_people:
        key = score_key(bid.bid, criterion, work.lot)
        agreed = _agreed(work, bid, criterion)
        entered = agreed.score if agreed is not None else None
        score = fixed(
            formula('IF({score}="","",{score})', "" if entered is None else entered, score=key),
            work.key("summary_score", bid.bid, node.criterion),
            "sv.weight",
        )
        levels = work.tender.levels
        available = f"{plain(levels[0].score)} to {plain(levels[-1].score)}"
    weight = fixed(criterion.weight, style="sv.weight")
    explanation = _explanation(work, bid, node)
    is_told_by_title = criterion.id.replace("-", " ").lower() == criterion.title.lower()
    label = fixed("" if is_told_by_title else criterion.id, style="sv.strong")
    return [label, criterion.title, weight, available, score, weighted, explanation]


def _agreed(work: LotWorking, bid: BidResult, criterion: Criterion) -> AgreedScore | None:
    lot = None if criterion.lots is None else work.lot
    return next((s for s in work.brief.scores if (s.bid, s.criterion, s.lot) == (bid.bid, criterion.id, lot)), None)


def _explanation(work: LotWorking, bid: BidResult, node: CriterionResult) -> str:
    criterion = work.tender.criterion(node.criterion)
    agreed = _agreed(work, bid, criterion)
    if agreed is not None:
        return agreed.feedback or agreed.rationale
    return next(n.how for n in work.brief.tender.nodes if n.id == criterion.id)
