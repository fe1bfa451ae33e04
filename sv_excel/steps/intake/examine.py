"""What is wrong with the entries of one workbook, in the light of what was decided on conflicts and withdrawals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import DECLARED, NONE
from sv_excel.workbooks.kinds import asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.recognise import Recognised

Decided = dict[str, Literal["exclude", "proceed"]]
_CONFLICT = "conflict"


def examine(book: Recognised, procurement: Procurement | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a workbook: what was changed in it, then its entries in reading order.

    Without a procurement, as on an evaluator's desk, a declared conflict is a warning; with one it blocks until it is
    decided on (Procurement Act 2023, ss.81-83).
    """
    return (*book.held.findings, *entry_findings(book, procurement))


def entry_findings(book: Recognised, procurement: Procurement | None = None) -> Iterator[Finding]:
    """What is wrong with the entries alone; of a withdrawn bid, and of one that its evaluator is kept from, nothing."""
    decided = decisions_for(book.subject, procurement) if book.kind == "evaluation" else {}
    gone = procurement.withdrawn if procurement else frozenset[str]()
    left_out = _left_out(decided, gone)
    answers = dict(book.held.answers)
    for bid, decision in decided.items():
        if decision == "proceed" and answers.get(Key(_CONFLICT, bid)) == DECLARED:
            answers[Key(_CONFLICT, bid)] = NONE
    for finding in asked(book.card, book.issued, answers, book.grid):
        if finding.key is None or finding.key.bid not in left_out:
            yield finding
    if book.kind == "evaluation":
        yield from _undecided(book, decided, gone, on_desk=procurement is None)


def not_asked(kind: str, subject: str | None, procurement: Procurement) -> frozenset[str]:
    """The bids of which a workbook need say nothing: withdrawn ones, and those that its evaluator is kept from."""
    decided = decisions_for(subject, procurement) if kind == "evaluation" else {}
    return _left_out(decided, procurement.withdrawn)


def _left_out(decided: Decided, gone: frozenset[str]) -> frozenset[str]:
    return gone | {bid for bid, decision in decided.items() if decision == "exclude"}


def decisions_for(evaluator: str | None, procurement: Procurement | None) -> Decided:
    """What was decided on this evaluator's conflicts, by bid."""
    if procurement is None:
        return {}
    return {c.bid: c.decision for c in procurement.with_withdrawn.conflicts if c.evaluator == evaluator}


def _undecided(book: Recognised, decided: Decided, gone: frozenset[str], *, on_desk: bool) -> Iterator[Finding]:
    for address, expected in book.issued.entries:
        key = expected.key
        if key is None or key.field != _CONFLICT or key.bid is None or key.bid in decided or key.bid in gone:
            continue
        if book.held.answers.get(key) != DECLARED:
            continue
        details = book.held.answers.get(Key("conflict_details", key.bid))
        said = f" ({details})" if details else ""
        remedy = (
            "Tell the procurement lead now; score nothing of this bid until it is decided on."
            if on_desk
            else f"Decide: sv-excel decide PACK conflict {book.subject} {key.bid} exclude|proceed --reason TEXT"
        )
        yield Finding(
            "conflict-declared",
            f"a conflict of interest is declared{said}.",
            remedy,
            file=book.file,
            address=address,
            key=key,
            subject=expected.subject,
            severity="warning" if on_desk else "error",
        )
