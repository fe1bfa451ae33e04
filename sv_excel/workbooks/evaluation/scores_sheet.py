"""The *Scores* sheet: one row for each bid and question, with what is missing said in words at its end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.workbooks.evaluation.guide_sheet import band_span, mechanism_span, scale_span, serves_span
from sv_excel.workbooks.evaluation.score_row import (
    COMPLETE,
    NOT_STARTED,
    SHORTEST_REASON,
    check_formula,
    check_span,
    given_level,
    row_key,
    subject,
)
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Choice, Words
from sv_excel.workbooks.sheet.phrases import listed, points
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.tender.briefs.evaluation import BriefQuestion, EvaluationBrief, ScoreRow
    from sv_excel.tender.definition.scale import ScaleLevel
    from sv_excel.workbooks.sheet.cells import Sheet, Value
    from sv_excel.workbooks.sheet.entries import Entry
    from sv_excel.workbooks.sheet.template_text import Furniture

ROOM = 58.0
"""Height of a row to write in, in points: four lines."""
RATIONALE = Words(
    name="rationale",
    rule=f"Say why this score, in your own words and from the bid alone: at least {SHORTEST_REASON} characters.",
    example="The plan names who does what by when, and two contracts show that it has worked before.",
    missing="rationale-missing",
    wrong="rationale-missing",
    shortest=SHORTEST_REASON,
)
EVIDENCE = Words(
    name="evidence",
    rule="Say where in the bid you found it: page, paragraph or annex.",
    example="Page 4, paragraph 2",
    missing="evidence-missing",
    wrong="evidence-missing",
)


def score_entry(levels: tuple[ScaleLevel, ...]) -> Choice:
    """A score from the scale."""
    scores = [plain(level.score) for level in levels]
    return Choice(
        name="score",
        rule=f"Choose a score from the scale: {listed(scores)}.",
        example=levels[len(levels) // 2].score,
        missing="score-missing",
        wrong="score-off-scale",
        options=tuple(level.score for level in levels),
        source=scale_span(levels),
    )


def mechanism_entry(question: BriefQuestion) -> Choice:
    """The mechanism that an answer relies on most."""
    return Choice(
        name="mechanism",
        rule="Choose the mechanism that the answer relies on most. The ICB priority that it serves appears beside it.",
        example=question.mechanisms[0].title,
        missing="mechanism-missing",
        wrong="mechanism-unknown",
        options=tuple(item.title for item in question.mechanisms),
        source=mechanism_span(question),
    )


def scores_sheet(brief: EvaluationBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    """One question across all bids, or one bid across all questions, each under a band that says which."""
    columns = _Rows(brief, answers).columns()
    pen = Pen("Scores", [column.width for column in columns], furniture.banner, answers)
    pen.wide(f"Scores: {brief.tender.title}", "sv.title")
    headings = pen.row(
        *(fixed(column.heading, Key("heading", part=str(place))) for place, column in enumerate(columns)),
        style="sv.header",
        height=30,
    )
    below = pen.here(3)
    group = None
    for row in brief.rows:
        question = brief.question(row.question)
        if (row.bid if brief.by_bid else row.question) != group:
            group = row.bid if brief.by_bid else row.question
            pen.wide(brief.bid(row.bid).tenderer if brief.by_bid else f"{question.id}  {question.title}", "sv.heading")
            if not brief.by_bid:
                pen.wide(_wording(question), "sv.question")
        pen.row(*(column.put(row) for column in columns), height=ROOM)
    if not brief.rows:
        pen.wide("Nothing to score.", "sv.line")
        return pen.sheet(headings=(headings, headings))
    pen.mark(check_span(brief), f'{{check}}="{COMPLETE}"', "sv.good", check=row_key("check", brief.rows[0]))
    started = f'AND({{check}}<>"",{{check}}<>"{COMPLETE}",{{check}}<>"{NOT_STARTED}")'
    pen.mark(check_span(brief), started, "sv.todo", check=row_key("check", brief.rows[0]))
    return pen.sheet(
        freeze=below,
        headings=(headings, headings),
        table=Span(Key("heading", part="0"), row_key("check", brief.rows[-1])),
        start=row_key("score", brief.rows[0]),
    )


def _wording(question: BriefQuestion) -> str:
    minimum = f" A score under {plain(question.minimum)} disqualifies the bid." if question.minimum is not None else ""
    lines = [
        f"Weighting {points(question.weight)}.{minimum}",
        question.question,
        question.guidance and f"Guidance: {question.guidance}",
    ]
    return "\n".join(line for line in lines if line)


class _Column(NamedTuple):
    heading: str
    width: float
    put: Callable[[ScoreRow], Put]


@dataclass(frozen=True)
class _Rows:
    """What stands in each column of a row."""

    brief: EvaluationBrief
    answers: Mapping[Key, Value]

    def columns(self) -> list[_Column]:
        """Those that this task needs, from the left."""
        has_lots = any(row.lot is not None for row in self.brief.rows)
        has_mechanisms = any(question.mechanisms for question in self.brief.questions)
        score = score_entry(self.brief.levels)
        columns = [
            _Column("Question", 44 if self.brief.by_bid else 20, self._title),
            _Column("Tenderer", 21, self._tenderer),
            _Column("Lot", 14, self._lot) if has_lots else None,
            _Column("Weighting", 12, self._weight),
            _Column("Score", 8, partial(self._entered, "score", score, "sv.choice")),
            _Column("Band for this score", 28, self._band),
            _Column("Mechanism", 20, self._mechanism) if has_mechanisms else None,
            _Column("ICB priority served", 24, self._serves) if has_mechanisms else None,
            _Column("Rationale: why this score", 48, partial(self._entered, "rationale", RATIONALE, "sv.words")),
            _Column("Evidence: where in the bid", 18, partial(self._entered, "evidence", EVIDENCE, "sv.reference")),
            _Column("Weighted score", 11, self._weighted),
            _Column("Check", 24, self._check),
        ]
        return [column for column in columns if column is not None]

    def _question(self, row: ScoreRow) -> BriefQuestion:
        return self.brief.question(row.question)

    def _entered(self, field: str, entry: Entry, style: str, row: ScoreRow) -> Put:
        return Put(None, style, row_key(field, row), entry, subject(self.brief, row))

    def _title(self, row: ScoreRow) -> Put:
        question = self._question(row)
        text = f"{question.id} {question.title}"
        return Put(f"{text}\n{_wording(question)}", "sv.text") if self.brief.by_bid else Put(text, "sv.strong")

    def _tenderer(self, row: ScoreRow) -> Put:
        return Put(self.brief.bid(row.bid).tenderer, "sv.strong")

    def _lot(self, row: ScoreRow) -> Put:
        return Put(next((lot.tenderer for lot in self.brief.tender.lots if lot.id == row.lot), "all lots"))

    def _weight(self, row: ScoreRow) -> Put:
        return Put(self._question(row).weight, "sv.weight", row_key("weight", row))

    def _band(self, row: ScoreRow) -> Put:
        level = given_level(self.brief, row, self.answers)
        band = formula(
            'IF(ISNUMBER({score}),IFERROR(INDEX({bands},MATCH({score},{scale},0)),""),"")',
            level.band if level else "",
            score=row_key("score", row),
            scale=scale_span(self.brief.levels),
            bands=band_span(self.brief.levels),
        )
        return fixed(band, row_key("band", row))

    def _mechanism(self, row: ScoreRow) -> Put:
        question = self._question(row)
        if not question.mechanisms:
            return Put("not applicable")
        return self._entered("mechanism", mechanism_entry(question), "sv.words", row)

    def _serves(self, row: ScoreRow) -> Put:
        question = self._question(row)
        if not question.mechanisms:
            return fixed("not applicable")
        chosen = self.answers.get(row_key("mechanism", row))
        serves = formula(
            'IFERROR(INDEX({serves},MATCH({mechanism},{mechanisms},0)),"")',
            next((item.serves for item in question.mechanisms if item.title == chosen), ""),
            mechanism=row_key("mechanism", row),
            mechanisms=mechanism_span(question),
            serves=serves_span(question),
        )
        return fixed(serves)

    def _weighted(self, row: ScoreRow) -> Put:
        level, top = given_level(self.brief, row, self.answers), self.brief.top
        weight = self._question(row).weight
        weighted = formula(
            f'IF({{band}}="","",{{weight}}*{{score}}/{plain(top)})',
            Fraction(weight) * Fraction(level.score) / Fraction(top) if level else "",
            score=row_key("score", row),
            weight=row_key("weight", row),
            band=row_key("band", row),
        )
        return fixed(weighted, row_key("weighted", row), "sv.figure")

    def _check(self, row: ScoreRow) -> Put:
        return fixed(check_formula(self.brief, row, self.answers), row_key("check", row), "sv.check")
