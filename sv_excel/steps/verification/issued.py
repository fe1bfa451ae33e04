"""Parts of a procurement done again in memory, from the pack's inputs alone; first of all the issued workbooks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.findings.finding import Finding
from sv_excel.steps.issuing.workbooks import editions
from sv_excel.tender.canonical import digest
from sv_excel.version import version
from sv_excel.workbooks.sheet.seal import seal
from sv_excel.xlsx.read.zip import Container
from sv_excel.xlsx.write.writer import Press

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.findings.codes.code import Severity
    from sv_excel.pack.log import LogEntry
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.issuing.workbooks import Edition


@dataclass(frozen=True, slots=True)
class Redone:
    """One part of the work done again: what was held against each other, how many, and what is wrong."""

    what: str
    checked: int
    findings: tuple[Finding, ...] = ()


def laid_out_again(procurement: Procurement) -> Redone:
    """Every issued workbook made again from the definition: the same seal, and, by the same version, the same parts."""
    pack, latest = procurement.pack, procurement.register.latest
    is_same_version = procurement.register.tool == f"sv-excel {version()}"
    findings: list[Finding] = []
    checked = 0
    made = editions(pack, procurement.tender, procurement.decisions, procurement.catalogue, procurement.look.furniture)
    for edition in made:
        sealed = seal(edition.layout)
        told = len(findings)
        for copy in edition.copies:
            name = pack.name(copy.path)
            line = latest.get(name)
            checked += 1
            if line is None:
                problem = "the definition asks for this workbook, and it was never issued."
                findings.append(_unlike(name, problem))
            elif (sealed, copy.slots) != (line.seal, line.slots):
                problem = "made again from the definition, it is not the workbook that was issued."
                findings.append(_unlike(name, problem, "error" if is_same_version else "warning"))
        if is_same_version and told == len(findings):
            findings += _parts_apart(edition, procurement)
    return Redone("issued workbooks", checked, tuple(findings))


def as_of(procurement: Procurement, runs: Sequence[LogEntry], what: str) -> Procurement:
    """The procurement with the decisions that were on record when ``what`` was last run."""
    last = max((number for number, run in enumerate(runs) if run.what == what), default=len(runs))
    count = sum(run.what.startswith("decide ") for run in runs[:last])
    return replace(procurement, decisions=procurement.decisions[:count])


def _unlike(name: str, problem: str, severity: Severity = "error") -> Finding:
    remedy = "Find out what was changed: the definition or the register."
    return Finding("workbook-differs", problem, remedy, file=name, severity=severity)


def _parts_apart(edition: Edition, procurement: Procurement) -> Iterator[Finding]:
    """What is not in the seal, too: looks, widths, what is printed. A file that was changed is told by its SHA-256."""
    press = Press(edition.layout, procurement.look)
    for copy in edition.copies:
        name = procurement.pack.name(copy.path)
        content = copy.path.read_bytes() if copy.path.is_file() else b""
        if digest(content) != procurement.register.latest[name].sha256:
            continue
        found, again = _parts(content), _parts(press.print(copy.slots))
        unlike = sorted(part for part in found.keys() | again.keys() if found.get(part) != again.get(part))
        if unlike:
            yield _unlike(name, f"made again from the definition, it differs in {', '.join(unlike)}.")


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook, unpacked: how they are compressed differs from machine to machine."""
    try:
        container = Container(content)
        return {name: container.part(name) for name in container.names}
    except UnreadableWorkbook:
        return {}
