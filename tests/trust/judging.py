"""What becomes of a changed workbook: found, told as a warning, harmless, a person's own entry, or silently harmful."""

from __future__ import annotations

import io
import random
import warnings
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import openpyxl

from sv_excel.errors.files import UnreadableWorkbook
from sv_excel.findings.finding import Finding
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.recognise import Recognised, by_register, opened
from sv_excel.xlsx.read.open import read_workbook
from trust.mutations import mutated
from trust.packs import procurement, returned

if TYPE_CHECKING:
    from collections.abc import Iterator


BOOKS = (
    *(f"returned/evaluation-e{number}.xlsx" for number in (1, 2, 3, 4)),
    "returned/price.xlsx",
    *(f"returned/response-{bid}.xlsx" for bid in "ABC"),
    "moderation.xlsx",
)
REFUSED, FOUND, TOLD, HARMLESS, ENTRY, SILENT = (
    "refused",
    "found",
    "told as a warning",
    "harmless: same entries, same figures",
    "a person's own entry, read as it stands",
    "SILENTLY HARMFUL",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one change to one workbook."""

    name: str
    kind: str
    what: str
    verdict: str


def outcomes(count: int, seed: int) -> Iterator[Outcome]:
    """What becomes of ``count`` random changes."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    for _ in range(count):
        name = chance.choice(BOOKS)
        change = mutated(returned(name), chance)
        yield Outcome(name, change.kind, change.what, verdict(name, change.book))


def verdict(name: str, book: bytes) -> str:
    """What becomes of a workbook that came back changed."""
    came = _recognised(name, book)
    if isinstance(came, str):
        return came
    original = _original(name)
    new = set(_findings(came)) - set(_findings(original))
    if any(finding.severity == "error" for finding in new):
        return FOUND
    is_same = came.held.answers == original.held.answers
    if came.subject != original.subject or not _is_seen_alike(book, name, came):
        return SILENT
    return ENTRY if not is_same else TOLD if new else HARMLESS


@cache
def _original(name: str) -> Recognised:
    book = _recognised(name, returned(name))
    assert isinstance(book, Recognised)
    return book


def _recognised(name: str, book: bytes) -> Recognised | str:
    try:
        came = by_register(opened(read_workbook(book, name)), procurement().register)
    except UnreadableWorkbook:
        return REFUSED
    return REFUSED if isinstance(came, Finding) else came


def _findings(book: Recognised) -> tuple[Finding, ...]:
    return examine(book, procurement())


def _is_seen_alike(book: bytes, name: str, came: Recognised) -> bool:
    """Whether another reader, where it opens the file at all, sees in every cell what ours read or what was issued.

    A person may enter anything that the rule allows; once it was consolidated, `verify` knows it by its SHA-256.
    """
    try:
        seen = _seen(book)
    except Exception:  # noqa: BLE001 - it breaks on much that ours reads or refuses in words
        return True
    if {sheet for sheet, _ in seen} != {sheet.name for sheet in came.grid.sheets}:
        return True  # it passes over a sheet whose pointer has a type that it does not know
    before = _seen(returned(name))
    entries = {(place.sheet, place.cell): expected.key for place, expected in came.issued.entries}
    answers = came.held.answers
    return all(
        seen.get(place) == (_comparable(answers.get(key)) if (key := entries.get(place)) else before.get(place))
        for place in seen.keys() | before.keys()
    )


def _seen(book: bytes) -> dict[tuple[str, str], object]:
    """Every cell that holds something, as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    cells = (((sheet.title, cell.coordinate), cell.value) for sheet in sheets for row in sheet.rows for cell in row)
    return {place: held for place, value in cells if (held := _comparable(value)) is not None}


def _comparable(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return (value.upper().replace(" ", "") if value.startswith("=") else value) if value.strip() else None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    return Decimal(repr(float(value)))
