"""The price workbook: each price entered twice, by two people, and what the prices earn. Apart from the evaluators'."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.guide_sheet import WIDTHS, put_criteria
from sv_excel.workbooks.price.points_sheet import points_sheet
from sv_excel.workbooks.price.two_entries import (
    AGREED,
    CHECKED_PRICE,
    DIFFERS,
    PRICE,
    check,
    check_span,
    check_words,
    difference,
    price_key,
)
from sv_excel.workbooks.sheet.cells import Layout, Span, formula
from sv_excel.workbooks.sheet.front import put_guidance, put_title
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.briefs.price import PriceBrief, PriceRow
    from sv_excel.workbooks.sheet.cells import Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "price"
READY, PROGRESS = Key("ready"), Key("progress")
ROOM = 30.0
"""Height of a row of prices, in points: two lines."""


def price_layout(brief: PriceBrief, furniture: Furniture, answers: Mapping[Key, Value] | None = None) -> Layout:
    """The workbook of the two commercial people; ``answers`` are what its entries hold already."""
    held = answers or {}
    sheets = (
        _start_sheet(brief, furniture, held),
        _prices_sheet(brief, furniture, held),
        points_sheet(brief, furniture, held),
        _guide_sheet(brief, furniture),
    )
    return Layout(KIND, f"Prices: {brief.tender.title}", sheets)


def _start_sheet(brief: PriceBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    pen = Pen("Start", (26, 84), furniture.banner)
    put_title(pen, brief.tender, "prices, entered twice")
    pen.row(fixed("Prices are entered by", style="sv.label"), fixed(brief.entered_by, style="sv.strong"))
    pen.row(fixed("Prices are checked by", style="sv.label"), fixed(brief.checked_by, style="sv.strong"))
    pen.row(fixed("Tender", style="sv.label"), f"{brief.tender.id}, {brief.tender.title}")
    if brief.rows:
        _put_standing(pen, brief, answers)
    else:
        pen.row(fixed("Progress", style="sv.label"), "There is no bid to enter a price for.")
    put_guidance(pen, brief.tender, furniture, KIND)
    return pen.sheet(one_page=True)


def _put_standing(pen: Pen, brief: PriceBrief, answers: Mapping[Key, Value]) -> None:
    total = len(brief.rows)
    agreed = sum(check_words(row, answers) == AGREED for row in brief.rows)
    checks = check_span(brief)
    progress = formula(
        f'COUNTIF({{checks}},"{AGREED}")&" of {total} prices agreed"',
        f"{agreed} of {total} prices agreed",
        checks=checks,
    )
    ready = formula(
        f'IF(COUNTIF({{checks}},"{AGREED}")={total},"Ready to return",'
        f'"Not ready: "&({total}-COUNTIF({{checks}},"{AGREED}"))&" of {total} prices are not agreed.")',
        "Ready to return" if agreed == total else f"Not ready: {total - agreed} of {total} prices are not agreed.",
        checks=checks,
    )
    pen.row(fixed("Progress", style="sv.label"), fixed(progress, PROGRESS, "sv.strong"))
    pen.row(fixed("Can it go back?", style="sv.label"), fixed(ready, READY, "sv.todo"), height=24)
    pen.mark(Span(READY, READY), '{ready}="Ready to return"', "sv.good", ready=READY)


class _Column(NamedTuple):
    heading: str
    width: float
    put: Callable[[PriceRow], Put]


def _prices_sheet(brief: PriceBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    columns = _columns(brief, answers)
    pen = Pen("Prices", [column.width for column in columns], furniture.banner, answers)
    pen.wide(f"Prices: {brief.tender.title}", "sv.title")
    pen.wide("GBP without VAT, for the whole term. Each of the two enters every price from the bid itself.", "sv.line")
    headings = pen.row(
        *(fixed(column.heading, Key("heading", part=str(place))) for place, column in enumerate(columns)),
        style="sv.header",
        height=44,
    )
    below = pen.here(2)
    for row in brief.rows:
        pen.row(*(column.put(row) for column in columns), height=ROOM)
    if not brief.rows:
        pen.wide("There is no bid to enter a price for.", "sv.line")
        return pen.sheet(headings=(headings, headings))
    checks, first = check_span(brief), price_key("check", brief.rows[0])
    pen.mark(checks, f'{{check}}="{AGREED}"', "sv.good", check=first)
    pen.mark(checks, f'LEFT({{check}},{len(DIFFERS)})="{DIFFERS}"', "sv.flag", check=first)
    pen.mark(checks, 'ISNUMBER(SEARCH("not a number",{check}))', "sv.todo", check=first)
    return pen.sheet(
        freeze=below,
        headings=(headings, headings),
        table=Span(Key("heading", part="0"), checks.last),
        start=price_key("price", brief.rows[0]),
    )


def _columns(brief: PriceBrief, answers: Mapping[Key, Value]) -> list[_Column]:
    columns = [
        _Column("Tenderer", 36, lambda row: fixed(brief.bid(row.bid).tenderer, style="sv.strong")),
        _Column("Lot", 24, lambda row: fixed(brief.lot_title(row.lot))),
        _Column(
            f"Price, entered by {brief.entered_by}",
            22,
            lambda row: Put(None, "sv.money_entry", price_key("price", row), PRICE, brief.subject(row)),
        ),
        _Column(
            f"Price again, entered by {brief.checked_by}",
            22,
            lambda row: Put(None, "sv.money_entry", price_key("checked_price", row), CHECKED_PRICE, brief.subject(row)),
        ),
        _Column(
            "Difference", 18, lambda row: fixed(difference(row, answers), price_key("difference", row), "sv.money")
        ),
        _Column("Check", 40, lambda row: fixed(check(row, answers), price_key("check", row), "sv.check")),
    ]
    return [column for column in columns if column.heading != "Lot" or brief.tender.lots]


def _guide_sheet(brief: PriceBrief, furniture: Furniture) -> Sheet:
    pen = Pen("Guide", WIDTHS, furniture.banner)
    pen.wide("Guide", "sv.title")
    pen.wide("How prices are judged", "sv.heading")
    pen.wide(f"{brief.price.title}, formula {brief.price.formula}: {brief.how}", "sv.line")
    pen.wide(
        "A price is what the bid says: pounds without VAT, for the whole term, above 0. An abnormally low price, an "
        "option or a correction goes to the procurement lead before it is entered.",
        "sv.line",
    )
    pen.wide(
        "Lowest, mean and highest price are taken over bids that are complete and not disqualified. A bid that fails a "
        "gate in the result is left out, and the figures of the others are worked out anew.",
        "sv.line",
    )
    pen.wide(
        "The two entries are made apart. Where they differ, both look at the bid again and whoever slipped corrects "
        "their own entry; neither copies the other's.",
        "sv.line",
    )
    pen.skip()
    put_criteria(pen, brief.tender.nodes)
    return pen.sheet()
