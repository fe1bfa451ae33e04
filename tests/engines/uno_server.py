"""Drives one LibreOffice over UNO: a request a line in, an answer a line out, both JSON. Run, not imported.

    python3 uno_server.py PIPE

Run by a Python that has ``uno`` (Debian's own), so that the process that asks never imports it: it can crash at exit.
Standard library only. When standard input ends, LibreOffice is told to end, too.
"""
# ruff: noqa: ANN401, FBT003 - UNO's objects have no types, its calls no keywords

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from typing import TYPE_CHECKING, Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

if TYPE_CHECKING:
    from collections.abc import Iterator

EPOCH = dt.date(1899, 12, 30)
FORMULA_CELLS = 16  # com.sun.star.sheet.CellFlags.FORMULA
ERROR_RESULTS = 4  # com.sun.star.sheet.FormulaResult.ERROR
DATE_FORMAT = 2  # com.sun.star.util.NumberFormat.DATE
PATIENCE = 60.0
TYPED_TRUTHS = ("=TRUE()", "=FALSE()")  # LibreOffice turns a TRUE that was typed into a formula: it is none of ours
ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    504: "#VALUE!",
    519: "#VALUE!",
    521: "#NULL!",
    523: "#NUM!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}


class RefusedError(Exception):
    """A request that cannot be met; LibreOffice itself is well."""


def option(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe: str) -> Any:
    """LibreOffice's desktop, once it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def opened(desktop: Any, path: str) -> Any:
    options = (option("Hidden", True), option("MacroExecutionMode", 0), option("UpdateDocMode", 0))
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, options)
    if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        raise RefusedError(f"LibreOffice cannot open {path} as a workbook")
    return document


def letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def recalculate(document: Any, request: dict[str, Any]) -> list[list[Any]]:
    """Hard recalculation, then [sheet, cell, value] of every formula cell."""
    del request
    document.calculateAll()
    return [[sheet.Name, *figure] for sheet in document.Sheets for figure in figures(sheet)]


def figures(sheet: Any) -> Iterator[tuple[str, Any]]:
    errors = {
        (row, column)
        for area in sheet.queryFormulaCells(ERROR_RESULTS).RangeAddresses
        for row in range(area.StartRow, area.EndRow + 1)
        for column in range(area.StartColumn, area.EndColumn + 1)
    }
    for area in sheet.queryContentCells(FORMULA_CELLS).RangeAddresses:
        block = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        rows = zip(block.getDataArray(), block.getFormulaArray(), strict=True)
        for row, (values, formulas) in enumerate(rows, area.StartRow):
            for column, (value, formula) in enumerate(zip(values, formulas, strict=True), area.StartColumn):
                name = f"{letters(column)}{row + 1}"
                if (row, column) in errors:
                    code = sheet.getCellByPosition(column, row).getError()
                    yield name, ERRORS.get(code, f"Err:{code}")
                elif formula not in TYPED_TRUTHS:
                    yield name, value


def fill(document: Any, request: dict[str, Any]) -> str:
    """Types values into cells as a person may, and saves as .xlsx with LibreOffice's own filter."""
    for name, cells in request["values"].items():
        if not document.Sheets.hasByName(name):
            raise RefusedError(f"There is no sheet {name}")
        sheet = document.Sheets.getByName(name)
        for address, value in cells.items():
            cell = sheet.getCellRangeByName(address).getCellByPosition(0, 0)
            if sheet.isProtected() and cell.CellProtection.IsLocked:
                raise RefusedError(f"{name}!{address} is locked")
            put(document, cell, value)
    document.storeToURL(
        uno.systemPathToFileUrl(request["out"]),
        (option("FilterName", "Calc MS Excel 2007 XML"), option("Overwrite", True)),
    )
    return str(request["out"])


def put(document: Any, cell: Any, value: Any) -> None:
    if isinstance(value, dict):
        cell.setValue((dt.date.fromisoformat(value["date"]) - EPOCH).days)
        formats = document.NumberFormats
        if not formats.getByKey(cell.NumberFormat).Type & DATE_FORMAT:
            cell.NumberFormat = formats.getStandardFormat(DATE_FORMAT, uno.createUnoStruct("com.sun.star.lang.Locale"))
    elif value is None:
        cell.setFormula("")
    elif isinstance(value, bool):
        cell.setFormula("=TRUE()" if value else "=FALSE()")
    elif isinstance(value, (int, float)):
        cell.setValue(value)
    else:
        cell.setString(value)


def export(document: Any, request: dict[str, Any]) -> str:
    """Every page of every visible sheet, as PDF."""
    document.storeToURL(uno.systemPathToFileUrl(request["out"]), (option("FilterName", "calc_pdf_Export"),))
    return str(request["out"])


OPERATIONS = {"recalculate": recalculate, "fill": fill, "export": export}


def answered(desktop: Any, request: dict[str, Any]) -> dict[str, Any]:
    try:
        document = opened(desktop, request["path"])
        try:
            return {"answer": OPERATIONS[request["do"]](document, request)}
        finally:
            document.close(True)
    except Exception as error:  # noqa: BLE001 - whatever UNO says is the answer to this request
        desktop.getFrames().getCount()  # raises, and so ends this program, when LibreOffice is dead
        return {"refused": f"{type(error).__name__}: {error}"}


def main() -> None:
    desktop = connect(sys.argv[1])
    say({"answer": "ready"})
    for line in sys.stdin:
        say(answered(desktop, json.loads(line)))
    desktop.terminate()


def say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
