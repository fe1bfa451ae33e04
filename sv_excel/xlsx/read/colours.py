"""Colours of a workbook as red, green and blue, whichever of the four ways a writer spells them."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.xlsx.read.xml import every, first, local, truth

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

Colour = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)

_ALIKE = 32  # of 255 in each of red, green and blue: text this near to its background cannot be read
_WINDOW_TEXT, _WINDOW = 64, 65
# ECMA-376 part 1, 18.8.27; 0 to 7 repeat 8 to 15. A list of 64 lines would hide the order.
_PALETTE = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
).split()
_THEME = (
    "FFFFFF",
    "000000",
    "E7E6E6",
    "44546A",
    "4472C4",
    "ED7D31",
    "A5A5A5",
    "FFC000",
    "5B9BD5",
    "70AD47",
    "0563C1",
    "954F72",
)
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)


@dataclass(frozen=True, slots=True)
class Colours:
    """What indexed and theme colours of one workbook stand for."""

    palette: tuple[str, ...] = tuple(_PALETTE)
    theme: tuple[str, ...] = _THEME

    def of(self, element: ET.Element | None, default: Colour) -> Colour | None:
        """The colour of an element; None where it says one that cannot be told."""
        if element is None or truth(element.get("auto")):
            return default
        found = self._named(element)
        if found is None or len(found) not in (6, 8):
            return None
        try:
            red, green, blue = bytes.fromhex(found[-6:])
        except ValueError:
            return None
        return _tinted((red, green, blue), float(element.get("tint", "0")))

    def _named(self, element: ET.Element) -> str | None:
        """The hexadecimal text of a colour."""
        if (rgb := element.get("rgb")) is not None:
            return rgb
        if (theme := element.get("theme")) is not None:
            return self.theme[int(theme)] if int(theme) < len(self.theme) else None
        index = int(element.get("indexed", _WINDOW_TEXT))
        if index in (_WINDOW_TEXT, _WINDOW):
            return "000000" if index == _WINDOW_TEXT else "FFFFFF"
        return self.palette[index] if index < len(self.palette) else None


def read_theme(theme: ET.Element | None) -> tuple[str, ...]:
    """The twelve colours of a theme, in the order in which cells count them; Office's own where there is none."""
    scheme = None if theme is None else next(every(theme, "clrScheme"), None)
    if scheme is None:
        return _THEME
    found = {local(slot): (slot[0].get("lastClr") or slot[0].get("val") or "") for slot in scheme if len(slot)}
    return tuple(found.get(name, usual) for name, usual in zip(_THEME_ORDER, _THEME, strict=True))


def read_palette(styles: ET.Element) -> tuple[str, ...]:
    """The indexed colours of a workbook, where it has its own."""
    own = first(first(styles, "colors"), "indexedColors")
    return tuple(_PALETTE) if own is None else tuple(colour.get("rgb", "") for colour in own)


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Whether text in the one cannot be read on the other."""
    return one is not None and other is not None and all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _tinted(colour: Colour, tint: float) -> Colour:
    """Lighter or darker by a share of its lightness (ECMA-376 part 1, 18.8.19)."""
    if not tint:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
