"""`summarise`: from what the panel agreed, the prices and the responses to the result, worked out exactly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Report
from sv_excel.pack.locking import locked
from sv_excel.pack.log import entry
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import records
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import write_files
from sv_excel.steps.award_record import award_record
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.result_inputs import working
from sv_excel.steps.issuing.commitments_register import register_files
from sv_excel.tender.canonical import digest
from sv_excel.tender.scoring.result import result_data
from sv_excel.workbooks.result.clarifications_sheet import clarifications
from sv_excel.workbooks.result.layout import result_layout
from sv_excel.workbooks.sheet.card import with_card
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sv_excel.pack.writing import Written
    from sv_excel.tender.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Summarised:
    """What came of it: the result (None where something blocks), findings of every file, what was written."""

    pack: Pack
    result: Result | None
    report: Report
    written: tuple[Written, ...] = ()


def summarise(
    folder: Path,
    *,
    occasion: Occasion | None = None,
    force: bool = False,
    assurance: bool = False,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> Summarised:
    """Work out the result of a pack; nothing is written unless everything that it rests on is clean.

    Raises:
        WouldReplaceError: a result that differs is there already, and ``force`` is not given.
    """
    occasion = occasion or Occasion.given()
    with locked(Pack.open(folder)):
        procurement = Procurement.open(folder)
        pack, look = procurement.pack, procurement.look
        settled = working(procurement)
        report = Report(settled.findings)
        if not report.clean:
            return Summarised(pack, None, report)
        brief = settled.brief
        result = brief.result()
        documents = award_record(procurement, settled, result, occasion, assurance=assurance, told=told)
        report += Report((*documents.findings, *clarifications(brief)))
        if not report.clean:
            return Summarised(pack, None, report)
        promises = register_files(procurement, settled, result, occasion)
        layout = with_card(result_layout(brief, look.furniture), brief, look.furniture, procurement.tender.id)
        files = {
            pack.result_data: result_json(result),
            pack.result_workbook: print_workbook(layout, look),
            **documents.files,
            **promises.files,
        }
        line = entry(
            occasion,
            "summarise",
            settled.sources,
            {pack.name(path): digest(content) for path, content in files.items()},
        )
        written = write_files(
            files,
            occasion,
            force=force,
            records=records(pack, promises.register, line),
        )
    return Summarised(pack, result, report, written)


def result_json(result: Result) -> bytes:
    """``result.json`` as it lies on the disk."""
    return json.dumps(result_data(result), indent=2, ensure_ascii=False).encode() + b"\n"
