"""What was changed in a returned workbook beside its entries."""

from __future__ import annotations

from sv_excel.findings.codes.code import error, group, warning

GROUPS = (
    group(
        "Changes to an issued workbook",
        error("locked-cell-changed", "A locked cell no longer holds what it held when it was issued."),
        error("formula-changed", "A formula was changed or taken out."),
        error("formula-entered", "An entry holds a formula or an error value, not what a person typed."),
        error("cell-added", "A cell that was empty when issued now holds something."),
        error("cell-disguised", "A cell shows something that it doesn't hold."),
        error("rule-changed", "The rule for what may be entered in a cell was changed."),
        error("format-changed", "A conditional format was added, or hides what cells hold."),
        error("cells-merged", "Cells were merged."),
        error("object-added", "A picture, shape or other object was put over the cells."),
        error("name-added", "A defined name was added."),
        error("sheet-added", "A sheet was added."),
        error("sheet-missing", "A sheet is missing or was renamed."),
        warning("sheets-reordered", "The sheets are in another order."),
        warning("sheet-hidden", "A sheet was hidden."),
        warning("row-hidden", "Rows were hidden, perhaps by a filter."),
        warning("column-hidden", "Columns were hidden."),
        warning("protection-removed", "Protection is off, as some programs leave it; changes are found all the same."),
    ),
)
