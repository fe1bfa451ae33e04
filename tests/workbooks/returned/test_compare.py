"""A returned workbook held against what was issued: every changed cell is found, alone, with its code and place."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from evaluations import BIDS, changed, complete, good_answers, issued, laid, make_brief, read
from sv_excel.findings.address import Address
from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import DECLARED
from sv_excel.workbooks.evaluation.guide_sheet import level_key
from sv_excel.workbooks.returned.compare import hold, is_blank
from sv_excel.workbooks.returned.entry_checks import entry_findings
from sv_excel.workbooks.sheet.grid import Found
from sv_excel.workbooks.sheet.issued import Issued

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.workbook import Workbook

    from sv_excel.workbooks.sheet.grid import Grid, Plain
    from sv_excel.workbooks.sheet.issued import Expected

STRANGE = "tampered"


def altered(grid: Grid, place: Address, found: Found | None) -> Grid:
    """The workbook with another thing in one cell; None takes the cell out."""
    sheets = []
    for sheet in grid.sheets:
        cells = dict(sheet.cells)
        if sheet.name == place.sheet:
            cells.pop((place.row, place.column), None)
            if found is not None:
                cells[place.row, place.column] = found
        sheets.append(replace(sheet, cells=cells))
    return replace(grid, sheets=tuple(sheets))


def told(grid: Grid) -> list[tuple[str, str | None]]:
    """Code and place of all that is wrong with the workbook."""
    return [
        (f.code, str(f.address or f.sheet) if f.address or f.sheet else None) for f in hold(issued(), grid).findings
    ]


def locked() -> Iterator[tuple[Address, Expected]]:
    """Every cell that nobody may change."""
    for sheet in issued().sheets:
        for place, expected in sheet.cells.items():
            if expected.rule is None:
                yield Address(sheet.name, *place), expected


def open_cells() -> list[Address]:
    """Every cell that a person may fill in."""
    return [address for address, _ in issued().entries]


def test_untouched_workbook_is_clean() -> None:
    held = hold(issued(), read(complete()))
    assert held.findings == ()
    assert held.answers == good_answers(laid())


def test_workbook_saved_by_another_program_is_clean() -> None:
    held = hold(issued(), changed(lambda _: None))
    assert held.findings == ()
    assert held.answers == good_answers(laid())


def test_every_locked_cell_that_changed_is_found_alone() -> None:
    grid = read(complete())
    for place, expected in locked():
        code = "locked-cell-changed" if expected.formula is None else "formula-changed"
        assert told(altered(grid, place, Found(STRANGE))) == [(code, str(place))]
        assert told(altered(grid, place, Found(Decimal(41)))) == [(code, str(place))]
        assert told(altered(grid, place, Found(None, "1+1"))) == [(code, str(place))]
        assert told(altered(grid, place, Found("#N/A", error=True))) == [(code, str(place))]


def test_every_locked_cell_that_was_emptied_is_found_alone() -> None:
    grid = read(complete())
    for place, expected in locked():
        if expected.formula is None and is_blank(expected.value if isinstance(expected.value, str) else "-"):
            assert told(altered(grid, place, None)) == []
            continue
        code = "locked-cell-changed" if expected.formula is None else "formula-changed"
        assert told(altered(grid, place, None)) == [(code, str(place))]
        assert told(altered(grid, place, Found(" "))) == [(code, str(place))]


def test_every_locked_number_is_held_to_its_last_digit() -> None:
    grid = read(complete())
    numbers = [(place, cell.value) for place, cell in locked() if not isinstance(cell.value, str | date | None)]
    assert len(numbers) == len(make_brief().rows) + 2 * len(make_brief().levels) + len(make_brief().tender.nodes)
    for place, value in numbers:
        near = Decimal(value.numerator) / Decimal(value.denominator)
        assert told(altered(grid, place, Found(near + Decimal("0.0000001")))) == [("locked-cell-changed", str(place))]
        assert told(altered(grid, place, Found(str(near)))) == [("locked-cell-changed", str(place))]
        assert told(altered(grid, place, Found(near))) == []


def test_every_empty_cell_that_was_filled_is_found_alone() -> None:
    grid = read(complete())
    for sheet in issued().sheets:
        last_row, last_column = (max(place[at] for place in sheet.cells) for at in (0, 1))
        for row in range(1, last_row + 2):
            for column in range(1, last_column + 2):
                if (row, column) not in sheet.cells:
                    place = Address(sheet.name, row, column)
                    assert told(altered(grid, place, Found(STRANGE))) == [("cell-added", str(place))]
                    assert told(altered(grid, place, Found(None, "1+1"))) == [("cell-added", str(place))]


@pytest.mark.parametrize("found", [Found(Decimal(3), "1+2"), Found("#REF!", error=True)], ids=["formula", "error"])
def test_every_entry_that_holds_no_typed_value_is_found_alone(found: Found) -> None:
    grid, rows = read(complete()), good_answers(laid())
    for place in open_cells():
        held = hold(issued(), altered(grid, place, found))
        assert [(f.code, f.address) for f in held.findings] == [("formula-entered", place)]
        assert rows.keys() - held.answers.keys() == {held.findings[0].key}


def test_every_cell_that_shows_something_else_is_found_alone() -> None:
    grid = read(complete())
    for sheet in grid.sheets:
        for (row, column), cell in sheet.cells.items():
            place = Address(sheet.name, row, column)
            white = cell._replace(disguise="white on white")
            if (row, column) in issued().sheet(sheet.name).cells:  # type: ignore[union-attr]  # each issued sheet is there
                assert told(altered(grid, place, white)) == [("cell-disguised", str(place))]


def test_every_example_is_an_answer_without_a_finding() -> None:
    grid = read(complete())
    held = hold(issued(), grid)
    assert list(entry_findings(issued(), held.answers, grid)) == []


def test_every_entry_that_must_be_there_is_asked_for() -> None:
    grid = read(complete())
    for address, expected in issued().entries:
        assert expected.rule is not None
        without = altered(grid, address, Found("  "))
        found = list(entry_findings(issued(), hold(issued(), without).answers, without))
        missing = expected.rule.entry.missing
        assert [(f.code, f.address, f.file) for f in found] == ([(missing, address, grid.name)] if missing else [])


@pytest.mark.parametrize(
    ("field", "value", "code", "problem"),
    [
        ("score", "3", "score-off-scale", "the score is the text '3', which only looks like 3."),
        ("score", "3 ", "score-off-scale", "the score is the text '3 ', which only looks like 3."),
        ("score", "\N{FULLWIDTH DIGIT THREE}", "score-off-scale", "the score is '\N{FULLWIDTH DIGIT THREE}'."),
        ("score", Decimal(6), "score-off-scale", "the score is 6."),
        ("score", Decimal("3.5"), "score-off-scale", "the score is 3.5."),
        ("score", True, "score-off-scale", "the score is TRUE."),
        ("rationale", "good", "rationale-missing", "the rationale has 4 characters."),
        ("evidence", Decimal(4), "evidence-missing", "the evidence is 4, not words."),
    ],
)
def test_entry_that_only_looks_good_is_found(field: str, value: Plain, code: str, problem: str) -> None:
    grid = altered(read(complete()), issued().places[Key(field, "A", "Q1")], Found(value))
    held = hold(issued(), grid)
    found = list(entry_findings(issued(), held.answers, grid))
    assert held.findings == ()
    assert [(f.code, f.problem, f.subject) for f in found] == [(code, problem, "Alder Facilities Ltd, Q1 Mobilisation")]


def test_mechanism_that_is_not_on_the_list_is_found() -> None:
    grid = altered(read(complete()), issued().places[Key("mechanism", "A", "SV1")], Found("Bicycles"))
    found = entry_findings(issued(), hold(issued(), grid).answers, grid)
    assert [finding.code for finding in found] == ["mechanism-unknown"]


def test_declared_conflict_excuses_the_scores_of_its_bid_alone() -> None:
    grid = altered(read(complete()), issued().places[Key("conflict", "A")], Found(DECLARED))
    for address, expected in issued().entries:
        if expected.key is not None and expected.key.criterion is not None:
            grid = altered(grid, address, None)
    found = list(entry_findings(issued(), hold(issued(), grid).answers, grid))
    assert {finding.key.bid for finding in found if finding.key} == {"B"}
    fields = Counter(finding.key.field for finding in found if finding.key)
    assert fields == {"score": 3, "rationale": 3, "evidence": 3, "mechanism": 1}


def test_formula_in_an_entry_is_told_once() -> None:
    grid = altered(read(complete()), issued().places[Key("score", "A", "Q1")], Found(Decimal(3), "1+2"))
    held = hold(issued(), grid)
    assert list(entry_findings(issued(), held.answers, grid)) == []


def test_line_ends_of_another_system_are_no_change() -> None:
    grid = read(complete())
    for place, expected in locked():
        if isinstance(expected.value, str) and "\n" in expected.value:
            assert told(altered(grid, place, Found(expected.value.replace("\n", "\r\n")))) == []


def test_finding_says_what_stood_there_and_what_stands_there_now() -> None:
    weight = issued().places[Key("weight", "A", "Q2")]
    finding = hold(issued(), altered(read(complete()), weight, Found(Decimal(15)))).findings[0]
    assert str(finding) == (
        "evaluation-e1.xlsx  Scores!C10  the locked cell was changed from 12.5 to 15. "
        "Put it back, or take a fresh copy of the issued workbook."
    )


def key_place(name: str, bid: str | None = None, criterion: str | None = None) -> Address:
    return issued().places[Key(name, bid, criterion)]


SCORE, CHECK, WEIGHT = (key_place(name, "A", "Q1") for name in ("score", "check", "weight"))


def moved(book: Workbook) -> None:
    """Cut a rationale and paste it one row further down the column, over another."""
    sheet = book["Scores"]
    first, second = (key_place("rationale", bid, "Q1") for bid in ("A", "B"))
    sheet[second.cell] = sheet[first.cell].value
    sheet[first.cell] = None


CHANGES: dict[str, tuple[Callable[[Workbook], object], list[tuple[str, str | None]]]] = {
    "locked value": (
        lambda book: book["Start"].__setitem__("A2", "Another tender"),
        [("locked-cell-changed", "Start!A2")],
    ),
    "weighting": (
        lambda book: book["Scores"].__setitem__(WEIGHT.cell, 50),
        [("locked-cell-changed", str(WEIGHT))],
    ),
    "formula": (
        lambda book: book["Scores"].__setitem__(CHECK.cell, '=IF(1,"Complete","")'),
        [("formula-changed", str(CHECK))],
    ),
    "formula's value": (
        lambda book: book["Scores"].__setitem__(CHECK.cell, "Complete"),
        [("formula-changed", str(CHECK))],
    ),
    "dropdown's list": (
        lambda book: book["Guide"].__setitem__(issued().places[level_key(0)].cell, 10),
        [("locked-cell-changed", str(issued().places[level_key(0)]))],
    ),
    "another's name": (
        lambda book: book["Start"].__setitem__(key_place("subject").cell, "Second evaluator"),
        [("locked-cell-changed", str(key_place("subject")))],
    ),
    "entry's formula": (
        lambda book: book["Scores"].__setitem__(SCORE.cell, "=1+2"),
        [("formula-entered", str(SCORE))],
    ),
    "number format": (
        lambda book: setattr(book["Scores"][WEIGHT.cell], "number_format", '"50"'),
        [("cell-disguised", str(WEIGHT))],
    ),
    "note beside the table": (
        lambda book: book["Scores"].__setitem__("Z40", "see me"),
        [("cell-added", "Scores!Z40")],
    ),
    "sheet added": (lambda book: book.create_sheet("Mine"), [("sheet-added", "Mine")]),
    "sheet removed": (lambda book: book.remove(book["Guide"]), [("sheet-missing", "Guide")]),
    "sheet renamed": (
        lambda book: setattr(book["Guide"], "title", "Guidance"),
        [("sheet-missing", "Guide"), ("sheet-added", "Guidance")],
    ),
    "sheets re-ordered": (lambda book: book.move_sheet("Guide", -2), [("sheets-reordered", None)]),
    "cells moved": (moved, []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_made_with_another_program_is_found(name: str) -> None:
    change, findings = CHANGES[name]
    assert told(changed(change)) == findings


def test_rationale_that_was_moved_away_is_missing() -> None:
    grid = changed(moved)
    found = entry_findings(issued(), hold(issued(), grid).answers, grid)
    assert [(f.code, f.address) for f in found] == [("rationale-missing", key_place("rationale", "A", "Q1"))]


@pytest.mark.parametrize("what", ["insert_rows", "delete_rows", "insert_cols", "delete_cols"])
def test_rows_and_columns_put_in_or_taken_out_are_errors(what: str) -> None:
    grid = changed(lambda book: getattr(book["Scores"], what)(WEIGHT.row if "rows" in what else WEIGHT.column))
    found = [f for f in hold(issued(), grid).findings if f.severity == "error"]
    assert {"locked-cell-changed", "formula-changed"} <= {f.code for f in found}
    assert {f.address.sheet for f in found if f.address} == {"Scores"}


@pytest.mark.parametrize(
    "other",
    [
        laid(make_brief(bids=BIDS[:1])),
        laid(make_brief(by_bid=True)),
        replace(laid(), slots={"subject": "e2", "name": "B"}),
    ],
    ids=["other bids", "other order", "other person"],
)
def test_workbook_that_is_another_is_an_error(other: object) -> None:
    found = hold(Issued.of(other), read(complete())).findings  # type: ignore[arg-type]  # a layout, by pytest's hand
    assert {"locked-cell-changed"} <= {finding.code for finding in found if finding.severity == "error"}
