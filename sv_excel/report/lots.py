"""One lot of the result: ranking, bars, gates, heat map, and each figure with its sum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.documents.recommendation import recommendation
from sv_excel.report.bars import Bar, Stack
from sv_excel.report.content import Heat, LotReport, Picture, Table
from sv_excel.report.prices import price_against_quality
from sv_excel.tender.numbers import decimal, plain
from sv_excel.tender.scoring.scores import counted_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import BidResult, CriterionResult, LotResult

WARMEST = 4


def lot_report(brief: ResultBrief, lot: LotResult) -> LotReport:
    """What the page says of one lot."""
    tender = brief.definition
    name = f"lot-{lot.lot or 'all'}"
    title = next((t.title for t in tender.lots if t.id == lot.lot), None)
    order = best_first(lot)
    return LotReport(
        name=name,
        heading="Result" if title is None else f"Lot {lot.lot}: {title}",
        outcome=recommendation(lot),
        lead=_lead(tender, order),
        ranking=_ranking(tender, order),
        bars=_bars(tender, lot, order, f"{name}-bars"),
        prices=price_against_quality(f"{name}-prices", lot),
        gates=Table("Gates: what disqualifies", ("Gate", "Tenderer", "Reached", "Passed"), tuple(_gates(tender, lot))),
        heat=_heat(tender, lot),
        proof=_proof(brief, lot),
    )


def best_first(lot: LotResult) -> tuple[BidResult, ...]:
    """The bids by rank, those without a rank after them."""
    by_id = {bid.bid: bid for bid in lot.bids}
    return (*(by_id[bid] for bid in lot.ranking), *(bid for bid in lot.bids if bid.rank is None))


def _lead(tender: Tender, order: Sequence[BidResult]) -> str:
    totals = [bid.total for bid in order if bid.total is not None]
    if len(totals) < 2:  # noqa: PLR2004 - a lead needs two
        return "Only one bid is ranked." if totals else "No bid is ranked."
    return f"The first leads the second by {figures.total(tender, abs(totals[0] - totals[1]))}."


def _tops(tender: Tender, lot: LotResult) -> list[Criterion]:
    return [c for c in tender.award_criteria if not c.is_index and c.applies_to(lot.lot)]


def _ranking(tender: Tender, order: Sequence[BidResult]) -> Table:
    word = figures.total_word(tender)
    return Table(
        "Ranking, best first",
        ("Rank", "Bid", "Tenderer", word, "Price, GBP", "Status", "Why it is not ranked"),
        tuple(
            (
                "" if bid.rank is None else str(bid.rank),
                bid.bid,
                bid.tenderer,
                figures.total(tender, bid.total),
                figures.money(bid.price),
                bid.status,
                " ".join(bid.reasons),
            )
            for bid in order
        ),
        frozenset({0, 3, 4}),
    )


def _bars(tender: Tender, lot: LotResult, order: Sequence[BidResult], name: str) -> Picture:
    tops = _tops(tender, lot)
    legend = tuple(f"{c.title} (up to {plain(c.weight)})" for c in tops)
    bars = []
    for bid in order:
        own = {node.criterion: node.weighted for node in bid.criteria}
        note = figures.total(tender, bid.total) if bid.total is not None else bid.status
        bars.append(Bar(f"{bid.bid}  {bid.tenderer}", note, tuple(own[c.id] for c in tops)))
    title = "Weighted scores by criterion"
    description = (
        "Stacked bars: one bar for each bid, best first, one part for each award criterion, in percentage points. The "
        "full width is 100. The table has the same figures."
    )
    rows = tuple((bar.name, *(figures.points(part) for part in bar.parts), bar.note) for bar in bars)
    headings = ("Bid", *(c.title for c in tops), figures.total_word(tender))
    table = Table(title, headings, rows, frozenset(range(1, len(tops) + 2)))
    svg = Stack(name, title, description, legend, tuple(bars), Fraction(100), figures.points).svg()
    return Picture(title, description, svg, table)


def _gates(tender: Tender, lot: LotResult) -> Iterator[tuple[str, ...]]:
    for criterion in counted_in(tender.award_criteria, lot.lot):
        for bid in lot.bids:
            node = next(node for node in bid.criteria if node.criterion == criterion.id)
            if criterion.minimum_score is not None and node.score is not None:
                gate = f"{figures.label(criterion)}: a score of at least {plain(criterion.minimum_score)}"
                yield gate, bid.tenderer, plain(node.score), _passed(good=node.score >= criterion.minimum_score)
            if criterion.minimum_percent is not None and node.weighted is not None and criterion.weight:
                share = 100 * node.weighted / Fraction(criterion.weight)
                least = figures.percent(criterion.minimum_percent)
                gate = f"{figures.label(criterion)}: at least {least} of its weighting"
                reached = f"{format(decimal(share, 2), 'f')}%"
                yield gate, bid.tenderer, reached, _passed(good=share >= criterion.minimum_percent)


def _passed(*, good: bool) -> str:
    return "passed" if good else "not passed"


def _heat(tender: Tender, lot: LotResult) -> Heat:
    asked = [q for q in tender.questions if q.applies_to(lot.lot)]
    lowest, highest = Fraction(tender.levels[0].score), Fraction(tender.top_score)
    rows = []
    for bid in lot.bids:
        own = {node.criterion: node.score for node in bid.criteria}
        cells: list[tuple[str, int | None]] = []
        for question in asked:
            score = own[question.id]
            warmth = None if score is None else int((Fraction(score) - lowest) * WARMEST / (highest - lowest or 1))
            cells.append((figures.score(score), warmth))
        rows.append((f"{bid.bid}  {bid.tenderer}", tuple(cells)))
    return Heat("Agreed scores: bids by questions", tuple(figures.label(q) for q in asked), tuple(rows))


def _proof(brief: ResultBrief, lot: LotResult) -> Table:
    tender = brief.definition
    how = {node.id: node.how for node in brief.tender.nodes}
    rows: list[tuple[str, ...]] = []
    for bid in lot.bids:
        for node in bid.criteria:
            if node.counts:
                criterion = tender.criterion(node.criterion)
                shown = figures.points(node.weighted)
                rows.append((bid.bid, figures.label(criterion), _sum(tender, node, bid, how), shown))
        rows.append((bid.bid, figures.total_word(tender), "", figures.total(tender, bid.total)))
    caption = "Proof: every figure with its sum (the result workbook holds each against a live formula)"
    return Table(caption, ("Bid", "Criterion", "Sum", "Points"), tuple(rows), frozenset({3}))


def _sum(tender: Tender, node: CriterionResult, bid: BidResult, how: dict[str, str]) -> str:
    criterion = tender.criterion(node.criterion)
    if criterion.sub_criteria:
        return f"Sum of {', '.join(child.id for child in criterion.sub_criteria)}."
    if criterion.is_scored_by_people:
        score = figures.score(node.score)
        return f"{plain(node.weight)} x {score} / {plain(tender.top_score)}"
    entered = f"Offer GBP {figures.money(node.offer_value)}. " if node.offer_value is not None else ""
    if criterion.kind == "price":
        entered = f"Price GBP {figures.money(bid.price)}. "
    return entered + how[criterion.id]
