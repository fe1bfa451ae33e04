"""Presses one ribbon button on a document in a live LibreOffice. Run, not imported; prints one JSON document.

    python press.py PIPE WORKBOOK ARGUMENTS...

The arguments are those that the launcher gives to ``python -m sv_excel.addin``; with none, the document is only read.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from sv_excel.addin.__main__ import main  # noqa: E402
from sv_excel.addin.excel_book import ExcelBook  # noqa: E402
from xlengines.by_libreoffice import LibreOfficeDocument, desktop  # noqa: E402 - the path comes first
from xlengines.engine import register  # noqa: E402


def press(pipe: str, workbook: str, arguments: list[str]) -> dict[str, object]:
    """The exit status, the boxes shown, the cell gone to, and the notes; the document is saved."""
    desk = desktop(pipe)
    app = register("libreoffice", lambda path: LibreOfficeDocument(desk, path))
    book = app.books.open(workbook)
    document = book.impl.document
    try:
        if not arguments:
            return {"grid": repr(ExcelBook(book).read())}
        status = main(arguments)
        opened = [one.name for one in app.books]
        notes = []
        if any(one.impl.document is document for one in app.books):
            notes = [[name, *place, said] for name in document.sheets() for place, said in document.notes(name).items()]
            document.save()
    finally:
        for one in app.books:
            one.close()
    shown = {"alerts": app.impl.alerts, "seen": app.impl.seen, "shown": document.shown, "notes": notes}
    return {"status": status, "updating": app.screen_updating, "open": opened, **shown}


if __name__ == "__main__":
    print(json.dumps(press(sys.argv[1], sys.argv[2], sys.argv[3:])), flush=True)  # noqa: T201 - the answer
    os._exit(0)  # an ordinary exit would let uno crash
