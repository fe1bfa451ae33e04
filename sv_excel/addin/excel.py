"""The call that a button makes: which Excel and workbook it is about, and Excel held still while it is at work."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sv_excel.books.excel import ExcelBook
from sv_excel.errors_of_excel import BookNotOpenError, ExtraMissingError, NoExcelError, NoPackError
from sv_excel.pack.paths import Pack, pack_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

TITLE = "Social Value"


@dataclass(frozen=True, slots=True)
class Call:
    """Who is called about what. ``window`` and ``book`` come from the ribbon; without them it is the active workbook.

    ``pack`` is the folder that the person named. With ``quiet`` nothing is shown or asked in Excel: the caller says it,
    and ``force`` says beforehand that files may be replaced.
    """

    window: int | None = None
    book: str | None = None
    pack: Path | None = None
    quiet: bool = False
    force: bool = False


CALL: ContextVar[Call] = ContextVar("call", default=Call())  # noqa: B039 - frozen


class Desk:
    """The Excel that a call is about, and the workbook in front."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.app = _app(call.window)
        self._book = _book(self.app, call.book)

    @property
    def book(self) -> ExcelBook:
        """The workbook in front; `NoExcelError` where none is open."""
        if self._book is None:
            raise NoExcelError
        return ExcelBook(self._book)

    @property
    def pack(self) -> Pack:
        """The procurement: the folder that was named, or the one that the workbook lies in; `NoPackError` for none."""
        if self.call.pack is not None:
            return Pack.open(self.call.pack)
        path = None if self._book is None else self.book.path
        found = None if path is None else pack_of(path)
        if found is None:
            raise NoPackError(TITLE if path is None else path.name)
        return found

    def open(self, path: Path) -> ExcelBook:
        """Open a workbook in this Excel, or come back to it where it is open."""
        for book in self._open(path):
            book.activate()
            return ExcelBook(book)
        return ExcelBook(self.app.books.open(path))

    def save(self, path: Path) -> None:
        """Save a workbook where it is open here."""
        for book in self._open(path):
            book.save()

    @contextmanager
    def closed(self, path: Path) -> Iterator[None]:
        """A workbook saved and closed, so that its file can be replaced; open again afterwards if it was open."""
        books = self._open(path)
        for book in books:
            book.save()
            book.close()
        try:
            yield
        finally:
            if books:
                self.open(path)

    def agrees(self, question: str) -> bool:
        """Whether the person says yes, now or beforehand."""
        return self.call.force or bool(self.app.alert(question, TITLE, buttons="yes_no") == "yes")

    def _open(self, path: Path) -> list[xw.Book]:
        return [book for book in self.app.books if Path(book.fullname) == path]

    @contextmanager
    def at_work(self, doing: str) -> Iterator[None]:
        """The screen held still and the status bar saying what is done; both put back whatever happens."""
        updating = self.app.screen_updating
        self.app.status_bar = f"{TITLE}: {doing} ..."
        self.app.screen_updating = False
        try:
            yield
        finally:
            self.app.screen_updating = updating
            self.app.status_bar = False


def _app(window: int | None) -> xw.App:
    try:
        import xlwings  # noqa: PLC0415 - comes with the extra `excel` only
    except ImportError as missing:
        raise ExtraMissingError("live", "xlwings") from missing
    for app in xlwings.apps:
        if window is None or app.hwnd == window:
            return app
    raise NoExcelError


def _book(app: xw.App, name: str | None) -> xw.Book | None:
    if name is None:
        return app.books.active if len(app.books) else None
    found = next((book for book in app.books if book.name.casefold() == name.casefold()), None)
    if found is None:
        raise BookNotOpenError(name)
    return found
