"""The *Points* sheet: what agreed prices earn by the published formula, live. Nobody is disqualified here yet."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.definition.criteria import LOWER_IS_BETTER
from sv_excel.tender.scoring.price import INDEXES, POINTS, highest_counted
from sv_excel.workbooks.price.two_entries import AGREED, agreed_price, price_key
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.price import PriceBrief, PriceRow
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

LATER = "Worked out in the result"
_CENT_OF_PERCENT = "0.00005"
"""100 x price over limit x lowest price by less than this stands on the band's limit: half of what a penny can make."""
_PARAMETERS = (
    ("weight", "Weighting, percentage points", "sv.figure"),
    ("optimal_price", "Optimal price, GBP", "sv.money"),
    ("maximum_price", "Maximum price, GBP", "sv.money"),
    ("quality_weight", "Quality weight", "sv.figure"),
    ("cost_weight", "Cost weight", "sv.figure"),
    ("willingness_to_pay", "Willingness to pay, GBP a quality point", "sv.money"),
)
_POINTS = {
    "lowest-price-relative": "{weight}*{lowest}/{price}",
    "mean-price": "MIN(MAX({weight}*(50-100*({price}-{mean})/{mean})/100,0),{weight})",
    "optimal-price": (
        "IF({maximum}<={optimal},IF({price}<={optimal},{weight},0),"
        "MIN(MAX({weight}*({maximum}-{price})/({maximum}-{optimal}),0),{weight}))"
    ),
    "banded": (
        f"{{weight}}*INDEX({{shares}},1+SUMPRODUCT(1*(100*{{price}}>{{limits}}*{{lowest}}+{_CENT_OF_PERCENT})))/100"
    ),
    "lowest-compliant": "{price}",
}


