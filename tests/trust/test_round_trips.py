"""Workbooks that other programs wrote whole again: no error, at most one warning a file, and the same entries."""

from __future__ import annotations

import os
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from sv_excel.books.file import read_workbook
from sv_excel.steps.examine import examine
from sv_excel.steps.figures import workbooks_apart
from sv_excel.steps.returns import Recognised, by_register, opened
from trust.judging import BOOKS
from trust.packs import demo_pack, procurement, returned

if TYPE_CHECKING:
    from engines.libreoffice import LibreOffice

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"
WRITERS = ("openpyxl", "exceljs", "LibreOffice")
RESULT = "result/result.xlsx"


def resaved(name: str, writer: str, folder: Path, libreoffice: LibreOffice) -> bytes:
    """A workbook of the demo, opened and saved by another program."""
    source, target = demo_pack() / name, folder / "saved.xlsx"
    if writer == "openpyxl":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            openpyxl.load_workbook(source).save(target)
    elif writer == "exceljs":
        command: list[str | Path] = ["node", HERE / "resave.js", source, target]
        subprocess.run(command, check=True, env={**os.environ, "NODE_MODULES": str(MODULES)}, timeout=120)
    else:
        libreoffice.fill(source, {}, target)
    return target.read_bytes()


def recognised(name: str, book: bytes) -> Recognised:
    found = by_register(opened(read_workbook(book, name)), procurement().register)
    assert isinstance(found, Recognised), found
    return found


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", [BOOKS[0], BOOKS[3], "returned/price.xlsx", "returned/response-A.xlsx", BOOKS[-1]])
def test_resaved_workbook_gives_no_error_and_one_warning_at_most(
    name: str, writer: str, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    before = recognised(name, returned(name))
    after = recognised(name, resaved(name, writer, tmp_path, libreoffice))

    told = [finding for finding in examine(after, procurement()) if finding not in examine(before, procurement())]

    assert after.held.answers == before.held.answers
    assert [(finding.code, finding.severity) for finding in told] in ([], [("protection-removed", "warning")])


@pytest.mark.parametrize("writer", WRITERS)
def test_resaved_result_shows_the_same_figures(writer: str, tmp_path: Path, libreoffice: LibreOffice) -> None:
    before, after = (
        read_workbook(book, RESULT) for book in (returned(RESULT), resaved(RESULT, writer, tmp_path, libreoffice))
    )

    assert list(workbooks_apart(after, before)) == []
