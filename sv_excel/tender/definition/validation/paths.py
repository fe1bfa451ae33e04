"""The parts of a definition: what its keys hold, and how a place in it is named to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import Band, Criterion
from sv_excel.tender.definition.duties import CarbonGate, Kpi, ModernSlavery
from sv_excel.tender.definition.people import Bid, Buyer, Conflict, Divergence, Evaluator, FloorWaiver, Lot, Person
from sv_excel.tender.definition.scale import ScaleLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from sv_excel.findings.finding import DataPath
    from sv_excel.tender.definition.tender import Tender

PARTS: dict[str, tuple[str, type[BaseModel]]] = {
    "award_criteria": ("a criterion", Criterion),
    "sub_criteria": ("a criterion", Criterion),
    "bands": ("a band", Band),
    "scale": ("a scale level", ScaleLevel),
    "measures": ("a measure", Measure),
    "lots": ("a lot", Lot),
    "bids": ("a bid", Bid),
    "evaluators": ("an evaluator", Evaluator),
    "commercial": ("a person", Person),
    "moderator": ("a person", Person),
    "conflicts": ("a conflict", Conflict),
    "buyer": ("the buyer", Buyer),
    "divergence": ("the divergence", Divergence),
    "social_value_floor": ("the waiver", FloorWaiver),
    "carbon": ("the carbon gate", CarbonGate),
    "modern_slavery": ("the modern slavery assessment", ModernSlavery),
    "kpis": ("a KPI", Kpi),
}
"""What the keys that hold parts of a definition hold: in words, and as a class."""


def placed(tender: Tender) -> Iterator[tuple[DataPath, Criterion]]:
    """Every criterion with its place, parents first."""

    def walk(loc: DataPath, criterion: Criterion) -> Iterator[tuple[DataPath, Criterion]]:
        yield loc, criterion
        for place, child in enumerate(criterion.sub_criteria):
            yield from walk((*loc, "sub_criteria", place), child)

    for place, criterion in enumerate(tender.award_criteria):
        yield from walk(("award_criteria", place), criterion)


def standing(error: ErrorDetails, data: object) -> DataPath | None:
    """Where an error lies in ``data``, without pydantic's names of branches; None where that was never written."""
    found: list[str | int] = []
    value = data
    loc = error["loc"]
    if error["type"] == "too_short" and error["input"]:
        return None  # the list is short only because its items are at fault themselves
    for place, part in enumerate(loc):
        if loc[:place] == ("scale",):
            continue  # the name of a branch: a scale is a name or a list of levels
        if isinstance(value, dict) and isinstance(part, str):
            found.append(part)
            if part not in value:
                return tuple(found) if error["type"] == "missing" and place == len(loc) - 1 else None
            value = value[part]
        elif isinstance(value, (tuple, list)) and isinstance(part, int):
            found.append(part)
            value = value[part]
    return tuple(found)


def subject(loc: DataPath, data: object) -> str:
    """The part of the definition that ``loc`` lies in, as a sentence names it; empty at the top."""
    named: list[str] = []
    value: Any = data
    for place, part in enumerate(loc):
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
        holder = loc[place - 1] if place else ""
        if isinstance(part, int) and holder in PARTS and isinstance(value, dict):
            words = PARTS[str(holder)][0].split(" ", 1)[1]
            name = value.get("id")
            one = f"{words} {name}" if isinstance(name, str) else f"{words} no. {part + 1}"
            named = [one] if words == "criterion" else [*named, one]
    return ", ".join(named)