def points_sheet(brief: PriceBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    """The formula with its published figures, then each lot: lowest, mean and highest price, and what each bid gets."""
    pen = Pen("Points", (36, 26, 16, 18, 28), furniture.banner)
    pen.wide("Points" if brief.price.formula in POINTS else "Prices in the formula", "sv.title")
    pen.wide(
        "For information until the result: there, bids that are disqualified are left out, which can change the "
        "lowest, mean and highest price and with them everybody's figures. Only agreed prices count here.",
        "sv.line",
    )
    _put_method(pen, brief)
    for lot in brief.lots:
        pen.skip()
        pen.wide(brief.lot_title(lot) or "All bids", "sv.heading")
        _Lot(brief, lot, answers).put(pen)
    return pen.sheet()


def _put_method(pen: Pen, brief: PriceBrief) -> None:
    price = brief.price
    pen.skip()
    pen.wide("The formula, as published", "sv.heading")
    pen.row(fixed("Formula", style="sv.label"), fixed(price.formula, Key("formula"), "sv.strong"))
    pen.wide(brief.how, "sv.line")
    for name, label, style in _PARAMETERS:
        figure = getattr(price, name)
        if figure is not None:
            pen.row(fixed(label, style="sv.label"), fixed(figure, Key("parameter", part=name), style))
    if not price.bands:
        return
    pen.row("Price up to, per cent of the lowest", "Per cent of the weighting", style="sv.header", height=30)
    for place, (limit, share) in enumerate(_bands(price)):
        pen.row(
            fixed(limit, Key("band_limit", part=str(place)), "sv.figure"),
            fixed(share, Key("band_share", part=str(place)), "sv.figure"),
        )
    pen.row("above that", fixed(0, Key("band_share", part=str(len(price.bands))), "sv.figure"))


def _bands(price: Criterion) -> list[tuple[Fraction, Fraction]]:
    """Limit and share, both per cent, lowest limit first."""
    return sorted((Fraction(band.up_to_percent or 0), Fraction(band.percent)) for band in price.bands)


class _Lot:
    """One lot's figures, each as a formula with the value that Python gives it."""

    def __init__(self, brief: PriceBrief, lot: str | None, answers: Mapping[Key, Value]) -> None:
        self.brief, self.lot, self.rows = brief, lot, brief.rows_in(lot)
        agreed = {row.bid: agreed_price(row, answers) for row in self.rows}
        self.prices = {bid: Fraction(price) for bid, price in agreed.items() if price is not None}
        self.span = Span(price_key("agreed", self.rows[0]), price_key("agreed", self.rows[-1]))

    def put(self, pen: Pen) -> None:
        """The block: what the prices have in common, then a row a bid."""
        count = formula(
            f'COUNT({{prices}})&" of {len(self.rows)} agreed"',
            f"{len(self.prices)} of {len(self.rows)} agreed",
            prices=self.span,
        )
        pen.row(fixed("Prices", style="sv.label"), fixed(count, Key("agreed_count", lot=self.lot), "sv.text"))
        mean = sum(self.prices.values(), Fraction(0)) / max(len(self.prices), 1)
        for name, function, figure in (
            ("lowest", "MIN", min(self.prices.values(), default=Fraction(0))),
            ("mean", "AVERAGE", mean),
            ("highest", "MAX", max(self.prices.values(), default=Fraction(0))),
        ):
            live = formula(
                f'IF(COUNT({{prices}})=0,"",{function}({{prices}}))', figure if self.prices else "", prices=self.span
            )
            label = fixed(f"{name.capitalize()} price, GBP", style="sv.label")
            pen.row(label, fixed(live, Key(name, lot=self.lot), "sv.money"))
        if self.brief.price.formula == "optimal-price":
            live = self._maximum()
            pen.row(fixed("Maximum that counts, GBP", style="sv.label"), fixed(live, self._at("maximum"), "sv.money"))
        pen.row(
            "Tenderer", "Agreed price, GBP", "Per cent of the lowest", "Order, lowest first", self._heading(),
            style="sv.header", height=30,
        )  # fmt: skip
        for row in self.rows:
            pen.row(
                fixed(self.brief.bid(row.bid).tenderer, style="sv.strong"),
                fixed(self._agreed(row), price_key("agreed", row), "sv.money"),
                fixed(self._share(row), price_key("share", row), "sv.figure"),
                fixed(self._order(row), price_key("order", row), "sv.whole"),
                fixed(self._points(row), price_key("points", row), self._style()),
            )

    def _heading(self) -> str:
        if self.brief.price.formula in POINTS:
            return "Points, at most the weighting"
        return f"Index, {'lowest' if self.brief.price.formula in LOWER_IS_BETTER else 'highest'} wins"

    def _style(self) -> str:
        if self.brief.price.formula == "lowest-compliant":
            return "sv.money"
        return "sv.figure" if self.brief.price.formula in POINTS else "sv.text"

    def _at(self, name: str) -> Key:
        return Key(name, lot=self.lot)

    def _maximum(self) -> Formula:
        published = self.brief.price.maximum_price is not None
        source = Key("parameter", part="maximum_price") if published else self._at("highest")
        value = highest_counted(self.brief.price, self.prices) if self.prices or published else ""
        return formula("{source}", value, source=source)

    def _agreed(self, row: PriceRow) -> Formula:
        return formula(
            f'IF({{check}}="{AGREED}",{{price}},"")',
            self.prices.get(row.bid, ""),
            check=price_key("check", row),
            price=price_key("price", row),
        )

    def _share(self, row: PriceRow) -> Formula:
        price = self.prices.get(row.bid)
        return formula(
            'IF(ISNUMBER({price}),100*{price}/{lowest},"")',
            "" if price is None else 100 * price / min(self.prices.values()),
            price=price_key("agreed", row),
            lowest=self._at("lowest"),
        )

    def _order(self, row: PriceRow) -> Formula:
        price = self.prices.get(row.bid)
        return formula(
            'IF(ISNUMBER({price}),RANK({price},{prices},1),"")',
            "" if price is None else 1 + sum(other < price for other in self.prices.values()),
            price=price_key("agreed", row),
            prices=self.span,
        )

    def _points(self, row: PriceRow) -> Formula:
        """Points, or the index where prices are enough for it; else in words that it comes later."""
        name = str(self.brief.price.formula)
        is_there = row.bid in self.prices
        if name not in _POINTS:
            pattern = f'IF(ISNUMBER({{price}}),"{LATER}","")'
            return formula(pattern, LATER if is_there else "", price=price_key("agreed", row))
        earned = POINTS[name](self.brief.price, self.prices) if name in POINTS else _compliant(self)
        pattern = _POINTS[name]
        used = {label: ref for label, ref in self._references(row).items() if f"{{{label}}}" in pattern}
        used["price"] = price_key("agreed", row)
        return formula(f'IF(ISNUMBER({{price}}),{pattern},"")', earned.get(row.bid, ""), **used)

    def _references(self, row: PriceRow) -> dict[str, Key | Span]:
        last = len(self.brief.price.bands)
        return {
            "price": price_key("agreed", row),
            "weight": Key("parameter", part="weight"),
            "optimal": Key("parameter", part="optimal_price"),
            "lowest": self._at("lowest"),
            "mean": self._at("mean"),
            "maximum": self._at("maximum"),
            "limits": Span(Key("band_limit", part="0"), Key("band_limit", part=str(last - 1))),
            "shares": Span(Key("band_share", part="0"), Key("band_share", part=str(last))),
        }


def _compliant(lot: _Lot) -> dict[str, Fraction]:
    return INDEXES["lowest-compliant"](lot.brief.price, lot.prices, {})
