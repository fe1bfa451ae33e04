"""Real files of real writers: what openpyxl, LibreOffice and XlsxWriter write is read as one and the same workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from sv_excel.workbooks.sheet.grid import Format, Found, Validation
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engines.libreoffice import LibreOffice
    from sv_excel.workbooks.sheet.grid import Grid, Plain

TEXTS = (
    "Alder Facilities Ltd",
    "  kept  ",
    "one\ntwo",
    "a & b < c > d \"e\" 'f'",
    "3",
    "=not a formula",
    "東京 😀 \u202e",
)
FORMULAS = {
    "SUM(B2:B5)*2.5": Decimal("18.375"),
    'IF(B2="","Missing, please",B2/4)': Decimal(1),
    "_xlfn.RANK.EQ(B2,$B$2:$B$5)": Decimal(1),
    "SUMPRODUCT(('Scores'!B2:B5>2)*(Scores!B2:B5))": Decimal("7.25"),
    "INDEX('My lists'!$A$1:$A$3,MATCH(\"Two\",'My lists'!$A$1:$A$3,0))": "Two",
    "IF(AND(TRUE(),B3>1),0.10,FALSE())": Decimal("0.1"),
    'IFERROR(1/0,"none")': "none",
    'COUNTIFS($B:$B,">2")': Decimal(2),
}
SCORES = (Decimal(4), Decimal("3.25"), Decimal("0.1"), None)


def by_openpyxl() -> bytes:
    """An evaluator's workbook in little: locked texts and formulas, open scores, rules, names, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scores"
    for number, text in enumerate(TEXTS, 1):
        sheet.cell(number, 1, text).data_type = "s"
    for number in range(2, 6):
        cell = sheet.cell(number, 2, SCORES[number - 2])
        cell.protection = Protection(locked=False)
        cell.fill = PatternFill("solid", fgColor="FFFFF2CC")
    for number, formula in enumerate(FORMULAS, 1):
        sheet.cell(number, 3, f"={formula}")
    sheet["D1"], sheet["D2"], sheet["D3"] = date(2026, 9, 1), True, 0.1 + 0.2
    sheet["D4"] = "white"
    sheet["D4"].font = Font(color="FFFFFFFF")
    sheet["D5"] = 7
    sheet["D5"].number_format = ";;;"
    sheet.merge_cells("A12:C12")
    sheet.row_dimensions[20].hidden = True
    sheet["A20"] = "unseen"
    sheet.column_dimensions["F"].hidden = True
    sheet.protection.sheet = True
    scale = DataValidation(type="whole", operator="between", formula1="0", formula2="5", showErrorMessage=True)
    choice = DataValidation(type="list", formula1="Choices", showErrorMessage=True)
    sheet.add_data_validation(scale)
    sheet.add_data_validation(choice)
    for number in range(2, 6):
        scale.add(f"B{number}")
    choice.add("E2:E5")
    rule: Callable[..., Rule] = FormulaRule
    fill = PatternFill("solid", bgColor="FFFFC7CE")
    sheet.conditional_formatting.add("B2:B5", rule(formula=['$B$2=""'], fill=fill))
    sheet.conditional_formatting.add("D1:D9", rule(formula=["$D$5>3"], font=Font(color="FFFFFFFF"), fill=PatternFill()))
    lists = book.create_sheet("My lists")
    for number, text in enumerate(("One", "Two", "Three"), 1):
        lists.cell(number, 1, text)
    lists.sheet_state = "hidden"
    book.defined_names["Choices"] = DefinedName("Choices", attr_text="'My lists'!$A$1:$A$3")
    book.security = WorkbookProtection(lockStructure=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def essence(grid: Grid) -> dict[str, object]:
    """What must survive any honest re-saving: everything but cached values and cells that hold nothing."""
    return {
        "names": grid.names,
        "sheets": [
            replace(
                sheet,
                cells={
                    place: found._replace(value=None if found.formula else found.value)
                    for place, found in sorted(sheet.cells.items())
                    if found.value is not None or found.formula or not found.locked
                },
            )
            for sheet in grid.sheets
        ],
    }


def test_workbook_of_openpyxl_is_read() -> None:
    grid = read_workbook(by_openpyxl(), "issued.xlsx")
    scores, lists = grid.sheets

    assert (grid.name, grid.structure_locked) == ("issued.xlsx", True)
    assert grid.names == {"Choices": "'My lists'!$A$1:$A$3"}
    assert [scores.cells[number, 1].value for number in range(1, 8)] == list(TEXTS)
    assert [scores.cells[number, 2] for number in range(2, 6)] == [Found(value, locked=False) for value in SCORES]
    assert [scores.cells[number, 4].value for number in (1, 2, 3)] == [date(2026, 9, 1), True, Decimal("0.3")]
    assert [scores.cells[number, 4].disguise for number in (3, 4, 5)] == [
        None,
        "its text has the colour of its background",
        "its number format shows nothing",
    ]
    assert (scores.protected, lists.protected, lists.state) == (True, False, "hidden")
    assert (set(scores.hidden_rows), set(scores.hidden_columns)) == ({20}, {6})
    assert scores.merges == ((12, 1, 12, 3),)
    assert scores.validations == (
        Validation("list", "", "CHOICES", "", ((2, 5, 5, 5),), blocks=True),
        Validation("whole", "between", "0", "5", ((2, 2, 5, 2),), blocks=True),
    )
    assert scores.formats == (
        Format("expression", '$B$2=""', ((2, 2, 5, 2),)),
        Format("expression", "$D$5>3", ((1, 4, 9, 4),), "its text has the colour of its background"),
    )


@pytest.fixture(scope="module")
def resaved(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook after LibreOffice opened and saved it."""
    folder = tmp_path_factory.mktemp("resaved")
    (folder / "issued.xlsx").write_bytes(by_openpyxl())
    return libreoffice.fill(folder / "issued.xlsx", {}, folder / "returned.xlsx")


def test_workbook_saved_again_by_libreoffice_is_the_same(resaved: Path) -> None:
    assert essence(read_workbook(resaved)) == essence(read_workbook(by_openpyxl()))


def test_values_that_libreoffice_calculated_are_kept_beside_the_formulas(resaved: Path) -> None:
    cells = read_workbook(resaved).sheets[0].cells

    assert [cells[number, 3].value for number in range(1, len(FORMULAS) + 1)] == list(FORMULAS.values())


def test_workbook_of_xlsxwriter_is_the_same() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_numbers": False})
    sheet, lists = book.add_worksheet("Scores"), book.add_worksheet("My lists")
    opened = book.add_format({"locked": False, "bg_color": "#FFF2CC"})
    for number, text in enumerate(TEXTS):
        sheet.write_string(number, 0, text)
    for number, value in enumerate(SCORES, 1):
        sheet.write(number, 1, value, opened)
    for number, formula in enumerate(FORMULAS):
        sheet.write_formula(number, 2, f"={formula}")
    sheet.write_datetime("D1", datetime(2026, 9, 1), book.add_format({"num_format": "yyyy\\-mm\\-dd"}))  # noqa: DTZ001 - Excel has no zones
    sheet.write_boolean("D2", True)  # noqa: FBT003 - its own signature
    sheet.write_number("D3", 0.1 + 0.2)
    sheet.write_string("D4", "white", book.add_format({"font_color": "#FFFFFF"}))
    sheet.write_number("D5", 7, book.add_format({"num_format": ";;;"}))
    sheet.merge_range("A12:C12", "")
    sheet.set_row(19, None, None, {"hidden": True})
    sheet.write_string("A20", "unseen")
    sheet.set_column("F:F", None, None, {"hidden": True})
    sheet.protect()
    sheet.data_validation("B2:B5", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5})
    sheet.data_validation("E2:E5", {"validate": "list", "source": "=Choices"})
    sheet.conditional_format(
        "B2:B5", {"type": "formula", "criteria": '=$B$2=""', "format": book.add_format({"bg_color": "#FFC7CE"})}
    )
    sheet.conditional_format(
        "D1:D9", {"type": "formula", "criteria": "=$D$5>3", "format": book.add_format({"font_color": "#FFFFFF"})}
    )
    for number, text in enumerate(("One", "Two", "Three")):
        lists.write_string(number, 0, text)
    lists.hide()
    book.define_name("Choices", "='My lists'!$A$1:$A$3")
    book.close()

    assert essence(read_workbook(target.getvalue())) == essence(read_workbook(by_openpyxl()))


PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.integers(-(10**14), 10**14),
    st.floats(-1e300, 1e300).map(lambda figure: float(f"{figure:.15g}")),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff"),
        min_size=1,
        max_size=30,
    ),
)


Written = bool | date | float | str | None


def as_read(value: Written) -> Plain:
    """What a value that somebody wrote comes back as."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, date)):
        return value
    return Decimal(repr(value))


@given(st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 12)), PLAIN, max_size=25))
def test_what_openpyxl_writes_comes_back_and_is_what_openpyxl_reads(values: dict[tuple[int, int], Written]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), value in values.items():
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
    target = io.BytesIO()
    book.save(target)

    read = {place: found.value for place, found in read_workbook(target.getvalue()).sheets[0].cells.items()}
    again = openpyxl.load_workbook(target).active
    assert again is not None
    theirs = {
        (cell.row, cell.column): cell.value.date() if isinstance(cell.value, datetime) else cell.value
        for row in again.iter_rows()
        for cell in row
        if cell.value is not None
    }

    held = {place: value for place, value in read.items() if value is not None}
    assert held == {place: as_read(value) for place, value in values.items() if value is not None}
    assert {place: float(value) if isinstance(value, Decimal) else value for place, value in held.items()} == theirs
