"""The evaluator's workbook: what stands where, cell by cell, and what its first sheet says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from evaluations import BIDS, good_answers, laid, make_brief
from recalculation import LOOK, worth
from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import CHECK, DECLARED
from sv_excel.workbooks.evaluation.layout import PROGRESS, READY, evaluation_layout
from sv_excel.workbooks.sheet.cells import Formula, Slot
from sv_excel.workbooks.sheet.entries import Amount, Choice, Words
from sv_excel.workbooks.sheet.seal import seal

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.workbooks.sheet.cells import Cell, Layout


def told(layout: Layout) -> str:
    """One line for each cell: where, what, what it means, in which style."""
    return "".join(f"{cell.address}  {'  '.join(_facts(layout, cell))}\n" for cell in layout)


def _facts(layout: Layout, cell: Cell) -> list[str]:
    key = "" if cell.key is None else " ".join(cell.key.to_data().values())
    facts = [_entry(cell) if cell.entry else _content(layout, cell), key, cell.style]
    return [fact for fact in facts if fact]


def _entry(cell: Cell) -> str:
    entry = cell.entry
    if isinstance(entry, Choice):
        first, last = str(entry.options[0]), str(entry.options[-1])
        return (
            f"entry {first} to {last}"
            if isinstance(entry.options[0], Decimal)
            else f"entry {'/'.join(map(str, entry.options))}"
        )
    if isinstance(entry, Words):
        return f"entry words from {entry.shortest}"
    return f"entry {entry.least} to {entry.most}" if isinstance(entry, Amount) else "entry date"


def _content(layout: Layout, cell: Cell) -> str:
    if isinstance(cell.content, Slot):
        return f"<{cell.content.name}>"
    text = layout.text(cell)
    shown = repr(text) if isinstance(text, str) and not isinstance(cell.content, Formula) else str(text)
    return f"{shown} -> {cell.content.value!r}" if isinstance(cell.content, Formula) else shown


@pytest.mark.parametrize("order", ["by-question", "by-bid"])
def test_evaluation_layout_stands_as_approved(order: str, golden: Callable[[str, str], None]) -> None:
    brief = make_brief(by_bid=order == "by-bid", lots=order == "by-bid")
    golden(f"evaluation-{order}", told(evaluation_layout(brief, LOOK.furniture)))


def test_workbooks_of_two_people_with_one_task_share_a_seal() -> None:
    assert seal(laid()) == seal(laid(make_brief()))
    assert seal(laid()) != seal(laid(make_brief(bids=BIDS[:1])))


def test_start_says_that_nothing_is_done_yet() -> None:
    layout = laid()
    assert worth(layout, PROGRESS) == "0 of 6 scored"
    assert worth(layout, READY) == "Not ready: the Declaration sheet is not complete."
    assert worth(layout, CHECK) == "Not complete: fill in every cream cell on this sheet"


def test_start_counts_what_is_left() -> None:
    answers = good_answers(laid())
    del answers[Key("evidence", "A", "Q1")], answers[Key("score", "B", "Q2")]
    layout = laid(answers=answers)
    assert worth(layout, PROGRESS) == "5 of 6 scored"
    assert worth(layout, READY) == "Not ready: 2 of 6 scores are not complete."


def test_start_says_when_it_can_go_back() -> None:
    layout = laid(answers=good_answers(laid()))
    assert (worth(layout, PROGRESS), worth(layout, READY)) == ("6 of 6 scored", "Ready to return")


def test_start_does_not_wait_for_scores_of_a_bid_with_a_conflict() -> None:
    answers = good_answers(laid()) | {Key("conflict", "A"): DECLARED}
    kept = {key: value for key, value in answers.items() if key.bid != "A" or key.field.startswith("conflict")}
    layout = laid(answers=kept)
    assert (worth(layout, PROGRESS), worth(layout, READY)) == ("3 of 6 scored", "Ready to return")


def test_nothing_to_score_is_said() -> None:
    layout = laid(make_brief(bids=()))
    texts = [cell.content for cell in layout]
    assert texts.count("Nothing to score: every bid is excluded by a recorded decision.") == 1
    assert texts.count("Nothing to score.") == 1
    assert [cell.key.field for cell in layout.entries if cell.key] == ["declaration", "signed_name", "signed_date"]
