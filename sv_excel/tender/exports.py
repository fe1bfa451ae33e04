"""A result in forms that other programs read: rows for a table, and a release of the Open Contracting Data Standard.

Neither says what only the panel may read: no reasons, no notes, no names of evaluators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sv_excel.tender.numbers import decimal, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from decimal import Decimal
    from fractions import Fraction

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid
    from sv_excel.tender.scoring.result import LotResult, Result

COLUMNS = (
    *("tender", "lot", "bid", "tenderer", "status", "rank", "total", "price"),
    *("criterion", "title", "kind", "weight", "score", "maximum", "weighted"),
)
_RAW = "https://raw.githubusercontent.com/open-contracting-extensions"
EXTENSIONS = (
    f"{_RAW}/ocds_bid_extension/v1.1.5/extension.json",
    f"{_RAW}/ocds_lots_extension/v1.1.5/extension.json",
    f"{_RAW}/ocds_awardCriteria_extension/master/extension.json",
)
"""Bids, lots and award criteria are extensions of OCDS 1.1."""


def result_rows(brief: ResultBrief, result: Result) -> Iterator[dict[str, str]]:
    """One row for each bid and criterion of a lot, every figure as `result.json` has it; blank where there is none."""
    for lot in result.lots:
        for bid in lot.bids:
            for node in bid.criteria:
                if node.counts:
                    yield {
                        "tender": result.tender,
                        "lot": lot.lot or "",
                        "bid": bid.bid,
                        "tenderer": bid.tenderer,
                        "status": bid.status,
                        "rank": "" if bid.rank is None else str(bid.rank),
                        "total": _ten(bid.total),
                        "price": "" if bid.price is None else plain(bid.price),
                        "criterion": node.criterion,
                        "title": brief.definition.criterion(node.criterion).title,
                        "kind": node.kind or "",
                        "weight": plain(node.weight),
                        "score": "" if node.score is None else plain(node.score),
                        "maximum": "" if node.maximum is None else plain(node.maximum),
                        "weighted": _ten(node.weighted),
                    }


def release_package(brief: ResultBrief, result: Result, ocid: str, when: datetime) -> dict[str, Any]:
    """An OCDS 1.1 release package with one release; ``ocid`` is the process's id in the buyer's publishing system."""
    tender = brief.definition
    stamp = f"{when:%Y-%m-%dT%H:%M:%SZ}"
    buyer = {"id": "buyer", "name": tender.buyer.name}
    awards = [award for lot in result.lots for award in _award(lot)]
    return {
        "uri": f"urn:{ocid}",
        "version": "1.1",
        "extensions": list(EXTENSIONS),
        "publishedDate": stamp,
        "publisher": {"name": tender.buyer.name},
        "releases": [
            {
                "ocid": ocid,
                "id": f"{tender.id}-award",
                "date": stamp,
                "tag": ["award"],
                "initiationType": "tender",
                "parties": [
                    {**buyer, "roles": ["buyer"]},
                    *({"id": bid.id, "name": bid.tenderer, "roles": _roles(bid.id, awards)} for bid in tender.bids),
                ],
                "buyer": buyer,
                "tender": {
                    "id": tender.id,
                    "title": tender.title,
                    "status": "complete",
                    "value": {"amount": _amount(tender.contract_value), "currency": "GBP"},
                    "lots": [_lot(lot.id, lot.title) for lot in tender.lots],
                    "awardCriteria": {"criteria": list(_criteria(tender.award_criteria))},
                    "tenderers": [{"id": bid.id, "name": bid.tenderer} for bid in tender.bids],
                },
                "bids": {"details": [detail for bid in tender.bids for detail in _bid(brief, result, bid)]},
                "awards": awards,
            }
        ],
    }


def _roles(bid: str, awards: list[dict[str, Any]]) -> list[str]:
    """A tenderer to whom a lot is to be awarded is a supplier, too."""
    is_supplier = any(supplier["id"] == bid for award in awards for supplier in award["suppliers"])
    return ["tenderer", "supplier"] if is_supplier else ["tenderer"]


def _lot(lot: str, title: str) -> dict[str, Any]:
    return {"id": lot, "title": title, "status": "complete"}


def _criteria(criteria: tuple[Criterion, ...]) -> Iterator[dict[str, Any]]:
    for top in criteria:
        for node in top.walk():
            kind = "price" if node.kind == "price" else "quality"
            number = {"number": _amount(node.weight), "weight": "percentageExact"}
            yield {"id": node.id, "name": node.title, "type": kind, "numbers": [number]}


def _bid(brief: ResultBrief, result: Result, bid: Bid) -> Iterator[dict[str, Any]]:
    """One entry for each lot of a bid, since its price and its standing are the lot's."""
    for lot in result.lots:
        own = next((one for one in lot.bids if one.bid == bid.id), None)
        if own is None:
            continue
        status = "withdrawn" if bid.id in brief.withdrawn else {"incomplete": "pending"}.get(own.status, own.status)
        yield {
            "id": bid.id if lot.lot is None else f"{bid.id}-{lot.lot}",
            "status": status,
            "tenderers": [{"id": bid.id, "name": bid.tenderer}],
            **({} if own.price is None else {"value": {"amount": _amount(own.price), "currency": "GBP"}}),
            **({} if own.rank is None else {"rank": own.rank}),
            **({} if lot.lot is None else {"relatedLots": [lot.lot]}),
        }


def _award(lot: LotResult) -> Iterator[dict[str, Any]]:
    if not lot.ranking or lot.tie is not None:
        return
    first = next(bid for bid in lot.bids if bid.bid == lot.ranking[0])
    yield {
        "id": "award" if lot.lot is None else f"award-{lot.lot}",
        "status": "pending",
        "suppliers": [{"id": first.bid, "name": first.tenderer}],
        **({} if first.price is None else {"value": {"amount": _amount(first.price), "currency": "GBP"}}),
        **({} if lot.lot is None else {"relatedLots": [lot.lot]}),
    }


def _ten(figure: Fraction | None) -> str:
    return "" if figure is None else format(decimal(figure, 10), "f")


def _amount(number: Decimal) -> int | float:
    """As JSON has it, where a number is no text: 15 digits, the most that is entered, come through unchanged."""
    return int(number) if number == number.to_integral_value() else float(number)
