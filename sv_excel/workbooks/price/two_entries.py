"""Two people enter each price apart: what they may type, when they agree, and the way back from their entries."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.tender.numbers import decimal
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.price import PriceBrief, PriceRow
    from sv_excel.workbooks.sheet.cells import Formula, Value
    from sv_excel.workbooks.sheet.grid import Plain

AGREED = "Agreed"
DIFFERS = "Differs by "
LOOK_AGAIN = "both look at the bid again"
HALF_A_PENNY = Decimal("0.005")
PLACES = 4
"""Decimals of a difference in GBP."""
_RULE = "Type the price as the bid has it: pounds without VAT, whole term, above 0. Digits only, such as 1250000.50."
PRICE = Amount(
    name="price", rule=_RULE, example=Decimal(1_250_000), missing="price-missing", wrong="price-invalid", above=True
)
CHECKED_PRICE = Amount(
    name="checker's price",
    rule="Type the price again from the bid itself, without looking at the first entry. " + _RULE,
    example=Decimal(1_250_000),
    missing="price-missing",
    wrong="price-invalid",
    above=True,
)


def price_key(field: str, row: PriceRow) -> Key:
    """A cell of a price's row."""
    return Key(field, bid=row.bid, lot=row.lot)


def check_span(brief: PriceBrief) -> Span:
    """All *Check* cells."""
    return Span(price_key("check", brief.rows[0]), price_key("check", brief.rows[-1]))


def difference(row: PriceRow, answers: Mapping[Key, Value]) -> Formula:
    """The first entry less the checker's, in GBP; blank until both are prices.

    Rounded, since a program that reckons in binary makes 0.10499999998 of 1050000.105 - 1050000.
    """
    price, checked = (_price(answers.get(key)) for key in _pair(row))
    return formula(
        f'IF(AND({_is_price("price")},{_is_price("checked")}),ROUND({{price}}-{{checked}},{PLACES}),"")',
        "" if price is None or checked is None else _gap(price, checked),
        **_names(row),
    )


def check(row: PriceRow, answers: Mapping[Key, Value]) -> Formula:
    """In words: what is missing or wrong, by how much the two differ, or that they agree."""
    pattern = (
        'IF({price}="","Price is missing",'
        f"IF({_is_price('price')},"
        'IF({checked}="","Checker\'s price is missing",'
        f"IF({_is_price('checked')},"
        f'IF({{price}}={{checked}},"{AGREED}",'
        f'"{DIFFERS}"&IF(ABS({{gap}})<{HALF_A_PENNY},"less than a penny",'
        f'"GBP "&FIXED(ABS({{gap}}),2))&": {LOOK_AGAIN}"),'
        '"Checker\'s price is not a number above 0")),'
        '"Price is not a number above 0"))'
    )
    return formula(pattern, check_words(row, answers), gap=price_key("difference", row), **_names(row))


def check_words(row: PriceRow, answers: Mapping[Key, Value]) -> str:
    """What *Check* says of a row."""
    prices = []
    for key, name in zip(_pair(row), ("Price", "Checker's price"), strict=True):
        value = answers.get(key)
        price = _price(value)
        if value is None:
            return f"{name} is missing"
        if price is None:
            return f"{name} is not a number above 0"
        prices.append(price)
    return AGREED if prices[0] == prices[1] else f"{DIFFERS}{_apart(*prices)}: {LOOK_AGAIN}"


def agreed_price(row: PriceRow, answers: Mapping[Key, Value]) -> Decimal | None:
    """The price in GBP where both entries are prices and equal; else None."""
    price, checked = (_price(answers.get(key)) for key in _pair(row))
    return price if price == checked else None


def read_prices(answers: Mapping[Key, Plain]) -> dict[tuple[str, str | None], Decimal | None]:
    """GBP by bid and lot: the price where both people agree, else None. A row that is blank is absent."""
    rows = dict.fromkeys((key.bid or "", key.lot) for key in answers if key.field in {"price", "checked_price"})
    prices: dict[tuple[str, str | None], Decimal | None] = {}
    for bid, lot in rows:
        price, checked = (_price(answers.get(Key(field, bid=bid, lot=lot))) for field in ("price", "checked_price"))
        prices[bid, lot] = price if price == checked else None
    return prices


def price_findings(brief: PriceBrief, answers: Mapping[Key, Plain]) -> tuple[Finding, ...]:
    """Each price on which the two people differ. What is wrong with one entry alone is told by its own rule."""
    found = []
    for row in brief.rows:
        price, checked = (_price(answers.get(key)) for key in _pair(row))
        if price is not None and checked is not None and price != checked:
            found.append(
                Finding(
                    "price-check-differs",
                    f"the checker's price differs from the price by {_apart(price, checked)}.",
                    "Both look at the bid again, and whoever slipped corrects their own entry.",
                    key=price_key("checked_price", row),
                    subject=brief.subject(row),
                )
            )
    return tuple(found)


def _pair(row: PriceRow) -> tuple[Key, Key]:
    return price_key("price", row), price_key("checked_price", row)


def _names(row: PriceRow) -> dict[str, Key]:
    return dict(zip(("price", "checked"), _pair(row), strict=True))


def _is_price(name: str) -> str:
    """A text compares as more than any number in Excel, so that it is asked first whether it is one."""
    return f"IF(ISNUMBER({{{name}}}),{{{name}}}>0,FALSE)"


def _price(value: Plain | Value) -> Decimal | None:
    """A number above 0; anything else is no price."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and value > 0:
        return Decimal(value)
    return None


def _gap(price: Decimal, checked: Decimal) -> Decimal:
    return decimal(Fraction(price) - Fraction(checked), PLACES)


def _apart(price: Decimal, checked: Decimal) -> str:
    gap = abs(_gap(price, checked))
    return "less than a penny" if gap < HALF_A_PENNY else f"GBP {decimal(gap, 2):,f}"
