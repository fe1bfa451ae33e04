"""The published part and its fingerprint: what changes it, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.published_part import fingerprint, published_part
from sv_excel.tender.definition.tender import Tender

CATALOGUE = (Measure.model_validate({"id": "X9", "title": "Not in play", "unit": "hour", "proxy_value": 1}),)


def tender(**changes: object) -> Tender:
    said: dict[str, Any] = {
        "id": "cleaning-2026",
        "title": "Cleaning",
        "buyer": {"name": "Example Trust", "kind": "nhs"},
        "regime": "procurement-act",
        "model": "ppn-06-20",
        "commenced": "2026-09-01",
        "contract_value": 1000000,
        "scale": [
            {"score": 5, "label": "Good", "descriptor": "All of it."},
            {"score": 0, "label": "None", "descriptor": "Nothing."},
        ],
        "award_criteria": [
            {
                "id": "Q1",
                "title": "Service",
                "kind": "quality",
                "weight": "60.50",
                "minimum_score": 5,
                "word_limit": 500,
            },
            {"id": "price", "title": "Price", "kind": "price", "weight": "29.5", "formula": "mean-price"},
            {
                "id": "sv",
                "title": "Social value",
                "kind": "social_value",
                "weight": 10,
                "sub_criteria": [pledge()],
            },
        ],
        "measures": [{"id": "X1", "title": "Bicycles given", "unit": "bicycle", "proxy_value": 120}],
        "tie_break": ["sv", "price"],
    }
    return Tender.model_validate(said | changes)


def pledge(**more: object) -> dict[str, Any]:
    fixed = {"kind": "commitments", "weight": 10, "measures": ["X1"], "formula": "relative-to-highest"}
    return {"id": "SV1", "title": "Commitments", **fixed, **more}


def test_published_part_is_what_bids_are_judged_by() -> None:
    assert published_part(tender(), CATALOGUE) == {
        "model": "ppn-06-20",
        "scale": [
            {"score": "0", "label": "None", "descriptor": "Nothing."},
            {"score": "5", "label": "Good", "descriptor": "All of it."},
        ],
        "award_criteria": [
            {
                "id": "Q1",
                "title": "Service",
                "kind": "quality",
                "weight": "60.5",
                "minimum_score": "5",
                "word_limit": 500,
            },
            {"id": "price", "title": "Price", "kind": "price", "weight": "29.5", "formula": "mean-price"},
            {
                "id": "sv",
                "title": "Social value",
                "kind": "social_value",
                "weight": "10",
                "sub_criteria": [
                    {
                        "id": "SV1",
                        "title": "Commitments",
                        "kind": "commitments",
                        "weight": "10",
                        "measures": ["X1"],
                        "formula": "relative-to-highest",
                    }
                ],
            },
        ],
        "measures": [{"id": "X1", "title": "Bicycles given", "unit": "bicycle", "proxy_value": "120"}],
        "tie_break": ["sv", "price"],
    }


def test_fingerprint_is_pinned() -> None:
    assert fingerprint(tender(), CATALOGUE) == "d96402352569212f42c46d13f0cfb2b59d23b7c005910a5236a8069f1a485cc1"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Cleaning and waste"},
        {"deadline": "2026-10-01"},
        {"contract_value": 2000000},
        {"divergence": {"spread": 1}},
        {"bids": [{"id": "A", "tenderer": "Alder Ltd"}]},
        {"evaluators": [{"id": "e1", "name": "First evaluator"}]},
        {"order": "by-bid"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_fingerprint_is_the_same_where_the_judging_is(changes: dict[str, object]) -> None:
    assert fingerprint(tender(**changes)) == fingerprint(tender())


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "ppn-002"},
        {"scale": "nhs-0-4"},
        {"tie_break": ["price", "sv"]},
        {"lots": [{"id": "north", "title": "North"}]},
        {"measures": [{"id": "X1", "title": "Bicycles given", "unit": "bicycle", "proxy_value": 121}]},
        {"award_criteria": [pledge() | {"title": "Commitment"}]},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_fingerprint_differs_where_the_judging_does(changes: dict[str, object]) -> None:
    assert fingerprint(tender(**changes)) != fingerprint(tender())


def test_named_scale_has_the_fingerprint_of_its_levels() -> None:
    named = tender(scale="nhs-0-4")

    assert fingerprint(tender(scale=[level.model_dump() for level in named.levels])) == fingerprint(named)


def test_contract_value_is_published_where_a_cap_rests_on_it() -> None:
    def capped(value: int) -> Tender:
        return tender(contract_value=value, award_criteria=[pledge(cap_percent_of_contract_value=5)])

    assert published_part(capped(1000000))["contract_value"] == "1000000"
    assert fingerprint(capped(1000000)) != fingerprint(capped(2000000))


def test_measure_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="X7"):
        published_part(tender(award_criteria=[pledge(measures=["X7"])]))
