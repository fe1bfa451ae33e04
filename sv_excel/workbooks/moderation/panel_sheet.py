"""The *Panel* sheet: who met and when, and what each evaluator had scored before.

Notes that did not show how views became a consensus lost Lancashire Care v Lancashire CC [2018] EWHC 1589 (TCC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.moderation.consensus_row import column_span
from sv_excel.workbooks.moderation.individual_scores import STATES
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Day, Words
from sv_excel.workbooks.sheet.phrases import trimmed
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.moderation import BriefPerson, ModerationBrief
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

ATTENDEES, MODERATED_ON, CHECK = Key("attendees"), Key("moderated_on"), Key("panel_check")
ATTENDED = Words(
    name="who attended",
    rule="Name everybody who took part, with their role: chair, evaluators, note-taker. Say who was there in part.",
    example="Moderator (chair), First evaluator, Second evaluator, A. Person (notes)",
    missing="attendees-missing",
    wrong="attendees-missing",
)
MET = Day(name="date of the meeting", rule="Type the date of the meeting, such as 30/11/2026.", example="2026-11-30")
COMPLETE, INCOMPLETE = "Complete", "Say who attended"
_ROOM = 72.0


def panel_sheet(brief: ModerationBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    """The meeting, then one row for each evaluator with live counts of what they returned."""
    pen = Pen("Panel", (26, 64, 12, 12, 12, 14), furniture.banner, answers)
    pen.wide("Panel", "sv.title")
    pen.wide("A score that nobody can be shown to have discussed does not stand: say who met.", "sv.line")
    pen.skip()
    pen.wide("The meeting", "sv.heading")
    attended = Put(None, "sv.words", ATTENDEES, ATTENDED, "Panel")
    pen.row(fixed("Who attended", style="sv.label"), attended, height=_ROOM)
    pen.row(fixed("Date of the meeting", style="sv.label"), Put(None, "sv.date_entry", MODERATED_ON, MET, "Panel"))
    pen.row(fixed("Check", style="sv.label"), fixed(_check(answers), CHECK, "sv.todo"))
    pen.mark(Span(CHECK, CHECK), f'{{check}}="{COMPLETE}"', "sv.good", check=CHECK)
    pen.skip()
    pen.wide("What each evaluator had scored alone", "sv.heading")
    headings = ("Evaluator", "Workbook", "Scored", "Missing", "Conflict", "Not assigned")
    pen.row(*headings, style="sv.header", height=30)
    files: dict[str, list[str]] = {}
    for source in brief.sources:
        files.setdefault(source.evaluator, []).append(source.file)
    for person in brief.evaluators:
        returned = "outstanding" if person.name in brief.outstanding else ", ".join(files.get(person.name, ()))
        pen.row(fixed(person.name, style="sv.strong"), returned or "returned", *_counts(brief, person))
    return pen.sheet(start=ATTENDEES)


def has_attendees(answers: Mapping[Key, Value]) -> bool:
    """Whether somebody is named."""
    return bool(trimmed(answers.get(ATTENDEES)))


def _check(answers: Mapping[Key, Value]) -> Formula:
    return formula(
        f'IF(TRIM(T({{attendees}}))="","{INCOMPLETE}","{COMPLETE}")',
        COMPLETE if has_attendees(answers) else INCOMPLETE,
        attendees=ATTENDEES,
    )


def _counts(brief: ModerationBrief, person: BriefPerson) -> list[Put | None]:
    if not brief.rows:
        return []
    scores = column_span("individual_score", brief.rows, person.id)
    states = [next(s.state for s in row.scores if s.evaluator == person.id) for row in brief.rows]

    def count(state: str) -> Put:
        pattern = "COUNT({scores})" if state == "scored" else f'COUNTIF({{scores}},"{STATES[state]}")'
        key = Key("count", evaluator=person.id, part=state)
        return fixed(formula(pattern, states.count(state), scores=scores), key, "sv.whole")  # type: ignore[arg-type]

    return [count(state) for state in ("scored", "missing", "conflict", "not-assigned")]
