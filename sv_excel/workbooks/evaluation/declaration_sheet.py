"""The *Declaration* sheet: conflicts by tenderer, confidentiality, name and date (Procurement Act 2023, s.81)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Choice, Day, Words
from sv_excel.workbooks.sheet.sheet_builder import Pen, Put, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.briefs.evaluation import EvaluationBrief
    from sv_excel.workbooks.sheet.cells import Formula, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

NONE, DECLARED, CONFIRMED = "None", "Declared", "I confirm"
MISSING = "declaration-missing"
CHECK = Key("declaration_check")
CONFLICT = Choice(
    name="conflict of interest",
    rule="Choose None, or Declared and say what it is: personal, professional or financial, yours or of somebody "
    "close.",
    example=NONE,
    missing=MISSING,
    wrong=MISSING,
    options=(NONE, DECLARED),
)
DETAILS = Words(
    name="details of the conflict",
    rule="Where a conflict is declared, say what it is in a sentence or two. Leave blank where there is none.",
    example="A former colleague works for this tenderer.",
)
CONFIDENTIAL = Choice(
    name="confidentiality",
    rule="Choose 'I confirm': you keep bids and scores to yourself and score from the bids alone.",
    example=CONFIRMED,
    missing=MISSING,
    wrong=MISSING,
    options=(CONFIRMED,),
)
NAME = Words(name="name", rule="Type your full name.", example="A. Person", missing=MISSING, wrong=MISSING)
DATE = Day(
    name="date", rule="Type today's date, such as 30/11/2026.", example="2026-11-30", missing=MISSING, wrong=MISSING
)


def declaration_sheet(brief: EvaluationBrief, furniture: Furniture, answers: Mapping[Key, Value]) -> Sheet:
    """One row for each tenderer, then the signature."""
    pen = Pen("Declaration", (48, 21, 56, 34), furniture.banner, answers)
    pen.wide("Declaration", "sv.title")
    pen.wide(
        "Before you open a bid: say for each tenderer whether anything could make a fair-minded person doubt your "
        "impartiality. A conflict that is declared is decided on by the procurement lead; it is no reproach.",
        "sv.line",
    )
    pen.skip()
    headings = pen.row(
        "Tenderer", "Conflict of interest", "If declared: what it is", "Check", style="sv.header", height=24
    )
    for bid in brief.bids:
        who = {"bid": bid.id}
        pen.row(
            bid.tenderer,
            Put(None, "sv.choice", Key("conflict", **who), CONFLICT, bid.tenderer),
            Put(None, "sv.words", Key("conflict_details", **who), DETAILS, bid.tenderer),
            fixed(_conflict_check(bid.id, answers), Key("conflict_check", **who), "sv.check"),
        )
    pen.skip()
    pen.wide("Your signature", "sv.heading")
    subject = "Declaration"
    pen.row(
        fixed("I keep all of this confidential", style="sv.label"),
        Put(None, "sv.choice", Key("declaration"), CONFIDENTIAL, subject),
    )
    pen.row(fixed("Name", style="sv.label"), Put(None, "sv.words", Key("signed_name"), NAME, subject))
    pen.row(fixed("Date", style="sv.label"), Put(None, "sv.date_entry", Key("signed_date"), DATE, subject))
    pen.row(fixed("Check", style="sv.label"), fixed(_check(brief, answers), CHECK, "sv.todo"), height=32)
    for key in [Key("conflict_check", bid=bid.id) for bid in brief.bids] + [CHECK]:
        pen.mark(Span(key, key), '{check}="Complete"', "sv.good", check=key)
    start = Key("conflict", bid=brief.bids[0].id) if brief.bids else Key("declaration")
    return pen.sheet(freeze=None, headings=(headings, headings), start=start)


def conflict_state(bid: str, answers: Mapping[Key, Value]) -> str:
    """What the *Check* of one tenderer says."""
    if answers.get(Key("conflict", bid=bid)) is None:
        return "Choose None or Declared"
    if answers[Key("conflict", bid=bid)] == DECLARED and answers.get(Key("conflict_details", bid=bid)) is None:
        return "Say what the conflict is"
    return "Complete"


def _conflict_check(bid: str, answers: Mapping[Key, Value]) -> Formula:
    return formula(
        'IF({conflict}="","Choose None or Declared",'
        f'IF(AND({{conflict}}="{DECLARED}",{{details}}=""),"Say what the conflict is","Complete"))',
        conflict_state(bid, answers),
        conflict=Key("conflict", bid=bid),
        details=Key("conflict_details", bid=bid),
    )


def is_signed(brief: EvaluationBrief, answers: Mapping[Key, Value]) -> bool:
    """Whether the whole sheet is complete."""
    return (
        all(conflict_state(bid.id, answers) == "Complete" for bid in brief.bids)
        and answers.get(Key("declaration")) == CONFIRMED
        and answers.get(Key("signed_name")) is not None
        and answers.get(Key("signed_date")) is not None
    )


def _check(brief: EvaluationBrief, answers: Mapping[Key, Value]) -> Formula:
    ready = "Complete" if is_signed(brief, answers) else "Not complete: fill in every cream cell on this sheet"
    signed = f'{{confirmed}}="{CONFIRMED}",{{name}}<>"",{{signed}}<>""'
    keys = {"confirmed": Key("declaration"), "name": Key("signed_name"), "signed": Key("signed_date")}
    unless = '"Not complete: fill in every cream cell on this sheet"'
    if not brief.bids:
        return formula(f'IF(AND({signed}),"Complete",{unless})', ready, **keys)
    checks = Span(Key("conflict_check", bid=brief.bids[0].id), Key("conflict_check", bid=brief.bids[-1].id))
    return formula(
        f'IF(AND(COUNTIF({{checks}},"Complete")={len(brief.bids)},{signed}),"Complete",{unless})',
        ready,
        checks=checks,
        **keys,
    )
