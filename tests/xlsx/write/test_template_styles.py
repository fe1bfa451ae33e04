"""The templates: what they must hold, what a buyer may change in Excel, and what comes of it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from engines.excel_lint import lint
from engines.sdk_validator import validate
from evaluations import laid
from sv_excel.errors.base import SvExcelError
from sv_excel.errors.files import TemplateError
from sv_excel.workbooks.sheet.styles import STYLES
from sv_excel.workbooks.sheet.template_text import KINDS
from sv_excel.xlsx.write.template_styles import STYLES_PART, read_look
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

TEMPLATES = Path(__file__).parents[3] / "workbook_templates"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A buyer's own copy of the templates."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def edited(path: Path, change: Callable[[Workbook], object]) -> None:
    """Change a template as a person does."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def restyled(path: Path, change: Callable[[str], str]) -> None:
    """Change the text of a template's styles."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[STYLES_PART].decode()
    parts[STYLES_PART] = change(before).encode()
    assert parts[STYLES_PART].decode() != before
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_shipped_look_has_words_for_every_kind() -> None:
    furniture = read_look(TEMPLATES).furniture
    assert set(furniture.guidance) == set(KINDS)
    assert all(furniture.guidance.values())
    assert furniture.banner == (
        "OFFICIAL - SENSITIVE: COMMERCIAL. For the named person only. Keep inside the procurement team.",
    )


@pytest.mark.parametrize("style", ["sv.banner", "sv.choice", "sv.code"])
def test_template_without_a_style_is_refused_by_name(folder: Path, style: str) -> None:
    restyled(folder / "look.xlsx", lambda text: text.replace(f'"{style}"', '"sv.other"'))
    with pytest.raises(TemplateError, match=rf"look\.xlsx: the named style {style} is missing\."):
        read_look(folder)


def test_template_without_the_banner_is_refused_by_name(folder: Path) -> None:
    edited(folder / "look.xlsx", lambda book: book.remove(book["Banner"]))
    with pytest.raises(TemplateError, match=r"look\.xlsx: the sheet Banner is missing\."):
        read_look(folder)


@pytest.mark.parametrize("name", ["look.xlsx", "guidance.xlsx"])
def test_template_that_is_not_there_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(SvExcelError, match=name):
        read_look(folder)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)], ids=["empty", "text", "empty zip"])
def test_template_that_is_no_workbook_is_refused_by_name(folder: Path, content: bytes) -> None:
    (folder / "look.xlsx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"look\.xlsx: it cannot be read as a workbook\."):
        read_look(folder)


def test_template_whose_styles_are_spoilt_is_refused_by_name(folder: Path) -> None:
    restyled(folder / "look.xlsx", lambda text: text[: len(text) // 2])
    with pytest.raises(TemplateError, match=r"look\.xlsx: it cannot be read as a workbook\."):
        read_look(folder)


def test_template_with_an_entity_is_refused(folder: Path) -> None:
    restyled(folder / "look.xlsx", lambda _: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(TemplateError, match=r"look\.xlsx: it cannot be read as a workbook\."):
        read_look(folder)


def test_template_without_a_sheet_of_guidance_gives_none(folder: Path) -> None:
    edited(folder / "guidance.xlsx", lambda book: book.remove(book["price"]))
    assert set(read_look(folder).furniture.guidance) == set(KINDS) - {"price"}


def test_buyer_s_words_stand_in_the_workbook(folder: Path) -> None:
    edited(folder / "look.xlsx", lambda book: book["Banner"].__setitem__("A2", "  Ring 0123 for help.  "))
    edited(folder / "guidance.xlsx", lambda book: book["evaluation"].__setitem__("A1", "Start here."))
    furniture = read_look(folder).furniture
    assert furniture.banner[1:] == ("Ring 0123 for help.",)
    assert furniture.guidance["evaluation"][0] == "Start here."


def test_buyer_s_colours_stand_in_the_workbook(folder: Path) -> None:
    restyled(folder / "look.xlsx", lambda text: text.replace("1F3A5F", "7A1B5F"))
    book = openpyxl.load_workbook(io.BytesIO(print_workbook(laid(), read_look(folder))))
    sheet = book["Scores"]
    heading = next(cell for row in sheet for cell in row if cell.value == "Question")
    assert heading.fill.fgColor.rgb == "FF7A1B5F"


def by_excel(styles: str) -> str:
    """What Excel adds when it saves: later versions' namespaces, ids, font scales and extensions."""
    head = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac x16r2 xr" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        'xmlns:x16r2="http://schemas.microsoft.com/office/spreadsheetml/2015/02/main" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
    )
    tail = (
        '<extLst><ext uri="{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext></extLst></styleSheet>'
    )
    styles = styles.replace("<styleSheet ", f"<styleSheet {head} ", 1).replace("</styleSheet>", tail)
    styles = styles.replace("<fonts ", '<fonts x14ac:knownFonts="1" ', 1)
    return styles.replace("<cellStyle ", '<cellStyle xr:uid="{00000000-0005-0000-0000-000000000000}" ', 1)


def test_styles_that_excel_saved_work_as_before(folder: Path, tmp_path: Path) -> None:
    plain = read_look(folder)
    restyled(folder / "look.xlsx", by_excel)
    saved = read_look(folder)
    assert saved.source != plain.source
    assert saved.styles_xml == plain.styles_xml
    path = tmp_path / "evaluation.xlsx"
    path.write_bytes(print_workbook(laid(), saved))
    assert validate([path]) == []
    assert lint(path) == []


def test_each_style_has_a_locked_and_an_open_format() -> None:
    look = read_look(TEMPLATES)
    assert sorted(look.formats.values()) == list(range(1, 2 * len(STYLES) + 1))
    assert look.formats.keys() == {(name, locked) for name in STYLES for locked in (True, False)}
    assert sorted(look.highlights.values()) == list(range(len(STYLES)))
