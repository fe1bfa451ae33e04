"""The card: a workbook says which it is, and from what it was laid out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluations import PERSON, complete, laid, make_brief, read
from recalculation import LOOK
from sv_excel.tender.briefs.evaluation import EvaluationBrief
from sv_excel.workbooks.evaluation.layout import evaluation_layout
from sv_excel.workbooks.kinds import rebuild
from sv_excel.workbooks.sheet.card import CHUNK, FORMAT, SHEET, for_person, read_card, with_card
from sv_excel.workbooks.sheet.grid import Found, Grid
from sv_excel.workbooks.sheet.seal import seal
from sv_excel.workbooks.sheet.template_text import Furniture
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from sv_excel.workbooks.sheet.grid import Plain


def test_card_says_which_workbook_it_is() -> None:
    card = read_card(read(complete()))
    assert card is not None
    assert (card.kind, card.tender, card.subject, card.slots) == ("evaluation", "cleaning-2026", "e1", PERSON)
    assert card.seal == seal(evaluation_layout(make_brief(), LOOK.furniture))
    assert EvaluationBrief.model_validate_json(card.brief) == make_brief()
    assert Furniture.model_validate_json(card.furniture) == LOOK.furniture


def test_card_is_enough_to_lay_the_workbook_out_again() -> None:
    card = read_card(read(complete()))
    rebuilt = None if card is None else rebuild(card)
    assert rebuilt is not None
    assert rebuilt.agrees
    assert rebuilt.layout == laid()


@pytest.mark.parametrize("text", ["x ", "[brackets] ", "'\"&<\n", "\N{LEFT DOUBLE QUOTATION MARK}_x0041_"])
def test_card_keeps_long_texts_whole(text: str) -> None:
    """Wherever a text is cut into pieces: at blanks, brackets, quotes, line breaks."""
    brief, furniture = make_brief(), Furniture(guidance={"evaluation": (text * CHUNK,)})
    layout = with_card(evaluation_layout(brief, Furniture()), brief, furniture, "cleaning-2026")
    pieces = [cell.content for cell in layout.sheets[-1].cells if isinstance(cell.content, str)]
    assert max(map(len, pieces)) == CHUNK + 2
    card = read_card(read(print_workbook(layout, LOOK)))
    assert card is not None
    assert Furniture.model_validate_json(card.furniture) == furniture


def test_card_of_nobody_in_particular_has_no_subject() -> None:
    brief = make_brief()
    layout = with_card(evaluation_layout(brief, LOOK.furniture), brief, LOOK.furniture, "cleaning-2026")
    card = read_card(read(print_workbook(layout, LOOK)))
    assert card is not None
    assert card.subject == ""
    assert for_person(layout, PERSON).slots == PERSON


def card_with(label: str, value: Plain) -> Grid:
    """The card's sheet alone; beside ``label`` stands ``value``, and where that is None the row is gone."""
    sheet = read(complete()).sheet(SHEET)
    assert sheet is not None
    rows = {row for (row, column), found in sheet.cells.items() if column == 1 and found.value == label}
    cells = {place: found for place, found in sheet.cells.items() if place[0] not in rows or value is not None}
    told = {(row, 2): Found(value) for row in rows if value is not None}
    return Grid("card.xlsx", (replace(sheet, cells=cells | told),))


def test_card_says_what_stands_on_it() -> None:
    card = read_card(card_with("seal", "ab"))
    assert card is not None
    assert card.seal == "ab"


@pytest.mark.parametrize("label", ["format", "kind", "tender", "seal", "brief"])
def test_card_that_is_not_whole_is_none(label: str) -> None:
    assert read_card(card_with(label, None)) is None


def test_card_of_another_format_is_none() -> None:
    assert read_card(card_with("format", "sv_excel card 2")) is None


def test_card_that_is_not_there_is_none() -> None:
    grid = read(complete())
    assert read_card(replace(grid, sheets=grid.sheets[:-1])) is None


def test_card_with_a_label_that_is_no_text_is_none() -> None:
    grid = card_with("format", FORMAT)
    sheet = grid.sheets[0]
    cells = {place: Found(None) if place == min(sheet.cells) else found for place, found in sheet.cells.items()}
    assert read_card(Grid("card.xlsx", (replace(sheet, cells=cells),))) is None
