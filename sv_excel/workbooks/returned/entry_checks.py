"""Whether what people entered is good: each entry by its own rule, then what goes beyond one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import DECLARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.findings.address import Address
    from sv_excel.workbooks.sheet.grid import Grid, Plain
    from sv_excel.workbooks.sheet.issued import Issued

_SCORED = frozenset({"score", "rationale", "evidence", "mechanism"})


def entry_findings(issued: Issued, answers: Mapping[Key, Plain], grid: Grid) -> Iterator[Finding]:
    """Every entry that is missing or not good, in reading order."""
    for address, expected in issued.entries:
        if expected.rule is None or expected.key is None:
            continue
        entry = expected.rule.entry
        value = answers.get(expected.key)
        if value is not None:
            problem = entry.problem(value)
            code = entry.wrong if problem else None
            said = f"the {entry.name} {problem}."
        else:
            told = _holds_something(grid, address) or _excused(expected.key, answers)
            code = None if told else entry.missing
            said = f"the {entry.name} is missing."
        if code is not None:
            yield Finding(
                code,
                said,
                entry.rule,
                file=grid.name,
                address=address,
                key=expected.key,
                subject=expected.subject,
                severity="error",
            )


def _holds_something(grid: Grid, place: Address) -> bool:
    """A formula or an error value stands there: that is told already."""
    sheet = grid.sheet(place.sheet)
    cell = sheet.cells.get((place.row, place.column)) if sheet else None
    return cell is not None and (cell.formula is not None or cell.error)


def _excused(key: Key, answers: Mapping[Key, Plain]) -> bool:
    """Whoever declares a conflict with a bid is not to score it until the lead has decided."""
    return key.field in _SCORED and answers.get(Key("conflict", key.bid)) == DECLARED
