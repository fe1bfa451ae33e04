"""One workbook, spelt as different writers spell it: the same grid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read.open import read_workbook
from xlsx.packages import MAIN, REL, STRICT, packed, parts, rels, row, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.workbooks.sheet.grid import Grid

Parts = dict[str, str]
SHEET = "xl/worksheets/sheet1.xml"


def plain() -> Parts:
    rows = row('<c t="s"><v>0</v></c>', '<c s="1"><v>4</v></c>', "<c><f>B1*2</f><v>8</v></c>") + row(
        '<c t="inlineStr"><is><t>one &amp; two</t></is></c>', '<c t="b"><v>1</v></c>', number=3
    )
    after = (
        '<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A5:B6"/></mergeCells><dataValidations>'
        '<dataValidation type="whole" showErrorMessage="1" sqref="B1"><formula1>0</formula1><formula2>5</formula2>'
        "</dataValidation></dataValidations>"
    )
    return parts(
        rows, before='<cols><col min="4" max="5" width="9" hidden="1"/></cols>', after=after, shared=texts("title")
    )


def everywhere(old: str, new: str) -> Callable[[Parts], Parts]:
    return lambda content: {name: text.replace(old, new) for name, text in content.items()}


def on_sheet(change: Callable[[str], str]) -> Callable[[Parts], Parts]:
    return lambda content: {name: change(text) if name == SHEET else text for name, text in content.items()}


def prefixed(text: str) -> str:
    text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def all_prefixed(content: Parts) -> Parts:
    named = {name for name in content if name.startswith("xl/") and not name.endswith(".rels")}
    return {name: prefixed(text) if name in named else text for name, text in content.items()}


def from_the_root(content: Parts) -> Parts:
    content["xl/_rels/workbook.xml.rels"] = rels(
        "worksheet>/xl/worksheets/sheet1.xml", "styles>/xl/styles.xml", "sharedStrings>../xl/./sharedStrings.xml"
    )
    return content


def moved_parts(content: Parts) -> Parts:
    content["_rels/.rels"] = rels("officeDocument>/book/main.xml")
    content["book/main.xml"] = content.pop("xl/workbook.xml")
    content["book/_rels/main.xml.rels"] = content.pop("xl/_rels/workbook.xml.rels").replace(
        'Target="', 'Target="../xl/'
    )
    return content


def capitals(content: Parts) -> Parts:
    content["xl/SharedStrings.xml"] = content.pop("xl/sharedStrings.xml")
    return content


SPELLINGS: dict[str, Callable[[Parts], Parts]] = {
    "prefixes": all_prefixed,
    "strict": lambda content: everywhere(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships")(
        everywhere(MAIN, STRICT)(content)
    ),
    "targets from the root": from_the_root,
    "parts elsewhere": moved_parts,
    "names in other case": capitals,
    "cells without places": on_sheet(lambda text: re.sub(r'<c r="[A-Z]+[0-9]+"', "<c", text)),
    "a row without its number": on_sheet(lambda text: text.replace('<row r="1"', "<row")),
    "blanks between elements": on_sheet(lambda text: text.replace("><", ">\n  <")),
    "blanks inside tags": on_sheet(lambda text: text.replace("/>", " />").replace("<row ", "<row\n ")),
    "single quotes": on_sheet(lambda text: text.partition("?>")[2].replace('"', "'")),
    "attributes in another order": on_sheet(lambda text: text.replace('<c r="B1" s="1">', '<c s="1" r="B1">')),
    "comments": on_sheet(lambda text: text.replace("<row ", "<!-- <c r='Z9'><v>9</v></c> --><row ")),
    "character data sections": on_sheet(lambda text: text.replace("one &amp; two", "<![CDATA[one & two]]>")),
    "character references": on_sheet(
        lambda text: text.replace("<v>4</v>", "<v>&#x34;</v>").replace('hidden="1"', 'hidden="&#49;"')
    ),
    "true for 1": on_sheet(lambda text: re.sub(r'(hidden|sheet|showErrorMessage)="1"', r'\1="true"', text)),
    "extensions in cells": on_sheet(lambda text: text.replace("</v></c>", "</v><extLst><ext uri='x'/></extLst></c>")),
    "spans and heights": on_sheet(
        lambda text: text.replace("<row ", '<row spans="1:3" ht="15" x14ac:dyDescent="0.25" ').replace(
            "<worksheet ", '<worksheet xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        )
    ),
    "preserved blanks and empty values": on_sheet(
        lambda text: text.replace("<t>", '<t xml:space="preserve">').replace("</f>", "</f >").replace("</f >", "</f>")
    ),
    "another protection spelling": on_sheet(
        lambda text: text.replace("<sheetProtection ", '<sheetProtection objects="1" ')
    ),
}


def grid(content: Parts) -> Grid:
    return read_workbook(packed(content), "book")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_gives_the_same_grid(spelling: str) -> None:
    changed = SPELLINGS[spelling](plain())

    assert changed != plain()
    assert grid(changed) == grid(plain())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encoding_gives_the_same_grid(encoding: str) -> None:
    content = {
        name: text.replace("UTF-8", "UTF-16" if encoding == "utf-16" else "UTF-8").encode(encoding)
        for name, text in plain().items()
    }

    assert read_workbook(packed(content), "book") == grid(plain())


def test_cells_in_a_comment_are_not_there() -> None:
    content = plain()
    hidden = content[SHEET].partition("<sheetData>")[2].partition("</sheetData>")[0]
    content[SHEET] = content[SHEET].replace(
        f"<sheetData>{hidden}</sheetData>", f"<sheetData/><!-- <sheetData>{hidden}</sheetData> -->"
    )

    assert grid(content).sheets[0].cells == {}


def test_sheet_of_a_foreign_namespace_is_not_taken_for_cells() -> None:
    content = plain()
    content[SHEET] = (
        content[SHEET]
        .replace(f'xmlns="{MAIN}"', f'xmlns="urn:other" xmlns:x="{MAIN}"')
        .replace("<worksheet", "<x:worksheet")
        .replace(
            "</worksheet>",
            '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        )
    )

    with pytest.raises(UnreadableWorkbook):
        grid(content)
