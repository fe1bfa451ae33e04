"""An xlwings engine in small: all that does not depend on where the cells are kept.

As desktop Excel does on purpose: numbers come back as float, days as datetime, an error value as None or its text, one
cell as a scalar; writing one value to a range fills it; a locked cell refuses to be written.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings import base_classes as base

from xlengines.cells import Sheet
from xlengines.document import CellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xlengines.document import Document


class Engine:
    """What xlwings asks of an engine."""

    type = "desktop"

    def __init__(self, name: str, opener: Callable[[str], Document]) -> None:
        self.name = name
        self.opener = opener
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(data: Any, moment: Any, empty: Any, figure: Any, err_to_str: bool) -> Any:  # noqa: ANN401, FBT001
        def clean(value: Any) -> Any:  # noqa: ANN401
            if value is None or value == "":
                return empty
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime) and moment is not dt.datetime:
                return moment(value.year, value.month, value.day)
            return figure(value) if figure and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:  # noqa: ANN401
        return dt.datetime(value.year, value.month, value.day) if type(value) is dt.date else value  # noqa: DTZ001


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.open: list[App] = []

    def add(self, **_: object) -> App:
        self.open.insert(0, App(self))
        return self.open[0]

    def keys(self) -> list[int]:
        return [app.pid for app in self.open]

    def __iter__(self) -> Iterator[App]:
        return iter(list(self.open))

    def __len__(self) -> int:
        return len(self.open)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.open if app.pid == pid)


class App(base.App):
    """One Excel: the boxes shown, what is answered to a question, and the status bar's texts in order."""

    version = "16.0"
    screen_updating: Any = True
    display_alerts: Any = True
    books: Any = None

    def __init__(self, apps: Apps, hwnd: int = 4711) -> None:
        self.apps = apps
        self._hwnd = hwnd
        self.books = Books(self)
        self.alerts: list[tuple[str, str | None, str | None]] = []
        self.seen: list[object] = []
        self.answer = "no"

    engine = property(lambda self: self.apps.engine)
    pid = property(lambda self: self._hwnd)
    hwnd = property(lambda self: self._hwnd)

    @property
    def status_bar(self) -> Any:  # noqa: ANN401
        return self.seen[-1] if self.seen else False

    @status_bar.setter
    def status_bar(self, text: Any) -> None:  # noqa: ANN401
        self.seen.append(text)

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:  # noqa: ANN401
        del callback
        self.alerts.append((prompt, title, mode))
        return {"ok": "ok", "yes_no": self.answer}[buttons]

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002
        del steal_focus

    @property
    def selection(self) -> Any:  # noqa: ANN401
        book = self.books.active
        return book.sheets(book.front).range(book.selected)


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app
        self.all: list[Book] = []

    active = property(lambda self: self.all[0] if self.all else None)

    def __call__(self, key: Any) -> Book:  # noqa: ANN401
        found = self.all[key - 1 : key] if isinstance(key, int) else [book for book in self.all if book.name == key]
        if not found:
            raise KeyError(key)
        return found[0]

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.all))

    def open(self, fullname: str, *_: object, **__: object) -> Book:
        return self.adopt(self.app.engine.opener(str(fullname)))

    def adopt(self, document: Document) -> Book:
        self.all.insert(0, Book(self.app, document))
        return self.all[0]


class Book(base.Book):
    app: Any = None
    sheets: Any = None

    def __init__(self, app: App, document: Document) -> None:
        self.app = app
        self.document = document
        self.front = document.sheets()[0]
        self.selected = (1, 1)
        self.sheets = Sheets(self)

    name = property(lambda self: Path(self.document.path).name)
    fullname = property(lambda self: self.document.path)

    def activate(self) -> None:
        self.app.books.all.remove(self)
        self.app.books.all.insert(0, self)

    def close(self) -> None:
        self.app.books.all.remove(self)
        self.document.close()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        del password
        self.document.path = path or self.document.path
        self.document.save()


class Sheets(base.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    def __call__(self, key: Any) -> Sheet:  # noqa: ANN401
        names = self.book.document.sheets()
        if isinstance(key, int):
            return Sheet(self.book, names[key - 1])
        if key not in names:
            raise KeyError(key)
        return Sheet(self.book, key)

    def __len__(self) -> int:
        return len(self.book.document.sheets())

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, name) for name in self.book.document.sheets()])


def register(name: str, opener: Callable[[str], Document]) -> xw.App:
    """Make this the engine that ``xlwings.apps`` is about, with one app open."""
    engine = xw.Engine(impl=Engine(name, opener))
    xw.engines.add(engine)
    engine.activate()
    return xw.App(impl=engine.impl.apps.add())
