"""The pen counts rows, fills entries, and makes room for what stands in them."""

from __future__ import annotations

from decimal import Decimal
from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from sv_excel.findings.address import Address
from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Chart, Mark, Slot, Span, formula
from sv_excel.workbooks.sheet.entries import Words
from sv_excel.workbooks.sheet.page_breaks import page_breaks
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed
from sv_excel.workbooks.sheet.text_size import HIGHEST, LEADING, LETTER, LINE, rows_of, size_of

WORDS = Words(name="reason", rule="Say why.", example="Because.")
REASON, TITLE = Key("rationale", "A"), Key("title")


def test_pen_counts_rows_and_columns() -> None:
    pen = Pen("Scores", (20, 20, 20))
    assert pen.row("one", None, "three") == 1
    pen.skip(2)
    assert pen.here(2) == Address("Scores", 4, 2)
    assert pen.row("next") == 4
    assert [str(cell.address) for cell in pen.sheet().cells] == ["Scores!A1", "Scores!C1", "Scores!A4"]


def test_pen_puts_each_item_in_its_own_style_or_the_row_s() -> None:
    pen = Pen("Scores", (20, 20))
    pen.row(fixed("mine", TITLE, "sv.strong"), Slot("name"), style="sv.label")
    assert [(cell.style, cell.key) for cell in pen.sheet().cells] == [("sv.strong", TITLE), ("sv.label", None)]


def test_answers_fill_entries_and_nothing_else() -> None:
    pen = Pen("Scores", (20, 20), answers={REASON: "Because of page 4.", TITLE: "Overwritten"})
    pen.row(Put(None, "sv.words", REASON, WORDS, "Alder"), fixed("Title", TITLE))
    entry, title = pen.sheet().cells
    assert (entry.content, entry.entry, entry.subject) == ("Because of page 4.", WORDS, "Alder")
    assert title.content == "Title"


def test_answers_that_are_missing_leave_the_entry_as_laid() -> None:
    pen = Pen("Scores", (20,), answers={})
    pen.row(Put(Decimal(1), key=REASON, entry=WORDS))
    assert pen.sheet().cells[0].content == Decimal(1)


def test_banner_stands_on_top_over_all_columns() -> None:
    pen = Pen("Scores", (20, 20, 20), banner=("OFFICIAL", "Keep safe"))
    sheet = pen.sheet()
    assert [(cell.content, cell.style) for cell in sheet.cells] == [
        ("OFFICIAL", "sv.banner"),
        ("Keep safe", "sv.banner"),
    ]
    assert [(str(first), str(last)) for first, last in sheet.merges] == [
        ("Scores!A1", "Scores!C1"),
        ("Scores!A2", "Scores!C2"),
    ]


def test_wide_in_one_column_merges_nothing() -> None:
    pen = Pen("Scores", (20, 20))
    pen.wide("Alone", "sv.line", columns=1)
    assert pen.sheet().merges == ()


def test_wide_keeps_what_an_item_means() -> None:
    pen = Pen("Scores", (20, 20))
    pen.wide(Put("Text", None, REASON, WORDS, "Alder"), "sv.line")
    cell = pen.sheet().cells[0]
    assert (cell.key, cell.entry, cell.subject, cell.style) == (REASON, WORDS, "Alder", "sv.line")


def test_rows_grow_with_their_longest_text() -> None:
    pen = Pen("Scores", (20, 20))
    pen.row("short", "short")
    pen.row("short", "one\ntwo\nthree")
    pen.row("short", formula("{a}", "one\ntwo", a=REASON))
    pen.row("short", height=58)
    pen.row("x" * 32_000)
    assert [height for _, height in pen.sheet().heights] == [LEADING + 3, 3 * LEADING + 3, 2 * LEADING + 3, 58, HIGHEST]
    assert LEADING + 3 > LINE


def test_titles_are_tall_and_grow_where_they_are_long() -> None:
    pen = Pen("Scores", (60,))
    pen.wide("Scores", "sv.title")
    pen.wide("Q1  Mobilisation", "sv.heading")
    pen.wide("Integrated urgent care and community diagnostics for north east London", "sv.title")
    pen.wide("Q2  Digital interoperability, information governance and continuity of service in winter", "sv.heading")
    assert pen.sheet().heights == ((1, 28.0), (2, 21.0), (3, 80.0), (4, 55.0))


