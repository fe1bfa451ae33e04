"""What the first sheet of every workbook says alike: the tender on top, what to do and which cells are open below."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sv_excel.tender.briefs.evaluation import BriefTender
    from sv_excel.workbooks.sheet.sheet_builder import Pen
    from sv_excel.workbooks.sheet.template_text import Furniture

OPEN_CELLS = (
    "Cream cells are yours to fill in; all others are locked, as a guard against slips. Do not add or move rows, "
    "columns or sheets: the workbook is compared cell by cell with the one that was issued."
)


def put_title(pen: Pen, tender: BriefTender, purpose: str) -> None:
    """The tender, the buyer, and what this workbook is for."""
    pen.wide(tender.title, "sv.title")
    pen.wide(f"{tender.buyer}: {purpose}", "sv.subtitle")
    pen.skip()


def put_guidance(pen: Pen, tender: BriefTender, furniture: Furniture, kind: str, note: str = OPEN_CELLS) -> None:
    """The template's lines for this kind of workbook, which cells are open, and the published part's fingerprint."""
    pen.skip()
    pen.wide("What to do", "sv.heading")
    for line in furniture.guidance.get(kind, ()):
        pen.wide(line, "sv.line")
    pen.skip()
    pen.wide(note, "sv.note")
    pen.wide(f"Published part of the tender, fingerprint: {tender.fingerprint}", "sv.code")
