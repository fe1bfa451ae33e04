"""The *Delivery plan* sheet of a response: each question under its headings, with a count of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Words
from sv_excel.workbooks.sheet.phrases import listed, points
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.response import PlanQuestion, ResponseBrief
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.grid import Plain

COMPLETE = "Complete"
HEADINGS = {
    "timeline": ("Timeline", "What happens when, with dates or months of the contract."),
    "resources": ("Resources and owner", "Who answers for it, and the people and money set aside."),
    "reporting": ("Reporting", "What you measure, how often you report, and the proof that you keep."),
    "improvement": ("Continuous improvement", "How you learn and do better year by year."),
    "risks": ("Risks", "What could go wrong, and what you would do about it."),
}
"""The headings of a delivery plan by their ``part``: title, and what belongs under it."""
ROOM = 72.0
"""Height of a row to write in, in points: five lines, before it grows."""
_TEXT = 'TRIM(SUBSTITUTE({text},CHAR(10)," "))'


def plan_key(question: PlanQuestion, part: str) -> Key:
    """The answer under one heading."""
    return Key("delivery_plan", criterion=question.id, part=part)


def words_span(question: PlanQuestion) -> Span:
    """The counts of words of one question, heading by heading."""
    first, *_, last = HEADINGS
    return Span(
        Key("plan_words", criterion=question.id, part=first), Key("plan_words", criterion=question.id, part=last)
    )


def plan_sheet(brief: ResponseBrief, answers: Mapping[Key, Value]) -> Sheet:
    """Question by question."""
    pen = Pen("Delivery plan", (34, 120, 10), answers=answers)
    pen.wide(f"Delivery plan: {brief.tender.title}", "sv.title")
    pen.wide(
        "Evaluators score what stands here against the scale on the Guide sheet. Say how the commitments will be kept.",
        "sv.line",
    )
    for question in brief.plans:
        pen.skip()
        pen.wide(f"{question.id}  {question.title}", "sv.heading")
        pen.wide(_wording(question), "sv.question")
        pen.row("Heading", "Your answer", "Words", style="sv.header")
        for part, (title, hint) in HEADINGS.items():
            key = plan_key(question, part)
            pen.row(
                fixed(f"{title}\n{hint}", style="sv.label"),
                Put(None, "sv.words", key, _entry(title, hint), f"{question.id} {question.title}, {title}"),
                fixed(_words(key, answers), Key("plan_words", criterion=question.id, part=part), "sv.whole"),
                height=ROOM,
            )
        check = Key("plan_check", criterion=question.id)
        total = formula("SUM({words})", word_count(question, answers), words=words_span(question))
        pen.row(
            fixed("Check", style="sv.label"),
            fixed(_check(question, answers), check, "sv.todo"),
            fixed(total, Key("plan_total", criterion=question.id), "sv.whole"),
            height=20,
        )
        pen.mark(Span(check, check), f'{{check}}="{COMPLETE}"', "sv.good", check=check)
    return pen.sheet(start=plan_key(brief.plans[0], next(iter(HEADINGS))))


def _wording(question: PlanQuestion) -> str:
    limit = "" if question.word_limit is None else f" At most {question.word_limit} words in all."
    lines = [
        f"Weighting {points(question.weight)}.{limit}",
        question.question,
        question.guidance and f"Guidance: {question.guidance}",
        question.mechanisms and f"What may be credited: {listed(question.mechanisms, 'and')}.",
    ]
    return "\n".join(line for line in lines if line)


def _entry(title: str, hint: str) -> Words:
    return Words(
        name=title[:1].lower() + title[1:], rule=hint, example="Month 1: the lead is named; month 3: first report."
    )


def words_in(value: Plain | Value) -> int:
    """How many words a cell holds, as the sheet counts them: what spaces and line breaks keep apart."""
    text = "" if value is None else str(value)
    return sum(bool(part) for part in text.replace("\n", " ").split(" "))


def word_count(question: PlanQuestion, answers: Mapping[Key, Plain] | Mapping[Key, Value]) -> int:
    """Words under all headings of a question."""
    return sum(words_in(answers.get(plan_key(question, part))) for part in HEADINGS)


def blank_headings(question: PlanQuestion, answers: Mapping[Key, Plain] | Mapping[Key, Value]) -> tuple[str, ...]:
    """The titles of headings that nothing stands under."""
    return tuple(title for part, (title, _) in HEADINGS.items() if not words_in(answers.get(plan_key(question, part))))


def _words(key: Key, answers: Mapping[Key, Value]) -> Formula:
    return formula(
        f'IF({_TEXT}="",0,LEN({_TEXT})-LEN(SUBSTITUTE({_TEXT}," ",""))+1)', words_in(answers.get(key)), text=key
    )


def _check(question: PlanQuestion, answers: Mapping[Key, Value]) -> Formula:
    """Which headings are blank, by number; whether the answer is too long."""
    blank, count, limit = len(blank_headings(question, answers)), word_count(question, answers), question.word_limit
    said = f"{blank} of {len(HEADINGS)} headings blank" if blank else COMPLETE
    pattern = f'IF(COUNTIF({{words}},0)=0,"{COMPLETE}",COUNTIF({{words}},0)&" of {len(HEADINGS)} headings blank")'
    if limit is not None:
        said = f"Over the limit: {count} words of {limit}" if count > limit else said
        pattern = f'IF(SUM({{words}})>{limit},"Over the limit: "&SUM({{words}})&" words of {limit}",{pattern})'
    return formula(pattern, said, words=words_span(question))
