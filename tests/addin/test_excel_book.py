"""A workbook that is open in Excel, read whole and marked, over the openpyxl engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Protection

from sv_excel.addin.excel_book import OURS, ExcelBook, Note, furnished, plain
from sv_excel.findings.address import Address
from sv_excel.workbooks.sheet.grid import Found, Grid, SheetGrid
from sv_excel.xlsx.read.open import read_workbook
from xlengines.by_openpyxl import OpenpyxlDocument
from xlengines.cells import Range
from xlengines.engine import register

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

MISSING = Note(Address("Scores", 2, 2), "The score is missing.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "evaluation-e1.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scores"
    sheet.append(["Question", "Score"])
    sheet.append(["Q1", 4.2])
    sheet.append([dt.date(2026, 9, 1), True])
    sheet.append(["=1/0", "#N/A"])
    sheet["B2"].protection = Protection(locked=False)
    sheet["A6"] = "'=typed as text"
    sheet["A6"].data_type = "s"
    sheet["A6"].value = "=typed as text"
    sheet["A6"].data_type = "s"
    book.create_sheet("Second")["C3"] = "  kept  "
    book.save(path)
    return path


@pytest.fixture
def opened(path: Path) -> xw.Book:
    return register("openpyxl", OpenpyxlDocument).books.open(path)


def test_every_sheet_is_read_with_exact_values_formulas_and_errors(opened: xw.Book) -> None:
    grid = ExcelBook(opened).read()

    assert grid == Grid(
        "evaluation-e1.xlsx",
        (
            SheetGrid(
                "Scores",
                cells={
                    (1, 1): Found("Question"),
                    (1, 2): Found("Score"),
                    (2, 1): Found("Q1"),
                    (2, 2): Found(Decimal("4.2")),
                    (3, 1): Found(dt.date(2026, 9, 1)),
                    (3, 2): Found(True),  # noqa: FBT003 - what the cell holds
                    (4, 1): Found(None, "1/0"),
                    (4, 2): Found("#N/A", error=True),
                    (6, 1): Found("=typed as text"),
                },
            ),
            SheetGrid("Second", cells={(3, 3): Found("  kept  ")}),
        ),
    )


def test_a_live_book_on_its_saved_furniture_is_what_the_file_door_reads(opened: xw.Book, path: Path) -> None:
    saved = read_workbook(path)

    assert furnished(ExcelBook(opened).read(), saved) == saved


def test_what_was_typed_since_counts_and_the_saved_locks_stay(opened: xw.Book, path: Path) -> None:
    opened.sheets["Scores"].range("B2").value = 7
    opened.sheets["Scores"].range("A1").value = None

    grid = furnished(ExcelBook(opened).read(), read_workbook(path))

    assert grid.sheets[0].cells[2, 2] == Found(Decimal(7), locked=False)
    assert grid.sheets[0].cells[1, 1].value is None


def test_a_sheet_that_is_not_in_the_saved_file_is_seen() -> None:
    saved = Grid("a.xlsx", (SheetGrid("One"),), structure_locked=True)
    live = replace(saved, sheets=(*saved.sheets, SheetGrid("Two", cells={(1, 1): Found("x")})), structure_locked=False)

    merged = furnished(live, saved)

    assert ([sheet.name for sheet in merged.sheets], merged.structure_locked) == (["One", "Two"], True)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (None, None),
        ("", None),
        (3.0, Decimal(3)),
        (0.1 + 0.2, Decimal("0.30000000000000004")),
        (1e22, Decimal("1E+22")),
        (Decimal("12.5000"), Decimal("12.5")),
        (False, False),
        (dt.datetime(2026, 9, 1, 17, 30), dt.date(2026, 9, 1)),  # noqa: DTZ001 - Excel has no zones
        (" text ", " text "),
    ],
)
def test_a_value_becomes_plain(value: object, exact: object) -> None:
    assert (plain(value), type(plain(value))) == (exact, type(exact))


@pytest.mark.parametrize(
    ("given", "typed", "held"),
    [
        (-2146826243, "=B1#", Found("#SPILL!", "B1#", error=True)),
        (-2146826238, "#CALC!", Found("#CALC!", error=True)),
        (Decimal("1234.5679"), "1234.56789", Found(Decimal("1234.56789"))),
        (Decimal("1234.5679"), "=B1", Found(Decimal("1234.5679"), "B1")),
        (Decimal("12.0000"), "12", Found(Decimal(12))),
    ],
)
def test_what_excel_gives_in_its_own_way_is_what_the_file_holds(
    opened: xw.Book, monkeypatch: pytest.MonkeyPatch, given: object, typed: str, held: Found
) -> None:
    document = opened.impl.document
    monkeypatch.setattr(document, "value", lambda *_: given)
    monkeypatch.setattr(document, "formula", lambda *_: typed)

    assert ExcelBook(opened).read().sheets[0].cells[1, 1] == held


def test_a_sheet_is_read_in_two_round_trips_however_many_cells_it_has(
    opened: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips: list[str] = []
    for name in ("raw_value", "formula"):
        read = vars(Range)[name].fget
        watched = property(lambda cells, name=name, read=read: trips.append(name) or read(cells))
        monkeypatch.setattr(Range, name, watched)

    ExcelBook(opened).read()

    assert trips == ["raw_value", "formula"] * len(opened.sheets)


def test_a_note_is_put_down_and_only_ours_are_cleared(opened: xw.Book) -> None:
    opened.sheets["Scores"].range("A2").add_note("A person's own")
    book = ExcelBook(opened)

    left = book.mark([MISSING])
    texts = [note.text for note in opened.sheets["Scores"].notes]
    cleared = book.clear_marks()

    assert (left, sorted(texts)) == ((), ["A person's own", f"{OURS}The score is missing."])
    assert (cleared, [note.text for note in opened.sheets["Scores"].notes]) == (1, ["A person's own"])


def test_a_cell_with_a_persons_note_is_left_to_the_list(opened: xw.Book) -> None:
    opened.sheets["Scores"].range("B2").add_note("A person's own")

    assert ExcelBook(opened).mark([MISSING]) == (MISSING,)
    assert [note.text for note in opened.sheets["Scores"].notes] == ["A person's own"]


def test_a_locked_sheet_is_left_as_it_is(opened: xw.Book) -> None:
    sheet = opened.impl.document.book["Scores"]
    sheet["A2"].comment = Comment(f"{OURS}Old.", "sv_excel")
    sheet.protection.enable()
    sheet.protection.objects = True
    book = ExcelBook(opened)

    assert (book.mark([MISSING]), book.clear_marks()) == ((MISSING,), 0)
    assert [note.text for note in opened.sheets["Scores"].notes] == [f"{OURS}Old."]


def test_a_mark_on_a_sheet_that_is_gone_is_left_to_the_list(opened: xw.Book) -> None:
    gone = Note(Address("Gone", 1, 1), "x")

    assert ExcelBook(opened).mark([gone]) == (gone,)


def test_going_to_a_cell_shows_it(opened: xw.Book) -> None:
    book = ExcelBook(opened)

    book.go_to(Address("Second", 3, 3))

    assert (book.here(), opened.impl.document.shown) == (Address("Second", 3, 3), ("Second", 3, 3))


def test_a_book_knows_its_file_and_whether_it_has_one(opened: xw.Book, path: Path) -> None:
    book = ExcelBook(opened)
    here = book.path

    opened.impl.document.path = "https://example.sharepoint.com/evaluation-e1.xlsx"

    assert (here, book.path) == (path, None)
