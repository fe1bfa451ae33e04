"""What law and policy ask of a procurement: the floor under the weighting, the carbon gate, the standstill.

Every figure stands here with its source. Which model binds is a fact of the procurement, stored in its definition;
nothing here reads today's date.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from sv_excel.errors.tender import BankHolidaysUnknownError

if TYPE_CHECKING:
    from sv_excel.tender.definition.tender import Model

Carbon = Literal["none", "commitment", "full-plan"]
ONE_MILLION = Decimal(1_000_000)
FIVE_MILLION = Decimal(5_000_000)
VAT = Decimal("1.2")
"""What an amount is multiplied by to include VAT at the standard rate."""
NHS_COMMITMENT_ABOVE = Decimal(10_000)
PPN_002_MANDATORY_FROM = date(2025, 10, 1)
PPN_026_FROM = date(2027, 1, 1)
STANDSTILL_WORKING_DAYS = 8

# England and Wales, as published at gov.uk/bank-holidays, with substitute days.
BANK_HOLIDAYS: dict[int, tuple[date, ...]] = {
    year: tuple(date(year, month, day) for month, day in days)
    for year, days in {
        2024: ((1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
        2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
        2026: ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
        2027: ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
        2028: ((1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)),
    }.items()
}


def weight_floor(model: Model, value: Decimal) -> Decimal:
    """The least weighting of social value, in percentage points of the total, for a contract worth ``value`` GBP.

    10 under PPN 06/20 and PPN 002, and in every NHS procurement (NHS England, April 2022); under PPN 026 10, and
    20 from GBP 5 million. With an index method it is a share of the score other than price (PPN 002, paragraph 10).
    """
    return Decimal(20) if model == "ppn-026" and value >= FIVE_MILLION else Decimal(10)


def asks_three_kpis(model: Model, value: Decimal) -> bool:
    """Whether a contract worth ``value`` GBP takes three key performance indicators or more.

    Above GBP 5 million by the Procurement Act 2023 (s.52); under PPN 026 at 5 million too.
    """
    return value > FIVE_MILLION or (model == "ppn-026" and value == FIVE_MILLION)


def central_government_model(commenced: date, value: Decimal) -> Model | None:
    """The model that binds central government; None where none does. ``value`` is GBP including VAT.

    PPN 002 is mandatory from 1 October 2025, PPN 026 from 1 January 2027 at GBP 1 million and over. Before October
    2025 PPN 06/20 held (from February 2025 a buyer could choose PPN 002 in its place).
    """
    if commenced < PPN_002_MANDATORY_FROM:
        return "ppn-06-20"
    if commenced < PPN_026_FROM:
        return "ppn-002"
    return "ppn-026" if value >= ONE_MILLION else None


def nhs_carbon_gate(annual_value: Decimal) -> Carbon:
    """What an NHS buyer must ask of a supplier on carbon; ``annual_value`` is GBP a year excluding VAT.

    NHS England, Carbon Reduction Plan and Net Zero Commitment requirements, version 2, 31 October 2023: a full plan at
    5 million and above, a commitment above 10,000.
    """
    if annual_value >= FIVE_MILLION:
        return "full-plan"
    return "commitment" if annual_value > NHS_COMMITMENT_ABOVE else "none"


def central_carbon_gate(annual_value: Decimal) -> Carbon:
    """What central government must ask on carbon; ``annual_value`` is GBP a year including VAT.

    PPN 006 (before: PPN 06/21): a full plan above, and not at, 5 million.
    """
    return "full-plan" if annual_value > FIVE_MILLION else "none"


def is_working_day(day: date) -> bool:
    """Whether ``day`` is a working day in England.

    Raises:
        BankHolidaysUnknownError: for a year whose bank holidays are not held here.
    """
    if day.year not in BANK_HOLIDAYS:
        raise BankHolidaysUnknownError(day.year)
    return day.isoweekday() <= 5 and day not in BANK_HOLIDAYS[day.year]  # noqa: PLR2004 - Friday


def standstill_ends(regime: Literal["procurement-act", "psr"], published: date) -> date:
    """The last day of the eight working days of standstill after a notice is ``published``.

    The Procurement Act 2023 (s.51) counts from the day of publication; the Provider Selection Regime from the day
    after (NHS England, PSR statutory guidance, April 2025).

    Raises:
        BankHolidaysUnknownError: for a year whose bank holidays are not held here.
    """
    day = published if regime == "procurement-act" else published + timedelta(days=1)
    counted = int(is_working_day(day))
    while counted < STANDSTILL_WORKING_DAYS:
        day += timedelta(days=1)
        counted += is_working_day(day)
    return day
