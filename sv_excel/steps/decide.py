"""`decide`: a decision on record, with its reason; for a replacement also the new evaluator's workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from sv_excel.errors.tender import DecisionError
from sv_excel.findings.finding import Finding
from sv_excel.pack.decisions import with_decision
from sv_excel.pack.locking import locked
from sv_excel.pack.log import entry
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import records
from sv_excel.pack.writing import write_files
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.recognise import by_register, open_file
from sv_excel.steps.issuing.workbooks import evaluations, issue
from sv_excel.tender.canonical import digest
from sv_excel.tender.decisions.decisions import (
    ConflictDecision,
    MatchDecision,
    NoResponseDecision,
    ReplaceDecision,
    WithdrawDecision,
)
from sv_excel.tender.definition.validation.shape_messages import value_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from sv_excel.pack.run_context import Occasion
    from sv_excel.pack.writing import Written
    from sv_excel.steps.issuing.workbooks import Edition
    from sv_excel.tender.decisions.decisions import Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision as recorded, and the workbooks that it had issued."""

    pack: Pack
    decision: Decision
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why, who says so, and when: what every decision carries."""

    reason: str
    occasion: Occasion

    def facts(self) -> dict[str, Any]:
        """As a decision has them."""
        return {"reason": self.reason, "who": self.occasion.who, "date": self.occasion.at.date()}


def conflict(
    folder: Path, evaluator: str, bid: str, decision: Literal["exclude", "proceed"], grounds: Grounds
) -> Decided:
    """Whether an evaluator with a declared conflict goes on with a bid (Procurement Act 2023, ss.81-83)."""
    facts: dict[str, Any] = {"evaluator": evaluator, "bid": bid, "decision": decision}
    return _record(folder, lambda _: ConflictDecision(**facts, **grounds.facts()), grounds.occasion)


def withdraw(folder: Path, bid: str, grounds: Grounds) -> Decided:
    """A tenderer took its bid back."""
    return _record(folder, lambda _: WithdrawDecision(bid=bid, **grounds.facts()), grounds.occasion)


def no_response(folder: Path, bid: str, grounds: Grounds) -> Decided:
    """A tenderer sent no response workbook, and none is awaited."""
    return _record(folder, lambda _: NoResponseDecision(bid=bid, **grounds.facts()), grounds.occasion)


def replace(folder: Path, evaluator: str, person: str, name: str, grounds: Grounds) -> Decided:
    """A new person takes over what an evaluator was to score; their workbook is issued."""
    facts: dict[str, Any] = {"evaluator": evaluator, "replacement": {"id": person, "name": name}}
    return _record(folder, lambda _: ReplaceDecision(**facts, **grounds.facts()), grounds.occasion)


def match(folder: Path, file: Path, bid: str, grounds: Grounds) -> Decided:
    """A returned response belongs to this bid."""

    def decision(procurement: Procurement) -> Decision:
        name = procurement.pack.name(file)
        came = open_file(file, name)
        book = by_register(came, procurement.register)
        if isinstance(book, Finding):
            raise DecisionError("match", name, "is no response workbook of this pack", str(book))
        if book.kind != "response":
            raise DecisionError("match", name, f"is a {book.kind} workbook", "Name a returned response workbook.")
        return MatchDecision(file=name, sha256=came.sha256, bid=bid, **grounds.facts())

    return _record(folder, decision, grounds.occasion)


def _record(folder: Path, make: Callable[[Procurement], Decision], occasion: Occasion) -> Decided:
    """Add a decision that holds to the pack's list.

    Raises:
        DecisionError: it cannot hold for this tender.
    """
    with locked(Pack.open(folder)):
        procurement = Procurement.open(folder)
        pack = procurement.pack
        try:
            decision = make(procurement)
        except ValidationError as error:
            fault = error.errors()[0]
            place = ".".join(str(part) for part in fault["loc"])
            problem, remedy = value_words(fault)
            raise DecisionError("not recorded", place, problem, remedy) from error
        after = decision.applied(procurement.decided)
        editions: tuple[Edition, ...] = ()
        if isinstance(decision, ReplaceDecision):
            new = [person for person in after.evaluators if person.id == decision.replacement.id]
            editions = tuple(evaluations(pack, after, new, procurement.catalogue, procurement.look.furniture))
        made = issue(editions, pack, procurement.register, procurement.look, occasion)
        content = with_decision(pack.decisions, decision)
        outputs = {pack.name(path): digest(data) for path, data in made.files.items()}
        outputs[pack.name(pack.decisions)] = digest(content)
        line = entry(occasion, f"decide {decision.what}", {}, outputs)
        written = write_files(
            made.files,
            occasion,
            records={pack.decisions: content, **records(pack, made.register, line)},
        )
    return Decided(pack, decision, written)
