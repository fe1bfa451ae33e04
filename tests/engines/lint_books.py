"""The lint's rules for the workbook as a whole: its sheets' and other names, its looks, its properties, its links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engines.lint_formulas import Names, formula_faults
from engines.lint_package import CHART, DRAWING, LAST_COLUMN, MAIN, Package, column_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

LONGEST_SHEET_NAME, LONGEST_NAME = 31, 255
OWN_NAMES = frozenset({"", "sv-excel", "sv_excel", "openpyxl"})
"""Who may stand as author: the program, never a person of the machine that made the file."""
DC = "{http://purl.org/dc/elements/1.1/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_NAME = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]*")
_R1C1 = re.compile(r"R(?:\d*|\[-?\d+\])(?:C(?:\d*|\[-?\d+\]))?|C(?:\d*|\[-?\d+\])", re.IGNORECASE)
_A1 = re.compile(r"([A-Z]{1,3})\d+", re.IGNORECASE)
_MACHINE_PATH = re.compile(rb"absPath|[A-Z]:\\Users\\|/(?:home|Users)/\w", re.IGNORECASE)


def book_faults(package: Package) -> Iterator[str]:
    """What is wrong with the workbook as a whole."""
    yield from _sheet_name_faults(package)
    yield from _view_faults(package)
    yield from _defined_name_faults(package)
    yield from _style_faults(package)
    yield from _property_faults(package)
    yield from _link_faults(package)
    yield from _drawing_faults(package)
    yield from _shared_string_faults(package)


def names_of(package: Package) -> Names:
    """What formulas of this workbook may refer to."""
    return Names(
        frozenset(element.get("name", "").lower() for element in package.sheet_elements),
        frozenset(name.get("name", "").lower() for name in package.defined_names),
        {table.name.lower(): frozenset(column.lower() for column in table.columns) for table in package.tables},
    )


def name_fault(name: str) -> str | None:
    """What Excel holds against a defined name or a table's name; None when it is good."""
    if len(name) > LONGEST_NAME:
        return f"has {len(name)} characters; Excel takes {LONGEST_NAME}"
    cell = _A1.fullmatch(name)
    if (cell and column_number(cell[1].upper()) <= LAST_COLUMN) or _R1C1.fullmatch(name):
        return "looks like a cell"
    return None if _NAME.fullmatch(name) else "holds a character that a name may not have"


def repeated(values: Iterable[str]) -> list[str]:
    """Values that occur again, whatever their case, in the order of their second coming."""
    seen: set[str] = set()
    again = []
    for value in values:
        if value.lower() in seen:
            again.append(value)
        seen.add(value.lower())
    return again


def _sheet_name_faults(package: Package) -> Iterator[str]:
    names = [element.get("name", "") for element in package.sheet_elements]
    for name in names:
        if not name:
            yield "Workbook: a sheet has no name."
        if len(name) > LONGEST_SHEET_NAME:
            yield f"{name}: the sheet's name has {len(name)} characters; Excel takes {LONGEST_SHEET_NAME}."
        if re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'"):
            yield f"{name}: the sheet's name holds a character that Excel forbids."
        if name.lower() == "history":
            yield f"{name}: Excel keeps this sheet name for itself."
    for name in repeated(names):
        yield f"{name}: two sheets have this name, upper and lower case apart."


def _view_faults(package: Package) -> Iterator[str]:
    states = [element.get("state", "visible") for element in package.sheet_elements]
    if "visible" not in states:
        yield "Workbook: no sheet is visible."
    for view in package.workbook.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            number = int(view.get(attribute, "0"))
            if number >= len(states):
                yield f"Workbook: {attribute} is {number}, but there are {len(states)} sheets."
            elif attribute == "activeTab" and states[number] != "visible":
                yield f"Workbook: opens on the hidden sheet {package.sheet_elements[number].get('name')}."
    active = int(next((view.get("activeTab", "0") for view in package.workbook.iter(f"{MAIN}workbookView")), "0"))
    names = [element.get("name") for element in package.sheet_elements]
    for sheet in package.sheets:
        chosen = any(view.get("tabSelected") in ("1", "true") for view in sheet.root.iter(f"{MAIN}sheetView"))
        if chosen and active < len(names) and sheet.name != names[active]:
            yield f"{sheet.name}: is selected together with the sheet that opens, so typing would go into both."


