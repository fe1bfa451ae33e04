"""Rectangles of cells: read from text, and joined so that different writers' ways of listing them come out equal."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from sv_excel.findings.address import column_of
from sv_excel.xlsx.read.refusal import damaged, too_large

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_RANGES = 20_000  # for each rule; ours have one for each block of entries

Rectangle = tuple[int, int, int, int]

_CORNER = re.compile(r"\$?([A-Z]{0,3})\$?([0-9]{0,7})")


@lru_cache(maxsize=1 << 12)
def rectangle(text: str) -> Rectangle:
    """First row, first column, last row, last column of ``B2:C9``, ``B2``, ``B:C`` or ``2:9``."""
    one, _colon, other = text.partition(":")
    first, last = _CORNER.fullmatch(one), _CORNER.fullmatch(other or one)
    if first is None or last is None or one == "":
        raise damaged(f"{text!r} is no range of cells")
    rows = sorted((int(first[2] or 1), int(last[2] or LAST_ROW)))
    columns = sorted((column_of(first[1]) or 1, column_of(last[1]) or LAST_COLUMN))
    if rows[0] < 1 or rows[1] > LAST_ROW or columns[1] > LAST_COLUMN:
        raise damaged(f"{text!r} lies outside of any sheet")
    return rows[0], columns[0], rows[1], columns[1]


def rectangles(text: str) -> tuple[Rectangle, ...]:
    """Every rectangle of a list with blanks between."""
    parts = text.split()
    if len(parts) > MAX_RANGES:
        raise too_large(f"a rule of it lists more than {MAX_RANGES:,} ranges")
    return tuple(rectangle(part) for part in parts)


def joined(pieces: tuple[Rectangle, ...]) -> tuple[Rectangle, ...]:
    """The same cells as few rectangles in one order: cut at every column edge, rows joined, then columns."""
    if len(pieces) < 2:  # noqa: PLR2004 - one needs no joining
        return pieces
    edges = sorted({column for piece in pieces for column in (piece[1], piece[3] + 1)})
    if len(edges) * len(pieces) > 100 * MAX_RANGES:
        raise too_large("the ranges of its rules are too entangled")
    whole: list[Rectangle] = []
    open_: dict[tuple[int, int], tuple[int, int]] = {}
    for left, right in pairwise(edges):
        runs = _runs(sorted((piece[0], piece[2]) for piece in pieces if piece[1] <= left and piece[3] >= right - 1))
        kept = {}
        for run in runs:
            kept[run] = (open_.pop(run)[0] if run in open_ else left, right - 1)
        whole.extend((top, first, bottom, last) for (top, bottom), (first, last) in open_.items())
        open_ = kept
    whole.extend((top, first, bottom, last) for (top, bottom), (first, last) in open_.items())
    return tuple(sorted(whole))


def _runs(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans of rows with those that touch or overlap joined."""
    runs: list[tuple[int, int]] = []
    for top, bottom in spans:
        if runs and top <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], bottom))
        else:
            runs.append((top, bottom))
    return runs
