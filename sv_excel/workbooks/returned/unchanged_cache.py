"""What needs no second look: all that stands round the entries of a sheet, once it was compared cell by cell.

A sheet is proven by the digest of its other cells and by everything else that was found of it. A changed cell changes
the digest, so it is compared; a changed rule, merge or hidden row is another fact, so it is compared, too. Entries are
looked at every time. The memory is the issued sheet's own: it knows nothing of other layouts, and ends with the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import SheetGrid
    from sv_excel.workbooks.sheet.issued import IssuedSheet

MOST = 64
"""How many ways of spelling one sheet are remembered: each application has its own, so has each set of blanks."""


def is_proven(sheet: IssuedSheet, found: SheetGrid) -> bool:
    """Whether nothing but entries can differ from what was issued."""
    known = None if found.untaken is None else sheet.proven.get(found.untaken.rest)
    return known is not None and known == found.without_cells()


def prove(sheet: IssuedSheet, found: SheetGrid) -> None:
    """Remember a sheet that was compared and differs in nothing, if all that is open for typing is an entry."""
    if found.untaken is None or not found.untaken.typed.keys() <= sheet.entries.keys():
        return
    if len(sheet.proven) >= MOST:
        sheet.proven.clear()
    sheet.proven[found.untaken.rest] = found.without_cells()
