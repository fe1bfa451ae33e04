"""`status`: who has returned what, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stranger import but, fill_in
from sv_excel.steps.procurement import Procurement
from sv_excel.steps.status import status
from sv_excel.steps.summarise import summarise

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack


def states(pack: Pack) -> dict[str, str]:
    lines = status(Procurement.open(pack.folder)).lines
    return {f"{line.kind} {line.subject}": line.state for line in lines}


def test_everything_is_outstanding_at_first(t15: Pack) -> None:
    assert set(states(t15).values()) == {"outstanding"}
    assert status(Procurement.open(t15.folder)).next_step.startswith("Wait for the outstanding workbooks")


def test_what_came_back_is_complete_or_has_something_to_put_right(t15: Pack) -> None:
    fill_in(t15.evaluation("e1"), t15.returned / "one.xlsx")
    fill_in(t15.evaluation("e2"), t15.returned / "two.xlsx", but(score=9))

    assert states(t15)["evaluation e1"] == "complete"
    assert states(t15)["evaluation e2"] == "12 to put right"


def test_next_step_follows_the_procurement(t15_returned: Pack) -> None:
    look = status(Procurement.open(t15_returned.folder))

    assert look.report.findings == ()
    assert look.next_step == f"Bring the scores together: sv-excel consolidate {t15_returned.folder}"


def test_result_is_the_end(t15_moderated: Pack) -> None:
    before = status(Procurement.open(t15_moderated.folder))
    summarise(t15_moderated.folder)
    after = status(Procurement.open(t15_moderated.folder))

    assert (before.moderation, before.result, after.result) == (True, False, True)
    assert after.next_step == f"Look at {t15_moderated.result}."
