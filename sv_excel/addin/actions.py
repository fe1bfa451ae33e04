"""What the buttons do, as plain calls of the steps: a grid or a pack in, a report out. No Excel here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding, Report
from sv_excel.steps import consolidate as steps_consolidate
from sv_excel.steps import summarise as steps_summarise
from sv_excel.steps import verify as steps_verify
from sv_excel.steps.check import check_grid
from sv_excel.steps.intake.collect import gather, missing, outstanding
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.recognise import by_register, opened

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack
    from sv_excel.workbooks.sheet.grid import Grid


def check(grid: Grid, pack: Pack | None) -> Report:
    """What is wrong with one workbook: in a pack held against its register, on a desk against its own card."""
    if pack is None:
        return check_grid(grid)
    procurement = Procurement.open(pack.folder)
    book = by_register(opened(grid), procurement.register)
    return Report((book,) if isinstance(book, Finding) else examine(book, procurement))


def consolidate(pack: Pack, *, force: bool) -> Report:
    """Returned workbooks into the moderation workbook; nothing is made while something is wrong."""
    return steps_consolidate.consolidate(pack.folder, force=force).report


def returns(pack: Pack) -> Report:
    """Who has not returned a workbook yet, a finding each."""
    procurement = Procurement.open(pack.folder)
    return Report(tuple(missing(outstanding(procurement, gather(procurement)), is_error=False)))


def summarise(pack: Pack, *, force: bool) -> Report:
    """Moderation, prices and commitments into the result and its documents."""
    return steps_summarise.summarise(pack.folder, force=force).report


def verify(pack: Pack) -> Report:
    """Everything worked out again and compared."""
    return steps_verify.verify(pack.folder).report
