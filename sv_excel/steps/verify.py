"""`verify`: the whole procurement done again from a pack, on any machine, and what agrees with what was done then.

Nothing is written into the pack. A bundle is unpacked into a folder that is taken away afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sv_excel.errors.base import SvExcelError
from sv_excel.errors.tender import DefinitionError
from sv_excel.findings.finding import Finding, Report
from sv_excel.pack.bundle_file import unpack
from sv_excel.pack.log import entries, read_log
from sv_excel.pack.paths import Pack
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.verification.consolidation import consolidated_again
from sv_excel.steps.verification.files_and_log import file_findings, log_findings, mentions
from sv_excel.steps.verification.issued import Redone, laid_out_again
from sv_excel.steps.verification.result import kept_promises, worked_out_again

if TYPE_CHECKING:
    from collections.abc import Iterator

REDONE = frozenset({"workbook-differs", "figure-differs"})
"""Codes of what comes out otherwise when it is done again."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What agrees and what differs. ``tender`` is None where the register cannot be read."""

    tender: str | None
    parts: tuple[Redone, ...]
    report: Report

    def to_data(self) -> dict[str, Any]:
        """As JSON has it: ``checked`` says of each part how much was held against each other, and how much differs."""
        return {
            "tender": self.tender,
            "checked": [{"what": part.what, "checked": part.checked, "differ": errors_in(part)} for part in self.parts],
            **self.report.to_data(),
        }


def errors_in(part: Redone) -> int:
    """How many errors a part has."""
    return sum(finding.severity == "error" for finding in part.findings)


def verify(path: Path) -> Verified:
    """Verify a pack, or the bundle of one.

    Raises:
        NotAPackError: there is no pack.
        BundleError: the zip is damaged, hostile, or beyond a limit.
    """
    if path.is_dir():
        return _verify(Pack.open(path))
    with TemporaryDirectory(prefix="sv-excel-") as scratch:
        return _verify(unpack(path, Path(scratch)))


def _verify(pack: Pack) -> Verified:
    opened = _opened(pack)
    procurement, refused = (opened, ()) if isinstance(opened, Procurement) else (None, opened)
    register = procurement.register if procurement else None
    log = read_log(pack)
    known = mentions(log)
    parts = [
        Redone("lines of the log", len(entries(log)), tuple(log_findings(pack, register))),
        Redone("files", len(known), tuple(file_findings(pack, known))),
        *(_redone(procurement) if procurement else ()),
    ]
    found = dict.fromkeys((*refused, *(finding for part in parts for finding in part.findings)))
    report = Report(tuple(_weighed(found, is_open=procurement is not None)))
    return Verified(register.tender if register else None, tuple(parts), report)


def _redone(procurement: Procurement) -> Iterator[Redone]:
    runs = entries(read_log(procurement.pack))
    yield laid_out_again(procurement)
    panel, result = consolidated_again(procurement, runs), worked_out_again(procurement, runs)
    for part in (panel, result, kept_promises(procurement)):
        if part is not None:
            yield part


def _opened(pack: Pack) -> Procurement | tuple[Finding, ...]:
    """The procurement, or why nothing can be done again."""
    try:
        return Procurement.open(pack.folder)
    except SvExcelError as error:
        if isinstance(error, DefinitionError):
            return error.findings
        said = str(error).replace(f"{pack.folder}/", "").replace(f"{pack.folder}\\", "")
        return (Finding("file-changed", said, "Nothing can be done again until then."),)


def _weighed(found: dict[Finding, None], *, is_open: bool) -> Iterator[Finding]:
    """A changed file from which nothing comes out otherwise says so."""
    harmless = is_open and not any(finding.code in REDONE for finding in found)
    for finding in found:
        if harmless and finding.code == "file-changed":
            yield replace(finding, problem=f"{finding.problem} No figure comes out otherwise.")
        else:
            yield finding
