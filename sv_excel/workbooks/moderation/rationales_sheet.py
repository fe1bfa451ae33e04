"""The *Rationales* sheet of a large panel: a row for each bid, question and evaluator, in the order of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.moderation.consensus_row import row_key
from sv_excel.workbooks.moderation.individual_scores import score_shown
from sv_excel.workbooks.sheet.cells import Span
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from sv_excel.tender.briefs.moderation import ModerationBrief, ModerationRow
    from sv_excel.tender.scoring.evaluation import IndividualScore
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.sheet_builder import Put
    from sv_excel.workbooks.sheet.template_text import Furniture

SHEET = "Rationales"
_COLUMNS = {
    "No.": 6,
    "Question": 20,
    "Tenderer": 20,
    "Evaluator": 20,
    "Score": 10.5,
    "Rationale": 80,
    "Evidence": 24,
    "Mechanism": 22,
}


def rationales_sheet(brief: ModerationBrief, furniture: Furniture) -> Sheet:
    """What everybody assigned to a row said; who was not assigned has no row here."""
    pen = Pen(SHEET, tuple(_COLUMNS.values()), furniture.banner)
    pen.wide("Rationales", "sv.title")
    note = "What each evaluator returned, as it was returned. Filter on the number that a row of Moderation has."
    pen.wide(note, "sv.note")
    headings = pen.row(
        *(fixed(heading, Key("rationales_heading", part=str(place))) for place, heading in enumerate(_COLUMNS)),
        style="sv.header",
    )
    below = pen.here()
    last = Key("rationales_heading", part=str(len(_COLUMNS) - 1))
    for number, row in enumerate(brief.rows, 1):
        for score in row.scores:
            if score.state != "not-assigned":
                last = row_key("individual_mechanism", row, score.evaluator)
                pen.row(fixed(number, style="sv.whole"), *_said(brief, row, score))
    table = Span(Key("rationales_heading", part="0"), last)
    return pen.sheet(freeze=below, headings=(headings, headings), table=table)


def _said(brief: ModerationBrief, row: ModerationRow, score: IndividualScore) -> tuple[Put, ...]:
    question, lot = brief.question(row.question), brief.lot(row)
    mechanism = score.mechanism if question.mechanisms else "not applicable"
    return (
        fixed(f"{question.id} {question.title}"),
        fixed(brief.bid(row.bid).tenderer + (f"\n{lot}" if lot else "")),
        fixed(score.name, style="sv.strong"),
        fixed(score_shown(score), style="sv.text" if score.value is None else "sv.weight"),
        fixed(score.rationale, row_key("individual_rationale", row, score.evaluator)),
        fixed(score.evidence, row_key("individual_evidence", row, score.evaluator)),
        fixed(mechanism, row_key("individual_mechanism", row, score.evaluator)),
    )
