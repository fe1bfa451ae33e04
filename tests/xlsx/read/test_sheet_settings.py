"""What stands round the cells: protection, hidden rows and columns, rules, names, what floats above."""

# ruff: noqa: E501 - a line of XML reads better whole

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.workbooks.sheet.grid import Format, SheetGrid, Validation
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.read.ranges import joined
from xlsx.packages import HEAD, X14, XM, packed, parts, rels, row, sheet, styles, workbook

RED = '<dxf><font><color rgb="FFFF0000"/></font></dxf>'
WHITE = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'
MASK = '<dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf>'


def scores(rows: str = row("<c><v>1</v></c>"), **changes: str) -> SheetGrid:
    return read_workbook(workbook(rows, **changes)).sheets[0]


@pytest.mark.parametrize(
    ("after", "protected"),
    [
        ('<sheetProtection sheet="1" objects="1"/>', True),
        ('<sheetProtection sheet="0"/>', False),
        ('<sheetProtection password="CC1A"/>', False),
        ("", False),
        ('<sheetProtection sheet="1"/><protectedRanges><protectedRange sqref="A1" name="x"/></protectedRanges>', False),
        ('<extLst><ext><sheetProtection sheet="1"/></ext></extLst>', False),
    ],
)
def test_protection_is_seen(after: str, protected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert scores(after=after).protected is protected


def test_structure_lock_and_state_are_seen() -> None:
    content = parts(book='<workbookProtection lockStructure="1"/>')
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace('sheetId="1"', 'sheetId="1" state="veryHidden"')

    grid = read_workbook(packed(content))

    assert (grid.structure_locked, grid.sheets[0].state) == (True, "veryHidden")


def test_rows_are_hidden_by_flag_or_by_height() -> None:
    rows = '<row r="1" hidden="1"/><row r="2" ht="0" customHeight="1"/><row r="3" ht="0.75"/><row r="4" ht="15"/><row r="7"/>'

    assert scores(rows).hidden_rows == {1, 2, 3}


def test_rows_without_a_height_are_hidden_where_the_usual_height_is_none() -> None:
    rows = '<row r="1" ht="15"/><row r="2"/>'

    assert scores(rows, before='<sheetFormatPr defaultRowHeight="0" zeroHeight="1"/>').hidden_rows == {2}


def test_columns_are_hidden_by_flag_or_by_width() -> None:
    columns = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="6" width="9"/></cols>'
    )

    assert scores(before=columns).hidden_columns == {2, 3, 5}


def test_columns_with_cells_are_hidden_where_the_usual_width_is_none() -> None:
    rows = row("<c><v>1</v></c>", "<c><v>2</v></c>")
    before = '<sheetFormatPr defaultColWidth="0" defaultRowHeight="15"/><cols><col min="1" max="1" width="9"/></cols>'

    assert scores(rows, before=before).hidden_columns == {2}


def test_merged_ranges_are_seen() -> None:
    merges = '<mergeCells count="2"><mergeCell ref="C3:D4"/><mergeCell ref="A1:B1"/></mergeCells>'

    assert scores(after=merges).merges == ((1, 1, 1, 2), (3, 3, 4, 4))


def test_validations_come_out_even() -> None:
    rules = (
        '<dataValidations count="3">'
        '<dataValidation type="list" operator="equal" showErrorMessage="1" sqref="B2 B3"><formula1>"Yes,No"</formula1>'
        "<formula2>0</formula2></dataValidation>"
        '<dataValidation type="list" showErrorMessage="true" errorStyle="stop" sqref="B4:B6 D1"><formula1>"Yes,No"</formula1>'
        "</dataValidation>"
        '<dataValidation type="decimal" operator="greaterThanOrEqual" sqref="C1"><formula1>0.0</formula1></dataValidation>'
        '<dataValidation type="whole" errorStyle="warning" showErrorMessage="1" sqref="C2"><formula1>0</formula1>'
        "<formula2>5</formula2></dataValidation></dataValidations>"
    )

    assert scores(after=rules).validations == (
        Validation("decimal", "greaterThanOrEqual", "0", "", ((1, 3, 1, 3),), blocks=False),
        Validation("list", "", '"Yes,No"', "", ((1, 4, 1, 4), (2, 2, 6, 2)), blocks=True),
        Validation("whole", "between", "0", "5", ((2, 3, 2, 3),), blocks=False),
    )


