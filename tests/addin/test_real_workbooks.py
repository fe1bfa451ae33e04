"""The buttons on workbooks of a real pack: the same findings by command, openpyxl and LibreOffice."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sv_excel.addin.buttons import BUTTONS
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.entries import entries
from sv_excel.steps.generate import generate
from xlengines.by_openpyxl import OpenpyxlDocument
from xlengines.engine import register

if TYPE_CHECKING:
    import xlwings as xw

    from engines.libreoffice import LibreOffice
    from sv_excel.findings.finding import Finding

TESTS = Path(__file__).parents[1]


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """An evaluator's workbook of a new pack."""
    definition = tmp_path / "tender.yaml"
    shutil.copyfile(TESTS / "data" / "tenders" / "contract-example.yaml", definition)
    return generate(definition, tmp_path / "pack").pack.evaluation("e1")


@pytest.fixture
def opened(app: xw.App, issued: Path) -> xw.Book:
    return app.books.open(issued)


def fill_in(book: xw.Book, path: Path, *, leave: str = "") -> None:
    """Type every entry's own example, but for those of the field ``leave``."""
    for entry in entries(path).to_data()["entries"]:
        field, value = entry["key"]["field"], entry["example"]
        if field != leave:
            typed = dt.date.fromisoformat(value) if field == "signed_date" else value
            book.sheets[entry["sheet"]].range(entry["cell"]).value = typed


def by_command(path: Path) -> tuple[Finding, ...]:
    return check([path], load_catalogue).findings


@pytest.mark.usefixtures("opened")
def test_an_empty_workbook_gives_the_findings_of_the_command(issued: Path) -> None:
    outcome = BUTTONS["check_scores"]()

    assert outcome.report.findings == by_command(issued)
    assert len(outcome.report.findings) > 10


def test_what_was_typed_counts_before_it_is_saved(opened: xw.Book, issued: Path) -> None:
    fill_in(opened, issued, leave="rationale")

    outcome = BUTTONS["check_scores"]()

    assert {finding.code for finding in outcome.report} == {"rationale-missing"}
    assert outcome.report.findings != by_command(issued)
    opened.save()
    assert outcome.report.findings == by_command(issued)


def test_a_complete_workbook_is_told_so(opened: xw.Book, issued: Path) -> None:
    fill_in(opened, issued)

    outcome = BUTTONS["check_scores"]()

    assert (outcome.report.findings, outcome.text, outcome.status) == ((), "evaluation-e1.xlsx is complete.", 0)


def test_checking_goes_to_the_first_cell_and_next_problem_walks_through_all_and_round(opened: xw.Book) -> None:
    findings = BUTTONS["check_scores"]().report.findings
    document = opened.impl.document
    first = document.shown

    walked = []
    for _ in findings:
        BUTTONS["next_problem"]()
        walked.append(document.shown)

    order = [(f.address.sheet, f.address.row, f.address.column) for f in findings if f.address]
    assert [first, *walked] == [*order, order[0]]


def lock_objects(book: xw.Book) -> None:
    """As somebody may lock the sheets of a workbook further than they were issued."""
    for sheet in book.impl.document.book:
        sheet.protection.objects = True


def test_locked_sheets_are_left_without_notes_and_the_list_says_it(opened: xw.Book) -> None:
    lock_objects(opened)

    outcome = BUTTONS["check_scores"]()

    assert [note for sheet in opened.sheets for note in sheet.notes] == []
    assert "Locked sheets take no notes" in outcome.text


def test_on_sheets_that_take_notes_every_cell_is_marked_and_marking_again_doubles_nothing(opened: xw.Book) -> None:
    findings = BUTTONS["check_scores"]().report.findings
    BUTTONS["check_scores"]()

    marked = {(sheet.name, *place) for sheet in opened.sheets for place in opened.impl.document.notes(sheet.name)}
    assert marked == {(f.address.sheet, f.address.row, f.address.column) for f in findings if f.address}
    assert BUTTONS["clear_marks"]().text == f"{len(marked)} notes cleared."


def test_a_workbook_away_from_its_pack_is_held_against_its_own_card(app: xw.App, issued: Path, tmp_path: Path) -> None:
    alone = tmp_path / "desk" / "mine.xlsx"
    alone.parent.mkdir()
    shutil.copyfile(issued, alone)
    app.books.open(alone)

    assert BUTTONS["check_scores"]().report.findings == by_command(alone)


def test_a_workbook_that_is_not_ours_is_told(app: xw.App, pack: Path) -> None:
    app.books.open(pack / "issued" / "evaluation-e1.xlsx")
    (pack / "register.json").unlink()

    assert [finding.code for finding in BUTTONS["check_scores"]().report] == ["not-ours"]


def test_who_is_missing_names_them(opened: xw.Book, issued: Path) -> None:
    before = [finding.subject for finding in BUTTONS["who_is_missing"]().report]
    fill_in(opened, issued)
    opened.save()
    shutil.copyfile(issued, issued.parents[1] / "returned" / "any name.xlsx")
    after = [finding.subject for finding in BUTTONS["who_is_missing"]().report]

    assert [str(subject)[-4:] for subject in before] == ["(e1)", "(e2)", "(e3)"]
    assert after == before[1:]


def press_in_libreoffice(office: LibreOffice, path: Path, action: str) -> dict[str, Any]:
    answer = subprocess.run(
        [sys.executable, TESTS / "xlengines" / "press.py", office.pipe, path, action],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


@pytest.mark.parametrize("leave", ["score", "mechanism", "nothing"])
def test_libreoffice_says_and_shows_the_same(issued: Path, libreoffice: LibreOffice, leave: str) -> None:
    app = register("openpyxl", OpenpyxlDocument)
    book = app.books.open(issued)
    fill_in(book, issued, leave=leave)
    lock_objects(book)
    book.save()
    commanded = by_command(issued)
    outcome = BUTTONS["check_scores"]()

    told = press_in_libreoffice(libreoffice, issued, "check_scores")

    assert outcome.report.findings == commanded
    assert [told["status"], told["alerts"]] == [outcome.status, [[outcome.text, "Social Value", outcome.mode]]]
    shown = book.impl.document.shown
    assert told["shown"] == (None if shown is None else list(shown))
