"""The way back from an evaluator's workbook: every score with its reason, and what was declared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.scoring.evaluation import Evaluation, Score
from sv_excel.workbooks.evaluation.declaration_sheet import CONFIRMED, DECLARED
from sv_excel.workbooks.evaluation.score_row import row_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sv_excel.tender.briefs.evaluation import EvaluationBrief
    from sv_excel.workbooks.sheet.grid import Plain


def read_evaluation(
    brief: EvaluationBrief, answers: Mapping[Key, Plain], *, evaluator: str, file: str, sha256: str, read_at: datetime
) -> Evaluation:
    """What one evaluator returned; blank is None or empty, never 0."""
    return Evaluation(
        evaluator=evaluator,
        scores=tuple(
            Score(
                bid=row.bid,
                criterion=row.question,
                lot=row.lot,
                value=_number(answers.get(row_key("score", row))),
                rationale=_text(answers.get(row_key("rationale", row))),
                evidence=_text(answers.get(row_key("evidence", row))),
                mechanism=_text(answers.get(row_key("mechanism", row))),
            )
            for row in brief.rows
        ),
        file=file,
        sha256=sha256,
        read_at=read_at,
        conflicts={
            bid.id: _text(answers.get(Key("conflict_details", bid.id)))
            for bid in brief.bids
            if answers.get(Key("conflict", bid.id)) == DECLARED
        },
        confidential=answers.get(Key("declaration")) == CONFIRMED,
        signed_name=_text(answers.get(Key("signed_name"))),
        signed_on=_day(answers.get(Key("signed_date"))),
    )


def _number(value: Plain) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _text(value: Plain) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: Plain) -> date | None:
    """A date, or one written as 2026-11-30, which the entry takes as well."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None
