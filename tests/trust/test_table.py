"""Every tampering and hostile case gets exactly its findings, in bounded time and memory, and stops no other file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sv_excel.steps.intake.collect import workbooks_in
from trust.hostile import HOSTILE
from trust.measuring import MEGABYTES, SECONDS, cost_of
from trust.packs import codes_of, demo_pack, returned
from trust.tampering import TAMPERING

if TYPE_CHECKING:
    from pathlib import Path

CASES = {**{f"tampering: {name}": case for name, case in TAMPERING.items()}, **HOSTILE}


@pytest.mark.parametrize("case", CASES)
def test_case_gets_its_findings_and_no_other(case: str, tmp_path: Path) -> None:
    make, expected = CASES[case]
    path = tmp_path / "returned.xlsx"
    path.write_bytes(make())

    cost = cost_of(path)

    assert cost.found == expected
    assert cost.others == []
    assert cost.seconds < SECONDS
    assert cost.megabytes < MEGABYTES


def test_what_is_no_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    good = demo_pack() / "returned" / "evaluation-e2.xlsx"

    told = codes_of(tmp_path / "folder.xlsx", tmp_path / "pipe.xlsx", good)

    assert told == {"folder.xlsx": ["unreadable"], "pipe.xlsx": ["unreadable"], good.name: []}


def test_what_is_no_file_is_told_from_the_folder_of_returns(tmp_path: Path) -> None:
    returns = tmp_path / "returned"
    (returns / "folder.xlsx").mkdir(parents=True)
    os.mkfifo(returns / "pipe.xlsx")
    (returns / "nowhere.xlsx").symlink_to(tmp_path / "nothing")
    (returns / "endless.xlsx").symlink_to("/dev/zero")
    (returns / "circle.xlsx").symlink_to(returns / "circle.xlsx")
    (returns / "~$open.xlsx").write_bytes(b"left by Excel")

    found = workbooks_in(returns)

    assert [path.name for path in found] == ["circle.xlsx", "endless.xlsx", "folder.xlsx", "nowhere.xlsx", "pipe.xlsx"]
    assert codes_of(*found) == {path.name: ["unreadable"] for path in found}


def test_two_returns_of_one_person_are_both_told(tmp_path: Path) -> None:
    first, again = tmp_path / "first.xlsx", tmp_path / "again.xlsx"
    first.write_bytes(returned())
    again.write_bytes(TAMPERING["an average"][0]())

    told = codes_of(first, again)

    assert told["first.xlsx"] == ["duplicate-return"]
    assert told["again.xlsx"] == ["duplicate-return"]


def test_a_copy_to_the_byte_is_one_return(tmp_path: Path) -> None:
    first, again = tmp_path / "first.xlsx", tmp_path / "again.xlsx"
    first.write_bytes(returned())
    again.write_bytes(returned())

    assert codes_of(first, again) == {"first.xlsx": [], "again.xlsx": []}
