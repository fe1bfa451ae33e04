"""The register of commitments: the winners' promises, to be kept through the contract; sums and a chart beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.key import Key
from sv_excel.workbooks.register.commitment_row import (
    AS_OF,
    DELIVERED,
    DUE,
    EVIDENCE,
    OVERDUE,
    OWNER,
    SO_FAR,
    TODAY,
    UNDER_WAY,
    UNPROVEN,
    delivered_formula,
    line_key,
    promised_formula,
    status_formula,
)
from sv_excel.workbooks.register.sums_sheet import sums_sheet
from sv_excel.workbooks.sheet.cells import Layout, Span
from sv_excel.workbooks.sheet.phrases import listed
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.briefs.register import Promise, RegisterBrief
    from sv_excel.workbooks.sheet.cells import Sheet, Value
    from sv_excel.workbooks.sheet.entries import Entry
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "register"
NOT_COUNTED, NOT_SERVED = "not in pounds", "none named"
ROOM = 45.0
"""Height of a row to write in, in points."""


class _Column(NamedTuple):
    heading: str
    width: float
    put: Callable[[Promise], Put]


def register_layout(brief: RegisterBrief, furniture: Furniture, answers: Mapping[Key, Value] | None = None) -> Layout:
    """The workbook; ``answers`` are what its entries hold already."""
    held = answers or {}
    title = f"Commitments: {brief.tender.title}"
    return Layout(KIND, title, (_register_sheet(brief, furniture, held), sums_sheet(brief, furniture, held)))


def _register_sheet(brief: RegisterBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    columns = _columns(brief, answers)
    pen = Pen("Register", [column.width for column in columns], furniture.banner, answers)
    pen.wide("Commitments", "sv.title")
    pen.wide(f"{brief.tender.title}, {brief.tender.buyer}", "sv.subtitle")
    pen.wide(
        "What the winner promised stands as it was offered; cream cells are kept by whoever manages the contract. A "
        "promise was made once for the whole bid: where fewer lots were won, agree on the share with the supplier.",
        "sv.line",
    )
    if brief.unawarded:
        lots = listed([lot for lot in brief.unawarded if lot], "and")
        pen.wide(f"No winner yet{f' in lot {lots}' if lots else ''}, so nothing is listed for it.", "sv.line")
    if not brief.promises:
        pen.wide("Nothing was promised by a winner.", "sv.strong")
        return pen.sheet()
    pen.row(fixed("As of", style="sv.label"), Put(None, "sv.date_entry", AS_OF, TODAY, "Day of this review"), height=24)
    pen.skip()
    headings = pen.row(
        *(fixed(column.heading, Key("heading", part=str(place))) for place, column in enumerate(columns)),
        style="sv.header",
        height=32,
    )
    below = pen.here(3)
    for promise in brief.promises:
        pen.row(*(column.put(promise) for column in columns), height=ROOM)
    first, last = brief.promises[0], brief.promises[-1]
    shown, at = Span(line_key("status", first), line_key("status", last)), line_key("status", first)
    pen.mark(shown, f'{{status}}="{DELIVERED}"', "sv.good", status=at)
    pen.mark(shown, f'{{status}}="{OVERDUE}"', "sv.flag", status=at)
    pen.mark(shown, f'OR({{status}}="{UNPROVEN}",{{status}}="{UNDER_WAY}")', "sv.todo", status=at)
    return pen.sheet(
        freeze=below,
        headings=(headings, headings),
        table=Span(Key("heading", part="0"), shown.last),
        start=line_key("due", first),
        pages_wide=2,
    )


def _columns(brief: RegisterBrief, answers: Mapping[Key, Value]) -> list[_Column]:
    def entered(field: str, entry: Entry, style: str) -> Callable[[Promise], Put]:
        return lambda promise: Put(
            None, style, line_key(field, promise), entry, f"{promise.tenderer}, {promise.measure} {promise.title}"
        )

    def pounds(field: str, put: Callable[[Promise], Put]) -> Callable[[Promise], Put]:
        return lambda promise: (
            fixed(NOT_COUNTED, line_key(field, promise), "sv.note") if promise.proxy_value is None else put(promise)
        )

    columns = [
        _Column("Id", 12, lambda p: fixed(p.measure, style="sv.strong")),
        _Column("Measure", 32, lambda p: Put(p.title)),
        _Column("Tenderer", 22, lambda p: Put(p.tenderer)),
        _Column("Lots", 12, lambda p: Put(", ".join(p.lots))),
        _Column("Promised", 13, lambda p: fixed(p.quantity, line_key("promised_quantity", p), "sv.weight")),
        _Column("Unit", 12, lambda p: Put(p.unit)),
        _Column("GBP a unit", 14, pounds("proxy", lambda p: fixed(p.proxy_value, line_key("proxy", p), "sv.money"))),
        _Column("Due to us", 10, lambda p: fixed(p.attribution, line_key("share", p), "sv.percent")),
        _Column(
            "Promised, GBP",
            16,
            pounds("promised", lambda p: fixed(promised_formula(p), line_key("promised", p), "sv.money")),
        ),
        _Column("Priorities served", 34, lambda p: Put("; ".join(p.priorities) or NOT_SERVED)),
        _Column("Outcome", 26, lambda p: Put(p.outcome)),
        _Column("KPI", 36, lambda p: Put(p.kpi)),
        _Column("As promised", 36, lambda p: Put(p.statement)),
        _Column("Due date", 13, entered("due", DUE, "sv.date_entry")),
        _Column("Owner", 20, entered("owner", OWNER, "sv.words")),
        _Column("Evidence", 30, entered("evidence", EVIDENCE, "sv.words")),
        _Column("Delivered", 11, entered("delivered", SO_FAR, "sv.number_entry")),
        _Column(
            "Delivered, GBP",
            16,
            pounds("worth", lambda p: fixed(delivered_formula(p, answers), line_key("worth", p), "sv.money")),
        ),
        _Column("Status", 17, lambda p: fixed(status_formula(p, answers), line_key("status", p), "sv.check")),
    ]
    return [column for column in columns if column.heading != "Lots" or brief.tender.lots]
