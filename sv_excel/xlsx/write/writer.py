"""`Press`: a layout set once, printed any number of times; only parts that hold a slot are made again each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.address import letters, quoted
from sv_excel.xlsx.write.charts import chart_xml, drawing_xml
from sv_excel.xlsx.write.sheet import HEAD, MAIN, RELATIONS, SLOT, sheet_xml
from sv_excel.xlsx.write.template_styles import STYLES_PART, THEME_PART
from sv_excel.xlsx.write.text import attribute, cell_text, escaped
from sv_excel.xlsx.write.zip import Part, package, part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.workbooks.sheet.cells import Layout, Sheet
    from sv_excel.xlsx.write.template_styles import Look

_TYPE = "application/vnd.openxmlformats-officedocument."
_SHEET_TYPE = _TYPE + "spreadsheetml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_DC = "http://purl.org/dc/elements/1.1/"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


class Press:
    """Holds a layout's parts ready compressed; parts with slots stay as text until they are filled."""

    def __init__(self, layout: Layout, look: Look) -> None:
        self.parts: list[Part | tuple[str, list[str]]] = []
        for name, content in _parts(layout, look).items():
            if isinstance(content, str) and SLOT in content:
                self.parts.append((name, content.split(SLOT)))
            else:
                self.parts.append(part(name, content.encode() if isinstance(content, str) else content))

    def print(self, slots: Mapping[str, str]) -> bytes:
        """The workbook for one person, as bytes."""
        texts = {name: cell_text(value) for name, value in slots.items()}
        return package(
            item if isinstance(item, Part) else part(item[0], _filled(item[1], texts)) for item in self.parts
        )


def _filled(pieces: list[str], texts: Mapping[str, str]) -> bytes:
    return "".join(texts[piece] if place % 2 else piece for place, piece in enumerate(pieces)).encode()


def print_workbook(layout: Layout, look: Look) -> bytes:
    """A layout as the bytes of one workbook, its own slots filled."""
    return Press(layout, look).print(layout.slots)


def _parts(layout: Layout, look: Look) -> dict[str, str | bytes]:
    strings: dict[str, int] = {}
    parts: dict[str, str | bytes] = {}
    types = [("xl/workbook.xml", "sheet.main"), (STYLES_PART, "styles"), ("xl/sharedStrings.xml", "sharedStrings")]
    overrides = [(name, f"{_SHEET_TYPE}{kind}+xml") for name, kind in types]
    links = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    charts = 0
    for place, sheet in enumerate(layout.sheets, 1):
        name = f"worksheets/sheet{place}.xml"
        drawing = "rId1" if sheet.charts else None
        parts[f"xl/{name}"] = sheet_xml(layout, sheet, look, strings, first=place == 1, drawing=drawing)
        overrides.append((f"xl/{name}", f"{_SHEET_TYPE}worksheet+xml"))
        if sheet.charts:
            drawn = _drawing(layout, sheet, place, charts)
            parts.update(drawn)
            overrides += [
                (n, _TYPE + ("drawing+xml" if "/drawing" in n else "drawingml.chart+xml"))
                for n in drawn
                if "_rels" not in n
            ]
            charts += len(sheet.charts)
    if look.theme is not None:
        parts[THEME_PART] = look.theme
        overrides.append((THEME_PART, f"{_TYPE}theme+xml"))
        links.append(("theme", "theme/theme1.xml"))
    parts["xl/workbook.xml"] = _workbook(layout)
    sheets = [("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(layout.sheets) + 1)]
    parts["xl/_rels/workbook.xml.rels"] = _relationships([*sheets, *links])
    parts[STYLES_PART] = look.styles_xml
    parts["xl/sharedStrings.xml"] = _strings(strings)
    return {"[Content_Types].xml": _types(overrides), "_rels/.rels": _root(), **_properties(layout), **parts}


def _drawing(layout: Layout, sheet: Sheet, place: int, before: int) -> dict[str, str | bytes]:
    names = [f"charts/chart{before + number}.xml" for number in range(1, len(sheet.charts) + 1)]
    drawing = f"drawings/drawing{place}.xml"
    return {
        f"xl/worksheets/_rels/sheet{place}.xml.rels": _relationships([("drawing", f"../{drawing}")]),
        f"xl/{drawing}": drawing_xml(sheet.charts),
        f"xl/drawings/_rels/drawing{place}.xml.rels": _relationships([("chart", f"../{name}") for name in names]),
        **{f"xl/{name}": chart_xml(layout, chart) for name, chart in zip(names, sheet.charts, strict=True)},
    }


def _relationships(links: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{place}" Type="{_REL}{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(links, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE_REL}">{items}</Relationships>'


def _workbook(layout: Layout) -> str:
    sheets = "".join(
        f'<sheet name="{attribute(sheet.name)}" sheetId="{place}"{_state(sheet)} r:id="rId{place}"/>'
        for place, sheet in enumerate(layout.sheets, 1)
    )
    names = "".join(_names(layout, sheet, place) for place, sheet in enumerate(layout.sheets))
    return (
        f'{HEAD}<workbook {MAIN} {RELATIONS}><workbookPr defaultThemeVersion="124226"/>'
        '<workbookProtection lockStructure="1"/>'
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000" activeTab="0"/>'
        "</bookViews>"
        f"<sheets>{sheets}</sheets>{f'<definedNames>{names}</definedNames>' if names else ''}"
        '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )


def _state(sheet: Sheet) -> str:
    return ' state="veryHidden"' if sheet.hidden else ""


def _names(layout: Layout, sheet: Sheet, place: int) -> str:
    """Excel's own names, in the order that it sorts them: what is filtered, which rows are repeated in print."""
    names = ""
    where = escaped(quoted(sheet.name))
    if sheet.table:
        span = layout.refer(sheet.table, sheet="")
        names += (
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">{escaped(span)}</definedName>'
        )
    if sheet.headings:
        first, last = sheet.headings
        repeated = f"{where}!${first}:${last}"
        if sheet.frozen and sheet.pages_wide > 1 and sheet.frozen.column > 1:
            repeated = f"{where}!${letters(1)}:${letters(sheet.frozen.column - 1)},{repeated}"
        names += f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{repeated}</definedName>'
    return names


def _strings(strings: Mapping[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in strings)
    return f'{HEAD}<sst {MAIN} uniqueCount="{len(strings)}">{items}</sst>'


def _types(overrides: list[tuple[str, str]]) -> str:
    items = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{_TYPE}extended-properties+xml"/></Types>'
    )


def _root() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE_REL}">'
        f'<Relationship Id="rId1" Type="{_REL}officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_REL}extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def _properties(layout: Layout) -> dict[str, str | bytes]:
    """Title and language, and nobody's name: a reader's screen reader needs the one, nobody needs the other."""
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}"><dc:creator>sv_excel</dc:creator>'
        f"<dc:language>en-GB</dc:language><dc:title>{escaped(layout.title)}</dc:title></cp:coreProperties>"
    )
    app = f'{HEAD}<Properties xmlns="{_APP}"><Application>sv_excel</Application></Properties>'
    return {"docProps/core.xml": core, "docProps/app.xml": app}
