"""The door for returned workbooks: a stranger's file as a `Grid`, or one sentence on why not.

Everything read here is distrusted. Sizes are limited before anything is inflated; document types, macros and links to
outside are refused. Whatever else goes wrong comes out as `UnreadableWorkbook`, never as a traceback.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.xlsx.read.refusal import too_large
from sv_excel.xlsx.read.workbook import read_grid
from sv_excel.xlsx.read.zip import MAX_FILE, Container

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Grid

SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and send that."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LEGACY = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WEB_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|table|body|meta)\b", re.IGNORECASE | re.DOTALL
)
_UNOPENED = {
    errno.ENOENT: ("It is not there.", "Check its name."),
    errno.EACCES: ("It may not be read, or it is open in Excel.", "Close it, or ask for the right to read it."),
    errno.EPERM: ("It may not be read.", "Ask for the right to read it."),
    errno.ELOOP: ("Its name leads round in a circle of links.", "Put the workbook itself in its place."),
}


def read_workbook(source: Path | str | bytes, name: str | None = None) -> Grid:
    """A workbook as found: a path, or the bytes of one. ``name`` is what messages call it.

    Raises:
        UnreadableWorkbook: it is refused, with its code (contract, section 5) and a sentence.
    """
    called = name or ("workbook" if isinstance(source, bytes) else Path(source).name)
    try:
        data = source if isinstance(source, bytes) else _content(source)
        _refuse_other_kinds(data)
        return read_grid(Container(data), called)
    except UnreadableWorkbook as refused:
        raise refused.called(called) from None
    except Exception as fault:  # the one place: whatever a stranger's file breaks comes out as a sentence
        problem = "The file is damaged: it cannot be taken apart."
        raise UnreadableWorkbook("unreadable", problem, name=called) from fault


def _content(path: Path | str) -> bytes:
    """All bytes of a regular file; never waits on a pipe or a device."""
    try:
        handle = os.open(path, _FLAGS)
    except OSError as fault:
        said = fault.strerror or "no reason given"
        problem, remedy = _UNOPENED.get(
            fault.errno or 0, (f"It cannot be opened ({said}).", "Check it, then run again.")
        )
        raise UnreadableWorkbook("unreadable", problem, remedy) from None
    try:
        facts = os.fstat(handle)
        if stat.S_ISDIR(facts.st_mode):
            raise UnreadableWorkbook("unreadable", "It is a folder, not a file.", "Give the workbook itself.")
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableWorkbook("unreadable", "It is not an ordinary file.", "Give the workbook itself.")
        if facts.st_size > MAX_FILE:
            raise too_large(f"it has more than {MAX_FILE >> 20} MiB")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MAX_FILE + 1)
    finally:
        os.close(handle)


def _refuse_other_kinds(data: bytes) -> None:
    """Refuse what is no workbook by its first bytes, in words that say what it is."""
    if len(data) > MAX_FILE:
        raise too_large(f"it has more than {MAX_FILE >> 20} MiB")
    if not data:
        raise UnreadableWorkbook("unreadable", "The file is empty (0 bytes).")
    if data.startswith(b"PK"):
        return
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableWorkbook(
                "encrypted", "The file is locked with a password.", "Ask for it without a password."
            )
        if any(name in data for name in _LEGACY):
            raise UnreadableWorkbook("unreadable", "The file is a legacy .xls workbook.", SAVE_AGAIN)
        raise UnreadableWorkbook("unreadable", "The file is an old Office document, but no workbook.")
    if _WEB_PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableWorkbook("unreadable", "The file is a web page (HTML) under a workbook's name.", SAVE_AGAIN)
    if data.startswith(b"%PDF"):
        raise UnreadableWorkbook("unreadable", "The file is a PDF under a workbook's name.")
    if b"Excel.Sheet" in data[:4096]:
        raise UnreadableWorkbook("unreadable", "The file is an XML spreadsheet of 2003.", SAVE_AGAIN)
    raise UnreadableWorkbook("unreadable", "The file is no Excel workbook.")
