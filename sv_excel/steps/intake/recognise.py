"""Which workbook came in: what kind, whose, of which version; and how it differs from what was issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.findings.finding import Finding
from sv_excel.tender.canonical import digest
from sv_excel.workbooks.kinds import rebuild
from sv_excel.workbooks.returned.compare import Return, hold
from sv_excel.workbooks.sheet.card import issued_card, read_card
from sv_excel.workbooks.sheet.grid import Grid
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.read.zip import MAX_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.register import IssuedFile, Register
    from sv_excel.workbooks.sheet.card import Card
    from sv_excel.workbooks.sheet.issued import Issued

FRESH = "Ask the procurement lead for the workbook of this tender, and fill that one in."


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it came: its SHA-256, and a grid with its card, or the finding that says why there is none."""

    file: str
    sha256: str
    grid: Grid | None = None
    card: Card | None = None
    fault: Finding | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A workbook of ours: what it is held against, with what came back.

    ``line`` is the register's, None on a desk; ``card`` is as issued where there is a register, else as it came.
    """

    file: str
    sha256: str
    kind: str
    subject: str | None
    card: Card
    grid: Grid
    issued: Issued
    held: Return
    line: IssuedFile | None = None

    def without_cells(self) -> Recognised:
        """The same with the entries alone: what was read is let go, so that memory does not grow with the files."""
        return replace(self, grid=Grid(self.grid.name, ()))


def open_file(path: Path, name: str) -> Opened:
    """Read a file of anybody's; ``name`` is what findings call it."""
    try:
        content = path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_FILE else None
    except OSError:
        content = None
    sha256 = "" if content is None else digest(content)
    try:
        return opened(read_workbook(path if content is None else content, name), sha256)
    except UnreadableWorkbook as error:
        return Opened(name, sha256, fault=error.findings[0])


def opened(grid: Grid, sha256: str = "") -> Opened:
    """A grid, wherever it came from, with its card."""
    card = read_card(grid)
    if card is not None:
        return Opened(grid.name, sha256, grid, card)
    problem = "the workbook was not made by sv-excel, or its card was taken out."
    return Opened(grid.name, sha256, grid, fault=Finding("not-ours", problem, FRESH, file=grid.name))


def by_card(came: Opened) -> Recognised | Finding:
    """Hold a workbook against the layout that its own card describes: how it is checked on a desk."""
    if came.grid is None or came.card is None:
        return _fault(came)
    rebuilt = rebuild(came.card)
    if rebuilt is None:
        problem = "the workbook's card is not one that sv-excel made."
        return Finding("not-ours", problem, FRESH, file=came.file)
    if not rebuilt.agrees:
        problem = "the workbook was made by another version of sv-excel, or its card was changed."
        remedy = "Check it with the version that made it, or in the pack that it was issued from."
        return Finding("wrong-version", problem, remedy, file=came.file)
    held = hold(rebuilt.issued, came.grid)
    subject = came.card.subject or None
    return Recognised(came.file, came.sha256, came.card.kind, subject, came.card, came.grid, rebuilt.issued, held)


def by_register(came: Opened, register: Register) -> Recognised | Finding:
    """Hold a workbook against what the register says was issued."""
    if came.grid is None or came.card is None:
        return _fault(came)
    card = came.card
    if card.tender != register.tender:
        problem = f"the workbook belongs to the tender {card.tender}, not to {register.tender}."
        return Finding("wrong-tender", problem, "Put it with the tender that it belongs to.", file=came.file)
    subject = card.subject or None
    versions = register.versions(card.kind, subject)
    if not versions:
        problem = f"no {card.kind} workbook was issued for {subject or 'anybody'} from this pack."
        return Finding("not-ours", problem, FRESH, file=came.file)
    for line in reversed(versions):
        issued = register.issued(line)
        kept = issued_card(issued)
        if kept is not None and kept.seal == card.seal:
            break
    else:
        problem = "the workbook is not of a version that was issued from this pack."
        return Finding("wrong-version", problem, FRESH, file=came.file)
    latest = versions[-1]
    if line.seal != latest.seal:
        problem = f"the workbook is an older version: {latest.file} was issued again at {latest.at}."
        return Finding("wrong-version", problem, "Copy what was entered into the newer one.", file=came.file)
    held = hold(issued, came.grid)
    return Recognised(came.file, came.sha256, card.kind, subject, kept, came.grid, issued, held, line)


def _fault(came: Opened) -> Finding:
    if came.fault is None:
        raise ValueError(came.file)
    return came.fault
