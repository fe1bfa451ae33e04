from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from sv_excel.loading.catalogues import load_catalogue
from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure, Measure, ValueRange
from sv_excel.tender.catalogue.models import ByModel

CATALOGUE = load_catalogue()


def test_measure_needs_no_more_than_a_tender_writes() -> None:
    measure = Measure.model_validate({"id": "X1", "title": "Bicycles given", "unit": "bicycle", "proxy_value": 120})

    assert measure.proxy_value == Decimal(120)
    assert Measure.model_validate({"id": "X1", "title": "Bicycles", "unit": "bicycle"}).proxy_value is None


def test_measure_of_a_tender_has_no_key_of_the_catalogue() -> None:
    with pytest.raises(ValidationError):
        Measure.model_validate({"id": "X1", "title": "Bicycles", "unit": "bicycle", "counting": []})


def test_measure_of_the_catalogue_is_a_measure() -> None:
    measure = CATALOGUE.measure("J09")

    assert isinstance(measure, Measure)
    assert isinstance(measure, CataloguedMeasure)
    assert (measure.unit, measure.proxy_value) == ("hours", Decimal("2.09"))


def test_codes_are_taken_as_numbers_or_texts() -> None:
    written = ByModel.model_validate({"ppn-06-20": (Decimal("2.3"), "1.1"), "ppn-002": ("1a",), "ppn-026": (1,)})

    assert [written.of(model) for model in ("ppn-06-20", "ppn-002", "ppn-026")] == [("2.3", "1.1"), ("1a",), ("1",)]


@pytest.mark.parametrize("code", ["1.a", "a1", "", True, "1 a", "123"])
def test_a_word_that_is_no_code_is_refused(code: object) -> None:
    with pytest.raises(ValidationError):
        ByModel.model_validate({"ppn-002": (code,)})


@pytest.mark.parametrize(("value", "held"), [("99.99", False), ("100", True), ("200", True), ("200.01", False)])
def test_value_range_counts_both_ends_in(value: str, held: bool) -> None:  # noqa: FBT001 - a table's column
    assert ValueRange.model_validate({"from": 100, "to": 200}).holds(Decimal(value)) is held


def test_value_range_without_ends_holds_all() -> None:
    assert ValueRange().holds(Decimal(0))
    assert ValueRange().holds(Decimal(10) ** 12)


@pytest.mark.parametrize(
    ("icb", "day", "stands"),
    [
        ("NWL", date(2022, 6, 30), False),
        ("NWL", date(2022, 7, 1), True),
        ("NWL", date(2026, 3, 31), True),
        ("NWL", date(2026, 4, 1), False),
        ("WNL", date(2026, 3, 31), False),
        ("WNL", date(2026, 4, 1), True),
        ("NEL", date(2040, 1, 1), True),
    ],
)
def test_board_stands_from_its_first_day_to_its_last(icb: str, day: date, stands: bool) -> None:  # noqa: FBT001
    assert CATALOGUE.icb(icb).stands_on(day) is stands


def test_serving_gives_the_priorities_of_those_boards_alone() -> None:
    assert [priority.id for priority in CATALOGUE.serving("living-wage", ["NEL", "SEL"])] == ["NEL-6", "SEL-2"]
    assert CATALOGUE.serving("living-wage", []) == ()
    assert CATALOGUE.serving("water-saving", ["NEL"]) == ()


def test_serving_a_merged_board_gives_each_inherited_priority_once() -> None:
    served = CATALOGUE.serving("living-wage", ["WNL", "NWL"])

    assert [priority.id for priority in served] == ["NWL-1", "NWL-2", "NCL-2"]


def test_themes_of_a_mechanism_begin_with_that_of_its_first_criterion() -> None:
    apprenticeships = CATALOGUE.mechanism("apprenticeships")
    homelessness = CATALOGUE.mechanism("homelessness")

    assert [theme.id for theme in CATALOGUE.themes(apprenticeships, "ppn-002")] == ["economic-growth", "opportunity"]
    assert [theme.id for theme in CATALOGUE.themes(homelessness, "ppn-06-20")] == [
        "wellbeing",
        "covid-recovery",
        "economic-inequality",
    ]
    assert CATALOGUE.themes(homelessness, "ppn-026") == ()


def test_theme_is_found_by_outcome_or_criterion() -> None:
    model = CATALOGUE.model("ppn-06-20")

    assert model.theme("4").id == model.theme("4.2").id == "climate"
    with pytest.raises(KeyError):
        model.theme("9.9")


@pytest.mark.parametrize("lookup", ["model", "category", "measure", "mechanism", "icb", "priorities"])
def test_lookup_of_what_is_not_there_says_which(lookup: str) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        getattr(CATALOGUE, lookup)("nowhere")


def test_an_empty_catalogue_suggests_nothing() -> None:
    assert Catalogue().suggest([], None, "ppn-002", None) == ()
