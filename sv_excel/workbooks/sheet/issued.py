"""`Issued`: what a returned workbook is held against, the same whether it was laid out today or kept in a register."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from sv_excel.findings.address import Address
from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.entries import entry_from_data
from sv_excel.workbooks.sheet.formula_spelling import canonical_formula
from sv_excel.workbooks.sheet.grid import Format, Validation
from sv_excel.workbooks.sheet.seal import seal_of, to_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sv_excel.workbooks.sheet.cells import Layout
    from sv_excel.workbooks.sheet.entries import Entry
    from sv_excel.workbooks.sheet.grid import Place, SheetGrid

Held = str | Fraction | date | None
"""What a cell holds that has no formula."""
Rectangle = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""
_TWO_SIDED = frozenset({"between", "notBetween"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a person may type in a cell, and how Excel was told: in the spelling of a `Grid`, without ranges."""

    entry: Entry
    validation: Validation


@dataclass(frozen=True, slots=True)
class Expected:
    """One cell as issued: a ``value``, or a ``formula`` in its canonical spelling without ``=``; neither is empty.

    ``rule`` is None where the cell is locked. ``subject`` is what it is about, in words.
    """

    value: Held = None
    formula: str | None = None
    key: Key | None = None
    rule: Rule | None = None
    subject: str | None = None


@dataclass(frozen=True)
class IssuedSheet:
    """One sheet as issued; its conditional formats (``marks``) in the spelling of a `Grid`, each with its own range.

    ``slotted`` are the places where workbooks of one layout differ, with their slots. ``proven`` remembers what stood
    round the entries of returned sheets in which nothing was changed: by the digest of their other cells, what else was
    found of them. It belongs to this sheet alone and is never copied with it.
    """

    name: str
    hidden: bool
    cells: dict[Place, Expected]
    merges: tuple[Rectangle, ...] = ()
    marks: tuple[Format, ...] = ()
    slotted: tuple[tuple[Place, str], ...] = ()
    proven: dict[bytes, SheetGrid] = field(init=False, default_factory=dict, compare=False, repr=False)

    def filled(self, slots: Mapping[str, str]) -> IssuedSheet:
        """The same sheet for somebody else; itself, where it is the same for everybody."""
        if not self.slotted:
            return self
        theirs = {place: replace(self.cells[place], value=slots[slot]) for place, slot in self.slotted}
        return replace(self, cells=self.cells | theirs)

    @cached_property
    def entries(self) -> dict[Place, Expected]:
        """The cells that a person may fill in, in reading order."""
        return {place: cell for place, cell in self.cells.items() if cell.rule is not None}

    @cached_property
    def keys(self) -> dict[Place, Key]:
        """What each cell that a person may fill in means."""
        return {place: cell.key for place, cell in self.entries.items() if cell.key is not None}

    @cached_property
    def addressed(self) -> tuple[tuple[Address, Expected], ...]:
        """The same with their addresses."""
        return tuple((Address(self.name, *place), cell) for place, cell in self.entries.items())


@dataclass(frozen=True)
class Issued:
    """A whole workbook as issued, with its seal. ``slots`` says what stands where workbooks of one layout differ."""

    kind: str
    title: str
    seal: str
    sheets: tuple[IssuedSheet, ...]
    slots: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout) -> Issued:
        """As today's code lays it out."""
        return cls.from_data(to_data(layout), layout.slots)

    @classmethod
    def from_data(cls, data: dict[str, Any], slots: Mapping[str, str], seal: str | None = None) -> Issued:
        """As `seal.to_data` kept it; ``seal`` is given where it was checked. KeyError where a slot is not given."""
        rules = [Rule(entry_from_data(rule["entry"]), _validation(*rule["validation"])) for rule in data["rules"]]
        sheets = tuple(_sheet(sheet, rules, slots) for sheet in data["sheets"])
        return cls(data["kind"], data["title"], seal or seal_of(data), sheets, dict(slots))

    def filled(self, slots: Mapping[str, str]) -> Issued:
        """The same layout for somebody else."""
        return replace(self, sheets=tuple(sheet.filled(slots) for sheet in self.sheets), slots=dict(slots))

    def sheet(self, name: str) -> IssuedSheet | None:
        """The sheet of this name, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    @cached_property
    def places(self) -> dict[Key, Address]:
        """Where each cell that has a meaning stands."""
        return {
            cell.key: Address(sheet.name, *place)
            for sheet in self.sheets
            for place, cell in sheet.cells.items()
            if cell.key is not None
        }

    @cached_property
    def entries(self) -> tuple[tuple[Address, Expected], ...]:
        """The cells that a person may fill in, in reading order."""
        return tuple(entry for sheet in self.sheets for entry in sheet.addressed)


def _sheet(data: dict[str, Any], rules: list[Rule], slots: Mapping[str, str]) -> IssuedSheet:
    name = data["name"]
    return IssuedSheet(
        name=name,
        hidden=data["hidden"],
        cells={_place(cell["at"]): _expected(cell, rules, slots) for cell in data["cells"]},
        merges=tuple(_rectangle(merge) for merge in data["merges"]),
        marks=tuple(_mark(mark) for mark in data["marks"]),
        slotted=tuple(_slots(data["cells"])),
    )


def _slots(cells: Iterable[dict[str, Any]]) -> Iterator[tuple[Place, str]]:
    """The cells that hold a slot, with its name."""
    for cell in cells:
        content = cell.get("content")
        if isinstance(content, dict) and "slot" in content:
            yield _place(cell["at"]), content["slot"]


def _expected(cell: dict[str, Any], rules: list[Rule], slots: Mapping[str, str]) -> Expected:
    value, formula = _content(cell.get("content"), slots)
    return Expected(
        value=value,
        formula=formula,
        key=Key(**cell["key"]) if "key" in cell else None,
        rule=rules[cell["rule"]] if "rule" in cell else None,
        subject=cell.get("subject"),
    )


def _content(content: str | dict[str, str] | None, slots: Mapping[str, str]) -> tuple[Held, str | None]:
    if not isinstance(content, dict):
        return content, None
    if "formula" in content:
        return None, canonical_formula(content["formula"])
    if "slot" in content:
        return slots[content["slot"]], None
    if "date" in content:
        return date.fromisoformat(content["date"]), None
    return Fraction(content["number"]), None


def _validation(kind: str, operator: str, first: str, second: str) -> Validation:
    """A list compares nothing, and only two operators use the second formula; what is not used is left empty."""
    return Validation(
        kind=kind,
        operator="" if kind == "list" else operator,
        formula1=canonical_formula(first),
        formula2=canonical_formula(second) if operator in _TWO_SIDED and kind != "list" else "",
        ranges=(),
        blocks=True,
    )


def _mark(mark: dict[str, Any]) -> Format:
    """A bar runs from 0 to its figure."""
    formula = canonical_formula(mark["formula"])
    ranges = (_rectangle(mark["range"]),)
    return Format("dataBar", f"num:0;num:{formula}", ranges) if mark["bar"] else Format("expression", formula, ranges)


@lru_cache(maxsize=1 << 16)
def _place(cell: str) -> Place:
    address = Address.read("", cell)
    return address.row, address.column


def _rectangle(cells: str) -> Rectangle:
    first, last = cells.split(":")
    return (*_place(first), *_place(last))
