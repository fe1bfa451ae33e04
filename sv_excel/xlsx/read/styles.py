"""The looks that cells point to: locked or not, a date or not, and whether the look hides what the cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sv_excel.xlsx.read.colours import BLACK, WHITE, Colour, Colours, alike, read_palette
from sv_excel.xlsx.read.number_formats import BUILT_IN_DATES, NumberFormat, read_format
from sv_excel.xlsx.read.xml import every, first, truth

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Sequence

    from sv_excel.workbooks.sheet.grid import Plain

T = TypeVar("T")

UNREADABLE_COLOUR = "its text has the colour of its background"
UNREADABLE_SIZE = "its text is too small to be read"
SYMBOLS = "its font draws symbols in place of letters and digits"
REPEATED = "it is repeated to the width of the cell"
_MIN_SIZE = 4.0  # points
_SYMBOL_FONTS = (
    "wingdings",
    "webdings",
    "symbol",
    "marlett",
    "opensymbol",
    "zapf dingbats",
    "zapfdingbats",
    "mt extra",
)
_SYMBOL_CHARSET = "2"
_PROBES: tuple[Plain, ...] = (Decimal(1), Decimal(0), "text")  # a conditional format may cover any kind of value


@dataclass(frozen=True)
class CellStyle:
    """One look of ``cellXfs``."""

    locked: bool = True
    dated: bool = False
    hides: str | None = None
    number_format: NumberFormat | None = None
    on_white: bool = True

    @cached_property
    def honest(self) -> bool:
        """Whether it shows every value as it is."""
        return self.hides is None and (self.number_format is None or self.number_format.honest)

    def disguise(self, value: Plain) -> str | None:
        """In words how the look shows something else than ``value``."""
        if value is None:
            return None
        if self.hides or self.number_format is None:
            return self.hides
        return self.number_format.disguise(value, on_white=self.on_white)


@dataclass(frozen=True)
class Looks:
    """The cell styles by number, and how each differential style (of conditional formats) hides cells."""

    cells: tuple[CellStyle, ...] = (CellStyle(),)
    marks: tuple[str | None, ...] = ()
    colours: Colours = field(default_factory=Colours)

    @cached_property
    def by_number(self) -> dict[str | None, CellStyle]:
        """The cell styles by the number as cells write it; without one it is the first."""
        return {None: self.cells[0]} | {str(number): look for number, look in enumerate(self.cells)}

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The numbers of the cell styles that leave a cell open for typing."""
        return tuple(str(number) for number, look in enumerate(self.cells) if not look.locked)

    @cached_property
    def honest(self) -> bool:
        """Whether every cell style shows every value as it is."""
        return all(look.honest for look in self.cells)

    def mark(self, number: str | None) -> str | None:
        """How a differential style hides cells, by its number."""
        return _at(self.marks, number, None) if number else None

    def hides(self, dxf: ET.Element) -> str | None:
        """How a differential style that stands beside its rule hides cells."""
        return _mark(dxf, self.colours)


def read_looks(styles: ET.Element, theme: tuple[str, ...]) -> Looks:
    """All looks of a workbook."""
    colours = Colours(read_palette(styles), theme)
    formats = {int(item.get("numFmtId", "-1")): item.get("formatCode", "") for item in first(styles, "numFmts") or ()}
    fonts = [_font(font, colours) for font in first(styles, "fonts") or ()]
    fills = [_fill(fill, colours) for fill in first(styles, "fills") or ()]
    cells = []
    for xf in first(styles, "cellXfs") or ():
        protection = first(xf, "protection")
        font = _at(fonts, xf.get("fontId"), _Font())
        fill = _at(fills, xf.get("fillId"), (WHITE,))
        number = int(xf.get("numFmtId", "0"))
        form = read_format(formats[number]) if number in formats else None
        cells.append(
            CellStyle(
                locked=protection is None or truth(protection.get("locked"), default=True),
                dated=form.dated if form else number in BUILT_IN_DATES,
                hides=_hides(font, fill) or _repeats(xf),
                number_format=form,
                on_white=all(alike(WHITE, part) for part in fill),
            )
        )
    marks = tuple(_mark(dxf, colours) for dxf in first(styles, "dxfs") or ())
    return Looks(tuple(cells) or (CellStyle(),), marks, colours)


def _at(items: Sequence[T], index: str | None, default: T) -> T:
    """The item that an attribute counts to; the default where it names none."""
    position = int(index or 0)
    return items[position] if 0 <= position < len(items) else default


@dataclass(frozen=True)
class _Font:
    """What of a font may hide a text."""

    colour: Colour | None = BLACK
    size: float = 11.0
    draws_symbols: bool = False


def _font(font: ET.Element, colours: Colours) -> _Font:
    """A font's colour, its size in points, and whether it draws letters at all."""
    size, name, charset = first(font, "sz"), first(font, "name"), first(font, "charset")
    called = "" if name is None else name.get("val", "").lower()
    return _Font(
        colours.of(first(font, "color"), BLACK),
        11.0 if size is None else float(size.get("val", "11")),
        called.startswith(_SYMBOL_FONTS) or (charset is not None and charset.get("val") == _SYMBOL_CHARSET),
    )


def _fill(fill: ET.Element, colours: Colours) -> tuple[Colour | None, ...]:
    """The colours of a background: one, of a gradient several; white where there is none."""
    gradient = first(fill, "gradientFill")
    if gradient is not None:
        return tuple(colours.of(first(stop, "color"), WHITE) for stop in every(gradient, "stop")) or (None,)
    pattern = first(fill, "patternFill")
    kind = "none" if pattern is None else pattern.get("patternType", "none")
    if kind == "none":
        return (WHITE,)
    return (colours.of(first(pattern, "fgColor"), BLACK),) if kind == "solid" else (None,)


def _hides(font: _Font, fill: tuple[Colour | None, ...]) -> str | None:
    """How font and background together hide a text."""
    if all(alike(font.colour, part) for part in fill):
        return UNREADABLE_COLOUR
    if font.size < _MIN_SIZE:
        return UNREADABLE_SIZE
    return SYMBOLS if font.draws_symbols else None


def _repeats(xf: ET.Element) -> str | None:
    """Alignment that shows a 4 as 4444."""
    alignment = first(xf, "alignment")
    return REPEATED if alignment is not None and alignment.get("horizontal") == "fill" else None


def _mark(dxf: ET.Element, colours: Colours) -> str | None:
    """How a differential style hides the cells that it is put on."""
    form = first(dxf, "numFmt")
    if form is not None:
        shown = read_format(form.get("formatCode", ""))
        said = next((said for value in _PROBES if (said := shown.disguise(value, on_white=True))), None)
        if said:
            return said
    font, pattern = first(dxf, "font"), first(first(dxf, "fill"), "patternFill")
    colour = None if font is None else first(font, "color")
    if colour is None:
        return None
    back = None if pattern is None else first(pattern, "bgColor")
    back = first(pattern, "fgColor") if back is None else back
    return UNREADABLE_COLOUR if alike(colours.of(colour, BLACK), colours.of(back, WHITE)) else None
