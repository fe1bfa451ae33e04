"""Many packs in one run come out as each by itself, and one that cannot be consolidated stops none of the others."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from benchmarks.job import Job
from steps.many import OCCASION, returned
from sv_excel.cli import cli
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.consolidate_many import consolidate_many
from sv_excel.steps.parallel import ALONE, Workforce

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack

PACKS, EVALUATORS = 4, 8


@pytest.fixture
def packs(tmp_path: Path) -> list[Pack]:
    made = []
    for number in range(1, PACKS + 1):
        folder = tmp_path / f"lead-{number}"
        folder.mkdir()
        made.append(returned(folder, Job(questions=2, bids=2, evaluators=EVALUATORS, number=number)))
    return made


@pytest.mark.parametrize("workforce", [ALONE, Workforce(jobs=2)], ids=["alone", "two"])
def test_many_packs_come_out_as_each_by_itself(packs: list[Pack], tmp_path: Path, workforce: Workforce) -> None:
    copies = [tmp_path / f"copy-{number}" for number, _ in enumerate(packs)]
    for pack, copy in zip(packs, copies, strict=True):
        shutil.copytree(pack.folder, copy)
        assert consolidate(copy, occasion=OCCASION).report.findings == ()

    done = list(consolidate_many([pack.folder for pack in packs], occasion=OCCASION, workforce=workforce))

    assert [one.pack for one in done] == packs
    assert [one.report.findings for one in done] == [()] * PACKS
    for pack, copy in zip(packs, copies, strict=True):
        assert pack.moderation.read_bytes() == (copy / "moderation.xlsx").read_bytes()
        assert pack.register.read_bytes() == (copy / "register.json").read_bytes()


def test_one_that_cannot_be_consolidated_stops_none_of_the_others(packs: list[Pack]) -> None:
    packs[0].register.write_bytes(b"{}")
    (packs[1].returned / "e3.xlsx").unlink()
    shutil.rmtree(packs[2].folder)
    packs[2].folder.mkdir()

    done = list(consolidate_many([pack.folder for pack in packs], occasion=OCCASION))

    assert [[found.code for found in one.report] for one in done] == [["refused"], ["missing-return"], ["refused"], []]
    assert [bool(one.done.written) for one in done] == [False, False, False, True]
    assert [found.file for one in done[:3] for found in one.report] == [
        str(packs[0].register),
        str(packs[1].folder),
        str(packs[2].folder),
    ]


def test_command_tells_of_each_pack(packs: list[Pack]) -> None:
    (packs[1].returned / "e3.xlsx").write_bytes(b"")
    names = [str(pack.folder) for pack in packs[:2]]

    run = CliRunner().invoke(cli, ["consolidate", *names, "--json", "--jobs", "1"])
    told = json.loads(run.stdout)

    assert run.exit_code == 1
    assert [pack["pack"] for pack in told["packs"]] == names
    assert [pack["written"] for pack in told["packs"]] == [["moderation.xlsx"], []]
    assert [(found["code"], found["file"]) for found in told["findings"]] == [
        ("unreadable", f"{names[1]}/returned/e3.xlsx"),
        ("missing-return", names[1]),
    ]


def test_command_takes_packs_or_workbooks_and_not_both(packs: list[Pack]) -> None:
    mixed = [str(packs[0].folder), str(packs[1].folder), str(packs[0].returned / "e1.xlsx")]

    run = CliRunner().invoke(cli, ["consolidate", *mixed])

    assert run.exit_code == 2
    assert "Name either more packs or returned workbooks, not both." in run.output
    assert not packs[0].moderation.exists()


def test_command_takes_a_folder_of_workbooks_for_the_workbooks_in_it(packs: list[Pack], tmp_path: Path) -> None:
    elsewhere, empty = tmp_path / "mail", tmp_path / "empty"
    shutil.move(packs[0].returned, elsewhere)
    empty.mkdir()

    none = CliRunner().invoke(cli, ["consolidate", str(packs[0].folder), str(empty), "--json"])
    some = CliRunner().invoke(cli, ["consolidate", str(packs[0].folder), str(elsewhere), "--json", "--jobs", "1"])

    assert none.exit_code == 2
    assert "there is no workbook" in json.loads(none.stdout)["findings"][0]["problem"]
    assert some.exit_code == 0, some.output
    assert json.loads(some.stdout)["written"] == ["moderation.xlsx"]
