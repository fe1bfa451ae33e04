"""How a tender is judged: the tree of award criteria, their weightings in percentage points, and their formulas.

A weighting is a percentage of the whole (Procurement Act 2023, s.23(3)(b)); siblings sum exactly to their parent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from sv_excel.tender.record import Id, Listed, Number, Percent, Record, Text, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["quality", "social_value", "delivery_plan", "commitments", "price"]
PriceFormula = Literal[
    "lowest-price-relative",
    "mean-price",
    "optimal-price",
    "price-per-quality-point",
    "value-for-money-index",
    "monetised-quality",
    "banded",
    "lowest-compliant",
]
CommitmentFormula = Literal["relative-to-highest", "banded"]
Formula = Literal[PriceFormula, CommitmentFormula]
LOWER_IS_BETTER = frozenset({"price-per-quality-point", "monetised-quality", "lowest-compliant"})
INDEX_FORMULAS = LOWER_IS_BETTER | {"value-for-money-index"}
Positive = Annotated[Number, Field(gt=0)]


class Band(Record):
    """One step of a banded formula. ``at_least`` (GBP of social value) or ``up_to_percent`` (of the lowest price)."""

    at_least: Annotated[Number, Field(ge=0)] | None = None
    up_to_percent: Annotated[Number, Field(ge=100)] | None = None
    percent: Percent


class Criterion(Record):
    """An award criterion or sub-criterion.

    ``weight`` is in percentage points of the total. ``minimum_percent`` is the least share of that weight (per cent),
    ``minimum_score`` the least score (scale points): below either, the bid is out. A sub-criterion without ``kind`` or
    ``lots`` has its parent's; under a social value criterion each says its kind itself. ``missing_half`` says what
    follows where a response to social value lacks its plan or its promises; left out, it is "zero".
    """

    id: Id
    title: Title
    kind: Kind
    weight: Percent
    minimum_percent: Percent | None = None
    minimum_score: Annotated[Number, Field(ge=0)] | None = None
    question: Text | None = None
    guidance: Text | None = None
    word_limit: Annotated[int, Field(gt=0)] | None = None
    lots: Listed[Id] | None = None
    mechanisms: Listed[Id] = ()
    measures: Listed[Id] = ()
    formula: Formula | None = None
    bands: Listed[Band] = ()
    optimal_price: Positive | None = None
    maximum_price: Positive | None = None
    quality_weight: Annotated[Number, Field(gt=0, lt=100)] | None = None
    cost_weight: Annotated[Number, Field(gt=0, lt=100)] | None = None
    willingness_to_pay: Positive | None = None
    cap_percent_of_contract_value: Annotated[Number, Field(gt=0)] | None = None
    missing_half: Literal["zero", "disregard"] | None = None
    sub_criteria: Listed[Criterion] = ()

    @model_validator(mode="before")
    @classmethod
    def hand_down(cls, data: object) -> object:
        """Gives sub-criteria the kind and lots that they leave to their parent."""
        if not isinstance(data, dict) or not isinstance(data.get("sub_criteria"), list | tuple):
            return data
        given = {key: data[key] for key in ("kind", "lots") if data.get(key) is not None}
        if given.get("kind") == "social_value":
            del given["kind"]
        children = tuple(
            child | {key: given[key] for key in given if child.get(key) is None} if isinstance(child, dict) else child
            for child in data["sub_criteria"]
        )
        return data | {"sub_criteria": children}

    def walk(self) -> Iterator[Criterion]:
        """This criterion and all below it, parents first, in the order of the definition."""
        yield self
        for child in self.sub_criteria:
            yield from child.walk()

    def applies_to(self, lot: str | None) -> bool:
        """Whether it counts in ``lot`` (a criterion without ``lots`` is common to all)."""
        return self.lots is None or lot is None or lot in self.lots

    @property
    def is_scored_by_people(self) -> bool:
        """A leaf that evaluators score on the scale."""
        return not self.sub_criteria and self.kind in {"quality", "delivery_plan"}

    @property
    def is_index(self) -> bool:
        """A price criterion whose formula gives an index in place of points."""
        return self.kind == "price" and self.formula in INDEX_FORMULAS
