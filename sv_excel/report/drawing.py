"""`Drawing`: shapes and words laid down on a picture. Colours are left to the page's style, for light, dark and print.

The standard library's ElementTree writes the SVG: it escapes every text, and words stay words that can be read aloud.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    Length = Fraction | int

WIDTH = 680
"""Units of every picture's width; the page scales it."""


class Drawing:
    """A picture ``WIDTH`` wide that is drawn from the top; ``height`` is given when it is finished."""

    def __init__(self, name: str, title: str, description: str) -> None:
        named = {"role": "img", "aria-labelledby": f"{name}-title {name}-desc", "class": "picture"}
        self._root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **named})
        ET.SubElement(self._root, "title", {"id": f"{name}-title"}).text = title
        ET.SubElement(self._root, "desc", {"id": f"{name}-desc"}).text = description

    def text(self, words: str, x: Length, y: Length, style: str = "", anchor: str = "start") -> None:
        """Words that begin, have their middle, or end at ``x``."""
        attributes = {"x": _length(x), "y": _length(y), "text-anchor": anchor, "class": style or "words"}
        ET.SubElement(self._root, "text", attributes).text = words

    def bar(self, x: Length, y: Length, width: Length, height: Length, style: str) -> None:
        """A filled rectangle."""
        sides = {"x": _length(x), "y": _length(y), "width": _length(width), "height": _length(height)}
        ET.SubElement(self._root, "rect", {**sides, "class": style})

    def line(self, start: tuple[Length, Length], end: tuple[Length, Length], style: str = "axis") -> None:
        """A line from ``start`` to ``end``."""
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": _length(x1), "y1": _length(y1), "x2": _length(x2), "y2": _length(y2)}
        ET.SubElement(self._root, "line", {**ends, "class": style})

    def dot(self, x: Length, y: Length, radius: Length, style: str) -> None:
        """A filled circle."""
        ET.SubElement(self._root, "circle", {"cx": _length(x), "cy": _length(y), "r": _length(radius), "class": style})

    def diamond(self, x: Length, y: Length, radius: Length, style: str) -> None:
        """A square on its tip."""
        corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        points = " ".join(f"{_length(across)},{_length(down)}" for across, down in corners)
        ET.SubElement(self._root, "polygon", {"points": points, "class": style})

    def finished(self, height: Length) -> str:
        """The picture as text to stand in a page."""
        self._root.set("viewBox", f"0 0 {WIDTH} {_length(height)}")
        return ET.tostring(self._root, encoding="unicode")


def _length(number: Length) -> str:
    return plain(Fraction(round(Fraction(number) * 100), 100))
