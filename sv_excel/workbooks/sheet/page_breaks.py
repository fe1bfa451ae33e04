"""How a sheet falls into pages of A4: how many side by side, and where one must begin so that nothing is torn."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sv_excel.workbooks.sheet.cells import Chart

WIDE, HIGH = 784.0, 508.0
"""Points that A4 across leaves between its margins; upright they change places."""
_ACROSS = 200.0
"""Characters side by side that a page still shows in a size to be read."""
_SURE = 0.97
"""The part of a page that is filled by our count: programs differ by a point in a row."""
_UNSURE = 0.15
"""The part of a page that another program may count more than we do."""
_BLANK = 15.0
"""Height of a row of which nothing is said."""


def pages_across(widths: Sequence[float], repeated: int) -> int:
    """How many pages side by side columns need, the first ones repeated on each."""
    kept = sum(widths[:repeated])
    return max(1, ceil(sum(widths[repeated:]) / (_ACROSS - kept)))


def page_height(widths: Iterable[float], *, portrait: bool) -> float:
    """Points of rows on a page, once the columns are made small enough for one page."""
    wide, high = (HIGH, WIDE) if portrait else (WIDE, HIGH)
    across = sum((7 * width + 5) * 0.75 for width in widths)
    return _SURE * high * max(1.0, across / wide)


def page_breaks(
    heights: dict[int, float],
    last: int,
    blocks: Iterable[tuple[int, int]],
    *,
    page: float,
    repeated: float,
    grows: bool = False,
) -> Iterator[int]:
    """The rows with which a page begins, so that no block of rows (its first and last) is torn or left behind.

    ``repeated`` is the height of the heading that further pages repeat. Where rows grow as people write, only breaks
    that keep a block whole are given: the other pages end where they are full.
    """
    first_of = {row: first for first, end in blocks for row in range(first, end + 1)}
    start, used, room = 1, 0.0, page
    for row in range(1, last + 1):
        height = heights.get(row, _BLANK)
        if used + height > room and row > start:
            first = first_of.get(row, row)
            start = first if first > start else row
            if not grows or _is_near(start, first_of, heights, _UNSURE * page):
                yield start
            used = _high(heights, start, row - 1)
            room = page - repeated
        used += height


def _is_near(row: int, first_of: dict[int, int], heights: dict[int, float], room: float) -> bool:
    """Whether a block begins so soon that a program which fits a little more on the page before would tear it."""
    while room > 0:
        if row in first_of:
            return True
        room -= heights.get(row, _BLANK)
        row += 1
    return False


def _high(heights: dict[int, float], first: int, last: int) -> float:
    return sum(heights.get(row, _BLANK) for row in range(first, last + 1))


def with_heading(tied: Iterable[int], heights: dict[int, float], chart: Chart, page: float) -> tuple[int, int]:
    """A chart's rows, with the table above it from its heading on where all of it fits on one page."""
    last = chart.anchor.row + chart.rows - 1
    held = {row for row in tied if row < chart.anchor.row}
    starts = [row for row in held if row - 1 not in held]
    first = max(starts, default=chart.anchor.row - 1)
    return (first if _high(heights, first, last) <= page else chart.anchor.row - 1), last


def blocks_of(tied: Iterable[int], last: int) -> Iterator[tuple[int, int]]:
    """Each run of rows that must stay with the next, with that next row, and one more where it is no heading."""
    rows = sorted(tied)
    held = set(rows)
    for first in rows:
        if first - 1 in held:
            continue
        end = first
        while end in held:
            end += 1
        yield first, min(end if end + 1 in held else end + 1, last)
