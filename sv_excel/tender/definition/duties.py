"""What a definition says of duties beside the criteria: carbon, climate, modern slavery, KPIs of the contract."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sv_excel.tender.record import Day, Id, Number, Record, Text, Title


class CarbonGate(Record):
    """The gate on carbon, passed or failed before anything is scored.

    ``annual_value`` is GBP a year: excluding VAT for the NHS, including it for central government (PPN 006).
    """

    annual_value: Annotated[Number, Field(gt=0)]
    gate: Literal["none", "commitment", "full-plan"] | None = None


class ModernSlavery(Record):
    """The assessment of modern slavery risk that the 2025 Regulations ask of NHS buyers (SI 2025/1212)."""

    assessed: Day
    assessor: Title
    risk: Literal["low", "medium", "high"]
    steps: Text


class Kpi(Record):
    """A KPI that goes into the contract: what it watches (a mechanism, a measure, or neither) and its words."""

    mechanism: Id | None = None
    measure: Id | None = None
    kpi: Text
