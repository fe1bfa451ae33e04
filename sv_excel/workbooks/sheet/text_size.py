"""How much room a text takes on paper and screen: lines in a column, and the height that they need."""

from __future__ import annotations

from typing import NamedTuple

LINE, LEADING, HIGHEST = 16.0, 13.5, 409.0
"""Heights in points: of a row of one line, of each further line, and the most that Excel allows."""
LETTER = 0.9
"""Width of a letter in characters of a column: generous, since a digit is the measure and most letters are narrower."""
_EDGE = 1.8
"""Characters that a cell's edges and indent take."""


class Size(NamedTuple):
    """Heights of a text's first and further lines, and how many usual letters one of its letters takes."""

    first: float
    further: float
    letters: float


_SIZES = {
    "sv.banner": Size(18.5, 13.5, 0.9),
    "sv.title": Size(28.0, 26.0, 2.3),
    "sv.subtitle": Size(18.5, 16.0, 1.2),
    "sv.heading": Size(21.0, 17.0, 1.5),
    "sv.line": Size(18.5, 14.5, 1.04),
    "sv.question": Size(18.5, 14.5, 1.04),
    "sv.code": Size(18.5, 11.5, 0.8),
}
_USUAL = Size(LEADING + 5, LEADING, 1.0)
_BOLD = Size(LEADING + 5, LEADING, 1.16)
_BOLD_STYLES = frozenset({"sv.strong", "sv.header", "sv.label", "sv.good", "sv.todo", "sv.flag", "sv.choice"})


def size_of(style: str) -> Size:
    """The size of a named style."""
    return _SIZES.get(style) or (_BOLD if style in _BOLD_STYLES else _USUAL)


def rows_of(text: str, width: float, letters: float = 1.0) -> int:
    """How many lines a text takes in a column of ``width`` characters, broken between words as far as they allow.

    ``letters`` says how many usual letters one of its letters takes.
    """
    room = max(width - _EDGE, 1) / (LETTER * letters)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(_broken(line, room) for line in text.split("\n"))


def _broken(line: str, room: float) -> int:
    """The lines of one paragraph: a word that does not fit begins a new one; one that never fits is broken."""
    if len(line) <= room:
        return 1
    lines, used = 1, -1.0
    for word in line.split(" "):
        if used + 1 + len(word) <= room:
            used += 1 + len(word)
            continue
        lines += used >= 0
        used = float(len(word))
        while used > room:
            lines, used = lines + 1, used - room
    return lines
