"""Each rule of the lint: a fault is planted in a workbook that has none, and the whole verdict is held against it."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from engines.excel_lint import lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
CORE = "docProps/core.xml"
CHART = "xl/charts/chart1.xml"
DRAWING = "xl/drawings/drawing1.xml"
TABLE = "xl/tables/table1.xml"
DESCRIBED = {DRAWING: (rb'(<(?:xdr:)?cNvPr id="1" name="Chart 1")', rb'\1 descr="Scores by bid"')}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A workbook with one of everything that the rules look at, and nothing wrong."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Scores"
    for row in (("Bid", "Score"), ("A", 3), ("B", 4)):
        sheet.append(row)
    sheet["D2"] = "=SUM(B2:B3)/Highest"
    sheet["D3"] = '=IFERROR(_xlfn.RANK.EQ(B3,Given[Score])+COUNTIF(Notes!A:A,"x"),"")'
    sheet["E5"] = "merged"
    sheet.merge_cells("E5:F5")
    sheet.add_table(Table(displayName="Given", name="Given", ref="A1:B3"))
    choice = DataValidation("list", formula1='"0,1,2"', sqref="B2:B3", promptTitle="Score", prompt="0 to 2")
    sheet.add_data_validation(choice)
    sheet.add_data_validation(DataValidation("decimal", formula1="0", formula2="Highest", sqref="G2 G4:G5"))
    sheet.conditional_formatting.add("B2:B3", FormulaRule(["B2>Highest"], fill=PatternFill(bgColor="FFFF0000")))
    sheet["H1"].hyperlink = Hyperlink(ref="H1", location="Notes!A1", tooltip="To the notes")
    sheet["H2"].hyperlink = "https://example.org/guide"
    sheet.column_dimensions["A"].width = 20
    sheet.row_dimensions[2].height = 30
    sheet.oddHeader.center.text = "Scores"
    sheet.freeze_panes = "B2"
    chart = BarChart()
    chart.add_data(Reference(sheet, range_string="Scores!$B$1:$B$3"), titles_from_data=True)
    sheet.add_chart(chart, "J2")
    workbook.create_sheet("Notes")["A1"] = "note"
    workbook.defined_names["Highest"] = DefinedName("Highest", attr_text="Scores!$B$3")
    workbook.properties.title, workbook.properties.language = "Scores", "en-GB"
    path = tmp_path / "good.xlsx"
    workbook.save(path)
    described = rb'\1 descr="Scores by bid"'
    return altered(path, {DRAWING: (rb'(<(?:xdr:)?cNvPr id="1" name="Chart 1")', described)})


def altered(path: Path, changes: dict[str, tuple[bytes, bytes]], *extra: tuple[str, bytes]) -> Path:
    """The same file with parts altered by pattern, and others added."""
    out = path.with_name(f"next-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in changes:
                content, times = re.subn(*changes[name], content, count=1, flags=re.DOTALL)
                assert times == 1, f"{changes[name][0]!r} is not in {name}"
            target.writestr(name, content)
        for name, content in extra:
            target.writestr(name, content)
    return out


def typed(path: Path, plant: Callable[[openpyxl.Workbook, Worksheet], object]) -> Path:
    """The same workbook after something was done to it in openpyxl; the chart keeps its alternative text."""
    workbook = openpyxl.load_workbook(path)
    plant(workbook, workbook.worksheets[0])
    out = path.with_name(f"typed-{path.name}")
    workbook.save(out)
    return altered(out, DESCRIBED)


def test_good_workbook_has_no_fault(good: Path) -> None:
    assert lint(good) == []


def test_good_workbook_stays_good_through_openpyxl(good: Path) -> None:
    assert lint(typed(good, lambda _, sheet: sheet.cell(9, 9, "more"))) == []


FORMULAS = {
    "==SUM(A1)": ["the formula is stored with an equals sign"],
    "=1+" + "+".join(["1"] * 4096): ["the formula has 8,193 characters; Excel takes 8,192"],
    "=SUM(" + ",".join(["1"] * 256) + ")": ["SUM is given 256 arguments; Excel takes 255"],
    "=" + "ABS(" * 65 + "1" + ")" * 65: ["functions stand 65 deep in each other; Excel takes 64"],
    "=ABS((1)": ["the formula leaves a bracket open"],
    '="open': ["the formula cannot be read"],
    f'="{"x" * 256}"': ["the formula holds a text of 256 characters; Excel takes 255"],
    "=TODAY()": ["TODAY is volatile: its value changes without anybody touching the workbook"],
    "=INDIRECT(A1)": ["INDIRECT is volatile: its value changes without anybody touching the workbook"],
    "=RANK.EQ(1,B2:B3)": ["RANK.EQ is stored without the prefix _xlfn."],
    "=_xlfn.SUM(1)": ["SUM is stored with the prefix _xlfn., which it does not have"],
    "=_xlfn.XLOOKUP(1,B2:B3,B2:B3)": [
        "XLOOKUP is not a function that Excel 2016 and LibreOffice 7.4 are known to calculate alike"
    ],
    "=_xlfn._xlws.FILTER(B2:B3,B2:B3)": [
        "FILTER is not a function that Excel 2016 and LibreOffice 7.4 are known to calculate alike"
    ],
    "=AGGREGATE(9,6,B2:B3)": [
        "AGGREGATE is not a function that Excel 2016 and LibreOffice 7.4 are known to calculate alike",
        "AGGREGATE is stored without the prefix _xlfn.",
    ],
    '=WEBSERVICE("x")': [
        "WEBSERVICE is not a function that Excel 2016 and LibreOffice 7.4 are known to calculate alike",
        "WEBSERVICE is stored without the prefix _xlfn.",
    ],
    "=Gone!A1": ["the formula refers to the sheet Gone, which does not exist"],
    "=SUM('It''s gone'!A1:B2)": ["the formula refers to the sheet It's gone, which does not exist"],
    "=SUM(Scores:Gone!A1)": ["the formula refers to the sheet Gone, which does not exist"],
    "=[1]Scores!A1": ["the formula refers to another file: [1]Scores!A1"],
    "='C:\\[other.xlsx]Scores'!A1": ["the formula refers to another file: 'C:\\[other.xlsx]Scores'!A1"],
    "=Unknown+1": ["the formula refers to Unknown, which is not defined"],
    "=A1048577": ["the formula refers to A1048577, which is not defined"],
    "=XFE1": ["the formula refers to XFE1, which is not defined"],
    "=#REF!+1": ["the formula refers to a cell that is gone (#REF!)"],
    "=Scores!#REF!": ["the formula refers to a cell that is gone (#REF!)"],
    "=SUM(Missing[Score])": ["the formula refers to the table Missing, which does not exist"],
    "=SUM(Given[Marks])": ["the formula refers to the column Marks of the table Given, which does not exist"],
    "=SUM(Given[[#Data],[Marks]])": ["the formula refers to the column Marks of the table Given, which does not exist"],
}


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula[:24])
def test_formula_fault_is_told(good: Path, formula: str) -> None:
    def plant(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["D2"] = formula

    assert lint(typed(good, plant)) == [f"Scores!D2: {fault}." for fault in FORMULAS[formula]]


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM($B:$B)",
        "=SUM(2:3)",
        "=SUM(Given[[#Data],[Score]])",
        "=Notes!A1",
        "=SUM(Scores:Notes!B2)",
        "=SUM({1,2;3,4})",
    ],
)
def test_formula_without_fault_passes(good: Path, formula: str) -> None:
    def plant(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["D2"] = formula

    assert lint(typed(good, plant)) == []


def _validation(**changes: str) -> Callable[[openpyxl.Workbook, Worksheet], object]:
    settings = {"type": "list", "formula1": '"0,1"', "sqref": "I2"} | changes
    return lambda _, sheet: sheet.add_data_validation(DataValidation(**settings))


def _name(name: str, text: str = "Scores!$A$1") -> Callable[[openpyxl.Workbook, Worksheet], object]:
    return lambda workbook, _: workbook.defined_names.add(DefinedName(name, attr_text=text))


TYPED: dict[str, tuple[Callable[[openpyxl.Workbook, Worksheet], object], list[str]]] = {
    "list over 255": (
        _validation(formula1=f'"{"x" * 256}"'),
        ["Scores!I2: in the validation, the list has 256 characters; Excel takes 255."],
    ),
    "list without an option": (_validation(formula1='""'), ["Scores!I2: in the validation, the list has no option."]),
    "list left open": (
        _validation(formula1='"0,1'),
        ['Scores!I2: in the validation, the list "0,1 is not closed by its quotation mark.'],
    ),
    "validation without formula": (
        lambda _, sheet: sheet.add_data_validation(DataValidation("list", sqref="I2")),
        ["Scores!I2: the validation has no formula."],
    ),
    "validation formula over 8,192": (
        _validation(type="custom", formula1="1+" + "+".join(["1"] * 4096)),
        ["Scores!I2: in the validation, the formula has 8,193 characters; Excel takes 8,192."],
    ),
    "validation to a missing sheet": (
        _validation(formula1="Gone!$A$1:$A$3"),
        ["Scores!I2: in the validation, the formula refers to the sheet Gone, which does not exist."],
    ),
    "prompt title": (
        _validation(promptTitle="x" * 33),
        ["Scores!I2: the validation's promptTitle has 33 characters; Excel takes 32."],
    ),
    "prompt": (
        _validation(prompt="x" * 256),
        ["Scores!I2: the validation's prompt has 256 characters; Excel takes 255."],
    ),
    "error title": (
        _validation(errorTitle="x" * 33),
        ["Scores!I2: the validation's errorTitle has 33 characters; Excel takes 32."],
    ),
    "error": (_validation(error="x" * 226), ["Scores!I2: the validation's error has 226 characters; Excel takes 225."]),
    "two validations on a cell": (
        _validation(sqref="G5:G6"),
        ["Scores: validations stand on both G4:G5 and G5:G6, which overlap."],
    ),
    "format formula over 8,192": (
        lambda _, sheet: sheet.conditional_formatting.add("B2", FormulaRule(["1+" + "+".join(["1"] * 4096)])),
        ["Scores!B2: in the conditional format, the formula has 8,193 characters; Excel takes 8,192."],
    ),
    "format without formula": (
        lambda _, sheet: sheet.conditional_formatting.add("B2", FormulaRule([])),
        ["Scores!B2: the conditional format has no formula."],
    ),
    "name like a cell": (_name("AB12"), ["Name AB12: looks like a cell."]),
    "name like R1C1": (_name("R2C3"), ["Name R2C3: looks like a cell."]),
    "name R": (_name("r"), ["Name r: looks like a cell."]),
    "name with a space": (_name("the top"), ["Name the top: holds a character that a name may not have."]),
    "name over 255": (_name("n" * 256), [f"Name {'n' * 256}: has 256 characters; Excel takes 255."]),
    "name that leads nowhere": (
        _name("Lost", "Gone!$A$1"),
        ["Name Lost: the formula refers to the sheet Gone, which does not exist."],
    ),
    "name twice": (_name("highest"), ["Name highest: is defined twice."]),
    "table named like a name": (
        lambda _, sheet: sheet.tables["Given"].__setattr__("displayName", "HIGHEST"),
        [
            "Scores!D3: the formula refers to the table Given, which does not exist.",
            "Table HIGHEST: its name is taken.",
        ],
    ),
    "merge overlap": (
        lambda _, sheet: sheet.merge_cells("F5:F6"),
        ["Scores: merges both E5:F5 and F5:F6, which overlap."],
    ),
    "merge in a table": (
        lambda _, sheet: sheet.merge_cells("B3:C3"),
        ["Table Given: holds the merged cells B3:C3."],
    ),
    "merge of one cell": (lambda _, sheet: sheet.merge_cells("C9:C9"), ["Scores: merges the single cell C9."]),
    "column too wide": (
        lambda _, sheet: sheet.column_dimensions["A"].__setattr__("width", 256),
        ["Scores: column 1 is 256 characters wide; Excel takes 255."],
    ),
    "row too high": (
        lambda _, sheet: sheet.row_dimensions[2].__setattr__("height", 410),
        ["Scores: row 2 is 410 points high; Excel takes 409."],
    ),
    "header too long": (
        lambda _, sheet: sheet.oddHeader.center.__setattr__("text", "x" * 254),
        ["Scores: oddHeader has 256 characters; Excel takes 255."],
    ),
    "hyperlink to a missing sheet": (
        lambda _, sheet: sheet["H1"].hyperlink.__setattr__("location", "Gone!A1"),
        ["Scores!H1: the hyperlink leads to the sheet Gone, which does not exist."],
    ),
    "hyperlink to a file": (
        lambda _, sheet: sheet["H2"].hyperlink.__setattr__("target", "file:///etc/hosts"),
        ["Scores!H2: the hyperlink leads to file:///etc/hosts, which is no web or mail address."],
    ),
    "hyperlink too long": (
        lambda _, sheet: sheet["H2"].hyperlink.__setattr__("target", "https://example.org/" + "x" * 2060),
        ["Scores!H2: the hyperlink's address has 2,080 characters; Excel takes 2,079."],
    ),
    "hyperlink tip too long": (
        lambda _, sheet: sheet["H1"].hyperlink.__setattr__("tooltip", "x" * 256),
        ["Scores!H1: the hyperlink's tip has 256 characters; Excel takes 255."],
    ),
    "table header unlike its column": (
        lambda _, sheet: sheet.__setitem__("B1", "Marks"),
        ["Table Given: the column Score has the header Marks in B1."],
    ),
    "table header a number": (
        lambda _, sheet: sheet.__setitem__("B1", 7),
        ["Table Given: the column Score has the header None in B1."],
    ),
    "tables overlap": (
        lambda _, sheet: sheet.add_table(Table(displayName="Second", name="Second", ref="A1:B3")),
        ["Scores: tables stand on both A1:B3 and A1:B3, which overlap."],
    ),
    "no title": (
        lambda workbook, _: workbook.properties.__setattr__("title", None),
        ["Properties: the workbook has no title."],
    ),
    "no language": (
        lambda workbook, _: workbook.properties.__setattr__("language", None),
        ["Properties: the workbook's language is not set."],
    ),
    "author": (
        lambda workbook, _: workbook.properties.__setattr__("creator", "jbloggs"),
        ["Properties: creator names jbloggs."],
    ),
    "last author": (
        lambda workbook, _: workbook.properties.__setattr__("lastModifiedBy", "jbloggs"),
        ["Properties: lastModifiedBy names jbloggs."],
    ),
    "two sheets selected": (
        lambda workbook, _: workbook["Notes"].sheet_view.__setattr__("tabSelected", True),
        ["Notes: is selected together with the sheet that opens, so typing would go into both."],
    ),
}


@pytest.mark.parametrize("fault", TYPED)
def test_typed_fault_is_told(good: Path, fault: str) -> None:
    plant, expected = TYPED[fault]

    assert lint(typed(good, plant)) == expected


LONG = b"x" * 32_768
COLUMN_THAT_CALCULATES = rb"\1><calculatedColumnFormula>NOW()</calculatedColumnFormula></tableColumn>"
RENAMED: list[tuple[str, list[str]]] = [
    ("N" * 32, [f"{'N' * 32}: the sheet's name has 32 characters; Excel takes 31."]),
    ("No/tes", ["No/tes: the sheet's name holds a character that Excel forbids."]),
    ("Notes'", ["Notes': the sheet's name holds a character that Excel forbids."]),
    ("SCORES", ["SCORES: two sheets have this name, upper and lower case apart."]),
    ("History", ["History: Excel keeps this sheet name for itself."]),
    ("", ["Workbook: a sheet has no name."]),
]


@pytest.mark.parametrize(("name", "expected"), RENAMED, ids=[name or "none" for name, _ in RENAMED])
def test_sheet_name_fault_is_told(good: Path, name: str, expected: list[str]) -> None:
    gone = [
        "Scores!D3: the formula refers to the sheet Notes, which does not exist.",
        "Scores!H1: the hyperlink leads to the sheet Notes, which does not exist.",
    ]

    assert lint(altered(good, {BOOK: (b'name="Notes"', f'name="{name}"'.encode())})) == [*expected, *gone]


SURGERY: dict[str, tuple[dict[str, tuple[bytes, bytes]], list[str]]] = {
    "text over 32,767": (
        {SHEET: (b"<t>merged</t>", b"<t>" + LONG + b"</t>")},
        ["Scores!E5: the text has 32,768 characters; Excel keeps 32,767."],
    ),
    "rich text over 32,767": (
        {SHEET: (b"<t>merged</t>", b"<r><t>x</t></r><r><t>" + LONG[1:] + b"</t></r>")},
        ["Scores!E5: the text has 32,768 characters; Excel keeps 32,767."],
    ),
    "control character": (
        {SHEET: (b"<t>merged</t>", b"<t>mer\x0bged</t>")},
        [f"{SHEET}: holds a control character that is not escaped."],
    ),
    "control character by number": (
        {SHEET: (b"<t>merged</t>", b"<t>mer&#x1F;ged</t>")},
        [f"{SHEET}: holds a control character that is not escaped."],
    ),
    "shared string that is not there": (
        {SHEET: (b'<c r="B2" t="n"><v>3</v>', b'<c r="B2" t="s"><v>5</v>')},
        ["Scores!B2: points to shared string 5, but there are 0."],
    ),
    "style out of range": (
        {SHEET: (b'<c r="B2"', b'<c r="B2" s="77"')},
        ["Scores!B2: has the style 77, but there are 1."],
    ),
    "row style out of range": (
        {SHEET: (b'<row r="3"', b'<row r="3" s="77" customFormat="1"')},
        ["Scores: row 3 has the style 77, but there are 1."],
    ),
    "column style out of range": (
        {SHEET: (b"<col ", b'<col style="77" ')},
        ["Scores: column 1 has the style 77, but there are 1."],
    ),
    "columns twice": (
        {SHEET: (b"(<col [^>]*>)", rb"\1\1")},
        ["Scores: column 1 is described twice, out of order or beyond the sheet."],
    ),
    "font out of range": (
        {STYLES: (b'(<cellXfs.*?)fontId="0"', rb'\1fontId="9"')},
        ["Styles: cellXfs 0 has fontId 9, but there are 1."],
    ),
    "number format not defined": (
        {STYLES: (b'(<cellXfs.*?)numFmtId="0"', rb'\1numFmtId="170"')},
        ["Styles: cellXfs 0 has the number format 170, which is not defined."],
    ),
    "named style out of range": (
        {STYLES: (b'(<cellStyle [^>]*)xfId="0"', rb'\1xfId="9"')},
        ["Styles: the style Normal has xfId 9, but there are 1."],
    ),
    "named style twice": (
        {STYLES: (b"(<cellStyle [^>]*>)", rb"\1\1")},
        ["Styles: two styles are called Normal."],
    ),
    "format style out of range": (
        {SHEET: (b'dxfId="0"', b'dxfId="4"')},
        ["Scores!B2:B3: the conditional format has the style 4, but there are 1."],
    ),
    "format priority twice": (
        {SHEET: (b"(<cfRule.*?</cfRule>)", rb"\1\1")},
        ["Scores!B2:B3: two conditional formats of the sheet have the priority 1."],
    ),
    "format on nothing": (
        {SHEET: (b'<conditionalFormatting sqref="B2:B3"', b'<conditionalFormatting sqref="B:B"')},
        ["Scores: a conditional format stands on B:B, which is no range."],
    ),
    "validation on nothing": (
        {SHEET: (b'sqref="B2:B3"([^>]*><formula1)', rb'sqref="B3:B2"\1')},
        ["Scores: a validation stands on B3:B2, which is no range."],
    ),
    "validations miscounted": (
        {SHEET: (b'<dataValidations count="2"', b'<dataValidations count="3"')},
        ["Scores: 3 validations are announced, 2 are there."],
    ),
    "cells out of order": (
        {SHEET: (b'(<c r="A2".*?</c>)(<c r="B2".*?</c>)', rb"\2\1")},
        ["Scores!A2: stands after a cell to its right."],
    ),
    "cell twice": ({SHEET: (b'(<c r="A2".*?</c>)', rb"\1\1")}, ["Scores!A2: stands there twice."]),
    "cell in another row": ({SHEET: (b'<c r="B2"', b'<c r="B9"')}, ["Scores: row 2 holds a cell called B9."]),
    "cell beyond the sheet": (
        {SHEET: (b'<c r="E5"', b'<c r="XFE5"')},
        ["Scores: row 5 holds a cell called XFE5."],
    ),
    "row twice": (
        {SHEET: (b'<row r="3".*?</row>', b'<row r="2"/>')},
        ["Scores: row 2 stands there twice."],
    ),
    "row out of order": (
        {SHEET: (b'<row r="5".*?</row>', b'<row r="2"/>')},
        ["Scores: row 2 stands after row 3."],
    ),
    "number that is none": (
        {SHEET: (b"<v>3</v>", b"<v>NaN</v>")},
        ["Scores!B2: holds NaN as a number."],
    ),
    "number that is a word": (
        {SHEET: (b"<v>3</v>", b"<v>three</v>")},
        ["Scores!B2: holds three as a number."],
    ),
    "formula that is empty": (
        {SHEET: (b"<f>SUM.*?</f>", b"<f></f>")},
        ["Scores!D2: the formula is empty."],
    ),
    "truth value that is none": (
        {SHEET: (b'<c r="B2" t="n"><v>3', b'<c r="B2" t="b"><v>yes')},
        ["Scores!B2: holds yes as a truth value."],
    ),
    "error that is none": (
        {SHEET: (b'<c r="B2" t="n"><v>3', b'<c r="B2" t="e"><v>Err:502')},
        ["Scores!B2: holds Err:502 as an error."],
    ),
    "dynamic array": (
        {SHEET: (b'<c r="D2"', b'<c r="D2" cm="1"')},
        ["Scores!D2: holds a dynamic array formula."],
    ),
    "merge twice": (
        {SHEET: (b"(<mergeCell ref[^>]*>)", rb"\1\1")},
        ["Scores: merges both E5:F5 and E5:F5, which overlap."],
    ),
    "merge of nothing": (
        {SHEET: (b'<mergeCell ref="E5:F5"', b'<mergeCell ref="F5:E5"')},
        ["Scores: merges F5:E5, which is no range."],
    ),
    "cursor outside the selection": (
        {SHEET: (b'activeCell="A1" sqref="A1"', b'activeCell="A1" sqref="C3"')},
        ["Scores: selects C3 with the cursor on A1, which is not in it."],
    ),
    "selection in a pane that is not": (
        {SHEET: (b'<pane xSplit="1" ySplit="1"', b'<pane ySplit="1"')},
        [
            "Scores: the active pane bottomRight does not exist.",
            "Scores: selects in the pane topRight, which does not exist.",
            "Scores: selects in the pane bottomRight, which does not exist.",
        ],
    ),
    "hyperlink to nowhere": (
        {SHEET: (b'location="Notes!A1"', b"")},
        ["Scores!H1: the hyperlink leads nowhere."],
    ),
    "hyperlink on no cell": (
        {SHEET: (b'<hyperlink ref="H1"', b'<hyperlink ref="H"')},
        ["Scores!H: a hyperlink stands on no cell."],
    ),
    "active tab beyond the sheets": (
        {BOOK: (b'activeTab="0"', b'activeTab="5"')},
        ["Workbook: activeTab is 5, but there are 2 sheets."],
    ),
    "first tab beyond the sheets": (
        {BOOK: (b'firstSheet="0"', b'firstSheet="5"')},
        ["Workbook: firstSheet is 5, but there are 2 sheets."],
    ),
    "name of a sheet that is not": (
        {BOOK: (b'<definedName name="Highest"', b'<definedName name="Highest" localSheetId="7"')},
        ["Name Highest: belongs to a sheet that does not exist."],
    ),
    "machine path": (
        {BOOK: (b"<sheets>", rb'<absPath url="C:\\Users\\jbloggs\\"/><sheets>')},
        ["xl/workbook.xml: holds a path of the machine that made the file."],
    ),
    "no alternative text": (
        {DRAWING: (b' descr="Scores by bid"', b"")},
        ["xl/drawings/drawing1.xml: Chart 1 has no alternative text."],
    ),
    "chart of a missing sheet": (
        {CHART: (b"<((?:c:)?f)>[^<]*<", rb"<\1>'Gone'!$B$1<")},
        ["xl/charts/chart1.xml: the formula refers to the sheet Gone, which does not exist."],
    ),
    "table columns alike": (
        {TABLE: (b'name="Bid"', b'name="score"')},
        [
            "Table Given: two columns are called Score.",
            "Table Given: the column score has the header Bid in A1.",
        ],
    ),
    "table wider than its columns": (
        {TABLE: (b' ref="A1:B3"', b' ref="A1:C3"')},
        ["Table Given: has 2 columns on 3."],
    ),
    "table of a header alone": (
        {TABLE: (b' ref="A1:B3"(.*)ref="A1:B3"', rb' ref="A1:B1"\1ref="A1:B1"')},
        ["Table Given: has no row under its header."],
    ),
    "table on nothing": ({TABLE: (b' ref="A1:B3"', b' ref="A:B"')}, ["Table Given: stands on A:B, which is no range."]),
    "table filter outside": (
        {TABLE: (b'<autoFilter ref="A1:B3"', b'<autoFilter ref="A1:B9"')},
        ["Table Given: its filter stands on A1:B9, outside it."],
    ),
    "table formula": (
        {
            TABLE: (
                b'(<tableColumn [^>]*name="Score"[^>]*?) */>',
                COLUMN_THAT_CALCULATES,
            )
        },
        ["Table Given: NOW is volatile: its value changes without anybody touching the workbook."],
    ),
    "table named like a cell": (
        {TABLE: (b'displayName="Given"', b'displayName="ABC123"')},
        [
            "Scores!D3: the formula refers to the table Given, which does not exist.",
            "Table ABC123: looks like a cell.",
        ],
    ),
    "link out of the file": (
        {"xl/worksheets/_rels/sheet1.xml.rels": (b"relationships/hyperlink", b"relationships/oleObject")},
        ["xl/worksheets/sheet1.xml: links to https://example.org/guide, outside the file."],
    ),
    "part that is missing": (
        {"xl/worksheets/_rels/sheet1.xml.rels": (b"/xl/tables/table1.xml", b"/xl/tables/table9.xml")},
        [
            "xl/worksheets/sheet1.xml: points to xl/tables/table9.xml, which is not in the file.",
            "Scores!D3: the formula refers to the table Given, which does not exist.",
        ],
    ),
    "hidden sheet opens": (
        {BOOK: (b'state="visible"', b'state="hidden"')},
        ["Workbook: opens on the hidden sheet Scores."],
    ),
}


@pytest.mark.parametrize("fault", SURGERY)
def test_fault_in_the_parts_is_told(good: Path, fault: str) -> None:
    changes, expected = SURGERY[fault]

    assert lint(altered(good, changes)) == expected


def test_shared_strings_miscounted_are_told(good: Path) -> None:
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="2">'
        b"<si><t>note</t></si></sst>"
    )

    faults = lint(altered(good, {}, ("xl/sharedStrings.xml", strings)))

    assert faults == ["Shared strings: 2 are announced, 1 are there."]


def test_shared_string_over_the_limit_is_told(good: Path) -> None:
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + LONG + b"</t></si></sst>"
    )
    pointed = {SHEET: (b'<c r="B2" t="n"><v>3</v>', b'<c r="B2" t="s"><v>0</v>')}

    assert lint(altered(good, pointed, ("xl/sharedStrings.xml", strings))) == [
        "Scores!B2: the text has 32,768 characters; Excel keeps 32,767."
    ]


def test_tables_of_one_id_are_told(good: Path) -> None:
    def plant(workbook: openpyxl.Workbook, _: Worksheet) -> None:
        workbook["Notes"]["C1"] = "Note"
        workbook["Notes"].add_table(Table(displayName="Second", name="Second", ref="C1:C2"))

    twins = altered(typed(good, plant), {"xl/tables/table2.xml": (b' id="2"', b' id="1"')})

    assert lint(twins) == ["Tables: two have the id 1."]


def test_external_link_part_is_told(good: Path) -> None:
    assert lint(altered(good, {}, ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"))) == [
        "xl/externalLinks/externalLink1.xml: links to another file."
    ]


def test_macros_are_told(good: Path) -> None:
    assert lint(altered(good, {}, ("xl/vbaProject.bin", b"\xd0\xcf"))) == ["xl/vbaProject.bin: holds macros."]


def test_part_twice_is_told(good: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        core = archive.read(CORE)
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = altered(good, {}, (CORE, core))

    assert lint(doubled) == [f"{CORE}: the file holds this part twice."]


def test_no_visible_sheet_is_told(good: Path) -> None:
    hidden = altered(good, {BOOK: (b'state="visible"(.*)state="visible"', rb'state="hidden"\1state="veryHidden"')})

    assert lint(hidden) == ["Workbook: no sheet is visible.", "Workbook: opens on the hidden sheet Scores."]


def test_part_that_is_no_xml_is_told(good: Path) -> None:
    faults = lint(altered(good, {SHEET: (b"</worksheet>", b"")}))

    assert len(faults) == 1
    assert faults[0].startswith("A part of the file is not well-formed XML: no element found")


def test_file_that_is_no_package_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.xlsx").write_text("<html>")

    assert lint(tmp_path / "page.xlsx") == ["The file is not an .xlsx package."]
