"""What law and policy ask, live: T-23 to T-25 in the recalculated workbook, by both engines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from awards import make_award, panel_tender
from recalculation import LOOK, differences, worth
from sv_excel.tender.definition.duties import CarbonGate
from sv_excel.tender.definition.people import Buyer
from sv_excel.workbooks.result.rules_sheet import policy_sheet, rule
from sv_excel.workbooks.sheet.cells import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from engines.libreoffice import LibreOffice
    from sv_excel.tender.definition.tender import Tender

CENTRAL = Buyer(name="Department of Examples", kind="central-government")
NHS = Buyer(name="Example Trust", kind="nhs")


def laid(**changes: Any) -> Layout:  # noqa: ANN401 - any field of a tender
    brief = make_award(panel_tender()).brief
    tender: Tender = brief.definition.model_copy(update=changes)
    return Layout("result", "Rules", (policy_sheet(brief.model_copy(update={"definition": tender}), LOOK.furniture),))


@pytest.mark.parametrize(
    ("commenced", "with_vat", "model", "binds", "floor"),
    [
        (date(2026, 12, 31), "8000000", "ppn-002", "ppn-002", 10),
        (date(2027, 1, 1), "999999.99", "ppn-026", "none", 10),
        (date(2027, 1, 1), "1000000.20", "ppn-026", "ppn-026", 10),
        (date(2027, 1, 1), "4999999.99", "ppn-026", "ppn-026", 10),
        (date(2027, 1, 1), "5000000.40", "ppn-026", "ppn-026", 20),
        (date(2025, 9, 30), "8000000", "ppn-06-20", "ppn-06-20", 10),
    ],
)
def test_t23_weight_floor_by_model(  # noqa: PLR0917 - a case
    commenced: date, with_vat: str, model: str, binds: str, floor: int, tmp_path: Path
) -> None:
    value = Decimal(with_vat) / Decimal("1.2")

    layout = laid(buyer=CENTRAL, commenced=commenced, model=model, contract_value=value)

    assert worth(layout, rule("model")) == binds
    assert worth(layout, rule("floor_with_vat")) == floor
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(("value", "floor"), [("4999999.99", 10), ("5000000", 20)])
def test_t23_floor_at_the_value_without_vat(value: str, floor: int, tmp_path: Path) -> None:
    layout = laid(buyer=NHS, model="ppn-026", contract_value=Decimal(value))

    assert worth(layout, rule("floor")) == floor
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(
    ("buyer", "annual", "gate"),
    [
        (NHS, "10000", "no gate"),
        (NHS, "10000.01", "a Net Zero Commitment"),
        (NHS, "4999999.99", "a Net Zero Commitment"),
        (NHS, "5000000", "a Carbon Reduction Plan"),
        (CENTRAL, "5000000", "no gate"),
        (CENTRAL, "5000000.01", "a Carbon Reduction Plan"),
    ],
)
def test_t24_carbon_gate_bites_at_its_thresholds(buyer: Buyer, annual: str, gate: str, tmp_path: Path) -> None:
    layout = laid(buyer=buyer, carbon=CarbonGate(annual_value=Decimal(annual)))

    assert worth(layout, rule("carbon")) == gate
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(
    ("regime", "notice", "end"),
    [
        ("procurement-act", date(2024, 12, 24), date(2025, 1, 7)),
        ("psr", date(2024, 12, 24), date(2025, 1, 8)),
        ("procurement-act", date(2026, 6, 6), date(2026, 6, 17)),
        ("psr", date(2026, 12, 23), date(2027, 1, 7)),
    ],
)
def test_t25_standstill_is_counted_day_by_day(
    regime: str, notice: date, end: date, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    layout = laid(regime=regime, award_notice=notice)

    assert worth(layout, rule("standstill")) == end
    assert differences(layout, tmp_path) == []
    assert differences(layout, tmp_path, libreoffice.recalculate) == []


@pytest.mark.parametrize(
    "changes", [{"regime": "framework"}, {"award_notice": date(2199, 1, 4)}, {"award_notice": None}]
)
def test_standstill_that_cannot_be_told_is_not(changes: dict[str, Any], tmp_path: Path) -> None:
    layout = laid(**{"award_notice": date(2026, 6, 6), **changes})

    assert rule("standstill") not in layout.places
    assert differences(layout, tmp_path) == []


def test_other_buyers_have_no_carbon_gate_and_an_unknown_value_is_said() -> None:
    assert rule("carbon") not in laid(buyer=Buyer(name="Example Council", kind="other")).places
    assert "not known" in [cell.content for cell in laid(buyer=NHS, carbon=None)]