def _defined_name_faults(package: Package) -> Iterator[str]:
    names = names_of(package)
    for element in package.defined_names:
        name = element.get("name", "")
        place = f"Name {name}"
        fault = None if name.startswith("_xlnm.") else name_fault(name)
        if fault:
            yield f"{place}: {fault}."
        if int(element.get("localSheetId", "0")) >= len(package.sheet_elements):
            yield f"{place}: belongs to a sheet that does not exist."
        for formula_fault in formula_faults(element.text or "", names):
            yield f"{place}: {formula_fault}."
    scoped = [f"{name.get('localSheetId', '')}!{name.get('name', '')}" for name in package.defined_names]
    for again in repeated(scoped):
        yield f"Name {again.partition('!')[2]}: is defined twice."


def _style_faults(package: Package) -> Iterator[str]:
    styles = package.root("xl/styles.xml")
    kept = {
        "fontId": len(styles.findall(f"{MAIN}fonts/{MAIN}font")),
        "fillId": len(styles.findall(f"{MAIN}fills/{MAIN}fill")),
        "borderId": len(styles.findall(f"{MAIN}borders/{MAIN}border")),
        "xfId": len(styles.findall(f"{MAIN}cellStyleXfs/{MAIN}xf")),
    }
    formats = {int(item.get("numFmtId", "0")) for item in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    for kind in ("cellStyleXfs", "cellXfs"):
        for number, look in enumerate(styles.iterfind(f"{MAIN}{kind}/{MAIN}xf")):
            for attribute, size in kept.items():
                if int(look.get(attribute, "0")) >= size and not (kind == "cellStyleXfs" and attribute == "xfId"):
                    yield f"Styles: {kind} {number} has {attribute} {look.get(attribute)}, but there are {size}."
            number_format = int(look.get("numFmtId", "0"))
            if number_format >= 164 and number_format not in formats:
                yield f"Styles: {kind} {number} has the number format {number_format}, which is not defined."
    for style in styles.iterfind(f"{MAIN}cellStyles/{MAIN}cellStyle"):
        if int(style.get("xfId", "0")) >= kept["xfId"]:
            yield f"Styles: the style {style.get('name')} has xfId {style.get('xfId')}, but there are {kept['xfId']}."
    for again in repeated(style.get("name", "") for style in styles.iterfind(f"{MAIN}cellStyles/{MAIN}cellStyle")):
        yield f"Styles: two styles are called {again}."


def _property_faults(package: Package) -> Iterator[str]:
    core, app = package.root("docProps/core.xml"), package.root("docProps/app.xml")
    if not core.findtext(f"{DC}title"):
        yield "Properties: the workbook has no title."
    if not core.findtext(f"{DC}language"):
        yield "Properties: the workbook's language is not set."
    for tag, root in (
        (f"{DC}creator", core),
        (f"{CORE}lastModifiedBy", core),
        (f"{APP}Manager", app),
        (f"{APP}Company", app),
    ):
        named = root.findtext(tag) or ""
        if named not in OWN_NAMES:
            yield f"Properties: {tag.rpartition('}')[2]} names {named}."
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "xl/workbook.xml"):
        if _MACHINE_PATH.search(package.parts.get(name, b"")):
            yield f"{name}: holds a path of the machine that made the file."


def _link_faults(package: Package) -> Iterator[str]:
    for name in package.names:
        if name.startswith("xl/externalLinks/") and name.endswith(".xml"):
            yield f"{name}: links to another file."
        if name.endswith("vbaProject.bin"):
            yield f"{name}: holds macros."
        if not name.endswith(".rels"):
            for link in package.relationships(name).values():
                if link.external and link.kind != "hyperlink":
                    yield f"{name}: links to {link.target}, outside the file."
                elif not link.external and link.target.partition("#")[0] not in package.parts:
                    yield f"{name}: points to {link.target}, which is not in the file."


def _drawing_faults(package: Package) -> Iterator[str]:
    names = names_of(package)
    for part in package.names:
        if not part.endswith(".xml"):
            continue
        if part.startswith("xl/drawings/"):
            for item in package.root(part).iter(f"{DRAWING}cNvPr"):
                if not item.get("descr") and item.get("hidden") not in ("1", "true"):
                    yield f"{part}: {item.get('name')} has no alternative text."
        if part.startswith("xl/charts/chart"):
            for reference in package.root(part).iter(f"{CHART}f"):
                for fault in formula_faults(reference.text or "", names):
                    yield f"{part}: {fault}."


def _shared_string_faults(package: Package) -> Iterator[str]:
    table: Element = package.root("xl/sharedStrings.xml")
    unique = table.get("uniqueCount")
    if unique is not None and int(unique) != len(package.shared_strings):
        yield f"Shared strings: {unique} are announced, {len(package.shared_strings)} are there."
