"""The way back from a response: what is promised, and what a person should ask the tenderer about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.commitments import Offer
from sv_excel.workbooks.response.measure_row import measure_key, needs_statement, number
from sv_excel.workbooks.response.plan_sheet import HEADINGS, blank_headings, plan_key, word_count
from sv_excel.workbooks.sheet.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.tender.briefs.response import PlanQuestion, ResponseBrief, ResponseMeasure
    from sv_excel.workbooks.sheet.grid import Plain


def read_offers(answers: Mapping[Key, Plain]) -> dict[str, Offer]:
    """What is promised, by measure; one without a quantity promises nothing and is absent.

    An entry that breaks its own rule is left out: it is told where entries are checked.
    """
    offers = {}
    for key in answers:
        if key.field != "quantity" or key.measure is None:
            continue
        quantity = number(answers[key])
        given = answers.get(Key("attribution", measure=key.measure))
        share = Decimal(1) if given is None else number(given)
        if quantity is not None and quantity >= 0 and share is not None and 0 <= share <= 1:
            offers[key.measure] = Offer(quantity, share)
    return offers


def read_statements(answers: Mapping[Key, Plain]) -> dict[str, str]:
    """How, by when and how shown, by measure, in the tenderer's words."""
    return {
        key.measure: value
        for key, value in answers.items()
        if key.field == "statement" and key.measure is not None and isinstance(value, str)
    }


def response_findings(brief: ResponseBrief, answers: Mapping[Key, Plain]) -> tuple[Finding, ...]:
    """What is missing though each entry is good by itself. Warnings: a submitted response is clarified, not refused."""
    return tuple(_findings(brief, answers))


def _findings(brief: ResponseBrief, answers: Mapping[Key, Plain]) -> Iterator[Finding]:
    if brief.measures and not any(Key("quantity", measure=item.id) in answers for item in brief.measures):
        scored = listed([criterion.id for criterion in brief.commitments], "and")
        yield Finding(
            "commitments-missing",
            f"no quantity is given, so the offer counts as GBP 0 for {scored}.",
            "Enter quantities, or leave it so if nothing is promised.",
            key=measure_key("quantity", brief.measures[0]),
            subject="Commitments",
        )
    for measure in brief.measures:
        yield from _measure(measure, answers)
    yield from _persons(brief, answers)
    for question in brief.plans:
        yield from _plan(question, answers)


def _measure(measure: ResponseMeasure, answers: Mapping[Key, Plain]) -> Iterator[Finding]:
    subject = f"{measure.id} {measure.title}"
    if needs_statement(measure, answers):
        yield Finding(
            "statement-missing",
            "a quantity is given without a word on how it will be delivered.",
            "Say how, by when, and how you will show it.",
            key=measure_key("statement", measure),
            subject=subject,
            severity="warning",
        )
    said = [name for name in ("attribution", "statement") if measure_key(name, measure) in answers]
    if said and measure_key("quantity", measure) not in answers:
        yield Finding(
            "quantity-invalid",
            f"there is no quantity beside the {listed(said, 'and')}, so nothing is promised.",
            "Enter the quantity, or clear the row.",
            key=measure_key("quantity", measure),
            subject=subject,
            severity="warning",
        )


def _persons(brief: ResponseBrief, answers: Mapping[Key, Plain]) -> Iterator[Finding]:
    """The same number under two measures of which a person counts in one only. Numbers alone cannot tell more."""
    by_quantity: dict[Decimal, list[ResponseMeasure]] = {}
    for measure in brief.measures:
        quantity = number(answers.get(measure_key("quantity", measure)))
        if quantity and "one-category" in measure.counting:
            by_quantity.setdefault(quantity, []).append(measure)
    for quantity, measures in by_quantity.items():
        named = listed([item.id for item in measures], "and")
        if len(measures) > 1:
            yield Finding(
                "persons-twice",
                f"the same number, {plain(quantity)}, stands under {named}, and a person counts in one of them only.",
                "Ask whether they are the same people; if so, count them once.",
                key=measure_key("quantity", measures[-1]),
                subject=f"{measures[-1].id} {measures[-1].title}",
            )


def has_no_plan(brief: ResponseBrief, answers: Mapping[Key, Plain]) -> bool:
    """Whether a delivery plan is asked for and nothing at all stands in it."""
    return bool(brief.plans) and all(not word_count(question, answers) for question in brief.plans)


def _plan(question: PlanQuestion, answers: Mapping[Key, Plain]) -> Iterator[Finding]:
    subject = f"{question.id} {question.title}"
    blank = blank_headings(question, answers)
    if blank:
        part = next(part for part, (title, _) in HEADINGS.items() if title == blank[0])
        yield Finding(
            "delivery-plan-missing",
            f"nothing stands under {listed(blank, 'and')}.",
            "Fill in every heading; evaluators score what is there.",
            key=plan_key(question, part),
            subject=subject,
        )
    count = word_count(question, answers)
    if question.word_limit is not None and count > question.word_limit:
        yield Finding(
            "word-limit-exceeded",
            f"the answer has {count} words; the limit is {question.word_limit}.",
            "Shorten it; what stands beyond the limit may be left unread.",
            key=plan_key(question, next(iter(HEADINGS))),
            subject=subject,
        )
