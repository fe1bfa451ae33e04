"""From the ribbon's button to a changed document: VBA, its command line, a new Python process, a live LibreOffice."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from test_ribbon import CONTROLS
from vba_host import Control, Host

from sv_excel.books.excel import OURS, ExcelBook, furnished
from sv_excel.books.file import read_workbook
from xlengines.by_openpyxl import OpenpyxlDocument
from xlengines.engine import register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engines.libreoffice import LibreOffice

PRESS = Path(__file__).parents[1] / "xlengines" / "press.py"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "evaluation-e1.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Question", 3.5])
    sheet["A1"].comment = Comment(f"{OURS}The score is missing.", "sv_excel")
    sheet["B1"].comment = Comment("A person's own", "A person")
    book.save(path)
    return path


def click(name: str, workbook: Path, host: Host, office: LibreOffice, home: Path) -> dict[str, Any]:
    """What a press of a ribbon button did to a workbook that is open in LibreOffice."""
    host.app.open_workbook(workbook)
    (button,) = [one for one in CONTROLS if one.get("id") == name]
    host.press(str(button.get("onAction")), Control(name, str(button.get("tag"))))
    (line,) = host.started
    words = shlex.split(line.replace("\\", "\\\\"))
    answer = subprocess.run(
        [sys.executable, PRESS, office.pipe, workbook, *words[4:]],
        env={"LOCALAPPDATA": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    try:
        told: dict[str, Any] = json.loads(answer.stdout)
    except json.JSONDecodeError:
        pytest.fail(answer.stderr)
    return {"started": words[:4], **told}


def test_a_button_in_the_ribbon_changes_the_document(
    workbook: Path, host: Host, libreoffice: LibreOffice, tmp_path: Path, pinned: Mapping[str, str]
) -> None:
    done = click("svClearMarks", workbook, host, libreoffice, tmp_path / "home")

    assert done == {
        "started": [pinned["INTERPRETER"], "-I", "-m", "sv_excel.addin"],
        "status": 0,
        "alerts": [["1 note cleared.", "Social Value", "info"]],
        "seen": ["Social Value: clearing marks ...", False],
        "shown": None,
        "updating": True,
        "notes": [["Sheet", 1, 2, "A person's own"]],
    }
    comments = [cell.comment and cell.comment.text for cell in openpyxl.load_workbook(workbook)["Sheet"][1]]
    assert comments == [None, "A person's own"]


def test_libreoffice_openpyxl_and_the_file_door_read_the_same(libreoffice: LibreOffice, tmp_path: Path) -> None:
    path = tmp_path / "values.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Q1", 4.2, True],
        [dt.date(2026, 9, 1), 0.1, "  kept "],
        ["=B1*2", "=1/0", '=A1&" x"'],
        [None, -7],
    ):
        sheet.append(row)
    book.create_sheet("Two words")["B2"] = "=Sheet!B1+'Two words'!C3"
    book.save(path)
    libreoffice.fill(path, {}, path)

    answer = subprocess.run(
        [sys.executable, PRESS, libreoffice.pipe, path], capture_output=True, text=True, check=True, timeout=120
    )
    by_openpyxl = ExcelBook(register("openpyxl", OpenpyxlDocument).books.open(path)).read()

    assert json.loads(answer.stdout)["grid"].split("), (") == repr(by_openpyxl).split("), (")
    assert furnished(by_openpyxl, read_workbook(path)) == read_workbook(path)
