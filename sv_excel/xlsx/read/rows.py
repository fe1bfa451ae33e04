"""The rows of a sheet: their order, what is hidden, and that every cell stands in its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sv_excel.findings.address import column_of
from sv_excel.xlsx.read.ranges import LAST_COLUMN, LAST_ROW
from sv_excel.xlsx.read.refusal import damaged, too_large
from sv_excel.xlsx.read.sheet_settings import NO_HEIGHT
from sv_excel.xlsx.read.xml import truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.workbooks.sheet.grid import Place

_ATTRIBUTE = re.compile(r'([A-Za-z_][\w:.]*)="([^"]*)"')
_PLACES: dict[str | None, Place] = {}
_MAX_PLACES = 1 << 17


def places_of(references: Sequence[str | None]) -> list[Place | None]:
    """Where each cell stands; None for the edge of a row. The same objects each time: workbooks use the same places."""
    places = list(map(_PLACES.get, references))
    if places.count(None) != references.count(None):
        return [
            place if place is not None or reference is None else _place(reference)
            for reference, place in zip(references, places, strict=True)
        ]
    return places


def _place(reference: str) -> Place:
    """Row and column of a cell's A1 text."""
    name = reference.rstrip("0123456789")
    place = int(reference[len(name) :]), column_of(name)
    if place[0] > LAST_ROW or place[1] > LAST_COLUMN:
        raise too_large(f"it has a cell at {reference}, beyond the edge of any sheet")
    if len(_PLACES) >= _MAX_PLACES:
        _PLACES.clear()
    _PLACES[reference] = place
    return place


class Rows:
    """The rows met so far. ``unsized`` are those without a height of their own."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.unsized: set[int] = set()
        self._number = 0
        self._inside = False

    def edges(self, places: list[Place | None], rows: list[str | None], closed: list[str | None]) -> None:
        """Rows begin and end in order, and the first and last cell of each stand in it: so, in order, all others do.

        Raises:
            UnreadableWorkbook: they do not.
        """
        edges = [index for index, place in enumerate(places) if place is None]
        if edges[:1] != [0] and places:
            raise damaged("it has cells outside of its rows")
        ends = [*places, None]
        for index in edges:
            row = rows[index]
            if row is not None:
                self._begin(row)
                self._inside = not closed[index]
            else:
                self._finish(places[index - 1] if index else None)
            following = ends[index + 1]
            if following is not None and not (self._inside and following[0] == self._number):
                raise damaged("one of its cells is not in its row")

    def end(self) -> None:
        """No row is left open."""
        if self._inside:
            raise damaged("one of its rows does not end")

    def _begin(self, row: str) -> None:
        """A row begins: its number, and whether it is hidden."""
        self.end()
        number, sized, hidden = row_facts(row)
        number = number or self._number + 1
        if not self._number < number <= LAST_ROW:
            raise damaged("its rows are not in order")
        self._number = number
        if not sized:
            self.unsized.add(number)
        if hidden:
            self.hidden.add(number)

    def _finish(self, last: Place | None) -> None:
        """A row ends after its last cell."""
        if not self._inside:
            raise damaged("one of its rows ends twice")
        self._inside = False
        if last is not None and last[0] != self._number:
            raise damaged("one of its cells is not in its row")


@lru_cache(maxsize=1 << 12)
def row_facts(row: str) -> tuple[int, bool, bool]:
    """A row's number (0 where it says none), whether it has a height of its own, whether it is hidden."""
    attributes = dict(_ATTRIBUTE.findall(row))
    height = attributes.get("ht")
    hidden = truth(attributes.get("hidden")) or (height is not None and float(height) <= NO_HEIGHT)
    return int(attributes.get("r", "0")), height is not None, hidden
