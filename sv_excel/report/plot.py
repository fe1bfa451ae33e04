"""`Plot`: a picture that matplotlib draws, as SVG that stands in the page.

matplotlib knows no style sheet. So a colour goes in as a number that stands for it, and comes out as a variable of the
page: light, dark and print each show their own. Words stay words, that are read, searched and scaled. The library is
slow to start, and only summarise needs it: it is brought in when the first picture is drawn.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 680
"""Units of a wide picture; the page scales it. A unit is a point, of which an inch has 72."""
WORDS, LETTERS = 13, "system-ui, 'Segoe UI', Arial, sans-serif"
SMALL = 12
INCH = 72

_NAMES = ("ink", "faint", "track", "page", "own", "agreed", "edge", "on", "c0", "c1", "c2", "c3", "c4", "c5")
COLOUR = {name: f"#00fe{place:02x}" for place, name in enumerate(_NAMES)}
"""What stands for each colour of the page's style, by its name there."""
PARTS = tuple(COLOUR[name] for name in _NAMES if re.fullmatch(r"c\d", name))
"""Colours of the parts of a bar, in turn."""
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_FAMILY = re.compile(r"font-family: [^;]*")
_NAMED = re.compile(r"(^|url\()#")


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with a ``name`` of its own in the page, and what it says to who does not see it."""

    name: str
    title: str
    description: str
    width: int
    height: int
    figure: Figure

    @classmethod
    def blank(cls, name: str, title: str, description: str, size: tuple[int, int]) -> Plot:
        """Nothing drawn yet, as wide and high as ``size``."""
        from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import

        width, height = size
        return cls(name, title, description, width, height, Figure(figsize=(width / INCH, height / INCH)))

    def axes(self, left: int, top: int, right: int, foot: int) -> Axes:
        """Room to draw in, each side in units from the picture's upper left."""
        box = (left / self.width, 1 - foot / self.height, (right - left) / self.width, (foot - top) / self.height)
        return self.figure.add_axes(box)

    def bare(self, sides: tuple[int, int, int, int], across: tuple[float, float], rows: int) -> Axes:
        """Room without lines or ticks: ``across`` from the one to the other, ``rows`` from the top downwards."""
        axes = self.axes(*sides)
        axes.set_axis_off()
        axes.set_xlim(*across)
        axes.set_ylim(rows, 0)
        return axes

    def svg(self) -> str:
        """The picture as text to stand in a page; the same each time."""
        from matplotlib import rc_context  # noqa: PLC0415 - slow to import

        whole = io.BytesIO()
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": self.name}), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")  # words are not drawn here, but by the browser
            self.figure.savefig(whole, format="svg", transparent=True, metadata={"Date": None})
        return _standing(fromstring(whole.getvalue()), self)


def say(
    axes: Axes,
    words: str,
    at: tuple[float, float],
    *,
    size: int = WORDS,
    colour: str = "ink",
    where: str = "left",
    **more: str,
) -> None:
    """``words`` at a place: beginning there, with their middle there or ending there. A sign of money is no formula."""
    axes.text(*at, words, fontsize=size, color=COLOUR[colour], ha=where, parse_math=False, **more)  # type: ignore[arg-type]


def _standing(root: ET.Element, plot: Plot) -> str:
    """What the library drew, without what a file of its own needs, and every id the picture's own."""
    for part in [part for part in root if part.tag == f"{_SVG}metadata" or part.find(f"{_SVG}style") is not None]:
        root.remove(part)
    for node in root.iter():
        node.tag = node.tag.removeprefix(_SVG)
        if _LINK in node.attrib:
            node.attrib["href"] = node.attrib.pop(_LINK)
        if "id" in node.attrib:
            node.attrib["id"] = f"{plot.name}-{node.attrib['id']}"
        for held in ("href", "clip-path"):
            if held in node.attrib:
                node.attrib[held] = _NAMED.sub(rf"\1#{plot.name}-", node.attrib[held])
        if "style" in node.attrib:
            node.attrib["style"] = _on_page(node.attrib["style"])
    named = {"role": "img", "aria-labelledby": f"{plot.name}-title {plot.name}-desc", "class": "picture"}
    root.attrib = {"viewBox": root.attrib["viewBox"], "width": str(plot.width), "height": str(plot.height), **named}
    for place, (tag, words) in enumerate((("title", plot.title), ("desc", plot.description))):
        told = ET.Element(tag, {"id": f"{plot.name}-{tag}"})
        told.text = words
        root.insert(place, told)
    return ET.tostring(root, encoding="unicode")


def _on_page(style: str) -> str:
    for name, stands in COLOUR.items():
        style = style.replace(stands, f"var(--{name})")
    return _FAMILY.sub(f"font-family: {LETTERS}", style)
