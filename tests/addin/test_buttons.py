"""The buttons on an open workbook: told in words, the screen put back, faults never raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from sv_excel.addin.__main__ import main
from sv_excel.addin.buttons import GUIDE
from sv_excel.addin.excel import TITLE, Desk
from sv_excel.addin.excel_book import OURS
from sv_excel.addin.logbook import log_file
from sv_excel.addin.outcome import DONE, NEEDS_FOLDER, TOLD, UNTOLD, Outcome, button, found
from sv_excel.errors.excel import NoExcelError, OpenBookError
from sv_excel.findings.finding import Finding, Report

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw


def press(app: xw.App, action: str, *arguments: str) -> tuple[int, list[str]]:
    """The exit status, and the boxes shown, of a button as the launcher presses it."""
    status = main([action, "--hwnd", str(app.hwnd), *arguments])
    return status, [text for text, _, _ in app.impl.alerts]


def coded(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def test_clearing_marks_takes_ours_away_and_says_how_many(app: xw.App, book: xw.Book) -> None:
    book.sheets[0].range("A1").add_note(f"{OURS}The score is missing.")
    book.sheets[0].range("A2").add_note("A person's own")

    said = press(app, "clear_marks", "--book", coded(book.name))

    assert said == (DONE, ["1 note cleared."])
    assert [note.text for note in book.sheets[0].notes] == ["A person's own"]


def test_the_screen_and_status_bar_are_put_back(app: xw.App, book: xw.Book) -> None:
    app.screen_updating = True

    press(app, "clear_marks", "--book", coded(book.name))

    assert (app.screen_updating, app.impl.seen) == (True, [f"{TITLE}: clearing marks ...", False])


def test_the_screen_is_put_back_after_a_fault_and_a_screen_that_was_still_stays_still(
    app: xw.App, book: xw.Book
) -> None:
    @button("breaking")
    def broken(desk: Desk) -> Outcome:
        raise ZeroDivisionError(desk.book.name)

    app.screen_updating = False
    outcome = broken()

    assert (outcome.status, app.screen_updating, app.status_bar) == (TOLD, False, False)
    assert str(log_file()) in outcome.text
    assert book.name not in outcome.text


def test_a_fault_that_a_person_can_put_right_is_told_in_a_box(app: xw.App, book: xw.Book) -> None:
    @button("failing")
    def failing(desk: Desk) -> Outcome:
        raise OpenBookError("is in the way.", "Close it.", file=desk.book.name)

    failing()

    assert app.impl.alerts == [(f"{book.name}: is in the way. Close it.", TITLE, "critical")]


def test_the_log_says_which_button_and_how_it_ended_and_keeps_the_traceback(app: xw.App, book: xw.Book) -> None:
    press(app, "clear_marks", "--book", coded(book.name))

    @button("breaking")
    def broken(desk: Desk) -> Outcome:
        raise ZeroDivisionError(desk.app.version)

    broken()

    text = log_file().read_text(encoding="utf-8")
    assert "INFO clear_marks: status 0, 0 findings" in text
    assert "ERROR broken failed" in text
    assert "ZeroDivisionError: 16.0" in text


def test_the_guide_and_about_need_no_workbook(app: xw.App) -> None:
    guide = press(app, "guide")
    about = press(app, "about")

    assert guide == (DONE, [GUIDE])
    assert [line.split()[0] for line in about[1][1].splitlines()] == ["sv-excel", "Python", "Excel", "Log"]


def test_without_a_workbook_a_button_says_so(app: xw.App) -> None:
    assert press(app, "clear_marks") == (
        TOLD,
        [str(NoExcelError())],
    )


def test_a_workbook_that_was_closed_meanwhile_is_told(app: xw.App) -> None:
    assert press(app, "clear_marks", "--book", coded("gone.xlsx")) == (
        TOLD,
        ["gone.xlsx: is not open in Excel any more. Open it, then try again."],
    )


def test_another_excels_window_is_not_taken_for_this_one(app: xw.App, book: xw.Book) -> None:
    book.sheets[0].range("A1").add_note(f"{OURS}x")

    status = main(["clear_marks", "--hwnd", str(app.hwnd + 1)])

    assert (status, app.impl.alerts, len(book.sheets[0].notes)) == (UNTOLD, [], 1)


def test_the_pack_is_found_from_the_open_workbook(app: xw.App, book: xw.Book, pack: Path) -> None:
    status, boxes = press(app, "open_moderation", "--book", coded(book.name))

    assert (status, boxes) == (DONE, [])
    assert app.books.active.fullname == str(pack / "moderation.xlsx")


def test_a_workbook_that_is_open_already_comes_to_the_front_once(app: xw.App, book: xw.Book) -> None:
    for _ in range(2):
        press(app, "open_moderation", "--book", coded(book.name))

    assert [one.name for one in app.books] == ["moderation.xlsx", "evaluation-e1.xlsx"]


def test_without_a_pack_the_launcher_is_asked_for_the_folder_and_no_box_is_shown(app: xw.App, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    app.books.open(tmp_path / "other.xlsx")

    assert press(app, "open_moderation") == (NEEDS_FOLDER, [])


def test_a_folder_that_was_named_is_taken(app: xw.App, pack: Path) -> None:
    status, _ = press(app, "open_moderation", "--pack", coded(str(pack)))

    assert (status, app.books.active.name) == (DONE, "moderation.xlsx")


def test_a_folder_that_is_no_pack_is_told(app: xw.App, tmp_path: Path) -> None:
    status, boxes = press(app, "open_moderation", "--pack", coded(str(tmp_path)))

    assert (status, len(boxes)) == (TOLD, 1)


def test_a_moderation_workbook_that_is_not_made_yet_is_told(app: xw.App, book: xw.Book, pack: Path) -> None:
    (pack / "moderation.xlsx").unlink()

    status, (box,) = press(app, "open_moderation", "--book", coded(book.name))

    assert (status, box.endswith("Press Consolidate first.")) == (TOLD, True)


def test_assessment_summaries_are_listed(app: xw.App, book: xw.Book, pack: Path) -> None:
    for name in "BA":
        (pack / "result" / f"assessment-summary-{name}.docx").write_bytes(b"x")

    status, (box,) = press(app, "assessment_summaries", "--book", coded(book.name))

    assert status == DONE
    assert box.splitlines()[1:] == ["assessment-summary-A.docx", "assessment-summary-B.docx"]


def test_a_workbook_that_carries_code_is_refused(app: xw.App, book: xw.Book) -> None:
    book.impl.document.book.active.title = "payload.py"

    status, (box,) = press(app, "check_scores", "--book", coded(book.name))

    assert (status, "carries settings or code" in box) == (TOLD, True)


def test_a_long_list_is_cut_to_what_a_box_holds() -> None:
    findings = tuple(Finding("score-missing", "x" * 500, "Enter one.") for _ in range(30))

    outcome = found(Report(findings), "30 things")

    assert (outcome.status, outcome.mode, outcome.text.splitlines()[-1]) == (TOLD, "critical", "... and 22 more.")
    assert (len(outcome.text.splitlines()), max(map(len, outcome.text.splitlines()))) == (11, 233)


def test_warnings_alone_do_not_fail() -> None:
    report = Report((Finding("protection-removed", "a", "b", severity="warning"),))

    assert (found(report, "x").status, found(report, "x").mode) == (DONE, "info")
