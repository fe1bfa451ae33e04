"""`sv-excel live`: the same as the ribbon, said on the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
from click.testing import CliRunner

from sv_excel.addin.buttons import BUTTONS
from sv_excel.addin.commands import live
from sv_excel.addin.excel_book import OURS

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw


def test_every_button_but_the_guide_has_a_command() -> None:
    assert len(live.commands) == len(BUTTONS) - 1


def test_live_says_it_on_the_terminal_and_shows_no_box(app: xw.App, book: xw.Book) -> None:
    book.sheets[0].range("A1").add_note(f"{OURS}x")

    plain = CliRunner().invoke(live, ["clear"])
    answer = json.loads(CliRunner().invoke(live, ["clear", "--json"]).stdout)

    assert (plain.exit_code, plain.stdout) == (0, "1 note cleared.\n")
    assert answer == {"message": "0 notes cleared.", "findings": [], "clean": True}
    assert app.impl.alerts == []


def test_live_without_a_pack_says_so_and_ends_with_1(app: xw.App, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    app.books.open(tmp_path / "other.xlsx")

    result = CliRunner().invoke(live, ["moderation"])

    assert (result.exit_code, "register.json" in result.stdout) == (1, True)
