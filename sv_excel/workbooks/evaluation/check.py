"""Concerns with an evaluator's reasons, as warnings that name their cell's meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.analysis.rationale_checks import Reason, concerns
from sv_excel.workbooks.evaluation.score_row import row_key, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.findings.key import Key
    from sv_excel.tender.briefs.evaluation import EvaluationBrief
    from sv_excel.workbooks.sheet.grid import Plain


def rationale_findings(brief: EvaluationBrief, answers: Mapping[Key, Plain]) -> tuple[Finding, ...]:
    """Every concern with the reasons that one evaluator gave; none where the tender switched these checks off."""
    if not brief.checks_rationales:
        return ()
    rows = {}
    for row in brief.rows:
        text = answers.get(row_key("rationale", row))
        if isinstance(text, str):
            rows[Reason(row.bid, row.question, row.lot, text)] = row
    tenderers = {bid.id: bid.tenderer for bid in brief.bids}
    bands = [words for level in brief.levels for words in (level.descriptor, level.band)]
    return tuple(
        Finding(
            concern.code,
            concern.problem,
            concern.remedy,
            key=row_key("rationale", rows[concern.reason]),
            subject=subject(brief, rows[concern.reason]),
            severity="warning",
        )
        for concern in concerns(tuple(rows), tenderers, bands)
    )
