"""The add-in file `sv_excel.xlam`, made from text: VBA modules, the ribbon and the pinned settings. Needs no Excel.

The same text, settings and version of pyOpenVBA give the same bytes, so that a file can be checked by making it again.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring

from sv_excel.errors.files import LibraryMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "sv_excel.xlam"
MODULES = ("SvRibbon", "SvCard", "SvLaunch", "SvShell")
SETTINGS_SHEET = "settings"
_SETTINGS_PART = "xl/worksheets/sheet1.xml"
_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_STAMP = (2026, 1, 1, 0, 0, 0)


def source(name: str) -> str:
    """A text that the add-in is made of, by its file name."""
    folder = resources.files("sv_excel.addin")
    part = folder / name if name.endswith(".xml") else folder / "vba" / name
    return part.read_text(encoding="utf-8")


def build(settings: Mapping[str, str]) -> bytes:
    """The add-in with these settings on its own sheet; `LibraryMissingError` where pyOpenVBA is not installed."""
    package = _with_project()
    parts = {info.filename: package.read(info.filename) for info in package.infolist()}
    parts["_rels/.rels"] = _edited(
        parts["_rels/.rels"],
        "</Relationships>",
        f'<Relationship Id="rIdSv" Type="{_RIBBON_TYPE}" Target="{_RIBBON_PART}"/></Relationships>',
    )
    parts["xl/workbook.xml"] = _edited(parts["xl/workbook.xml"], 'name="Sheet1"', f'name="{SETTINGS_SHEET}"')
    parts["docProps/app.xml"] = _edited(parts["docProps/app.xml"], ">Sheet1<", f">{SETTINGS_SHEET}<")
    parts["docProps/core.xml"] = _own_properties(parts["docProps/core.xml"])
    parts[_SETTINGS_PART] = _with_settings(parts[_SETTINGS_PART], settings)
    parts[_RIBBON_PART] = source("ribbon.xml").encode()
    return _zipped(parts)


def settings_of(content: bytes) -> dict[str, str]:
    """What stands on the settings sheet of an add-in that was made here; nothing for any other file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            sheet = fromstring(package.read(_SETTINGS_PART))
    except (zipfile.BadZipFile, KeyError, ParseError):
        return {}
    texts = [element.text or "" for element in sheet.iter() if element.tag.endswith("}t")]
    return dict(zip(texts[::2], texts[1::2], strict=False))


def _with_project() -> zipfile.ZipFile:
    """An empty add-in that holds our VBA modules."""
    try:
        from pyopenvba import ExcelFile  # noqa: PLC0415 - comes with the extra `excel` only
    except ImportError as missing:
        raise LibraryMissingError("sv-excel addin build", "pyopenvba", "excel") from missing
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            for name in MODULES:
                project.add_module(name, _windows_lines(source(f"{name}.bas")))
            header = book.get_module("ThisWorkbook")
            book.set_module("ThisWorkbook", header + _windows_lines(source("ThisWorkbook.cls")))
            book.save()
        return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def _windows_lines(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"


def _edited(part: bytes, old: str, new: str) -> bytes:
    """A part with one text put for another, which must stand there once."""
    text = part.decode()
    if text.count(old) != 1:
        raise ValueError(old)
    return text.replace(old, new).encode()


def _own_properties(part: bytes) -> bytes:
    """The template's author and dates replaced by ours, which never change."""
    day = f"{_STAMP[0]}-{_STAMP[1]:02}-{_STAMP[2]:02}T00:00:00Z"
    text = re.sub(r"(<(?:dc:creator|cp:lastModifiedBy)>)[^<]*", r"\g<1>sv_excel", part.decode())
    return re.sub(r'(<dcterms:(?:created|modified) xsi:type="dcterms:W3CDTF">)[^<]*', rf"\g<1>{day}", text).encode()


def _with_settings(part: bytes, settings: Mapping[str, str]) -> bytes:
    """Keys in the first column of the sheet, values in the second."""
    rows = "".join(
        f'<row r="{number}">{_cell("A", number, key)}{_cell("B", number, value)}</row>'
        for number, (key, value) in enumerate(settings.items(), 1)
    )
    text = re.sub(r'(<dimension ref=")[^"]*', rf"\g<1>A1:B{len(settings)}", part.decode())
    return _edited(text.encode(), "<sheetData/>", f"<sheetData>{rows}</sheetData>")


def _cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, content)
    return out.getvalue()
