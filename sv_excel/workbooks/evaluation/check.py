"""Doubts about an evaluator's reasons, as warnings that name the bid and question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sv_excel.tender.analysis.rationale_checks import Reason, check_reasons
from sv_excel.workbooks.evaluation.score_row import row_key, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.findings.finding import Finding
    from sv_excel.findings.key import Key
    from sv_excel.tender.briefs.evaluation import EvaluationBrief
    from sv_excel.workbooks.sheet.grid import Plain


def rationale_findings(brief: EvaluationBrief, answers: Mapping[Key, Plain]) -> tuple[Finding, ...]:
    """Every doubt about the reasons that one evaluator gave; none where the tender switched these checks off."""
    if not brief.checks_rationales:
        return ()
    rows, reasons = {}, []
    for row in brief.rows:
        key = row_key("rationale", row)
        text = answers.get(key)
        if isinstance(text, str):
            rows[key] = row
            reasons.append(Reason(row.bid, row.question, row.lot, text))
    tenderers = {bid.id: bid.tenderer for bid in brief.bids}
    bands = [words for level in brief.levels for words in (level.descriptor, level.band)]
    return tuple(
        replace(finding, subject=subject(brief, rows[finding.key]))
        for finding in check_reasons(reasons, tenderers, bands)
        if finding.key is not None
    )
