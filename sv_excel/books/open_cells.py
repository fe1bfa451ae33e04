"""A sheet's cells told apart as text: those open for typing, and a digest of all the rest.

Returned workbooks of one layout agree in all cells but those that people fill in, so a rest that was taken apart once
need not be taken apart again. What is left out of the digest is what makes no difference to it: what formulas come to,
how high rows are, how shared texts are numbered. Whatever is written in a way that is not expected here stays in the
digest, letter by letter; where even that could hide a difference, there is no digest and every cell is taken apart.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sv_excel.books.rows import row_facts

if TYPE_CHECKING:
    from sv_excel.books.shared import Shared

_BAD_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_OTHER_RESULT = re.compile(r't="(?!(?:str|n|e)">)[a-zA-Z]*"><f')
_TEXT_KIND = ' t="s"'
_GAP, _BETWEEN, _NEXT = "\1", "\2", "\3"
"""No XML holds them: what they set apart cannot be mistaken."""


class OpenCells(NamedTuple):
    """What stands open in a sheet, each list in the order of the cells; ``values`` are texts where shared."""

    references: list[str | None]
    styles: list[str | None]
    kinds: list[str | None]
    values: list[str | None]
    rest: bytes

    @property
    def nothing(self) -> list[None]:
        """What these cells have in place of a formula."""
        return [None] * len(self.references)


@lru_cache(maxsize=8)
def _pieces(open_styles: tuple[str, ...]) -> re.Pattern[str]:
    """All that may differ between sheets with the same rest, as the format's even form spells it.

    Each of the four leaves other characters behind, so the rest tells which of them stood where: after an open cell
    another cell or the row's end, after a result ``</v>``, after a row ``>``, after the number of a text ``v>``. They
    are tried at a ``<`` alone, which makes it one pass.
    """
    open_cell = (
        rf'c r="([A-Z]{{1,3}}[1-9][0-9]{{0,6}})" s="({"|".join(open_styles)})"(?: t="([a-zA-Z]{{1,9}})")?'
        r'(?:/>|>(?:<v>([^<]*+)</v>|<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>)</c>)(?=<c |</row>)'
    )
    result = r"/f><v>([^<]*+)(?=</v>)"
    row = r'row((?: [A-Za-z_][\w:.]*="[^"<&]*")*+) ?(/?)(?=>)'
    text = r'(?<=t="s"><)v>([0-9]{1,6})</(?=v>)'
    return re.compile(f"<(?:{open_cell}|{result}|{row}|{text})")


_OPEN, _RESULT, _ROW, _EMPTY_ROW, _TEXT = slice(1, 6), 6, 7, 8, 9


def told_apart(body: str, shared: Shared) -> OpenCells | None:
    """The open cells of a sheet's rows; None where a digest could hide a difference, or nothing can be open."""
    looks = shared.memory.looks
    if not looks.open or not looks.honest:
        return None
    parts: list[Any] = _pieces(looks.open).split(body)
    groups = [parts[group :: _TEXT + 1] for group in range(_TEXT + 1)]
    numbers = list(filter(None, groups[_TEXT]))
    texts: list[Any] = list(map(shared.numbered.get, numbers))
    rest = _GAP.join(groups[0])
    if None in texts or rest.count(_TEXT_KIND) != len(texts) or _OTHER_RESULT.search(rest):
        return None
    if _BETWEEN in "".join(texts) or _BAD_REFERENCE.search("".join(filter(None, groups[_RESULT]))):
        return None
    return _differing(groups, shared, (rest, _BETWEEN.join(texts)))


def _differing(groups: list[list[Any]], shared: Shared, told: tuple[str, str]) -> OpenCells | None:
    """The open cells, with the digest of what was ``told`` of all others and of which cells are open."""
    places = [place for place, reference in enumerate(groups[1]) if reference is not None]
    references, styles, kinds, values, inlines = ([group[place] for place in places] for group in groups[_OPEN])
    if "s" in kinds:
        text_at = shared.numbered.get
        values = [text_at(value) if kind == "s" else value for kind, value in zip(kinds, values, strict=True)]
        if any(kind == "s" and value is None for kind, value in zip(kinds, values, strict=True)):
            return None
    if any(inlines):
        values = [value if inline is None else inline for value, inline in zip(values, inlines, strict=True)]
    rows = [
        (*row_facts(row), empty) for row, empty in zip(groups[_ROW], groups[_EMPTY_ROW], strict=True) if row is not None
    ]
    rest = _NEXT.join((*told, " ".join(references), " ".join(styles), str(rows)))
    digest = hashlib.sha256(shared.memory.salt + rest.encode("utf-8", "surrogatepass")).digest()
    return OpenCells(references, styles, kinds, values, digest)
