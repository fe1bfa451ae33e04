"""The one place that knows Word: a template and a content to the bytes of a document, and its words back again.

The same content and template give the same bytes, whenever they are put together.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sv_excel.errors.files import DocumentTemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.table import Table, _Cell

FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""What stands for the day a document was made, so that a second run makes the same bytes; the log knows the day."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a rendered document says: rows of its tables, each cell's text, and all of its text."""

    rows: tuple[tuple[str, ...], ...]
    text: str


def render(template: bytes, name: str, content: Any) -> bytes:  # noqa: ANN401 - any dataclass
    """``content`` in the ``template`` called ``name``.

    Raises:
        DocumentTemplateError: where the template cannot be read, or asks for something that the content does not have.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to import, and only summarise needs it
    from jinja2 import exceptions, runtime  # noqa: PLC0415 - as above
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415 - as above

    try:
        document = DocxTemplate(io.BytesIO(template))
        values = {field.name: getattr(content, field.name) for field in fields(content)}
        document.render(
            values, SandboxedEnvironment(undefined=runtime.StrictUndefined, autoescape=True), autoescape=True
        )
        properties = document.docx.core_properties
        properties.created = properties.modified = NO_DAY.replace(tzinfo=None)
        properties.title = f"{properties.title}: {content.tender}"
        whole = io.BytesIO()
        document.save(whole)
    except (exceptions.TemplateError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DocumentTemplateError(name, str(error)) from error
    return _evened(whole.getvalue())


def _evened(document: bytes) -> bytes:
    """The same parts with the same dates, in the same order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as even:
        for part in held.infolist():
            even.writestr(zipfile.ZipInfo(part.filename, FIRST_DAY_OF_ZIP), held.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def printed(document: bytes) -> Printed:
    """What ``document`` says, header and footer included."""
    from docx import Document as read  # noqa: N813, PLC0415 - the library's function; slow to import

    whole = read(io.BytesIO(document))
    rows = tuple(row for table in _tables(whole) for row in _rows(table))
    return Printed(rows, "\n".join(_texts(whole)))


def _tables(document: Document) -> Iterator[Table]:
    """Every table, those inside cells after the table that holds them."""
    waiting = list(document.tables)
    while waiting:
        table = waiting.pop(0)
        yield table
        waiting[:0] = [inner for cells in _cells(table) for cell in cells for inner in cell.tables]


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    for cells in _cells(table):
        texts = (cell.text.strip() for cell in cells)
        yield tuple(text for text in texts if text)


def _cells(table: Table) -> Iterator[list[_Cell]]:
    """The cells of each row, one that is merged with others once; one that hangs down from a row above among them.

    The library works out the whole table for each row, so it is asked only where cells do hang down.
    """
    from docx.table import _Cell as Cell  # noqa: PLC0415 - slow to import, and only summarise needs it

    hangs_down = bool(table._tbl.xpath(".//w:vMerge"))  # noqa: SLF001 - the library does not tell
    for row in table.rows:
        if hangs_down:
            yield list({id(cell._tc): cell for cell in row.cells}.values())  # noqa: SLF001 - a merged cell once
        else:
            yield [Cell(cell, table) for cell in row._tr.tc_lst]  # noqa: SLF001 - as above


def _texts(document: Document) -> Iterator[str]:
    body = [document.element.body]
    for section in document.sections:
        body += [part._element for part in (section.header, section.footer)]  # noqa: SLF001 - all text, wherever it is
    for element in body:
        for paragraph in element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
            yield "".join(_runs(paragraph))


def _runs(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - lxml's element
    for node in paragraph.iter():
        tag = str(node.tag).rpartition("}")[2]
        if tag == "t":
            yield node.text or ""
        elif tag in {"br", "tab"}:
            yield "\n" if tag == "br" else "\t"
