"""Concerns with an evaluator's reasons, as warnings that name their cell's meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.layout.findings import Finding
from sv_excel.layout.score_rows import row_key, subject
from sv_excel.tender.rationales import Reason, concerns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.layout.cells import Key
    from sv_excel.layout.grid import Plain
    from sv_excel.tender.briefs import EvaluationBrief


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
