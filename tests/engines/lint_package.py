"""An .xlsx file as its parts: what the lint's rules read. Areas, sheets, tables, relationships; no judgement here."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.IGNORECASE,
)
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")


class Area(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1, both ends within."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def read(cls, text: str) -> Area | None:
        """From ``B2`` or ``B2:C9``; None where it is neither, lies outside a sheet, or runs backwards."""
        match = _AREA.fullmatch(text)
        if match is None:
            return None
        top, left = int(match[2]), column_number(match[1])
        area = cls(top, left, int(match[4] or top), column_number(match[3] or match[1]))
        inside = area.bottom <= LAST_ROW and area.right <= LAST_COLUMN
        return area if inside and area.top <= area.bottom and area.left <= area.right else None

    def meets(self, other: Area) -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __str__(self) -> str:
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def overlaps(areas: Iterable[Area]) -> Iterator[tuple[Area, Area]]:
    """Each pair of areas that share a cell."""
    active: list[Area] = []
    for area in sorted(areas):
        active = [other for other in active if other.bottom >= area.top]
        yield from ((other, area) for other in active if area.meets(other))
        active.append(area)


def spoken(element: Element) -> str:
    """All text of a shared or inline string, without its phonetic hints."""
    own = "".join(text.text or "" for text in element.findall(f"{MAIN}t"))
    return own + "".join(text.text or "" for text in element.findall(f"{MAIN}r/{MAIN}t"))


@dataclass(frozen=True)
class Relationship:
    """A part's pointer to another part, or to something outside the file."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Sheet:
    """A worksheet: its name, its state, the part that holds it, and that part's XML."""

    name: str
    state: str
    part: str
    root: Element

    @cached_property
    def cells(self) -> list[Element]:
        return list(self.root.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c"))


@dataclass(frozen=True)
class Table:
    """A table of a sheet, and the part that holds it."""

    sheet: Sheet
    part: str
    root: Element

    @property
    def name(self) -> str:
        return self.root.get("displayName", "")

    @property
    def columns(self) -> list[str]:
        return [column.get("name", "") for column in self.root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")]


class Package:
    """The parts of an .xlsx file, read once. Raises zipfile.BadZipFile where it is none."""

    def __init__(self, path: Path | str) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = [item.filename for item in archive.infolist()]
            self.parts = {name: archive.read(name) for name in self.names}
        self._roots: dict[str, Element] = {}

    def root(self, part: str) -> Element:
        """A part's XML without control characters, which have a rule of their own; an empty element for no part."""
        if part not in self._roots:
            text = self.parts.get(part)
            self._roots[part] = Element("nothing") if text is None else ElementTree.fromstring(CONTROLS.sub(b"", text))
        return self._roots[part]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """By id, with targets as names of parts."""
        folder, name = posixpath.split(part)
        found = {}
        for item in self.root(posixpath.join(folder, "_rels", f"{name}.rels")):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            kind = item.get("Type", "").rpartition("/")[2]
            found[item.get("Id", "")] = Relationship(item.get("Id", ""), kind, target if external else inside, external)
        return found

    @cached_property
    def workbook(self) -> Element:
        return self.root("xl/workbook.xml")

    @cached_property
    def sheet_elements(self) -> list[Element]:
        return list(self.workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"))

    @cached_property
    def sheets(self) -> list[Sheet]:
        links = self.relationships("xl/workbook.xml")
        found = []
        for element in self.sheet_elements:
            link = links.get(element.get(f"{LINK}id", ""))
            if link is not None and link.kind == "worksheet":
                state = element.get("state", "visible")
                found.append(Sheet(element.get("name", ""), state, link.target, self.root(link.target)))
        return found

    @cached_property
    def tables(self) -> list[Table]:
        return [
            Table(sheet, link.target, self.root(link.target))
            for sheet in self.sheets
            for link in self.relationships(sheet.part).values()
            if link.kind == "table" and link.target in self.parts
        ]

    @cached_property
    def defined_names(self) -> list[Element]:
        return list(self.workbook.iterfind(f"{MAIN}definedNames/{MAIN}definedName"))

    @cached_property
    def shared_strings(self) -> list[str]:
        return [spoken(item) for item in self.root("xl/sharedStrings.xml").iterfind(f"{MAIN}si")]

    def text(self, cell: Element) -> str | None:
        """What a text cell says; None where it holds no text, or points past the shared strings."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        if kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            return None if inline is None else spoken(inline)
        if kind == "s" and value is not None and value.isdecimal() and int(value) < len(self.shared_strings):
            return self.shared_strings[int(value)]
        return value if kind == "str" else None
