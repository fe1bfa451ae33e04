"""A layout's chart as XML: a stacked bar chart with its alternative text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Formula, Slot, Span
from sv_excel.xlsx.write.sheet import HEAD, RELATIONS
from sv_excel.xlsx.write.text import attribute, escaped, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sv_excel.findings.address import Address
    from sv_excel.workbooks.sheet.cells import Cell, Chart, Layout, Value

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
COLOURS = ("1F3A5F", "C2571A", "2E7D5B", "7A4B94", "B08A00", "4F81BD", "8B1A1A", "5B6770")
"""Dark enough to tell apart in print; the legend and the table beside the chart say the same in words."""
_AXES = ("111111111", "222222222")


def chart_xml(layout: Layout, chart: Chart) -> str:
    """The chart's own part."""
    series = "".join(
        _series(layout, chart, place, name, span)
        for place, (name, span) in enumerate(zip(chart.names, chart.series, strict=True))
    )
    across, up = _AXES
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" {RELATIONS}><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="en-GB" '
        f'sz="1200" b="1"/><a:t>{escaped(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:overlap val="100"/>'
        f'<c:axId val="{across}"/><c:axId val="{up}"/></c:barChart>'
        f'<c:catAx><c:axId val="{across}"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:crossAx val="{up}"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="{up}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/>'
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D5DAE0"/></a:solidFill></a:ln></c:spPr>'
        "</c:majorGridlines>"
        f'<c:numFmt formatCode="{attribute(chart.figures)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{across}"/><c:crosses val="max"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _series(layout: Layout, chart: Chart, place: int, name: Key, span: Span) -> str:
    colour = COLOURS[place % len(COLOURS)]
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx>{_strings(layout, name)}</c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f"<c:cat>{_strings(layout, chart.categories)}</c:cat><c:val>{_numbers(layout, span)}</c:val></c:ser>"
    )


def _strings(layout: Layout, ref: Key | Span) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{escaped(str(value))}</c:v></c:pt>'
        for i, value in enumerate(_values(layout, ref))
        if value is not None
    )
    cache = f"<c:strCache>{_count(layout, ref)}{points}</c:strCache>"
    return f"<c:strRef><c:f>{_absolute(layout, ref)}</c:f>{cache}</c:strRef>"


def _numbers(layout: Layout, ref: Span) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{number(value)}</c:v></c:pt>'
        for i, value in enumerate(_values(layout, ref))
        if value is not None and not isinstance(value, str)
    )
    cache = f"<c:numCache><c:formatCode>General</c:formatCode>{_count(layout, ref)}{points}</c:numCache>"
    return f"<c:numRef><c:f>{_absolute(layout, ref)}</c:f>{cache}</c:numRef>"


def _absolute(layout: Layout, ref: Key | Span) -> str:
    return escaped(layout.refer(ref, sheet=""))


def _count(layout: Layout, ref: Key | Span) -> str:
    return f'<c:ptCount val="{sum(1 for _ in _values(layout, ref))}"/>'


def _values(layout: Layout, ref: Key | Span) -> Iterator[Value]:
    for cell in _cells(layout, ref):
        content = cell.content
        if isinstance(content, Slot):
            raise TypeError(cell)
        yield content.value if isinstance(content, Formula) else content


def _cells(layout: Layout, ref: Key | Span) -> Iterable[Cell]:
    if isinstance(ref, Key):
        return [layout[ref]]
    first, last = layout[ref.first].address, layout[ref.last].address
    sheet = next(sheet for sheet in layout.sheets if sheet.name == first.sheet)
    inside: list[Cell] = [cell for cell in sheet.cells if _within(cell.address, first, last)]
    return inside


def _within(place: Address, first: Address, last: Address) -> bool:
    return first.row <= place.row <= last.row and first.column <= place.column <= last.column


def drawing_xml(charts: Iterable[Chart]) -> str:
    """The drawing that holds a sheet's charts, each anchored to cells and described in words."""
    anchors = "".join(_anchor(chart, place) for place, chart in enumerate(charts, 1))
    return f'{HEAD}<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}">{anchors}</xdr:wsDr>'


def _anchor(chart: Chart, place: int) -> str:
    row, column = chart.anchor.row - 1, chart.anchor.column - 1
    return (
        f"<xdr:twoCellAnchor><xdr:from>{_corner(row, column)}</xdr:from>"
        f"<xdr:to>{_corner(row + chart.rows, column + chart.columns)}</xdr:to>"
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{place + 1}" name="{attribute(chart.title)}" '
        f'descr="{attribute(chart.description)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" {RELATIONS} r:id="rId{place}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _corner(row: int, column: int) -> str:
    return f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
