"""What people entered in the demo's workbooks, from `data/demo/`: each entry by what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sv_excel.findings.key import Key
from sv_excel.loading import yaml_file
from sv_excel.loading.resources import data_file
from sv_excel.workbooks.evaluation.declaration_sheet import CONFIRMED, DECLARED, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.people import Evaluator
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Value

Answers = dict[Key, "Value"]
FOLDER = "demo"


@dataclass(frozen=True)
class People:
    """Everybody who fills something in."""

    tender: Tender
    catalogue: Catalogue

    def evaluation(self, evaluator: Evaluator) -> Answers:
        """An evaluator's declaration, scores and reasons; no score where they declare a conflict."""
        told = _read("scores")
        declared = told["declarations"][evaluator.id]
        conflicts = declared.get("conflicts", {})
        answers: Answers = {
            Key("declaration"): CONFIRMED,
            Key("signed_name"): evaluator.name,
            Key("signed_date"): declared["signed_date"],
        }
        for bid in self.tender.seen_by(evaluator):
            answers[Key("conflict", bid=bid.id)] = DECLARED if bid.id in conflicts else NONE
            if bid.id in conflicts:
                answers[Key("conflict_details", bid=bid.id)] = conflicts[bid.id]
        for question, bids in told["scores"].items():
            for bid, people in bids.items():
                for field, value in people.get(evaluator.id, {}).items():
                    held = self.catalogue.mechanism(value).title if field == "mechanism" else value
                    answers[Key(field, bid, question)] = held
        return answers

    def prices(self) -> Answers:
        """Every price, entered twice."""
        told: dict[str, dict[str, Value]] = _read("prices")["prices"]
        return {Key(field, bid): value for bid, fields in told.items() for field, value in fields.items()}

    def response(self, bid: str) -> Answers:
        """What a tenderer promises, and its delivery plan."""
        told = _read("responses")[bid]
        measures = {
            Key(field, measure=measure): value
            for measure, fields in told["measures"].items()
            for field, value in fields.items()
        }
        plans = {
            Key("delivery_plan", criterion=question.id, part=part): text
            for question in self.tender.questions
            if question.kind == "delivery_plan"
            for part, text in told["plan"].items()
        }
        return measures | plans

    def moderation(self) -> Answers:
        """What the panel agreed, and who met."""
        told = _read("moderation")
        return {Key(field): told[field] for field in ("attendees", "moderated_on")} | dict(_agreed(told["agreed"]))


def decision() -> dict[str, str]:
    """What the procurement lead decides on the conflict that was declared."""
    decided: dict[str, str] = _read("scores")["decision"]
    return decided


def _agreed(told: dict[str, Any]) -> Iterator[tuple[Key, Value]]:
    for question, bids in told.items():
        for bid, fields in bids.items():
            for field, value in fields.items():
                yield Key(field, bid, question), value


def _read(name: str) -> Any:  # noqa: ANN401 - plain data of a file that comes with the program
    return yaml_file.load(data_file(f"{FOLDER}/{name}.yaml")).data
