"""The *Commitments* sheet of a response: a row a measure, and below what the offer comes to in pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.workbooks.response.measure_row import (
    ATTRIBUTION,
    COMPLETE,
    NOTHING,
    QUANTITY,
    STATEMENT,
    check_formula,
    measure_key,
    measure_span,
    offer_in,
    summed,
    value_formula,
)
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.phrases import listed, points
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sv_excel.tender.briefs.response import ResponseBrief, ResponseCommitments, ResponseMeasure
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.entries import Amount, Words

NOT_SCORED, NOT_COUNTED = "recorded, not scored", "not in pounds"
TOTAL = Key("offer_total")
ROOM = 32.0
"""Height of a row to write in, in points: two lines, before it grows."""


class _Column(NamedTuple):
    heading: str
    width: float
    put: Callable[[ResponseMeasure], Put]


def commitments_sheet(brief: ResponseBrief, answers: Mapping[Key, Value]) -> Sheet:
    """Measures in play, each once; below, the offer in pounds for each criterion and in all."""
    columns = _columns(brief, answers)
    pen = Pen("Commitments", [column.width for column in columns], answers=answers)
    pen.wide(f"Commitments: {brief.tender.title}", "sv.title")
    pen.wide(
        "Promise over the whole term, and only what this contract adds. Leave a row blank where you promise nothing. "
        "The counting rules are on the Guide sheet.",
        "sv.line",
    )
    headings = pen.row(
        *(fixed(column.heading, Key("heading", part=str(place))) for place, column in enumerate(columns)),
        style="sv.header",
        height=32,
    )
    below = pen.here(3)
    for measure in brief.measures:
        pen.row(*(column.put(measure) for column in columns), height=ROOM)
    pen.skip()
    _put_offers(pen, brief, answers, [column.heading for column in columns])
    checks, first = measure_span("check", brief), measure_key("check", brief.measures[0])
    pen.mark(checks, f'{{check}}="{COMPLETE}"', "sv.good", check=first)
    pen.mark(checks, f'AND({{check}}<>"{COMPLETE}",{{check}}<>"{NOTHING}")', "sv.todo", check=first)
    return pen.sheet(
        freeze=below,
        headings=(headings, headings),
        table=Span(Key("heading", part="0"), checks.last),
        start=measure_key("quantity", brief.measures[0]),
    )


def _columns(brief: ResponseBrief, answers: Mapping[Key, Value]) -> list[_Column]:
    def entered(field: str, entry: Amount | Words, style: str) -> Callable[[ResponseMeasure], Put]:
        return lambda item: Put(None, style, measure_key(field, item), entry, f"{item.id} {item.title}")

    def proxy(item: ResponseMeasure) -> Put:
        key = measure_key("proxy", item)
        return (
            fixed(NOT_SCORED, key, "sv.text") if item.proxy_value is None else fixed(item.proxy_value, key, "sv.money")
        )

    def value(item: ResponseMeasure) -> Put:
        content = NOT_COUNTED if item.proxy_value is None else value_formula(item, answers)
        return fixed(content, measure_key("value", item), "sv.text" if item.proxy_value is None else "sv.money")

    columns = [
        _Column("Id", 8, lambda item: Put(item.id, "sv.strong")),
        _Column("Measure", 40, lambda item: Put(item.title)),
        _Column("Unit", 14, lambda item: Put(item.unit)),
        _Column("GBP a unit", 20, proxy),
        _Column("Counts in", 15, lambda item: Put(listed(item.criteria, "and"))),
        _Column("Quantity", 12, entered("quantity", QUANTITY, "sv.number_entry")),
        _Column("Attribution", 13, entered("attribution", ATTRIBUTION, "sv.percent_entry")),
        _Column("Value, GBP", 18, value),
        _Column("How, by when, how shown", 58, entered("statement", STATEMENT, "sv.words")),
        _Column("Check", 26, lambda item: fixed(check_formula(item, answers), measure_key("check", item), "sv.check")),
    ]
    return [column for column in columns if column.heading != "Counts in" or len(brief.commitments) > 1]


def _put_offers(pen: Pen, brief: ResponseBrief, answers: Mapping[Key, Value], headings: list[str]) -> None:
    """Rows that stand under the measures: their pounds in the column of values."""
    gap: list[None] = [None] * (headings.index("Value, GBP") - 2)
    pen.wide("Your offer in pounds", "sv.heading")
    for criterion in brief.commitments:
        named = fixed(criterion.id, style="sv.strong")
        if criterion.cap is not None and criterion.cap_percent is not None:
            most = f"The most that counts: {plain(criterion.cap_percent)}% of the contract value"
            pen.row(named, most, *gap, fixed(criterion.cap, Key("cap", criterion=criterion.id), "sv.money"))
        offered = fixed(_offer(criterion, brief, answers), Key("offer", criterion=criterion.id), "sv.money")
        pen.row(named, f"{criterion.title} ({points(criterion.weight)})", *gap, offered)
    live = formula("SUM({values})", summed(brief.measures, answers), values=measure_span("value", brief))
    pen.row(fixed("All", style="sv.strong"), "Every measure once, without a cap", *gap, fixed(live, TOTAL, "sv.money"))


def _offer(criterion: ResponseCommitments, brief: ResponseBrief, answers: Mapping[Key, Value]) -> Formula:
    spans = {f"run{place}": span for place, span in enumerate(_runs(criterion, brief))}
    total = f"SUM({','.join(f'{{{name}}}' for name in spans)})"
    value = offer_in(criterion, brief, answers)
    if criterion.cap is None:
        return formula(total, value, **spans)
    return formula(f"MIN({total},{{cap}})", value, cap=Key("cap", criterion=criterion.id), **spans)


def _runs(criterion: ResponseCommitments, brief: ResponseBrief) -> Iterator[Span]:
    """The values that count in a criterion, as few ranges as they stand in."""
    run: list[ResponseMeasure] = []
    for measure in (*brief.measures, None):
        if measure is not None and measure.id in criterion.measures:
            run.append(measure)
        elif run:
            yield Span(measure_key("value", run[0]), measure_key("value", run[-1]))
            run = []
