"""What stands in a cell, by each way of writing it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.workbooks.sheet.grid import Found
from sv_excel.xlsx.read.open import read_workbook
from xlsx.packages import HEAD, MAIN, OPEN, packed, parts, row, styles, texts, workbook

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain


def first(data: bytes) -> Found:
    return read_workbook(data).sheets[0].cells[1, 1]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>4</v></c>", Decimal(4)),
        ('<c t="n"><v>4.2000000000000002</v></c>', Decimal("4.2")),
        ("<c><v>0.10000000000000001</v></c>", Decimal("0.1")),
        ("<c><v>0.30000000000000004</v></c>", Decimal("0.30000000000000004")),
        ("<c><v>-0</v></c>", Decimal(0)),
        ("<c><v>1E3</v></c>", Decimal(1000)),
        ("<c><v>1e308</v></c>", Decimal("1e308")),
        ("<c><v>5e-324</v></c>", Decimal("5e-324")),
        ("<c><v>&#52;</v></c>", Decimal(4)),
        ("<c><v></v></c>", None),
        ("<c><v/></c>", None),
        ("<c/>", None),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="s"><v>0</v></c>', "plain"),
        ('<c t="s"><v>1</v></c>', "a & b < c"),
        ('<c t="s"><v>2</v></c>', None),
        ('<c t="s"><v>3</v></c>', "rich text"),
        ('<c t="s"><v>4</v></c>', "東京"),
        ('<c t="s"><v>5</v></c>', "  kept  "),
        ('<c t="inlineStr"><is><t>in line</t></is></c>', "in line"),
        ('<c t="inlineStr"><is><r><rPr><b/></rPr><t>in </t></r><r><t>line</t></r></is></c>', "in line"),
        ('<c t="inlineStr"><is><t/></is></c>', None),
        ('<c t="str"><v>4</v></c>', "4"),
        ('<c t="str"><v>_x0041__x005F_x000D_</v></c>', "A_x000D_"),
        ('<c t="str"><v>_xD83D__xDE00_</v></c>', "😀"),
        ('<c t="str"><v>_xD83D_</v></c>', "\ufffd"),
        ('<c t="str"><v>one_x000D_\ntwo&#13;three</v></c>', "one\ntwo\nthree"),
        ('<c t="str"><v>\u202egnp.exe</v></c>', "\u202egnp.exe"),
        ('<c t="d"><v>2026-09-01T10:30:00</v></c>', date(2026, 9, 1)),
        ('<c s="2"><v>46266</v></c>', date(2026, 9, 1)),
        ('<c s="2"><v>46266.75</v></c>', date(2026, 9, 1)),
        ('<c s="2"><v>1</v></c>', date(1900, 1, 1)),
        ('<c s="2"><v>59</v></c>', date(1900, 2, 28)),
        ('<c s="2"><v>60</v></c>', Decimal(60)),
        ('<c s="2"><v>61</v></c>', date(1900, 3, 1)),
        ('<c s="2"><v>0.5</v></c>', Decimal("0.5")),
        ('<c s="2"><v>-3</v></c>', Decimal(-3)),
        ('<c s="2"><v>99999999</v></c>', Decimal(99999999)),
        ('<c s="2" t="str"><v>soon</v></c>', "soon"),
    ],
)
def test_cell_gives_its_plain_value(cell: str, value: Plain) -> None:
    shared = (
        f'{HEAD}<sst xmlns="{MAIN}"><si><t>plain</t></si><si><t>a &amp; b &lt; c</t></si><si><t/></si>'
        "<si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>'
        '<si><t xml:space="preserve">  kept  </t></si></sst>'
    )

    found = first(workbook(row(cell), shared=shared))

    assert (found.value, type(found.value), found.error) == (value, type(value), False)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ("<c><v>NaN</v></c>", "NaN"),
        ("<c><v>Infinity</v></c>", "Infinity"),
        ("<c><v>1e400</v></c>", "1e400"),
        ("<c><v>1_000</v></c>", "1_000"),
        ("<c><v>\uff13</v></c>", "\uff13"),
        ("<c><v>0x10</v></c>", "0x10"),
        ('<c t="b"><v>yes</v></c>', "yes"),
        ('<c t="d"><v>tomorrow</v></c>', "tomorrow"),
        (f"<c><v>{'9' * 400}</v></c>", "9" * 400),
    ],
)
def test_cell_that_holds_no_value_is_marked_as_error(cell: str, text: str) -> None:
    found = first(workbook(row(cell)))

    assert (found.value, found.error) == (text, True)


def test_date_counts_from_1904_where_the_workbook_says_so() -> None:
    data = workbook(row('<c s="2"><v>44804</v></c>', '<c s="2"><v>0</v></c>'), book='<workbookPr date1904="1"/>')

    cells = read_workbook(data).sheets[0].cells

    assert [cells[1, 1].value, cells[1, 2].value] == [date(2026, 9, 1), date(1904, 1, 1)]


def test_same_style_text_in_a_later_workbook_keeps_its_own_calendar() -> None:
    new = workbook(row('<c s="2"><v>46266</v></c>'))
    old = workbook(row('<c s="2"><v>46266</v></c>'), book='<workbookPr date1904="1"/>')

    assert [first(data).value for data in (new, old, new)] == [date(2026, 9, 1), date(2030, 9, 2), date(2026, 9, 1)]


def test_lock_follows_the_cell_style() -> None:
    looks = styles(
        OPEN, '<xf applyProtection="0"><protection hidden="1"/></xf>', '<xf><protection locked="false"/></xf>'
    )

    cells = read_workbook(workbook(row("<c/>", '<c s="1"/>', '<c s="2"/>', '<c s="3"/>'), looks=looks)).sheets[0].cells

    assert [cell.locked for cell in cells.values()] == [True, False, True, False]


def test_entry_with_a_formula_shows_it_with_the_cached_value() -> None:
    found = first(workbook(row('<c s="1"><f>2+2</f><v>4</v></c>')))

    assert found == Found(Decimal(4), "2+2", locked=False)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c t="str"><f>A2&amp;""</f><v></v></c>', ""),
        ('<c t="str"><f>A2&amp;""</f><v/></c>', ""),
        ('<c t="str"><f>A2&amp;""</f></c>', ""),
        ('<c><f>A2&amp;""</f></c>', None),
        ('<c><f>A2&amp;""</f><v/></c>', None),
    ],
)
def test_formula_that_gives_an_empty_text_differs_from_one_not_calculated(cell: str, value: str | None) -> None:
    assert first(workbook(row(cell))) == Found(value, 'A2&""')


def test_text_that_looks_like_a_number_stays_text() -> None:
    cells = (
        read_workbook(workbook(row('<c t="s"><v>0</v></c>', '<c t="str"><v>3 </v></c>'), shared=texts("3")))
        .sheets[0]
        .cells
    )

    assert [cell.value for cell in cells.values()] == ["3", "3 "]


def test_workbook_without_styles_texts_and_properties_is_read() -> None:
    content = parts(row("<c><v>1</v></c>"))
    del content["xl/styles.xml"]
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        "relationships/styles", "relationships/absent"
    )

    assert first(packed(content)) == Found(Decimal(1))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (row('<c t="s"><v>7</v></c>'), "The file is damaged: one of its cells points to a text that is not there."),
        (row('<c t="s"><v>-1</v></c>'), "The file is damaged: one of its cells points to a text that is not there."),
        (row('<c s="9"><v>1</v></c>'), "The file is damaged: one of its cells has a style that is not there."),
        (row('<c t="zz"><v>1</v></c>'), "The file is damaged: one of its cells is of a type that does not exist."),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "The file is damaged: its cells are not in order."),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "The file is damaged: its cells are not in order."),
        ('<row r="1"><c r="A2"/></row>', "The file is damaged: one of its cells is not in its row."),
        ('<row r="1"><c r="A1"/><c r="B2"/></row>', "The file is damaged: one of its cells is not in its row."),
        ('<row r="2"/><row r="1"/>', "The file is damaged: its rows are not in order."),
        ('<row r="1"/><c r="A1"/>', "The file is damaged: one of its cells is not in its row."),
        (row('<c t="str"><v>&bogus;</v></c>'), "The file is damaged: it holds a broken character reference."),
        (row('<c t="str"><v>&#0;</v></c>'), "The file is damaged: it holds a character that no XML may hold."),
        (row('<c t="str"><v>\x07</v></c>'), "The file is damaged: it holds control characters."),
        (
            row('<c><f t="shared" si="3"/></c>'),
            "The file is damaged: a formula of it is shared with a cell that has none.",
        ),
    ],
)
def test_broken_cell_is_refused_with_its_reason(rows: str, problem: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refused:
        read_workbook(workbook(rows))

    assert (refused.value.code, refused.value.problem) == ("unreadable", problem)
