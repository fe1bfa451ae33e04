"""A layout as data that JSON can hold, and its seal: the SHA-256 of what a workbook must still say when it returns.

The data is what the register keeps, so that a workbook is held against what was issued and not against what today's
code would lay out. Names that differ from person to person stay open (slots), so evaluators with the same assignment
share one layout and one seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sv_excel.tender.canonical import canonical, digest
from sv_excel.workbooks.sheet.cells import Formula, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sv_excel.workbooks.sheet.cells import Cell, Content, Layout, Mark, Sheet, Span
    from sv_excel.workbooks.sheet.entries import Entry

FORMAT = 1
"""The form of the data; a later form gets the next number."""
_PLACES = 30
"""Decimals beyond which a number is written as a fraction."""


@dataclass(frozen=True)
class Kept:
    """A layout as data, with the bytes of each sheet that its seal is taken of, so that none is spelt out twice."""

    data: dict[str, Any]
    sheets: tuple[bytes, ...]

    @classmethod
    def of(cls, layout: Layout) -> Kept:
        """A layout as it is."""
        data = to_data(layout)
        return cls(data, tuple(_sealed_sheet(sheet) for sheet in data["sheets"]))

    @cached_property
    def seal(self) -> str:
        """The seal, in lower-case hex."""
        return digest(_together(self.data, self.sheets))

    def and_locked(self, layout: Layout, sheet: Sheet) -> Kept:
        """The same with one more sheet, on which nothing may be entered; ``layout`` is the one that has it."""
        data = _sheet(layout, sheet, _Rules(layout))
        return Kept({**self.data, "sheets": [*self.data["sheets"], data]}, (*self.sheets, _sealed_sheet(data)))


def seal(layout: Layout) -> str:
    """The seal of a layout, in lower-case hex."""
    return seal_of(to_data(layout))


def seal_of(data: dict[str, Any]) -> str:
    """The seal of a layout that is data already: how a kept one is checked."""
    return digest(sealed_bytes(data))


def sealed_bytes(data: dict[str, Any]) -> bytes:
    """What the seal is taken of: everything but looks. The same bytes serve for stamping and for checking."""
    return _together(data, [_sealed_sheet(sheet) for sheet in data["sheets"]])


def _together(data: dict[str, Any], sheets: Iterable[bytes]) -> bytes:
    """One canonical document of the head and the sheets."""
    head = canonical({"format": data["format"], "kind": data["kind"], "rules": data["rules"]})
    return head[:-1] + b',"sheets":[' + b",".join(sheets) + b"]}"


def _sealed_sheet(sheet: dict[str, Any]) -> bytes:
    return canonical(
        {
            "name": sheet["name"],
            "hidden": sheet["hidden"],
            "cells": [{name: fact for name, fact in cell.items() if name != "style"} for cell in sheet["cells"]],
            "merges": sheet["merges"],
            "marks": [{name: fact for name, fact in mark.items() if name != "style"} for mark in sheet["marks"]],
        }
    )


def to_data(layout: Layout) -> dict[str, Any]:
    """A layout as JSON has it: formulas as text, numbers as text, slots by name, each entry rule once."""
    rules = _Rules(layout)
    return {
        "format": FORMAT,
        "kind": layout.kind,
        "title": layout.title,
        "sheets": [_sheet(layout, sheet, rules) for sheet in layout.sheets],
        "rules": rules.data,
    }


class _Rules:
    """The entry rules met so far, each with its data validation; cells refer to them by number."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.data: list[dict[str, Any]] = []
        self._numbers: dict[bytes, int] = {}
        self._met: dict[tuple[int, str], int] = {}

    def number(self, entry: Entry, sheet: str) -> int:
        """Where the rule stands; that of an entry met before on the same sheet is not worked out again."""
        number = self._met.get((id(entry), sheet))
        if number is None:
            number = self._met[id(entry), sheet] = self._new(entry, sheet)
        return number

    def _new(self, entry: Entry, sheet: str) -> int:
        validation = entry.validation(lambda span: self.layout.refer(span, sheet))
        rule = {"entry": entry.to_data(), "validation": list(validation)}
        number = self._numbers.setdefault(canonical(rule), len(self.data))
        if number == len(self.data):
            self.data.append(rule)
        return number


def _sheet(layout: Layout, sheet: Sheet, rules: _Rules) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "headings": None if sheet.headings is None else list(sheet.headings),
        "cells": [_cell(layout, cell, rules) for cell in sheet.cells],
        "merges": [f"{first.cell}:{last.cell}" for first, last in sheet.merges],
        "marks": [_mark(layout, mark, sheet.name) for mark in sheet.marks],
    }


def _cell(layout: Layout, cell: Cell, rules: _Rules) -> dict[str, Any]:
    address = cell.address
    facts: dict[str, Any] = {"at": address.cell, "style": cell.style}
    if cell.content is not None:
        facts["content"] = _content(layout, cell.content, address.sheet)
    if cell.entry is not None:
        facts["rule"] = rules.number(cell.entry, address.sheet)
    if cell.key is not None:
        facts["key"] = cell.key.to_data()
    if cell.subject is not None:
        facts["subject"] = cell.subject
    return facts


def _content(layout: Layout, content: Content, sheet: str) -> object:
    if isinstance(content, Formula):
        return {"formula": layout.formula(content.pattern, content.refs, sheet)}
    if isinstance(content, Slot):
        return {"slot": content.name}
    if content is None or isinstance(content, str):
        return content
    if isinstance(content, date):
        return {"date": content.isoformat()}
    return {"number": number_text(content)}


def _mark(layout: Layout, mark: Mark, sheet: str) -> dict[str, Any]:
    return {
        "range": _range(layout, mark.span),
        "formula": layout.mark_formula(mark, sheet),
        "style": mark.style,
        "bar": mark.bar,
    }


def _range(layout: Layout, span: Span) -> str:
    return f"{layout[span.first].address.cell}:{layout[span.last].address.cell}"


def number_text(number: Decimal | Fraction | int) -> str:
    """A number in its one exact spelling: ``12.5`` however it came, ``7/3`` where no short decimal is exact."""
    exact = Fraction(number)
    for places in range(_PLACES):
        if 10**places % exact.denominator == 0:
            digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
            whole, part = (digits[:-places], f".{digits[-places:]}") if places else (digits, "")
            return f"{'-' if exact < 0 else ''}{whole}{part}"
    return str(exact)