def test_validations_that_count_from_their_own_corner_stay_apart() -> None:
    rules = "<dataValidations>" + "".join(
        f'<dataValidation type="custom" showErrorMessage="1" sqref="B{number}"><formula1>LEN(A1)&lt;9</formula1></dataValidation>'
        for number in (1, 2)
    )

    assert [rule.ranges for rule in scores(after=rules + "</dataValidations>").validations] == [
        ((1, 2, 1, 2),),
        ((2, 2, 2, 2),),
    ]


def test_validation_that_later_versions_keep_apart_is_seen() -> None:
    rules = (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:xm="{XM}">'
        '<x14:dataValidation type="list" showErrorMessage="1"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>B2:B9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )

    assert scores(after=rules).validations == (
        Validation("list", "", "LISTS!$A$1:$A$3", "", ((2, 2, 9, 2),), blocks=True),
    )


def test_conditional_formats_come_out_even() -> None:
    rules = (
        '<conditionalFormatting sqref="B2:B3"><cfRule type="expression" dxfId="0" priority="2"><formula>$B$2 = ""</formula>'
        '</cfRule></conditionalFormatting><conditionalFormatting sqref="B4"><cfRule type="expression" dxfId="0" priority="1">'
        '<formula>$B$2=""</formula></cfRule><cfRule type="cellIs" operator="between" priority="3"><formula>1</formula>'
        "<formula>3</formula></cfRule></conditionalFormatting>"
    )

    assert scores(after=rules, looks=styles(dxfs=RED)).formats == (
        Format("cellIs", "between;1;3", ((4, 2, 4, 2),)),
        Format("expression", '$B$2=""', ((2, 2, 4, 2),)),
    )


@pytest.mark.parametrize(
    ("dxf", "disguise"),
    [
        (WHITE, "its text has the colour of its background"),
        (MASK, "its number format shows nothing"),
        (RED, None),
        (
            '<dxf><font><color theme="0"/></font><fill><patternFill><bgColor theme="4"/></patternFill></fill></dxf>',
            None,
        ),
        (
            '<dxf><font><color theme="4"/></font><fill><patternFill><bgColor theme="4"/></patternFill></fill></dxf>',
            "its text has the colour of its background",
        ),
    ],
)
def test_conditional_format_that_hides_is_told(dxf: str, disguise: str | None) -> None:
    rules = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'
        "</conditionalFormatting>"
    )

    assert [rule.disguise for rule in scores(after=rules, looks=styles(dxfs=dxf)).formats] == [disguise]


