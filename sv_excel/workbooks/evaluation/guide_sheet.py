"""The *Guide* sheet: the scale in words, mechanisms with the priorities that they serve, criteria as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Span
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from sv_excel.tender.briefs.evaluation import BriefNode, BriefQuestion, EvaluationBrief
    from sv_excel.tender.definition.scale import ScaleLevel
    from sv_excel.workbooks.sheet.cells import Sheet
    from sv_excel.workbooks.sheet.template_text import Furniture

WIDTHS = (16, 34, 16, 80)


def level_key(place: int) -> Key:
    """The cell of a level's score, lowest first."""
    return Key("level", part=str(place))


def scale_span(levels: tuple[ScaleLevel, ...]) -> Span:
    """The scores on the scale: what the dropdown offers."""
    return Span(level_key(0), level_key(len(levels) - 1))


def band_span(levels: tuple[ScaleLevel, ...]) -> Span:
    """The worded bands beside the scores."""
    return Span(Key("band_words", part="0"), Key("band_words", part=str(len(levels) - 1)))


def mechanism_span(question: BriefQuestion) -> Span:
    """The mechanisms that may be credited for a question: what its dropdown offers."""
    first, last = question.mechanisms[0], question.mechanisms[-1]
    return Span(
        Key("mechanism_name", criterion=question.id, part=first.id),
        Key("mechanism_name", criterion=question.id, part=last.id),
    )


def serves_span(question: BriefQuestion) -> Span:
    """The priorities beside the mechanisms of a question."""
    first, last = question.mechanisms[0], question.mechanisms[-1]
    return Span(Key("serves", criterion=question.id, part=first.id), Key("serves", criterion=question.id, part=last.id))


def put_scale(pen: Pen, levels: tuple[ScaleLevel, ...]) -> None:
    """The scale: score, label, and the band that the *Scores* sheet shows."""
    pen.wide("The scale", "sv.heading")
    pen.row("Score", "Label", "Share", "When it is deserved", style="sv.header")
    for place, level in enumerate(levels):
        pen.row(
            fixed(level.score, level_key(place), "sv.weight"),
            fixed(level.label, style="sv.strong"),
            fixed(level.score / levels[-1].score, style="sv.percent"),
            fixed(level.band, Key("band_words", part=str(place))),
        )
    pen.skip()


def put_criteria(pen: Pen, nodes: tuple[BriefNode, ...]) -> None:
    """The criteria tree with weightings and how each is judged, as published."""
    pen.wide("Award criteria and weightings, as published", "sv.heading")
    pen.row("Criterion", "Title", "Weighting", "How it is judged", style="sv.header")
    for node in nodes:
        style = "sv.text" if node.depth else "sv.strong"
        pen.row(node.id, "    " * node.depth + node.title, fixed(node.weight, style="sv.weight"), node.how, style=style)
    pen.skip()


def guide_sheet(brief: EvaluationBrief, furniture: Furniture) -> Sheet:
    """All that an evaluator may want to look up."""
    pen = Pen("Guide", WIDTHS, furniture.banner)
    pen.wide("Guide", "sv.title")
    put_scale(pen, brief.levels)
    for question in brief.questions:
        if question.mechanisms:
            pen.wide(f"Mechanisms for {question.id} {question.title}", "sv.heading")
            pen.row("Id", "Mechanism", "Question", "ICB priority that it serves", style="sv.header")
            for item in question.mechanisms:
                at = {"criterion": question.id, "part": item.id}
                pen.row(
                    item.id,
                    fixed(item.title, Key("mechanism_name", **at)),
                    question.id,
                    fixed(item.serves, Key("serves", **at)),
                )
            pen.skip()
    put_criteria(pen, brief.tender.nodes)
    return pen.sheet()
