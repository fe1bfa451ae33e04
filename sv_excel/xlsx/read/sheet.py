"""One sheet's XML as a `SheetGrid`: its cells, and what stands round them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sv_excel.workbooks.sheet.grid import Found, SheetGrid, Unread
from sv_excel.xlsx.read.cells import CellWalk
from sv_excel.xlsx.read.normalise import even_out
from sv_excel.xlsx.read.read_cache import Known
from sv_excel.xlsx.read.refusal import damaged
from sv_excel.xlsx.read.rows import places_of
from sv_excel.xlsx.read.sheet_settings import Frame, read_frame
from sv_excel.xlsx.read.typed_cells import OpenCells, told_apart
from sv_excel.xlsx.read.xml import local, tree, without_controls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.workbooks.sheet.grid import Place
    from sv_excel.xlsx.read.read_cache import Shared, Whole

_OPEN, _CLOSE = re.compile(r"<sheetData ?(/?)>"), "</sheetData>"
_NO_CELLS = re.compile("<[!?]")
_VIEWS = re.compile(r"<sheetViews>(?:<sheetView [^<>]*>|<pane [^<>]*>|<selection [^<>]*>|</sheetView>)*+</sheetViews>")
_MAIN = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


class _Read(NamedTuple):
    frame: Frame
    cells: Mapping[Place, Found]
    whole: Whole


def read_sheet(name: str, state: str, text: str, shared: Shared) -> SheetGrid:
    """A sheet as found.

    Raises:
        UnreadableWorkbook: it breaks the format, holds what no returned workbook holds, or is beyond a limit.
    """
    read = _read(text, shared) or _read(even_out(without_controls(text)), shared)
    if read is None:
        raise damaged(f"its sheet {name!r} is not as the format has it")
    frame, cells, whole = read
    return SheetGrid(
        name=name,
        state=state,
        cells=cells,
        validations=frame.validations,
        formats=frame.formats,
        merges=frame.merges,
        hidden_rows=whole.hidden | (whole.unsized if frame.low_rows else frozenset()),
        hidden_columns=frame.hidden_columns | _narrow(frame, cells),
        protected=frame.protected,
    )


def _narrow(frame: Frame, cells: Mapping[Place, Found]) -> frozenset[int]:
    """Columns with cells that have no width because the sheet's usual width is none."""
    if frame.shown_columns is None:
        return frozenset()
    return frozenset(column for _row, column in cells if column not in frame.shown_columns)


def _read(text: str, shared: Shared) -> _Read | None:
    """All of a sheet; None where the text is not all in the even form."""
    opening = _OPEN.search(text)
    if opening is None:
        return None
    start = end = opening.end()
    if not opening[1]:
        end = text.rfind(_CLOSE)
        if end < start:
            return None
    body = text[start:end]
    around = f"{text[: opening.start()]}<sheetData/>{text[end:].removeprefix(_CLOSE)}"
    if _NO_CELLS.search(around, 2):
        return None
    frame = _frame(around, shared)
    return None if frame is None else _cells(body, frame, shared)


def _frame(text: str, shared: Shared) -> Frame | None:
    """What stands round the cells. Where a person left the cursor makes no difference."""
    memory = shared.memory
    same = text if "showZeros" in text else _VIEWS.sub("", text)
    frame = memory.frames.get(same)
    if frame is None:
        sheet = tree(text)
        namespace = sheet.tag.removesuffix("worksheet")
        bodies = [child.tag for child in sheet if local(child) == "sheetData"]
        if namespace not in _MAIN or bodies != [f"{namespace}sheetData"]:
            return None
        frame = read_frame(sheet, memory.looks)
        memory.keep_frame(same, frame)
    return frame


def _cells(body: str, frame: Frame, shared: Shared) -> _Read | None:
    """The cells: those open for typing alone, where the rest was taken apart before and found whole."""
    told = None if frame.zeros_hidden else told_apart(body, shared)
    known = None if told is None else shared.memory.known(told.rest)
    if told is not None and known is not None:
        taken = partial(_taken, body, shared)
        return _Read(frame, Unread(_typed(told, shared), known.digest, known.whole.cells, taken), known.whole)
    walk = CellWalk(shared)
    if _NO_CELLS.search(without_controls(body)) or not walk.whole(body, zeros_hidden=frame.zeros_hidden):
        return None
    digest = None if told is None or walk.arrays else told.rest.digest(shared.memory.salt)
    if told is None or digest is None:
        return _Read(frame, walk.found, walk.facts)
    shared.memory.keep_sheet(Known(told.rest, told.rest.length, digest, walk.facts))
    return _Read(frame, Unread(_typed(told, shared), digest, len(walk.found), lambda: walk.found), walk.facts)


def _taken(body: str, shared: Shared) -> dict[Place, Found]:
    """Every cell, of rows whose rest is known to be whole."""
    walk = CellWalk(shared)
    walk.whole(body, zeros_hidden=False)
    return walk.found


def _typed(cells: OpenCells, shared: Shared) -> dict[Place, Found]:
    """The cells that are open for typing. Texts are somebody's own: they are not looked for among cells met before."""
    walk, made = CellWalk(shared), shared.memory.made.get
    found: dict[Place, Found] = {}
    places = places_of(cells.rest.references)
    for place, style, kind, value in zip(places, cells.rest.styles, cells.kinds, cells.values, strict=True):
        if place is None:
            continue
        if kind == "s":
            found[place] = Found(value or None, locked=False)
        else:
            token = style, kind, None, None, value
            found[place] = made(token) or walk.made(place, token)
    return found
