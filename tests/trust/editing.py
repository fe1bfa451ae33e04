"""Single changes to a workbook's parts, made as text, so that all else stays as it was to the byte."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts_of(book: bytes) -> dict[str, bytes]:
    """A workbook's parts by name, unpacked."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(book: bytes, part: str, old: str, new: str, count: int = 1) -> bytes:
    """The workbook with a text of a part replaced; the text must be there."""
    parts = parts_of(book)
    text = parts[part].decode()
    assert old in text, f"{part} has no {old!r}"
    return packed({**parts, part: text.replace(old, new, count).encode()})


def part_of(book: bytes, sheet: str) -> str:
    """The part that a sheet stands in: ours count them in the order of the tabs."""
    names = re.findall(r'<sheet name="([^"]*)"', parts_of(book)["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def on_sheet(book: bytes, sheet: str, old: str, new: str) -> bytes:
    """The workbook with a text of a sheet's part replaced."""
    return changed(book, part_of(book, sheet), old, new)


def cell_xml(book: bytes, sheet: str, cell: str) -> str:
    """A cell as the sheet's part has it."""
    text = parts_of(book)[part_of(book, sheet)].decode()
    found = re.search(rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)', text, re.DOTALL)
    assert found is not None, f"{sheet} has no {cell}"
    return found[0]


def with_cell(book: bytes, sheet: str, cell: str, content: str, kind: str = "") -> bytes:
    """The workbook with other XML inside a cell; its style stays."""
    old = cell_xml(book, sheet, cell)
    style = re.search(r' s="\d+"', old)
    kept = style[0] if style else ""
    named = f' t="{kind}"' if kind else ""
    return on_sheet(book, sheet, old, f'<c r="{cell}"{kept}{named}>{content}</c>')


def with_text(book: bytes, sheet: str, cell: str, text: str) -> bytes:
    """The workbook with a text in a cell."""
    inside = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return with_cell(book, sheet, cell, inside, "inlineStr")


def with_number(book: bytes, sheet: str, cell: str, number: str) -> bytes:
    """The workbook with a number in a cell, as spelt."""
    return with_cell(book, sheet, cell, f"<v>{number}</v>")


def with_style(book: bytes, sheet: str, cell: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one cell in a style of its own, which ``change`` makes of the cell's present one."""
    styles = parts_of(book)["xl/styles.xml"].decode()
    inside = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
    assert inside is not None
    looks = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", inside[1], re.DOTALL)
    old = cell_xml(book, sheet, cell)
    number = re.search(r' s="(\d+)"', old)
    assert number is not None
    styled = changed(book, "xl/styles.xml", "</cellXfs>", f"{change(looks[int(number[1])])}</cellXfs>")
    return on_sheet(styled, sheet, old, old.replace(number[0], f' s="{len(looks)}"', 1))


def with_drawing(book: bytes, sheet: str, inside: str) -> bytes:
    """The workbook with something floating over a sheet."""
    home = part_of(book, sheet)
    place = home.rsplit("/", 1)[1]
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        f"<xdr:absoluteAnchor>{inside}</xdr:absoluteAnchor></xdr:wsDr>"
    )
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{RELATED}/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
    )
    parts = parts_of(on_sheet(book, sheet, "</worksheet>", '<drawing r:id="rId9"/></worksheet>'))
    parts[f"xl/worksheets/_rels/{place}.rels"] = link.encode()
    return packed({**parts, "xl/drawings/drawing9.xml": drawing.encode()})
