"""The result workbook: ranking, a summary for each tenderer, working, inputs and proof, all as live formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain
from sv_excel.workbooks.evaluation.guide_sheet import put_criteria
from sv_excel.workbooks.result.inputs_sheet import inputs_sheet
from sv_excel.workbooks.result.proof_sheet import proof_sheet
from sv_excel.workbooks.result.result_sheet import ranking_sheet
from sv_excel.workbooks.result.rules_sheet import policy_sheet
from sv_excel.workbooks.result.summary_sheets import assessment_sheets
from sv_excel.workbooks.result.working_sheet import working_sheet
from sv_excel.workbooks.sheet.cells import Layout
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "result"


def result_layout(brief: ResultBrief, furniture: Furniture) -> Layout:
    """The whole workbook; every figure carries the value that exact arithmetic gives it."""
    result = brief.result()
    working, works = working_sheet(brief, result, furniture)
    sheets = (
        ranking_sheet(brief, works, furniture),
        *assessment_sheets(brief, works, furniture),
        working,
        inputs_sheet(brief, furniture),
        _method_sheet(brief, furniture),
        policy_sheet(brief, furniture),
    )
    laid = Layout(KIND, f"Result: {brief.tender.title}", sheets)
    return Layout(KIND, laid.title, (*sheets, proof_sheet(laid, furniture)))


def _method_sheet(brief: ResultBrief, furniture: Furniture) -> Sheet:
    """How it was judged, as published."""
    tender = brief.definition
    pen = Pen("Method", (16, 34, 16, 80), furniture.banner)
    pen.wide("Method, as published", "sv.title")
    put_criteria(pen, brief.tender.nodes)
    pen.wide("The scale", "sv.heading")
    pen.row("Score", "Label", "", "When it is deserved", style="sv.header")
    for level in tender.levels:
        pen.row(fixed(level.score, style="sv.weight"), fixed(level.label, style="sv.strong"), "", level.descriptor)
    pen.skip()
    pen.wide("Rules of arithmetic", "sv.heading")
    scale = f"{plain(tender.levels[0].score)} to {plain(tender.top_score)}"
    for line in (
        (
            "Figures are kept exact and rounded half up to two decimals only where they are shown, so shown parts may "
            "add to a hundredth more or less than a shown total."
        ),
        "Lowest and highest prices and offers are taken over the bids that are complete and not disqualified.",
        f"Ties: {', then '.join(tender.tie_break) or 'no tie-break was published'}; what stays tied has no winner.",
        f"Scores are those that the panel agreed on, on the published scale of {scale}; no average is used.",
    ):
        pen.wide(line, "sv.line")
    pen.wide(f"Published part of the tender, fingerprint: {brief.tender.fingerprint}", "sv.code")
    return pen.sheet()
