"""What each regime calls things, and under which rule a tenderer is told. The words of the law, not ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one regime. ``rule`` is blank where no statute asks for the document."""

    document: str
    supplier: str
    bid: str
    rule: str
    won: str
    not_won: str
    disqualified: str
    undecided: str
    standstill: str


WORDS: dict[str, Words] = {
    "procurement-act": Words(
        document="Assessment summary",
        supplier="Supplier",
        bid="tender",
        rule="Provided under section 50(3) of the Procurement Act 2023, with the information that regulation 31 of the "
        "Procurement Regulations 2024 requires.",
        won="Your tender was assessed as the most advantageous tender.",
        not_won="The contract is not being awarded to you: another tender was assessed as the most advantageous.",
        disqualified="The contract is not being awarded to you: your tender was disqualified, for the reasons here.",
        undecided="No tender has been identified as the most advantageous.",
        standstill="The mandatory standstill period is eight working days, beginning with the day on which the "
        "contract award notice is published (Procurement Act 2023, section 51).",
    ),
    "psr": Words(
        document="Outcome of the competitive process",
        supplier="Provider",
        bid="offer",
        rule="Provided under regulation 11 of the Health Care Services (Provider Selection Regime) Regulations 2023: "
        "the award criteria, and the reasons for the decision.",
        won="You were successful: you are the provider to which we intend to award the contract.",
        not_won="You were not successful: we intend to award the contract to another provider, whose offer satisfied "
        "the award criteria better.",
        disqualified="You were not successful: your offer did not meet a minimum that the award criteria set.",
        undecided="No successful provider has been identified.",
        standstill="The standstill period begins on the day after the notice of intention to award is published. "
        "Written representations may be made before midnight at the end of the eighth working day after the day on "
        "which it begins (regulation 12).",
    ),
    "framework": Words(
        document="Feedback on your tender",
        supplier="Supplier",
        bid="tender",
        rule="",
        won="Your tender was ranked first in this competition under the framework.",
        not_won="The contract is not being awarded to you: another tender was ranked first.",
        disqualified="The contract is not being awarded to you: your tender was disqualified, for the reasons here.",
        undecided="No tender is ranked first.",
        standstill="",
    ),
}
"""By the ``regime`` of a tender."""
