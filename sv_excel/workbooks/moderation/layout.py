"""The moderation workbook: the panel's queue, what each evaluator scored alone, and the one score that is agreed.

No averaging into the answer: a process that cannot give the authority's own reasons is unlawful, and finals such as 4.2
on a 0-5 scale showed one (Bromcom v United Learning Trust [2022] EWHC 3262 (TCC)). So the mean is shown and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.scores import spread
from sv_excel.workbooks.evaluation.guide_sheet import WIDTHS, put_criteria, put_scale
from sv_excel.workbooks.evaluation.score_row import COMPLETE
from sv_excel.workbooks.moderation.consensus_row import column_span, is_agreed
from sv_excel.workbooks.moderation.individual_scores import is_gathered
from sv_excel.workbooks.moderation.moderation_sheet import moderation_sheet
from sv_excel.workbooks.moderation.panel_sheet import ATTENDEES, has_attendees, panel_sheet
from sv_excel.workbooks.moderation.rationales_sheet import rationales_sheet
from sv_excel.workbooks.moderation.sources_sheet import sources_sheet
from sv_excel.workbooks.sheet.cells import Layout, Span, formula
from sv_excel.workbooks.sheet.front import put_guidance, put_title
from sv_excel.workbooks.sheet.phrases import listed, points
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.moderation import ModerationBrief, ModerationRow
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

KIND = "moderation"
PANEL_CELLS = (
    "Cream cells are the panel's to fill in; all others are locked, as a guard against slips. What evaluators "
    "scored alone is never altered here."
)
READY, PROGRESS, QUEUE = Key("ready"), Key("progress"), Key("queue_left")
IS_READY = "Ready: the result can be worked out"
_PARTIAL = "Not ready: not every evaluator's workbook is in."
_NOBODY = "Not ready: the Panel sheet does not say who attended."


def moderation_layout(
    brief: ModerationBrief, furniture: Furniture, answers: Mapping[Key, Value] | None = None
) -> Layout:
    """The moderator's workbook; ``answers`` are what its entries hold already."""
    held = answers or {}
    sheets = (
        _start_sheet(brief, furniture, held),
        moderation_sheet(brief, furniture, held),
        *((rationales_sheet(brief, furniture),) if is_gathered(brief) else ()),
        panel_sheet(brief, furniture, held),
        sources_sheet(brief, furniture),
        _guide_sheet(brief, furniture),
    )
    return Layout(KIND, f"Moderation: {brief.tender.title}", sheets)


