"""`status`: how far a procurement is: who has returned what, what is wrong with it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sv_excel.findings.finding import Report
from sv_excel.steps.intake.collect import gather, missing, outstanding
from sv_excel.steps.intake.examine import not_asked
from sv_excel.tender.decisions.decisions import without_response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.findings.key import Key
    from sv_excel.steps.intake.collect import Gathered
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.workbooks.sheet.issued import Issued


@dataclass(frozen=True, slots=True)
class Line:
    """One workbook that goes out and comes back. ``entered`` of ``asked`` entries are filled in; None: not returned.

    ``asked`` counts what must be filled in: nothing of a bid that is withdrawn or that its evaluator is kept from, and
    nothing of a response, where every promise is the tenderer's choice.
    """

    kind: str
    subject: str | None
    name: str
    returned: str | None
    entered: int | None
    asked: int
    problems: int

    @property
    def state(self) -> str:
        """In a word or two."""
        if self.returned is None:
            return "outstanding"
        return "complete" if not self.problems else f"{self.problems} to put right"


@dataclass(frozen=True, slots=True)
class Status:
    """How far it is. ``next_step`` is what to do now, in words."""

    tender: str
    lines: tuple[Line, ...]
    moderation: bool
    result: bool
    next_step: str
    report: Report

    def to_data(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "tender": self.tender,
            "workbooks": [
                {
                    "kind": line.kind,
                    "subject": line.subject,
                    "name": line.name,
                    "state": line.state,
                    "returned": line.returned,
                    "entered": line.entered,
                    "asked": line.asked,
                }
                for line in self.lines
            ],
            "moderation": self.moderation,
            "result": self.result,
            "next": self.next_step,
            **self.report.to_data(),
        }


def status(procurement: Procurement) -> Status:
    """How far the procurement is by now."""
    gathered = gather(procurement)
    lines = tuple(_lines(procurement, gathered))
    left = outstanding(procurement, gathered)
    pack = procurement.pack
    report = Report((*gathered.findings, *missing(left, is_error=False)))
    has_moderation, has_result = pack.moderation.is_file(), pack.result_data.is_file()
    return Status(
        tender=procurement.tender.id,
        lines=lines,
        moderation=has_moderation,
        result=has_result,
        next_step=_next(procurement, lines, has_moderation=has_moderation, has_result=has_result),
        report=report,
    )


def _lines(procurement: Procurement, gathered: Gathered) -> Iterator[Line]:
    register = procurement.register
    panel = {person.id for person in procurement.decided.evaluators}
    for line in register.latest.values():
        is_gone = line.kind == "evaluation" and line.subject not in panel
        if line.kind not in {"evaluation", "price", "response"} or is_gone or line.subject in procurement.withdrawn:
            continue
        come = gathered.whose(line.kind, line.subject)
        if come is None and line.kind == "response" and line.subject in without_response(procurement.decisions):
            continue
        issued = register.issued(line) if come is None else come.book.issued
        asked = tuple(_asked(issued, not_asked(line.kind, line.subject, procurement)))
        yield Line(
            kind=line.kind,
            subject=line.subject,
            name=line.slots.get("name", ""),
            returned=None if come is None else come.book.file,
            entered=None if come is None else sum(key in come.book.held.answers for key in asked),
            asked=len(asked),
            problems=0 if come is None else sum(finding.severity == "error" for finding in come.findings),
        )


def _asked(issued: Issued, left_out: frozenset[str]) -> Iterator[Key]:
    """The entries that must be filled in."""
    for _, cell in issued.entries:
        if cell.key is not None and cell.key.bid not in left_out and cell.rule is not None and cell.rule.entry.missing:
            yield cell.key


def _next(procurement: Procurement, lines: tuple[Line, ...], *, has_moderation: bool, has_result: bool) -> str:
    folder = procurement.pack.folder
    if not procurement.tender.bids:
        return f"Publish. When bids are in, add bids and evaluators to the definition; then: generate -o {folder}"
    if has_result:
        return f"Look at {procurement.pack.result}."
    if has_moderation:
        return f"Agree on every score in {procurement.pack.moderation}, then run: sv-excel summarise {folder}"
    people = [line for line in lines if line.kind == "evaluation"]
    if any(line.returned is None for line in people):
        return f"Wait for the outstanding workbooks: they go into {procurement.pack.returned}."
    if any(line.problems for line in people):
        return f"See what to put right: sv-excel check {folder}"
    return f"Bring the scores together: sv-excel consolidate {folder}"
