"""Every cell of a sheet's rows: one pass that accounts for every character of them."""

from __future__ import annotations

import re
from itertools import compress
from operator import lt
from typing import TYPE_CHECKING

from sv_excel.xlsx.read.formulas import canonical, moved
from sv_excel.xlsx.read.ranges import rectangle
from sv_excel.xlsx.read.read_cache import Whole
from sv_excel.xlsx.read.refusal import damaged, too_large
from sv_excel.xlsx.read.rows import Rows, places_of
from sv_excel.xlsx.read.xml import unescape

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Found, Place
    from sv_excel.xlsx.read.read_cache import Shared, Token

MAX_CELLS = 1_000_000  # 100,000 score rows have 700,000 cells

_ATTRIBUTES = r'(?: [A-Za-z_][\w:.]*="[^"<&]*")*+'
_TOKEN = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]{1,9})")?(?: [cv]m="[0-9]+")*+ ?'
    rf"(?:/>|>(?:<f({_ATTRIBUTES}) ?(?:/>|>([^<]*+)</f>))?"
    r'(?:<v(?: xml:space="preserve")?(?: ?/>|>([^<]*+)</v>)'
    r'|<is><t(?: xml:space="preserve")?(?: ?/>|>([^<]*+)</t>)</is>)?</c>)'
    rf"|<row({_ATTRIBUTES}) ?(/?)>|</row>"
)
_GROUPS = 9
_ATTRIBUTE = re.compile(r'([A-Za-z_][\w:.]*)="([^"]*)"')
_ROW_END = "</row>"
_SHORTEST = 4  # characters: "<c/>"; nothing that is counted takes fewer
_CHUNK = 1 << 18  # characters walked at a time: keeps the pieces of a large sheet out of memory
_CONSTANTS: dict[str | None, str] = {"TRUE": "1", "FALSE": "0"}
_ZERO_HIDDEN = "its sheet does not show zeros"


class CellWalk:
    """One pass over the rows of a sheet. ``found`` are its cells, ``arrays`` the formulas that fill several."""

    def __init__(self, shared: Shared) -> None:
        self.found: dict[Place, Found] = {}
        self.arrays: list[tuple[str, str]] = []
        self._rows = Rows()
        self._shared = shared
        self._masters: dict[str, tuple[str, Place]] = {}

    @property
    def facts(self) -> Whole:
        """What is remembered of a sheet that was taken apart whole."""
        return Whole(len(self.found), frozenset(self._rows.hidden), frozenset(self._rows.unsized))

    def whole(self, text: str, *, zeros_hidden: bool) -> bool:
        """Walk all rows; False where a character of them is not in the even form."""
        if not self._walk(text):
            return False
        self._spread()
        if zeros_hidden:
            self._mark_zeros()
        return True

    def _spread(self) -> None:
        """An array formula stands in every cell that it fills."""
        for ref, formula in self.arrays:
            top, left, bottom, right = rectangle(ref)
            for place, found in self.found.items():
                if top <= place[0] <= bottom and left <= place[1] <= right:
                    self.found[place] = found._replace(formula=formula)

    def _mark_zeros(self) -> None:
        """On a sheet that shows no zeros, a cell that holds one looks blank."""
        for place, found in self.found.items():
            if found.value == 0 and not isinstance(found.value, bool):
                self.found[place] = found._replace(disguise=found.disguise or _ZERO_HIDDEN)

    def _walk(self, text: str) -> bool:
        """Walk all rows; False where a character of them is not in the even form."""
        start, end = 0, len(text)
        possible = (end - start) // _SHORTEST
        if possible > MAX_CELLS and text.count("<c", start, end) + text.count("<row", start, end) > MAX_CELLS:
            raise too_large(f"one of its sheets has more than {MAX_CELLS:,} cells")
        while start < end:
            cut = text.find(_ROW_END, min(start + _CHUNK, end), end)
            cut = end if cut < 0 else cut + len(_ROW_END)
            parts = _TOKEN.split(text[start:cut])
            if "".join(parts[:: _GROUPS + 1]).strip():
                return False
            self._cells(parts)
            start = cut
        self._rows.end()
        return True

    def _cells(self, parts: list[str | None]) -> None:
        """The tokens of some rows. What can be done for all of them at once is done so: it is five times as fast."""
        refs, styles, kinds, attributes, formulas, values, inlines, rows, closed = (
            parts[group :: _GROUPS + 1] for group in range(1, _GROUPS + 1)
        )
        shared = self._shared
        if "s" in kinds:
            text_at, texts = shared.numbered.get, shared.text
            values = [
                text_at(value) or texts(value) if kind == "s" else value
                for kind, value in zip(kinds, values, strict=True)
            ]
        if any(inlines):
            values = [value if inline is None else inline for value, inline in zip(values, inlines, strict=True)]
        places = places_of(refs)
        standing = list(filter(None, places))
        self._rows.edges(places, rows, closed)
        if not all(map(lt, standing, standing[1:])):
            raise damaged("its cells are not in order")
        tokens = list(compress(zip(styles, kinds, attributes, formulas, values, strict=True), places))
        known = map(shared.memory.made.get, tokens)
        founds = [
            self.made(place, token) if found is None else found
            for place, token, found in zip(standing, tokens, known, strict=True)
        ]
        self.found.update(zip(standing, founds, strict=True))

    def made(self, place: Place, token: Token) -> Found:
        """A cell that was not met before."""
        style, kind, attributes, formula, value = token
        text: str | None
        if attributes is None and formula is None:
            text = None
        elif formula is None or " t=" in (attributes or ""):
            special = self._special(place, attributes or "", formula or "")
            return self._shared.found(style, kind, value, special)
        else:
            text = canonical(unescape(formula))
            if kind == "b" and _CONSTANTS.get(text) == value:
                text = None  # LibreOffice writes a plain TRUE as the formula TRUE()
        found = self._shared.found(style, kind, value, text)
        self._shared.memory.keep(token, found)
        return found

    def _special(self, place: Place, attributes: str, formula: str) -> str:
        """The text of a formula that is more than its own: shared ones written out, array and table ones marked."""
        said = dict(_ATTRIBUTE.findall(attributes))
        formula = unescape(formula)
        form = said.get("t", "normal")
        if form == "shared":
            formula = self._written_out(place, said, formula)
        text = canonical(formula)
        if form in ("array", "dataTable"):
            ref = said.get("ref", "")
            if form == "dataTable":
                text = f"TABLE({said.get('r1', '')},{said.get('r2', '')})"
            text = f"{{{text}}}" if ":" not in ref else f"{{{text}}}@{ref}"
            if ":" in ref:
                self.arrays.append((ref, text))
        elif form not in ("normal", "shared"):
            raise damaged("one of its formulas is of a kind that does not exist")
        return text

    def _written_out(self, place: Place, said: dict[str, str], formula: str) -> str:
        """A shared formula as it reads in this cell."""
        number = said.get("si", "")
        if formula and "ref" in said:
            self._masters[number] = formula, place
            return formula
        if number not in self._masters:
            raise damaged("a formula of it is shared with a cell that has none")
        master, home = self._masters[number]
        return moved(master, place[0] - home[0], place[1] - home[1])