def test_data_bar_in_two_spellings_is_one_format() -> None:
    rules = (
        '<conditionalFormatting sqref="C2:C9"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="num" val="0"/>'
        '<cfvo type="formula" val="$D$1"/><color rgb="FF638EC6"/></dataBar><extLst><ext><x14:id xmlns:x14="x">{1-2}</x14:id>'
        "</ext></extLst></cfRule></conditionalFormatting>"
        f'<extLst><ext xmlns:x14="{X14}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}">'
        '<x14:cfRule type="dataBar" id="{1-2}"><x14:dataBar><x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo></x14:dataBar>'
        "</x14:cfRule><xm:sqref>C2:C9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )

    assert scores(after=rules).formats == (Format("dataBar", "num:0;formula:$D$1", ((2, 3, 9, 3),)),)


def test_data_bar_without_its_figure_is_told_in_either_spelling() -> None:
    old = (
        '<conditionalFormatting sqref="C2"><cfRule type="dataBar" priority="1"><dataBar showValue="0"/></cfRule>'
        "</conditionalFormatting>"
    )
    new = (
        f'<extLst><ext xmlns:x14="{X14}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}">'
        '<x14:cfRule type="dataBar" id="{9}"><x14:dataBar showValue="0"/></x14:cfRule><xm:sqref>C2</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    told = [[rule.disguise for rule in scores(after=rules).formats] for rules in (old, new)]

    assert told == [["its conditional format shows a bar or an icon in place of the figure"]] * 2


def test_defined_names_leave_out_what_applications_keep() -> None:
    names = "".join(
        f"<definedName name={name}>{text}</definedName>"
        for name, text in [
            ('"Scale"', "Lists!$A$1:$A$3"),
            ('"Local" localSheetId="0"', "'Scores'!$B$1"),
            ('"_xlnm.Print_Area" localSheetId="0"', "Scores!$A$1"),
            ('"_xlnm._FilterDatabase" localSheetId="0" hidden="1"', "Scores!$A$1"),
            ('"__Anonymous_Sheet_DB__0"', "Scores!$A$1"),
        ]
    )
    content = parts()
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        "</sheets>", f"</sheets><definedNames>{names}</definedNames>"
    )

    assert read_workbook(packed(content)).names == {"Scale": "LISTS!$A$1:$A$3", "Scores!Local": "SCORES!$B$1"}


def test_what_floats_above_the_cells_is_named() -> None:
    content = parts(after='<drawing r:id="rId1"/>')
    content["xl/worksheets/_rels/sheet1.xml.rels"] = rels("drawing>../drawings/drawing1.xml")
    content["xl/drawings/drawing1.xml"] = (
        f'{HEAD}<xdr:wsDr xmlns:xdr="urn:d"><xdr:twoCellAnchor><xdr:pic/></xdr:twoCellAnchor><xdr:twoCellAnchor><xdr:sp/>'
        "</xdr:twoCellAnchor><xdr:twoCellAnchor><xdr:graphicFrame/></xdr:twoCellAnchor></xdr:wsDr>"
    )

    assert read_workbook(packed(content)).sheets[0].objects == ("chart", "picture", "shape")


def test_sheet_that_differs_only_in_its_frame_is_told_apart_from_one_read_before() -> None:
    views = '<sheetViews><sheetView workbookViewId="0"><selection activeCell="{}"/></sheetView></sheetViews>'
    books = [
        workbook(before=views.format(cell), after=after)
        for cell, after in (("A1", ""), ("B7", ""), ("B7", '<sheetProtection sheet="1"/>'), ("A1", ""))
    ]

    assert [read_workbook(book).sheets[0].protected for book in books] == [False, False, True, False]


def test_sheets_keep_their_order_and_chart_sheets_are_seen() -> None:
    content = parts()
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        "<sheets>",
        '<sheets><sheet name="Picture" sheetId="3" r:id="rId4"/><sheet name="Notes" sheetId="2" r:id="rId5"/>',
    )
    content["xl/_rels/workbook.xml.rels"] = (
        rels(
            "worksheet>worksheets/sheet1.xml",
            "styles>styles.xml",
            "theme>theme.xml",
            "chartsheet>chartsheets/sheet1.xml",
            "worksheet>worksheets/sheet2.xml",
        )
        .replace('<Relationship Id="rId3"', '<Relationship Id="rId9"')
        .replace("relationships/theme", "relationships/other")
    )
    content["xl/worksheets/sheet2.xml"] = sheet()

    assert [(found.name, found.objects) for found in read_workbook(packed(content)).sheets] == [
        ("Picture", ("chart",)),
        ("Notes", ()),
        ("Scores", ()),
    ]


rectangle = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)).map(
    lambda parts: (parts[0], parts[1], parts[0] + parts[2], parts[1] + parts[3])
)


def covered(pieces: tuple[tuple[int, int, int, int], ...]) -> set[tuple[int, int]]:
    return {
        (r, c) for top, left, bottom, right in pieces for r in range(top, bottom + 1) for c in range(left, right + 1)
    }


@given(st.lists(rectangle, max_size=6).map(tuple))
def test_joined_ranges_cover_the_same_cells_in_one_way(pieces: tuple[tuple[int, int, int, int], ...]) -> None:
    cells = covered(pieces)
    single = tuple((r, c, r, c) for r, c in sorted(cells))

    assert covered(joined(pieces)) == cells
    assert joined(pieces) == joined(single) or len(pieces) == 1
