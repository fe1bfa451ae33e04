"""Hold a returned workbook against what was issued, cell by cell: what people entered, and what else was changed.

Every difference is told with the cell, what stood there and what stands there now. What mere re-saving by another
application does is no difference; where the application itself dropped protection, that is one warning a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.address import Address
from sv_excel.findings.finding import Finding
from sv_excel.tender.numbers import plain
from sv_excel.workbooks.returned.sheet_settings import book_findings, sheet_findings, weaknesses
from sv_excel.workbooks.returned.unchanged_cache import is_proven, prove
from sv_excel.workbooks.sheet.entries import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.findings.key import Key
    from sv_excel.workbooks.sheet.grid import Found, Grid, Place, Plain, SheetGrid
    from sv_excel.workbooks.sheet.issued import Expected, Held, Issued, IssuedSheet

PUT_BACK = "Put it back, or take a fresh copy of the issued workbook."
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e]")
"""Control characters, and those that turn the direction of reading over: what is read is not what stands there."""
_CLOSE = Fraction(1, 10**14)
"""Numbers this close, relatively, are one number: applications save 15 to 17 digits."""


@dataclass(frozen=True)
class Return:
    """What came back: the entries by meaning (blank ones left out), and what is wrong with the file."""

    answers: Mapping[Key, Plain]
    findings: tuple[Finding, ...]


def hold(issued: Issued, grid: Grid) -> Return:
    """The entries of ``grid`` and every difference from ``issued``; whether entries are good is asked elsewhere."""
    findings = list(_sheets(issued, grid))
    around: list[Finding] = []
    weakened: list[str] = []
    answers: list[tuple[Key, Plain]] = []
    for sheet in issued.sheets:
        found = grid.sheet(sheet.name)
        if found is None:
            continue
        if is_proven(sheet, found):
            findings += _typed(sheet, found)
        else:
            differences = _whole(sheet, found, issued, unprotected=grid.unprotected)
            findings += differences.cells
            around += differences.around
            weakened += differences.weakened
        answers += _answers(sheet, found)
    findings += [*around, *book_findings(grid, weakened)]
    return Return(dict(answers), tuple(replace(finding, file=grid.name) for finding in findings))


class _Differences(NamedTuple):
    cells: list[Finding]
    around: list[Finding]
    weakened: list[str]


def _whole(sheet: IssuedSheet, found: SheetGrid, issued: Issued, *, unprotected: bool) -> _Differences:
    """Every difference of a sheet; one that has none is remembered."""
    differences = _Differences(
        cells=list(_cells(sheet, found)),
        around=list(sheet_findings(sheet, found, issued, unprotected=unprotected)),
        weakened=list(weaknesses(sheet, found, unprotected=unprotected)),
    )
    if not any(differences):
        prove(sheet, found)
    return differences


def _sheets(issued: Issued, grid: Grid) -> Iterator[Finding]:
    names = {sheet.name for sheet in issued.sheets}
    present = [sheet.name for sheet in grid.sheets]
    for sheet in issued.sheets:
        if sheet.name not in present:
            yield Finding("sheet-missing", "the sheet is missing or was renamed.", PUT_BACK, sheet=sheet.name)
    for name in present:
        if name not in names:
            yield Finding("sheet-added", "the sheet was not in the issued workbook.", "Remove it.", sheet=name)
    kept = [name for name in present if name in names]
    if kept != [sheet.name for sheet in issued.sheets if sheet.name in kept]:
        text = f"the sheets stand in another order: {', '.join(kept)}."
        yield Finding("sheets-reordered", text, "Put them back in order.")


def _answers(sheet: IssuedSheet, found: SheetGrid) -> list[tuple[Key, Plain]]:
    cells = found.cells
    if found.untaken is not None and sheet.keys.keys() <= found.untaken.typed.keys():
        cells = found.untaken.typed
    held = ((key, cells.get(place)) for place, key in sheet.keys.items())
    return [
        (key, cell.value)
        for key, cell in held
        if cell is not None and cell.formula is None and not cell.error and not is_blank(cell.value)
    ]


def is_blank(value: Plain) -> bool:
    """Nothing, or nothing but white space: never 0."""
    return value is None or (isinstance(value, str) and not value.strip())


def _cells(sheet: IssuedSheet, found: SheetGrid) -> Iterator[Finding]:
    for place, expected in sheet.cells.items():
        yield from _cell(sheet, place, expected, found.cells.get(place))
    for place, cell in found.cells.items():
        if place not in sheet.cells and (cell.formula is not None or not is_blank(cell.value)):
            text = f"the cell was empty when issued, and now {_said(cell)}."
            yield Finding("cell-added", text, "Clear it.", address=Address(sheet.name, *place))


def _typed(sheet: IssuedSheet, found: SheetGrid) -> Iterator[Finding]:
    """What is wrong in a sheet of which all but what was typed is proven."""
    typed = found.untaken.typed if found.untaken else {}
    texts = "".join([cell.value for cell in typed.values() if isinstance(cell.value, str)])
    if _UNSEEN.search(texts) or any(cell.error or cell.disguise for cell in typed.values()):
        for place, cell in typed.items():
            yield from _cell(sheet, place, sheet.entries[place], cell)


def _cell(sheet: IssuedSheet, place: Place, expected: Expected, cell: Found | None) -> Iterator[Finding]:
    difference = _entry(expected, cell) if expected.rule else _fixed(expected, cell)
    if difference is not None:
        code, problem, remedy = difference
        where = Address(sheet.name, *place)
        yield Finding(code, problem, remedy, address=where, key=expected.key, subject=expected.subject)
    disguise = None if cell is None else cell.disguise or _unseen(expected, cell)
    if disguise is not None:
        text = f"the cell shows what it does not hold: {disguise}."
        where = Address(sheet.name, *place)
        yield Finding("cell-disguised", text, PUT_BACK, address=where, key=expected.key, subject=expected.subject)


def _unseen(expected: Expected, cell: Found) -> str | None:
    """How a text that a person entered hides what it holds. Of locked cells every change is told anyway."""
    is_entered = expected.rule is not None and isinstance(cell.value, str)
    return "it holds characters that cannot be seen" if is_entered and _UNSEEN.search(str(cell.value)) else None


Difference = tuple[str, str, str]


def _entry(expected: Expected, cell: Found | None) -> Difference | None:
    if cell is None or expected.rule is None:
        return None
    name = expected.rule.entry.name
    if cell.formula is not None:
        text = f"the {name} holds a formula ({shown('=' + cell.formula)}), not what a person typed."
        return "formula-entered", text, "Type the value itself."
    if cell.error:
        return "formula-entered", f"the {name} is an error value ({shown(cell.value)}).", "Type the value itself."
    return None


def _fixed(expected: Expected, cell: Found | None) -> Difference | None:
    if expected.formula is not None:
        if cell is None or cell.formula is None:
            now = "is empty" if cell is None or is_blank(cell.value) else f"is {shown(cell.value)}"
            return "formula-changed", f"the formula was taken out; the cell now {now}.", PUT_BACK
        if cell.formula != expected.formula:
            was, now = shown("=" + expected.formula), shown("=" + cell.formula)
            return "formula-changed", f"the formula was changed from {was} to {now}.", PUT_BACK
        return None
    if cell is None:
        return None if _is_empty(expected.value) else _changed(expected.value, "nothing")
    if cell.formula is not None:
        return _changed(expected.value, f"a formula, {shown('=' + cell.formula)}")
    return None if _same(expected.value, cell) else _changed(expected.value, _now(cell))


def _is_empty(value: Held) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _changed(before: Held, now: str) -> Difference:
    return "locked-cell-changed", f"the locked cell was changed from {_before(before)} to {now}.", PUT_BACK


def _before(value: Held) -> str:
    if value is None:
        return "nothing"
    return plain(value) if isinstance(value, Fraction) else shown(value)


def _now(cell: Found) -> str:
    return "nothing" if is_blank(cell.value) else shown(cell.value)


def _said(cell: Found) -> str:
    return (
        f"holds the formula {shown('=' + cell.formula)}" if cell.formula is not None else f"holds {shown(cell.value)}"
    )


def _same(value: Held, cell: Found) -> bool:
    found = cell.value
    if cell.error:
        return False
    if _is_empty(value):
        return is_blank(found)
    if isinstance(value, Fraction):
        if isinstance(found, bool) or not isinstance(found, Decimal) or not found.is_finite():
            return False
        return abs(Fraction(found) - value) <= _CLOSE * abs(value)
    if isinstance(value, date):
        return found == value
    return isinstance(found, str) and _lines(found) == _lines(value or "")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
