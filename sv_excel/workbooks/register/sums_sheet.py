"""The *Sums* sheet of the register: promised and delivered pounds by priority and by outcome, with a chart."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.register.commitment_row import STATUSES, delivered_pounds, line_key, status
from sv_excel.workbooks.sheet.cells import POUNDS, Chart, Span, formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sv_excel.tender.briefs.register import Promise, RegisterBrief
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.sheet_builder import Put
    from sv_excel.workbooks.sheet.template_text import Furniture

NO_PRIORITY = "No priority of this tender's boards"
CHART_ROWS = 12
AT_ONCE = 100
"""Cells in one SUM: Excel takes 255."""
Groups = dict[str, list["Promise"]]


def sums_sheet(brief: RegisterBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    """Promises by status, pounds by outcome and by priority."""
    pen = Pen("Sums", (52, 12, 18, 18, 18, 12), furniture.banner)
    pen.wide("Delivered against promised", "sv.title")
    if not brief.promises:
        pen.wide("Nothing was promised by a winner.", "sv.strong")
        return pen.sheet()
    _put_statuses(pen, brief, answers)
    by_outcome: Groups = {}
    by_priority: Groups = {}
    for promise in brief.promises:
        by_outcome.setdefault(promise.outcome, []).append(promise)
        for priority in promise.priorities or (NO_PRIORITY,):
            by_priority.setdefault(priority, []).append(promise)
    pen.wide("By outcome of the model", "sv.heading")
    pen.wide("Each promise counts once, with the first outcome that its measure belongs to.", "sv.line")
    _put_groups(pen, "outcome", by_outcome, answers)
    _put_total(pen, brief.promises, answers)
    if any(promise.pounds for promise in brief.promises):
        _put_chart(pen, by_outcome)
    pen.wide("By priority of the Integrated Care Boards", "sv.heading")
    pen.wide("A promise that serves two priorities counts in each, so this column has no total.", "sv.line")
    _put_groups(pen, "priority", by_priority, answers)
    return pen.sheet()


def _put_statuses(pen: Pen, brief: RegisterBrief, answers: Mapping[Key, Value]) -> None:
    found = Counter(status(promise, answers) for promise in brief.promises)
    span = Span(line_key("status", brief.promises[0]), line_key("status", brief.promises[-1]))
    pen.wide("How the promises stand", "sv.heading")
    pen.row("Status", "Promises", style="sv.header")
    for name in STATUSES:
        live = formula(f'COUNTIF({{statuses}},"{name}")', found[name], statuses=span)
        pen.row(name, fixed(live, Key("count", part=name), "sv.whole"))
    pen.skip()


def _put_groups(pen: Pen, sort: str, groups: Groups, answers: Mapping[Key, Value]) -> None:
    pen.row(
        *(sort.capitalize(), "Promises", "Promised, GBP"),
        fixed("Delivered, GBP", Key("series", part=f"{sort} delivered")),
        fixed("Still to come, GBP", Key("series", part=f"{sort} open")),
        "Delivered",
        style="sv.header",
        height=32,
    )
    for name, promises in groups.items():
        label = fixed(name, Key("group", part=f"{sort} {name}"))
        pen.row(label, fixed(len(promises), style="sv.whole"), *_figures(f"{sort} {name}", promises, answers))
    pen.skip()


def _put_total(pen: Pen, promises: Sequence[Promise], answers: Mapping[Key, Value]) -> None:
    pen.next_row -= 1
    pen.row(
        fixed("All", style="sv.strong"),
        fixed(len(promises), style="sv.whole"),
        *_figures("all", promises, answers),
    )
    pen.skip()


def _figures(part: str, promises: Sequence[Promise], answers: Mapping[Key, Value]) -> list[Put]:
    promised = sum((promise.pounds for promise in promises), Fraction(0))
    done = sum((delivered_pounds(promise, answers) for promise in promises), Fraction(0))
    keys = {name: Key(name, part=part) for name in ("sum_promised", "sum_delivered", "sum_open", "sum_share")}
    both = {"promised": keys["sum_promised"], "done": keys["sum_delivered"]}
    return [
        fixed(_sum("promised", promises, promised), keys["sum_promised"], "sv.money"),
        fixed(_sum("worth", promises, done), keys["sum_delivered"], "sv.money"),
        fixed(
            formula("MAX({promised}-{done},0)", max(promised - done, Fraction(0)), **both), keys["sum_open"], "sv.money"
        ),
        fixed(
            formula('IF({promised}>0,{done}/{promised},"")', done / promised if promised else "", **both),
            keys["sum_share"],
            "sv.percent",
        ),
    ]


def _sum(field: str, promises: Sequence[Promise], value: Fraction) -> Formula:
    """A sum over cells that stand anywhere in the register; those not in pounds hold words, which SUM passes over."""
    refs = {f"c{place}": line_key(field, promise) for place, promise in enumerate(promises)}
    names = [f"{{{name}}}" for name in refs]
    parts = [f"SUM({','.join(names[start : start + AT_ONCE])})" for start in range(0, len(names), AT_ONCE)]
    return formula("+".join(parts), value, **refs)


def _put_chart(pen: Pen, groups: Groups) -> None:
    first, last = (f"outcome {name}" for name in (next(iter(groups)), next(reversed(groups))))
    pen.chart(
        Chart(
            title="Delivered against promised, GBP by outcome",
            description="Stacked bars: one bar for each outcome, as long as what was promised, the part that is "
            "delivered first, then what is still to come. The table above holds the same figures.",
            anchor=pen.here(),
            names=(Key("series", part="outcome delivered"), Key("series", part="outcome open")),
            categories=Span(Key("group", part=first), Key("group", part=last)),
            series=tuple(Span(Key(name, part=first), Key(name, part=last)) for name in ("sum_delivered", "sum_open")),
            columns=5,
            rows=CHART_ROWS,
            figures=POUNDS,
        )
    )
    pen.skip(CHART_ROWS + 1)
