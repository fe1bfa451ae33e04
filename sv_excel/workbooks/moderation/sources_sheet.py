"""The *Sources* sheet: every file that came back, whose it is, its SHA-256, when it was read, what was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from datetime import datetime

    from sv_excel.tender.briefs.moderation import BriefSource, ModerationBrief
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.template_text import Furniture

_WIDTHS = (30, 26, 28, 42, 76)


def sources_sheet(brief: ModerationBrief, furniture: Furniture) -> Sheet:
    """One row for each file, and a further one for each further finding."""
    pen = Pen("Sources", _WIDTHS, furniture.banner)
    pen.wide("Sources", "sv.title")
    pen.wide(
        "The scores in this workbook were read from these files and from no other. A file that is changed afterwards "
        "has another SHA-256.",
        "sv.line",
    )
    pen.skip()
    headings = pen.row("File", "Evaluator", "Read at (UTC)", "SHA-256", "What was found", style="sv.header")
    below = pen.here()
    for source in brief.sources:
        _put(pen, source)
    for name in brief.outstanding:
        missing = "Outstanding: this workbook has not been read."
        pen.row("not returned", fixed(name, style="sv.strong"), "not read", "none", fixed(missing, style="sv.flag"))
    return pen.sheet(freeze=below, headings=(headings, headings))


def _put(pen: Pen, source: BriefSource) -> None:
    first, *others = source.findings or ("Nothing to put right.",)
    pen.row(
        source.file,
        fixed(source.evaluator, style="sv.strong"),
        moment(source.read_at),
        source.sha256,
        first,
    )
    for finding in others:
        pen.row("", "", "", "", finding)


def moment(when: datetime) -> str:
    """A moment as a person says it: ``22 November 2026, 14:05``."""
    return f"{when.day} {when:%B %Y, %H:%M}"
