"""`status`: who has returned what, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from stranger import but, fill_in
from sv_excel.cli import cli
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.decide import Grounds, conflict
from sv_excel.steps.entries import entries
from sv_excel.steps.intake.procurement import Procurement
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


def counted(pack: Pack) -> dict[str, tuple[int | None, int]]:
    lines = status(Procurement.open(pack.folder)).lines
    return {f"{line.kind} {line.subject}": (line.entered, line.asked) for line in lines}


def test_what_is_asked_leaves_out_a_bid_that_its_evaluator_is_kept_from(t15: Pack) -> None:
    every = counted(t15)["evaluation e1"][1]
    book = fill_in(t15.evaluation("e1"), t15.returned / "one.xlsx")
    ours = sum(entry["required"] and entry["key"].get("bid") == "B" for entry in entries(book).to_data()["entries"])

    conflict(t15.folder, "e1", "B", "exclude", Grounds("A cousin works there.", Occasion.given()))

    assert ours > 0
    assert counted(t15)["evaluation e1"] == (every - ours, every - ours)


def test_of_a_response_nothing_is_asked_and_the_table_says_so_with_a_dash(t15: Pack) -> None:
    fill_in(t15.response("A"), t15.returned / "a.xlsx")

    said = CliRunner().invoke(cli, ["status", str(t15.folder)]).stdout

    assert counted(t15)["response A"] == (0, 0)
    assert "0 of 0" not in said
    assert next(line for line in said.splitlines() if "a.xlsx" in line).split()[-2] == "-"
