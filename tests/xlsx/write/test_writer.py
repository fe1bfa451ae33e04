"""The press: a layout as a file that Excel opens without a word, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from engines.excel_lint import lint
from engines.sdk_validator import validate
from evaluations import good_answers, laid, make_brief
from recalculation import LOOK, filled, printed
from sv_excel.errors.files import TextTooLongError
from sv_excel.findings.address import Address
from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.card import SHEET
from sv_excel.workbooks.sheet.cells import Layout, Span, formula
from sv_excel.workbooks.sheet.entries import Words
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.write.sheet import runs
from sv_excel.xlsx.write.text import CELL_LIMIT, attribute, cell_text, escaped, number
from sv_excel.xlsx.write.writer import Press, print_workbook

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from sv_excel.workbooks.sheet.cells import Value

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sheets(layout: Layout) -> dict[str, Element]:
    """Each sheet's XML by its name, found as Excel finds it: through the workbook's relations."""
    held = parts(print_workbook(layout, LOOK))
    targets = {rel.get("Id"): rel.get("Target") for rel in fromstring(held["xl/_rels/workbook.xml.rels"])}
    listed = fromstring(held["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    return {str(item.get("name")): fromstring(held[f"xl/{targets[item.get(RELATION)]}"]) for item in listed}


def one_sheet(*values: Value, title: str = "Test") -> Layout:
    """Texts and figures side by side."""
    pen = Pen("Page", [20] * len(values))
    pen.row(*values)
    return Layout("evaluation", title, (pen.sheet(),))


def held(layout: Layout) -> list[object]:
    """What the door reads in the first row."""
    sheet = read_workbook(print_workbook(layout, LOOK)).sheets[0]
    return [cell.value for _, cell in sorted(sheet.cells.items())]


@pytest.mark.parametrize("by_bid", [False, True])
def test_file_is_valid_to_the_sdk_and_to_excel(by_bid: bool, tmp_path: Path) -> None:  # noqa: FBT001 - given by pytest
    layout = laid(make_brief(by_bid=by_bid, lots=by_bid))
    empty = printed(layout, tmp_path)
    full = printed(replace(filled(layout, good_answers(layout)), kind="full"), tmp_path)
    assert validate([empty, full]) == []
    assert [lint(path) for path in (empty, full)] == [[], []]


def test_same_layout_gives_the_same_bytes() -> None:
    assert print_workbook(laid(), LOOK) == print_workbook(laid(), LOOK)


def test_file_names_nobody_and_no_hour() -> None:
    content = print_workbook(laid(), LOOK)
    core = parts(content)["docProps/core.xml"].decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    assert "<dc:creator>sv_excel</dc:creator><dc:language>en-GB</dc:language>" in core
    assert "dcterms:" not in core


def test_press_prints_each_person_s_copy_and_changes_nothing_else() -> None:
    press = Press(laid(), LOOK)
    first, second = (
        press.print({"subject": subject, "name": name}) for subject, name in (("e1", "A & B <C>"), ("e2", "=Second"))
    )
    assert first == print_workbook(replace(laid(), slots={"subject": "e1", "name": "A & B <C>"}), LOOK)
    ours, theirs = parts(first), parts(second)
    assert [name for name in ours if ours[name] != theirs[name]] == [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet5.xml",
    ]
    places = laid().places
    for content, name in ((first, "A & B <C>"), (second, "=Second")):
        cell = places[Key("subject")].address
        found = read_workbook(content).sheets[0].cells[cell.row, cell.column]
        assert (found.value, found.formula) == (name, None)


def test_press_needs_every_slot() -> None:
    with pytest.raises(KeyError, match="subject"):
        Press(laid(), LOOK).print({"name": "First evaluator"})


def test_only_entries_are_unlocked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(print_workbook(laid(), LOOK)))
    entries = {(cell.address.sheet, cell.address.cell) for cell in laid().entries}
    unlocked = {
        (sheet.title, cell.coordinate) for sheet in book for row in sheet for cell in row if not cell.protection.locked
    }
    assert unlocked == entries
    assert all(sheet.protection.sheet for sheet in book)
    assert book.security.lockStructure is True


def test_cells_look_as_their_named_style_says() -> None:
    book = openpyxl.load_workbook(io.BytesIO(print_workbook(laid(), LOOK)))
    assert {cell.style: book[cell.address.sheet][cell.address.cell].style for cell in laid()} == {
        cell.style: cell.style for cell in laid()
    }


def test_card_alone_is_very_hidden() -> None:
    grid = read_workbook(print_workbook(laid(), LOOK))
    assert {sheet.name: sheet.state for sheet in grid.sheets if sheet.state != "visible"} == {SHEET: "veryHidden"}


def test_validations_block_and_say_the_rule() -> None:
    rules = {rule.get("sqref"): rule for rule in sheets(laid())["Scores"].iter(f"{MAIN}dataValidation")}
    layout = laid()
    first, last = (layout[Key("score", bid, question)].address.cell for bid, question in (("A", "Q1"), ("B", "Q1")))
    scores = next(rule for sqref, rule in rules.items() if str(sqref).startswith(f"{first}:{last} "))
    entry = layout[Key("score", "A", "Q1")].entry
    assert entry is not None
    assert (scores.get("type"), scores.get("prompt"), scores.get("error")) == ("list", entry.rule, entry.rule)
    assert (scores.get("promptTitle"), scores.get("showErrorMessage"), scores.get("allowBlank")) == ("Score", "1", "1")
    assert scores.findtext(f"{MAIN}formula1") == "Guide!$A$5:$A$10"
    titles = Counter(rule.get("promptTitle") for rule in rules.values())
    assert titles == {"Score": 1, "Mechanism": 1, "Rationale": 1, "Evidence": 1}


def test_long_rules_are_cut_to_what_excel_shows() -> None:
    pen = Pen("Page", (20,))
    words = Words(name="x" * 40, rule="y" * 300, example="Because.")
    pen.row(Put(None, key=Key("reason"), entry=words))
    rule = next(sheets(Layout("evaluation", "T", (pen.sheet(),)))["Page"].iter(f"{MAIN}dataValidation"))
    sizes = [len(str(rule.get(name))) for name in ("promptTitle", "errorTitle", "prompt", "error")]
    assert sizes == [32, 32, 255, 225]


def test_scores_are_frozen_filtered_and_printed_with_their_headings() -> None:
    layout, page = laid(), sheets(laid())["Scores"]
    below = layout[Key("heading", part="2")].address
    corner = Address(below.sheet, below.row + 1, below.column).cell
    pane = next(page.iter(f"{MAIN}pane"))
    assert pane.attrib == {
        "xSplit": "2",
        "ySplit": str(below.row),
        "topLeftCell": corner,
        "activePane": "bottomRight",
        "state": "frozen",
    }
    names = {
        (name.get("name"), name.text): name.get("localSheetId")
        for name in fromstring(parts(print_workbook(layout, LOOK))["xl/workbook.xml"]).iter(f"{MAIN}definedName")
    }
    place = [sheet.name for sheet in layout.sheets].index("Scores")
    assert names[("_xlnm.Print_Titles", f"Scores!${below.row}:${below.row}")] == str(place)
    whole = layout.refer(Span(Key("heading", part="0"), Key("check", "B", "SV1")), "")
    assert names[("_xlnm._FilterDatabase", whole)] == str(place)
    assert page.find(f"{MAIN}autoFilter") is not None


def test_sheet_opens_at_its_first_entry() -> None:
    selection = next(sheets(laid())["Scores"].iter(f"{MAIN}selection"))
    assert selection.get("activeCell") == laid()[Key("score", "A", "Q1")].address.cell


def test_sheet_of_several_pages_repeats_its_frozen_columns() -> None:
    pen = Pen("Page", (20, 20))
    heading = pen.row("Name", "Figure", style="sv.header")
    sheet = pen.sheet(freeze=pen.here(2), headings=(heading, heading), pages_wide=2)
    layout = Layout("evaluation", "T", (sheet,))
    setup = next(sheets(layout)["Page"].iter(f"{MAIN}pageSetup"))
    assert (setup.get("fitToWidth"), setup.get("fitToHeight"), setup.get("orientation")) == ("2", "0", "landscape")
    names = fromstring(parts(print_workbook(layout, LOOK))["xl/workbook.xml"]).iter(f"{MAIN}definedName")
    assert [name.text for name in names] == ["Page!$A:$A,Page!$1:$1"]


def test_rows_with_entries_may_grow_and_others_may_not() -> None:
    layout = laid()
    rows = {row.get("r"): row for row in sheets(layout)["Scores"].iter(f"{MAIN}row")}
    entry, heading = layout[Key("score", "A", "Q1")].address.row, layout[Key("heading", part="0")].address.row
    assert (rows[str(entry)].get("ht"), rows[str(entry)].get("customHeight")) == ("58", None)
    assert (rows[str(heading)].get("ht"), rows[str(heading)].get("customHeight")) == ("30", "1")


def test_footer_says_title_sheet_and_page() -> None:
    page = sheets(one_sheet("x", title="Q & A"))["Page"]
    assert page.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter") == "&L&8Page&C&8Q && A&R&8Page &P of &N"


TEXTS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "'quoted",
    "  kept  ",
    "one\ntwo\tthree",
    "a & b < c > d \"e\" 'f' ]]>",
    "_x0041_",
    "_x000D_ and _x005F_",
    "\x01\x0b\x1f\ufffe",
    "one\r\ntwo",
    "\N{GRINNING FACE}\N{RIGHT-TO-LEFT OVERRIDE}",
    "1e5",
    "TRUE",
    "#N/A",
)


def even(text: str) -> str:
    """With line ends as the door gives them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_text_stays_the_text_that_it_is() -> None:
    layout = one_sheet(*TEXTS)
    grid = read_workbook(print_workbook(layout, LOOK)).sheets[0]
    assert [(cell.value, cell.formula, cell.error) for _, cell in sorted(grid.cells.items())] == [
        (even(text), None, False) for text in TEXTS
    ]


