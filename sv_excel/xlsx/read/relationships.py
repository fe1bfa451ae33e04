"""How parts of a package point to each other, and what no returned workbook may hold: macros, links, other files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read.refusal import damaged
from sv_excel.xlsx.read.xml import decode, every, tree

if TYPE_CHECKING:
    from sv_excel.xlsx.read.zip import Container

CONTENT_TYPES = "[content_types].xml"

_MACROS = ("macros", "The file holds macros or controls that run code.", "Ask for a plain .xlsx workbook without them.")
_LINKED = (
    "external-link",
    "The file fetches data from outside of it.",
    "Break its links in Excel (Data, Edit links) and save it again.",
)
_EMBEDDED = (
    "unreadable",
    "The file holds another file embedded in it.",
    "Take the embedded object out and save the workbook again.",
)
_BINARY = ("unreadable", "The file is a binary workbook (.xlsb).", "Save it as an Excel workbook (.xlsx).")
_REFUSED = {
    "vbaproject": _MACROS,
    "vbadata": _MACROS,
    "macrosheet": _MACROS,
    "macroenabled": _MACROS,
    "dialogsheet": _MACROS,
    "activex": _MACROS,
    "ctrlprop": _MACROS,
    "controlproperties": _MACROS,
    "relationships/control/": _MACROS,
    "attachedtoolbars": _MACROS,
    "externallink": _LINKED,
    "connections": _LINKED,
    "querytable": _LINKED,
    "webextension": _LINKED,
    "embeddings/": _EMBEDDED,
    "oleobject": _EMBEDDED,
    "relationships/package/": _EMBEDDED,
    "sheet.binary": _BINARY,
    "workbook.bin": _BINARY,
}
_CARRIERS = re.compile(r"\.(?:zip|7z|rar|t?gz|tar|cab|iso|exe|dll|com|bat|cmd|ps1|vbs?|js|hta|lnk|html?|xl\w+|doc\w?)$")
"""Endings of files that carry others or run: no workbook has them among its parts."""
_HARMLESS_LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer: its id, the last word of its type, the part that it points to."""

    id: str
    kind: str
    target: str


def refuse_foreign(container: Container) -> None:
    """Refuse macros, controls, links to outside and embedded files, by name, content type or relation.

    Raises:
        UnreadableWorkbook: with the code `macros`, `external-link` or `unreadable`.
    """
    if CONTENT_TYPES not in container:
        raise _no_workbook(container)
    if any(_CARRIERS.search(name) for name in container.names):
        raise UnreadableWorkbook(*_EMBEDDED)
    for words in (*container.names, *_content_types(container.part(CONTENT_TYPES))):
        _refuse(words)
    for name in container.names:
        if name.endswith(".rels"):
            for kind, target, external in _relationships(container.part(name)):
                _refuse(kind + "/")
                if external and not (kind.endswith("/hyperlink") and target.lower().startswith(_HARMLESS_LINKS)):
                    raise UnreadableWorkbook(*_LINKED)


def relations(container: Container, part: str) -> dict[str, Relation]:
    """The pointers of a part inside the package, by id."""
    folder, _slash, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if where not in container:
        return {}
    return _pointers(container.part(where), folder)


@lru_cache(maxsize=1 << 10)
def _refuse(words: str) -> None:
    low = words.lower()
    for word, refusal in _REFUSED.items():
        if word in low:
            raise UnreadableWorkbook(*refusal)


def _no_workbook(container: Container) -> UnreadableWorkbook:
    """What a zip that is no workbook probably is."""
    if "mimetype" in container or "content.xml" in container:
        return UnreadableWorkbook(
            "unreadable", "The file is an OpenDocument spreadsheet.", "Save it as an Excel workbook (.xlsx)."
        )
    return UnreadableWorkbook("unreadable", "The file is a zip, but no workbook.")


@lru_cache(maxsize=64)
def _content_types(data: bytes) -> tuple[str, ...]:
    """Every content type that is declared."""
    return tuple(item.get("ContentType", "") for item in tree(decode(data)))


@lru_cache(maxsize=256)
def _relationships(data: bytes) -> tuple[tuple[str, str, bool], ...]:
    """Type, target and whether it lies outside, of every pointer."""
    return tuple(
        (item.get("Type", ""), item.get("Target", ""), item.get("TargetMode", "Internal") != "Internal")
        for item in every(tree(decode(data)), "Relationship")
    )


@lru_cache(maxsize=256)
def _pointers(data: bytes, folder: str) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    for item in every(tree(decode(data)), "Relationship"):
        if item.get("TargetMode", "Internal") == "Internal":
            name = item.get("Id", "")
            if name in found:
                raise damaged("two of its pointers have the same name")
            kind = item.get("Type", "").rpartition("/")[2]
            found[name] = Relation(name, kind, _resolved(folder, item.get("Target", "")))
    return found


def _resolved(folder: str, target: str) -> str:
    """A target as the name of a part: relative to the folder, or from the root."""
    steps = [] if target.startswith("/") else [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            if not steps:
                raise UnreadableWorkbook("unreadable", "The file points outside of itself.")
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
