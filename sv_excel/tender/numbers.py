"""Exact numbers: `Fraction` to work with, `Decimal` rounded half up to show (contract, section 6).

Binary floats never come past the door: 2.675 as a float is less than 2.675, so it would round to 2.67.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

DIGITS = 60


def exact(number: Decimal | Fraction | int) -> Fraction:
    """The same number as a `Fraction`."""
    return Fraction(number)


def decimal(number: Decimal | Fraction | int, places: int) -> Decimal:
    """``number`` rounded half up (half away from zero) to ``places`` decimals, as Excel's ROUND shows it."""
    whole = Fraction(number)
    scaled = abs(whole) * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext(prec=DIGITS + len(str(rounded))):
        value = Decimal(rounded).scaleb(-places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return -value if whole < 0 and rounded else value


def plain(number: Decimal | Fraction | int) -> str:
    """A number as a person would write it: no exponent, no trailing zeros (``12.50`` as ``12.5``)."""
    value = number if isinstance(number, Decimal) else decimal(number, 10)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
