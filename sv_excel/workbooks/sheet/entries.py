"""`Entry` and its kinds: what a person may type in a cell. Each is one rule and one sentence.

The same value gives the check its predicate, Excel its data validation, and both the sentence that a person sees.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.workbooks.sheet.cells import Span
    from sv_excel.workbooks.sheet.grid import Plain

TEXT_LIMIT = 32_000
"""Longest text that an entry takes, in characters: under Excel's 32,767 so that a prefix still fits."""
WRITTEN_OUT = 15
"""The highest power of ten that a sentence writes out: Excel keeps 15 digits."""
QUOTED = 60
"""How many characters of a text a sentence quotes."""
EPOCH = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_INLINE_LIMIT = 255


def shown(value: Plain) -> str:
    """A value as a sentence quotes it: numbers bare, texts in quotes, long ones cut."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return plain(value) if abs(value.adjusted()) <= WRITTEN_OUT else f"{value:.3E}"
    if isinstance(value, date):
        return f"{value:%d %B %Y}".lstrip("0")
    text = "" if value is None else value
    return f"'{text}'" if len(text) <= QUOTED else f"'{text[: QUOTED - 3]}...'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A rule for one cell: ``name`` as sentences say it, ``rule`` as a person reads it, an ``example`` that keeps it.

    ``missing`` is the finding's code where a blank is a fault (None: may stay blank), ``wrong`` where the value is not
    good.
    """

    name: str
    rule: str
    example: str | Decimal | int
    missing: str | None = None
    wrong: str = "entry-invalid"
    kind: ClassVar[str] = ""

    def problem(self, value: Plain) -> str | None:
        """What is wrong with a value that is not blank, as the end of a sentence; None where it is good."""
        raise NotImplementedError

    def validation(self, refer: Callable[[Span], str]) -> tuple[str, str, str, str]:
        """Excel's data validation: type, operator, first and second formula."""
        raise NotImplementedError

    def to_data(self) -> dict[str, Any]:
        """As JSON has it; numbers as text."""
        data: dict[str, Any] = {"kind": self.kind}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "source" or value == item.default:
                continue
            data[item.name] = _plain_data(value)
        return data


def _plain_data(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain_data(item) for item in value]
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return {"number": str(value)}
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Entry):
    """One of some options, from a dropdown. ``source`` is where they stand, if not in the rule itself."""

    options: tuple[str | Decimal, ...]
    source: Span | None = None
    kind: ClassVar[str] = "choice"

    def problem(self, value: Plain) -> str | None:
        """Only an option itself is good: a text that looks like one is not."""
        if any(type(value) is type(option) and value == option for option in self.options):
            return None
        twin = next((option for option in self.options if shown(option).strip("'") == str(value).strip()), None)
        if twin is not None:
            return f"is the text {shown(value)}, which only looks like {shown(twin)}"
        return f"is {shown(value)}"

    def validation(self, refer: Callable[[Span], str]) -> tuple[str, str, str, str]:
        """A list: from its source, or written out."""
        if self.source is not None:
            return ("list", "between", refer(self.source), "")
        text = ",".join(plain(o) if isinstance(o, Decimal) else o for o in self.options)
        if len(text) > _INLINE_LIMIT or any("," in str(option) for option in self.options):
            raise ValueError(text)
        return ("list", "between", '"' + text.replace('"', '""') + '"', "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Entry):
    """A number from ``least`` to ``most``; with ``above`` it must be more than ``least``."""

    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10) ** 12
    above: bool = False
    kind: ClassVar[str] = "amount"

    def problem(self, value: Plain) -> str | None:
        """A number in its range; a text, date or yes/no is none."""
        if isinstance(value, bool) or not isinstance(value, Decimal):
            return f"is {shown(value)}, not a number"
        too_low = value <= self.least if self.above else value < self.least
        return f"is {shown(value)}" if not value.is_finite() or too_low or value > self.most else None

    def validation(self, refer: Callable[[Span], str]) -> tuple[str, str, str, str]:  # noqa: ARG002 - one shape for all
        """A decimal in its range."""
        if self.above:
            return ("decimal", "greaterThan", plain(self.least), "")
        return ("decimal", "between", plain(self.least), plain(self.most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Entry):
    """Text of at least ``shortest`` characters."""

    shortest: int = 1
    kind: ClassVar[str] = "words"

    def problem(self, value: Plain) -> str | None:
        """Long enough, and text."""
        if not isinstance(value, str):
            return f"is {shown(value)}, not words"
        length = len(value.strip())
        if length < self.shortest:
            return f"has {length} characters"
        return f"has {len(value)} characters, more than {TEXT_LIMIT}" if len(value) > TEXT_LIMIT else None

    def validation(self, refer: Callable[[Span], str]) -> tuple[str, str, str, str]:  # noqa: ARG002 - one shape for all
        """A length of text."""
        return ("textLength", "between", str(self.shortest), str(TEXT_LIMIT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Entry):
    """A date."""

    kind: ClassVar[str] = "day"

    def problem(self, value: Plain) -> str | None:
        """A real date of this century; a date written as 2026-11-30 is one, too."""
        day = _iso(value) if isinstance(value, str) else value
        if not isinstance(day, date):
            return f"is {shown(value)}, not a date"
        return None if FIRST_DAY <= day <= LAST_DAY else f"is {shown(value)}"

    def validation(self, refer: Callable[[Span], str]) -> tuple[str, str, str, str]:  # noqa: ARG002 - one shape for all
        """A date of this century."""
        return ("date", "between", str((FIRST_DAY - EPOCH).days), str((LAST_DAY - EPOCH).days))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


_KINDS: dict[str, type[Entry]] = {kind.kind: kind for kind in (Choice, Amount, Words, Day)}


def entry_from_data(data: dict[str, Any]) -> Entry:
    """The entry that `Entry.to_data` wrote."""
    facts: dict[str, Any] = {name: _value(value) for name, value in data.items() if name != "kind"}
    return _KINDS[data["kind"]](**facts)


def _value(value: object) -> object:
    if isinstance(value, dict):
        return Decimal(value["number"])
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    return value
