"""What to ask tenderers about before a result is relied on: offers implausibly high, never refused by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.scoring.commitments import implausible, offer_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.briefs.result import ResultBrief


def clarifications(brief: ResultBrief) -> Iterator[Finding]:
    """Each offer over the contract's value, or over three times the median offer; before any cap."""
    tender, measures, offers = brief.definition, brief.catalogue(), brief.inputs().offers
    named = {bid.id: f"{bid.tenderer} ({bid.id})" for bid in tender.bids if bid.id not in brief.withdrawn}
    for criterion in tender.commitments:
        uncapped = criterion.model_copy(update={"cap_percent_of_contract_value": None})
        values = {
            bid: offer_value(uncapped, measures, made, tender.contract_value)
            for bid, made in offers.items()
            if bid in named
        }
        for bid, reason in implausible(values, tender.contract_value).items():
            yield Finding(
                "offer-implausible",
                f"{criterion.id} {criterion.title}: {reason}",
                "Ask the tenderer how it will be kept before you rely on the result; it is not refused by rule.",
                subject=named[bid],
            )
