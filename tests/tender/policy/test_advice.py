"""What law and policy ask, told as warnings at their exact thresholds, each with its source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import criterion, make_tender, plan, price, quality, question, social_value
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.definitions import check_definition
from sv_excel.tender.definition.duties import CarbonGate, Kpi, ModernSlavery
from sv_excel.tender.definition.people import Buyer
from sv_excel.tender.policy.advice import advice

if TYPE_CHECKING:
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender

CATALOGUE = load_catalogue()
NHS = Buyer(name="Example Community NHS Trust", kind="nhs")
CENTRAL = Buyer(name="Example Department", kind="central-government")
SLAVERY = ModernSlavery(assessed=date(2026, 8, 1), assessor="Procurement lead", risk="low", steps="None needed.")
KPI = Kpi(mechanism="living-wage", kpi="Share of hours at the London Living Wage.")


def tender(**changes: object) -> Tender:
    """One that is told nothing."""
    sound = {
        "icbs": ("NEL",),
        "award_criteria": (
            quality(question("Q1", 25), question("Q2", 35)),
            social_value(plan(mechanisms=("living-wage",)), commitments_on("E01")),
            price(),
        ),
        "carbon": CarbonGate(annual_value=Decimal(1_400_000), gate="commitment"),
        "modern_slavery": SLAVERY,
        "kpis": (KPI,),
    }
    return make_tender(**{**sound, **changes})


def commitments_on(*measures: str) -> Criterion:
    return criterion("SV2", "commitments", 4, measures=measures, formula="relative-to-highest")


def codes(**changes: object) -> list[str]:
    return [fault.code for fault in advice(tender(**changes), CATALOGUE)]


def test_sound_tender_is_told_nothing() -> None:
    assert codes() == []


def test_advice_is_only_ever_a_warning_and_names_a_source() -> None:
    bare = make_tender(icbs=("NWL",), model="ppn-026")

    found = list(advice(bare, CATALOGUE))

    assert {fault.severity for fault in found} == {"warning"}
    assert [fault.code for fault in found] == [
        "icb-ended",
        "model-too-early",
        "climate-missing",
        "carbon-unknown",
        "modern-slavery-missing",
        "kpi-missing",
    ]
    for fault in found:
        assert any(source in fault.remedy for source in ("NHS", "SI 20", "PPN", "2026", "Order")), fault


@pytest.mark.parametrize(
    ("buyer", "annual", "due"),
    [
        (NHS, "10000", "none"),
        (NHS, "10000.01", "commitment"),
        (NHS, "4999999.99", "commitment"),
        (NHS, "5000000", "full-plan"),
        (CENTRAL, "5000000", "none"),
        (CENTRAL, "5000000.01", "full-plan"),
    ],
)
def test_t24_carbon_gate_is_told_at_its_exact_thresholds(buyer: Buyer, annual: str, due: str) -> None:
    for gate in ("none", "commitment", "full-plan", None):
        carbon = CarbonGate(annual_value=Decimal(annual), gate=gate)
        found = [f for f in advice(tender(buyer=buyer, carbon=carbon), CATALOGUE) if f.code == "carbon-gate"]

        assert [f'"gate: {due}"' in fault.remedy for fault in found] == ([] if gate == due else [True])


def test_buyer_outside_the_policies_has_no_gate() -> None:
    assert codes(buyer=Buyer(name="Example Council", kind="other"), carbon=None, kpis=(), modern_slavery=None) == []


@pytest.mark.parametrize(
    ("icb", "commenced", "expected"),
    [
        ("NWL", date(2026, 3, 31), []),
        ("NWL", date(2026, 4, 1), ["icb-ended"]),
        ("WNL", date(2026, 4, 1), []),
        ("WNL", date(2026, 3, 31), ["icb-ended"]),
    ],
)
def test_board_that_does_not_stand_on_the_day_is_told(icb: str, commenced: date, expected: list[str]) -> None:
    assert [code for code in codes(icbs=(icb,), commenced=commenced) if code == "icb-ended"] == expected


def test_ended_board_names_its_successor() -> None:
    (fault,) = (f for f in advice(tender(icbs=("NCL",)), CATALOGUE) if f.code == "icb-ended")

    assert fault.problem == "NCL ended on 31 March 2026, before the procurement commenced."
    assert fault.remedy.startswith("Name WNL, which took its place (")


@pytest.mark.parametrize(
    ("model", "buyer", "commenced", "value", "expected"),
    [
        ("ppn-026", NHS, date(2026, 12, 31), "4200000", ["model-too-early"]),
        ("ppn-026", NHS, date(2027, 1, 1), "4200000", []),
        ("ppn-002", NHS, date(2025, 2, 23), "4200000", ["model-too-early"]),
        ("ppn-002", NHS, date(2025, 2, 24), "4200000", []),
        ("ppn-06-20", CENTRAL, date(2025, 9, 30), "4200000", []),
        ("ppn-002", CENTRAL, date(2025, 9, 30), "4200000", []),
        ("ppn-06-20", CENTRAL, date(2025, 10, 1), "4200000", ["model-not-binding"]),
        ("ppn-002", CENTRAL, date(2026, 12, 31), "4200000", []),
        ("ppn-002", CENTRAL, date(2027, 1, 1), "833333.33", []),
        ("ppn-002", CENTRAL, date(2027, 1, 1), "833333.34", ["model-not-binding"]),
        ("ppn-06-20", NHS, date(2027, 1, 1), "4200000", []),
    ],
)
def test_model_is_held_against_buyer_day_and_value(
    model: str, buyer: Buyer, commenced: date, value: str, expected: list[str]
) -> None:
    found = codes(model=model, buyer=buyer, commenced=commenced, contract_value=Decimal(value))

    assert [code for code in found if code.startswith("model")] == expected


def test_climate_as_a_core_requirement_is_enough() -> None:
    without = (quality(question("Q1", 60)), social_value(plan(10, mechanisms=("living-wage",))), price())

    assert codes(award_criteria=without) == ["climate-missing"]
    assert codes(award_criteria=without, climate="core-requirement") == []


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 5, 16), []), (date(2026, 5, 17), ["modern-slavery-missing"])]
)
def test_modern_slavery_assessment_is_asked_for_from_its_day(day: date, expected: list[str]) -> None:
    assert codes(commenced=day, modern_slavery=None) == expected


def test_assessment_after_the_start_is_told() -> None:
    assert codes(commenced=date(2026, 7, 31)) == ["modern-slavery-late"]


@pytest.mark.parametrize(("value", "expected"), [("4999999.99", []), ("5000000", ["kpis-too-few"])])
@pytest.mark.parametrize("regime", ["procurement-act", "framework"])
def test_three_kpis_from_five_million_under_ppn_026(value: str, expected: list[str], regime: str) -> None:
    named = {"model": "ppn-026", "commenced": date(2027, 1, 4), "climate": "core-requirement", "regime": regime}
    named["award_criteria"] = (quality(question("Q1", 60)), social_value(plan(mechanisms=("living-wage",))), price())

    assert [code for code in codes(contract_value=Decimal(value), **named) if code.startswith("kpi")] == expected


@pytest.mark.parametrize(("value", "expected"), [("5000000", []), ("5000000.01", ["kpis-too-few"])])
def test_three_kpis_above_five_million_under_the_act(value: str, expected: list[str]) -> None:
    assert codes(contract_value=Decimal(value)) == expected
    assert codes(contract_value=Decimal(value), regime="psr") == []
    assert codes(contract_value=Decimal(value), kpis=(KPI, KPI, KPI)) == []


def test_more_than_two_themes_are_told() -> None:
    many = plan(10, mechanisms=("living-wage", "zero-emission-delivery", "community-health"))

    assert codes(award_criteria=(quality(question("Q1", 60)), social_value(many), price())) == ["themes-too-many"]


def test_award_notice_before_the_deadline_is_told() -> None:
    assert codes(deadline=date(2026, 10, 15), award_notice=date(2026, 10, 14)) == ["award-notice-early"]
    assert codes(deadline=date(2026, 10, 15), award_notice=date(2026, 10, 15)) == []


def test_advice_waits_until_the_definition_has_no_fault(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "data" / "tenders" / "t-15.yaml"
    sound, broken = tmp_path / "sound.yaml", tmp_path / "broken.yaml"
    sound.write_text(example.read_text("utf-8"), "utf-8")
    broken.write_text(example.read_text("utf-8").replace("weight: 30", "weight: 31"), "utf-8")

    assert [f.code for f in check_definition(sound, CATALOGUE)[1]] == []
    assert "carbon-unknown" in [f.code for f in check_definition(sound, CATALOGUE, advised=True)[1]]
    assert {f.severity for f in check_definition(broken, CATALOGUE, advised=True)[1]} == {"error"}
