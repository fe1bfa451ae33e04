"""`export`: a result as a table of rows, or as a release of the Open Contracting Data Standard."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sv_excel.findings.finding import Report
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.result_inputs import working
from sv_excel.tender.exports import COLUMNS, release_package, result_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for a formula when it opens a CSV file."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The text, blank where something blocks, and the findings of what it rests on."""

    text: str
    report: Report


def export(
    folder: Path, to: Literal["csv", "ocds"], *, ocid: str | None = None, occasion: Occasion | None = None
) -> Exported:
    """The result of a pack, worked out afresh; nothing while what it rests on is not clean.

    ``ocid`` is the id of the contracting process in the buyer's publishing system; without it, the tender's own id.
    """
    procurement = Procurement.open(folder)
    settled = working(procurement)
    report = Report(settled.findings)
    if not report.clean:
        return Exported("", report)
    result = settled.brief.result()
    if to == "csv":
        return Exported(as_csv(result_rows(settled.brief, result)), report)
    when = (occasion or Occasion.given()).at
    package = release_package(settled.brief, result, ocid or procurement.tender.id, when)
    return Exported(json.dumps(package, indent=2, ensure_ascii=False) + "\n", report)


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows under their headings; a text that would be taken for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _as_text(value) for name, value in row.items()})
    return out.getvalue()


def _as_text(value: str) -> str:
    is_number = value.lstrip("-").replace(".", "", 1).isdecimal()
    return f"'{value}" if value.startswith(FORMULA_STARTS) and not is_number else value
