"""The VBA's own rules, read from its text, and each callback run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_ribbon import CONTROLS
from vba_host import Control, Host, Ribbon

from sv_excel.addin.__main__ import text_of
from sv_excel.addin.build import MODULES, source
from sv_excel.addin.outcome import DONE, NEEDS_FOLDER, TOLD, UNTOLD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES = (*(f"{name}.bas" for name in MODULES), "ThisWorkbook.cls")
TAGS = {str(button.get("id")): str(button.get("tag") or "") for button in CONTROLS}
KINDS = ("none", "evaluation", "price", "response", "moderation", "result")


def code(name: str) -> str:
    """A module without its comments and texts."""
    lines = (re.sub(r'"(?:[^"]|"")*"', '""', line) for line in source(name).splitlines())
    return "\n".join(line.partition("'")[0].rstrip() for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_a_module_declares_everything(name: str) -> None:
    first = next(line for line in code(name).splitlines() if line and not line.startswith("Attribute"))

    assert first == "Option Explicit"


@pytest.mark.parametrize("name", FILES)
def test_a_module_never_ignores_an_error(name: str) -> None:
    assert re.findall(r"On Error Resume Next", code(name)) == []


@pytest.mark.parametrize("name", FILES)
def test_a_module_is_plain_ascii_with_lines_that_the_editor_shows(name: str) -> None:
    assert source(name).isascii()
    assert [line for line in source(name).splitlines() if len(line) > 120 or line != line.rstrip()] == []


@pytest.mark.parametrize("name", FILES)
def test_a_module_ends_what_it_begins(name: str) -> None:
    for kind in ("Sub", "Function"):
        begun = re.findall(rf"^(?:Public|Private) {kind} ", code(name), re.MULTILINE)
        ended = re.findall(rf"^End {kind}$", code(name), re.MULTILINE)
        assert len(begun) == len(ended)


def test_only_the_shell_module_reaches_beyond_excel_and_never_through_a_command_interpreter() -> None:
    reaching = re.compile(r"\b(CreateObject|GetObject|Declare|Shell|FileDialog|Kill|Open|SendKeys|Environ)\b")
    found = {name: sorted(set(reaching.findall(code(name)))) for name in FILES}

    assert found == {name: ["CreateObject", "FileDialog"] if name == "SvShell.bas" else [] for name in FILES}
    assert re.findall(r"cmd|powershell|wscript\.exe|cscript", "".join(map(source, FILES)), re.IGNORECASE) == []


@pytest.mark.parametrize("button", CONTROLS, ids=lambda button: str(button.get("id")))
def test_a_button_starts_the_pinned_python_once(button: object, host: Host, pinned: Mapping[str, str]) -> None:
    name = button.get("id")  # type: ignore[attr-defined]
    action = re.sub(r"(?<!^)(?=[A-Z])", "_", name.removeprefix("sv")).lower()
    host.app.add_workbook()

    host.press(button.get("onAction"), Control(name, TAGS[name]))  # type: ignore[attr-defined]

    (line,) = host.started
    book = line.rpartition(" --book ")[2]
    assert line == f'"{pinned["INTERPRETER"]}" -I -m sv_excel.addin {action} --hwnd 4711 --book {book}'
    assert (text_of(book), host.boxes) == ("Book1", [])


def test_any_name_passes_the_command_line_unharmed(host: Host) -> None:
    for name in ('a=b "c" %PATH% & d.xlsx', "Überprüfung \N{EN DASH} №1.xlsx", "\U0001f600.xlsx"):
        units = name.encode("utf-16-le")  # VBA's texts are UTF-16 units
        held = "".join(
            units[place : place + 2].decode("utf-16-le", "surrogatepass") for place in range(0, len(units), 2)
        )
        assert text_of(str(host.app.run("SvHex", held))) == name


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        (r"C:\venv\Scripts\python.exe", True),
        (r"python.exe", False),
        (r"\\server\share\python.exe", False),
        (r"C:\%TEMP%\python.exe", False),
        ('C:\\a" & calc & "\\python.exe', False),
        ("", False),
    ],
)
def test_only_a_full_path_without_meaning_to_a_command_line_is_started(host: Host, path: str, safe: bool) -> None:  # noqa: FBT001
    assert host.app.run("SvSafePath", path) is safe


def test_an_add_in_without_an_interpreter_says_so_and_starts_nothing(tmp_path: Path, pinned: Mapping[str, str]) -> None:
    host = Host(tmp_path, {**pinned, "INTERPRETER": ""})
    host.app.add_workbook()

    host.press("SvCheckScores", Control("svCheckScores", ""))

    assert host.started == []
    assert host.boxes == ["The add-in does not know its Python. Close Excel and run: sv-excel addin install"]


@pytest.mark.parametrize("sheet", ["sv_excel.conf", "XLWINGS.CONF", "payload.py"])
def test_a_workbook_with_settings_or_code_is_refused(host: Host, sheet: str) -> None:
    host.app.add_workbook()
    host.app.add_module(f'Sub Rename()\n    ActiveWorkbook.Worksheets(1).Name = "{sheet}"\nEnd Sub\n', name="Setup")
    host.app.run("Rename")

    host.press("SvCheckScores", Control("svCheckScores", ""))

    assert (host.started, [box[:21] for box in host.boxes]) == ([], ["This workbook carries"])


def test_a_workbook_with_macros_is_refused(host: Host) -> None:
    host.app.add_workbook()
    host.behave(project=True)

    host.press("SvCheckScores", Control("svCheckScores", ""))

    assert (host.started, len(host.boxes)) == ([], 1)


def test_a_python_that_windows_will_not_start_is_told(host: Host) -> None:
    host.app.add_workbook()
    host.behave(status=70)

    host.press("SvVerify", Control("svVerify", ""))

    assert host.boxes == ["Python could not do this (70). Run: sv-excel addin doctor"]


def test_a_python_that_told_nobody_is_told_by_the_launcher_with_the_log(host: Host) -> None:
    host.app.add_workbook()
    host.behave(status=UNTOLD)

    host.press("SvVerify", Control("svVerify", ""))

    (box,) = host.boxes
    assert box.startswith("Python could not begin, or could not reach this workbook. Try again.")
    assert box.endswith(r"run: sv-excel addin doctor. The log is %LOCALAPPDATA%\sv_excel\addin.log")


def test_the_launcher_knows_pythons_exit_statuses() -> None:
    said = dict(re.findall(r"Private Const (\w+) As Long = (\d+)", source("SvLaunch.bas")))

    assert said == {"DONE": str(DONE), "UNTOLD": str(UNTOLD), "NEEDS_FOLDER": str(NEEDS_FOLDER), "TOLD": str(TOLD)}


def test_without_a_workbook_nothing_is_started_and_all_but_help_is_greyed(
    tmp_path: Path, pinned: Mapping[str, str]
) -> None:
    host = Host(tmp_path, pinned, empty=True)
    for name, tag in TAGS.items():
        host.press(f"SvRibbon.Sv{name.removeprefix('sv')}", Control(name, tag))

    about = f"sv-excel {pinned['VERSION']}\n{pinned['INTERPRETER']}\n\n"
    assert (host.started, set(host.boxes)) == (
        [],
        {f"{about}Open a workbook first; in Protected View press Enable Editing."},
    )
    assert [name for name, tag in TAGS.items() if tag and host.enabled(Control(name, tag))] == []


def test_a_fault_that_python_has_told_is_not_told_twice(host: Host) -> None:
    host.app.add_workbook()
    host.behave(status=TOLD)

    host.press("SvVerify", Control("svVerify", ""))

    assert (len(host.started), host.boxes) == (1, [])


def test_where_the_folder_is_not_known_it_is_asked_for_and_passed_on(host: Host) -> None:
    host.app.add_workbook()
    host.behave(status=3, folder=r"C:\Tenders\Cleaning 2026")

    host.press("SvConsolidate", Control("svConsolidate", ""))

    first, second = host.started
    assert (second.startswith(first), text_of(second.rpartition(" --pack ")[2])) == (True, r"C:\Tenders\Cleaning 2026")


def test_a_folder_that_is_not_given_ends_it(host: Host) -> None:
    host.app.add_workbook()
    host.behave(status=3)

    host.press("SvConsolidate", Control("svConsolidate", ""))

    assert (len(host.started), host.boxes) == (1, [])


@pytest.mark.parametrize("kind", KINDS)
def test_buttons_are_greyed_by_the_card(host: Host, kind: str) -> None:
    host.app.add_workbook()
    if kind != "none":
        lines = [
            'ActiveWorkbook.Worksheets(1).Name = "Card"',
            'Range("A2").Value = "kind"',
            f'Range("B2").Value = "{kind}"',
        ]
        host.app.add_module("Sub Lay()\n    " + "\n    ".join(lines) + "\nEnd Sub\n", name="Setup")
        host.app.run("Lay")

    enabled = {name for name, tag in TAGS.items() if tag and host.enabled(Control(name, tag))}

    assert enabled == {name for name, tag in TAGS.items() if kind in tag.split()}


def test_the_ribbon_is_asked_again_when_another_workbook_comes_to_the_front(host: Host) -> None:
    ribbon = Ribbon()
    host.app.run("SvOnLoad", ribbon)

    host.app.run("SvRefresh")

    assert ribbon.asked == 1
