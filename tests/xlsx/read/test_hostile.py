"""Files that no evaluator would send: each is refused with its code and one sentence, in little time and memory."""

# ruff: noqa: E501 - a line of XML reads better whole

from __future__ import annotations

import io
import os
import random
import resource
import struct
import time
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read import normalise as evened
from sv_excel.xlsx.read import xml as markup
from sv_excel.xlsx.read import zip as container
from sv_excel.xlsx.read.open import read_workbook
from xlsx.packages import HEAD, MAIN, packed, parts, rels, row, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def with_part(name: str, text: str | bytes = "x", **kinds: str) -> bytes:
    content: dict[str, str | bytes] = {**parts(row("<c><v>1</v></c>"))}
    content[name] = text
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for kind in kinds.values())
    content["[Content_Types].xml"] = str(content["[Content_Types].xml"]).replace("</Types>", f"{types}</Types>")
    return packed(content)


def changed(name: str, change: Callable[[str], str]) -> bytes:
    content = parts(row("<c><v>1</v></c>"))
    content[name] = change(content[name])
    return packed(content)


def on_sheet(*relations: str) -> bytes:
    return with_part("xl/worksheets/_rels/sheet1.xml.rels", rels(*relations))


def main_type(kind: str) -> bytes:
    return changed(
        "[Content_Types].xml",
        lambda text: text.replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind),
    )


def doctype(entities: str) -> bytes:
    return changed(SHEET, lambda text: text.replace("<worksheet", f"<!DOCTYPE worksheet [{entities}]><worksheet", 1))


def twice(name: str) -> bytes:
    target = io.BytesIO(workbook())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "again")
    return target.getvalue()


