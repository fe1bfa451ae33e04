"""A published social value model: its themes, outcomes and criteria, and the weighting that it asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from sv_excel.tender.record import Day, Id, Listed, Number, Percent, Record, Text, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

ModelId = Literal["ppn-06-20", "ppn-002", "ppn-026"]


def _code(value: object) -> object:
    """Codes such as 2.3, which YAML takes for numbers."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _when(value: object) -> object:
    """A day or a year, which YAML takes for a date or a number."""
    return value.isoformat() if isinstance(value, date) else _code(value)


Code = Annotated[str, BeforeValidator(_code), Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}|[a-z])?$")]
"""The published code of an outcome (``2``) or of a criterion (``2.3``, ``6a``)."""
When = Annotated[str, BeforeValidator(_when), Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
"""A year, a month or a day, as exact as the source is."""


class Sourced(Record):
    """A fact with where it comes from. ``verified``: the source itself was read, and says so."""

    source: Text
    date: When
    verified: bool

    @property
    def doubt(self) -> str:
        """What is said behind a fact that was not verified; nothing behind one that was."""
        return "" if self.verified else " (not verified)"


class ByModel(Record):
    """Codes of outcomes or criteria under each model; none where the model asks for nothing of the kind."""

    ppn_06_20: Listed[Code] = Field(default=(), alias="ppn-06-20")
    ppn_002: Listed[Code] = Field(default=(), alias="ppn-002")
    ppn_026: Listed[Code] = Field(default=(), alias="ppn-026")

    def of(self, model: ModelId) -> tuple[str, ...]:
        """The codes under ``model``."""
        return {"ppn-06-20": self.ppn_06_20, "ppn-002": self.ppn_002, "ppn-026": self.ppn_026}[model]


class Floor(Sourced):
    """The least weighting of social value, in percentage points, from a contract value (GBP) and between two days."""

    minimum_weight: Percent
    binds: Listed[Literal["nhs", "central-government", "other"]]
    from_value: Annotated[Number, Field(ge=0)] = Decimal(0)
    from_day: Day = Field(alias="from")
    to_day: Day | None = Field(default=None, alias="to")
    note: Text | None = None


class ModelCriterion(Record):
    """A criterion of the model, in this project's words. ``sub_criteria`` is blank where they are not yet published."""

    id: Code
    title: Title
    sub_criteria: Listed[Text] = ()
    verified: bool


class Outcome(Record):
    """What the model wants to come about, judged by its criteria."""

    id: Code
    title: Title
    criteria: Annotated[Listed[ModelCriterion], Field(min_length=1)]


class Theme(Record):
    """Outcomes that belong together: PPN 06/20 says theme, PPN 002 says mission."""

    id: Id
    title: Title
    outcomes: Annotated[Listed[Outcome], Field(min_length=1)]


class SocialValueModel(Sourced):
    """One model as published; ``group`` is its own word for a `Theme`."""

    id: ModelId
    title: Title
    group: Literal["theme", "mission", "outcome"]
    published: Day
    note: Text
    floors: Annotated[Listed[Floor], Field(min_length=1)]
    themes: Annotated[Listed[Theme], Field(min_length=1)]

    def outcomes(self) -> Iterator[Outcome]:
        """Every outcome, in the model's order."""
        for theme in self.themes:
            yield from theme.outcomes

    @cached_property
    def criteria(self) -> dict[str, ModelCriterion]:
        """Every criterion by its code, in the model's order."""
        return {criterion.id: criterion for outcome in self.outcomes() for criterion in outcome.criteria}

    def theme(self, code: str) -> Theme:
        """The theme that an outcome or criterion belongs to; KeyError where the model has no such code."""
        for theme in self.themes:
            for outcome in theme.outcomes:
                if code == outcome.id or any(code == criterion.id for criterion in outcome.criteria):
                    return theme
        raise KeyError(code)

    def floor(self, value: Decimal) -> Decimal:
        """The highest weighting that the model asks for at a contract ``value`` (GBP), in percentage points."""
        return max(floor.minimum_weight for floor in self.floors if floor.from_value <= value)
