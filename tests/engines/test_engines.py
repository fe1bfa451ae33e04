from __future__ import annotations

import datetime as dt
import os
import signal
import time
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Protection
from openpyxl.styles.fonts import Font

from engines import ironcalc_engine, sdk_validator
from engines.libreoffice import LibreOffice, LibreOfficeRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMULAS = {
    "A1": ("=1+1", 2.0),
    "A2": ('="x"&"y"', "xy"),
    "A3": ("=1/0", "#DIV/0!"),
    "A4": ("=1=1", True),
    "A5": ('=""', ""),
    "A6": ("=NA()", "#N/A"),
    "A7": ("=Z99", 0.0),
    "A8": ('=VALUE("q")', "#VALUE!"),
    "A9": ("=nosuch()", "#NAME?"),
    "A10": ("=_xlfn.RANK.EQ(B2,B1:B3)", 1.0),
    "A11": ('=IFERROR(1/0,"none")', "none"),
    "A12": ("=SUMPRODUCT(B1:B3,B1:B3)", 65.0),
    "A13": ("=ROUND(2.5,0)", 3.0),
}
EXPECTED = {("A sheet", cell): value for cell, (_, value) in FORMULAS.items()} | {("Hidden", "A1"): 6.0}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Formulas on a visible and on a hidden sheet, without any value worked out."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "A sheet"
    for cell, (formula, _) in FORMULAS.items():
        sheet[cell] = formula
    for row, value in enumerate((0, 7, 4), 1):
        sheet.cell(row, 2, value)
    sheet["C1"] = True
    hidden = workbook.create_sheet("Hidden")
    hidden["A1"] = "='A sheet'!B2-1"
    hidden.sheet_state = "hidden"
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    workbook.close()
    return path


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same file with one of its parts altered, beside it."""
    out = path.with_name(f"altered-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return out


def empty_value(path: Path) -> bytes:
    """How openpyxl wrote a value that nobody worked out: one way with lxml, another without."""
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    return next(way for way in (b"<v />", b"<v/>", b"<v></v>") if way in sheet)


@contextmanager
def loaded(path: Path, *, data_only: bool = False) -> Iterator[openpyxl.Workbook]:
    workbook = openpyxl.load_workbook(path, data_only=data_only)
    yield workbook
    workbook.close()


@pytest.fixture
def misled(book: Path) -> Path:
    """The same formulas, each with the wrong value 41 beside it."""
    path = rewritten(book, "xl/worksheets/sheet1.xml", empty_value(book), b"<v>41</v>")
    with loaded(path, data_only=True) as workbook:
        assert [workbook["A sheet"][cell].value for cell in FORMULAS] == [41] * len(FORMULAS)
    return path


def test_ironcalc_works_every_formula_out(book: Path) -> None:
    assert ironcalc_engine.recalculate(book) == EXPECTED


def test_ironcalc_believes_no_value_in_the_file(misled: Path) -> None:
    assert ironcalc_engine.recalculate(misled) == EXPECTED


def test_ironcalc_prints_nothing(book: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ironcalc_engine.recalculate(book)

    assert capfd.readouterr() == ("", "")


def test_libreoffice_works_every_formula_out(book: Path, libreoffice: LibreOffice) -> None:
    assert libreoffice.recalculate(book) == EXPECTED


def test_libreoffice_believes_no_value_in_the_file(misled: Path, libreoffice: LibreOffice) -> None:
    assert libreoffice.recalculate(misled) == EXPECTED


def test_libreoffice_fills_in_as_a_person_would(book: Path, tmp_path: Path, libreoffice: LibreOffice) -> None:
    typed = {"A sheet": {"B2": 9, "C2": "=not a formula", "C3": dt.date(2026, 9, 1), "C4": "é 3"}}

    filled = libreoffice.fill(book, typed, tmp_path / "filled.xlsx")

    with loaded(filled) as workbook:
        sheet = workbook["A sheet"]
        assert [sheet[cell].value for cell in ("B2", "C2", "C3", "C4")] == [
            9,
            "=not a formula",
            dt.datetime(2026, 9, 1),  # noqa: DTZ001 - a date in a cell has no zone
            "é 3",
        ]
        assert sheet["C2"].data_type == "s"
        assert sheet["A1"].value == "=1+1"
    assert libreoffice.recalculate(filled)["Hidden", "A1"] == 8.0


def test_libreoffice_types_into_no_locked_cell(tmp_path: Path, libreoffice: LibreOffice) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"].protection = Protection(locked=False)
    sheet.protection.enable()
    workbook.save(tmp_path / "locked.xlsx")
    workbook.close()

    libreoffice.fill(tmp_path / "locked.xlsx", {"Sheet": {"A1": 3}}, tmp_path / "filled.xlsx")
    with pytest.raises(LibreOfficeRefusedError, match="Sheet!B1 is locked"):
        libreoffice.fill(tmp_path / "locked.xlsx", {"Sheet": {"B1": 3}}, tmp_path / "filled.xlsx")


def test_libreoffice_refuses_what_is_no_workbook(tmp_path: Path, libreoffice: LibreOffice) -> None:
    with pytest.raises(LibreOfficeRefusedError, match=r"absent\.xlsx"):
        libreoffice.recalculate(tmp_path / "absent.xlsx")


def test_libreoffice_pictures_every_page_of_visible_sheets(
    book: Path, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    with loaded(book) as workbook:
        long = workbook.create_sheet("Long")
        long["A1"], long["A100"] = "the first page", "the second page"
        workbook.save(book)

    pages = libreoffice.render(book, tmp_path / "pages")

    assert [page.name for page in pages] == ["book-1.png", "book-2.png", "book-3.png"]
    assert {page.read_bytes()[:4] for page in pages} == {b"\x89PNG"}


def test_libreoffice_comes_back_when_it_dies_and_leaves_nothing(book: Path) -> None:
    with LibreOffice() as office:
        first = office.processes
        os.killpg(first[0], signal.SIGKILL)

        assert office.recalculate(book) == EXPECTED

        second = office.processes
        assert set(first).isdisjoint(second)
    assert office.processes == ()
    assert not any(_runs(process) for process in (*first, *second))


def _runs(group: int) -> bool:
    """Whether any process of this group still runs, a moment granted for the kernel to clear up."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def valid(book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same workbook with fonts in the order that the schema asks for, which openpyxl does not keep."""
    order = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name")
    monkeypatch.setattr(Font, "__elements__", (*order, "family", "charset", "scheme"))
    with loaded(book) as workbook:
        workbook.save(book)
    return book


def test_validator_finds_nothing_in_a_valid_file(valid: Path) -> None:
    assert sdk_validator.validate([valid]) == []


def test_validator_names_file_part_and_fault(valid: Path) -> None:
    broken = rewritten(valid, "xl/worksheets/sheet1.xml", b"<sheetData>", b"<nonsense/><sheetData>")

    errors = sdk_validator.validate([valid, broken])

    assert len(errors) == 1
    assert errors[0].startswith(
        "altered-book.xlsx/xl/worksheets/sheet1.xml /x:worksheet[1]: The element has invalid child"
    )


def test_validator_says_so_of_a_file_that_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "torn.xlsx").write_bytes(b"PK torn")

    assert sdk_validator.validate([tmp_path / "torn.xlsx"]) == ["torn.xlsx : File contains corrupted data."]


def test_validator_missing_is_told_not_passed_over(
    valid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sdk_validator, "_REPOSITORY", tmp_path)
    monkeypatch.delenv("OOXML_VALIDATOR", raising=False)

    with pytest.raises(sdk_validator.ValidatorMissingError, match="npm install"):
        sdk_validator.validate([valid])
