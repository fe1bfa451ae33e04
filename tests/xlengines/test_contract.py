"""What sv_excel relies on xlwings for, member by member, so that the stand-in gives what desktop Excel gives."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import Protection

from xlengines.by_openpyxl import OpenpyxlDocument
from xlengines.document import LockedError
from xlengines.engine import register

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "contract.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scores"
    for row in (
        ["Question", "Score"],
        ["Q1", 3],
        ["Q2", 2.5],
        ["Q3", None],
        [dt.date(2026, 9, 1), True],
        ["#N/A", "=B2*2"],
    ):
        sheet.append(row)
    book.create_sheet("Notes")["B2"] = "here"
    book.save(path)
    return path


@pytest.fixture
def app() -> xw.App:
    return register("openpyxl", OpenpyxlDocument)


@pytest.fixture
def book(app: xw.App, workbook: Path) -> xw.Book:
    return app.books.open(workbook)


def test_numbers_come_back_as_floats_and_one_cell_as_a_scalar(book: xw.Book) -> None:
    assert [type(book.sheets["Scores"].range("B2").value), book.sheets["Scores"].range("B2").value] == [float, 3.0]


def test_a_block_comes_back_as_rows_with_ndim(book: xw.Book) -> None:
    assert book.sheets["Scores"].range((2, 1), (4, 2)).options(ndim=2).value == [["Q1", 3.0], ["Q2", 2.5], ["Q3", None]]


def test_one_cell_with_ndim_is_still_rows(book: xw.Book) -> None:
    assert book.sheets["Notes"].range((2, 2), (2, 2)).options(ndim=2).value == [["here"]]


def test_days_come_back_as_datetimes_and_truth_as_bool(book: xw.Book) -> None:
    assert book.sheets["Scores"].range("A5:B5").value == [dt.datetime(2026, 9, 1), True]  # noqa: DTZ001


def test_errors_are_none_or_their_text_if_asked(book: xw.Book) -> None:
    cell = book.sheets["Scores"].range("A6")

    assert (cell.value, cell.options(err_to_str=True).value) == (None, "#N/A")


def test_formulas_come_as_rows_of_text(book: xw.Book) -> None:
    assert book.sheets["Scores"].range("A6:B6").formula == (("#N/A", "=B2*2"),)


def test_a_formula_of_one_cell_is_a_text(book: xw.Book) -> None:
    assert book.sheets["Scores"].range("B6").formula == "=B2*2"


def test_used_range_ends_at_the_last_cell(book: xw.Book) -> None:
    last = book.sheets["Scores"].used_range.last_cell

    assert (last.row, last.column) == (6, 2)


def test_a_range_says_where_it_is(book: xw.Book) -> None:
    cell = book.sheets["Notes"].range((2, 2))

    assert (cell.sheet.name, cell.row, cell.column, cell.address) == ("Notes", 2, 2, "$B$2")


def test_writing_one_value_fills_the_range(book: xw.Book) -> None:
    book.sheets["Scores"].range("B2:B4").value = 1

    assert book.sheets["Scores"].range("B2:B4").value == [1.0, 1.0, 1.0]


def test_a_locked_cell_refuses_to_be_written_and_an_open_one_does_not(book: xw.Book) -> None:
    inner = book.impl.document.book["Scores"]
    inner["B2"].protection = Protection(locked=False)
    inner.protection.enable()

    book.sheets["Scores"].range("B2").value = 5
    with pytest.raises(LockedError):
        book.sheets["Scores"].range("B3").value = 5

    assert book.sheets["Scores"].range("B2:B3").value == [5.0, 2.5]


def test_notes_are_put_down_read_and_taken_away(book: xw.Book) -> None:
    cell = book.sheets["Scores"].range("B4")

    cell.add_note("Missing")
    said = [(note.text, cell.note is not None) for note in book.sheets["Scores"].notes]
    next(iter(book.sheets["Scores"].notes)).delete()

    assert (said, cell.note, list(book.sheets["Scores"].notes)) == ([("Missing", True)], None, [])


def test_a_second_note_on_a_cell_is_refused(book: xw.Book) -> None:
    book.sheets["Scores"].range("B4").add_note("First")

    with pytest.raises(ValueError, match="already has a note"):
        book.sheets["Scores"].range("B4").add_note("Second")


def test_a_note_on_a_sheet_with_locked_objects_is_refused(book: xw.Book) -> None:
    inner = book.impl.document.book["Scores"]
    inner.protection.enable()
    inner.protection.objects = True

    with pytest.raises(LockedError):
        book.sheets["Scores"].range("B4").add_note("Missing")


def test_selecting_moves_the_selection_of_the_book(book: xw.Book) -> None:
    book.sheets["Notes"].activate()
    book.sheets["Notes"].range((2, 2)).select()

    selection = book.selection
    assert selection is not None
    assert (selection.sheet.name, selection.address) == ("Notes", "$B$2")


def test_the_app_keeps_status_bar_screen_updating_and_alerts(app: xw.App) -> None:
    app.status_bar = "at work"
    app.screen_updating = False
    answer = app.alert("Done", "Social Value", mode="info")

    assert (app.status_bar, app.screen_updating, answer) == ("at work", False, "ok")
    assert app.impl.alerts == [("Done", "Social Value", "info")]


def test_apps_are_found_by_window_and_books_by_name(app: xw.App, book: xw.Book) -> None:
    assert [(one.hwnd, [open_book.name for open_book in one.books]) for one in xw.apps] == [(app.hwnd, [book.name])]


def test_a_book_says_where_its_file_is_and_saves_there(book: xw.Book, workbook: Path) -> None:
    book.sheets["Scores"].range("B4").value = 4
    book.save()

    assert (book.fullname, openpyxl.load_workbook(workbook)["Scores"]["B4"].value) == (str(workbook), 4)


def test_a_question_is_answered_with_the_word_of_the_button(app: xw.App) -> None:
    app.impl.answer = "yes"

    assert app.alert("Replace it?", "Social Value", buttons="yes_no") == "yes"


def test_a_closed_book_is_not_among_the_open_ones(app: xw.App, book: xw.Book) -> None:
    book.close()

    assert list(app.books) == []
