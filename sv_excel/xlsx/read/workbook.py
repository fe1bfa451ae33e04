"""A container's parts put together: the workbook, its relations, looks and texts, and every sheet, as one `Grid`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.workbooks.sheet.grid import Grid, SheetGrid
from sv_excel.xlsx.read.cells import MAX_CELLS
from sv_excel.xlsx.read.colours import read_theme
from sv_excel.xlsx.read.formulas import canonical
from sv_excel.xlsx.read.read_cache import Memory, Shared
from sv_excel.xlsx.read.refusal import damaged, too_large
from sv_excel.xlsx.read.relationships import Relation, refuse_foreign, relations
from sv_excel.xlsx.read.shared_strings import read_texts
from sv_excel.xlsx.read.sheet import read_sheet
from sv_excel.xlsx.read.styles import read_looks
from sv_excel.xlsx.read.xml import decode, every, first, local, tree, truth

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from sv_excel.xlsx.read.zip import Container

MAX_SHEETS = 250  # ours have at most one for each lot and a few more

_IDS = tuple(
    f"{{{uri}}}id"
    for uri in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
_STATES = ("visible", "hidden", "veryHidden")
_KEPT_BY_APPLICATIONS = re.compile(r"_xl|__xl|__Anonymous", re.IGNORECASE)
_RUNS_BY_ITSELF = re.compile(r"(?:_xlnm\.)?auto_(?:open|close|activate|deactivate)", re.IGNORECASE)
_FLOATING = {"graphicFrame": "chart", "pic": "picture", "sp": "shape", "cxnSp": "shape", "contentPart": "shape"}
_CONTROL = re.compile(r'ObjectType="(?!Note")')


def read_grid(container: Container, name: str) -> Grid:
    """A whole workbook as found.

    Raises:
        UnreadableWorkbook: it is damaged, beyond a limit, or holds what no returned workbook holds.
    """
    refuse_foreign(container)
    part = _main_part(container)
    workbook = tree(decode(container.part(part)))
    if local(workbook) != "workbook":
        raise UnreadableWorkbook("unreadable", "The file is an Office document, but no workbook.")
    if first(workbook, "externalReferences") is not None:
        raise UnreadableWorkbook(
            "external-link", "The file takes values from other files.", "Break its links and save it again."
        )
    pointers = relations(container, part)
    shared = _shared(container, workbook, pointers)
    sheets = _sheets(container, workbook, pointers, shared)
    protection = first(workbook, "workbookProtection")
    return Grid(
        name=name,
        sheets=sheets,
        names=_names(workbook, sheets),
        structure_locked=protection is not None and truth(protection.get("lockStructure")),
    )


def _main_part(container: Container) -> str:
    """The name of the part that the package begins with."""
    mains = [pointer.target for pointer in relations(container, "").values() if pointer.kind == "officeDocument"]
    if len(mains) != 1:
        raise damaged("it does not say where its workbook begins")
    return mains[0]


def _shared(container: Container, workbook: ET.Element, pointers: dict[str, Relation]) -> Shared:
    """Texts, looks and calendar of a workbook."""
    parts = {pointer.kind: pointer.target for pointer in pointers.values()}
    properties = first(workbook, "workbookPr")
    texts = parts.get("sharedStrings")
    styles, theme = parts.get("styles"), parts.get("theme")
    epoch_1904 = properties is not None and truth(properties.get("date1904"))
    looks = container.part(styles) if styles else None
    return Shared(
        texts=read_texts(decode(container.part(texts))) if texts is not None and texts in container else [],
        memory=_memory(looks, container.part(theme) if theme else None, epoch_1904=epoch_1904),
    )


@lru_cache(maxsize=4)
def _memory(styles: bytes | None, theme: bytes | None, *, epoch_1904: bool) -> Memory:
    """The memory of all workbooks of one look."""
    if styles is None:
        return Memory(epoch_1904=epoch_1904)
    colours = read_theme(None if theme is None else tree(decode(theme)))
    salt = sha256(b"%d %d " % (epoch_1904, len(styles)) + styles + (theme or b"")).digest()
    return Memory(read_looks(tree(decode(styles)), colours), epoch_1904, salt=salt)


def _sheets(
    container: Container, workbook: ET.Element, pointers: dict[str, Relation], shared: Shared
) -> tuple[SheetGrid, ...]:
    """Every sheet in the order of its tabs."""
    sheets: list[SheetGrid] = []
    taken: set[str] = set()
    count = 0
    for item in first(workbook, "sheets") or ():
        if local(item) != "sheet":
            raise damaged("its list of sheets holds something else")
        name, state = item.get("name", ""), item.get("state", "visible")
        pointer = pointers.get(next((item.get(key, "") for key in _IDS if key in item.attrib), ""))
        if pointer is None or state not in _STATES:
            raise damaged(f"its sheet {name!r} is missing")
        if not name or name.casefold() in taken or pointer.target in taken:
            raise damaged("two of its sheets are the same")
        taken |= {name.casefold(), pointer.target}
        if len(sheets) == MAX_SHEETS:
            raise too_large(f"it has more than {MAX_SHEETS} sheets")
        sheets.append(_sheet(container, pointer, (name, state), shared))
        count += len(sheets[-1].cells)
        if count > MAX_CELLS:
            raise too_large(f"it has more than {MAX_CELLS:,} cells")
    if not sheets:
        raise damaged("it has no sheets")
    return tuple(sheets)


def _sheet(container: Container, pointer: Relation, called: tuple[str, str], shared: Shared) -> SheetGrid:
    """One sheet, with what floats above its cells."""
    name, state = called
    if pointer.kind == "chartsheet":
        return SheetGrid(name, state, objects=("chart",))
    if pointer.kind != "worksheet":
        raise damaged(f"its sheet {name!r} is of a kind that this reader does not know")
    sheet = read_sheet(name, state, decode(container.part(pointer.target)), shared)
    objects: list[str] = []
    for other in relations(container, pointer.target).values():
        if other.kind == "drawing":
            objects += _floating(container.part(other.target))
        elif other.kind == "vmlDrawing":
            objects += ["shape"] * len(_CONTROL.findall(decode(container.part(other.target))))
    return replace(sheet, objects=tuple(sorted(objects))) if objects else sheet


@lru_cache(maxsize=64)
def _floating(drawing: bytes) -> tuple[str, ...]:
    """What a drawing puts above the cells."""
    return tuple(_FLOATING[local(item)] for item in tree(decode(drawing)).iter() if local(item) in _FLOATING)


def _names(workbook: ET.Element, sheets: tuple[SheetGrid, ...]) -> dict[str, str]:
    """Defined names and what they stand for, evened out; those that applications keep for themselves left out."""
    names: dict[str, str] = {}
    for item in every(workbook, "definedName"):
        name = item.get("name", "")
        if _RUNS_BY_ITSELF.match(name) or any(truth(item.get(word)) for word in ("function", "vbProcedure", "xlm")):
            raise UnreadableWorkbook(
                "macros", "The file holds a name that runs code.", "Ask for a plain .xlsx workbook without it."
            )
        if _KEPT_BY_APPLICATIONS.match(name):
            continue
        home = item.get("localSheetId")
        if home is not None:
            name = f"{sheets[int(home)].name}!{name}"
        names[name] = canonical("".join(item.itertext()))
    return names
