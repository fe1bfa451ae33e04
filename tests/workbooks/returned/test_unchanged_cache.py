"""Whatever is changed in a workbook is told just so, whether or not its like was compared before."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations import complete, issued, laid, read
from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.workbooks.returned.compare import Return, hold
from sv_excel.workbooks.returned.unchanged_cache import MOST, is_proven, prove
from sv_excel.workbooks.sheet.grid import Found, Grid, Unread
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.xlsx.read import workbook

SHEETS = [f"xl/worksheets/sheet{number}.xml" for number in range(1, 6)]
PARTS = [*SHEETS, "xl/sharedStrings.xml", "xl/styles.xml"]
TOKEN = re.compile(r"<[^<>]+>|[^<>]+")
Verdict = tuple[str, ...] | Return
REPLACED = {
    "a locked text": ("xl/sharedStrings.xml", "Birch &amp; Sons Ltd", "Birch and Sons Ltd"),
    "a formula": ("xl/worksheets/sheet3.xml", "IF(ISNUMBER(", "if( isnumber("),
    "a style of a locked cell": ("xl/worksheets/sheet3.xml", 's="15"', 's="16"'),
    "what a formula comes to": ("xl/worksheets/sheet3.xml", "<v>Not started</v>", "<v>Complete</v>"),
    "a hidden row": ("xl/worksheets/sheet3.xml", '<row r="9"', '<row r="9" hidden="1"'),
    "a row of no height": ("xl/worksheets/sheet3.xml", 'ht="58"', 'ht="0.5"'),
    "what is left of a result": ("xl/worksheets/sheet3.xml", "<v>Not started</v>", "<v>&bad;</v>"),
    "a look that hides": ("xl/styles.xml", 'rgb="FF1B1F24"', 'rgb="FFFFFFFF"'),
    "a merge": ("xl/worksheets/sheet3.xml", "<mergeCell ref=", '<mergeCell ref="B7:C7"/><mergeCell ref='),
}


@cache
def parts() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(complete())) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def with_part(name: str, text: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for other, content in parts().items():
            package.writestr(other, text if other == name else content)
    return written.getvalue()


def verdict(content: bytes, layout: Issued) -> Verdict:
    """What is said of a workbook; of one that cannot be read, why."""
    try:
        return hold(layout, read(content))
    except UnreadableWorkbook as error:
        return error.code, error.problem


def both_ways(content: bytes) -> tuple[Verdict, Verdict]:
    """What is said by one who met this workbook as it was issued before, and by one who meets it first."""
    warm = issued()
    assert verdict(complete(), warm) == verdict(complete(), warm)
    remembered = verdict(content, warm)
    workbook._memory.cache_clear()  # noqa: SLF001 - nobody but a test begins anew
    return remembered, verdict(content, Issued.of(laid()))


@dataclass(frozen=True)
class Altered:
    """A workbook with something changed in one part."""

    part: str
    content: bytes = field(repr=False)


@st.composite
def tampered(draw: st.DrawFn) -> Altered:
    """The complete workbook with some pieces of XML put for others of the same part, or taken out, or doubled."""
    name = draw(st.sampled_from(PARTS))
    tokens = TOKEN.findall(parts()[name])
    for _ in range(draw(st.integers(1, 3))):
        place, other = (draw(st.integers(1, len(tokens) - 1)) for _ in range(2))
        how = draw(st.sampled_from(["exchange", "copy", "take out", "double", "digit", "letter"]))
        if how == "exchange":
            tokens[place], tokens[other] = tokens[other], tokens[place]
        elif how == "copy":
            tokens[place] = tokens[other]
        elif how == "take out":
            tokens[place] = ""
        elif how == "double":
            tokens[place] *= 2
        else:
            kind = r"[0-9]" if how == "digit" else r"[A-Za-z]"
            found = list(re.finditer(kind, tokens[place]))
            if found:
                at = draw(st.sampled_from(found)).start()
                new = draw(st.sampled_from("0123456789" if how == "digit" else "ABCst"))
                tokens[place] = tokens[place][:at] + new + tokens[place][at + 1 :]
    return Altered(name, with_part(name, "".join(tokens)))


@given(tampered())
def test_tampering_is_told_the_same_with_and_without_memory(altered: Altered) -> None:
    remembered, first = both_ways(altered.content)
    assert remembered == first


@pytest.mark.parametrize(("part", "before", "after"), REPLACED.values(), ids=REPLACED)
def test_change_is_told_the_same_with_and_without_memory(part: str, before: str, after: str) -> None:
    text = parts()[part]
    assert before in text
    remembered, first = both_ways(with_part(part, text.replace(before, after, 1)))
    assert remembered == first


def scores(grid: Grid) -> Unread:
    sheet = grid.sheet("Scores")
    assert sheet is not None
    assert sheet.untaken is not None
    return sheet.untaken


def test_entries_and_results_make_no_difference_to_the_rest() -> None:
    text = parts()[SHEETS[2]]
    entered = re.sub(r'(<c r="E[0-9]+" s="[0-9]+"><v>)3(</v>)', r"\g<1>5\2", text)
    entered = entered.replace("<v>Not started</v>", "<v>Complete</v>").replace('ht="58"', 'ht="99"')
    again = read(with_part(SHEETS[2], entered))

    assert entered != text
    assert scores(again).rest == scores(read(complete())).rest


OTHERS = {
    "another look that leaves open": (SHEETS[2], r'(<c r="E[0-9]+" s=)"[0-9]+"', r'\1"60"'),
    "another place": (SHEETS[2], r'<c r="H([0-9]+)" s="26"', r'<c r="Z\1" s="26"'),
    "another look of every cell": ("xl/styles.xml", r'sz val="10"', 'sz val="12"'),
    "a text numbered with a blank": (SHEETS[2], r't="s"><v>', 't="s"><v> '),
    "a truth value that a formula comes to": (SHEETS[2], r't="str"(><f>[^<]*</f><v>)[^<]*', r't="b"\g<1>1'),
    "a row that is hidden": (SHEETS[2], r'<row r="7"', '<row r="7" hidden="true"'),
    "a locked number": (SHEETS[2], r"<v>25</v>", "<v>26</v>"),
}


@pytest.mark.parametrize(("part", "pattern", "new"), OTHERS.values(), ids=OTHERS)
def test_all_else_makes_a_difference_to_the_rest(part: str, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, parts()[part], count=1)
    assert count == 1
    as_issued = scores(read(complete())).rest
    try:
        sheet = read(with_part(part, text)).sheet("Scores")
    except UnreadableWorkbook:
        return
    assert sheet is not None
    assert sheet.untaken is None or sheet.untaken.rest != as_issued


def test_numbering_of_texts_makes_no_difference_to_the_rest() -> None:
    """Other applications number shared texts in another order."""
    names = [*SHEETS, "xl/sharedStrings.xml"]
    items = re.findall(r"<si>.*?</si>", parts()[names[-1]], re.DOTALL)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts().items():
            text = content
            if name in SHEETS:
                text = re.sub(r't="s"><v>([0-9]+)<', lambda m: f't="s"><v>{len(items) - 1 - int(m[1])}<', content)
            elif name == names[-1]:
                text = content.replace("".join(items), "".join(reversed(items)))
            package.writestr(name, text)

    assert scores(read(written.getvalue())).rest == scores(read(complete())).rest


def test_cells_are_all_there_when_asked_for() -> None:
    workbook._memory.cache_clear()  # noqa: SLF001
    first, second = read(complete()), read(complete())
    for one, other in zip(first.sheets, second.sheets, strict=True):
        assert len(one.cells) == len(other.cells) == len(dict(other.cells))
        assert dict(one.cells) == dict(other.cells)
    assert pickle.loads(pickle.dumps(second)) == first  # noqa: S301 - our own


def test_sheet_is_proven_by_a_clean_one_and_by_no_other() -> None:
    layout = Issued.of(laid())
    grid = read(complete())
    sheet, found = layout.sheet("Scores"), grid.sheet("Scores")
    assert sheet is not None
    assert found is not None
    assert not is_proven(sheet, found)
    hold(layout, grid)
    assert is_proven(sheet, found)
    assert not is_proven(sheet, replace(found, protected=False))
    assert not is_proven(sheet, replace(found, hidden_rows=frozenset({9})))
    assert not is_proven(sheet, replace(found, cells=dict(found.cells)))
    assert not is_proven(replace(sheet, merges=()), found)


def test_sheet_that_leaves_more_open_is_never_proven() -> None:
    layout = Issued.of(laid())
    sheet, found = layout.sheet("Scores"), read(complete()).sheet("Scores")
    assert sheet is not None
    assert found is not None
    assert found.untaken is not None
    more = Unread({**found.untaken.typed, (1, 1): Found(Decimal(1))}, b"rest", 1, dict)
    prove(sheet, replace(found, cells=more))
    assert sheet.proven == {}


def test_memory_of_a_sheet_is_bounded() -> None:
    layout = Issued.of(laid())
    sheet, found = layout.sheet("Scores"), read(complete()).sheet("Scores")
    assert sheet is not None
    assert found is not None
    for number in range(2 * MOST + 1):
        prove(sheet, replace(found, cells=Unread({}, str(number).encode(), 0, dict)))
    assert len(sheet.proven) == 1
