"""The register of commitments: each promise once, its status and sums live, the same figures in Excel's arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.excel_lint import lint
from engines.sdk_validator import validate
from recalculation import LOOK, carded, differences, filled, printed, worth
from sv_excel.findings.key import Key
from sv_excel.tender.briefs.evaluation import BriefBid, BriefTender
from sv_excel.tender.briefs.register import Promise, RegisterBrief
from sv_excel.workbooks.kinds import rebuild
from sv_excel.workbooks.register.commitment_row import (
    AS_OF,
    DELIVERED,
    NO_DUE_DATE,
    NOT_STARTED,
    OVERDUE,
    UNDER_WAY,
    UNPROVEN,
    line_key,
    status,
)
from sv_excel.workbooks.register.layout import register_layout
from sv_excel.workbooks.returned.compare import hold
from sv_excel.workbooks.sheet.card import read_card
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.workbooks.sheet.cells import Layout, Value

TENDER = BriefTender(
    id="cleaning-2026", title="Cleaning services", buyer="Example Community NHS Trust", fingerprint="0"
)
JOBS = Promise(
    bid="A",
    tenderer="Alder Facilities Ltd",
    measure="J02",
    title="People out of work for a year or more, hired",
    unit="people",
    quantity=Decimal(4),
    attribution=Decimal(1),
    proxy_value=Decimal(13624),
    outcome="2 New businesses, new jobs, new skills",
    theme="Tackling economic inequality",
    priorities=("NEL-1 Local people in meaningful work", "NEL-6 Poverty, seen in everything"),
    kpi="People hired after a year or more out of work, counted at the end of month twelve.",
    statement="Four people in the first year, through the borough's job brokerage.",
)
CARBON = JOBS.model_copy(
    update={
        "measure": "E01",
        "title": "Emissions cut against a stated baseline",
        "unit": "tCO2e",
        "quantity": Decimal("12.5"),
        "attribution": Decimal("0.5"),
        "proxy_value": Decimal("306.32"),
        "outcome": "4 Effective stewardship of the environment",
        "priorities": ("NEL-6 Poverty, seen in everything",),
    }
)
COUNTED = JOBS.model_copy(
    update={"measure": "S01", "title": "Apprenticeships started", "proxy_value": None, "priorities": ()}
)
BRIEF = RegisterBrief(tender=TENDER, icbs=("NEL",), promises=(JOBS, CARBON, COUNTED))
DAY = date(2027, 3, 31)


def entered(promise: Promise, **entries: Value) -> dict[Key, Value]:
    return {line_key(field, promise): value for field, value in entries.items()}


def laid(answers: Mapping[Key, Value] | None = None, brief: RegisterBrief = BRIEF) -> Layout:
    return register_layout(brief, LOOK.furniture, answers)


@pytest.mark.parametrize(
    ("entries", "day", "expected"),
    [
        ({}, None, NO_DUE_DATE),
        ({"due": date(2027, 3, 31)}, DAY, NOT_STARTED),
        ({"due": date(2027, 3, 30)}, DAY, OVERDUE),
        ({"due": date(2027, 3, 30)}, None, NOT_STARTED),
        ({"delivered": Decimal(0)}, DAY, NO_DUE_DATE),
        ({"delivered": Decimal("0.5")}, DAY, UNDER_WAY),
        ({"delivered": Decimal(3), "due": date(2027, 1, 1)}, DAY, OVERDUE),
        ({"delivered": Decimal(4), "due": date(2027, 1, 1)}, DAY, UNPROVEN),
        ({"delivered": Decimal(4), "evidence": " "}, DAY, UNPROVEN),
        ({"delivered": Decimal(5), "evidence": "Payroll extract."}, DAY, DELIVERED),
        ({"delivered": "four"}, DAY, NO_DUE_DATE),
        ({"delivered": Decimal(-1)}, DAY, NO_DUE_DATE),
    ],
)
def test_status_says_how_a_promise_stands(
    entries: dict[str, Value], day: date | None, expected: str, tmp_path: Path
) -> None:
    answers = entered(JOBS, **entries) | ({AS_OF: day} if day else {})

    assert status(JOBS, answers) == expected
    assert worth(laid(answers), line_key("status", JOBS)) == expected
    assert differences(filled(laid(answers), answers), tmp_path) == []


def test_sums_count_a_promise_once_by_outcome_and_in_each_priority() -> None:
    answers = entered(JOBS, delivered=Decimal(1)) | entered(CARBON, delivered=Decimal(25))
    layout = laid(answers)
    jobs, carbon = Fraction(4 * 13624), Fraction("12.5") * Fraction("306.32") / 2

    assert worth(layout, Key("sum_promised", part="all")) == jobs + carbon
    assert worth(layout, Key("sum_promised", part="priority NEL-6 Poverty, seen in everything")) == jobs + carbon
    assert worth(layout, Key("sum_promised", part="priority NEL-1 Local people in meaningful work")) == jobs
    assert worth(layout, Key("sum_delivered", part="all")) == 13624 + 2 * carbon
    assert worth(layout, Key("sum_open", part="outcome 4 Effective stewardship of the environment")) == 0
    assert worth(layout, Key("sum_share", part="outcome 2 New businesses, new jobs, new skills")) == Fraction(1, 4)


VALUES = st.one_of(st.none(), st.integers(0, 20).map(Decimal), st.decimals(0, 20, places=2), st.just("some"))
DAYS = st.one_of(st.none(), st.dates(date(2027, 1, 1), date(2027, 12, 31)))


@settings(max_examples=8)
@given(st.lists(st.tuples(VALUES, DAYS, st.sampled_from([None, "Seen."])), min_size=3, max_size=3), DAYS)
def test_recalculated_register_agrees(lines: list[tuple[Value, date | None, str | None]], day: date | None) -> None:
    answers: dict[Key, Value] = {AS_OF: day}
    for promise, (so_far, due, evidence) in zip(BRIEF.promises, lines, strict=True):
        answers |= entered(promise, delivered=so_far, due=due, evidence=evidence)
    answers = {key: value for key, value in answers.items() if value is not None}

    with TemporaryDirectory() as folder:
        assert differences(filled(laid(answers), answers), Path(folder)) == []


@pytest.mark.parametrize(
    "brief",
    [
        BRIEF,
        RegisterBrief(tender=TENDER, unawarded=("",)),
        RegisterBrief(tender=TENDER, promises=(COUNTED,)),
        RegisterBrief(
            tender=TENDER.model_copy(update={"lots": (BriefBid(id="north", tenderer="North sites"),)}),
            promises=(JOBS.model_copy(update={"lots": ("north",)}),),
            unawarded=("south",),
        ),
    ],
    ids=["promises", "nothing", "not in pounds", "lots"],
)
def test_workbook_is_valid_and_clean(brief: RegisterBrief, tmp_path: Path) -> None:
    path = printed(carded(laid(brief=brief), brief), tmp_path)

    assert validate([path]) == []
    assert lint(path) == []


def test_lots_that_were_won_stand_beside_the_promise() -> None:
    lots = RegisterBrief(
        tender=TENDER.model_copy(update={"lots": (BriefBid(id="north", tenderer="North sites"),)}),
        promises=(JOBS.model_copy(update={"lots": ("north",)}),),
    )

    assert "north" in [cell.content for cell in laid(brief=lots)]
    assert "Lots" not in [cell.content for cell in laid()]


def test_filled_register_comes_back_and_a_changed_promise_is_told(tmp_path: Path) -> None:
    layout = carded(laid(), BRIEF)
    answers = entered(JOBS, due=DAY, owner="Contract manager", delivered=Decimal(2)) | {AS_OF: DAY}
    changed = filled(layout, answers)

    held = hold(Issued.of(layout), read_workbook(printed(changed, tmp_path)))

    assert held.findings == ()
    assert dict(held.answers) == answers


def test_card_lays_it_out_again(tmp_path: Path) -> None:
    card = read_card(read_workbook(printed(carded(laid(), BRIEF), tmp_path)))

    assert card is not None
    again = rebuild(card)
    assert again is not None
    assert again.agrees
