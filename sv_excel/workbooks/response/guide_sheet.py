"""The *Guide* sheet of a response: how it is counted and scored, measure by measure, and the criteria as published."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.scoring.commitments import fte_years
from sv_excel.workbooks.evaluation.guide_sheet import WIDTHS, put_criteria, put_scale
from sv_excel.workbooks.sheet.cells import formula
from sv_excel.workbooks.sheet.phrases import listed
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from sv_excel.tender.briefs.response import ResponseBrief, ResponseMeasure
    from sv_excel.workbooks.sheet.cells import Sheet

RULES = (
    (
        "Value in pounds = quantity x proxy value x attribution, and nothing is taken off: promise only what would not "
        "happen anyway."
    ),
    "Only what is additional counts: beyond what the specification asks for, and beyond what the law asks of you.",
    "Only this contract counts: not what you do for other customers, or as a firm at large.",
    (
        "One activity counts under one measure. No person is counted twice, save that somebody local may also count in "
        "one group that faces barriers to work."
    ),
    "A job for somebody who faces barriers to work counts for its first 12 months.",
    (
        "Full-time equivalents x years: ten full-time people and five half-time over two years are 12.5 x 2 = 25. No "
        "more years count than the contract runs."
    ),
    "Local means the area that the tender documents name.",
    "An offer worth more than the contract, or several times the others, is clarified with you before it is scored.",
)
"""How quantities are counted, in our own words (Torbay's published rules; PPN 002 for additionality)."""
COUNTING = {
    "fte-years": "Full-time equivalents x years, no more years than the contract runs.",
    "first-12-months": "The first 12 months of each person's job.",
    "one-category": "Each person in one such measure only.",
    "local": "Only in the area that the tender documents name.",
    "spend": "Pounds spent under this contract, without VAT.",
    "rate": "A rate reached on average over the term; say over what.",
    "baseline": "Against a baseline that you state.",
}
"""What a measure's own rules mean, by their names in the catalogue."""


def response_guide_sheet(brief: ResponseBrief) -> Sheet:
    """All that a tenderer may want to look up."""
    pen = Pen("Guide", WIDTHS)
    pen.wide("Guide", "sv.title")
    if brief.commitments and brief.plans:
        _put_halves(pen, brief)
    if brief.measures:
        pen.wide("How quantities are counted", "sv.heading")
        for number, rule in enumerate(RULES, 1):
            pen.wide(f"{number}. {rule}", "sv.line")
        pen.skip()
        if any("fte-years" in measure.counting for measure in brief.measures):
            _put_fte_years(pen)
        pen.wide("The measures", "sv.heading")
        pen.row("Id", "Measure", "GBP a unit", "What counts, and where the value comes from", style="sv.header")
        for measure in brief.measures:
            style = "sv.text" if measure.proxy_value is None else "sv.money"
            value = "not scored" if measure.proxy_value is None else measure.proxy_value
            pen.row(fixed(measure.id, style="sv.strong"), measure.title, fixed(value, style=style), _told(measure))
        pen.skip()
    if brief.plans:
        put_scale(pen, brief.levels)
    put_criteria(pen, brief.tender.nodes)
    return pen.sheet()


def _put_fte_years(pen: Pen) -> None:
    """Torbay's published example, worked out live."""
    people = {"full_time": Decimal(10), "part_time": Decimal(5), "share": Decimal("0.5"), "years": Decimal(2)}
    told = {
        "full_time": "People who work full time",
        "part_time": "People who work part time",
        "share": "Part of full time that each of them works",
        "years": "Years in post, no more than the contract runs",
    }
    keys = {name: Key("fte", part=name) for name in people}
    pen.wide("An example: full-time equivalents x years", "sv.heading")
    for name, words in told.items():
        style = "sv.percent" if name == "share" else "sv.weight"
        pen.row(None, words, fixed(people[name], keys[name], style))
    worth = fte_years(people["full_time"], people["part_time"], people["years"], part_time_share=people["share"])
    live = formula("({full_time}+{part_time}*{share})*{years}", worth, **keys)
    pen.row(None, "Quantity to promise", fixed(live, Key("fte_years"), "sv.weight"))
    pen.skip()


def _put_halves(pen: Pen, brief: ResponseBrief) -> None:
    counted = listed([criterion.id for criterion in brief.commitments], "and")
    scored = listed([question.id for question in brief.plans], "and")
    pen.wide("Two halves, and what follows where one is missing", "sv.heading")
    pen.wide(
        f"Commitments ({counted}) are counted from your quantities; the delivery plan ({scored}) is scored by people. "
        "They are judged apart and added: neither stands in for the other.",
        "sv.line",
    )
    if brief.disregards:
        pen.wide(
            f"Give both. Without any quantity, or with a blank delivery plan, the whole response is "
            f"disregarded: {counted} "
            f"and {scored} count 0. A quantity without a statement is queried with you.",
            "sv.line",
        )
        pen.skip()
        return
    pen.wide(
        f"Without any quantity the offer counts as GBP 0 for {counted}. A blank delivery plan is scored "
        f"as what it is: {brief.levels[0].label.lower()}, the lowest on the scale, for {scored}. A quantity "
        "without a statement is queried with you.",
        "sv.line",
    )
    pen.skip()


def _told(measure: ResponseMeasure) -> str:
    rules = [COUNTING[name] for name in measure.counting if name in COUNTING]
    source = f"Value: {measure.source}" if measure.source else ""
    return " ".join([f"Unit: {measure.unit}.", *rules, source]).strip()
