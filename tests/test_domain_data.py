"""The catalogue that comes with the program: each entry, and what must hold over all of them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest

from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.resources import data_file
from sv_excel.tender.numbers import decimal
from sv_excel.tender.policy.asks import weight_floor

if TYPE_CHECKING:
    from sv_excel.tender.catalogue.boards import Icb, IcbPriority
    from sv_excel.tender.catalogue.catalogue import CataloguedMeasure, Category, Mechanism
    from sv_excel.tender.catalogue.models import ModelId, SocialValueModel

CATALOGUE = load_catalogue()
FIVE = ("NWL", "NCL", "NEL", "SEL", "SWL")
MODELS: tuple[ModelId, ...] = ("ppn-06-20", "ppn-002", "ppn-026")
PRIORITIES = [priority for icb in CATALOGUE.icbs for priority in icb.priorities]
each_mechanism = pytest.mark.parametrize("mechanism", CATALOGUE.mechanisms, ids=lambda entry: entry.id)
each_measure = pytest.mark.parametrize("measure", CATALOGUE.measures, ids=lambda entry: entry.id)
each_category = pytest.mark.parametrize("category", CATALOGUE.categories, ids=lambda entry: entry.id)
each_priority = pytest.mark.parametrize("priority", PRIORITIES, ids=lambda entry: entry.id)
each_model = pytest.mark.parametrize("model", CATALOGUE.models, ids=lambda entry: entry.id)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+(?=[A-Z])", text.strip())


def test_models_have_the_published_number_of_themes_outcomes_and_criteria() -> None:
    counted = {
        model.id: (len(model.themes), len(list(model.outcomes())), len(model.criteria)) for model in CATALOGUE.models
    }

    assert counted == {"ppn-06-20": (5, 8, 24), "ppn-002": (5, 8, 16), "ppn-026": (2, 2, 6)}


@each_model
def test_every_criterion_is_answered_by_a_mechanism(model: SocialValueModel) -> None:
    answered = {code for mechanism in CATALOGUE.mechanisms for code in mechanism.criteria.of(model.id)}

    assert answered == set(model.criteria)


@each_model
def test_codes_of_criteria_begin_with_their_outcome(model: SocialValueModel) -> None:
    for outcome in model.outcomes():
        assert {re.sub(r"(\.\d+|[a-z])$", "", criterion.id) for criterion in outcome.criteria} == {outcome.id}


def test_sub_criteria_of_the_newest_model_are_blank() -> None:
    assert {criterion.sub_criteria for criterion in CATALOGUE.model("ppn-026").criteria.values()} == {()}


@pytest.mark.parametrize(
    ("model", "value"), [*product(MODELS, ["1000", "999999.99", "1000000", "4999999.99", "5000000", "80000000"])]
)
def test_floors_of_the_models_are_those_that_the_rules_hold_to(model: ModelId, value: str) -> None:
    assert CATALOGUE.model(model).floor(Decimal(value)) == weight_floor(model, Decimal(value))


def test_the_toolkit_is_large_enough() -> None:
    assert len(CATALOGUE.mechanisms) >= 40
    assert len(CATALOGUE.categories) >= 12
    assert {"apprenticeships", "living-wage"} <= {mechanism.id for mechanism in CATALOGUE.mechanisms}
    assert {"cleaning", "catering", "agency-staff", "devices", "estates-and-works", "ict", "community-services"} <= {
        category.id for category in CATALOGUE.categories
    }


@each_mechanism
def test_mechanism_is_told_in_full(mechanism: Mechanism) -> None:
    assert len(sentences(mechanism.description)) == 2
    assert mechanism.question.count("?") >= 1
    assert mechanism.evidence.endswith(".")
    assert mechanism.kpi.endswith(".")
    assert any(mechanism.criteria.of(model) for model in MODELS)


@each_mechanism
def test_mechanism_answers_each_criterion_and_measure_once(mechanism: Mechanism) -> None:
    for names in (*(mechanism.criteria.of(model) for model in MODELS), mechanism.measures, mechanism.categories):
        assert len(set(names)) == len(names)


def test_mechanisms_do_not_repeat_each_other() -> None:
    for field in ("title", "description", "evidence", "question", "kpi"):
        texts = [getattr(mechanism, field) for mechanism in CATALOGUE.mechanisms]
        assert len(set(texts)) == len(texts)


def test_every_measure_is_used_by_a_mechanism() -> None:
    used = {measure for mechanism in CATALOGUE.mechanisms for measure in mechanism.measures}

    assert used == {measure.id for measure in CATALOGUE.measures}


@each_mechanism
def test_mechanism_is_counted_under_each_model_that_it_answers(mechanism: Mechanism) -> None:
    for model in MODELS:
        if mechanism.criteria.of(model):
            assert CATALOGUE.measures_of(mechanism, model), model


@each_mechanism
def test_mechanism_that_suits_every_category_names_none(mechanism: Mechanism) -> None:
    assert len(mechanism.categories) < len(CATALOGUE.categories)


@each_measure
def test_proxy_value_stands_with_an_open_source(measure: CataloguedMeasure) -> None:
    assert (measure.proxy_value is None) == (measure.proxy_source is None)
    if measure.proxy_source is not None:
        assert measure.proxy_source.licence in {
            "CC BY 4.0",
            "Open Government Licence v3.0",
            "published rates",
            "none needed",
        }
        assert measure.proxy_source.price_year <= measure.proxy_source.checked.year


@pytest.mark.parametrize("name", ["mechanisms.yaml", "icb_priorities.yaml"])
def test_nothing_comes_from_a_licensed_set(name: str) -> None:
    lines = data_file(name).read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if not line.startswith("#")]

    assert [line for line in told if re.search(r"\bNT\d|TOMs|HACT|\bRE\d{2}\b", line)] == []


def test_the_living_wage_proxy_is_the_rate_over_the_legal_minimum() -> None:
    assert CATALOGUE.measure("J09").proxy_value == Decimal("14.80") - Decimal("12.71")


@pytest.mark.parametrize(
    ("measure", "original", "deflator"),
    [
        ("J02", "9800", "71.9294"),
        ("J03", "4257", "69.1217"),
        ("J04", "8632", "71.9294"),
        ("W04", "13000", "81.1085"),
        ("W09", "2501", "69.1217"),
        ("W10", "7900", "69.1217"),
    ],
)
def test_old_values_are_brought_to_2024_prices(measure: str, original: str, deflator: str) -> None:
    assert CATALOGUE.measure(measure).proxy_value == decimal(Decimal(original) * 100 / Decimal(deflator), 0)


@each_category
def test_first_choices_of_a_category_suit_it(category: Category) -> None:
    assert len(category.first_choices) >= 3
    assert [name for name in category.first_choices if not CATALOGUE.mechanism(name).suits(category.id)] == []


def test_boards_cover_london_once() -> None:
    boroughs = [borough for icb_id in FIVE for borough in CATALOGUE.icb(icb_id).boroughs]

    assert len(boroughs) == len(set(boroughs)) == 33


@pytest.mark.parametrize("icb_id", FIVE)
def test_board_has_its_code_and_four_to_eight_priorities(icb_id: str) -> None:
    icb = CATALOGUE.icb(icb_id)

    assert icb.ods == {"NWL": "QRV", "NCL": "QMJ", "NEL": "QMF", "SEL": "QKK", "SWL": "QWE"}[icb_id]
    assert [priority.id for priority in icb.priorities] == [f"{icb_id}-{n + 1}" for n in range(len(icb.priorities))]
    assert 4 <= len(icb.priorities) <= 8


def test_the_merged_board_takes_over_on_the_day_after_and_inherits_everything() -> None:
    merged = CATALOGUE.icb("WNL")
    before: list[Icb] = [CATALOGUE.icb("NWL"), CATALOGUE.icb("NCL")]

    assert {icb.succeeded_by for icb in before} == {"WNL"}
    assert {icb.valid_to.toordinal() + 1 for icb in before if icb.valid_to} == {merged.valid_from.toordinal()}
    assert merged.verified is False
    assert set(merged.boroughs) == {borough for icb in before for borough in icb.boroughs}
    assert CATALOGUE.priorities("WNL") == (*before[0].priorities, *before[1].priorities)


@each_priority
def test_priority_is_served_under_each_model_that_it_has_an_outcome_in(priority: IcbPriority) -> None:
    mechanisms = [CATALOGUE.mechanism(name) for name in priority.mechanisms]

    assert len(set(priority.mechanisms)) == len(priority.mechanisms)
    for model in MODELS:
        answered = {code for mechanism in mechanisms for code in mechanism.criteria.of(model)}
        assert bool(answered) or not priority.outcomes.of(model)


@pytest.mark.parametrize("value", ["20000", "150000", "600000", "4200000", "20000000"])
def test_every_board_category_and_model_has_enough_to_choose_from(value: str) -> None:
    for icb_id, category, model in product(FIVE, CATALOGUE.categories, MODELS):
        suggestions = CATALOGUE.suggest([icb_id], category.id, model, Decimal(value))
        assert len(suggestions) >= 5
        assert any(suggestion.priorities for suggestion in suggestions[:3])


def test_climate_can_be_chosen_for_every_category_where_the_model_has_it() -> None:
    for category, model, theme in product(CATALOGUE.categories, ("ppn-06-20", "ppn-002"), ("climate", "clean-energy")):
        if theme not in {each.id for each in CATALOGUE.model(model).themes}:
            continue
        suggestions = CATALOGUE.suggest(["SEL"], category.id, model, Decimal(20000))
        themes = {each.id for suggestion in suggestions for each in CATALOGUE.themes(suggestion.mechanism, model)}
        assert theme in themes
