"""What `new` begins with: a definition that passes, reads sensibly, and is never written over another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import DefinitionExistsError
from sv_excel.errors.tender import NotInCatalogueError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.definitions import check_definition, load_tender
from sv_excel.steps.generate import generate
from sv_excel.steps.new import new, practice
from sv_excel.tender.numbers import plain
from sv_excel.tender.starter.choose import LOW_VALUE, MOST_MEASURES, MOST_MEASURES_LOW, MOST_THEMES, Need, start

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.tender.catalogue.models import ModelId
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.starter.choose import Starter

CATALOGUE = load_catalogue()
AUTUMN = date(2026, 11, 22)
BOARDS = ("NWL", "NCL", "NEL", "SEL", "SWL")
MODELS: tuple[ModelId, ...] = ("ppn-06-20", "ppn-002", "ppn-026")
VALUES = ("60000", "6000000")


def made(
    folder: Path, icb: str = "NEL", category: str = "cleaning", model: ModelId = "ppn-06-20", value: str = "4200000"
) -> tuple[Tender, Starter, str]:
    path, starter = new(folder, CATALOGUE, Need((icb,), category, model, Decimal(value), AUTUMN))
    return load_tender(path, CATALOGUE), starter, path.read_text("utf-8")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("icb", BOARDS)
def test_every_category_and_value_gives_a_definition_without_faults(icb: str, model: ModelId, tmp_path: Path) -> None:
    assert len(CATALOGUE.categories) >= 12
    for place, (category, value) in enumerate(product(CATALOGUE.categories, VALUES)):
        need = Need((icb,), category.id, model, Decimal(value), AUTUMN)
        path, starter = new(tmp_path / str(place), CATALOGUE, need)
        tender, report = check_definition(path, CATALOGUE)

        assert [str(finding) for finding in report] == []
        assert tender is not None
        assert (tender.bids, tender.evaluators) == ((), ())
        assert 1 <= len(starter.themes) <= MOST_THEMES
        assert any(measure.proxy_value is not None for measure in starter.measures)
        assert len(tender.kpis) == (3 if value == "6000000" else 1)


def test_split_is_six_and_four(tmp_path: Path) -> None:
    tender, _, _ = made(tmp_path)

    assert [(c.id, c.kind, plain(c.weight)) for c in tender.criterion("social-value").sub_criteria] == [
        ("SV1", "delivery_plan", "6"),
        ("SV2", "commitments", "4"),
    ]


@pytest.mark.parametrize(("value", "split"), [("4999999.99", ("6", "4")), ("5000000", ("12", "8"))])
def test_ppn_026_doubles_the_split_from_five_million(value: str, split: tuple[str, str], tmp_path: Path) -> None:
    tender, _, _ = made(tmp_path, model="ppn-026", value=value)

    assert tuple(plain(c.weight) for c in tender.criterion("social-value").sub_criteria) == split


def test_low_value_asks_for_milestones_and_fewer_measures(tmp_path: Path) -> None:
    low, starter, text = made(tmp_path / "low", value=str(LOW_VALUE - 1))
    high, _, _ = made(tmp_path / "high", value=str(LOW_VALUE))

    assert (low.criterion("SV1").title, high.criterion("SV1").title) == ("Milestones", "Delivery plan")
    assert len(starter.measures) <= MOST_MEASURES_LOW < len(high.criterion("SV2").measures) <= MOST_MEASURES
    assert len(starter.themes) == 1
    assert "under GBP 250,000" in text


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("icb", BOARDS)
def test_every_measure_counts_towards_a_theme_that_was_chosen(icb: str, model: ModelId) -> None:
    known = CATALOGUE.model(model)
    for category, value in product(CATALOGUE.categories, VALUES):
        starter = start(CATALOGUE, Need((icb,), category.id, model, Decimal(value), AUTUMN))
        for measure in starter.measures:
            assert {known.theme(code) for code in measure.outcomes.of(model)}.intersection(starter.themes), measure.id


@pytest.mark.parametrize("model", ["ppn-06-20", "ppn-002"])
@pytest.mark.parametrize("icb", BOARDS)
def test_half_of_what_is_chosen_or_more_is_of_the_category_itself(icb: str, model: ModelId) -> None:
    for category in CATALOGUE.categories:
        starter = start(CATALOGUE, Need((icb,), category.id, model, Decimal(1_000_000), AUTUMN))
        first = [chosen.mechanism for chosen in starter.chosen if chosen.mechanism.id in category.first_choices]
        own = [chosen.mechanism for chosen in starter.chosen if category.id in chosen.mechanism.categories]

        assert 2 * len({mechanism.id for mechanism in (*first, *own)}) >= len(starter.chosen), category.id
        assert first, category.id


@pytest.mark.parametrize("model", MODELS)
def test_the_best_mechanism_of_all_decides_the_one_theme_of_a_small_contract(model: ModelId) -> None:
    starter = start(CATALOGUE, Need(("NWL", "NCL"), "cleaning", model, Decimal(60_000), AUTUMN))

    assert starter.chosen[0].mechanism.id == "living-wage"


def test_each_mechanism_stands_with_its_reasons(tmp_path: Path) -> None:
    tender, starter, text = made(tmp_path)
    lines = " ".join(line.strip().removeprefix("#").strip() for line in text.splitlines())

    assert tender.criterion("SV1").mechanisms == tuple(chosen.mechanism.id for chosen in starter.chosen)
    for chosen in starter.chosen:
        assert f"- {chosen.mechanism.id}: {'; '.join(chosen.reasons)}" in lines


def test_value_stands_with_its_source_and_a_doubt_where_there_is_one(tmp_path: Path) -> None:
    _, starter, text = made(tmp_path, model="ppn-002")
    lines = " ".join(line.strip().removeprefix("#").strip() for line in text.splitlines())

    assert "This model gives no values in pounds" in lines
    assert any(measure.id == "E01" for measure in starter.measures)
    assert "GBP 306.32 a unit (not verified), DESNZ, carbon values for appraisal" in lines
    assert "GBP 2.09 a unit, London Living Wage" in lines


def test_three_kpis_from_five_million_under_ppn_026(tmp_path: Path) -> None:
    assert len(made(tmp_path / "new", model="ppn-026", value="5000000")[0].kpis) == 3
    assert len(made(tmp_path / "old", value="5000000")[0].kpis) == 1


def test_board_that_ended_is_named_by_its_successor(tmp_path: Path) -> None:
    tender, starter, text = made(tmp_path, icb="NWL")

    assert tender.icbs == ("WNL",)
    assert "NWL ended on 31 March 2026; WNL took its place" in text
    assert any(priority.id.startswith("NWL-") for chosen in starter.chosen for priority in chosen.priorities)


def test_climate_is_a_theme_or_a_core_requirement(tmp_path: Path) -> None:
    with_theme, _, _ = made(tmp_path / "a")
    without, _, _ = made(tmp_path / "b", category="agency-staff", model="ppn-026")

    assert with_theme.climate is None
    assert without.climate == "core-requirement"


def test_definition_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "tender.yaml").write_text("somebody's work")

    with pytest.raises(DefinitionExistsError):
        made(tmp_path)

    assert (tmp_path / "tender.yaml").read_text() == "somebody's work"


@pytest.mark.parametrize(("icb", "category"), [("NOWHERE", "cleaning"), ("NEL", "cleening")])
def test_unknown_board_or_category_is_refused_and_nothing_written(icb: str, category: str, tmp_path: Path) -> None:
    with pytest.raises(NotInCatalogueError):
        made(tmp_path, icb=icb, category=category)

    assert list(tmp_path.iterdir()) == []


def test_without_board_and_category_it_passes_too(tmp_path: Path) -> None:
    path, _ = new(tmp_path, CATALOGUE, Need((), None, "ppn-002", Decimal(100), AUTUMN))

    assert [str(finding) for finding in check_definition(path, CATALOGUE)[1]] == []


def test_practice_is_a_round_that_can_be_scored_at_once(tmp_path: Path) -> None:
    answers, definition = practice(tmp_path)

    tender = load_tender(definition, CATALOGUE)
    told = answers.read_text("utf-8")
    assert check_definition(definition, CATALOGUE, advised=True)[1].findings == ()
    for bid in tender.bids:
        assert f"## {bid.tenderer}" in told
    for question in tender.questions:
        assert told.count(f"### {question.id} {question.title}") == len(tender.bids)
    assert sorted(path.name for path in generate(definition).pack.issued.iterdir()) == [
        f"evaluation-{person.id}.xlsx" for person in tender.evaluators
    ]


def test_practice_is_never_written_over_a_definition(tmp_path: Path) -> None:
    practice(tmp_path)

    with pytest.raises(DefinitionExistsError):
        practice(tmp_path)
