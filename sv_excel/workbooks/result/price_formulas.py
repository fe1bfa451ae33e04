"""The four price formulas that give points, and the four that give an index, as live formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.workbooks.result.inputs_sheet import band_keys, parameter_key, weight_key
from sv_excel.workbooks.result.lot import CLOSE_TEXT, LotWorking, blank
from sv_excel.workbooks.sheet.cells import Reference, formula

if TYPE_CHECKING:
    from sv_excel.findings.key import Key
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.comparison import Held
    from sv_excel.tender.scoring.result import BidResult
    from sv_excel.workbooks.sheet.cells import Formula

_POINTS = {
    "lowest-price-relative": "{weight}*{lowest}/{price}",
    "mean-price": "MAX(0,MIN({weight},{weight}*(50-100*({price}-{mean})/{mean})/100))",
    "optimal-price": "IF({maximum}<={optimal},IF({price}<={optimal},{weight},0),"
    "MAX(0,MIN({weight},{weight}*({maximum}-{price})/({maximum}-{optimal}))))",
}


def total_style(price: Criterion | None) -> str:
    """The look of a total: points, pounds, or an index so small that it needs all its decimals."""
    if price is None or not price.is_index:
        return "sv.total"
    return "sv.index" if price.formula == "value-for-money-index" else "sv.money"


def price_points(work: LotWorking, price: Criterion, stage: str, held: Held, bid: BidResult) -> Formula:
    """The points of a price under a formula that gives points."""
    refs: dict[str, Reference] = {
        "price": work.key("price", bid.bid, price.id, stage),
        "weight": weight_key(price.id),
        "lowest": work.key("lowest", criterion=price.id, part=stage),
        "mean": work.key("mean", criterion=price.id, part=stage),
    }
    points = _banded(price, refs) if price.formula == "banded" else _POINTS[str(price.formula)]
    if price.formula == "optimal-price":
        refs["optimal"] = parameter_key(price.id, "optimal_price")
        published = price.maximum_price is not None
        highest = work.key("highest", criterion=price.id, part=stage)
        refs["maximum"] = parameter_key(price.id, "maximum_price") if published else highest
    value = held.points.get(bid.bid, {}).get(price.id)
    return formula(f'IF({{price}}="","",{points})', blank(value), **refs)


def _banded(price: Criterion, refs: dict[str, Reference]) -> str:
    """Bands are tried from the lowest; the first that the price is within counts, beyond the last it is 0."""
    order = sorted(range(len(price.bands)), key=lambda i: price.bands[i].up_to_percent or 0, reverse=True)
    steps = "0"
    for place in order:
        refs[f"limit{place}"], refs[f"percent{place}"] = band_keys(price.id, place)
        steps = f"IF(100*{{price}}/{{lowest}}<={{limit{place}}}*(1+{CLOSE_TEXT}),{{percent{place}}},{steps})"
    return f"{{weight}}*{steps}/100"


def index_total(work: LotWorking, price: Criterion, bid: BidResult) -> Formula:
    """The total under a method that puts price and quality into one figure."""
    refs: dict[str, Reference] = {
        "price": work.key("price", bid.bid, price.id, work.last),
        "quality": work.key("quality", bid.bid),
        "eligible": work.key("eligible", bid.bid, part=work.last),
    }
    index = {
        "price-per-quality-point": "{price}/{quality}",
        "value-for-money-index": "IF({quality}=0,0,{quality}^({wq}/{wc})/{price})",
        "monetised-quality": "{price}-{willing}*{quality}",
        "lowest-compliant": "{price}",
    }[str(price.formula)]
    if price.formula == "value-for-money-index":
        refs["wq"], refs["wc"] = (parameter_key(price.id, f"{side}_weight") for side in ("quality", "cost"))
    if price.formula == "monetised-quality":
        refs["willing"] = parameter_key(price.id, "willingness_to_pay")
    return formula(f'IF({{eligible}}=1,{index},"")', blank(bid.total), **refs)


def tie_figure(work: LotWorking, bid: str, step: Criterion) -> Key:
    """Where the figure stands by which a tie is broken."""
    return work.key("price", bid, step.id, work.last) if step.kind == "price" else work.key("weighted", bid, step.id)
