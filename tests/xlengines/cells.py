"""The engine's sheets, ranges and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes as base

from sv_excel.findings.address import Address, letters

if TYPE_CHECKING:
    from xlengines.engine import Book


class Sheet(base.Sheet):
    book: Any = None

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self._name = name

    name = property(lambda self: self._name)
    document = property(lambda self: self.book.document)

    @property
    def used_range(self) -> Range:
        return Range(self, (1, 1), self.document.used(self._name))

    @property
    def notes(self) -> list[Note]:
        return [Note(self.range(place)) for place in self.document.notes(self._name)]

    def activate(self) -> None:
        self.book.front = self._name

    def range(self, first: Any, last: Any = None) -> Range:  # noqa: ANN401
        if isinstance(first, Range):
            first = first.first
        elif isinstance(first, str):
            corners = [Address.read(self._name, part) for part in first.split(":")]
            first, last = ((corner.row, corner.column) for corner in (corners[0], corners[-1]))
        if isinstance(last, Range):
            last = last.last
        return Range(self, tuple(first), tuple(last or first))


class Range(base.Range):
    """A rectangle, from its first to its last cell."""

    sheet: Any = None
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        self.sheet = sheet
        self.first, self.last = first, last

    row = property(lambda self: self.first[0])
    column = property(lambda self: self.first[1])
    shape = property(lambda self: (self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1))
    coords = property(lambda self: (self.sheet.name, *self.first, len(self)))
    api = property(lambda self: self)

    def __len__(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        place = (self.row + row - 1, self.column + column - 1)
        return Range(self.sheet, place, place)

    @property
    def address(self) -> str:
        corners = [f"${letters(column)}${row}" for row, column in (self.first, self.last)]
        return corners[0] if len(self) == 1 else ":".join(corners)

    def _each(self, read: Any) -> list[list[Any]]:  # noqa: ANN401
        name = self.sheet.name
        columns = range(self.column, self.last[1] + 1)
        return [[read(name, row, column) for column in columns] for row in range(self.row, self.last[0] + 1)]

    @property
    def raw_value(self) -> list[list[Any]]:
        return self._each(self.sheet.document.value)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:  # noqa: ANN401
        rows = value if isinstance(value, (list, tuple)) else [[value] * self.shape[1]] * self.shape[0]
        for down, line in enumerate(rows):
            for right, item in enumerate(line):
                self.sheet.document.put(self.sheet.name, self.row + down, self.column + right, item)

    @property
    def formula(self) -> Any:  # noqa: ANN401
        rows = self._each(self.sheet.document.formula)
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    def select(self) -> None:
        self.sheet.book.selected = self.first
        self.sheet.document.show(self.sheet.name, *self.first)

    @property
    def note(self) -> Note | None:
        return Note(self) if self.first in self.sheet.document.notes(self.sheet.name) else None

    def add_note(self, text: str) -> Note:
        self.sheet.document.set_note(self.sheet.name, *self.first, text)
        return Note(self)


class Note(base.Note):
    def __init__(self, cell: Range) -> None:
        self.cell = cell

    api = property(lambda self: self)

    @property
    def text(self) -> str:
        return str(self.cell.sheet.document.notes(self.cell.sheet.name)[self.cell.first])

    @text.setter
    def text(self, text: str) -> None:
        self.cell.sheet.document.set_note(self.cell.sheet.name, *self.cell.first, text)

    def delete(self) -> None:
        self.cell.sheet.document.set_note(self.cell.sheet.name, *self.cell.first, None)
