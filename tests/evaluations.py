"""One evaluator's task, small enough to read, as a layout, as a file, and as it comes back."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import openpyxl

from recalculation import LOOK, filled
from sv_excel.tender.briefs.evaluation import (
    BriefBid,
    BriefMechanism,
    BriefNode,
    BriefQuestion,
    BriefTender,
    EvaluationBrief,
    ScoreRow,
)
from sv_excel.tender.definition.scale import BUILT_IN
from sv_excel.workbooks.evaluation.layout import evaluation_layout
from sv_excel.workbooks.sheet.card import for_person, with_card
from sv_excel.workbooks.sheet.entries import Day
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.workbook import Workbook

    from sv_excel.findings.key import Key
    from sv_excel.workbooks.sheet.cells import Cell, Layout, Value
    from sv_excel.workbooks.sheet.grid import Grid

BIDS = (BriefBid(id="A", tenderer="Alder Facilities Ltd"), BriefBid(id="B", tenderer="Birch & Sons Ltd"))
MECHANISMS = (
    BriefMechanism(id="apprenticeships", title="Apprenticeships", serves="NEL-1 Local employment"),
    BriefMechanism(id="living-wage", title="London Living Wage", serves="NEL-6 Low pay"),
    BriefMechanism(id="none", title="None of these", serves="No priority is served"),
)
QUESTIONS = (
    BriefQuestion(
        id="Q1",
        title="Mobilisation",
        parent="Quality",
        weight=Decimal(25),
        question="How will you mobilise?",
        guidance="A good answer names people and dates.",
        minimum=Decimal(2),
    ),
    BriefQuestion(id="Q2", title="Staffing", parent="Quality", weight=Decimal("12.5"), question="Who will do it?"),
    BriefQuestion(
        id="SV1",
        title="Delivery plan",
        parent="Social value",
        weight=Decimal(6),
        question="What will you deliver?",
        mechanisms=MECHANISMS,
    ),
)
NODES = (
    BriefNode(id="quality", title="Quality", depth=0, weight=Decimal("37.5"), how="Sum of its sub-criteria."),
    BriefNode(id="Q1", title="Mobilisation", depth=1, weight=Decimal(25), how="Weighting x score / 5."),
)
LOTS = (BriefBid(id="north", tenderer="North sites"), BriefBid(id="south", tenderer="South sites"))
PERSON = {"subject": "e1", "name": "First evaluator"}


def make_brief(*, by_bid: bool = False, lots: bool = False, bids: tuple[BriefBid, ...] = BIDS) -> EvaluationBrief:
    """Two bids, two quality questions and a delivery plan; with ``lots``, the plan is scored once for each lot."""
    tender = BriefTender(
        id="cleaning-2026",
        title="Cleaning services",
        buyer="Example Community NHS Trust",
        fingerprint="ab" * 32,
        deadline=date(2026, 12, 4),
        lots=LOTS if lots else (),
        nodes=NODES,
    )
    pairs = [(b, q) for b in bids for q in QUESTIONS] if by_bid else [(b, q) for q in QUESTIONS for b in bids]
    rows = tuple(
        ScoreRow(bid=bid.id, question=question.id, lot=lot)
        for bid, question in pairs
        for lot in ([lot.id for lot in LOTS] if lots and question.mechanisms else [None])
    )
    levels = BUILT_IN["standard-0-5"]
    return EvaluationBrief(tender=tender, levels=levels, by_bid=by_bid, bids=bids, questions=QUESTIONS, rows=rows)


def laid(brief: EvaluationBrief | None = None, answers: Mapping[Key, Value] | None = None) -> Layout:
    """The workbook as it is issued to the first evaluator, card and all."""
    made = brief or make_brief()
    layout = evaluation_layout(made, LOOK.furniture, answers)
    return for_person(with_card(layout, made, LOOK.furniture, made.tender.id), PERSON)


@cache
def issued() -> Issued:
    """What returned workbooks are held against."""
    return Issued.of(laid())


def good_answers(layout: Layout) -> dict[Key, Value]:
    """Every entry with the example of its own rule; dates as dates."""
    return {cell.key: _example(cell) for cell in layout.entries if cell.key is not None}


def _example(cell: Cell) -> Value:
    assert cell.entry is not None
    return date.fromisoformat(str(cell.entry.example)) if isinstance(cell.entry, Day) else cell.entry.example


@cache
def complete() -> bytes:
    """The workbook filled in well, as a file."""
    layout = laid()
    return print_workbook(filled(layout, good_answers(layout)), LOOK)


def read(content: bytes) -> Grid:
    """A file as found."""
    return read_workbook(content, "evaluation-e1.xlsx")


def changed(change: Callable[[Workbook], object]) -> Grid:
    """The complete workbook after somebody changed it and saved it with another program."""
    book = openpyxl.load_workbook(io.BytesIO(complete()))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return read(written.getvalue())
