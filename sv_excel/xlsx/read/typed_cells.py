"""A sheet's cells told apart as text: those open for typing, and all the rest.

Returned workbooks of one layout agree in all cells but those that people fill in, so a rest that was taken apart once
need not be taken apart again. What is left out of it is what makes no difference: what formulas come to, how high rows
are, how shared texts are numbered. Whatever is written in a way that is not expected here stays in the rest, letter by
letter; where even that could hide a difference, it has no digest and every cell is taken apart.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from sv_excel.xlsx.read.rows import row_facts
from sv_excel.xlsx.read.xml import holds_controls

if TYPE_CHECKING:
    from sv_excel.xlsx.read.read_cache import Shared

_BAD_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_OTHER_RESULT = re.compile(r't="(?!(?:str|n|e)">)[a-zA-Z]*"><f')
_TEXT_KIND = ' t="s"'
_GAP, _BETWEEN, _NEXT = "\1", "\2", "\3"
"""No XML holds them: what they set apart cannot be mistaken."""


class Rest(NamedTuple):
    """Everything in a sheet's rows but what was typed: two that are equal are the same sheet, typed in differently.

    ``texts`` are the shared ones that its other cells hold. What tells most sheets apart comes first.
    """

    texts: list[str]
    pieces: list[str]
    references: list[str]
    styles: list[str]
    rows: list[tuple[int, bool, bool, bool]]

    @property
    def length(self) -> int:
        """Characters that it takes to remember, nearly."""
        return sum(map(len, self.pieces)) + sum(map(len, self.texts)) + len(self.references)

    def digest(self, salt: bytes) -> bytes | None:
        """Stands for all of it; None where something could hide in it."""
        whole, texts = _GAP.join(self.pieces), "".join(self.texts)
        if whole.count(_TEXT_KIND) != len(self.texts) or _OTHER_RESULT.search(whole) or _BETWEEN in texts:
            return None
        told = (whole, _BETWEEN.join(self.texts), " ".join(self.references), " ".join(self.styles), str(self.rows))
        return hashlib.sha256(salt + _NEXT.join(told).encode("utf-8", "surrogatepass")).digest()


class OpenCells(NamedTuple):
    """What stands open in a sheet, each list in the order of the cells; ``values`` are texts where shared."""

    kinds: list[str | None]
    values: list[str | None]
    rest: Rest


@lru_cache(maxsize=8)
def _pieces(open_styles: tuple[str, ...]) -> re.Pattern[str]:
    """All that may differ between sheets with the same rest, as the format's even form spells it.

    Each of the four leaves other characters behind, so the rest tells which of them stood where: after an open cell
    another cell or the row's end, after a result ``</v>``, after a row ``>``, after the number of a text ``v>``. They
    are tried at a ``<`` alone, and each begins with another letter, which makes it one pass.
    """
    open_cell = (
        rf'c r="([A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+)" s="({_any_of(open_styles)})"(?: t="([a-zA-Z]{{1,9}})")?'
        r'(?:/>|>(?:<v>([^<]*+)</v>|<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>)</c>)(?=<c |</row>)'
    )
    result = r"/f><v>([^<]*+)(?=</v>)"
    row = r'row((?: [A-Za-z_][\w:.]*="[^"<&]*")*+ ?/?)(?=>)'
    text = r'v>(?<=t="s"><v>)([0-9]{1,6})</(?=v>)'
    return re.compile(f"<(?:{open_cell}|{result}|{row}|{text})")


def _any_of(numbers: tuple[str, ...]) -> str:
    """A pattern for one of some numbers that tries no more than it must: those alike but for the last digit as one."""
    lasts: dict[str, str] = {}
    for number in numbers:
        lasts[number[:-1]] = lasts.get(number[:-1], "") + number[-1]
    return "|".join(f"{start}[{last}]" for start, last in lasts.items())


_REFERENCE, _STYLE, _TYPED, _RESULT, _ROW, _TEXT = 1, 2, slice(3, 6), 6, 7, 8


def told_apart(body: str, shared: Shared) -> OpenCells | None:
    """The open cells of a sheet's rows; None where the rest could hide a difference, or nothing can be open."""
    looks = shared.memory.looks
    if not looks.open or not looks.honest:
        return None
    parts: list[Any] = _pieces(looks.open).split(body)
    groups = [parts[group :: _TEXT + 1] for group in range(_TEXT + 1)]
    references = groups[_REFERENCE]
    kinds, values, inlines = (list(compress(group, references)) for group in groups[_TYPED])
    results = "".join(filter(None, groups[_RESULT]))
    if holds_controls("".join([results, *filter(None, values), *filter(None, inlines)])) or _BAD_REFERENCE.search(
        results
    ):
        return None
    text_at = shared.numbered
    try:
        texts = [text_at[number] for number in groups[_TEXT] if number is not None]
        values = [text_at[value] if kind == "s" else value for kind, value in zip(kinds, values, strict=True)]
    except KeyError:
        return None
    if any(inlines):
        values = [value if inline is None else inline for value, inline in zip(values, inlines, strict=True)]
    rest = Rest(
        texts=texts,
        pieces=groups[0],
        references=list(filter(None, references)),
        styles=list(filter(None, groups[_STYLE])),
        rows=[_row(row) for row in groups[_ROW] if row is not None],
    )
    return OpenCells(kinds, values, rest)


@lru_cache(maxsize=1 << 12)
def _row(row: str) -> tuple[int, bool, bool, bool]:
    """A row's number, whether it has a height of its own, whether it is hidden, whether it is empty."""
    return (*row_facts(row), row.endswith("/"))
