"""What was kept: packs of released versions still go through, broken workbooks get the exact words beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.summarise import summarise
from trust.keep import BROKEN, EXPECTED, PACKS, words
from trust.packs import OCCASION
from trust.small import generated

KEPT = sorted(path for path in PACKS.iterdir() if path.is_dir())
WORKBOOKS = sorted(BROKEN.glob("*.xlsx"))


def version(path: Path) -> str:
    return path.name


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A copy of the pack that the broken workbooks were returned to."""
    return Path(shutil.copytree(KEPT[0], tmp_path / "pack"))


def test_there_is_a_kept_pack_and_there_are_fifteen_broken_workbooks() -> None:
    assert KEPT[0].name == "0.1.0"
    assert len(WORKBOOKS) >= 15
    assert sorted(BROKEN.glob("*.txt")) == [path.with_suffix(".txt") for path in WORKBOOKS]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_broken_workbook_is_told_in_the_exact_words(path: Path, kept: Path) -> None:
    assert words(path, kept) == path.with_suffix(".txt").read_text("utf-8").splitlines()


def test_broken_workbooks_stop_no_good_one(kept: Path) -> None:
    for path in WORKBOOKS:
        shutil.copy(path, kept / "returned" / f"broken-{path.name}")

    told = {finding.file for finding in check([kept / "returned"], load_catalogue)}

    assert told == {f"broken-{path.name}" for path in WORKBOOKS}


@pytest.mark.parametrize("pack", KEPT, ids=version)
def test_pack_of_a_released_version_still_goes_through(pack: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(pack, tmp_path / "pack"))

    brought = consolidate(folder, occasion=OCCASION, force=True)
    done = summarise(folder, occasion=OCCASION)

    assert [str(finding) for finding in (*brought.report, *done.report) if finding.severity == "error"] == []
    assert (folder / "result" / "result.json").read_text("utf-8") == (PACKS / f"{pack.name}-{EXPECTED}").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("pack", KEPT, ids=version)
def test_returns_of_a_released_version_are_read_as_they_were(pack: Path) -> None:
    told = [str(finding) for finding in check([pack / "returned"], load_catalogue) if finding.severity == "error"]

    assert told == []


def test_same_definition_still_makes_a_pack(tmp_path: Path) -> None:
    assert sorted(path.name for path in generated(tmp_path / "new").issued.iterdir()) == sorted(
        path.name for path in (KEPT[0] / "issued").iterdir()
    )
