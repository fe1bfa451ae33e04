"""A stranger's script: fills in workbooks with nothing but what ``sv-excel entries --json`` says, and openpyxl."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from sv_excel.steps.entries import entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def example(entry: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the entry takes
    """What the entry itself gives as a good value; nothing where nothing is required."""
    return entry["example"] if entry["required"] else None


def fill_in(issued: Path, returned: Path, choose: Callable[[dict[str, Any]], Any] = example) -> Path:
    """Copy ``issued`` to ``returned``, with what ``choose`` says in each entry (None: left as it is)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(issued)
    for entry in entries(issued).to_data()["entries"]:
        value = choose(entry)
        if value is not None:
            book[entry["sheet"]][entry["cell"]] = value
    returned.parent.mkdir(exist_ok=True)
    book.save(returned)
    return returned


def but(**changes: Any) -> Callable[[dict[str, Any]], Any]:  # noqa: ANN401 - whatever the entry takes
    """Examples everywhere, but for these fields."""

    def choose(entry: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the entry takes
        field = entry["key"]["field"]
        return changes[field] if field in changes else example(entry)

    return choose
