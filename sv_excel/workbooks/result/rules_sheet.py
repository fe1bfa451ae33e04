"""The *Rules* sheet of a result: what law and policy asked of this procurement, worked out live from its own facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.errors.tender import BankHolidaysUnknownError
from sv_excel.findings.key import Key
from sv_excel.tender.policy.asks import (
    BANK_HOLIDAYS,
    FIVE_MILLION,
    NHS_COMMITMENT_ABOVE,
    ONE_MILLION,
    PPN_002_MANDATORY_FROM,
    PPN_026_FROM,
    STANDSTILL_WORKING_DAYS,
    VAT,
    central_carbon_gate,
    central_government_model,
    is_working_day,
    nhs_carbon_gate,
    standstill_ends,
    weight_floor,
)
from sv_excel.tender.policy.carbon_advice import GATES, SOURCES
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from datetime import date

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.sheet_builder import Put
    from sv_excel.workbooks.sheet.template_text import Furniture

SHEET = "Rules"
NO_MODEL = "none"
_STANDSTILL = {
    "procurement-act": "Procurement Act 2023, s.51: eight working days, the day of the notice being the first",
    "psr": "Provider Selection Regime, guidance of April 2025: eight working days from the day after the notice",
}


def policy_sheet(brief: ResultBrief, furniture: Furniture) -> Sheet:
    """The facts, what the rules make of them, and the standstill counted day by day."""
    tender = brief.definition
    pen = Pen(SHEET, (44, 24, 24, 62), furniture.banner)
    pen.wide("Rules of law and policy", "sv.title")
    pen.wide(
        "What binds follows from the facts below. It is worked out live, and no figure of the result rests on it.",
        "sv.line",
    )
    pen.wide("Facts", "sv.heading")
    for words, field, value, style in _facts(tender):
        pen.row(words, fixed(value, Key(field), style))
    pen.skip()
    pen.wide("What they ask", "sv.heading")
    pen.row("Rule", "Asked", "In this tender", "Source", style="sv.header")
    _floors(pen, tender)
    if tender.buyer.kind != "other":
        _carbon(pen, tender)
    pen.skip()
    _standstill(pen, tender)
    return pen.sheet()


def rule(field: str) -> Key:
    """What a rule asks."""
    return Key("rule", part=field)


def _facts(tender: Tender) -> tuple[tuple[str, str, Value | Formula, str], ...]:
    with_vat = formula("{worth}*{vat}", tender.contract_value * VAT, worth=Key("fact_value"), vat=Key("fact_vat"))
    return (
        ("Social value model", "fact_model", tender.model, "sv.text"),
        ("Kind of buyer", "fact_buyer", tender.buyer.kind, "sv.text"),
        ("Commenced", "fact_commenced", tender.commenced, "sv.date"),
        ("Value of the whole term, GBP excluding VAT", "fact_value", tender.contract_value, "sv.money"),
        ("VAT: what an amount is multiplied by to include it", "fact_vat", VAT, "sv.figure"),
        ("Value of the whole term, GBP including VAT", "fact_value_with_vat", with_vat, "sv.money"),
        ("A value of one million, GBP", "fact_one_million", ONE_MILLION, "sv.money"),
        ("A value of five million, GBP", "fact_five_million", FIVE_MILLION, "sv.money"),
    )


def _floors(pen: Pen, tender: Tender) -> None:
    tops = [c for c in tender.award_criteria if c.kind == "social_value"]
    weight = fixed(sum((c.weight for c in tops), Decimal(0)), style="sv.weight")
    with_vat = tender.contract_value * VAT
    source = "PPN 06/20; PPN 002, paragraph 10; PPN 026; NHS England, April 2022: 10 in every NHS procurement"
    for words, suffix, value in (
        ("excluding VAT", "", tender.contract_value),
        ("including VAT", "_with_vat", with_vat),
    ):
        live = formula(
            'IF(AND({model}="ppn-026",{worth}>={five}),20,10)',
            weight_floor(tender.model, value),
            model=Key("fact_model"),
            worth=Key(f"fact_value{suffix}"),
            five=Key("fact_five_million"),
        )
        least = fixed(live, rule(f"floor{suffix}"), "sv.weight")
        pen.row(f"Least weighting of social value, at the value {words}", least, weight, source)
    if tender.buyer.kind == "central-government":
        live = formula(
            f'IF({{commenced}}<{_day(PPN_002_MANDATORY_FROM)},"ppn-06-20",IF({{commenced}}<{_day(PPN_026_FROM)},"ppn-002",'
            f'IF({{worth}}>={{one}},"ppn-026","{NO_MODEL}")))',
            central_government_model(tender.commenced, with_vat) or NO_MODEL,
            commenced=Key("fact_commenced"),
            worth=Key("fact_value_with_vat"),
            one=Key("fact_one_million"),
        )
        source = "PPN 002, mandatory from 1 October 2025; PPN 026, from 1 January 2027 at 1,000,000 and over with VAT"
        pen.row("Model that binds central government", fixed(live, rule("model")), tender.model, source)


def _carbon(pen: Pen, tender: Tender) -> None:
    kind, carbon = tender.buyer.kind, tender.carbon
    words = "Value in a year, GBP " + ("excluding VAT" if kind == "nhs" else "including VAT")
    if carbon is None:
        pen.row("Carbon, before scoring", "not known", "the value in a year is not given", SOURCES[kind])
        return
    pen.row(words, fixed(carbon.annual_value, Key("fact_annual"), "sv.money"))
    plan, none = GATES["full-plan"], GATES["none"]
    pattern = f'IF({{annual}}>{{five}},"{plan}","{none}")'
    if kind == "nhs":
        lower = f'IF({{annual}}>{NHS_COMMITMENT_ABOVE},"{GATES["commitment"]}","{none}")'
        pattern = f'IF({{annual}}>={{five}},"{plan}",{lower})'
    due = (nhs_carbon_gate if kind == "nhs" else central_carbon_gate)(carbon.annual_value)
    live = formula(pattern, GATES[due], annual=Key("fact_annual"), five=Key("fact_five_million"))
    own = GATES[carbon.gate] if carbon.gate else "not said"
    pen.row("Carbon, before scoring", fixed(live, rule("carbon")), own, SOURCES[kind])


def _standstill(pen: Pen, tender: Tender) -> None:
    notice, regime = tender.award_notice, tender.regime
    if notice is None or regime == "framework":
        return
    try:
        end = standstill_ends(regime, notice)
    except BankHolidaysUnknownError:
        return
    pen.wide("Standstill", "sv.heading")
    pen.row("Award notice published", fixed(notice, Key("fact_notice"), "sv.date"))
    first = notice if regime == "procurement-act" else notice + timedelta(days=1)
    days = [first + timedelta(days=count) for count in range((end - first).days + 1)]
    counted = Span(_of("standstill_count", 0), _of("standstill_count", len(days) - 1))
    live = formula(
        f"INDEX({{days}},MATCH({STANDSTILL_WORKING_DAYS},{{counted}},0))",
        end,
        days=Span(_of("standstill_day", 0), _of("standstill_day", len(days) - 1)),
        counted=counted,
    )
    pen.row("Last day of the standstill", fixed(live, rule("standstill"), "sv.date"), "", _STANDSTILL[regime])
    closed = sorted(day for year in {day.year for day in days} for day in BANK_HOLIDAYS[year])
    holidays = Span(_of("holiday", 0), _of("holiday", len(closed) - 1))
    pen.row("Day", "Working day", "Counted so far", "Bank holidays of the years concerned", style="sv.header")
    for place in range(max(len(days), len(closed))):
        counting = _counting(days, place, holidays, first - notice) if place < len(days) else (None, None, None)
        pen.row(*counting, fixed(closed[place], _of("holiday", place), "sv.date") if place < len(closed) else None)


def _counting(days: list[date], place: int, holidays: Span, later: timedelta) -> tuple[Put, Put, Put]:
    """A day of the standstill, whether it is a working day, and how many were counted by its end."""
    keys = {field: _of(f"standstill_{field}", place) for field in ("day", "working", "count")}
    day = formula("{before}+1", days[place], before=_of("standstill_day", place - 1))
    count = formula("{before}+{working}", 0, before=_of("standstill_count", place - 1), working=keys["working"])
    if place == 0:
        day = formula(f"{{notice}}+{later.days}", days[place], notice=Key("fact_notice"))
        count = formula("{working}", 0, working=keys["working"])
    working = formula(
        "IF(AND(WEEKDAY({day},2)<6,COUNTIF({holidays},{day})=0),1,0)",
        int(is_working_day(days[place])),
        day=keys["day"],
        holidays=holidays,
    )
    counted = replace(count, value=sum(map(is_working_day, days[: place + 1])))
    return (
        fixed(day, keys["day"], "sv.date"),
        fixed(working, keys["working"], "sv.whole"),
        fixed(counted, keys["count"], "sv.whole"),
    )


def _of(field: str, place: int) -> Key:
    return Key(field, part=str(place))


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
