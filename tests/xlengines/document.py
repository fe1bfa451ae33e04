"""`Document`: where an engine's cells are kept, and what can go wrong there."""

from __future__ import annotations

from typing import Any, Protocol


class CellError(str):
    """An error value such as ``#N/A``."""

    __slots__ = ()


class LockedError(Exception):
    """What Excel reports as run-time error 1004 when a locked cell or object is to change."""


class Document(Protocol):
    """Where the cells are kept. Rows and columns count from 1."""

    path: str

    def sheets(self) -> list[str]: ...
    def used(self, sheet: str) -> tuple[int, int]: ...
    def value(self, sheet: str, row: int, column: int) -> Any: ...  # noqa: ANN401
    def formula(self, sheet: str, row: int, column: int) -> str: ...
    def put(self, sheet: str, row: int, column: int, value: Any) -> None: ...  # noqa: ANN401
    def notes(self, sheet: str) -> dict[tuple[int, int], str]: ...
    def set_note(self, sheet: str, row: int, column: int, text: str | None) -> None: ...
    def show(self, sheet: str, row: int, column: int) -> None: ...
    def save(self) -> None: ...
    def close(self) -> None: ...
