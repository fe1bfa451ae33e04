"""What every value that comes from outside is made of: frozen, strict, unknown keys refused, numbers exact."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from sv_excel.tender.numbers import plain

LONGEST_TEXT = 32_000
"""Characters as Excel counts them (UTF-16): under the 32,767 of a cell, so that a label fits before the text."""
LONGEST_TITLE = 255
TENTH_DECIMAL = Decimal(1).scaleb(-10)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _number(value: object) -> object:
    """Whole numbers and decimal texts become `Decimal`; a float is refused, since it is already rounded."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


def _ten_decimals(value: Decimal) -> Decimal:
    """Refuses more decimals; pydantic's own ``decimal_places`` would leave five digits before the point."""
    if value != value.quantize(TENTH_DECIMAL):
        raise PydanticCustomError("decimal_max_places", "too many decimals")
    return value


def _day(value: object) -> object:
    """A date in quotes is a date all the same."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return value
    return value


def _printable(value: str) -> str:
    """Refuses what a cell of Excel cannot hold."""
    if found := _UNPRINTABLE.search(value):
        raise PydanticCustomError("unprintable", "unprintable", {"code": f"U+{ord(found[0]):04X}"})
    length = len(value.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": LONGEST_TEXT})
    return value


def _one_line(value: str) -> str:
    """Refuses a line break in what stands in headings and lists."""
    if len(value.splitlines()) > 1:
        raise PydanticCustomError("several_lines", "several lines")
    return value


class Record(BaseModel):
    """A frozen value with no key but its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(allow_inf_nan=False, max_digits=15),
    AfterValidator(_ten_decimals),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""Exact; at most the 15 digits that Excel keeps, 10 of them decimals."""
Percent = Annotated[Number, Field(ge=0, le=100), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})]
Day = Annotated[date, BeforeValidator(_day), Field(ge=FIRST_DAY, le=LAST_DAY)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1), AfterValidator(_printable)]
Title = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TITLE), AfterValidator(_printable), AfterValidator(_one_line)
]
"""A name or heading: one line."""
Item = TypeVar("Item")
Listed = Annotated[tuple[Item, ...], Field(strict=False)]
"""A list of the file, held as a tuple; JSON's lists are taken as well."""
