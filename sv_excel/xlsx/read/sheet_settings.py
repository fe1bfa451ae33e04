"""What stands round the cells of a sheet: protection, rules, merged cells, hidden columns, what floats above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read.ranges import LAST_COLUMN, Rectangle, rectangle
from sv_excel.xlsx.read.refusal import damaged, too_large
from sv_excel.xlsx.read.validations import read_formats, read_validations
from sv_excel.xlsx.read.xml import every, first, local, truth

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from sv_excel.workbooks.sheet.grid import Format, Validation
    from sv_excel.xlsx.read.styles import Looks

MAX_MERGES = 20_000  # ours have one for each heading
NO_WIDTH = 0.7  # characters: a column this narrow shows nothing
NO_HEIGHT = 4.0  # points: a row this low shows nothing

_KNOWN = frozenset(
    """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges
    scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
    dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks
    customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture
    webPublishItems tableParts extLst AlternateContent
    """.split()  # ECMA-376 part 1, 18.3.1.99
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One sheet without its cells.

    ``low_rows``: rows that say nothing of their height are hidden. ``shown_columns``: where set, the others are hidden.
    """

    protected: bool
    validations: tuple[Validation, ...]
    formats: tuple[Format, ...]
    merges: tuple[Rectangle, ...]
    hidden_columns: frozenset[int]
    shown_columns: frozenset[int] | None
    low_rows: bool
    zeros_hidden: bool


def read_frame(sheet: ET.Element, looks: Looks) -> Frame:
    """What a sheet's XML says beside its cells.

    Raises:
        UnreadableWorkbook: it holds controls or embedded files, or something that is no part of a sheet.
    """
    for child in sheet:
        if local(child) not in _KNOWN:
            raise damaged(f"one of its sheets holds {local(child)[:40]!r}, which no sheet has")
    if next(every(sheet, "oleObject"), None) is not None or next(every(sheet, "control"), None) is not None:
        raise UnreadableWorkbook("unreadable", "The file holds an embedded object or a control.")
    protection = first(sheet, "sheetProtection")
    sizes = first(sheet, "sheetFormatPr")
    default_width = "8.43" if sizes is None else sizes.get("defaultColWidth", "8.43")
    default_height = "15" if sizes is None else sizes.get("defaultRowHeight", "15")
    merges = [rectangle(item.get("ref", "")) for item in every(sheet, "mergeCell")]
    if len(merges) > MAX_MERGES:
        raise too_large(f"one of its sheets merges more than {MAX_MERGES:,} ranges")
    hidden, shown = _columns(sheet)
    return Frame(
        protected=protection is not None and truth(protection.get("sheet")) and first(sheet, "protectedRanges") is None,
        validations=read_validations(sheet),
        formats=read_formats(sheet, looks),
        merges=tuple(sorted(merges)),
        hidden_columns=hidden,
        shown_columns=shown if float(default_width) <= NO_WIDTH else None,
        low_rows=float(default_height) <= NO_HEIGHT,
        zeros_hidden=any(not truth(view.get("showZeros"), default=True) for view in every(sheet, "sheetView")),
    )


def _columns(sheet: ET.Element) -> tuple[frozenset[int], frozenset[int]]:
    """Columns that are hidden or have no width, and columns that say of themselves that they are shown."""
    hidden: set[int] = set()
    shown: set[int] = set()
    covered = 0
    for column in first(sheet, "cols") or ():
        start, end = int(column.get("min", "0")), int(column.get("max", "0"))
        covered += end - start + 1
        if not 1 <= start <= end <= LAST_COLUMN or covered > LAST_COLUMN:
            raise damaged("its columns are not as the format has them")
        none = truth(column.get("hidden")) or float(column.get("width", "8.43")) <= NO_WIDTH
        (hidden if none else shown).update(range(start, end + 1))
    return frozenset(hidden), frozenset(shown)
