"""The *Result* sheet: for each lot the bids best first, why others are not ranked, and a stacked bar by criterion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import decimal, plain
from sv_excel.workbooks.result.price_formulas import total_style
from sv_excel.workbooks.result.step4_ranking import places
from sv_excel.workbooks.sheet.cells import Chart, Span, formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.result import LotResult
    from sv_excel.workbooks.result.lot import LotWorking
    from sv_excel.workbooks.sheet.cells import Formula, Sheet
    from sv_excel.workbooks.sheet.sheet_builder import Put
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "result"
CHART_ROWS, CHART_FRAME = 16, 7
"""Rows of a chart, and of all in it that is no bar: each bid has a row's height, so that its name is not left out."""
MARGIN_PLACES = 6


def ranking_sheet(brief: ResultBrief, works: Iterable[LotWorking], furniture: Furniture) -> Sheet:
    """All lots, one under the other."""
    tops = [c for c in brief.definition.award_criteria if not c.is_index]
    pen = Pen("Result", (9, 34, 14, 18, 18, *[15.0] * len(tops), 44), furniture.banner)
    pen.wide(f"Result: {brief.tender.title}", "sv.title")
    pen.wide(brief.tender.buyer, "sv.subtitle")
    for line in furniture.guidance.get(KIND, ()):
        pen.wide(line, "sv.line")
    titles = {lot.id: lot.title for lot in brief.definition.lots}
    for work in works:
        pen.skip()
        pen.wide("Ranking" if work.lot is None else f"Lot {work.lot}: {titles[work.lot]}", "sv.heading")
        if work.result.bids:
            _Table(replace(work, pen=pen), tops).put()
        else:
            pen.wide("No bid is for this lot.", "sv.line")
    return pen.sheet()


@dataclass(frozen=True)
class _Table:
    """One lot's table. Each row looks up the bid that stands at its place in the *Working* sheet."""

    work: LotWorking
    tops: list[Criterion]

    def put(self) -> None:
        """The outcome in a sentence, the table, the chart."""
        work, pen = self.work, self.work.pen
        pen.wide(fixed(self._outcome(), work.key("outcome")), "sv.strong")
        shown = [c for c in self.tops if c in work.counted]
        index = work.price is not None and work.price.is_index
        pen.row(
            *("Rank", "Tenderer", "Status", "Index" if index else "Total", "Price (GBP)"),
            *(fixed(c.title, Key("series", criterion=c.id, lot=work.lot)) for c in self.tops),
            "Why it is not ranked",
            style="sv.header",
        )
        at = {place: bid for bid, place in places(work).items()}
        for place in range(1, len(at) + 1):
            pen.row(*self._row(place, at[place]))
        if len(at) > 1 and total_style(work.price) != "sv.index":
            pen.row("", fixed("Margin of the first", style="sv.label"), "", self._margin())
        first, last = (self._key("row_name", end) for end in (1, len(at)))
        for criterion in shown:
            scores = Span(self._key("row", 1, criterion.id), self._key("row", len(at), criterion.id))
            pen.mark(scores, plain(criterion.weight), "sv.figure", bar=True)
        if any(b.total is not None for b in work.result.bids) and shown:
            pen.skip()
            anchor, rows = pen.here(), max(CHART_ROWS, len(at) + CHART_FRAME)
            lot = f", lot {work.lot}" if work.lot else ""
            pen.chart(
                Chart(
                    title=f"Weighted scores by criterion{lot}",
                    description="Stacked bars: one bar for each bid, best first, one part for each award criterion, in "
                    "percentage points. The table above holds the same figures.",
                    anchor=anchor,
                    names=tuple(Key("series", criterion=c.id, lot=work.lot) for c in shown),
                    categories=Span(first, last),
                    series=tuple(Span(self._key("row", 1, c.id), self._key("row", len(at), c.id)) for c in shown),
                    columns=5 + len(self.tops),
                    rows=rows,
                )
            )
            pen.skip(rows)

    def _key(self, name: str, place: int, criterion: str | None = None) -> Key:
        return self.work.key(name, None, criterion, str(place))

    def _row(self, place: int, bid: str) -> list[Put]:
        def cell(field: str, name: str, style: str, criterion: str | None = None, part: str | None = None) -> Put:
            found = self._look_up(name, place, bid, criterion, part)
            return fixed(found, self._key(field, place, criterion if field == "row" else None), style)

        price = self.work.price
        cells = [
            cell("row_rank", "rank", "sv.whole"),
            cell("row_name", "column", "sv.strong"),
            cell("row_status", "status", "sv.check"),
            cell("row_total", "total", total_style(self.work.price)),
        ]
        if price is None:
            cells.append(fixed("no price", style="sv.note"))
        else:
            cells.append(cell("row_price", "price", "sv.money", price.id, self.work.last))
        for criterion in self.tops:
            if criterion in self.work.counted:
                cells.append(cell("row", "weighted", "sv.figure", criterion.id))
            else:
                cells.append(fixed("not in this lot", self._key("row", place, criterion.id), "sv.note"))
        return [*cells, cell("row_reasons", "reasons", "sv.check")]

    def _look_up(self, name: str, place: int, bid: str, criterion: str | None, part: str | None) -> Formula:
        return formula(
            f"INDEX({{row}},1,MATCH({place},{{places}},0))",
            self.work.values[self.work.key(name, bid, criterion, part)],
            row=self.work.across(name, criterion, part),
            places=self.work.across("place"),
        )

    def _margin(self) -> Put:
        """How far the first two of the table lie apart; blank where fewer than two are ranked.

        It is rounded, so that the last digits of binary numbers make no margin out of a tie.
        """
        totals = (bid.total for bid in self.work.result.bids if bid.total is not None)
        lead = sorted(totals, reverse=not self.work.result.lower_is_better)
        apart = formula(
            f'IF(COUNT({{first}},{{second}})=2,ROUND(ABS({{first}}-{{second}}),{MARGIN_PLACES}),"")',
            decimal(abs(lead[0] - lead[1]), MARGIN_PLACES) if len(lead) > 1 else "",
            first=self._key("row_total", 1),
            second=self._key("row_total", 2),
        )
        return fixed(apart, self.work.key("margin"), total_style(self.work.price))

    def _outcome(self) -> Formula:
        lot: LotResult = self.work.result
        names = {bid.bid: bid.tenderer for bid in lot.bids}
        if not lot.ranking:
            words = "No bid can be ranked."
        elif lot.tie:
            words = f"Tie: {len(lot.tie)} bids share the first place; there is no winner. Decide by what was published."
        else:
            words = f"{names[lot.ranking[0]]} ranks first."
        return formula(
            'IF(COUNTIF({ranks},1)=0,"No bid can be ranked.",IF(COUNTIF({ranks},1)>1,"Tie: "&COUNTIF({ranks},1)&'
            '" bids share the first place; there is no winner. Decide by what was published.",'
            'INDEX({names},1,MATCH(1,{ranks},0))&" ranks first."))',
            words,
            ranks=self.work.across("rank"),
            names=self.work.across("column"),
        )