def claimed(data: bytes, part: str, size: int) -> bytes:
    """The same zip with another unpacked size claimed for a part in its directory."""
    at = data.rindex(part.encode()) - 46
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def overlapping() -> bytes:
    """Every part of the directory points to the bytes of the first."""
    data = bytearray(workbook())
    at = data.index(b"PK\1\2")
    while data[at : at + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        struct.pack_into("<I", data, at + 42, 0)
        at += 46 + name + extra + comment
    return bytes(data)


def locked_zip() -> bytes:
    data = bytearray(workbook())
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "unreadable"),
    "a few bytes": (lambda: b"PK", "unreadable"),
    "cut short": (lambda: workbook()[:-40], "unreadable"),
    "cut in the middle": (lambda: workbook()[:900], "unreadable"),
    "bytes added": (lambda: workbook() + b"more", "unreadable"),
    "web page": (lambda: b"\xef\xbb\xbf <!DOCTYPE html><html><table></table></html>", "unreadable"),
    "xml of 2003": (lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "unreadable"),
    "comma separated": (lambda: b"a,b,c\n1,2,3\n", "unreadable"),
    "pdf": (lambda: b"%PDF-1.7", "unreadable"),
    "legacy workbook": (lambda: OLE + "Workbook".encode("utf-16-le"), "unreadable"),
    "legacy document": (lambda: OLE + "WordDocument".encode("utf-16-le"), "unreadable"),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "encrypted zip": (locked_zip, "encrypted"),
    "opendocument": (lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "unreadable"),
    "word document": (
        lambda: changed("xl/workbook.xml", lambda text: text.replace("workbook", "document")),
        "unreadable",
    ),
    "other zip": (lambda: packed({"readme.txt": "hello"}), "unreadable"),
    "empty zip": (lambda: packed({}), "unreadable"),
    "bomb": (lambda: with_part("xl/media/image1.png", bytes(40 << 20)), "too-large"),
    "bomb in many parts": (
        lambda: packed({**parts(), **{f"xl/media/{number}.bin": "ab" * 10_000 for number in range(1_100)}}),
        "too-large",
    ),
    "size that lies": (lambda: claimed(workbook(), SHEET, 10), "unreadable"),
    "size that claims much": (lambda: claimed(workbook(), SHEET, 4_000_000_000), "too-large"),
    "parts that overlap": (overlapping, "unreadable"),
    "path upwards": (lambda: with_part("../../evil.txt"), "unreadable"),
    "path from the root": (lambda: with_part("/etc/passwd"), "unreadable"),
    "path with a drive": (lambda: with_part("C:/evil.txt"), "unreadable"),
    "part twice": (lambda: twice(SHEET), "unreadable"),
    "part twice in other case": (lambda: with_part(SHEET.upper()), "unreadable"),
    "sheet missing": (lambda: packed({k: v for k, v in parts().items() if k != SHEET}), "unreadable"),
    "workbook missing": (lambda: packed({k: v for k, v in parts().items() if k != "xl/workbook.xml"}), "unreadable"),
    "relations missing": (lambda: packed({k: v for k, v in parts().items() if k != "_rels/.rels"}), "unreadable"),
    "no sheets": (lambda: changed("xl/workbook.xml", lambda text: text.replace("<sheet ", "<other ")), "unreadable"),
    "one sheet shown twice": (
        lambda: changed(
            "xl/workbook.xml",
            lambda text: text.replace("</sheets>", '<sheet name="Again" sheetId="2" r:id="rId1"/></sheets>'),
        ),
        "unreadable",
    ),
    "target outside": (
        lambda: changed("xl/_rels/workbook.xml.rels", lambda text: text.replace("worksheets/", "../../../")),
        "unreadable",
    ),
    "entities": (lambda: doctype('<!ENTITY a "ha"><!ENTITY b "&a;&a;">'), "unreadable"),
    "external entity": (lambda: doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'), "unreadable"),
    "document type in utf-16": (
        lambda: with_part(SHEET, "<?xml version='1.0'?><!DOCTYPE a><a/>".encode("utf-16")),
        "unreadable",
    ),
    "not xml": (lambda: changed(SHEET, lambda _text: "{}"), "unreadable"),
    "other encoding": (lambda: changed(SHEET, lambda text: text.replace("UTF-8", "UTF-7")), "unreadable"),
    "broken utf-8": (lambda: with_part(SHEET, b"<worksheet>\xff\xfe\xfa</worksheet>"), "unreadable"),
    "lone surrogate": (lambda: with_part(SHEET, b"<worksheet>\xed\xa0\x80</worksheet>"), "unreadable"),
    "nested deep": (lambda: changed(SHEET, lambda _text: "<a>" * 300_000), "unreadable"),
    "nested deep in cells": (
        lambda: workbook("<x>" * 100_000 + "</x>" * 100_000),
        "unreadable",
    ),
    "macros": (lambda: with_part("xl/vbaProject.bin"), "macros"),
    "macros by content type": (lambda: with_part("xl/p.bin", a="application/vnd.ms-office.vbaProject"), "macros"),
    "macro workbook renamed": (lambda: main_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macros"),
    "content type in disguise": (
        lambda: main_type("application/vnd.ms-excel.sheet.macroEnable&#100;.main+xml"),
        "macros",
    ),
    "macro sheet": (lambda: with_part("xl/macrosheets/sheet1.xml"), "macros"),
    "macro sheet by relation": (
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            lambda text: text.replace("relationships/worksheet", "relationships/xlMacrosheet"),
        ),
        "macros",
    ),
    "dialog sheet": (
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            lambda text: text.replace("relationships/worksheet", "relationships/dialogsheet"),
        ),
        "macros",
    ),
    "name that runs": (
        lambda: changed(
            "xl/workbook.xml",
            lambda text: text.replace(
                "</sheets>",
                '</sheets><definedNames><definedName name="Auto_Open">Scores!$A$1</definedName></definedNames>',
            ),
        ),
        "macros",
    ),
    "active control": (lambda: with_part("xl/activeX/activeX1.xml"), "macros"),
    "form control": (lambda: with_part("xl/ctrlProps/ctrlProp1.xml"), "macros"),
    "binary workbook": (lambda: main_type("application/vnd.ms-excel.sheet.binary.main"), "unreadable"),
    "embedded file": (lambda: with_part("xl/embeddings/oleObject1.bin"), "unreadable"),
    "embedded zip": (lambda: with_part("xl/embeddings/book.xlsx", workbook()), "unreadable"),
    "embedded elsewhere": (lambda: on_sheet("package>../media/book.bin"), "unreadable"),
    "control on the sheet": (lambda: workbook(after="<controls/>"), "unreadable"),
    "unknown element": (lambda: workbook(after="<surprise/>"), "unreadable"),
    "external link part": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "external-link"),
    "external references": (
        lambda: changed(
            "xl/workbook.xml",
            lambda text: text.replace(
                "</sheets>", '</sheets><externalReferences><externalReference r:id="rId7"/></externalReferences>'
            ),
        ),
        "external-link",
    ),
    "link to a file": (lambda: on_sheet("hyperlink>file:///C:/secret.docx"), "external-link"),
    "picture from outside": (lambda: on_sheet("image>https://example.org/pixel.png"), "external-link"),
    "template from outside": (lambda: on_sheet("attachedTemplate>https://example.org/t"), "external-link"),
    "connections": (lambda: with_part("xl/connections.xml"), "external-link"),
    "query table": (lambda: with_part("xl/queryTables/queryTable1.xml"), "external-link"),
    "web extension": (lambda: with_part("xl/webextensions/taskpanes.xml"), "external-link"),
    "ten million rows": (lambda: workbook('<row r="10000000"/>'), "unreadable"),
    "cell beyond the edge": (lambda: workbook('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "too-large"),
    "cells without end": (lambda: workbook('<row r="1">' + "<c/>" * 1_000_001 + "</row>"), "too-large"),
    "rules without end": (
        lambda: workbook(after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 20_001 + "</mergeCells>"),
        "too-large",
    ),
    "ranges without end": (
        lambda: workbook(
            after="<dataValidations>"
            f'<dataValidation type="list" sqref="{"A1 " * 20_001}"><formula1>"a"</formula1></dataValidation></dataValidations>'
        ),
        "too-large",
    ),
    "frame without end": (lambda: workbook(before="<sheetPr>" + "<!-- - -->" * 500_000 + "</sheetPr>"), "too-large"),
    "half tags": (lambda: workbook('<row r="1">' + '<c r="A1"><is>' * 60_000), "unreadable"),
    "columns that overlap": (
        lambda: workbook(before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 9 + "</cols>"),
        "unreadable",
    ),
    "sheet of no known kind": (
        lambda: changed(
            "xl/_rels/workbook.xml.rels", lambda text: text.replace("relationships/worksheet", "relationships/x")
        ),
        "unreadable",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file_is_refused_with_its_code_in_little_time(case: str) -> None:
    make, code = HOSTILE[case]
    data = make()
    started = time.perf_counter()

    with pytest.raises(UnreadableWorkbook) as refused:
        read_workbook(data, "returned.xlsx")

    assert refused.value.code == code
    assert time.perf_counter() - started < 5
    assert str(refused.value) == f"returned.xlsx: {refused.value.problem} {refused.value.remedy}"
    assert refused.value.problem.endswith(".")
    assert refused.value.remedy.endswith(".")
    assert "\n" not in str(refused.value)


def test_legacy_workbook_is_named_as_such() -> None:
    with pytest.raises(UnreadableWorkbook, match=r"^old\.xlsx: The file is a legacy \.xls workbook\. Open it in Excel"):
        read_workbook(OLE + "Workbook".encode("utf-16-le"), "old.xlsx")


def test_ordinary_links_are_no_reason_to_refuse() -> None:
    data = on_sheet(
        "hyperlink>https://example.org/", "hyperlink>mailto:someone@example.org", "hyperlink>http://example.org/"
    )

    assert read_workbook(data).sheets[0].name == "Scores"


def test_zip64_fields_and_folders_are_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.mkdir("xl")
        for name, text in parts(row("<c><v>7</v></c>")).items():
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(text.encode())

    assert str(read_workbook(target.getvalue()).sheets[0].cells[1, 1].value) == "7"


def test_wide_sizes_of_streaming_writers_are_read() -> None:
    name, body = "only.txt", b"text"
    local = (
        struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 0, zlib.crc32(body), 4, 4, len(name), 0)
        + name.encode()
        + body
    )
    wide = struct.pack("<HHQQQ", 1, 24, 4, 4, 0)
    full = 0xFFFFFFFF
    entry = struct.pack(
        "<IHHHHHHIIIHHHHHII",
        0x02014B50,
        45,
        45,
        0,
        0,
        0,
        0,
        zlib.crc32(body),
        full,
        full,
        len(name),
        len(wide),
        0,
        0,
        0,
        0,
        full,
    )
    directory = entry + name.encode() + wide
    data = local + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(directory), len(local), 0)

    assert container.Container(data).part(name) == body


def test_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "returned.xlsx"
    path.write_bytes(workbook(row("<c><v>1</v></c>")))

    grid = read_workbook(path)

    assert (grid.name, len(grid.sheets[0].cells)) == ("returned.xlsx", 1)


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "circle.xlsx").symlink_to(tmp_path / "circle.xlsx")
    (tmp_path / "huge.xlsx").touch()
    os.truncate(tmp_path / "huge.xlsx", 10 << 30)
    told = {}
    for name in ("folder", "pipe", "circle", "huge", "absent", "nul\0byte"):
        with pytest.raises(UnreadableWorkbook) as refused:
            read_workbook(tmp_path / f"{name}.xlsx")
        told[name] = (refused.value.code, refused.value.problem)

    assert told == {
        "folder": ("unreadable", "It is a folder, not a file."),
        "pipe": ("unreadable", "It is not an ordinary file."),
        "circle": ("unreadable", "Its name leads round in a circle of links."),
        "huge": ("too-large", "The file is too large to be a returned workbook: it has more than 48 MiB."),
        "absent": ("unreadable", "It is not there."),
        "nul\0byte": ("unreadable", "The file is damaged: it cannot be taken apart."),
    }


