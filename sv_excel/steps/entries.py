"""`entries`: every cell of a workbook that a person may fill in, as a script wants to know it (contract, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sv_excel.findings.finding import Finding, Report
from sv_excel.pack.paths import pack_of
from sv_excel.steps.intake.procurement import Procurement, recognise
from sv_excel.steps.intake.recognise import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.findings.address import Address
    from sv_excel.findings.key import Key
    from sv_excel.steps.intake.recognise import Recognised
    from sv_excel.workbooks.sheet.entries import Entry
    from sv_excel.workbooks.sheet.grid import Plain
    from sv_excel.workbooks.sheet.issued import Expected

Json = str | int | float | bool | None
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A workbook's entries, or, where it is not one of ours, why there are none."""

    book: Recognised | None
    report: Report

    def to_data(self) -> dict[str, Any]:
        """As JSON has it (contract, section 4)."""
        if self.book is None:
            return self.report.to_data()
        return {
            "kind": self.book.kind,
            "tender": self.book.card.tender,
            "subject": self.book.subject,
            "entries": [_entry(self.book, place, cell) for place, cell in self.book.issued.entries],
        }


def entries(path: Path) -> Listed:
    """The entries of the workbook at ``path``: by its pack's register where it lies in one, else by its card."""
    came = open_file(path, path.name)
    pack = pack_of(path)
    book = recognise(came, None if pack is None else Procurement.open(pack.folder))
    return Listed(None, Report((book,))) if isinstance(book, Finding) else Listed(book, Report())


def _entry(book: Recognised, place: Address, expected: Expected) -> dict[str, Any]:
    if expected.rule is None or expected.key is None:
        raise ValueError(place)
    entry = expected.rule.entry
    return {
        "sheet": place.sheet,
        "cell": place.cell,
        "key": expected.key.to_data(),
        "rule": entry.rule,
        "required": entry.missing is not None,
        "value": json_value(book.held.answers.get(expected.key)),
        "example": _example(entry, expected.key, place),
    }


def _example(entry: Entry, key: Key, place: Address) -> Json:
    """A good value; reasons, feedback and quantities differ by row.

    The same words for two bids are no reasons of their own, and look like words on another tender in a document that
    goes to one; the same number twice may be the same people twice.
    """
    value = json_value(entry.example)
    if key.field in {"rationale", "feedback"}:
        return f"{str(value).removesuffix('.')} (row {place.row})."
    if key.field == "quantity":
        return json_value(Decimal(entry.example) + Decimal(place.row) / HUNDRED)
    return value


def json_value(value: Plain | int) -> Json:
    """A value as JSON has it: numbers as numbers where that is exact, dates as ISO text."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    return value.isoformat() if isinstance(value, date) else value
