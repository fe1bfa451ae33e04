"""Looks that make a cell show something else than it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import pytest

from sv_excel.xlsx.read.number_formats import ADDED, FIXED, NOTHING, PALE, SCALED, SIGN, read_format
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.read.styles import REPEATED, SYMBOLS
from xlsx.packages import HEAD, packed, parts, rels, row, styles, workbook

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain

COLOUR = "its text has the colour of its background"
TEMPLATES = Path(__file__).parents[3] / "workbook_templates"


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        (";;;", Decimal(3), NOTHING),
        (";;;", "text", NOTHING),
        (";;;", True, NOTHING),
        (";;", "text", None),
        ('"5"', Decimal(1), FIXED),
        ('"5"', "text", None),
        ('"5";"5";"5";"5"', "text", FIXED),
        ('"1"0', Decimal(5), ADDED),
        ("\\10", Decimal(5), ADDED),
        ('0"9"', Decimal(5), ADDED),
        ("0\\.0", Decimal(15), ADDED),
        ('0","000', Decimal(1500), ADDED),
        ('General"0"', Decimal(5), ADDED),
        ("*50", Decimal(5), ADDED),
        ('"7"@', "text", ADDED),
        ('"not "@', "text", ADDED),
        ("0,", Decimal(5000), SCALED),
        ("0.0,,", Decimal(5000), SCALED),
        ("0%%", Decimal(5), SCALED),
        ("-0", Decimal(5), SIGN),
        ('"("0")"', Decimal(5), SIGN),
        ("0;0", Decimal(-5), SIGN),
        ("0;-0;;@", Decimal(0), NOTHING),
        ("0;-0;;@", Decimal(4), None),
        ('[<3]"4";0', Decimal(2), FIXED),
        ('[<3]"4";0', Decimal(3), None),
        ("[White]0", Decimal(3), PALE),
        ("[Color2]0", Decimal(3), PALE),
        ('yyyy"1"', date(2026, 9, 1), ADDED),
        ('"2026-01-01"', Decimal(46266), FIXED),
        ("General", Decimal(5), None),
        ("0", Decimal(5), None),
        ("0.00", Decimal("5.123"), None),
        ("#,##0.00", Decimal(-5), None),
        ("#,##0;[Red]-#,##0", Decimal(-5), None),
        ("#,##0.00_);(#,##0.00)", Decimal(-5), None),
        ('"£"#,##0.00', Decimal(5), None),
        ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", Decimal(-5), None),
        ("0%", Decimal("0.5"), None),
        ('0.00" %"', Decimal(25), None),
        ('_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', Decimal(0), None),
        ('_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', "text", None),
        ('#,##0;-#,##0;"-"', Decimal(0), None),
        ("# ?/8", Decimal("0.5"), None),
        ("0.00E+00", Decimal(5), None),
        ("@", Decimal(5), None),
        ("@", "text", None),
        ("yyyy\\-mm\\-dd", date(2026, 9, 1), None),
        ("d mmm yyyy;@", date(2026, 9, 1), None),
        ("[h]:mm:ss", Decimal("1.5"), None),
        ("0", None, None),
    ],
)
def test_number_format_that_shows_something_else_is_told(code: str, value: Plain, told: str | None) -> None:
    assert read_format(code).disguise(value, on_white=True) == told


@pytest.mark.parametrize(
    ("code", "dated"),
    [
        ("yyyy-mm-dd", True),
        ("[$-809]d mmmm yyyy", True),
        ("[h]:mm", True),
        ("mm:ss.0", True),
        ('0.00"d"', False),
        ("[Red]0", False),
        ("General", False),
        ("0\\d", False),
        ("_d0", False),
        ("0.00E+00", False),
    ],
)
def test_date_formats_are_known(code: str, dated: bool) -> None:  # noqa: FBT001 - a column of the table
    assert read_format(code).dated is dated


def colour(font: str, fill: str) -> str:
    return styles(
        '<xf fontId="1" fillId="1"/>',
        fonts=f'<font><sz val="11"/><color {font}/></font>',
        fills=f"<fill>{fill}</fill>",
    )


def solid(attributes: str) -> str:
    return f'<patternFill patternType="solid"><fgColor {attributes}/></patternFill>'


NONE = '<patternFill patternType="none"/>'


@pytest.mark.parametrize(
    ("font", "fill", "told"),
    [
        ('rgb="FFFFFFFF"', NONE, COLOUR),
        ('rgb="00FFFFFF"', NONE, COLOUR),
        ('rgb="FFF5F5F5"', NONE, COLOUR),
        ('theme="0"', NONE, COLOUR),
        ('indexed="9"', NONE, COLOUR),
        ('indexed="65"', NONE, COLOUR),
        ('theme="1" tint="0.999"', NONE, COLOUR),
        ('rgb="FF112233"', solid('rgb="FF112233"'), COLOUR),
        ('rgb="FF4472C4"', solid('theme="4"'), COLOUR),
        ('rgb="FFFFFFFF"', solid('rgb="FF112233"'), None),
        ('rgb="FF000000"', NONE, None),
        ('rgb="FF808080"', NONE, None),
        ('auto="1"', NONE, None),
        ('rgb="FF112233"', solid('rgb="nonsense"'), None),
        ('rgb="FFFFFFFF"', '<gradientFill><stop position="0"><color rgb="FFFFFFFF"/></stop></gradientFill>', COLOUR),
    ],
)
def test_text_in_the_colour_of_its_background_is_told(font: str, fill: str, told: str | None) -> None:
    cells = (
        read_workbook(workbook(row('<c s="1"><v>4</v></c>', '<c s="1"/>'), looks=colour(font, fill))).sheets[0].cells
    )

    assert [cell.disguise for cell in cells.values()] == [told, None]


def test_theme_and_palette_of_the_workbook_itself_count() -> None:
    content = parts(row('<c s="1"><v>4</v></c>', '<c s="2"><v>4</v></c>'))
    content["xl/styles.xml"] = styles(
        '<xf fontId="1"/>',
        '<xf fontId="2"/>',
        fonts='<font><color theme="1"/></font><font><color indexed="12"/></font>',
    ).replace(
        "</styleSheet>",
        "<colors><indexedColors>" + '<rgbColor rgb="00FFFFFF"/>' * 64 + "</indexedColors></colors></styleSheet>",
    )
    content["xl/_rels/workbook.xml.rels"] = rels(
        "worksheet>worksheets/sheet1.xml", "styles>styles.xml", "theme>theme1.xml"
    )
    content["xl/theme1.xml"] = (
        f'{HEAD}<a:theme xmlns:a="urn:a"><a:clrScheme><a:dk1><a:srgbClr val="FFFFFF"/></a:dk1></a:clrScheme></a:theme>'
    )

    assert [cell.disguise for cell in read_workbook(packed(content)).sheets[0].cells.values()] == [COLOUR, COLOUR]


def test_tiny_text_is_told() -> None:
    looks = styles('<xf fontId="1"/>', fonts='<font><sz val="1"/></font>')

    found = read_workbook(workbook(row('<c s="1"><v>4</v></c>'), looks=looks)).sheets[0].cells[1, 1]

    assert found.disguise == "its text is too small to be read"


@pytest.mark.parametrize(
    ("font", "told"),
    [
        ('<name val="Wingdings"/>', SYMBOLS),
        ('<name val="Wingdings 2"/>', SYMBOLS),
        ('<name val="WEBDINGS"/>', SYMBOLS),
        ('<name val="Symbol"/>', SYMBOLS),
        ('<name val="Somebody\'s own"/><charset val="2"/>', SYMBOLS),
        ('<name val="Arial"/><charset val="1"/>', None),
        ('<name val="Segoe UI Symbol"/>', None),
    ],
)
def test_font_that_draws_symbols_is_told(font: str, told: str | None) -> None:
    looks = styles('<xf fontId="1"/>', fonts=f'<font><sz val="11"/>{font}</font>')

    found = read_workbook(workbook(row('<c s="1"><v>4</v></c>'), looks=looks)).sheets[0].cells[1, 1]

    assert found.disguise == told


@pytest.mark.parametrize(("way", "told"), [("fill", REPEATED), ("right", None)])
def test_alignment_that_repeats_what_is_held_is_told(way: str, told: str | None) -> None:
    looks = styles(f'<xf applyAlignment="1"><alignment horizontal="{way}"/></xf>')

    found = read_workbook(workbook(row('<c s="1"><v>4</v></c>'), looks=looks)).sheets[0].cells[1, 1]

    assert found.disguise == told


def test_cell_styles_carry_their_number_format() -> None:
    looks = styles(
        '<xf numFmtId="165"/>', '<xf numFmtId="14"/>', formats=f"<numFmt numFmtId='165' formatCode={quoteattr(';;;')}/>"
    )
    rows = row('<c s="1"><v>4</v></c>', '<c s="2"><v>46266</v></c>', '<c s="1"><f>A2</f><v>1</v></c>')

    cells = read_workbook(workbook(rows, looks=looks)).sheets[0].cells

    assert [(cell.value, cell.disguise) for cell in cells.values()] == [
        (Decimal(4), NOTHING),
        (date(2026, 9, 1), None),
        (Decimal(1), NOTHING),
    ]


def test_sheet_that_shows_no_zeros_disguises_them() -> None:
    before = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    data = workbook(row("<c><v>0</v></c>", "<c><v>4</v></c>", '<c t="b"><v>0</v></c>'), before=before)

    assert [cell.disguise for cell in read_workbook(data).sheets[0].cells.values()] == [
        "its sheet does not show zeros",
        None,
        None,
    ]


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.xlsx")))
def test_our_own_templates_disguise_nothing(template: str) -> None:
    grid = read_workbook(TEMPLATES / template)

    assert [found for found_on in grid.sheets for found in found_on.cells.values() if found.disguise] == []