def test_limits_hold_memory_bounded() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = with_part("xl/media/image1.png", bytes(60 << 20))
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(UnreadableWorkbook):
        read_workbook(data)

    assert made >= before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - made < 32 << 10


def test_limits_of_the_odd_spelling_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evened, "MAX_TAGS", 20)
    rows = "".join(row("<c ><v>1</v></c>".replace("<c ", "<c  "), number=number) for number in range(1, 20))

    with pytest.raises(UnreadableWorkbook) as refused:
        read_workbook(workbook(rows))

    assert refused.value.code == "too-large"


@pytest.mark.parametrize(
    "data", [b'<?xml version="1.0" encoding="latin-1"?><a/>', "<a>\ufffe</a>".encode("utf-16")[:-1]]
)
def test_text_in_another_character_set_is_refused(data: bytes) -> None:
    with pytest.raises((UnreadableWorkbook, UnicodeDecodeError)):
        markup.decode(data)


@pytest.mark.parametrize("seed", range(4))
def test_random_damage_gives_a_grid_or_a_refusal(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    whole = workbook(
        "".join(
            row('<c t="s"><v>0</v></c>', '<c s="1"><v>4</v></c>', "<c><f>B1*2</f><v>8</v></c>", number=n)
            for n in range(1, 9)
        ),
        after='<sheetProtection sheet="1"/>',
        shared=f'{HEAD}<sst xmlns="{MAIN}"><si><t>title</t></si></sst>',
    )
    outcomes = set()
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcomes.add(_outcome(bytes(data)))

    assert outcomes <= {"Grid", "unreadable", "encrypted", "too-large", "macros", "external-link"}
    assert "unreadable" in outcomes


@pytest.mark.parametrize("seed", range(4))
def test_random_damage_inside_the_parts_gives_a_grid_or_a_refusal(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    whole = parts(
        row(
            '<c t="inlineStr"><is><t>one</t></is></c>',
            '<c s="1"><v>4</v></c>',
            '<c><f t="shared" ref="C1" si="0">B1</f></c>',
        ),
        before='<cols><col min="1" max="2" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A3:B3"/></mergeCells>',
    )
    outcomes = set()
    for _ in range(100):
        content = dict(whole)
        name = chance.choice(sorted(content))
        text = content[name]
        at = chance.randrange(len(text))
        length = chance.choice([0, 1, 1, 5])
        content[name] = (
            text[:at]
            + chance.choice(["<", ">", '"', "&", "9", " ", "/", "", "\u202e", text[at : at + 40]])
            + text[at + length :]
        )
        outcomes.add(_outcome(packed(content)))

    assert outcomes <= {"Grid", "unreadable", "encrypted", "too-large", "macros", "external-link"}
    assert {"Grid", "unreadable"} <= outcomes


def _outcome(data: bytes) -> str:
    try:
        return type(read_workbook(data)).__name__
    except UnreadableWorkbook as refused:
        return refused.code
