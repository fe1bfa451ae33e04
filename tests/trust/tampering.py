"""Every way of tampering with a returned workbook that docs/security.md names: how it is done, and what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trust.cells import BAND, CARD, CHECK, FREE_ROW, GUIDE, LEVEL, NEXT_ROW, ROW, SCORE, SCORES, WEIGHT, issued
from trust.cells import cell as at
from trust.editing import (
    cell_xml,
    changed,
    on_sheet,
    packed,
    part_of,
    parts_of,
    with_cell,
    with_drawing,
    with_number,
    with_style,
    with_text,
)
from trust.packs import returned

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = "xl/workbook.xml"
Case = tuple["Callable[[], bytes]", list[str]]


def cell_changed(change: Callable[[bytes], bytes], *codes: str) -> Case:
    return (lambda: change(returned())), list(codes)


def said(code: str, cell: str, sheet: str = SCORES) -> str:
    return f"{code} {sheet}!{cell}"


def without_sheet(book: bytes, name: str) -> bytes:
    """The workbook without one of its sheets."""
    parts = parts_of(book)
    text = parts[BOOK].decode()
    found = re.search(rf'<sheet name="{name}"[^>]*/>', text)
    assert found is not None
    text = re.sub("<definedNames>.*</definedNames>", "", text.replace(found[0], ""))
    gone = part_of(book, name)
    types = re.sub(rf'<Override PartName="/{gone}"[^>]*/>', "", parts["[Content_Types].xml"].decode())
    kept = {key: content for key, content in parts.items() if key != gone}
    return packed({**kept, BOOK: text.encode(), "[Content_Types].xml": types.encode()})


def with_sheet(book: bytes) -> bytes:
    """The workbook with one more sheet."""
    parts = parts_of(book)
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    text = parts[BOOK].decode().replace("</sheets>", '<sheet name="Extra" sheetId="90" r:id="rId90"/></sheets>')
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    more = f'<Relationship Id="rId90" Type="{kind}" Target="worksheets/sheet90.xml"/></Relationships>'
    return packed(
        {
            **parts,
            BOOK: text.encode(),
            "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", more).encode(),
            "xl/worksheets/sheet90.xml": sheet.encode(),
        }
    )


def reordered(book: bytes) -> bytes:
    """The workbook with its second and third tab in each other's place."""
    text = parts_of(book)[BOOK].decode()
    sheets = re.findall(r"<sheet [^>]*/>", text)
    parts = parts_of(book)
    text = text.replace("".join(sheets), "".join([sheets[0], sheets[2], sheets[1], *sheets[3:]]))
    text = re.sub("<definedNames>.*</definedNames>", "", text)
    return packed({**parts, BOOK: text.encode()})


def pasted(book: bytes) -> bytes:
    """A value pasted over an entry: its dropdown is gone, and it is off the scale."""
    text = parts_of(book)[part_of(book, SCORES)].decode()
    found = re.search(rf'sqref="({SCORE}:\S+)( [^"]*)"', text)
    assert found is not None
    last = found[1].rsplit(":", 1)[1]
    left = on_sheet(book, SCORES, found[0], f'sqref="{SCORE[0]}{ROW + 1}:{last}{found[2]}"')
    return with_number(left, SCORES, SCORE, "4.5")


def for_another(book: bytes) -> bytes:
    """The first evaluator's workbook with the second's id on its card."""
    return with_text(book, CARD, at("card", None, None, part="subject"), "e2")


def other_tender() -> bytes:
    """A workbook of another tender."""
    return changed(returned(), "xl/sharedStrings.xml", ">community-cleaning-2026<", ">another-tender-2026<")


def other_version() -> bytes:
    """A workbook whose card names a seal that was never issued."""
    parts = parts_of(returned())
    texts = parts["xl/sharedStrings.xml"].decode()
    seal = re.search(">([0-9a-f]{64})<", texts)
    assert seal is not None
    return changed(returned(), "xl/sharedStrings.xml", seal[1], "0" * 64)


def resized(book: bytes, old: str, new: str) -> bytes:
    """The workbook with a row or column of another size."""
    text = parts_of(book)[part_of(book, SCORES)].decode()
    found = re.search(old, text)
    assert found is not None
    return on_sheet(book, SCORES, found[0], new)


