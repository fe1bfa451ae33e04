"""One row of the *Scores* sheet: its cells by meaning, what it is about, and how far it is, in words and live."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.evaluation.declaration_sheet import DECLARED
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.phrases import trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.evaluation import EvaluationBrief, ScoreRow
    from sv_excel.tender.definition.scale import ScaleLevel
    from sv_excel.workbooks.sheet.cells import Formula, Value

COMPLETE, NOT_STARTED = "Complete", "Not started"
CONFLICTED = "Conflict declared: wait for the lead's decision"
SHORTEST_REASON = 20
"""Least characters of a rationale: a reason fits, 'good' does not (Woods v Milton Keynes [2015] EWHC 2011)."""
_ON_SCALE = "ISNUMBER({weighted})"
"""Whether a score is one of the scale's, as a part of a formula: else it has no band, and no weighted score."""


def row_key(field: str, row: ScoreRow) -> Key:
    """A cell of a score's row."""
    return Key(field, row.bid, row.question, lot=row.lot)


def score_span(brief: EvaluationBrief) -> Span:
    """All score cells."""
    return Span(row_key("score", brief.rows[0]), row_key("score", brief.rows[-1]))


def check_span(brief: EvaluationBrief) -> Span:
    """All *Check* cells."""
    return Span(row_key("check", brief.rows[0]), row_key("check", brief.rows[-1]))


def subject(brief: EvaluationBrief, row: ScoreRow) -> str:
    """What a row is about, in a person's words."""
    lot = next((f", {lot.tenderer}" for lot in brief.tender.lots if lot.id == row.lot), "")
    return f"{brief.bid(row.bid).tenderer}, {row.question} {brief.question(row.question).title}{lot}"


def given_level(brief: EvaluationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> ScaleLevel | None:
    """The level that the row's score stands for; None where there is none, or it is not on the scale."""
    score = answers.get(row_key("score", row))
    if not isinstance(score, Decimal | int):
        return None
    return next((level for level in brief.levels if level.score == score), None)


def is_conflicted(row: ScoreRow, answers: Mapping[Key, Value]) -> bool:
    """Whether the evaluator declared a conflict with this bid: nothing is to be scored until it is decided on."""
    return answers.get(Key("conflict", row.bid)) == DECLARED


def is_complete(brief: EvaluationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> bool:
    """Whether everything that the row asks for is there."""
    return check_words(brief, row, answers) == COMPLETE


def check_words(brief: EvaluationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> str:
    """What the row's *Check* says; the formula beside it says the same."""
    if not answers:
        return NOT_STARTED
    if is_conflicted(row, answers):
        return CONFLICTED
    score = answers.get(row_key("score", row))
    mechanisms = brief.question(row.question).mechanisms
    texts = {field: trimmed(answers.get(row_key(field, row))) for field in ("rationale", "evidence", "mechanism")}
    if score is None and not any(texts.values()):
        return NOT_STARTED
    said = "Score is missing. " if score is None else ""
    if score is not None and given_level(brief, row, answers) is None:
        said = "Score is not on the scale. "
    said += "" if len(texts["rationale"]) >= SHORTEST_REASON else "Rationale is missing or too short. "
    said += "" if texts["evidence"] else "Evidence is missing. "
    said += "Mechanism is missing. " if mechanisms and not texts["mechanism"] else ""
    return said.strip() or COMPLETE


def check_formula(brief: EvaluationBrief, row: ScoreRow, answers: Mapping[Key, Value]) -> Formula:
    """What the row's *Check* says, live."""
    has_mechanism = bool(brief.question(row.question).mechanisms)
    keys: dict[str, Key | Span] = {name: row_key(name, row) for name in ("score", "rationale", "evidence")}
    if has_mechanism:
        keys["mechanism"] = row_key("mechanism", row)
    blank = ",".join(f'TRIM({{{name}}})=""' if name == "score" else f'TRIM(T({{{name}}}))=""' for name in keys)
    missing = (
        f'IF({{score}}="","Score is missing. ",IF({_ON_SCALE},"","Score is not on the scale. "))'
        f'&IF(LEN(TRIM(T({{rationale}})))<{SHORTEST_REASON},"Rationale is missing or too short. ","")'
        '&IF(TRIM(T({evidence}))="","Evidence is missing. ","")'
    )
    if has_mechanism:
        missing += '&IF(TRIM(T({mechanism}))="","Mechanism is missing. ","")'
    done = f'AND({_ON_SCALE},LEN(TRIM(T({{rationale}})))>={SHORTEST_REASON},TRIM(T({{evidence}}))<>""'
    done += ',TRIM(T({mechanism}))<>"")' if has_mechanism else ")"
    return formula(
        f'IF({{conflict}}="{DECLARED}","{CONFLICTED}",IF(AND({blank}),"{NOT_STARTED}",'
        f'IF({done},"{COMPLETE}",TRIM({missing}))))',
        check_words(brief, row, answers),
        conflict=Key("conflict", row.bid),
        weighted=row_key("weighted", row),
        **keys,
    )
