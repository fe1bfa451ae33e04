"""The lint's rules for a sheet's furniture: columns, merged cells, views, hyperlinks, headers and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines.lint_books import names_of
from engines.lint_formulas import formula_faults
from engines.lint_package import LAST_COLUMN, LINK, MAIN, Area, Package, Sheet, overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDEST_COLUMN, LONGEST_HEADER, LONGEST_LINK, LONGEST_TIP = 255, 255, 2_079, 255
SCHEMES = ("https://", "http://", "mailto:")
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def sheet_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    """What is wrong with a sheet's furniture."""
    yield from _column_faults(package, sheet)
    yield from _merge_faults(sheet)
    yield from _view_faults(sheet)
    yield from _hyperlink_faults(package, sheet)
    for tag in _HEADERS:
        text = sheet.root.findtext(f"{MAIN}headerFooter/{MAIN}{tag}") or ""
        if len(text) > LONGEST_HEADER:
            yield f"{sheet.name}: {tag} has {len(text)} characters; Excel takes {LONGEST_HEADER}."


def _column_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    looks = len(package.root("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf"))
    last = 0
    for column in sheet.root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first = int(column.get("min", "0"))
        place = f"{sheet.name}: column {first}"
        if float(column.get("width", "0")) > WIDEST_COLUMN:
            yield f"{place} is {column.get('width')} characters wide; Excel takes {WIDEST_COLUMN}."
        if int(column.get("style", "0")) >= looks:
            yield f"{place} has the style {column.get('style')}, but there are {looks}."
        if not last < first <= int(column.get("max", "0")) <= LAST_COLUMN:
            yield f"{place} is described twice, out of order or beyond the sheet."
        last = int(column.get("max", "0"))


def _merge_faults(sheet: Sheet) -> Iterator[str]:
    areas = []
    for merge in sheet.root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        area = Area.read(merge.get("ref", ""))
        if area is None:
            yield f"{sheet.name}: merges {merge.get('ref')}, which is no range."
            continue
        areas.append(area)
        if area.top == area.bottom and area.left == area.right:
            yield f"{sheet.name}: merges the single cell {area}."
    for first, second in overlaps(areas):
        yield f"{sheet.name}: merges both {first} and {second}, which overlap."


def _view_faults(sheet: Sheet) -> Iterator[str]:
    for view in sheet.root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
        pane = view.find(f"{MAIN}pane")
        split = set() if pane is None else {axis for axis in ("xSplit", "ySplit") if float(pane.get(axis, "0"))}
        panes = {"topLeft"}
        if "ySplit" in split:
            panes.add("bottomLeft")
        if "xSplit" in split:
            panes.add("topRight")
        if len(split) == 2:
            panes.add("bottomRight")
        if pane is not None and pane.get("activePane", "topLeft") not in panes:
            yield f"{sheet.name}: the active pane {pane.get('activePane')} does not exist."
        for selection in view.iterfind(f"{MAIN}selection"):
            if selection.get("pane", "topLeft") not in panes:
                yield f"{sheet.name}: selects in the pane {selection.get('pane')}, which does not exist."
            active = Area.read(selection.get("activeCell", "A1"))
            areas = [Area.read(text) for text in selection.get("sqref", "A1").split()]
            if active is None or None in areas or not any(area and area.meets(active) for area in areas):
                yield (
                    f"{sheet.name}: selects {selection.get('sqref')} "
                    f"with the cursor on {selection.get('activeCell')}, which is not in it."
                )


def _hyperlink_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    links = package.relationships(sheet.part)
    for hyperlink in sheet.root.iterfind(f"{MAIN}hyperlinks/{MAIN}hyperlink"):
        place = f"{sheet.name}!{hyperlink.get('ref')}"
        if Area.read(hyperlink.get("ref", "")) is None:
            yield f"{place}: a hyperlink stands on no cell."
        tip = len(hyperlink.get("tooltip", ""))
        if tip > LONGEST_TIP:
            yield f"{place}: the hyperlink's tip has {tip} characters; Excel takes {LONGEST_TIP}."
        identity, location = hyperlink.get(f"{LINK}id"), hyperlink.get("location")
        if identity is not None:
            target = links[identity].target if identity in links else ""
            if not target.startswith(SCHEMES):
                yield f"{place}: the hyperlink leads to {target or 'nowhere'}, which is no web or mail address."
            if len(target) > LONGEST_LINK:
                yield f"{place}: the hyperlink's address has {len(target):,} characters; Excel takes {LONGEST_LINK:,}."
        elif not location:
            yield f"{place}: the hyperlink leads nowhere."
        else:
            for fault in formula_faults(location, names_of(package)):
                yield f"{place}: {fault.replace('the formula refers', 'the hyperlink leads')}."