def unlocked(style: str) -> str:
    """A look whose cells are not locked."""
    bare = re.sub(r"<protection[^>]*/>", "", style)
    if bare.endswith("/>"):
        return f'{bare[:-2]} applyProtection="1"><protection locked="0"/></xf>'
    return bare.replace("</xf>", '<protection locked="0"/></xf>')


def repeated(style: str) -> str:
    """A look that shows what a cell holds again and again, to its width."""
    bare = re.sub(r'<alignment[^>]*/>| applyAlignment="[^"]*"', "", style)
    bare = bare.replace("/>", "></xf>", 1) if bare.startswith("<xf") and "</xf>" not in bare else bare
    return bare.replace(">", ' applyAlignment="1"><alignment horizontal="fill"/>', 1)


def formatted(book: bytes, code: str) -> bytes:
    """The workbook whose first score shows another number than it holds."""
    styles = parts_of(book)["xl/styles.xml"].decode()
    more = f'<numFmt numFmtId="190" formatCode="{code}"/>'
    if "<numFmts" in styles:
        book = changed(book, "xl/styles.xml", "</numFmts>", f"{more}</numFmts>")
    else:
        book = changed(book, "xl/styles.xml", "<fonts", f'<numFmts count="1">{more}</numFmts><fonts')
    return with_style(book, SCORES, SCORE, lambda xf: re.sub(r'numFmtId="\d+"', 'numFmtId="190"', xf))


def inked(book: bytes, font: str) -> bytes:
    """The workbook whose first score is written in another font."""
    styles = parts_of(book)["xl/styles.xml"].decode()
    number = styles[: styles.index("</fonts>")].count("<font>")
    book = changed(book, "xl/styles.xml", "</fonts>", f"<font>{font}</font></fonts>")
    return with_style(book, SCORES, SCORE, lambda xf: re.sub(r'fontId="\d+"', f'fontId="{number}"', xf))