def _start_sheet(brief: ModerationBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    pen = Pen("Start", (26, 74, 12, 14), furniture.banner)
    put_title(pen, brief.tender, "moderation of the panel's scores")
    pen.row(fixed("Moderator", style="sv.label"), fixed(brief.moderator or "Not named", style="sv.strong"))
    pen.row(fixed("Tender", style="sv.label"), f"{brief.tender.id}, {brief.tender.title}")
    if brief.partial:
        pen.row(fixed("Partial", style="sv.label"), fixed(_outstanding(brief), style="sv.flag"))
    if brief.rows:
        pen.row(fixed("Progress", style="sv.label"), fixed(_progress(brief, answers), PROGRESS, "sv.strong"), height=24)
        pen.row(fixed("Queue", style="sv.label"), fixed(_queue(brief, answers), QUEUE, "sv.strong"), height=24)
        pen.row(
            fixed("Can it go to the result?", style="sv.label"),
            fixed(_ready(brief, answers), READY, "sv.todo"),
            height=24,
        )
        pen.mark(Span(READY, READY), f'{{ready}}="{IS_READY}"', "sv.good", ready=READY)
        pen.skip()
        _put_agreement(pen, brief, answers)
    else:
        pen.row(fixed("Progress", style="sv.label"), "Nothing to moderate: nobody scores anything in this tender.")
    put_guidance(pen, brief.tender, furniture, KIND, PANEL_CELLS)
    return pen.sheet(one_page=True)


def _outstanding(brief: ModerationBrief) -> str:
    if not brief.outstanding:
        return "Made while something was still to put right: see Sources. Consolidate again for the result."
    return f"Still outstanding: {listed(brief.outstanding, 'and')}. Consolidate again when in; no result until then."


def _agreed(brief: ModerationBrief, rows: tuple[ModerationRow, ...], answers: Mapping[Key, Value]) -> int:
    return sum(is_agreed(brief, row, answers) for row in rows)


def _progress(brief: ModerationBrief, answers: Mapping[Key, Value]) -> Formula:
    total = len(brief.rows)
    return formula(
        f'COUNTIF({{checks}},"{COMPLETE}")&" of {total} agreed"',
        f"{_agreed(brief, brief.rows, answers)} of {total} agreed",
        checks=column_span("check", brief.rows),
    )


def _queue(brief: ModerationBrief, answers: Mapping[Key, Value]) -> Formula | str:
    flagged = tuple(row for row in brief.rows if row.flagged)
    if not flagged:
        return "No row is flagged"
    total = len(flagged)
    return formula(
        f'({total}-COUNTIF({{checks}},"{COMPLETE}"))&" of {total} flagged rows still to agree"',
        f"{total - _agreed(brief, flagged, answers)} of {total} flagged rows still to agree",
        checks=column_span("check", flagged),
    )


def _ready(brief: ModerationBrief, answers: Mapping[Key, Value]) -> Formula | str:
    if brief.partial:
        return _PARTIAL
    total = len(brief.rows)
    left = total - _agreed(brief, brief.rows, answers)
    said = f"Not ready: {left} of {total} rows are not agreed." if left else _NOBODY
    return formula(
        f'IF(COUNTIF({{checks}},"{COMPLETE}")<{total},"Not ready: "&({total}-COUNTIF({{checks}},"{COMPLETE}"))'
        f'&" of {total} rows are not agreed.",IF(TRIM(T({{attendees}}))="","{_NOBODY}","{IS_READY}"))',
        IS_READY if not left and has_attendees(answers) else said,
        checks=column_span("check", brief.rows),
        attendees=ATTENDEES,
    )


def _put_agreement(pen: Pen, brief: ModerationBrief, answers: Mapping[Key, Value]) -> None:
    """How near the panel is, at a glance; the queue's order keeps the rows of a group together."""
    pen.wide("How near the panel is", "sv.heading")
    pen.row("Rows", "What it means", "How many", "Agreed so far", style="sv.header")
    flagged = f"Scores lie {brief.spread} or more apart, or a minimum splits the panel: discuss these first"
    groups = (
        ("flagged", "Flagged", flagged, tuple(row for row in brief.rows if row.flagged)),
        ("near", "Near", f"Scores differ by less than {brief.spread}", tuple(_unflagged(brief, apart=True))),
        ("same", "The same", "All scores are the same, or there is only one", tuple(_unflagged(brief, apart=False))),
        ("none", "Not scored", "Nobody scored these", tuple(row for row in brief.rows if not row.given)),
    )
    for part, name, meaning, rows in groups:
        if part == "none" and not rows:
            continue
        agreed: Formula | int = 0
        many: Formula | int = 0
        if rows:
            checks = column_span("check", rows)
            many = formula("ROWS({checks})", len(rows), checks=checks)
            agreed = formula(f'COUNTIF({{checks}},"{COMPLETE}")', _agreed(brief, rows, answers), checks=checks)
        pen.row(
            fixed(name, style="sv.label"),
            meaning,
            fixed(many, Key("agreement", part=part), "sv.whole"),
            fixed(agreed, Key("agreed", part=part), "sv.whole"),
        )
    last = groups[-1][0] if groups[-1][-1] else groups[-2][0]
    for field in ("agreement", "agreed"):
        span = Span(Key(field, part=groups[0][0]), Key(field, part=last))
        pen.mark(span, str(len(brief.rows)), "sv.whole", bar=True)


def _unflagged(brief: ModerationBrief, *, apart: bool) -> list[ModerationRow]:
    return [row for row in brief.rows if row.given and not row.flagged and bool(spread(row.given)) == apart]


def _guide_sheet(brief: ModerationBrief, furniture: Furniture) -> Sheet:
    pen = Pen("Guide", WIDTHS, furniture.banner)
    pen.wide("Guide", "sv.title")
    put_scale(pen, brief.levels)
    pen.wide("Questions", "sv.heading")
    pen.row("Question", "Title", "Weighting", "What was asked", style="sv.header")
    for question in brief.questions:
        least = f"A score under {plain(question.minimum)} disqualifies the bid." if question.minimum is not None else ""
        guidance = f"Guidance: {question.guidance}" if question.guidance else ""
        asked = "\n".join(line for line in (question.question, guidance, least) if line)
        pen.row(fixed(question.id, style="sv.strong"), question.title, points(question.weight), asked)
    pen.skip()
    put_criteria(pen, brief.tender.nodes)
    return pen.sheet()
