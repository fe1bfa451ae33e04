"""The card: a very hidden sheet that says which workbook this is, and holds what its layout was made from.

It cannot vouch for itself: a pack holds returned workbooks against its own register. On a desk without the pack the
card is enough to lay the workbook out again and compare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Layout, Slot
from sv_excel.workbooks.sheet.seal import Kept
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.tender.record import Record
    from sv_excel.workbooks.sheet.grid import Grid, Place
    from sv_excel.workbooks.sheet.issued import Issued
    from sv_excel.workbooks.sheet.template_text import Furniture

SHEET = "Card"
FORMAT = "sv_excel card 1"
CHUNK = 30_000
"""Characters of JSON in one cell, under Excel's 32,767."""
_SLOTS = ("subject", "name")


@dataclass(frozen=True)
class Card:
    """What a workbook says of itself. ``slots`` are whose it is; ``brief`` and ``furniture`` are JSON."""

    kind: str
    tender: str
    slots: dict[str, str]
    seal: str
    brief: str
    furniture: str

    @property
    def subject(self) -> str:
        """The evaluator's or bid's id; empty where the workbook is nobody's in particular."""
        return self.slots.get("subject", "")


def with_card(layout: Layout, brief: Record, furniture: Furniture, tender: str) -> Layout:
    """The same workbook with its card behind the other sheets."""
    return carded(layout, brief, furniture, tender)[0]


def carded(layout: Layout, brief: Record, furniture: Furniture, tender: str) -> tuple[Layout, Kept]:
    """The workbook with its card, and what the register keeps of it."""
    kept = Kept.of(layout)
    pen = Pen(SHEET, (16, 100))
    rows = [("format", FORMAT), ("kind", layout.kind), ("tender", tender), ("seal", kept.seal)]
    rows += [("brief", chunk) for chunk in _chunks(brief.model_dump_json(exclude_defaults=True))]
    rows += [("furniture", chunk) for chunk in _chunks(furniture.model_dump_json(exclude_defaults=True))]
    for label, text in rows:
        pen.row(label, text, style="sv.code", height=12)
    for name in _SLOTS:
        pen.row(name, fixed(Slot(name), Key("card", part=name)), style="sv.code", height=12)
    slots = {name: layout.slots.get(name, "") for name in _SLOTS}
    card = pen.sheet(hidden=True)
    whole = replace(layout, sheets=(*layout.sheets, card), slots=slots)
    return whole, kept.and_locked(whole, card)


def _chunks(text: str) -> Iterator[str]:
    """A long text in pieces that Excel keeps whole; each is bracketed so that no end is a blank that gets trimmed."""
    for start in range(0, len(text), CHUNK):
        yield f"[{text[start : start + CHUNK]}]"


def for_person(layout: Layout, slots: Mapping[str, str]) -> Layout:
    """The layout with its slots filled for one person or bid."""
    return replace(layout, slots={**layout.slots, **slots})


def read_card(grid: Grid) -> Card | None:
    """The card of a workbook that came in; None where there is none or it is not whole."""
    sheet = grid.sheet(SHEET)
    return None if sheet is None else _card({place: cell.value for place, cell in sheet.cells.items()})


def issued_card(issued: Issued) -> Card | None:
    """The card as it was issued: the one to rely on where the register is at hand."""
    sheet = issued.sheet(SHEET)
    return None if sheet is None else _card({place: cell.value for place, cell in sheet.cells.items()})


def _card(values: Mapping[Place, object]) -> Card | None:
    """From a label in the first column and a text in the second, row by row."""
    found: dict[str, str] = {}
    for row in sorted({row for row, _ in values}):
        label, text = (values.get((row, column)) for column in (1, 2))
        if not isinstance(label, str):
            return None
        value = text if isinstance(text, str) else ""
        piece = value[1:-1] if label in {"brief", "furniture"} else value
        found[label] = found.get(label, "") + piece
    if found.get("format") != FORMAT or not {"kind", "tender", "seal", "brief"} <= found.keys():
        return None
    return Card(
        kind=found["kind"],
        tender=found["tender"],
        slots={name: found.get(name, "") for name in _SLOTS},
        seal=found["seal"],
        brief=found["brief"],
        furniture=found.get("furniture", "{}"),
    )
