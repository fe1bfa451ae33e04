"""From the ribbon's button to a changed document: VBA, its command line, a new Python process, a live LibreOffice."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from test_ribbon import CONTROLS
from vba_host import Control, Host

from sv_excel.addin.__main__ import main
from sv_excel.addin.excel_book import OURS, ExcelBook, furnished
from sv_excel.pack.paths import Pack
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.demo import demo
from sv_excel.xlsx.read.open import read_workbook
from xlengines.by_openpyxl import OpenpyxlDocument
from xlengines.engine import register

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from engines.libreoffice import LibreOffice

NOON = "1790000000"
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


ACTIONS = {
    str(one.get("id")): re.sub(r"(?<!^)(?=[A-Z])", "_", str(one.get("id")).removeprefix("sv")).lower()
    for one in CONTROLS
}


def lock_objects(document: OpenpyxlDocument) -> None:
    """LibreOffice puts no note on a locked sheet, whatever else the lock allows."""
    for sheet in document.book:
        sheet.protection.objects = True


def click(name: str, workbook: Path, host: Host, office: LibreOffice, home: Path) -> dict[str, Any]:
    """What a press of a ribbon button did to a workbook that is open in LibreOffice."""
    host.app.open_workbook(workbook)
    (button,) = [one for one in CONTROLS if one.get("id") == name]
    host.press(str(button.get("onAction")), Control(name, str(button.get("tag"))))
    (line,) = host.started
    words = shlex.split(line.replace("\\", "\\\\"))
    answer = subprocess.run(
        [sys.executable, PRESS, office.pipe, workbook, *words[4:]],
        env={"LOCALAPPDATA": str(home), "PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": NOON},
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
        "open": ["evaluation-e1.xlsx"],
        "notes": [["Sheet", 1, 2, "A person's own"]],
    }
    comments = [cell.comment and cell.comment.text for cell in openpyxl.load_workbook(workbook)["Sheet"][1]]
    assert comments == [None, "A person's own"]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example procurement, worked out."""
    return demo(tmp_path_factory.mktemp("story") / "demo").pack.folder


EVALUATION, MODERATION, RESULT = "issued/evaluation-e1.xlsx", "moderation.xlsx", "result/result.xlsx"
FRONT = {
    "svCheckScores": EVALUATION,
    "svNextProblem": EVALUATION,
    "svClearMarks": EVALUATION,
    "svOpenModeration": RESULT,
}


@pytest.fixture
def homes(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The procurement twice, and a clock that stands still: for openpyxl and for LibreOffice."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    here, there = (Path(shutil.copytree(story, tmp_path / engine / "demo")) for engine in ("openpyxl", "libreoffice"))
    return here, there


def lay_out(name: str, folder: Path) -> Path:
    """The procurement brought to the point where this button has something to do; the workbook that is in front."""
    pack = Pack(folder)
    if name in {"svConsolidate", "svModerationQueue"}:
        pack.moderation.unlink()
    if name in {"svConsolidate", "svModerationQueue", "svWorkOutResult"}:
        shutil.rmtree(pack.result)
    if name == "svModerationQueue":
        consolidate(pack.folder)
    if name == "svWhoIsMissing":
        next(pack.returned.glob("evaluation-e2*")).unlink()
    return folder / (EVALUATION if name == "svConsolidate" else FRONT.get(name, MODERATION))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(before: Mapping[str, bytes], folder: Path, but: Path) -> list[str]:
    """Which files are new or other than before, but for the one that the test itself saves."""
    now = files_of(folder)
    return sorted(name for name in now if before.get(name) != now[name] and folder / name != but)


@pytest.mark.parametrize("button", CONTROLS, ids=lambda one: str(one.get("id")))
def test_every_button_does_in_libreoffice_what_it_does_on_the_other_engine(
    button: Element, homes: tuple[Path, Path], host: Host, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    name = str(button.get("id"))
    here, there = (lay_out(name, home) for home in homes)
    before = [files_of(home) for home in homes]
    app = register("openpyxl", OpenpyxlDocument)
    document = app.books.open(here).impl.document
    lock_objects(document)

    status = main([ACTIONS[name], "--hwnd", str(app.hwnd)])
    told = click(name, there, host, libreoffice, tmp_path / "local")

    shown = None if document.shown is None else list(document.shown)
    assert [status, [neutral(text, homes[0]) for text, _, _ in app.impl.alerts]] == [
        told["status"],
        [neutral(text, homes[1]) for text, _, _ in told["alerts"]],
    ]
    assert [shown, app.impl.seen, True] == [told["shown"], told["seen"], told["updating"]]
    assert [book.name for book in app.books] == told["open"]
    assert changed(before[0], homes[0], here) == changed(before[1], homes[1], there)


def neutral(text: str, home: Path) -> str:
    """What a box says, whichever folder it is about, but for what LibreOffice takes off when it saves."""
    return re.sub(r"\n\nmoderation.xlsx  protection is off: .*", "", text.replace(str(home), "PACK"))


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
