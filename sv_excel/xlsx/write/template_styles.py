"""`Look`: what the templates say, read once: named styles, theme, banner and guidance. Layouts hold the content."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from defusedxml.ElementTree import fromstring

from sv_excel.errors.files import TemplateError
from sv_excel.workbooks.sheet.styles import STYLES
from sv_excel.workbooks.sheet.template_text import Furniture
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.workbooks.sheet.grid import SheetGrid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES_PART, THEME_PART = "xl/styles.xml", "xl/theme/theme1.xml"
FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""The order in which Excel wants what a font says; other writers have their own."""
_APPLY = ("NumberFormat", "Font", "Fill", "Border", "Alignment", "Protection")


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True)
class Look:
    """Named styles as one ``styles.xml``: for each ``sv.`` style a locked and an open cell format, and a dxf."""

    source: bytes
    theme: bytes | None
    furniture: Furniture

    @cached_property
    def _root(self) -> Element:
        """The template's styles without later extensions, whose prefixes would be lost."""
        root: Element = fromstring(self.source)
        for element in root.iter():
            for name in [name for name in element.attrib if name.startswith("{")]:
                del element.attrib[name]
            element[:] = [child for child in element if child.tag.startswith(_tag("")) and child.tag != _tag("extLst")]
        return root

    @cached_property
    def formats(self) -> dict[tuple[str, bool], int]:
        """The index of the cell format for a style's name and whether the cell is locked; 0 is plain."""
        return {(name, locked): 1 + 2 * i + (not locked) for i, name in enumerate(STYLES) for locked in (True, False)}

    @cached_property
    def highlights(self) -> dict[str, int]:
        """The index of the differential format that makes a cell look like the named style."""
        return {name: i for i, name in enumerate(STYLES)}

    @cached_property
    def styles_xml(self) -> bytes:
        """The finished part: the template's fonts, fills and borders, with our cell formats over its named styles."""
        root = self._root
        for font in _child(root, "fonts"):
            font[:] = sorted(font, key=lambda part: FONT_ORDER.index(part.tag.removeprefix(_tag(""))))
        parents = list(_child(root, "cellStyleXfs"))
        ids = {style.get("name", ""): int(style.get("xfId", "0")) for style in _child(root, "cellStyles")}
        formats = _child(root, "cellXfs")
        formats[:] = [
            Element(_tag("xf"), {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0"})
        ]
        for name in STYLES:
            formats.extend(_cell_format(parents[ids[name]], ids[name], locked=locked) for locked in (True, False))
        formats.set("count", str(len(formats)))
        dxfs = root.find(_tag("dxfs"))
        if dxfs is None:
            dxfs = Element(_tag("dxfs"))
            root.insert(list(root).index(_child(root, "cellStyles")) + 1, dxfs)
        fonts, fills = list(_child(root, "fonts")), list(_child(root, "fills"))
        dxfs[:] = [_highlight(parents[ids[name]], fonts, fills) for name in STYLES]
        dxfs.set("count", str(len(dxfs)))
        register_namespace("", MAIN)
        content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
        return content


def _child(root: Element, name: str) -> Element:
    found = root.find(_tag(name))
    return SubElement(root, _tag(name)) if found is None else found


def _cell_format(parent: Element, parent_id: int, *, locked: bool) -> Element:
    ids = {key: parent.get(key, "0") for key in ("numFmtId", "fontId", "fillId", "borderId")}
    xf = Element(_tag("xf"), {**ids, "xfId": str(parent_id), **{f"apply{what}": "1" for what in _APPLY}})
    alignment = parent.find(_tag("alignment"))
    if alignment is not None:
        xf.append(alignment)
    SubElement(xf, _tag("protection"), {"locked": "1" if locked else "0"})
    return xf


def _highlight(parent: Element, fonts: list[Element], fills: list[Element]) -> Element:
    dxf = Element(_tag("dxf"))
    font = fonts[int(parent.get("fontId", "0"))]
    kept = [part for part in font if part.tag in {_tag("b"), _tag("color")}]
    SubElement(dxf, _tag("font")).extend(sorted(kept, key=lambda part: part.tag != _tag("b")))
    pattern = fills[int(parent.get("fillId", "0"))].find(_tag("patternFill"))
    colour = None if pattern is None else pattern.find(_tag("fgColor"))
    if colour is not None:
        fill = SubElement(SubElement(dxf, _tag("fill")), _tag("patternFill"), {"patternType": "solid"})
        SubElement(fill, _tag("fgColor"), dict(colour.attrib))
        SubElement(fill, _tag("bgColor"), dict(colour.attrib))
    return dxf


def read_look(folder: Path) -> Look:
    """The look that a folder of templates gives.

    Raises:
        TemplateError: the look or a named style is missing, or cannot be read; it says which.
        UnreadableWorkbook: the same of the guidance.
    """
    look = folder / "look.xlsx"
    try:
        with zipfile.ZipFile(look) as archive:
            source = archive.read(STYLES_PART)
            theme = archive.read(THEME_PART) if THEME_PART in archive.namelist() else None
        root = fromstring(source)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, ParseError) as error:
        raise TemplateError(look, "it cannot be read as a workbook") from error
    names = {style.get("name") for style in _child(root, "cellStyles")}
    missing = [name for name in STYLES if name not in names]
    if missing:
        raise TemplateError(look, f"the named style {missing[0]} is missing")
    guidance = read_workbook(folder / "guidance.xlsx")
    banner = read_workbook(look).sheet("Banner")
    if banner is None:
        raise TemplateError(look, "the sheet Banner is missing")
    words = {sheet.name: _lines(sheet) for sheet in guidance.sheets}
    return Look(source, theme, Furniture(banner=_lines(banner), guidance=words))


def _lines(sheet: SheetGrid) -> tuple[str, ...]:
    """The texts of a sheet's first column, from the top."""
    texts = ((place, found.value) for place, found in sorted(sheet.cells.items()))
    return tuple(
        value.strip() for (_, column), value in texts if column == 1 and isinstance(value, str) and value.strip()
    )
