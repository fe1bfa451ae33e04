"""`Tender`: the procurement being run, and how it is judged, as `tender.yaml` says (contract, section 1)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Discriminator, Field, Tag

from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import Criterion
from sv_excel.tender.definition.duties import CarbonGate, Kpi, ModernSlavery
from sv_excel.tender.definition.people import Bid, Buyer, Conflict, Divergence, Evaluator, FloorWaiver, Lot, Person
from sv_excel.tender.definition.scale import BUILT_IN, ScaleLevel
from sv_excel.tender.record import Day, Id, Listed, Number, Record, Title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

Model = Literal["ppn-06-20", "ppn-002", "ppn-026"]
ScaleName = Literal["nhs-0-4", "standard-0-5", "ten-point"]


def _said(scale: object) -> str:
    """Which way a scale is given, so that what is wrong is reported for that way alone."""
    return "name" if isinstance(scale, str) else "levels"


Scale = Annotated[
    Annotated[ScaleName, Tag("name")] | Annotated[Listed[ScaleLevel], Tag("levels")],
    Discriminator(_said),
]


class Tender(Record):
    """One procurement. Amounts are GBP excluding VAT, for the whole term."""

    id: Id
    title: Title
    buyer: Buyer
    regime: Literal["procurement-act", "psr", "framework"]
    model: Model
    commenced: Day
    contract_value: Annotated[Number, Field(gt=0)]
    deadline: Day | None = None
    icbs: Listed[Id] = ()
    category: Id | None = None
    order: Literal["by-question", "by-bid"] = "by-question"
    scale: Scale = "standard-0-5"
    award_criteria: Annotated[Listed[Criterion], Field(min_length=1)]
    social_value_floor: FloorWaiver | None = None
    carbon: CarbonGate | None = None
    climate: Literal["core-requirement"] | None = None
    modern_slavery: ModernSlavery | None = None
    kpis: Listed[Kpi] = ()
    award_notice: Day | None = None
    measures: Listed[Measure] = ()
    lots: Listed[Lot] = ()
    bids: Listed[Bid] = ()
    evaluators: Listed[Evaluator] = ()
    moderator: Person | None = None
    commercial: Listed[Person] = ()
    divergence: Divergence = Divergence()
    rationale_checks: bool = True
    tie_break: Listed[Id] = ()
    conflicts: Listed[Conflict] = ()

    @cached_property
    def levels(self) -> tuple[ScaleLevel, ...]:
        """The scale's levels, lowest score first."""
        levels = BUILT_IN[self.scale] if isinstance(self.scale, str) else self.scale
        return tuple(sorted(levels, key=lambda level: level.score))

    @property
    def top_score(self) -> Decimal:
        """The highest score on the scale."""
        return self.levels[-1].score

    def criteria(self) -> Iterator[Criterion]:
        """Every node of the tree, parents first, in the order of the definition."""
        for criterion in self.award_criteria:
            yield from criterion.walk()

    @cached_property
    def questions(self) -> tuple[Criterion, ...]:
        """The leaves that people score."""
        return tuple(criterion for criterion in self.criteria() if criterion.is_scored_by_people)

    @property
    def commitments(self) -> tuple[Criterion, ...]:
        """The leaves that are counted from what tenderers promise."""
        return tuple(criterion for criterion in self.criteria() if criterion.kind == "commitments")

    @property
    def price(self) -> Criterion | None:
        """The price criterion, where there is one."""
        return next((criterion for criterion in self.award_criteria if criterion.kind == "price"), None)

    @property
    def lot_ids(self) -> tuple[str | None, ...]:
        """The lots to award; a tender without lots is awarded as one, called None."""
        return tuple(lot.id for lot in self.lots) or (None,)

    def criterion(self, criterion_id: str) -> Criterion:
        """The node with this id; KeyError where there is none."""
        for criterion in self.criteria():
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def bid(self, bid_id: str) -> Bid:
        """The bid with this id; KeyError where there is none."""
        for bid in self.bids:
            if bid.id == bid_id:
                return bid
        raise KeyError(bid_id)

    def lots_of(self, bid: Bid) -> tuple[str | None, ...]:
        """The lots that a bid is for, in the tender's order."""
        return tuple(lot for lot in self.lot_ids if lot is None or bid.lots is None or lot in bid.lots)

    def score_lots(self, bid: Bid, criterion: Criterion) -> tuple[str | None, ...]:
        """The lots for which this question is scored apart for this bid; ``(None,)`` where it is scored once."""
        if criterion.lots is None:
            return (None,)
        return tuple(lot for lot in self.lots_of(bid) if lot in criterion.lots)

    def scored_by(self, evaluator: Evaluator) -> tuple[Criterion, ...]:
        """The questions that this evaluator scores."""
        if evaluator.sub_criteria is None:
            return self.questions
        return tuple(question for question in self.questions if question.id in evaluator.sub_criteria)

    def seen_by(self, evaluator: Evaluator) -> tuple[Bid, ...]:
        """The bids that this evaluator may see: those assigned, less those that a conflict excludes."""
        excluded = {c.bid for c in self.conflicts if c.evaluator == evaluator.id and c.decision == "exclude"}
        assigned = self.bids if evaluator.bids is None else [bid for bid in self.bids if bid.id in evaluator.bids]
        return tuple(bid for bid in assigned if bid.id not in excluded)
