"""XML of strangers: decoded strictly, no document type, no entities of its own; and one even form for odd writers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read.refusal import damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TREE = 4 << 20  # characters outside the cells that are held as a tree: 1,000 rules come to 0.3 MiB

_ENCODING = re.compile(r"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE, _FALSE = ("1", "true", "on"), ("0", "false", "off")


def decode(data: bytes) -> str:
    """A part's text. Only UTF-8 and UTF-16, as the format allows, and without a document type: so without entities."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    declared = _ENCODING.match(text, 0, 200)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "utf-16", "us-ascii"):
        raise damaged("it is written in a character set that workbooks do not use")
    if "<!DOCTYPE" in text:
        raise UnreadableWorkbook("unreadable", "The file holds a document type or entities, which no workbook needs.")
    return text


def holds_controls(text: str) -> bool:
    """Whether there is a character that no XML may hold."""
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw.translate(None, _CONTROL)) != len(raw)


def without_controls(text: str) -> str:
    """The text itself; refused where it holds a character that no XML may hold."""
    if holds_controls(text):
        raise damaged("it holds control characters")
    return text


def tree(text: str) -> ET.Element:
    """A small part as a tree of elements."""
    if len(text) > MAX_TREE:
        raise too_large(f"what stands beside its cells comes to more than {MAX_TREE >> 20} MiB")
    parser = ET.XMLParser()  # noqa: S314 - decode() refused document types and entities
    parser.feed(without_controls(text))
    return parser.close()


def local(element: ET.Element) -> str:
    """An element's name without its namespace: transitional, strict and extension spell the same words."""
    return element.tag.rpartition("}")[2]


def every(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Every descendant of this name, in whichever namespace."""
    return (child for child in element.iter() if local(child) == name)


def first(element: ET.Element | None, name: str) -> ET.Element | None:
    """The first child of this name."""
    return None if element is None else next((child for child in element if local(child) == name), None)


def truth(text: str | None, *, default: bool = False) -> bool:
    """A true-or-false attribute."""
    if text is None:
        return default
    if text.strip() in _TRUE:
        return True
    if text.strip() in _FALSE:
        return False
    raise damaged(f"it says {text!r} where only true or false can stand")


def unescape(text: str) -> str:
    """Character data with its references resolved; others than XML's own are refused."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, named = match.groups()
    if named:
        return _NAMED[named]
    if decimal is None and hexadecimal is None:
        raise damaged("it holds a broken character reference")
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if (code < 32 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):  # noqa: PLR2004 - XML 1.0, 2.2
        raise damaged("it holds a character that no XML may hold")
    return chr(code)


def plain_text(text: str) -> str:
    """A text as a person typed it: ``_xHHHH_`` escapes resolved, line ends as line feeds, lone surrogates replaced."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
