"""Everything in ``returned/`` at one look: whose each file is, what is wrong with it, who is outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sv_excel.errors.files import NothingToReadError
from sv_excel.findings.finding import Finding
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file
from sv_excel.steps.parallel import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.recognise import Opened
    from sv_excel.steps.parallel import Workforce
    from sv_excel.tender.definition.people import Evaluator

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls"})
RETURNED = frozenset({"evaluation", "price", "response"})
"""Kinds of workbooks that go out and come back."""
LEFT_OPEN = ("~$", ".~")
"""How the names of files begin that a spreadsheet program leaves beside a workbook that is open."""


@dataclass(frozen=True, slots=True)
class Come:
    """A returned workbook that was recognised, with everything that is wrong with it."""

    book: Recognised
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Nothing is wrong that blocks."""
        return not any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came back: one workbook for each kind and person or bid, and the findings that belong to no such one."""

    came: tuple[Come, ...]
    findings: tuple[Finding, ...]

    def of(self, kind: str) -> tuple[Come, ...]:
        """Those of one kind."""
        return tuple(come for come in self.came if come.book.kind == kind)

    def whose(self, kind: str, subject: str | None) -> Come | None:
        """The one of this kind for this person or bid, if it came."""
        return next((come for come in self.of(kind) if come.book.subject == subject), None)


def workbooks_in(folder: Path) -> tuple[Path, ...]:
    """The workbooks of a folder, by name; also what has only the name of one, so that it is told."""
    if not folder.is_dir():
        return ()
    found = (path for path in folder.iterdir() if path.suffix.lower() in WORKBOOKS)
    return tuple(sorted(path for path in found if not path.name.startswith(LEFT_OPEN)))


def workbooks_of(path: Path) -> tuple[Path, ...]:
    """A workbook itself, or those of a folder.

    Raises:
        NothingToReadError: the folder holds none.
    """
    found = workbooks_in(path) if path.is_dir() else (path,)
    if not found:
        raise NothingToReadError(path)
    return found


def gather(
    procurement: Procurement,
    paths: Iterable[Path] | None = None,
    kinds: frozenset[str] = RETURNED,
    workforce: Workforce = ALONE,
) -> Gathered:
    """Read ``paths`` (default: all of ``returned/``); a bad file stops none of the others.

    Workbooks of other ``kinds`` that people return are passed over; those that nobody returns are told.
    """
    files = workbooks_in(procurement.pack.returned) if paths is None else tuple(paths)
    batches = workforce.batches(files)
    looks = workforce.work(partial(_looked_at, procurement, kinds), batches, weight=len(files))
    looked = [one for batch in looks for one in batch]
    kept, doubled = _once([one for one in looked if isinstance(one, Come)])
    return Gathered(tuple(kept), (*(one for one in looked if isinstance(one, Finding)), *doubled))


def _looked_at(procurement: Procurement, kinds: frozenset[str], paths: Iterable[Path]) -> list[Come | Finding]:
    looks = (_look(path, procurement, kinds) for path in paths)
    return [look for look in looks if look is not None]


def _look(path: Path, procurement: Procurement, kinds: frozenset[str]) -> Come | Finding | None:
    """A workbook that counts, the finding that says why it does not, or None where it is for another step."""
    came_in = open_file(path, procurement.pack.name(path))
    if _is_for_another_step(came_in, procurement, kinds):
        return None
    book = by_register(came_in, procurement.register)
    if isinstance(book, Finding):
        return book
    if book.kind not in RETURNED:
        return _misplaced(book)
    left_out = _left_out(book, procurement)
    return Come(book.without_cells(), examine(book, procurement)) if left_out is None else left_out


def outstanding(procurement: Procurement, gathered: Gathered) -> tuple[Evaluator, ...]:
    """The evaluators with something to score whose workbook is not among those that came."""
    tender = procurement.decided
    return tuple(
        person
        for person in tender.evaluators
        if tender.scored_by(person) and tender.seen_by(person) and gathered.whose("evaluation", person.id) is None
    )


def missing(people: Iterable[Evaluator], *, is_error: bool) -> Iterator[Finding]:
    """A finding for each workbook that is outstanding."""
    for person in people:
        yield Finding(
            "missing-return",
            "the evaluation workbook has not come back.",
            "Ask for it, and put it into returned/; or go on without it: --partial.",
            subject=f"{person.name} ({person.id})",
            severity="error" if is_error else "warning",
        )


def _is_for_another_step(came_in: Opened, procurement: Procurement, kinds: frozenset[str]) -> bool:
    card = came_in.card
    return card is not None and card.tender == procurement.register.tender and card.kind in RETURNED - kinds


def _misplaced(book: Recognised) -> Finding:
    problem = f"a {book.kind} workbook is not one that people return."
    return Finding("not-ours", problem, "Take it out of returned/; it is read where it was made.", file=book.file)


def _left_out(book: Recognised, procurement: Procurement) -> Finding | None:
    """Why a workbook is passed over: whose it is has no part in this any more."""
    if book.kind == "evaluation":
        if book.subject in {person.id for person in procurement.decided.evaluators}:
            return None
        who = (
            "was replaced by a recorded decision" if book.subject in procurement.replaced else "is on the panel no more"
        )
        problem = f"the evaluator {who}, so this workbook is left out."
        return Finding("evaluator-replaced", problem, "", file=book.file, subject=book.subject)
    if book.kind == "response" and book.subject in procurement.withdrawn:
        problem = "the bid was withdrawn, so this workbook is left out."
        return Finding("bid-withdrawn", problem, "", file=book.file, subject=book.subject)
    return None


def _once(came: list[Come]) -> tuple[list[Come], list[Finding]]:
    """One workbook for each person or bid; a copy to the byte is none too many, two that differ are an error."""
    groups: dict[tuple[str, str | None, str], list[Come]] = {}
    for come in came:
        anybody = come.book.sha256 if come.book.subject is None and come.book.kind == "response" else ""
        groups.setdefault((come.book.kind, come.book.subject, anybody), []).append(come)
    kept: list[Come] = []
    findings: list[Finding] = []
    for (kind, subject, _), group in groups.items():
        if len({come.book.sha256 for come in group}) == 1:
            kept.append(group[0])
            continue
        files = [come.book.file for come in group]
        for come in group:
            others = " and ".join(file for file in files if file != come.book.file)
            findings.append(
                Finding(
                    "duplicate-return",
                    f"there is another {kind} workbook of {subject or 'the same kind'}: {others}.",
                    "Find out which one counts, and take the other out of returned/; or name those that count.",
                    file=come.book.file,
                    subject=subject,
                )
            )
    return kept, findings
