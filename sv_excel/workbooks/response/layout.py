"""The response workbook: what a tenderer promises, measure by measure, and how it will deliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.response.commitments_sheet import TOTAL, commitments_sheet
from sv_excel.workbooks.response.guide_sheet import response_guide_sheet
from sv_excel.workbooks.response.measure_row import (
    COMPLETE,
    NOTHING,
    check_words,
    measure_key,
    measure_span,
    number,
    summed,
)
from sv_excel.workbooks.response.plan_sheet import HEADINGS, blank_headings, plan_sheet, word_count, words_span
from sv_excel.workbooks.sheet.cells import Layout, Span, formula
from sv_excel.workbooks.sheet.entries import Words
from sv_excel.workbooks.sheet.front import OPEN_CELLS, put_guidance, put_title
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.response import ResponseBrief
    from sv_excel.workbooks.sheet.cells import Formula, Reference, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "response"
READY = Key("ready")
SUBMIT = "Ready to submit"
TOO_LONG = "Not ready: a delivery plan answer is over its word limit."
NO_PROMISE = "Ready to submit, but no quantity is given: the offer counts as GBP 0."
TENDERER = Words(
    name="tenderer",
    rule="Type the name of the tenderer, as the bid has it.",
    example="Alder Facilities Ltd",
    missing="tenderer-unknown",
    wrong="tenderer-unknown",
)


@dataclass(frozen=True)
class _Standing:
    """How far a response is, worked out as its own formulas do."""

    named: bool
    quantities: int
    faulty: int
    blank: int
    over: bool

    @classmethod
    def of(cls, brief: ResponseBrief, answers: Mapping[Key, Value]) -> _Standing:
        name = answers.get(Key("tenderer"))
        quantities = (answers.get(measure_key("quantity", item)) for item in brief.measures)
        return cls(
            named=brief.bid is not None or (isinstance(name, str) and bool(name.strip(" "))),
            quantities=sum(number(quantity) is not None for quantity in quantities),
            faulty=sum(check_words(item, answers) not in {COMPLETE, NOTHING} for item in brief.measures),
            blank=sum(len(blank_headings(question, answers)) for question in brief.plans),
            over=any(word_count(q, answers) > q.word_limit for q in brief.plans if q.word_limit is not None),
        )


def response_layout(brief: ResponseBrief, furniture: Furniture, answers: Mapping[Key, Value] | None = None) -> Layout:
    """The workbook of a tenderer; ``answers`` are what its entries hold already.

    It leaves the templates' banner out, which speaks to the buyer's own people.
    """
    held = answers or {}
    sheets = [_start_sheet(brief, furniture, held)]
    if brief.measures:
        sheets.append(commitments_sheet(brief, held))
    if brief.plans:
        sheets.append(plan_sheet(brief, held))
    sheets.append(response_guide_sheet(brief))
    return Layout(KIND, f"Response: {brief.tender.title}", tuple(sheets))


def _start_sheet(brief: ResponseBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    pen = Pen("Start", (26, 84), answers=answers)
    put_title(pen, brief.tender, "social value response")
    if brief.bid is None:
        who = Put(None, "sv.words", Key("tenderer"), TENDERER, "Start")
    else:
        who = fixed(brief.bid.tenderer, Key("subject"), "sv.strong")
    pen.row(fixed("Tenderer", style="sv.label"), who, height=22)
    pen.row(fixed("Tender", style="sv.label"), f"{brief.tender.id}, {brief.tender.title}")
    _put_standing(pen, brief, answers)
    put_guidance(pen, brief.tender, furniture, KIND, f"{OPEN_CELLS} Put no prices in it.")
    return pen.sheet(one_page=True, start=Key("tenderer") if brief.bid is None else None)


def _put_standing(pen: Pen, brief: ResponseBrief, answers: Mapping[Key, Value]) -> None:
    standing = _Standing.of(brief, answers)
    if brief.measures:
        total = len(brief.measures)
        progress = formula(
            f'COUNT({{quantities}})&" of {total} measures with a quantity"',
            f"{standing.quantities} of {total} measures with a quantity",
            quantities=measure_span("quantity", brief),
        )
        pen.row(fixed("Commitments", style="sv.label"), fixed(progress, Key("progress"), "sv.strong"))
        live = fixed(formula("{total}", summed(brief.measures, answers), total=TOTAL), Key("offered"), "sv.money")
        pen.row(fixed("Offer in pounds", style="sv.label"), live)
    if brief.plans:
        total = len(brief.plans) * len(HEADINGS)
        counted, spans = _blank(brief)
        filled = formula(
            f'({total}-({counted}))&" of {total} headings filled in"',
            f"{total - standing.blank} of {total} headings filled in",
            **spans,
        )
        pen.row(fixed("Delivery plan", style="sv.label"), fixed(filled, Key("plan_progress"), "sv.strong"))
    pen.row(fixed("Is it complete?", style="sv.label"), fixed(_ready(brief, standing), READY, "sv.todo"), height=24)
    pen.mark(Span(READY, READY), f'{{ready}}="{SUBMIT}"', "sv.good", ready=READY)


def _blank(brief: ResponseBrief) -> tuple[str, dict[str, Reference]]:
    """A formula's part that counts blank headings over all questions, and what it refers to."""
    spans: dict[str, Reference] = {f"words{i}": words_span(question) for i, question in enumerate(brief.plans)}
    return "+".join(f"COUNTIF({{{name}}},0)" for name in spans), spans


def _ready(brief: ResponseBrief, standing: _Standing) -> Formula:
    """The first thing that is missing, or that the response can go."""
    pattern, said = f'"{SUBMIT}"', SUBMIT
    refs: dict[str, Reference] = {}
    if brief.measures:
        pattern, refs["quantities"] = (
            f'IF(COUNT({{quantities}})=0,"{NO_PROMISE}",{pattern})',
            measure_span("quantity", brief),
        )
        said = said if standing.quantities else NO_PROMISE
    if brief.plans:
        counted, spans = _blank(brief)
        refs.update(spans)
        limits = [f"SUM({{words{i}}})>{q.word_limit}" for i, q in enumerate(brief.plans) if q.word_limit is not None]
        if limits:
            pattern = f'IF(OR({",".join(limits)}),"{TOO_LONG}",{pattern})'
            said = TOO_LONG if standing.over else said
        pattern = f'IF({counted}>0,"Not ready: "&({counted})&" delivery plan headings are blank.",{pattern})'
        said = f"Not ready: {standing.blank} delivery plan headings are blank." if standing.blank else said
    if brief.measures:
        refs["checks"] = measure_span("check", brief)
        faulty = f'({len(brief.measures)}-COUNTIF({{checks}},"{COMPLETE}")-COUNTIF({{checks}},"{NOTHING}"))'
        pattern = f'IF({faulty}>0,"Not ready: "&{faulty}&" measures are not complete.",{pattern})'
        said = f"Not ready: {standing.faulty} measures are not complete." if standing.faulty else said
    if brief.bid is None:
        refs["tenderer"] = Key("tenderer")
        pattern = f'IF(TRIM(T({{tenderer}}))="","Not ready: type the tenderer\'s name.",{pattern})'
        said = said if standing.named else "Not ready: type the tenderer's name."
    return formula(pattern, said, **refs)
