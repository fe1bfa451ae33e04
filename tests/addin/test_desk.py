"""Excel as it can be: busy, gone, more than one, read-only, with workbooks from the web and of the same name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlwings as xw
from click.testing import CliRunner

from sv_excel.addin.__main__ import main
from sv_excel.addin.buttons import BUTTONS
from sv_excel.addin.commands import live
from sv_excel.addin.excel import CALL, Call, Desk
from sv_excel.addin.excel_book import OURS
from sv_excel.addin.logbook import LOG, log_file, open_log
from sv_excel.addin.outcome import DONE, NEEDS_FOLDER, TOLD, UNTOLD, Outcome, button
from sv_excel.errors.excel import NoExcelError, OpenBookError
from xlengines import cells, engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WEB = "https://trust.sharepoint.com/sites/Tenders/Shared Documents/evaluation-e1.xlsx"


class BusyError(Exception):
    """What a busy Excel answers."""


class Calls:
    """Counts the calls to Excel while a button is pressed, and refuses one of them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.refused: int | None = None

    def count(self, name: str) -> None:
        self.made.append(name)
        if len(self.made) == self.refused:
            raise BusyError(name)


def watch(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Every member of the engine that xlwings uses, counted."""
    calls = Calls()
    monkeypatch.setattr(engine.App, "screen_updating", property(lambda _: True, lambda _self, _value: None))
    for kind in (engine.App, engine.Books, engine.Book, engine.Sheets, cells.Sheet, cells.Range, cells.Note):
        for name, held in list(vars(kind).items()):
            if not name.startswith("_"):
                watched = _watched(calls, f"{kind.__name__}.{name}", held)
                monkeypatch.setattr(kind, name, watched) if watched else None
    return calls


def _watched(calls: Calls, name: str, held: Any) -> Any:  # noqa: ANN401 - any member
    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: object, **named: object) -> object:
            calls.count(name)
            return function(*given, **named)

        return counted

    if isinstance(held, property):
        assert held.fget
        return property(before(held.fget), held.fset and before(held.fset))
    return before(held) if callable(held) else None


PRESSED = ("check_scores", "next_problem", "clear_marks", "open_moderation", "who_is_missing", "about", "guide")


@pytest.mark.parametrize("action", PRESSED)
def test_whatever_call_excel_refuses_the_status_bar_is_put_back_and_nothing_is_raised(
    action: str, app: xw.App, book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = watch(monkeypatch)
    BUTTONS[action]()
    total = len(calls.made)

    for refused in range(1, total + 1):
        calls.made.clear()
        calls.refused = refused
        BUTTONS[action]()
        calls.refused = None
        assert app.status_bar is False, (action, refused)
    assert (total > 5, book.name) == (True, "evaluation-e1.xlsx")


def test_the_screen_is_put_back_at_the_second_attempt(app: xw.App, monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: list[object] = []

    def refuse_once(_: object, value: object) -> None:
        set_to.append(value)
        if set_to == [False, True]:
            raise BusyError

    monkeypatch.setattr(engine.App, "screen_updating", property(lambda _: True, refuse_once))

    assert (BUTTONS["guide"]().status, set_to, app.status_bar) == (DONE, [False, True, True], False)


def test_where_no_box_can_be_shown_the_launcher_is_told(app: xw.App, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BusyError

    monkeypatch.setattr(engine.App, "alert", refused)
    open_log()

    assert main(["guide", "--hwnd", str(app.hwnd)]) == UNTOLD
    assert "No box was shown" in log_file().read_text("utf-8")


def test_a_python_that_cannot_begin_is_not_taken_for_one_that_has_told() -> None:
    ended = subprocess.run([sys.executable, "-I", "-m", "no_such_module"], capture_output=True, check=False).returncode

    assert ended == UNTOLD
    assert len({DONE, UNTOLD, NEEDS_FOLDER, TOLD, 2}) == 5


def test_without_a_place_for_the_log_a_button_works_all_the_same(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))

    assert main(["guide", "--hwnd", str(app.hwnd)]) == DONE


def test_live_where_there_is_no_excel_says_so_without_a_traceback(tmp_path: Path) -> None:
    code = "from sv_excel.cli import main; main(['live', 'check'])"
    answer = subprocess.run(
        [sys.executable, "-c", code], env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert (answer.returncode, answer.stderr) == (1, "")
    assert "desktop Excel cannot be reached from here. The plain commands do the same on files" in answer.stdout


def test_what_live_could_not_do_is_a_finding_in_json(app: xw.App) -> None:
    result = CliRunner().invoke(live, ["check", "--json"])

    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["clean"], len(app.books)) == (1, False, 0)
    assert [(finding["code"], f"{finding['problem']} {finding['remedy']}") for finding in answer["findings"]] == [
        ("refused", str(NoExcelError()))
    ]


def test_live_keeps_its_traceback_in_the_log(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise BusyError

    monkeypatch.setattr(cells.Sheet, "notes", property(broken))

    result = CliRunner().invoke(live, ["clear"])

    assert (result.exit_code, result.stderr, str(log_file()) in result.stdout) == (1, "", True)
    assert ("BusyError" in log_file().read_text("utf-8"), book.name) == (True, "evaluation-e1.xlsx")


@pytest.fixture
def on_the_web(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """The workbook opened straight from SharePoint, and xlwings not finding a copy of it here."""

    def fullname(held: engine.Book) -> str:
        if held.document is book.impl.document:
            raise xw.XlwingsError("Couldn't find the local SharePoint folder")
        return str(held.document.path)

    monkeypatch.setattr(engine.Book, "fullname", property(fullname))
    return book


def test_a_workbook_on_sharepoint_is_told_what_to_do(app: xw.App, on_the_web: xw.Book) -> None:
    assert (main(["check_scores", "--hwnd", str(app.hwnd)]), app.impl.alerts[-1][0]) == (
        TOLD,
        (
            f"{on_the_web.name}: has no file on this computer; perhaps it is new, or open straight from SharePoint or "
            "OneDrive. Save it in a folder here, then try again."
        ),
    )


def test_a_workbook_on_sharepoint_beside_it_keeps_nothing_from_working(
    app: xw.App, on_the_web: xw.Book, pack: Path
) -> None:
    CALL.set(Call(pack=pack))

    assert (BUTTONS["open_moderation"]().status, app.books.active.name) == (DONE, "moderation.xlsx")
    assert on_the_web.name in [book.name for book in app.books]


def test_a_file_that_is_open_by_another_path_is_known_to_be_the_same(app: xw.App, pack: Path, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.symlink_to(pack, target_is_directory=True)
    app.impl.books.open(str(drive / "moderation.xlsx"))

    assert BUTTONS["open_moderation"]().status == DONE
    assert [book.fullname for book in app.books] == [str(drive / "moderation.xlsx")]


def test_another_workbook_of_the_same_name_is_told_before_anything_is_made(
    app: xw.App, book: xw.Book, pack: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "moderation.xlsx"
    other.parent.mkdir()
    shutil.copyfile(pack / "moderation.xlsx", other)
    app.books.open(other)
    CALL.set(Call(book=book.name))

    for action in ("open_moderation", "consolidate", "work_out_result"):
        assert BUTTONS[action]().text == (
            f"{pack / 'moderation.xlsx'}: cannot be opened, since another workbook that is called moderation.xlsx is "
            "open in Excel. Close that one, then try again."
        )


def test_a_workbook_that_excel_does_not_save_stays_open(
    app: xw.App, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise BusyError("Document was opened as read-only")

    app.books.open(pack / "moderation.xlsx")
    monkeypatch.setattr(engine.Book, "save", refused)

    assert BUTTONS["consolidate"]().text == (
        "moderation.xlsx: Excel does not save it; perhaps it is open read-only. Save your entries under another name "
        "if there are any, close it, then try again."
    )
    assert [book.name for book in app.books] == ["moderation.xlsx"]


def test_a_workbook_in_protected_view_is_not_in_front(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        """Excel's Nothing, as xlwings wraps it."""

        def __getattr__(self, name: str) -> object:
            raise AttributeError(name)

    monkeypatch.setattr(engine.Books, "active", property(lambda _: Nothing()))

    assert (BUTTONS["check_scores"]().text, book.name) == (str(NoExcelError()), "evaluation-e1.xlsx")


@pytest.fixture
def second(app: xw.App) -> Iterator[xw.App]:
    """Another Excel behind this one."""
    other = engine.App(app.impl.apps, hwnd=app.hwnd + 100)
    app.impl.apps.open.append(other)
    yield xw.App(impl=other)
    app.impl.apps.open.remove(other)


def test_of_two_excels_the_window_says_which(app: xw.App, second: xw.App, book: xw.Book, pack: Path) -> None:
    there = second.books.open(pack / "issued" / "evaluation-e1.xlsx")
    for one in (book, there):
        one.sheets[0].range("A1").add_note(f"{OURS}x")

    assert main(["clear_marks", "--hwnd", str(second.hwnd), "--book", coded(book.name)]) == DONE
    assert [len(one.sheets[0].notes) for one in (book, there)] == [1, 0]
    assert (app.impl.alerts, len(second.impl.alerts)) == ([], 1)


def test_after_a_change_of_window_the_workbook_says_which_excel_where_only_one_has_it(
    app: xw.App, second: xw.App, pack: Path
) -> None:
    second.books.open(pack / "moderation.xlsx")
    gone = ["clear_marks", "--hwnd", "1", "--book", coded("moderation.xlsx")]

    alone = main(gone)
    app.books.open(pack / "moderation.xlsx")

    assert (alone, main(gone)) == (DONE, UNTOLD)


def coded(text: str) -> str:
    return text.encode("utf-16-be").hex()


@pytest.mark.parametrize("sheet", ["sv_excel.conf", "XLWINGS.CONF", "payload.py"])
@pytest.mark.parametrize("action", list(BUTTONS))
def test_no_button_works_on_a_workbook_that_carries_settings_or_code(action: str, sheet: str, book: xw.Book) -> None:
    book.impl.document.book.active.title = sheet

    assert BUTTONS[action]().text == (
        f"{book.name}: its sheet {sheet!r} carries settings or code for an add-in, so it is not processed. Ask the "
        "procurement lead for a new copy."
    )


TIDY = """
import atexit, sys, types
for name in ("xlwings._xlwindows", "xlwings._xlmac"):
    module = sys.modules[name] = types.ModuleType(name)
    module.cleanup = lambda name=name: print("started by", name)
    atexit.register(module.cleanup)
{then}
"""


@pytest.mark.parametrize(("then", "programs"), [("", 2), ("from sv_excel.addin.buttons import guide; guide()", 0)])
def test_xlwings_is_kept_from_starting_programs_when_python_ends(then: str, programs: int, tmp_path: Path) -> None:
    code = TIDY.format(then=then)
    answer = subprocess.run(
        [sys.executable, "-c", code], env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=True
    )

    assert answer.stdout.count("started by") == programs


@pytest.mark.usefixtures("app")
def test_a_button_that_fails_tells_its_person_and_its_log_how() -> None:
    @button("failing")
    def failing(desk: Desk) -> Outcome:
        raise OpenBookError("is too old.", subject=desk.app.version)

    open_log()

    assert (failing().status, "INFO OpenBookError" in log_file().read_text("utf-8")) == (TOLD, True)
    assert LOG.name == "sv_excel.addin"


def test_a_name_with_quotes_accents_and_blanks_in_its_path_is_found(app: xw.App, tmp_path: Path) -> None:
    folder = tmp_path / "St John's & Saint-Étienne 100%" / "a b"
    folder.mkdir(parents=True)
    path = folder / "l'évaluation №1 (copy).xlsx"
    openpyxl.Workbook().save(path)
    app.books.open(path)

    assert main(["check_scores", "--hwnd", str(app.hwnd), "--book", coded(path.name)]) == TOLD
    assert "not-ours" not in app.impl.alerts[0][0]
    assert path.name in app.impl.alerts[0][0]
