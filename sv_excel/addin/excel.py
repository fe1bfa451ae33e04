"""The call that a button makes: which Excel and workbook it is about, and Excel held still while it is at work."""

from __future__ import annotations

import atexit
import platform
import sys
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sv_excel.addin.excel_book import ExcelBook
from sv_excel.addin.logbook import LOG
from sv_excel.errors.excel import NoExcelError, NoPackError, OpenBookError
from sv_excel.errors.files import LibraryMissingError
from sv_excel.pack.paths import Pack, pack_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xlwings as xw

TITLE = "Social Value"
_FOREIGN = (".conf", ".py")
_ATTEMPTS = 2
_TIDIES_UP = ("xlwings._xlwindows", "xlwings._xlmac")


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
        self.app = _app(call)

    @cached_property
    def _book(self) -> xw.Book | None:
        name = self.call.book
        if name is None:
            return _in_front(self.app)
        found = next((book for book in self.app.books if _called(book, name)), None)
        if found is None:
            raise OpenBookError("is not open in Excel any more.", "Open it, then try again.", file=name)
        return found

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

    def refuse_code(self) -> None:
        """People's workbooks are data: `OpenBookError` for one with a sheet that an add-in would read as code."""
        for sheet in () if self._book is None else self.book.sheet_names:
            if sheet.casefold().endswith(_FOREIGN):
                raise OpenBookError(
                    f"its sheet {sheet!r} carries settings or code for an add-in, so it is not processed.",
                    "Ask the procurement lead for a new copy.",
                    file=self.book.name,
                )

    def open(self, path: Path) -> ExcelBook:
        """Open a workbook in this Excel, or come back to it where it is open."""
        for book in self._open(path):
            book.activate()
            return ExcelBook(book)
        return ExcelBook(self.app.books.open(path))

    def save(self, path: Path) -> None:
        """Save a workbook where it is open here; `OpenBookError` where Excel does not."""
        for book in self._open(path):
            try:
                book.save()
            except Exception as fault:
                raise OpenBookError(
                    "Excel does not save it; perhaps it is open read-only.",
                    "Save your entries under another name if there are any, close it, then try again.",
                    file=book.name,
                ) from fault

    @contextmanager
    def closed(self, path: Path) -> Iterator[None]:
        """A workbook saved and closed, so that its file can be replaced; open again afterwards if it was open."""
        books = self._open(path)
        self.save(path)
        for book in books:
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
        """Where this very file is open; `OpenBookError` where Excel could not open it, since its name is taken."""
        namesakes = [book for book in self.app.books if _called(book, path.name)]
        if not all(_same(ExcelBook(book).path, path) for book in namesakes):
            raise OpenBookError(
                f"cannot be opened, since another workbook that is called {path.name} is open in Excel.",
                "Close that one, then try again.",
                file=path,
            )
        return namesakes

    @contextmanager
    def at_work(self, doing: str) -> Iterator[None]:
        """The screen held still and the status bar saying what is done; both put back whatever happens."""
        updating = self.app.screen_updating
        with ExitStack() as put_back:
            put_back.callback(self._put_back, "status_bar", value=False)
            put_back.callback(self._put_back, "screen_updating", value=updating)
            self.app.status_bar = f"{TITLE}: {doing} ..."
            self.app.screen_updating = False
            yield

    def _put_back(self, member: str, *, value: object) -> None:
        """Once more where Excel is busy and refuses; what was done stays done even so."""
        for _ in range(_ATTEMPTS):
            try:
                return setattr(self.app, member, value)
            except Exception:  # noqa: BLE001 - each platform has its own class for a busy Excel
                LOG.exception("%s was not put back", member)
        return None


def _called(book: xw.Book, name: str) -> bool:
    return bool(book.name.casefold() == name.casefold())


def _same(held: Path | None, path: Path) -> bool:
    """Whether both name one file: a drive letter and a server's name may lead to the same."""
    try:
        return held is not None and held.samefile(path)
    except OSError:
        return held == path


def _in_front(app: xw.App) -> xw.Book | None:
    """The active workbook; none where none is open or what is in front is in Protected View."""
    if not len(app.books):
        return None
    active = app.books.active
    try:
        return active if active.name else None
    except AttributeError:  # xlwings wraps Excel's Nothing as if it were a workbook
        return None


def _app(call: Call) -> xw.App:
    """The Excel whose window the call names; the one in front for none.

    Each workbook has a window of its own, and xlwings knows an Excel by the topmost. Where a person has gone on to
    another window meanwhile, the Excel is known by the workbook, if only one has it open.
    """
    apps = _apps()
    if call.window is None:
        found = apps[:1]
    else:
        holders = [app for app in apps if call.book and any(_called(book, call.book) for book in app.books)]
        found = [app for app in apps if app.hwnd == call.window] or (holders if len(holders) == 1 else [])
    if not found:
        raise NoExcelError
    return found[0]


def _apps() -> list[xw.App]:
    """Every Excel that is open."""
    try:
        import xlwings  # noqa: PLC0415 - comes with the extra `excel` only
    except ImportError as missing:
        raise LibraryMissingError("sv-excel live", "xlwings", "excel") from missing
    _leave_other_excels_alone()
    try:
        return list(xlwings.apps)
    except xlwings.XlwingsError as fault:
        raise NoExcelError(
            "desktop Excel cannot be reached from here.",
            "The plain commands do the same on files: sv-excel check, consolidate, summarise. On Windows or a Mac run: "
            'pip install --upgrade "sv-excel[excel]"',
            subject=platform.system(),
        ) from fault


def _leave_other_excels_alone() -> None:
    """Keep xlwings from looking for idle Excels when Python ends, and ending them: it starts programs for that."""
    for name in _TIDIES_UP:
        if name in sys.modules:
            atexit.unregister(sys.modules[name].cleanup)
