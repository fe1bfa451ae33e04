"""From findings to places: the notes to put down, the reading order, and the next place after where a person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.addin.excel_book import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sv_excel.findings.address import Address
    from sv_excel.findings.finding import Finding
    from sv_excel.workbooks.sheet.grid import Grid


def notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """One note for each cell, with every problem of it."""
    said: dict[Address, list[str]] = {}
    for finding in findings:
        if finding.address is not None:
            said.setdefault(finding.address, []).append(f"{finding.problem} {finding.remedy}".strip())
    return tuple(Note(address, "\n".join(texts)) for address, texts in said.items())


def in_reading_order(findings: Iterable[Finding], grid: Grid) -> tuple[Address, ...]:
    """Every cell with a finding that can be gone to, once: sheet by sheet as they stand, row by row, left to right."""
    order = {sheet.name: place for place, sheet in enumerate(grid.sheets) if sheet.state == "visible"}
    places = {finding.address for finding in findings if finding.address is not None and finding.address.sheet in order}
    return tuple(sorted(places, key=lambda place: _rank(place, order)))


def after(here: Address | None, places: tuple[Address, ...], grid: Grid) -> Address | None:
    """The next place after ``here``, from the top again past the last; None where there is none."""
    if here is None or not places:
        return places[0] if places else None
    order = {sheet.name: place for place, sheet in enumerate(grid.sheets)}
    return next((place for place in places if _rank(place, order) > _rank(here, order)), places[0])


def _rank(place: Address, order: dict[str, int]) -> tuple[int, int, int]:
    return order.get(place.sheet, len(order)), place.row, place.column
