"""One sheet of a layout as XML: cells, protection, validations, conditional formats, print furniture."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sv_excel.findings.address import Address, letters
from sv_excel.workbooks.sheet.cells import Formula, Slot
from sv_excel.xlsx.write.text import attribute, cell_text, escaped, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sv_excel.workbooks.sheet.cells import Cell, Layout, Mark, Sheet, Span, Value
    from sv_excel.workbooks.sheet.entries import Entry
    from sv_excel.xlsx.write.template_styles import Look

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BAR_COLOUR = "FF7FA3C7"
_PROTECTION = '<sheetProtection sheet="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
_MARGINS = '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.25" footer="0.25"/>'
_TITLE, _PROMPT, _ERROR = 32, 255, 225
SLOT = "\0"
"""Stands on both sides of a slot's name in the XML; no workbook text can hold it."""


def sheet_xml(
    layout: Layout, sheet: Sheet, look: Look, strings: dict[str, int], *, first: bool, drawing: str | None
) -> str:
    """The whole part. ``strings`` gathers shared texts; ``drawing`` is the relationship of the sheet's charts."""
    orientation = "portrait" if sheet.portrait else "landscape"
    fit = f'fitToWidth="{sheet.pages_wide}" fitToHeight="{sheet.one_page:d}"'
    return "".join(
        (
            HEAD,
            f'<worksheet {MAIN} {RELATIONS}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
            _view(layout, sheet, first=first),
            '<sheetFormatPr defaultRowHeight="15"/>',
            _columns(sheet),
            "<sheetData>",
            *_rows(layout, sheet, look, strings),
            "</sheetData>",
            _PROTECTION,
            f'<autoFilter ref="{_range(layout, sheet.table)}"/>' if sheet.table else "",
            _merges(sheet),
            *_marks(layout, sheet, look.highlights),
            _validations(layout, sheet),
            _MARGINS,
            f'<pageSetup paperSize="9" orientation="{orientation}" {fit}/>',
            _footer(layout.title, sheet.name),
            _breaks(sheet),
            f'<drawing r:id="{drawing}"/>' if drawing else "",
            "</worksheet>",
        )
    )


def _footer(title: str, sheet: str) -> str:
    """The sheet's name, the workbook's title, which may be long, and the page, in small print."""
    left, middle = (f"&amp;8{attribute(text)}" for text in (sheet, title.replace("&", "&&")))
    text = f"&amp;L{left}&amp;C{middle}&amp;R&amp;8Page &amp;P of &amp;N"
    return f"<headerFooter><oddFooter>{text}</oddFooter></headerFooter>"


def _breaks(sheet: Sheet) -> str:
    """Where pages begin: the format names the row above."""
    breaks = "".join(f'<brk id="{row - 1}" max="16383" man="1"/>' for row in sheet.breaks)
    many = len(sheet.breaks)
    return f'<rowBreaks count="{many}" manualBreakCount="{many}">{breaks}</rowBreaks>' if many else ""


def _view(layout: Layout, sheet: Sheet, *, first: bool) -> str:
    cursor = layout[sheet.start].address.cell if sheet.start else Address(sheet.name, 1, 1).cell
    pane, within = "", ""
    if sheet.frozen:
        across, down = sheet.frozen.column - 1, sheet.frozen.row - 1
        within = "bottomRight" if across and down else "bottomLeft" if down else "topRight"
        split = (f' xSplit="{across}"' if across else "") + (f' ySplit="{down}"' if down else "")
        pane = f'<pane{split} topLeftCell="{sheet.frozen.cell}" activePane="{within}" state="frozen"/>'
        within = f' pane="{within}"'
    chosen = ' tabSelected="1"' if first else ""
    return (
        f'<sheetViews><sheetView showGridLines="0"{chosen} workbookViewId="0">{pane}'
        f'<selection{within} activeCell="{cursor}" sqref="{cursor}"/></sheetView></sheetViews>'
    )


def _columns(sheet: Sheet) -> str:
    columns = (
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in enumerate(sheet.widths, 1)
    )
    return f"<cols>{''.join(columns)}</cols>" if sheet.widths else ""


def _rows(layout: Layout, sheet: Sheet, look: Look, strings: dict[str, int]) -> Iterator[str]:
    """Rows with entries keep no custom height, so that Excel lets them grow while somebody types."""
    heights = dict(sheet.heights)
    covered = _covered(sheet)
    for row, group in groupby(sheet.cells, key=lambda cell: cell.address.row):
        cells = list(group)
        custom = "" if any(cell.entry for cell in cells) else ' customHeight="1"'
        height = f' ht="{heights[row]:g}"{custom}' if row in heights else ""
        yield f'<row r="{row}"{height}>'
        for cell in cells:
            locked = cell.entry is None
            style = look.formats[cell.style, locked]
            yield _cell(layout, cell, style, strings)
            for column in covered.get((row, cell.address.column), ()):
                yield f'<c r="{letters(column)}{row}" s="{style}"/>'
        yield "</row>"


