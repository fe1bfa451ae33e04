"""What law and policy ask beside the rules of a sound definition: warnings, each with its source. They never block."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.method_text import gbp
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.policy.asks import (
    PPN_002_MANDATORY_FROM,
    PPN_026_FROM,
    VAT,
    asks_three_kpis,
    central_government_model,
)
from sv_excel.tender.policy.carbon_advice import carbon, climate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.tender import Tender

PPN_002_FROM = dt.date(2025, 2, 24)
MODERN_SLAVERY_FROM = dt.date(2026, 5, 17)
ACT_KPIS = 3


def advice(tender: Tender, catalogue: Catalogue) -> Iterator[Finding]:
    """What law and policy ask of this buyer, model, value and date, and the definition does not show."""
    for rule in (boards, model, climate, themes, carbon, modern_slavery, kpis, award_notice):
        yield from rule(tender, catalogue)


def boards(tender: Tender, catalogue: Catalogue) -> Iterator[Finding]:
    """Each board exists on the day on which the procurement commenced."""
    for place, icb_id in enumerate(tender.icbs):
        icb = catalogue.icb(icb_id)
        if icb.stands_on(tender.commenced):
            continue
        if icb.valid_to is not None and icb.valid_to < tender.commenced:
            after = f"Name {icb.succeeded_by}, which took its place" if icb.succeeded_by else "Name another board"
            problem = f"{icb_id} ended on {said(icb.valid_to)}, before the procurement commenced."
        else:
            after = "Name the board that was there"
            problem = f"{icb_id} began on {said(icb.valid_from)}, after the procurement commenced."
        yield Finding("icb-ended", problem, f"{after} ({icb.source}).", path=("icbs", place))


def model(tender: Tender, _catalogue: Catalogue) -> Iterator[Finding]:
    """The model was there, and is the one that binds the buyer, on the day on which the procurement commenced."""
    day = said(tender.commenced)
    if tender.model == "ppn-026" and tender.commenced < PPN_026_FROM:
        yield Finding(
            "model-too-early",
            f"PPN 026 applies to procurements from 1 January 2027, and this one commenced on {day}.",
            "Use it early only if you mean to: its sub-criteria were not all published when it came out (August 2026).",
            path=("model",),
        )
    elif tender.model == "ppn-002" and tender.commenced < PPN_002_FROM:
        yield Finding(
            "model-too-early",
            f"PPN 002 applies from 24 February 2025, and this procurement commenced on {day}.",
            "Name ppn-06-20, or correct the day.",
            path=("model",),
        )
    elif tender.buyer.kind == "central-government":
        binding = central_government_model(tender.commenced, tender.contract_value * VAT)
        chosen_early = tender.model == "ppn-002" and tender.commenced < PPN_002_MANDATORY_FROM
        if binding is not None and tender.model != binding and not chosen_early:
            yield Finding(
                "model-not-binding",
                f"{binding} binds central government on {day} at this value, and the definition names {tender.model}.",
                f"Name {binding} (PPN 002: from 1 October 2025; PPN 026: from 1 January 2027 at GBP 1 million "
                f"with VAT).",
                path=("model",),
            )


def themes(tender: Tender, catalogue: Catalogue) -> Iterator[Finding]:
    """An NHS buyer asks suppliers to answer up to two themes."""
    if tender.buyer.kind != "nhs":
        return
    found = [
        {theme.id for theme in catalogue.themes(catalogue.mechanism(name), tender.model)}
        for criterion in tender.criteria()
        for name in criterion.mechanisms
        if catalogue.mechanism(name).criteria.of(tender.model)
    ]
    every = sorted(set[str]().union(*found))
    if len(every) > 2 and not any(all(own & set(pair) for own in found) for pair in combinations(every, 2)):  # noqa: PLR2004 - two themes
        loc = next(loc for loc, criterion in placed(tender) if criterion.mechanisms)
        yield Finding(
            "themes-too-many",
            "the mechanisms need more than two themes of the model.",
            "Keep to those of one or two (NHS Social Value Playbook, July 2025).",
            path=(*loc, "mechanisms"),
        )


def modern_slavery(tender: Tender, _catalogue: Catalogue) -> Iterator[Finding]:
    """Since 17 May 2026 an NHS buyer assesses the risk of modern slavery before a competition begins."""
    if tender.buyer.kind != "nhs" or tender.commenced < MODERN_SLAVERY_FROM:
        return
    source = "NHS (Procurement, Slavery and Human Trafficking) Regulations 2025, SI 2025/1212, in force 17 May 2026"
    if tender.modern_slavery is None:
        yield Finding(
            "modern-slavery-missing",
            "no assessment of modern slavery risk is recorded.",
            f'Make one, then add "modern_slavery: {{assessed: ..., assessor: ..., risk: ..., steps: ...}}" ({source}).',
            path=("commenced",),
        )
    elif tender.modern_slavery.assessed > tender.commenced:
        yield Finding(
            "modern-slavery-late",
            f"the risk was assessed on {said(tender.modern_slavery.assessed)}, after the procurement commenced.",
            f"It is due before the notice that begins a competition ({source}).",
            path=("modern_slavery", "assessed"),
        )


def kpis(tender: Tender, _catalogue: Catalogue) -> Iterator[Finding]:
    """At least one KPI on social value in an NHS contract; three KPIs in all above 5 million under the Act."""
    if tender.buyer.kind == "nhs" and not tender.kpis:
        yield Finding(
            "kpi-missing",
            "no KPI on social value is named.",
            'Add at least one for the contract: "kpis: [{mechanism: ..., kpi: ...}]" (NHS Social Value Playbook, July '
            "2025).",
            path=("award_criteria",),
        )
    elif _is_bound_to_three(tender) and 0 < len(tender.kpis) < ACT_KPIS:
        counted = "1 KPI is" if len(tender.kpis) == 1 else f"{len(tender.kpis)} KPIs are"
        yield Finding(
            "kpis-too-few",
            f"{counted} named, and the contract is worth {gbp(tender.contract_value)}.",
            "Set three or more in all, here or elsewhere in the contract (Procurement Act 2023, s.52: above GBP "
            "5,000,000; PPN 026: from 5,000,000).",
            path=("kpis",),
        )


def _is_bound_to_three(tender: Tender) -> bool:
    bound = tender.regime == "procurement-act" or tender.model == "ppn-026"
    return bound and asks_three_kpis(tender.model, tender.contract_value)


def award_notice(tender: Tender, _catalogue: Catalogue) -> Iterator[Finding]:
    """The award notice comes after everything else."""
    last = max(day for day in (tender.commenced, tender.deadline) if day is not None)
    if tender.award_notice is not None and tender.award_notice < last:
        yield Finding(
            "award-notice-early",
            f"the award notice, {said(tender.award_notice)}, is before {said(last)}, when scores were still to come.",
            "Correct one of the two days.",
            path=("award_notice",),
        )


def said(day: dt.date) -> str:
    """A day in words: ``31 March 2026``."""
    return f"{day.day} {day:%B %Y}"