def test_text_that_begins_like_a_formula_is_text_to_others_too() -> None:
    book = openpyxl.load_workbook(io.BytesIO(print_workbook(one_sheet(*TEXTS[:4]), LOOK)))
    cells: Any = book["Page"][1]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in TEXTS[:4]]


def test_texts_of_every_kind_make_a_valid_file(tmp_path: Path) -> None:
    path = printed(one_sheet(*TEXTS, "x" * CELL_LIMIT, title="\x01 & <b>"), tmp_path)
    assert validate([path]) == []
    assert lint(path) == []


def test_text_as_long_as_a_cell_is_kept() -> None:
    assert held(one_sheet("x" * CELL_LIMIT)) == ["x" * CELL_LIMIT]


def test_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(TextTooLongError, match=f"has {CELL_LIMIT + 1} characters, more than the {CELL_LIMIT}"):
        print_workbook(one_sheet("x" * (CELL_LIMIT + 1)), LOOK)


def test_slot_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(TextTooLongError):
        Press(laid(), LOOK).print({"subject": "e1", "name": "x" * (CELL_LIMIT + 1)})


@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    wanted = [] if text == "" else [even(text)]
    assert [value for value in held(one_sheet(text)) if value not in {"", None}] == wanted


@given(st.text(max_size=60))
def test_escaped_text_is_xml_and_holds_no_markup(text: str) -> None:
    element = fromstring(f'<a b="{attribute(text)}">{escaped(text)}</a>')
    assert list(element) == []
    assert element.text in {cell_text(text).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"), None}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.1"), "0.1"),
        (Decimal(4), "4"),
        (7, "7"),
        (Fraction(1, 3), "0.3333333333333333"),
        (Decimal("1e21"), "1e+21"),
    ],
)
def test_number_is_the_nearest_double(value: Decimal | Fraction | int, text: str) -> None:
    assert number(value) == text


@given(st.decimals(-(10**12), 10**12, places=4))
def test_number_reads_back_the_same(value: Decimal) -> None:
    assert Decimal(number(value)) == value


def test_formula_keeps_the_value_that_python_gives() -> None:
    pen = Pen("Page", (20, 20, 20))
    one, text = Key("one"), Key("text")
    pen.row(fixed(Decimal(1), one), fixed("a<b", text))
    pen.row(
        formula("{one}/3", Fraction(1, 3), one=one),
        formula('{text}&"<&>"', "a<b<&>", text=text),
        formula("{one}", None, one=one),
    )
    found = read_workbook(print_workbook(Layout("evaluation", "T", (pen.sheet(),)), LOOK)).sheets[0].cells
    assert [(found[2, column].formula, found[2, column].value) for column in (1, 2, 3)] == [
        ("$A$1/3", Decimal("0.3333333333333333")),
        ('$B$1&"<&>"', "a<b<&>"),
        ("$A$1", None),
    ]


def test_runs_join_cells_that_stand_under_one_another() -> None:
    places = [Address("Page", row, column) for row, column in ((4, 2), (3, 2), (2, 2), (6, 2), (2, 3))]
    assert list(runs(places)) == ["B2:B4", "B6", "C2"]
