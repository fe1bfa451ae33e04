"""An evaluator's workbook: what one person scores, and nothing of prices or of anybody else's scores."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import declaration_sheet, is_signed
from sv_excel.workbooks.evaluation.guide_sheet import guide_sheet
from sv_excel.workbooks.evaluation.score_row import (
    COMPLETE,
    check_span,
    is_complete,
    is_conflicted,
    row_key,
    score_span,
)
from sv_excel.workbooks.evaluation.scores_sheet import scores_sheet
from sv_excel.workbooks.sheet.cells import Layout, Slot, Span, formula
from sv_excel.workbooks.sheet.front import put_guidance, put_title
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.evaluation import EvaluationBrief
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "evaluation"
READY, PROGRESS = Key("ready"), Key("progress")
SIGNED = Key("declaration_check")


@dataclass(frozen=True)
class _Standing:
    """How far a workbook is, worked out as its own formulas do."""

    scored: int
    complete: int
    signed: bool

    def sentence(self, total: int) -> str:
        """What the *Ready to return* cell says."""
        if not self.signed:
            return "Not ready: the Declaration sheet is not complete."
        left = total - self.complete
        return "Ready to return" if left == 0 else f"Not ready: {left} of {total} scores are not complete."


def evaluation_layout(
    brief: EvaluationBrief, furniture: Furniture, answers: Mapping[Key, Value] | None = None
) -> Layout:
    """The workbook for everybody with this task; ``answers`` are what its entries hold already."""
    held = answers or {}
    declaration = declaration_sheet(brief, furniture, held)
    scores = scores_sheet(brief, furniture, held)
    guide = guide_sheet(brief, furniture)
    start = _start_sheet(brief, furniture, held)
    return Layout(KIND, f"Evaluation: {brief.tender.title}", (start, declaration, scores, guide))


def _start_sheet(brief: EvaluationBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    total = len(brief.rows)
    standing = _Standing(
        scored=sum(isinstance(answers.get(row_key("score", row)), Decimal | int) for row in brief.rows),
        complete=sum(is_complete(brief, row, answers) or is_conflicted(row, answers) for row in brief.rows),
        signed=is_signed(brief, answers),
    )
    pen = Pen("Start", (26, 84), furniture.banner)
    put_title(pen, brief.tender, "individual evaluation")
    pen.row(fixed("Workbook of", style="sv.label"), fixed(Slot("name"), Key("subject"), "sv.strong"))
    pen.row(fixed("Tender", style="sv.label"), f"{brief.tender.id}, {brief.tender.title}")
    deadline = (
        f"{brief.tender.deadline:%A} {brief.tender.deadline.day} {brief.tender.deadline:%B %Y}"
        if brief.tender.deadline
        else "As agreed with the procurement lead"
    )
    pen.row(fixed("Return it by", style="sv.label"), deadline)
    if total:
        pen.row(
            fixed("Progress", style="sv.label"),
            fixed(
                formula(
                    f'COUNT({{scores}})&" of {total} scored"',
                    f"{standing.scored} of {total} scored",
                    scores=score_span(brief),
                ),
                PROGRESS,
                "sv.strong",
            ),
        )
        pen.row(fixed("Can it go back?", style="sv.label"), fixed(_ready(brief, standing), READY, "sv.todo"), height=24)
        pen.mark(Span(READY, READY), '{ready}="Ready to return"', "sv.good", ready=READY)
    else:
        pen.row(fixed("Progress", style="sv.label"), "Nothing to score: every bid is excluded by a recorded decision.")
    put_guidance(pen, brief.tender, furniture, KIND)
    return pen.sheet(one_page=True)


def _ready(brief: EvaluationBrief, standing: _Standing) -> Formula:
    total = len(brief.rows)
    return formula(
        'IF({signed}<>"Complete","Not ready: the Declaration sheet is not complete.",'
        f'IF(COUNTIF({{checks}},"{COMPLETE}")+COUNTIF({{checks}},"Conflict declared*")={total},"Ready to return",'
        f'"Not ready: "&({total}-COUNTIF({{checks}},"{COMPLETE}")-COUNTIF({{checks}},"Conflict declared*"))'
        f'&" of {total} scores are not complete."))',
        standing.sentence(total),
        signed=SIGNED,
        checks=check_span(brief),
    )
