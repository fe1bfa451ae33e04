"""`verify` passes wherever a whole pack is, and names the file and the figure of each thing that was changed in one."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sv_excel.cli import cli
from sv_excel.steps.verify import verify
from trust.packs import copied, demo_pack
from trust.planting import E1, JSON, PLANTED

if TYPE_CHECKING:
    from pathlib import Path


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder with its bytes and when it was last changed."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_pack_as_it_was_made_agrees_in_every_part() -> None:
    found = verify(demo_pack())

    assert found.report.findings == ()
    assert [part.what for part in found.parts] == [
        "lines of the log",
        "files",
        "issued workbooks",
        "individual scores",
        "figures",
        "cells of the register of commitments",
    ]
    assert all(part.checked for part in found.parts)


def test_pack_that_was_zipped_moved_and_unpacked_agrees(tmp_path: Path) -> None:
    archive = tmp_path / "sent.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(demo_pack().rglob("*")):
            target.write(path, f"Cleaning 2026/{path.relative_to(demo_pack())}")
    elsewhere = tmp_path / "another machine"
    with zipfile.ZipFile(archive) as source:
        source.extractall(elsewhere)

    assert verify(elsewhere / "Cleaning 2026").report.findings == ()
    assert verify(archive).report.findings == ()


def test_nothing_is_written_into_the_pack(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    before = snapshot(folder)

    verify(folder)

    assert snapshot(folder) == before


def test_twenty_and_more_changes_are_planted() -> None:
    assert len(PLANTED) >= 20


@pytest.mark.parametrize("name", PLANTED)
def test_planted_change_is_told_with_its_file_and_figure(name: str, tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    file, change, expected = PLANTED[name]
    content = change((folder / file).read_bytes())
    if content is None:
        (folder / file).unlink()
    else:
        assert content != (folder / file).read_bytes()
        (folder / file).write_bytes(content)

    found = verify(folder)

    told = {(f.code, f.file, str(f.address or f.subject or "")) for f in found.report}
    assert set(expected) - told == set()
    assert not found.report.clean


def test_change_without_consequence_says_so(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    with (folder / "tender.yaml").open("ab") as file:
        file.write(b"# a word more\n")

    (finding,) = verify(folder).report.findings

    assert (finding.code, finding.file) == ("file-changed", "tender.yaml")
    assert finding.problem.endswith("No figure comes out otherwise.")


def test_workbook_that_another_version_made_differs_as_a_warning(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    register, definition = folder / "register.json", folder / "tender.yaml"
    register.write_bytes(re.sub(rb'"tool":"[^"]*"', b'"tool":"sv-excel 0.0.1"', register.read_bytes()))
    definition.write_bytes(PLANTED["two weightings"][1](definition.read_bytes()) or b"")

    differing = {f.severity for f in verify(folder).report if f.code == "workbook-differs"}

    assert differing == {"warning"}


def test_file_that_came_since_is_a_warning(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    shutil.copy(folder / E1, folder / "returned" / "late.xlsx")
    (folder / "result" / "notes.txt").write_text("mine")

    found = verify(folder)

    assert [(f.code, f.file, f.severity) for f in found.report] == [
        ("file-added", "result/notes.txt", "warning"),
    ]


def test_every_file_that_matters_is_held_to_the_byte(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    unseen = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        at = len(whole) * 2 // 3
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found = verify(folder).report
        if not any(finding.file == path.relative_to(folder).as_posix() for finding in found):
            unseen.append(path.name)
        path.write_bytes(whole)

    assert unseen == []


def test_command_gives_one_document() -> None:
    run = CliRunner().invoke(cli, ["verify", str(demo_pack()), "--json"])

    document = json.loads(run.stdout)
    assert run.exit_code == 0
    assert document["clean"] is True
    assert document["findings"] == []
    assert document["tender"] == "community-cleaning-2026"
    assert {part["what"]: part["differ"] for part in document["checked"]} == {
        "lines of the log": 0,
        "files": 0,
        "issued workbooks": 0,
        "individual scores": 0,
        "figures": 0,
        "cells of the register of commitments": 0,
    }


def test_command_ends_with_1_where_something_differs(tmp_path: Path) -> None:
    folder = copied(tmp_path / "pack")
    (folder / JSON).write_bytes(b"{}")

    run = CliRunner().invoke(cli, ["verify", str(folder)])

    assert run.exit_code == 1
    assert "result/result.json" in run.stdout
