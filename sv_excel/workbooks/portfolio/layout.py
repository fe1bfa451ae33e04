"""The portfolio: many procurements' promises rolled up in pounds and in quantities, all live over one list of lines."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sv_excel.findings.key import Key
from sv_excel.tender.briefs.portfolio import DIMENSIONS, groups
from sv_excel.workbooks.sheet.cells import POUNDS, Chart, Layout, Span, formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.tender.briefs.portfolio import PortfolioBrief, PortfolioLine
    from sv_excel.workbooks.sheet.cells import Formula, Reference, Sheet
    from sv_excel.workbooks.sheet.sheet_builder import Put
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "portfolio"
CHARTED = "Theme"
CHART_ROWS = 16
BOARD = "Integrated Care Board"
_COLUMNS = {
    "Theme": "theme",
    "Outcome": "outcome",
    "Category": "category",
    "Tenderer": "tenderer",
    "Procurement": "tender",
}
_LINES = ("tender", "title", "buyer", "category", "tenderer", "theme", "outcome", "measure", "measure_title")


def portfolio_layout(brief: PortfolioBrief, furniture: Furniture) -> Layout:
    """The whole workbook; every figure carries the value that exact arithmetic gives it."""
    sheets = (_summary(brief, furniture), _quantities(brief, furniture), _lines(brief, furniture))
    return Layout(KIND, "Portfolio of commitments", sheets)


def _summary(brief: PortfolioBrief, furniture: Furniture) -> Sheet:
    pen = Pen("Summary", (52, 12, 18, 18, 18, 12), furniture.banner)
    pen.wide("Portfolio of commitments", "sv.title")
    procurements = len({line.tender for line in brief.lines})
    of = "1 procurement" if procurements == 1 else f"{procurements} procurements"
    pen.wide(
        f"{len(brief.lines)} {'promise' if len(brief.lines) == 1 else 'promises'} of {of}, GBP over the whole terms",
        "sv.subtitle",
    )
    if not brief.lines:
        pen.wide("Nothing was promised yet.", "sv.strong")
        return pen.sheet()
    for dimension in DIMENSIONS:
        pen.wide(f"By {dimension if dimension == BOARD else dimension.lower()}", "sv.heading")
        if dimension == BOARD:
            pen.wide("A procurement for two boards counts in each, so this table has no total.", "sv.line")
        pen.row(
            *(dimension, "Promises", "Promised, GBP"),
            fixed("Delivered, GBP", Key("series", part=f"{dimension} delivered")),
            fixed("Still to come, GBP", Key("series", part=f"{dimension} open")),
            "Delivered",
            style="sv.header",
            height=32,
        )
        for name, lines in groups(brief, dimension).items():
            pen.row(*_row(brief, dimension, name, lines))
        if dimension != BOARD:
            pen.row(*_total(brief, dimension))
        pen.skip()
        if dimension == CHARTED and any(line.pounds for line in brief.lines):
            _put_chart(pen, list(groups(brief, dimension)))
    return pen.sheet()


def _row(brief: PortfolioBrief, dimension: str, name: str, lines: Sequence[PortfolioLine]) -> list[Put]:
    part = f"{dimension} {name}"
    group = Key("group", part=part)
    chosen = _chosen(dimension)
    refs: dict[str, Reference] = {"group": group, "column": _column(dimension, name, brief)}
    promised = sum((line.pounds for line in lines), Fraction(0))
    done = sum((line.pounds_delivered for line in lines), Fraction(0))
    return [
        fixed(name, group, "sv.text"),
        fixed(formula(f"SUMPRODUCT({chosen}*1)", len(lines), **refs), Key("count", part=part), "sv.whole"),
        fixed(_summed(chosen, "pounds", promised, brief, refs), Key("sum_promised", part=part), "sv.money"),
        fixed(_summed(chosen, "pounds_delivered", done, brief, refs), Key("sum_delivered", part=part), "sv.money"),
        *_open(part, promised, done),
    ]


def _total(brief: PortfolioBrief, dimension: str) -> list[Put]:
    part = f"{dimension} all"
    promised = sum((line.pounds for line in brief.lines), Fraction(0))
    done = sum((line.pounds_delivered for line in brief.lines), Fraction(0))
    count = formula("COUNTA({lines})", len(brief.lines), lines=_span("tender", brief))
    return [
        fixed("All", style="sv.strong"),
        fixed(count, Key("count_all", part=part), "sv.whole"),
        fixed(formula("SUM({all})", promised, all=_span("pounds", brief)), Key("sum_promised", part=part), "sv.money"),
        fixed(
            formula("SUM({all})", done, all=_span("pounds_delivered", brief)),
            Key("sum_delivered", part=part),
            "sv.money",
        ),
        *_open(part, promised, done),
    ]


def _open(part: str, promised: Fraction, done: Fraction) -> list[Put]:
    both = {"promised": Key("sum_promised", part=part), "done": Key("sum_delivered", part=part)}
    left = formula("MAX({promised}-{done},0)", max(promised - done, Fraction(0)), **both)
    share = formula('IF({promised}>0,{done}/{promised},"")', done / promised if promised else "", **both)
    return [
        fixed(left, Key("sum_open", part=part), "sv.money"),
        fixed(share, Key("sum_share", part=part), "sv.percent"),
    ]


def _quantities(brief: PortfolioBrief, furniture: Furniture) -> Sheet:
    """Units are never added across measures."""
    pen = Pen("Quantities", (24, 46, 11, 46, 18, 14, 14), furniture.banner)
    pen.wide("Quantities by measure", "sv.title")
    headings = pen.row("By", "Group", "Measure", "What is counted", "Unit", "Promised", "Delivered", style="sv.header")
    below = pen.here(3)
    for dimension in DIMENSIONS:
        for name, lines in groups(brief, dimension).items():
            by_measure: dict[tuple[str, str], list[PortfolioLine]] = {}
            for line in lines:
                by_measure.setdefault((line.measure.lower(), line.unit.lower()), []).append(line)
            for _, own in sorted(by_measure.items()):
                pen.row(*_quantity(brief, dimension, name, own))
    return pen.sheet(freeze=below, headings=(headings, headings))


def _quantity(brief: PortfolioBrief, dimension: str, name: str, lines: Sequence[PortfolioLine]) -> list[Any]:
    first = lines[0]
    part = f"{dimension} {name} {first.measure} {first.unit}"
    keys = {field: Key(f"q_{field}", part=part) for field in ("group", "measure", "unit")}
    used = keys if dimension != BOARD else {field: keys[field] for field in ("measure", "unit")}
    chosen = f"{_chosen(dimension)}*({{measures}}={{measure}})*({{units}}={{unit}})"
    refs: dict[str, Reference] = {
        **used,
        "column": _column(dimension, name, brief),
        "measures": _span("measure", brief),
        "units": _span("unit", brief),
    }
    promised = sum((Fraction(line.promised) for line in lines), Fraction(0))
    done = sum((Fraction(line.delivered) for line in lines), Fraction(0))
    return [
        dimension,
        fixed(name, keys["group"]),
        fixed(first.measure, keys["measure"]),
        first.measure_title,
        fixed(first.unit, keys["unit"]),
        fixed(_summed(chosen, "promised", promised, brief, refs), Key("q_promised", part=part), "sv.weight"),
        fixed(_summed(chosen, "delivered", done, brief, refs), Key("q_delivered", part=part), "sv.weight"),
    ]


def _lines(brief: PortfolioBrief, furniture: Furniture) -> Sheet:
    boards = tuple(groups(brief, BOARD))
    widths = (26, 34, 30, 20, 28, 28, 34, 10, 40, 16, 12, 12, 14, 11, 16, 16, *[13] * len(boards))
    pen = Pen("Lines", widths, furniture.banner)
    pen.wide("Every promise", "sv.title")
    headings = pen.row(
        *("Procurement", "Title", "Buyer", "Category", "Tenderer", "Theme", "Outcome", "Measure"),
        *("What is counted", "Unit", "Promised", "Delivered", "GBP a unit", "Due to us", "Promised, GBP"),
        "Delivered, GBP",
        *boards,
        style="sv.header",
        height=32,
    )
    below = pen.here(2)
    for place, line in enumerate(brief.lines):
        key = {name: Key(name, part=str(place)) for name in ("promised", "delivered", "proxy", "share")}
        counted = {name.lower() for name in DIMENSIONS[BOARD](line)}
        said = {name: getattr(line, name) for name in _LINES} | {"category": DIMENSIONS["Category"](line)[0]}
        worth = {"promised": "pounds", "delivered": "pounds_delivered"}
        pen.row(
            *(fixed(said[name], Key(name, part=str(place))) for name in _LINES),
            fixed(line.unit, Key("unit", part=str(place))),
            fixed(line.promised, key["promised"], "sv.weight"),
            fixed(line.delivered, key["delivered"], "sv.weight"),
            fixed(line.proxy_value or 0, key["proxy"], "sv.money"),
            fixed(line.attribution, key["share"], "sv.percent"),
            *(
                fixed(
                    formula(
                        "{quantity}*{proxy}*{share}",
                        getattr(line, pounds),
                        quantity=key[quantity],
                        proxy=key["proxy"],
                        share=key["share"],
                    ),
                    Key(pounds, part=str(place)),
                    "sv.money",
                )
                for quantity, pounds in worth.items()
            ),
            *(
                fixed(int(name.lower() in counted), Key(f"{BOARD} {name}", part=str(place)), "sv.whole")
                for name in boards
            ),
        )
    return pen.sheet(freeze=below, headings=(headings, headings), pages_wide=2)


def _chosen(dimension: str) -> str:
    """What is 1, or true, for each line that counts in the group."""
    return "{column}" if dimension == BOARD else "({column}={group})"


def _column(dimension: str, name: str, brief: PortfolioBrief) -> Span:
    return _span(f"{BOARD} {name}" if dimension == BOARD else _COLUMNS[dimension], brief)


def _summed(chosen: str, field: str, value: Fraction, brief: PortfolioBrief, refs: dict[str, Reference]) -> Formula:
    return formula(f"SUMPRODUCT({chosen}*{{figures}})", value, figures=_span(field, brief), **refs)


def _span(field: str, brief: PortfolioBrief) -> Span:
    return Span(Key(field, part="0"), Key(field, part=str(len(brief.lines) - 1)))


def _put_chart(pen: Pen, names: Sequence[str]) -> None:
    first, last = (f"{CHARTED} {name}" for name in (names[0], names[-1]))
    pen.chart(
        Chart(
            title="Delivered against promised, GBP by theme",
            description="Stacked bars: one bar for each theme, as long as what was promised, the part that is "
            "delivered first, then what is still to come. The table above holds the same figures.",
            anchor=pen.here(),
            names=(Key("series", part=f"{CHARTED} delivered"), Key("series", part=f"{CHARTED} open")),
            categories=Span(Key("group", part=first), Key("group", part=last)),
            series=tuple(Span(Key(name, part=first), Key(name, part=last)) for name in ("sum_delivered", "sum_open")),
            columns=5,
            rows=CHART_ROWS,
            figures=POUNDS,
        )
    )
    pen.skip(CHART_ROWS + 1)
