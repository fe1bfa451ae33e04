from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.loading.catalogues import load_catalogue

if TYPE_CHECKING:
    from sv_excel.tender.catalogue.models import ModelId
    from sv_excel.tender.catalogue.suggestion import Suggestion

CATALOGUE = load_catalogue()


def suggested(
    name: str, icbs: list[str], category: str | None = None, model: ModelId = "ppn-06-20", value: int | None = None
) -> Suggestion | None:
    found = CATALOGUE.suggest(icbs, category, model, None if value is None else Decimal(value))
    return next((suggestion for suggestion in found if suggestion.mechanism.id == name), None)


@pytest.mark.parametrize(
    ("name", "icbs", "category", "score"),
    [
        ("living-wage", [], None, 1),  # counts in pounds
        ("living-wage", ["NEL"], None, 4),  # one priority, 3
        ("living-wage", ["NWL"], None, 5),  # two priorities, 3 + 1
        ("living-wage", ["NEL", "SEL"], None, 7),  # one for each of two boards
        ("living-wage", ["NEL", "NEL"], None, 4),  # a board named twice is one board
        ("living-wage", [], "cleaning", 5),  # a first choice, 4
        ("living-wage", [], "estates-and-works", 3),  # named, 2
        ("co-design", [], "community-services", 4),  # no pounds
        ("volunteering", [], "cleaning", 1),  # suits any category, no points for that
    ],
)
def test_points_are_those_of_the_rule(name: str, icbs: list[str], category: str | None, score: int) -> None:
    found = suggested(name, icbs, category)

    assert found is not None
    assert found.score == score


def test_points_for_one_board_stop_at_five() -> None:
    found = suggested("community-health", ["WNL"])

    assert found is not None
    assert [priority.id for priority in found.priorities] == ["NWL-3", "NWL-8", "NCL-1", "NCL-2", "NCL-6"]
    assert found.score == 5


def test_reasons_say_what_a_buyer_would_ask() -> None:
    found = suggested("living-wage", ["NEL"], "cleaning")

    assert found is not None
    assert found.reasons == (
        "serves NEL-6, Poverty, seen in everything",
        "a first choice for cleaning",
        "answers 6.1, Inequality in employment, skills and pay found and tackled",
        "answers 2.2, Jobs, above all for people who face barriers or live in deprived areas",
        "in proportion from GBP 25,000",
        "counts in pounds by J09",
    )


def test_reasons_show_a_code_that_is_not_verified() -> None:
    found = suggested("climate-learning", [], "ict", "ppn-002")

    assert found is not None
    assert found.reasons == (
        "suits any category",
        "answers 4b, Others moved to act on climate and nature (code not verified)",
        "counts in pounds by E09, C05",
    )


def test_what_does_not_answer_the_model_is_left_out() -> None:
    assert suggested("carbon-reduction", ["SEL"], model="ppn-06-20") is not None
    assert suggested("carbon-reduction", ["SEL"], model="ppn-026") is None


def test_pounds_count_only_by_a_measure_of_the_model() -> None:
    under_old, under_new = suggested("digital-skills", []), suggested("digital-skills", [], model="ppn-026")

    assert under_old is not None
    assert under_new is not None
    assert (under_old.score, under_new.score) == (1, 0)
    assert "counts in pounds by W07" in under_old.reasons
    assert not any("pounds" in reason for reason in under_new.reasons)


def test_what_does_not_suit_the_category_is_left_out() -> None:
    assert suggested("low-carbon-medicines", ["SEL"], "pharmacy") is not None
    assert suggested("low-carbon-medicines", ["SEL"], "cleaning") is None


def test_what_is_out_of_proportion_is_left_out() -> None:
    assert suggested("apprenticeships", ["NEL"], value=499_999) is None
    assert suggested("apprenticeships", ["NEL"], value=500_000) is not None


@given(
    icbs=st.lists(st.sampled_from([icb.id for icb in CATALOGUE.icbs]), max_size=3),
    category=st.sampled_from([None, *(category.id for category in CATALOGUE.categories)]),
    model=st.sampled_from(["ppn-06-20", "ppn-002", "ppn-026"]),
    value=st.none() | st.decimals(0, 10**8, places=2),
)
def test_best_comes_first_and_nothing_twice(
    icbs: list[str], category: str | None, model: ModelId, value: Decimal | None
) -> None:
    found = CATALOGUE.suggest(icbs, category, model, value)

    assert sorted((suggestion.score for suggestion in found), reverse=True) == [each.score for each in found]
    assert len({suggestion.mechanism.id for suggestion in found}) == len(found)
    assert all(suggestion.reasons for suggestion in found)


def test_an_unknown_board_or_category_is_an_error() -> None:
    with pytest.raises(KeyError, match="XXX"):
        CATALOGUE.suggest(["XXX"], None, "ppn-002", None)
    with pytest.raises(KeyError, match="nothing-such"):
        CATALOGUE.suggest([], "nothing-such", "ppn-002", None)
