"""Excel with the add-in loaded, and a procurement open in it, for the add-in's tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from xlengines.by_openpyxl import OpenpyxlDocument
from xlengines.engine import register

sys.path.insert(0, str(Path(__file__).parent))

from vba_host import Host

from sv_excel.addin.excel import CALL, Call
from sv_excel.addin.logbook import LOG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import xlwings as xw

PINNED = {"INTERPRETER": r"C:\sv & co\python.exe", "VERSION": "0.1.0", "CARD_SHEET": "Card", "CARD_KIND": "kind"}


@pytest.fixture
def pinned() -> Mapping[str, str]:
    return PINNED


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path, PINNED)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A log of this test's own, and no call left over."""
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    token = CALL.set(Call())
    yield
    CALL.reset(token)
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()


@pytest.fixture
def app() -> xw.App:
    return register("openpyxl", OpenpyxlDocument)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "cleaning-2026"
    for name in ("issued", "returned", "result"):
        (folder / name).mkdir(parents=True)
    (folder / "register.json").write_text("{}", encoding="utf-8")
    for place in ("issued/evaluation-e1.xlsx", "moderation.xlsx"):
        openpyxl.Workbook().save(folder / place)
    return folder


@pytest.fixture
def book(app: xw.App, pack: Path) -> xw.Book:
    return app.books.open(pack / "issued" / "evaluation-e1.xlsx")
