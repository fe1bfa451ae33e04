"""What stands around the cells of a returned workbook: every kind of tampering with it has its code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName

from evaluations import changed, complete, issued, read
from sv_excel.findings.address import Address, letters
from sv_excel.findings.key import Key
from sv_excel.workbooks.returned.compare import hold
from sv_excel.workbooks.sheet.grid import Format, Validation

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

    from sv_excel.findings.finding import Finding
    from sv_excel.workbooks.sheet.grid import Grid, SheetGrid

SCORE, CHECK = (issued().places[Key(name, "A", "Q1")] for name in ("score", "check"))
WHITE = "FFFFFFFF"


def told(grid: Grid) -> list[tuple[str, str, str | None]]:
    """Code, severity and place of all that is wrong."""
    return [(finding.code, finding.severity, _place(finding)) for finding in hold(issued(), grid).findings]


def _place(finding: Finding) -> str | None:
    return str(finding.address) if finding.address else finding.sheet


def scores(**facts: object) -> Grid:
    """The complete workbook with another fact about its *Scores* sheet."""
    grid = read(complete())
    sheets = tuple(replace(sheet, **facts) if sheet.name == "Scores" else sheet for sheet in grid.sheets)  # type: ignore[arg-type]  # any field
    return replace(grid, sheets=sheets)


def sheet_of(grid: Grid) -> SheetGrid:
    """The *Scores* sheet."""
    sheet = grid.sheet("Scores")
    assert sheet is not None
    return sheet


def rules_changed(places: list[Address]) -> list[tuple[str, str, str | None]]:
    return [("rule-changed", "error", str(place)) for place in places]


def places_of(field: str) -> list[Address]:
    """The entry cells of one field, in reading order."""
    return [address for address, cell in issued().entries if cell.key is not None and cell.key.field == field]


def score_rule(book: Workbook, **facts: object) -> None:
    """Change facts of the dropdown of the scores."""
    rules = book["Scores"].data_validations.dataValidation
    rule = next(rule for rule in rules if SCORE.cell in rule.cells)
    for name, value in facts.items():
        setattr(rule, name, value)


def pasted_over(book: Workbook) -> None:
    """As pasting a cell from elsewhere does: the value comes, the rule goes."""
    book["Scores"].data_validations.dataValidation = [
        rule for rule in book["Scores"].data_validations.dataValidation if SCORE.cell not in rule.cells
    ]


CHANGES: dict[str, tuple[Callable[[Workbook], object], list[tuple[str, str, str | None]]]] = {
    "dropdown altered": (lambda book: score_rule(book, formula1='"0,1,2,3,4,5,10"'), rules_changed(places_of("score"))),
    "dropdown only warns": (lambda book: score_rule(book, errorStyle="warning"), rules_changed(places_of("score"))),
    "dropdown stays silent": (lambda book: score_rule(book, showErrorMessage=False), rules_changed(places_of("score"))),
    "pasted over": (pasted_over, rules_changed(places_of("score"))),
    "name added": (
        lambda book: book.defined_names.add(DefinedName("Bonus", attr_text="Scores!$A$1")),
        [("name-added", "error", None)],
    ),
    "check hidden by a format": (
        lambda book: book["Scores"].conditional_formatting.add(
            CHECK.cell, Rule(type="expression", formula=["TRUE"], dxf=DifferentialStyle(font=Font(color=WHITE)))
        ),
        [("format-changed", "error", str(CHECK))],
    ),
    "format added": (
        lambda book: book["Scores"].conditional_formatting.add(
            CHECK.cell, Rule(type="expression", formula=["1=1"], dxf=DifferentialStyle(font=Font(bold=True)))
        ),
        [("format-changed", "error", str(CHECK))],
    ),
    "cells merged": (
        lambda book: book["Scores"].merge_cells(f"{letters(30)}40:{letters(31)}41"),
        [("cells-merged", "error", f"Scores!{letters(30)}40")],
    ),
    "sheet hidden": (
        lambda book: setattr(book["Guide"], "sheet_state", "hidden"),
        [("sheet-hidden", "warning", "Guide")],
    ),
    "row hidden": (
        lambda book: setattr(book["Scores"].row_dimensions[SCORE.row], "hidden", True),
        [("row-hidden", "warning", f"Scores!A{SCORE.row}")],
    ),
    "column hidden": (
        lambda book: setattr(book["Scores"].column_dimensions[letters(CHECK.column)], "hidden", True),
        [("column-hidden", "warning", f"Scores!{letters(CHECK.column)}3")],
    ),
    "sheet's protection removed": (
        lambda book: book["Scores"].protection.disable(),
        [("protection-removed", "warning", None)],
    ),
    "book's protection removed": (
        lambda book: setattr(book.security, "lockStructure", False),
        [("protection-removed", "warning", None)],
    ),
    "cell unlocked": (
        lambda book: setattr(book["Scores"][CHECK.cell], "protection", Protection(locked=False)),
        [("protection-removed", "warning", None)],
    ),
    "card shown": (
        lambda book: setattr(book["Card"], "sheet_state", "visible"),
        [("protection-removed", "warning", None)],
    ),
    "card merely hidden": (
        lambda book: setattr(book["Card"], "sheet_state", "hidden"),
        [("protection-removed", "warning", None)],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_made_with_another_program_is_found(name: str) -> None:
    change, findings = CHANGES[name]
    assert told(changed(change)) == findings


def test_protection_that_an_application_dropped_is_one_warning() -> None:
    def drop(book: Workbook) -> None:
        book.security.lockStructure = False
        for sheet in book:
            sheet.protection.disable()
            sheet.sheet_state = "visible"

    finding, *others = hold(issued(), changed(drop)).findings
    assert others == []
    assert finding.problem == (
        "protection is off: the workbook's structure; the sheet Start; the sheet Declaration; the sheet Scores; "
        "the sheet Guide; the sheet Card; the hidden sheet Card can be seen. "
        "Nothing follows from it unless a cell was changed, too."
    )


def test_finding_of_a_rule_says_what_it_was_and_what_it_is_now() -> None:
    grid = changed(lambda book: score_rule(book, formula1='"10"', errorStyle="warning"))
    finding = hold(issued(), grid).findings[0]
    assert finding.problem == (
        'the rule for the score was changed from list GUIDE!$A$5:$A$10 to list "10", as a warning only.'
    )
    assert finding.subject == "Alder Facilities Ltd, Q1 Mobilisation"


def test_finding_of_a_rule_taken_out_says_how_that_happens() -> None:
    finding = hold(issued(), changed(pasted_over)).findings[0]
    assert finding.problem == (
        "the rule for the score, list GUIDE!$A$5:$A$10, was taken out (pasting over a cell does that)."
    )


@pytest.mark.parametrize("first", [True, False])
def test_second_rule_on_an_entry_is_found_wherever_it_stands(first: bool) -> None:  # noqa: FBT001 - a column of the table
    ours = sheet_of(read(complete())).validations
    loose = Validation("custom", "", "TRUE", "", ((SCORE.row, SCORE.column, SCORE.row, SCORE.column),), blocks=True)
    assert told(scores(validations=(loose, *ours) if first else (*ours, loose))) == rules_changed([SCORE])


def test_every_entry_s_rule_is_missed_when_all_are_gone() -> None:
    entries = [address for address, _ in issued().entries if address.sheet == "Scores"]
    assert told(scores(validations=())) == rules_changed(entries)


def test_our_own_formats_may_go_or_move() -> None:
    grid = read(complete())
    wider = tuple(replace(mark, ranges=((1, 1, 99, 99),)) for mark in sheet_of(grid).formats)
    assert told(scores(formats=wider)) == []
    assert told(scores(formats=())) == []


def test_our_own_format_that_hides_is_found() -> None:
    grid = read(complete())
    hiding = tuple(replace(mark, disguise="white on white") for mark in sheet_of(grid).formats)
    assert told(scores(formats=hiding)) == [("format-changed", "error", str(CHECK))] * len(hiding)
    assert len(hiding) == 2


def test_format_of_another_kind_is_found() -> None:
    finding = hold(issued(), scores(formats=(Format("colorScale", "min;max", ((1, 1, 2, 2),)),))).findings[0]
    assert (finding.code, finding.problem) == (
        "format-changed",
        "a conditional format was added: colorScale min;max.",
    )


@pytest.mark.parametrize("kind", ["picture", "shape", "chart"])
def test_anything_over_the_cells_is_found(kind: str) -> None:
    assert told(scores(objects=(kind,))) == [("object-added", "error", "Scores")]


def test_hidden_rows_are_named_a_few_and_counted() -> None:
    used = sorted({row for row, _ in sheet_of(read(complete())).cells})[:10]
    finding = hold(issued(), scores(hidden_rows=frozenset([*used, 999]))).findings[0]
    listed = ", ".join(map(str, used[:8]))
    assert finding.problem == f"rows {listed} and 2 more hidden (a filter does that, too)."


def test_hidden_rows_and_columns_without_cells_are_nothing() -> None:
    assert told(scores(hidden_rows=frozenset([999]), hidden_columns=frozenset([99]))) == []
