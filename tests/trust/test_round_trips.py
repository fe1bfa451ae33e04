"""Workbooks that other programs wrote whole again: no error, at most one warning a file, and the same entries."""

from __future__ import annotations

import io
import os
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.recognise import Recognised, by_register, opened
from sv_excel.steps.verification.differences import workbooks_apart
from sv_excel.xlsx.read.open import read_workbook
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


def exported(name: str, *, keeps_rules: bool) -> bytes:
    """A stand-in for an application in a browser or on a tablet: no protection, rules its own way or none at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(returned(name)))
    book.security = None
    for sheet in book:
        sheet.protection.sheet = False
        sheet.sheet_state = "visible" if sheet.sheet_state == "visible" else "hidden"
        lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        others = [rule for rule in sheet.data_validations.dataValidation if rule.type != "list"]
        for rule in others:
            first = str(rule.sqref).partition(" ")[0].partition(":")[0]
            rule.type, rule.operator, rule.formula1, rule.formula2 = "custom", None, f"LEN({first})>0", None
        sheet.data_validations.dataValidation = [*lists, *others] if keeps_rules else []
        for row in sheet.iter_rows():
            for cell in row:
                cell.protection = openpyxl.styles.Protection(locked=True)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("keeps_rules", [True, False], ids=["as Google Sheets", "as Numbers"])
@pytest.mark.parametrize("name", [BOOKS[0], "returned/price.xlsx", "returned/response-A.xlsx"])
def test_export_without_any_protection_gives_one_warning(name: str, keeps_rules: bool) -> None:  # noqa: FBT001 - a case
    before, after = recognised(name, returned(name)), recognised(name, exported(name, keeps_rules=keeps_rules))

    told = [finding for finding in examine(after, procurement()) if finding not in examine(before, procurement())]

    assert after.held.answers == before.held.answers
    assert [(finding.code, finding.severity) for finding in told] == [("protection-removed", "warning")]
    assert "rules for entries on" in told[0].problem


def test_dropdown_with_other_options_is_told_even_where_nothing_is_locked() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(exported(BOOKS[0], keeps_rules=True)))
    rules = [rule for rule in book["Scores"].data_validations.dataValidation if rule.type == "list"]
    rules[0].formula1 = '"0,1,2,3,4,5,6"'
    written = io.BytesIO()
    book.save(written)

    told = examine(recognised(BOOKS[0], written.getvalue()), procurement())

    assert {finding.code for finding in told if finding.severity == "error"} == {"rule-changed"}


@pytest.mark.parametrize("writer", WRITERS)
def test_resaved_result_shows_the_same_figures(writer: str, tmp_path: Path, libreoffice: LibreOffice) -> None:
    before, after = (
        read_workbook(book, RESULT) for book in (returned(RESULT), resaved(RESULT, writer, tmp_path, libreoffice))
    )

    assert list(workbooks_apart(after, before)) == []
