"""Workbooks written part by part as text, so that a test can say exactly what stands in a file."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def rels(*items: str) -> str:
    """A part of relations from ``kind>target`` texts; a target with a scheme lies outside."""
    lines = []
    for number, item in enumerate(items, 1):
        kind, _sign, target = item.partition(">")
        mode = ' TargetMode="External"' if ":" in target else ""
        lines.append(f'<Relationship Id="rId{number}" Type="{REL}/{kind}" Target="{target}"{mode}/>')
    return f'{HEAD}<Relationships xmlns="{PACKAGE_REL}">{"".join(lines)}</Relationships>'


def styles(*xfs: str, formats: str = "", fonts: str = "", fills: str = "", dxfs: str = "") -> str:
    """A style part: font 0 is black, fill 0 is none; further ones as given."""
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<fonts><font><sz val="11"/></font>{fonts}</fonts>'
        f'<fills><fill><patternFill patternType="none"/></fill>{fills}</fills><cellXfs><xf/>{"".join(xfs)}</cellXfs>'
        f"<dxfs>{dxfs}</dxfs></styleSheet>"
    )


OPEN = '<xf><protection locked="0"/></xf>'
DAY = '<xf numFmtId="14"/>'


def sheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    """A sheet's part: its rows, and what stands before and after them."""
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(*cells: str, number: int = 1) -> str:
    """One row of cells given without their places: ``row('<c><v>1</v></c>')``."""
    placed = [cell.replace("<c", f'<c r="{chr(ord("A") + index)}{number}"', 1) for index, cell in enumerate(cells)]
    return f'<row r="{number}">{"".join(placed)}</row>'


def texts(*items: str) -> str:
    """The shared texts."""
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si><t>{escape(item)}</t></si>" for item in items)}</sst>'


def parts(
    rows: str = "", *, before: str = "", after: str = "", book: str = "", looks: str = "", shared: str = ""
) -> dict[str, str]:
    """The parts of a workbook with one sheet called Scores."""
    found = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": rels("officeDocument>xl/workbook.xml"),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}">{book}'
            '<sheets><sheet name="Scores" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": rels(
            "worksheet>worksheets/sheet1.xml", "styles>styles.xml", "sharedStrings>sharedStrings.xml"
        ),
        "xl/worksheets/sheet1.xml": sheet(rows, before=before, after=after),
        "xl/styles.xml": looks or styles(OPEN, DAY),
    }
    if shared:
        found["xl/sharedStrings.xml"] = shared
    return found


def packed(content: dict[str, str] | dict[str, bytes] | dict[str, str | bytes]) -> bytes:
    """The parts as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return target.getvalue()


def workbook(rows: str = "", **changes: str) -> bytes:
    """A workbook with one sheet called Scores."""
    return packed(parts(rows, **changes))
