"""Number formats of strangers: which make a number a date, and which show something else than the cell holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain

NOTHING = "its number format shows nothing"
FIXED = "its number format shows a fixed text in place of what it holds"
ADDED = "its number format shows characters that it does not hold"
SCALED = "its number format shows the number scaled"
SIGN = "its number format hides or invents a sign"
PALE = "its number format writes white on white"

BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_TEXT_SECTION = 3
_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"?|\\.)|(?P<skipped>[_*].)|(?P<bracket>\[[^\]]*\]?)|(?P<general>General|Standard)"""
    r"""|(?P<date>AM/PM|A/P|[ymdhs]+)|(?P<exponent>E[+-])|(?P<split>;)|(?P<slot>[0#?])|(?P<text>@)|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_WHITE = re.compile(r"\[(?:white|color ?2)\]", re.IGNORECASE)
_MINUS = ("-", "\u2212", "\u2013", "(")
_DASHES = ("-", "\u2013", "\u2014")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four sections of a format, and what it does to what it shows."""

    condition: tuple[str, Decimal] | None
    dated: bool
    slots: bool
    text: bool
    said: str
    added: bool
    scaled: bool
    minus: bool
    white: bool


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format in its sections."""

    sections: tuple[Section, ...]

    @property
    def dated(self) -> bool:
        """Whether numbers show as dates or times."""
        return any(section.dated for section in self.sections[:_TEXT_SECTION])

    @property
    def honest(self) -> bool:
        """Whether it is one plain section, which cannot disguise any value."""
        section = self.sections[0]
        shows = section.slots or section.dated or section.text
        return (
            len(self.sections) == 1
            and shows
            and not (section.added or section.scaled or section.minus or section.white)
        )

    def disguise(self, value: Plain, *, on_white: bool) -> str | None:
        """In words how it shows something else than ``value``; None where it shows what the cell holds."""
        if value is None:
            return None
        if isinstance(value, (str, bool)):
            return self._of_text(on_white=on_white)
        section = self._section(value)
        if section is None:
            return None
        return _of_number(section, value, alone=len(self.sections) == 1) or (
            PALE if section.white and on_white else None
        )

    def _of_text(self, *, on_white: bool) -> str | None:
        """How a text shows: by the section with @ or the fourth one; as it is where there is neither."""
        last = self.sections[-1]
        if last.text:
            added = any(character.isalnum() for character in last.said)
            return ADDED if added else PALE if last.white and on_white else None
        if len(self.sections) > _TEXT_SECTION:
            return FIXED if last.said.strip() else NOTHING
        return None

    def _section(self, value: Decimal | date) -> Section | None:
        """The section that shows a number."""
        sections = self.sections
        if len(sections) > 1 and (sections[-1].text or len(sections) > _TEXT_SECTION):
            sections = sections[:-1]
        if isinstance(value, date):
            return sections[0]
        if any(section.condition for section in sections):
            return next((section for section in sections if _meets(value, section.condition)), sections[-1])
        if len(sections) > 1 and value < 0:
            return sections[1]
        return sections[2] if len(sections) == _TEXT_SECTION and value == 0 else sections[0]


def _of_number(section: Section, value: Decimal | date, *, alone: bool) -> str | None:
    """How a section shows a number as something else."""
    if not (section.slots or section.dated or section.text):
        said = section.said.strip()
        honest = value == 0 and said in _DASHES
        return None if honest else FIXED if said else NOTHING
    if section.added or section.scaled:
        return ADDED if section.added else SCALED
    if isinstance(value, date) or section.dated or value == 0:
        return None
    hidden = value < 0 and not (alone or section.minus or section.condition)
    return SIGN if hidden or (value > 0 and section.minus) else None


def _meets(value: Decimal, condition: tuple[str, Decimal] | None) -> bool:
    if condition is None:
        return True
    sign, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


@lru_cache(maxsize=1 << 10)
def read_format(code: str) -> NumberFormat:
    """A format's code taken apart."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "split":
            sections.append([])
        else:
            sections[-1].append(match)
    return NumberFormat(tuple(_section_of(tokens) for tokens in sections))


def _section_of(tokens: list[re.Match[str]]) -> Section:
    """One section from its tokens."""
    kinds = [match.lastgroup or "other" for match in tokens]
    shown = [_shown(match) for match in tokens]
    brackets = [match[0] for match, kind in zip(tokens, kinds, strict=True) if kind == "bracket"]
    conditions = [match for bracket in brackets if (match := _CONDITION.fullmatch(bracket))]
    places = [index for index, kind in enumerate(kinds) if kind in ("slot", "general")]
    dated = "date" in kinds or any(_ELAPSED.fullmatch(bracket) for bracket in brackets)
    before = "".join(shown[: places[0]]) if places else ""
    return Section(
        condition=(conditions[0][1], Decimal(conditions[0][2])) if conditions else None,
        dated=dated,
        slots=bool(places),
        text="text" in kinds,
        said="".join(shown),
        added=_adds(tokens, kinds, shown, places),
        scaled=_scales(kinds, shown, places) and not dated,
        minus=any(sign in before for sign in _MINUS),
        white=any(_WHITE.fullmatch(bracket) for bracket in brackets),
    )


def _shown(match: re.Match[str]) -> str:
    """What a token puts on the screen by itself."""
    text = match[0]
    if match.lastgroup == "literal":
        return text[1:] if text[0] == "\\" else text.strip('"')
    if match.lastgroup == "skipped":
        return text[1] if text[0] == "*" and text[1] != " " else ""
    if match.lastgroup == "bracket":
        return text[2:].partition("-")[0].rstrip("]") if text.startswith("[$") else ""
    return text if match.lastgroup == "other" else ""


def _adds(tokens: list[re.Match[str]], kinds: list[str], shown: list[str], places: list[int]) -> bool:
    """Digits of its own anywhere (a fraction's denominator apart), or points and signs among the digits."""
    for index, (match, kind, said) in enumerate(zip(tokens, kinds, shown, strict=True)):
        fraction = "/" in "".join(item[0] for item in tokens[:index]) and kind == "other"
        if any(character.isdigit() for character in said) and not fraction:
            return True
        among = places and places[0] < index < places[-1]
        if (
            among
            and kind == "literal"
            and any(character in ".,'" or character.isalnum() for character in match[0].strip('"\\'))
        ):
            return True
    return False


def _scales(kinds: list[str], shown: list[str], places: list[int]) -> bool:
    """Commas after the last digit divide by a thousand; a second percent sign multiplies by a hundred again."""
    if not places:
        return False
    after = places[-1] + 1
    comma = after < len(kinds) and kinds[after] == "other" and shown[after] == ","
    return comma or sum(said == "%" for said, kind in zip(shown, kinds, strict=True) if kind == "other") > 1
