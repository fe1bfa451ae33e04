from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.errors.tender import BankHolidaysUnknownError
from sv_excel.tender.policy.asks import (
    BANK_HOLIDAYS,
    central_carbon_gate,
    central_government_model,
    is_working_day,
    nhs_carbon_gate,
    standstill_ends,
    weight_floor,
)


@pytest.mark.parametrize(
    ("commenced", "value", "model", "floor"),
    [
        (date(2026, 12, 31), "8000000", "ppn-002", 10),
        (date(2027, 1, 1), "999999.99", None, None),
        (date(2027, 1, 1), "1000000", "ppn-026", 10),
        (date(2027, 1, 1), "4999999.99", "ppn-026", 10),
        (date(2027, 1, 1), "5000000", "ppn-026", 20),
        (date(2025, 9, 30), "8000000", "ppn-06-20", 10),
    ],
)
def test_t23_weight_floor_by_model(commenced: date, value: str, model: str | None, floor: int | None) -> None:
    binding = central_government_model(commenced, Decimal(value))

    assert binding == model
    assert (None if binding is None else weight_floor(binding, Decimal(value))) == floor


@pytest.mark.parametrize(
    ("value", "gate"),
    [("10000", "none"), ("10000.01", "commitment"), ("4999999.99", "commitment"), ("5000000", "full-plan")],
)
def test_t24_nhs_carbon_gate_bites_at_its_thresholds(value: str, gate: str) -> None:
    assert nhs_carbon_gate(Decimal(value)) == gate


@pytest.mark.parametrize(("value", "gate"), [("5000000", "none"), ("5000000.01", "full-plan")])
def test_t24_central_carbon_gate_bites_above_five_million(value: str, gate: str) -> None:
    assert central_carbon_gate(Decimal(value)) == gate


def test_t25_standstill_counts_the_day_of_publication_under_the_act_alone() -> None:
    assert standstill_ends("procurement-act", date(2024, 12, 24)) == date(2025, 1, 7)
    assert standstill_ends("psr", date(2024, 12, 24)) == date(2025, 1, 8)


def test_standstill_published_at_a_weekend_starts_on_monday() -> None:
    assert standstill_ends("procurement-act", date(2026, 6, 6)) == date(2026, 6, 17)
    assert standstill_ends("psr", date(2026, 6, 6)) == date(2026, 6, 17)


def test_standstill_beyond_the_known_years_says_so() -> None:
    with pytest.raises(BankHolidaysUnknownError, match="bank holidays of 2029 are not known"):
        standstill_ends("psr", date(2028, 12, 28))


def test_bank_holidays_are_eight_weekdays_a_year_in_order() -> None:
    assert list(BANK_HOLIDAYS) == [2024, 2025, 2026, 2027, 2028]
    for days in BANK_HOLIDAYS.values():
        assert len(days) == 8
        assert list(days) == sorted(set(days))
        assert all(day.isoweekday() <= 5 for day in days)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 1)))
def test_standstill_of_the_act_is_eight_working_days_counted_one_by_one(published: date) -> None:
    end = standstill_ends("procurement-act", published)

    days = [published + timedelta(days=n) for n in range((end - published).days + 1)]
    assert sum(is_working_day(day) for day in days) == 8
    assert is_working_day(end)
