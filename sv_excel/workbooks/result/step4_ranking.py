"""Last step of the working: totals, ranks by the published tie-break, and why a bid is not ranked.

A spreadsheet's numbers are binary, so that figures which are equal can differ in their last digits, and a true tie must
stay one: figures are equal where they differ by no more than each may be off. Figures that are nearer than that and yet
differ would be told apart by exact arithmetic alone: the Proof sheet holds the ranks against it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from sv_excel.tender.scoring.scores import sub_total
from sv_excel.workbooks.result.inputs_sheet import parameter_key
from sv_excel.workbooks.result.lot import CLOSE, CLOSE_TEXT, FAILS, LotWorking, blank
from sv_excel.workbooks.result.price_formulas import index_total, tie_figure, total_style
from sv_excel.workbooks.sheet.cells import Reference, Span, formula

if TYPE_CHECKING:
    from sv_excel.findings.key import Key
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.result import BidResult
    from sv_excel.workbooks.sheet.cells import Formula

STATUS = {"valid": "Valid", "disqualified": "Disqualified", "incomplete": "Incomplete"}


def ranked(work: LotWorking) -> None:
    """Quality, total, the figures that rank, rank, place in the table, reasons and status."""
    work.heading("6  Total and rank")
    work.line("", "All weighted scores but the price's", partial(_quality, work), "quality", style="sv.total")
    price = work.price
    style = total_style(price)
    work.line("", "Total", partial(_total, work), "total", style=style, note=_total_words(price))
    steps = _steps(work)
    words, note = (
        "Figure that ranks (higher is better)",
        "The total, turned round where the lowest wins; 0 where there is none",
    )
    work.line(
        "",
        words,
        partial(_figure, work),
        "ranks_by",
        part="0",
        style="sv.index" if style == "sv.total" else style,
        note=note,
    )
    for place, step in enumerate(steps, 1):
        words, cell = f"Tie-break {place}: {step.title}", partial(_tie, work, step)
        look = "sv.money" if step.kind == "price" else "sv.index"
        note = "Lower price ranks above" if step.kind == "price" else "Higher weighted score ranks above"
        work.line(step.id, words, cell, "ranks_by", part=str(place), style=look, note=note)
    for place in range(len(steps) + 1):
        words, within = "total" if place == 0 else f"tie-break {place}", partial(_within, work, steps, place)
        note = "Nearer than this counts as equal"
        work.line("", f"Equal within ({words})", within, "within", part=str(place), style="sv.weight", note=note)
    work.line("", "Rank", partial(_rank, work, len(steps)), "rank", style="sv.whole")
    work.line("", "Place in the table", partial(_place, work), "place", style="sv.whole")
    work.line("", "Why it is not ranked", partial(_reasons, work), "reasons", style="sv.check")
    work.line("", "Status", partial(_status, work), "status", style="sv.check")


def _steps(work: LotWorking) -> list[Criterion]:
    counted = {criterion.id: criterion for criterion in work.counted}
    return [counted[step] for step in work.tender.tie_break if step in counted]


def _total_words(price: Criterion | None) -> str:
    if price is None or not price.is_index:
        return "Sum of all weighted scores; the highest wins"
    return {
        "price-per-quality-point": "Price / quality points; the lowest wins",
        "value-for-money-index": "Quality ^ (quality weight / cost weight) / price; the highest wins",
        "monetised-quality": "Price - willingness to pay x quality points; the lowest wins",
        "lowest-compliant": "The price; the lowest wins",
    }[str(price.formula)]


def _quality(work: LotWorking, bid: BidResult) -> Formula:
    tops = [c for c in work.tender.award_criteria if c.kind != "price" and c.applies_to(work.lot)]
    refs: dict[str, Reference] = {f"v{i}": work.key("weighted", bid.bid, c.id) for i, c in enumerate(tops)}
    listed = ",".join(f"{{{name}}}" for name in refs)
    if not tops:
        return formula("0", Fraction(0))
    return formula(f'IF(COUNT({listed})={len(tops)},SUM({listed}),"")', blank(bid.quality), **refs)


def _total(work: LotWorking, bid: BidResult) -> Formula:
    price = work.price
    if price is not None and price.is_index:
        return index_total(work, price, bid)
    refs: dict[str, Reference] = {
        "quality": work.key("quality", bid.bid),
        "eligible": work.key("eligible", bid.bid, part=work.last),
    }
    total = "{quality}"
    if price is not None:
        refs["price"] = work.key("weighted", bid.bid, price.id)
        total = "{quality}+{price}"
    return formula(f'IF({{eligible}}=1,{total},"")', blank(bid.total), **refs)


def _sign(work: LotWorking) -> str:
    return "-" if work.result.lower_is_better else ""


def _figure(work: LotWorking, bid: BidResult) -> Formula:
    total = bid.total or Fraction(0)
    value = -total if work.result.lower_is_better else total
    return formula(f"IF(ISNUMBER({{total}}),{_sign(work)}{{total}},0)", value, total=work.key("total", bid.bid))


def _tie_value(work: LotWorking, bid: BidResult, step: Criterion) -> Fraction:
    if bid.total is None:
        return Fraction(0)
    if step.kind == "price":
        return -Fraction(bid.price or 0)
    return sub_total(step, work.result.compared.points[bid.bid], work.lot) or Fraction(0)


def _tie(work: LotWorking, step: Criterion, bid: BidResult) -> Formula:
    sign = "-" if step.kind == "price" else ""
    return formula(
        f"IF(ISNUMBER({{total}}),{sign}{{figure}},0)",
        _tie_value(work, bid, step),
        total=work.key("total", bid.bid),
        figure=tie_figure(work, bid.bid, step),
    )


def _within(work: LotWorking, steps: list[Criterion], place: int, bid: BidResult) -> Formula | Fraction:
    """How far off a figure may be, by the size of what it is worked out from; a price, as entered, not at all."""
    price = work.price
    if place:
        return (
            Fraction(0)
            if steps[place - 1].kind == "price"
            else _off(work, bid, place, _tie_value(work, bid, steps[place - 1]))
        )
    total = abs(bid.total or Fraction(0))
    if price is None or not price.is_index:
        return _off(work, bid, place, total)
    refs: dict[str, Reference] = {"total": work.key("total", bid.bid)}
    off, size = "ABS({total})", total
    if price.formula == "lowest-compliant":
        return Fraction(0)
    if price.formula == "value-for-money-index":
        off += "*(1+{quality_weight}/{cost_weight})"
        size *= 1 + Fraction(price.quality_weight or 0) / Fraction(price.cost_weight or 1)
        refs |= {name: parameter_key(price.id, name) for name in ("quality_weight", "cost_weight")}
    elif price.formula == "monetised-quality":
        off = "({price}+{willing}*{quality})"
        size = Fraction(bid.price or 0) + Fraction(price.willingness_to_pay or 0) * (bid.quality or 0)
        refs["price"], refs["quality"] = work.key("price", bid.bid, price.id, work.last), work.key("quality", bid.bid)
        refs["willing"] = parameter_key(price.id, "willingness_to_pay")
    value = CLOSE * size if bid.total is not None else Fraction(0)
    return formula(f"IF(ISNUMBER({{total}}),{CLOSE_TEXT}*{off},0)", value, **refs)


def _off(work: LotWorking, bid: BidResult, place: int, value: Fraction) -> Formula:
    """For percentage points: some formulas take a difference, which is as rough as what it is taken from."""
    figure = work.key("ranks_by", bid.bid, part=str(place))
    return formula(f"{CLOSE_TEXT}*MAX(1,ABS({{figure}}))", CLOSE * max(Fraction(1), abs(value)), figure=figure)


def _rank(work: LotWorking, steps: int, bid: BidResult) -> Formula:
    """One more than the number of bids that rank above, by the total and then by each tie-break in turn."""
    refs: dict[str, Reference] = {"all": work.across("eligible", part=work.last)}
    above = ""
    for place in reversed(range(steps + 1)):
        refs[f"f{place}"] = work.key("ranks_by", bid.bid, part=str(place))
        refs[f"a{place}"] = work.across("ranks_by", part=str(place))
        refs[f"e{place}"] = work.key("within", bid.bid, part=str(place))
        refs[f"w{place}"] = work.across("within", part=str(place))
        gap, near = f"({{a{place}}}-{{f{place}}})", f"({{w{place}}}+{{e{place}}})"
        higher = f"({gap}>{near})"
        above = f"({higher}+(ABS{gap}<={near})*{above})" if above else higher
    return formula(
        f'IF({{eligible}}=1,1+SUMPRODUCT(({{all}}=1)*{above}),"")',
        "" if bid.rank is None else bid.rank,
        eligible=work.key("eligible", bid.bid, part=work.last),
        **refs,
    )


def places(work: LotWorking) -> dict[str, int]:
    """Where each bid stands in the result's table: by rank, equal ones in the tender's order, the unranked last."""
    bids = [bid.bid for bid in work.result.bids]
    rank_of = {bid.bid: bid.rank for bid in work.result.bids}
    ordered = sorted(bids, key=lambda bid: (rank_of[bid] is None, rank_of[bid] or 0, bids.index(bid)))
    return {bid: place for place, bid in enumerate(ordered, 1)}


def _place(work: LotWorking, bid: BidResult) -> Formula:
    first = work.result.bids[0].bid
    return formula(
        'IF(ISNUMBER({rank}),{rank}+COUNTIF({before},{rank})-1,COUNT({ranks})+COUNTIF({before},""))',
        places(work)[bid.bid],
        rank=work.key("rank", bid.bid),
        ranks=work.across("rank"),
        before=Span(work.key("rank", first), work.key("rank", bid.bid)),
    )


def _gates(work: LotWorking) -> list[Key]:
    """Each gate of the lot, without a bid; there stands what is said of a bid that fails it."""
    gates = [work.key("gate", part="withdrawn")]
    gates += [work.key("gate", None, q.id, "score") for q in work.questions if q.minimum_score is not None]
    for node in work.counted:
        if node.minimum_percent is not None:
            gates.append(work.key("late_gate" if node in work.late_gates else "gate", None, node.id, "share"))
    if work.has_quality_gate:
        gates.append(work.key("late_gate", part="quality"))
    return gates


def _reasons(work: LotWorking, bid: BidResult) -> Formula:
    """Every gate that failed; of a bid that failed none, how many entries are missing."""
    refs: dict[str, Reference] = {"missing": work.key("missing", bid.bid), "gates": work.own_gates(bid.bid)}
    parts, said = [], []
    for place, gate in enumerate(_gates(work)):
        own = gate._replace(bid=bid.bid)
        refs[f"g{place}"], refs[f"w{place}"] = own, gate
        parts.append(f'IF({{g{place}}}="{FAILS}",{{w{place}}}&" ","")')
        if work.values[own] == FAILS:
            said.append(str(work.values[gate]))
    missing = work.values[work.key("missing", bid.bid)]
    if missing and not said:
        said.append(f"{missing} missing.")
    parts.append(f'IF(AND({{missing}}>0,COUNTIF({{gates}},"{FAILS}")=0),{{missing}}&" missing.","")')
    return formula(f"TRIM({'&'.join(parts)})", " ".join(said), **refs)


def _status(work: LotWorking, bid: BidResult) -> Formula:
    return formula(
        'IF({eligible}=1,"Valid",IF({reasons}={missing}&" missing.","Incomplete","Disqualified"))',
        STATUS[bid.status],
        eligible=work.key("eligible", bid.bid, part=work.last),
        missing=work.key("missing", bid.bid),
        reasons=work.key("reasons", bid.bid),
    )
