"""What all sheets of one workbook share: texts, looks, calendar, and cells made before, to be used again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sv_excel.workbooks.sheet.grid import Found
from sv_excel.xlsx.read.refusal import damaged
from sv_excel.xlsx.read.styles import Looks
from sv_excel.xlsx.read.values import day, number, other
from sv_excel.xlsx.read.xml import plain_text, unescape

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain
    from sv_excel.xlsx.read.sheet_settings import Frame
    from sv_excel.xlsx.read.typed_cells import Rest

Token = tuple[str | None, str | None, str | None, str | None, str | None]

_POSITION = re.compile(r"[0-9]{1,7}", re.ASCII)
_KINDS_OF_TEXT = ("str", "inlineStr")
_MAX_FRAME, _MAX_FRAMES = 1 << 16, 1 << 6
_MAX_MADE = 1 << 15  # an evaluator's workbook has 2,000, a large one 8,000
_MAX_ALIKE = 16  # each application spells a sheet its own way, and so does each set of blanks
_MAX_KEPT = 1 << 25  # characters of sheets: a sheet of 20 questions by 8 bids has 200,000
_MAX_REMEMBERED = 256  # characters: longer texts are somebody's own, and a memory of them would have no bound


class Whole(NamedTuple):
    """A sheet beside what was typed in it: how many cells in all, rows that are hidden, rows without a height."""

    cells: int
    hidden: frozenset[int]
    unsized: frozenset[int]


class Known(NamedTuple):
    """A sheet that was taken apart whole: what it said beside what was typed, with length and digest, and its facts."""

    rest: Rest
    length: int
    digest: bytes
    whole: Whole


@dataclass(frozen=True)
class Memory:
    """What workbooks of one look have in common: cells by style, type, formula and value, and frames by their XML.

    Returned workbooks of one tender differ in what people entered and agree in everything else. ``salt`` stands for the
    look and the calendar. ``sheets`` are those that were taken apart and found whole, by how much is in them.
    """

    looks: Looks = field(default_factory=Looks)
    epoch_1904: bool = False
    made: dict[Token, Found] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    salt: bytes = b""
    sheets: dict[tuple[int, int, int], list[Known]] = field(default_factory=dict)

    def keep(self, token: Token, found: Found) -> None:
        """Remember a cell, if it is one that other workbooks may have."""
        if len(token[3] or "") + len(token[4] or "") <= _MAX_REMEMBERED:
            if len(self.made) >= _MAX_MADE:
                self.made.clear()
            self.made[token] = found

    def keep_frame(self, text: str, frame: Frame) -> None:
        """Remember what stands round the cells of a sheet."""
        if len(text) <= _MAX_FRAME:
            if len(self.frames) >= _MAX_FRAMES:
                self.frames.clear()
            self.frames[text] = frame

    def known(self, rest: Rest) -> Known | None:
        """The sheet that was taken apart before and said the same."""
        return next((known for known in self.sheets.get(_size(rest), ()) if known.rest == rest), None)

    def keep_sheet(self, known: Known) -> None:
        """Remember a sheet that was taken apart whole, if there is room; of those alike the one met first goes."""
        alike = self.sheets.setdefault(_size(known.rest), [])
        alike.insert(0, known)
        del alike[_MAX_ALIKE:]
        if sum(one.length for sheets in self.sheets.values() for one in sheets) > _MAX_KEPT:
            self.sheets.clear()


def _size(rest: Rest) -> tuple[int, int, int]:
    return len(rest.pieces), len(rest.texts), len(rest.references)


@lru_cache(maxsize=64)
def _positions(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))


@dataclass(frozen=True)
class Shared:
    """One workbook's shared texts, and the memory that it draws on."""

    texts: list[str] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)

    def found(self, style: str | None, kind: str | None, value: str | None, formula: str | None) -> Found:
        """A cell from its style, its type and its character data (of a shared text: the text).

        Raises:
            UnreadableWorkbook: it points to a style that is not there, or is of no known type.
        """
        look = self.memory.looks.by_number.get(style)
        if look is None:
            raise damaged("one of its cells has a style that is not there")
        error = False
        held: Plain
        if not value and kind not in _KINDS_OF_TEXT:
            held = None
        elif kind is None or kind == "n":
            written = unescape(value or "")
            held = number(written)
            if held is None:
                held, error = written, True
            elif look.dated:
                held = day(held, epoch_1904=self.memory.epoch_1904) or held
        elif kind == "s":
            held = value
        else:
            held, error = other(kind, plain_text(unescape(value or "")))
        if held == "" and formula is None:
            held = None
        return Found(held, formula, look.locked, error, None if look.honest else look.disguise(held))

    @cached_property
    def numbered(self) -> dict[str | None, str]:
        """The shared texts by their position, as nearly every cell writes it."""
        return dict(zip(_positions(len(self.texts)), self.texts, strict=True))

    def text(self, position: str | None) -> str:
        """A shared text by its position, as cells write it."""
        written = unescape(position or "").strip()
        if not _POSITION.fullmatch(written) or int(written) >= len(self.texts):
            raise damaged("one of its cells points to a text that is not there")
        return self.texts[int(written)]
