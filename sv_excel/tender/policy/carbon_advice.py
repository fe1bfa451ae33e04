"""Carbon and climate: the gate that a buyer asks for before scoring, and climate as a theme or a core requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.method_text import gbp
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.policy.asks import FIVE_MILLION, NHS_COMMITMENT_ABOVE, central_carbon_gate, nhs_carbon_gate
from sv_excel.tender.starter.choose import CLIMATE_THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.tender import Tender

GATES = {
    "none": "no gate",
    "commitment": "a Net Zero Commitment",
    "full-plan": "a Carbon Reduction Plan",
}
SOURCES = {
    "nhs": "NHS England, Carbon Reduction Plan requirements, version 2, October 2023: a plan from GBP "
    "5,000,000 a year, a "
    "commitment above 10,000, without VAT",
    "central-government": "PPN 006: a plan above GBP 5,000,000 a year, with VAT",
}
ASKED_ABOVE = {"nhs": NHS_COMMITMENT_ABOVE, "central-government": FIVE_MILLION}


def carbon(tender: Tender, _catalogue: Catalogue) -> Iterator[Finding]:
    """The carbon gate is the one that the contract's value in a year asks for."""
    kind = tender.buyer.kind
    if kind == "other":
        return
    if tender.carbon is None:
        if tender.contract_value > ASKED_ABOVE[kind]:
            yield Finding(
                "carbon-unknown",
                "the value in a year is not stated, so the carbon gate cannot be told.",
                f'Add "carbon: {{annual_value: ..., gate: ...}}" ({SOURCES[kind]}).',
                path=("contract_value",),
            )
        return
    value = tender.carbon.annual_value
    due = nhs_carbon_gate(value) if kind == "nhs" else central_carbon_gate(value)
    if tender.carbon.gate != due:
        named = f"{GATES[tender.carbon.gate]} is" if tender.carbon.gate else "nothing is"
        yield Finding(
            "carbon-gate",
            f"at {gbp(value)} a year it takes {GATES[due]}, and {named} named.",
            f'Write "gate: {due}"; it is passed or failed before scoring ({SOURCES[kind]}).',
            path=("carbon", "gate") if tender.carbon.gate else ("carbon",),
        )


def climate(tender: Tender, catalogue: Catalogue) -> Iterator[Finding]:
    """Climate is a social value theme or a core requirement of an NHS buyer's tender."""
    if tender.buyer.kind != "nhs" or tender.climate is not None or _is_theme(tender, catalogue):
        return
    loc = next((loc for loc, criterion in placed(tender) if criterion.kind == "social_value"), ("award_criteria",))
    yield Finding(
        "climate-missing",
        "climate is neither a social value theme here nor a core requirement.",
        'Name a mechanism or measure on climate, or write "climate: core-requirement" and put it into the '
        "specification (NHS England, April 2022; NHS Social Value Playbook, July 2025).",
        path=loc,
    )


def _is_theme(tender: Tender, catalogue: Catalogue) -> bool:
    measures = {measure.id: measure for measure in catalogue.measures}
    model = catalogue.model(tender.model)
    for criterion in tender.criteria():
        codes = [code for name in criterion.mechanisms for code in catalogue.mechanism(name).criteria.of(tender.model)]
        codes += [
            code for name in criterion.measures if name in measures for code in measures[name].outcomes.of(tender.model)
        ]
        if any(model.theme(code).id in CLIMATE_THEMES for code in codes):
            return True
    return False