def test_large_and_bold_letters_take_more_room() -> None:
    text = "1. Read each bid against the question and the scale, and choose."
    assert rows_of(text, 60) == 1
    assert rows_of(text, 60, size_of("sv.line").letters) == 2
    assert rows_of("Birch Community Trust", 22) == 1
    assert rows_of("Birch Community Trust", 22, size_of("sv.header").letters) == 2


def test_a_word_that_does_not_fit_begins_a_new_line() -> None:
    assert rows_of("Consortium Bartholomew Whitechapel", 15) == 3
    assert rows_of("Wolverhampton-Featherstonehaugh", 15) == 3


def test_sheet_carries_marks_charts_and_furniture() -> None:
    pen = Pen("Scores", (20,))
    span = Span(TITLE, TITLE)
    pen.mark(span, "{title}=1", "sv.good", bar=True, title=TITLE)
    chart = Chart("Scores", "Bars", pen.here(), (TITLE,), span, (span,))
    pen.chart(chart)
    freeze = pen.here(2)
    sheet = pen.sheet(freeze=freeze, headings=(1, 2), table=span, start=TITLE, hidden=True, portrait=True, pages_wide=3)
    assert sheet.marks == (Mark(span, "{title}=1", "sv.good", (("title", TITLE),), bar=True),)
    assert sheet.charts == (chart,)
    assert (sheet.frozen, sheet.headings, sheet.table, sheet.start) == (freeze, (1, 2), span, TITLE)
    assert (sheet.hidden, sheet.portrait, sheet.pages_wide) == (True, True, 3)


@given(st.lists(st.sampled_from(["a", "bid", "question", "consortium"]), min_size=1, max_size=60), st.integers(20, 90))
def test_rows_of_breaks_between_words_as_a_typesetter_does(words: list[str], letters: int) -> None:
    text = " ".join(words)

    assert rows_of(text, (letters + 0.5) * LETTER + 1.8) == len(wrap(text, letters))


@given(st.text(alphabet="ab \n", max_size=400), st.floats(2, 100))
def test_rows_of_never_promises_too_little_room(text: str, width: float) -> None:
    lines = rows_of(text, width)
    assert lines >= text.count("\n") + 1
    assert lines * (width - 1) >= LETTER * len(text.replace("\n", "").replace(" ", ""))
    assert rows_of(text, width + 10) <= lines


def test_pages_begin_where_no_heading_is_left_behind() -> None:
    pen = Pen("Guide", (100,))
    for place in range(4):
        pen.wide(f"Q{place}", "sv.heading")
        for _ in range(13):
            pen.row("row", height=16)

    assert pen.sheet().breaks == (29,)


def test_pages_of_rows_that_grow_begin_by_themselves_save_where_a_block_would_be_torn() -> None:
    heights = dict.fromkeys(range(1, 41), 10.0)

    def breaks(block: tuple[int, int], *, grows: bool) -> list[int]:
        return list(page_breaks(heights, 40, [block], page=100, repeated=20, grows=grows))

    assert breaks((20, 22), grows=False) == [11, 19, 27, 35]
    assert breaks((18, 20), grows=False) == [11, 18, 26, 34]
    assert breaks((18, 20), grows=True) == [18]
    assert breaks((23, 25), grows=True) == []


def test_page_begins_before_a_block_that_a_fuller_page_would_tear() -> None:
    heights = dict.fromkeys(range(1, 41), 10.0)

    assert list(page_breaks(heights, 20, [(12, 14)], page=100, repeated=20, grows=True)) == [11]
    assert list(page_breaks(heights, 20, [(16, 18)], page=100, repeated=20, grows=True)) == []


def test_chart_stays_on_one_page_with_the_table_above_it() -> None:
    pen = Pen("Result", (100,))
    for place in range(2):
        pen.wide(f"Lot {place}", "sv.heading")
        pen.row("Rank", style="sv.header")
        pen.row("1")
        pen.skip()
        pen.chart(Chart("Scores", "Bars", pen.here(), (TITLE,), Span(TITLE, TITLE), (Span(TITLE, TITLE),), rows=16))
        pen.skip(17)

    assert pen.sheet().breaks == (22,)
    assert pen.sheet(one_page=True).breaks == ()
