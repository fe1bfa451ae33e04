"""The social value catalogue: `Mechanism`, `Measure`, `Icb` and its priorities, as the root YAML files say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, Protocol, TypeVar

from pydantic import Field

from sv_excel.tender.catalogue.boards import Icb, IcbPriority
from sv_excel.tender.catalogue.models import ByModel, ModelId, SocialValueModel, Sourced, Theme
from sv_excel.tender.catalogue.suggestion import suggest
from sv_excel.tender.record import Day, Id, Listed, Number, Record, Text, Title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sv_excel.tender.catalogue.suggestion import Suggestion

Pounds = Annotated[Number, Field(ge=0)]


class Measure(Record):
    """What is counted. ``proxy_value`` is GBP a unit; None where there is no open value: recorded, not scored."""

    id: Id
    title: Text
    unit: Text
    proxy_value: Pounds | None = None


class ProxySource(Sourced):
    """Where a proxy value comes from, in which year's prices, under which licence, and what kind of value it is."""

    price_year: Annotated[int, Field(ge=2000, le=2099)]
    licence: Text
    value_basis: Literal["fiscal", "economic", "wellbeing", "earnings", "face"]
    checked: Day


class CataloguedMeasure(Measure):
    """A measure of the catalogue: which outcomes it counts towards, by which rules, and whence its proxy value."""

    outcomes: ByModel = ByModel()
    counting: Listed[Literal["fte-years", "first-12-months", "one-category", "local", "spend", "rate", "baseline"]] = ()
    proxy_source: ProxySource | None = None


class Category(Record):
    """A kind of NHS spend, with the mechanisms that its buyers would look at first.

    ``cpv`` is the nearest code of the Common Procurement Vocabulary.
    """

    id: Id
    title: Title
    description: Text
    cpv: Annotated[str, Field(pattern=r"^[0-9]{8}$")] | None = None
    first_choices: Listed[Id] = ()


class ValueRange(Record):
    """Contract values (GBP, whole term) to which something is proportionate, both ends counted in."""

    from_value: Pounds = Field(default=Decimal(0), alias="from")
    to_value: Pounds | None = Field(default=None, alias="to")

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` lies in the range."""
        return self.from_value <= value and (self.to_value is None or value <= self.to_value)


class Mechanism(Sourced):
    """One way in which a supplier can deliver social value through a contract.

    ``criteria`` are those that it answers under each model. Without ``categories`` it suits any category.
    """

    id: Id
    title: Title
    description: Text
    criteria: ByModel
    categories: Listed[Id] = ()
    contract_value: ValueRange = ValueRange()
    measures: Annotated[Listed[Id], Field(min_length=1)]
    evidence: Text
    question: Text
    kpi: Text

    def suits(self, category: str | None) -> bool:
        """Whether it suits ``category``; None stands for any."""
        return category is None or not self.categories or category in self.categories


class Catalogue(Record):
    """All that tenders are built from: models, categories, measures, mechanisms, boards, in the order of the files."""

    version: Annotated[int, Field(ge=1, le=1)] = 1
    checked: Day | None = None
    models: Listed[SocialValueModel] = ()
    categories: Listed[Category] = ()
    measures: Listed[CataloguedMeasure] = ()
    mechanisms: Listed[Mechanism] = ()
    icbs: Listed[Icb] = ()

    def model(self, model_id: ModelId) -> SocialValueModel:
        """The social value model with this id; KeyError where there is none."""
        return _named(self.models, model_id)

    def category(self, category_id: str) -> Category:
        """The category with this id; KeyError where there is none."""
        return _named(self.categories, category_id)

    def measure(self, measure_id: str) -> CataloguedMeasure:
        """The measure with this id; KeyError where there is none."""
        return _named(self.measures, measure_id)

    def mechanism(self, mechanism_id: str) -> Mechanism:
        """The mechanism with this id; KeyError where there is none."""
        return _named(self.mechanisms, mechanism_id)

    def icb(self, icb_id: str) -> Icb:
        """The board with this id; KeyError where there is none."""
        return _named(self.icbs, icb_id)

    def priorities(self, icb_id: str) -> tuple[IcbPriority, ...]:
        """A board's own priorities, then those that it inherits; KeyError where there is no such board."""
        icb = self.icb(icb_id)
        return icb.priorities + tuple(priority for before in icb.inherits for priority in self.icb(before).priorities)

    def serving(self, mechanism_id: str, icb_ids: Iterable[str]) -> tuple[IcbPriority, ...]:
        """The priorities of these boards that a mechanism serves, each once; KeyError where a board is not there."""
        found = {priority.id: priority for icb_id in icb_ids for priority in self.priorities(icb_id)}
        return tuple(priority for priority in found.values() if mechanism_id in priority.mechanisms)

    def themes(self, mechanism: Mechanism, model: ModelId) -> tuple[Theme, ...]:
        """The model's themes that a mechanism belongs to, that of its first criterion first."""
        found = [self.model(model).theme(code) for code in mechanism.criteria.of(model)]
        return tuple({theme.id: theme for theme in found}.values())

    def measures_of(self, mechanism: Mechanism, model: ModelId | None) -> tuple[CataloguedMeasure, ...]:
        """The measures of a mechanism that count towards an outcome of ``model``; all of them for None."""
        measures = (self.measure(measure_id) for measure_id in mechanism.measures)
        return tuple(measure for measure in measures if model is None or measure.outcomes.of(model))

    def suggest(
        self, icbs: Iterable[str], category: str | None, model: ModelId | None, value: Decimal | None
    ) -> tuple[Suggestion, ...]:
        """Mechanisms for a procurement, the most fitting first, each with its reasons (see `suggestion.suggest`)."""
        return suggest(self, tuple(icbs), category, model, value)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_Named)


def _named(entries: tuple[Entry, ...], entry_id: str) -> Entry:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise KeyError(entry_id)