RULE = '<cfRule type="expression" priority="9"'
WHITE = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'
TAMPERING: dict[str, Case] = {
    "nothing": cell_changed(lambda book: book),
    "a locked text, one letter": cell_changed(
        lambda book: with_text(book, SCORES, f"B{ROW}", "Alder Facilities Ltd."),
        said("locked-cell-changed", f"B{ROW}"),
    ),
    "a weighting": cell_changed(
        lambda book: with_number(book, SCORES, WEIGHT, "11"), said("locked-cell-changed", WEIGHT)
    ),
    "a weighting, by a hair": cell_changed(
        lambda book: with_number(book, SCORES, WEIGHT, "10.000001"), said("locked-cell-changed", WEIGHT)
    ),
    "a weighting as text": cell_changed(
        lambda book: with_text(book, SCORES, WEIGHT, "10"), said("locked-cell-changed", WEIGHT)
    ),
    "a weighting as a formula": cell_changed(
        lambda book: with_cell(book, SCORES, WEIGHT, "<f>5+5</f><v>10</v>"), said("locked-cell-changed", WEIGHT)
    ),
    "a locked cell emptied": cell_changed(
        lambda book: on_sheet(book, SCORES, cell_xml(book, SCORES, f"A{ROW}"), ""),
        said("locked-cell-changed", f"A{ROW}"),
    ),
    "a formula": cell_changed(
        lambda book: with_cell(book, SCORES, CHECK, "<f>IF(1=1,&quot;Complete&quot;)</f><v>Complete</v>", "str"),
        said("formula-changed", CHECK),
    ),
    "a formula for its value": cell_changed(
        lambda book: with_text(book, SCORES, CHECK, "Complete"), said("formula-changed", CHECK)
    ),
    "a formula taken out": cell_changed(lambda book: with_cell(book, SCORES, BAND, ""), said("formula-changed", BAND)),
    "a level of the scale": cell_changed(
        lambda book: with_number(book, GUIDE, LEVEL, "6"), said("locked-cell-changed", LEVEL, GUIDE)
    ),
    "a row hidden": cell_changed(
        lambda book: on_sheet(book, SCORES, f'<row r="{ROW}"', f'<row r="{ROW}" hidden="1"'),
        said("row-hidden", f"A{ROW}"),
    ),
    "a row of no height": cell_changed(
        lambda book: resized(book, rf'<row r="{ROW}" ht="[^"]*"', f'<row r="{ROW}" ht="4"'),
        said("row-hidden", f"A{ROW}"),
    ),
    "a column hidden": cell_changed(
        lambda book: on_sheet(book, SCORES, '<col min="3" max="3"', '<col min="3" max="3" hidden="1"'),
        said("column-hidden", "C3"),
    ),
    "a column of no width": cell_changed(
        lambda book: resized(book, '<col min="3" max="3" width="[^"]*"', '<col min="3" max="3" width="0.5"'),
        said("column-hidden", "C3"),
    ),
    "a sheet hidden": cell_changed(
        lambda book: changed(book, BOOK, '<sheet name="Guide"', '<sheet name="Guide" state="hidden"'),
        "sheet-hidden Guide",
    ),
    "a row added": cell_changed(
        lambda book: on_sheet(
            book,
            SCORES,
            "</sheetData>",
            f'<row r="{FREE_ROW}"><c r="D{FREE_ROW}"><v>5</v></c></row></sheetData>',
        ),
        said("cell-added", f"D{FREE_ROW}"),
    ),
    "a column added": cell_changed(
        lambda book: on_sheet(
            book, SCORES, cell_xml(book, SCORES, CHECK), f'{cell_xml(book, SCORES, CHECK)}<c r="Z{ROW}"><v>1</v></c>'
        ),
        said("cell-added", f"Z{ROW}"),
    ),
    "a sheet added": cell_changed(with_sheet, "sheet-added Extra"),
    "a sheet taken out": cell_changed(lambda book: without_sheet(book, GUIDE), "sheet-missing Guide"),
    "a sheet renamed": cell_changed(
        lambda book: changed(book, BOOK, '<sheet name="Guide"', '<sheet name="Guide 2"'),
        "sheet-missing Guide",
        "sheet-added Guide 2",
    ),
    "sheets in another order": cell_changed(reordered, "sheets-reordered"),
    "a dropdown's list": cell_changed(
        lambda book: on_sheet(book, SCORES, "<formula1>Guide!$A$5:", "<formula1>Guide!$A$6:"),
        *(
            said("rule-changed", address.cell)
            for address, expected in issued().entries
            if expected.key is not None and expected.key.field == "score"
        ),
    ),
    "a dropdown that only warns": cell_changed(
        lambda book: on_sheet(
            book, "Declaration", '<dataValidation type="date"', '<dataValidation errorStyle="warning" type="date"'
        ),
        said("rule-changed", at("signed_date", None, None), "Declaration"),
    ),
    "a value pasted over a dropdown": cell_changed(pasted, said("rule-changed", SCORE), said("score-off-scale", SCORE)),
    "a second rule over a dropdown": cell_changed(
        lambda book: on_sheet(
            book,
            SCORES,
            "</dataValidations>",
            f'<dataValidation type="custom" showErrorMessage="1" sqref="{SCORE}"><formula1>TRUE</formula1>'
            "</dataValidation></dataValidations>",
        ),
        said("rule-changed", SCORE),
    ),
    "a defined name": cell_changed(
        lambda book: changed(book, BOOK, "<definedNames>", '<definedNames><definedName name="Weight">5</definedName>'),
        "name-added",
    ),
    "a conditional format that hides a check": cell_changed(
        lambda book: changed(
            on_sheet(
                book,
                SCORES,
                "<conditionalFormatting",
                f'<conditionalFormatting sqref="{CHECK}">{RULE} dxfId="0"><formula>TRUE</formula></cfRule>'
                "</conditionalFormatting><conditionalFormatting",
            ),
            "xl/styles.xml",
            "<dxf>",
            f"{WHITE}<dxf>",
        ),
        said("format-changed", CHECK),
    ),
    "a conditional format that was not there": cell_changed(
        lambda book: on_sheet(
            book,
            SCORES,
            "<conditionalFormatting",
            f'<conditionalFormatting sqref="{CHECK}">{RULE} dxfId="26"><formula>TRUE</formula></cfRule>'
            "</conditionalFormatting><conditionalFormatting",
        ),
        said("format-changed", CHECK),
    ),
    "a sheet's protection": cell_changed(
        lambda book: on_sheet(book, SCORES, '<sheetProtection sheet="1"', '<sheetProtection sheet="0"'),
        "protection-removed",
    ),
    "the structure's protection": cell_changed(
        lambda book: changed(book, BOOK, '<workbookProtection lockStructure="1"/>', ""), "protection-removed"
    ),
    "a locked cell unlocked": cell_changed(
        lambda book: with_style(book, SCORES, WEIGHT, unlocked), "protection-removed"
    ),
    "a range that anybody may edit": cell_changed(
        lambda book: on_sheet(
            book,
            SCORES,
            "<autoFilter",
            '<protectedRanges><protectedRange sqref="A1:I99" name="p"/></protectedRanges><autoFilter',
        ),
        "protection-removed",
    ),
    "the hidden sheet shown": cell_changed(
        lambda book: changed(book, BOOK, ' state="veryHidden"', ""), "protection-removed"
    ),
    "labels moved to other rows": cell_changed(
        lambda book: with_text(
            with_text(book, SCORES, f"B{ROW}", "Birch & Bramble Cleaning Ltd"),
            SCORES,
            f"B{NEXT_ROW}",
            "Alder Facilities Ltd",
        ),
        said("locked-cell-changed", f"B{ROW}"),
        said("locked-cell-changed", f"B{NEXT_ROW}"),
    ),
    "merged cells": cell_changed(
        lambda book: on_sheet(book, SCORES, "<mergeCell ", f'<mergeCell ref="D{ROW}:D{NEXT_ROW}"/><mergeCell '),
        said("cells-merged", f"D{ROW}"),
    ),
    "a text that looks like a score": cell_changed(
        lambda book: with_text(book, SCORES, SCORE, "3 "), said("score-off-scale", SCORE)
    ),
    "a full-width digit": cell_changed(
        lambda book: with_text(book, SCORES, SCORE, "\uff13"), said("score-off-scale", SCORE)
    ),
    "an average": cell_changed(lambda book: with_number(book, SCORES, SCORE, "3.5"), said("score-off-scale", SCORE)),
    "a number format that lies": cell_changed(
        lambda book: formatted(book, "&quot;5&quot;"), said("cell-disguised", SCORE)
    ),
    "a number format that shows nothing": cell_changed(
        lambda book: formatted(book, ";;;"), said("cell-disguised", SCORE)
    ),
    "white text": cell_changed(
        lambda book: inked(book, '<sz val="10"/><color rgb="FFFFF8E1"/>'), said("cell-disguised", SCORE)
    ),
    "text too small to read": cell_changed(
        lambda book: inked(book, '<sz val="1"/><color rgb="FF000000"/>'), said("cell-disguised", SCORE)
    ),
    "a font of symbols": cell_changed(
        lambda book: inked(book, '<sz val="10"/><color rgb="FF000000"/><name val="Wingdings"/>'),
        said("cell-disguised", SCORE),
    ),
    "a 4 shown as 4444": cell_changed(
        lambda book: with_style(book, SCORES, SCORE, repeated), said("cell-disguised", SCORE)
    ),
    "zeros that do not show": cell_changed(
        lambda book: on_sheet(
            with_number(book, SCORES, SCORE, "0"), SCORES, "<sheetView ", '<sheetView showZeros="0" '
        ),
        said("cell-disguised", SCORE),
    ),
    "a picture over the cells": cell_changed(
        lambda book: with_drawing(book, SCORES, "<xdr:pic/>"), "object-added Scores"
    ),
    "a text box over the cells": cell_changed(
        lambda book: with_drawing(book, SCORES, "<xdr:sp/>"), "object-added Scores"
    ),
    "an entry that is a formula": cell_changed(
        lambda book: with_cell(book, SCORES, SCORE, "<f>2+2</f><v>4</v>"), said("formula-entered", SCORE)
    ),
    "an array formula over entries": cell_changed(
        lambda book: with_cell(book, SCORES, SCORE, f'<f t="array" ref="{SCORE}:{SCORE}">2+2</f><v>4</v>'),
        said("formula-entered", SCORE),
    ),
    "another person's id, who has another task": cell_changed(for_another, "wrong-version"),
    "the card taken out": cell_changed(lambda book: without_sheet(book, CARD), "not-ours"),
    "another tender": (other_tender, ["wrong-tender"]),
    "another version": (other_version, ["wrong-version"]),
    "what formulas last gave": cell_changed(
        lambda book: with_cell(
            book,
            SCORES,
            CHECK,
            cell_xml(book, SCORES, CHECK).split(">", 1)[1].replace("<v>Complete", "<v>Fine")[:-4],
            "str",
        )
    ),
}
"""Each: how it is done, and every finding that it gives; none where nothing that counts was changed."""
