"""What stands around the cells of a returned workbook: dropdowns, conditional formats, merges, what is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sv_excel.findings.address import Address, letters
from sv_excel.findings.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sv_excel.workbooks.sheet.grid import Grid, Place, SheetGrid, Validation
    from sv_excel.workbooks.sheet.issued import Expected, Issued, IssuedSheet

MOST_NAMED = 8
"""How many hidden rows a finding names."""
FRESH = "Take a fresh copy of the issued workbook and put your entries into that."


def sheet_findings(sheet: IssuedSheet, found: SheetGrid, issued: Issued, *, unprotected: bool) -> Iterator[Finding]:
    """Every difference of one sheet that is not in a cell; ``unprotected`` where nothing in the workbook is locked."""
    rules = _rules_by_place(sheet, found)
    for place, expected in sheet.entries.items():
        if not (unprotected and _is_dropped(expected, rules.get(place, ()))):
            yield from _validation(expected, rules.get(place, ()), Address(sheet.name, *place))
    yield from _formats(sheet, found)
    yield from _merges(sheet, found)
    yield from _hidden(sheet, found)
    yield from _objects(sheet, found, issued)


def book_findings(grid: Grid, weakened: Iterable[str]) -> Iterator[Finding]:
    """Every difference of the workbook itself, and one on protection; ``weakened`` says where it is off."""
    for name, target in grid.names.items():
        text = f"the name '{name}' for {target} was not in the issued workbook."
        yield Finding("name-added", text, "Delete it in the Name Manager.")
    off = [*([] if grid.structure_locked else ["the workbook's structure"]), *weakened]
    if off:
        text = f"protection is off: {'; '.join(off)}. Nothing follows from it unless a cell was changed, too."
        yield Finding("protection-removed", text, "No action is needed.")


def weaknesses(sheet: IssuedSheet, found: SheetGrid, *, unprotected: bool) -> Iterator[str]:
    """Where the protection of a sheet is off, in words."""
    unlocked = any(
        not cell.locked for place, cell in found.cells.items() if place in sheet.cells and not sheet.cells[place].rule
    )
    if not found.protected or unlocked:
        yield f"the sheet {sheet.name}"
    if sheet.hidden and found.state != "veryHidden":
        yield f"the hidden sheet {sheet.name} can be seen"
    rules = _rules_by_place(sheet, found) if unprotected else {}
    if unprotected and any(_is_dropped(expected, rules.get(place, ())) for place, expected in sheet.entries.items()):
        yield f"rules for entries on {sheet.name}"


def _is_dropped(expected: Expected, have: Sequence[Validation]) -> bool:
    """Whether an application that keeps no protection kept no rule either, or wrote one that is no list its own way.

    Numbers exports no rules; Google Sheets writes those for texts, numbers and dates as formulas. Every entry is held
    against its rule here all the same. A list is a list everywhere: one that differs was changed.
    """
    if not have:
        return True
    is_list = expected.rule is not None and expected.rule.validation.kind == "list"
    return not is_list and all(rule.kind == "custom" for rule in have)


def _validation(expected: Expected, have: Sequence[Validation], where: Address) -> Iterator[Finding]:
    if expected.rule is None:
        return
    wanted, name = expected.rule.validation, expected.rule.entry.name
    other = next((rule for rule in have if rule != wanted), None)
    if not have:
        text = f"the rule for the {name}, {_spelt(wanted)}, was taken out (pasting over a cell does that)."
    elif other is not None:
        text = f"the rule for the {name} was changed from {_spelt(wanted)} to {_spelt(other)}."
    else:
        return
    yield Finding("rule-changed", text, FRESH, address=where, key=expected.key, subject=expected.subject)


def _spelt(rule: Validation) -> str:
    words = f"{rule.kind} {rule.operator} {rule.formula1} {rule.formula2}".split()
    return " ".join(words) + ("" if rule.blocks else ", as a warning only")


def _rules_by_place(sheet: IssuedSheet, found: SheetGrid) -> dict[Place, list[Validation]]:
    """The rules of each entry cell: where there are several, applications differ in which of them holds."""
    rules: dict[Place, list[Validation]] = {}
    for rule in found.validations:
        evened = replace(rule, ranges=())
        for area in rule.ranges:
            for place in _entries_in(area, sheet):
                rules.setdefault(place, []).append(evened)
    return rules


def _entries_in(area: tuple[int, int, int, int], sheet: IssuedSheet) -> Iterator[Place]:
    """The entry cells of a rectangle, by way of whichever are fewer: its cells, or the entries of the sheet."""
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) <= len(sheet.entries):
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return (place for place in places if place in sheet.entries)
    return (place for place in sheet.entries if top <= place[0] <= bottom and left <= place[1] <= right)


def _formats(sheet: IssuedSheet, found: SheetGrid) -> Iterator[Finding]:
    known = {(mark.kind, mark.formula) for mark in sheet.marks}
    for item in found.formats:
        top, left, *_ = min(item.ranges, default=(1, 1))
        where = Address(sheet.name, top, left)
        if item.disguise is not None:
            text = f"a conditional format hides what cells hold: {item.disguise}."
            yield Finding("format-changed", text, FRESH, address=where)
        elif (item.kind, item.formula) not in known:
            text = f"a conditional format was added: {item.kind} {item.formula}."
            yield Finding("format-changed", text, "Remove it.", address=where)


def _merges(sheet: IssuedSheet, found: SheetGrid) -> Iterator[Finding]:
    for top, left, bottom, right in sorted(set(found.merges) - set(sheet.merges)):
        text = f"cells were merged: {letters(left)}{top} to {letters(right)}{bottom}."
        yield Finding("cells-merged", text, "Unmerge them.", address=Address(sheet.name, top, left))


def _hidden(sheet: IssuedSheet, found: SheetGrid) -> Iterator[Finding]:
    if found.state != "visible" and not sheet.hidden:
        yield Finding("sheet-hidden", "the sheet was hidden.", "Unhide it.", sheet=sheet.name)
    used = {row for row, _ in sheet.cells}
    rows = sorted(found.hidden_rows & used)
    if rows:
        text = f"{'row' if len(rows) == 1 else 'rows'} {_series(rows)} hidden (a filter does that, too)."
        where = Address(sheet.name, rows[0], min(column for row, column in sheet.cells if row == rows[0]))
        yield Finding("row-hidden", text, "Clear the filter, or unhide.", address=where)
    columns = sorted(found.hidden_columns & {column for _, column in sheet.cells})
    if columns:
        text = f"{'column' if len(columns) == 1 else 'columns'} {', '.join(map(letters, columns))} hidden."
        where = Address(sheet.name, min(row for row, column in sheet.cells if column == columns[0]), columns[0])
        yield Finding("column-hidden", text, "Unhide.", address=where)


def _series(rows: list[int]) -> str:
    rest = len(rows) - MOST_NAMED
    return ", ".join(map(str, rows[:MOST_NAMED])) + (f" and {rest} more" if rest > 0 else "")


def _objects(sheet: IssuedSheet, found: SheetGrid, issued: Issued) -> Iterator[Finding]:
    """Only our own charts may float above the cells."""
    if any(kind != "chart" for kind in found.objects) or (
        found.objects and issued.kind not in {"moderation", "result", "register", "portfolio"}
    ):
        yield Finding("object-added", "something was put over the cells.", "Remove it.", sheet=sheet.name)