def _covered(sheet: Sheet) -> dict[tuple[int, int], range]:
    """The columns that a merge hides behind its first cell, so that borders go all the way."""
    return {(a.row, a.column): range(a.column + 1, b.column + 1) for a, b in sheet.merges}


def _cell(layout: Layout, cell: Cell, style: int, strings: dict[str, int]) -> str:
    start = f'<c r="{cell.address.cell}" s="{style}"'
    content = cell.content
    if content is None:
        return start + "/>"
    if isinstance(content, Formula):
        text = escaped(layout.formula(content.pattern, content.refs, cell.address.sheet))
        return _formula(start, text, content.value)
    if isinstance(content, Slot):
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{SLOT}{content.name}{SLOT}</t></is></c>'
    if isinstance(content, str):
        return f'{start} t="s"><v>{strings.setdefault(cell_text(content), len(strings))}</v></c>'
    return f"{start}><v>{number(content)}</v></c>"


def _formula(start: str, text: str, value: Value) -> str:
    if value is None:
        return f"{start}><f>{text}</f></c>"
    if isinstance(value, str):
        return f'{start} t="str"><f>{text}</f><v>{cell_text(value)}</v></c>'
    return f"{start}><f>{text}</f><v>{number(value)}</v></c>"


def _merges(sheet: Sheet) -> str:
    merges = "".join(f'<mergeCell ref="{first.cell}:{last.cell}"/>' for first, last in sheet.merges)
    return f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""


def _range(layout: Layout, span: Span) -> str:
    first, last = layout[span.first].address, layout[span.last].address
    return first.cell if first == last else f"{first.cell}:{last.cell}"


def _marks(layout: Layout, sheet: Sheet, highlights: Mapping[str, int]) -> Iterator[str]:
    for priority, mark in enumerate(sheet.marks, 1):
        yield f'<conditionalFormatting sqref="{_range(layout, mark.span)}">'
        if mark.bar:
            top = escaped(layout.mark_formula(mark, sheet.name))
            yield (
                f'<cfRule type="dataBar" priority="{priority}"><dataBar minLength="0" maxLength="100">'
                f'<cfvo type="num" val="0"/><cfvo type="num" val="{top}"/><color rgb="{BAR_COLOUR}"/>'
                "</dataBar></cfRule>"
            )
        else:
            yield _rule(layout, sheet, mark, highlights[mark.style], priority)
        yield "</conditionalFormatting>"


def _rule(layout: Layout, sheet: Sheet, mark: Mark, highlight: int, priority: int) -> str:
    text = escaped(layout.mark_formula(mark, sheet.name))
    return f'<cfRule type="expression" dxfId="{highlight}" priority="{priority}"><formula>{text}</formula></cfRule>'


def _validations(layout: Layout, sheet: Sheet) -> str:
    groups: dict[tuple[tuple[str, str, str, str], Entry], list[Address]] = {}
    for cell in sheet.cells:
        if cell.entry is not None:
            rule = cell.entry.validation(lambda span: layout.refer(span, sheet.name))
            groups.setdefault((rule, cell.entry), []).append(cell.address)
    rules = "".join(_validation(rule, entry, runs(places)) for (rule, entry), places in groups.items())
    return f'<dataValidations count="{len(groups)}">{rules}</dataValidations>' if groups else ""


def _validation(rule: tuple[str, str, str, str], entry: Entry, places: Iterable[str]) -> str:
    kind, operator, first, second = rule
    title = attribute(entry.name[:1].upper() + entry.name[1:])[:_TITLE]
    how = "" if operator == "between" else f' operator="{operator}"'
    return (
        f'<dataValidation type="{kind}"{how} allowBlank="1" showInputMessage="1" showErrorMessage="1" '
        f'errorTitle="{title}" error="{attribute(entry.rule[:_ERROR])}" '
        f'promptTitle="{title}" prompt="{attribute(entry.rule[:_PROMPT])}" '
        f'sqref="{" ".join(places)}"><formula1>{escaped(first)}</formula1>'
        + (f"<formula2>{escaped(second)}</formula2>" if second else "")
        + "</dataValidation>"
    )


def runs(places: Iterable[Address]) -> Iterator[str]:
    """Cells as ranges: those that stand under one another together."""
    ordered = sorted(places, key=lambda place: (place.column, place.row))
    for _, run in groupby(enumerate(ordered), key=lambda item: (item[1].column, item[1].row - item[0])):
        first, *rest = [place for _, place in run]
        yield f"{first.cell}:{rest[-1].cell}" if rest else first.cell
