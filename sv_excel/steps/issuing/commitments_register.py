"""The register of commitments beside a result: made once, then kept by whoever manages the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.pack.register import Register
from sv_excel.steps.intake.recognise import Recognised, by_card, by_register, open_file
from sv_excel.steps.issuing.workbooks import Issue
from sv_excel.tender.briefs.make_register import register_brief
from sv_excel.workbooks.kinds import brief_of
from sv_excel.workbooks.register.layout import KIND, register_layout
from sv_excel.workbooks.sheet.card import carded
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from sv_excel.findings.key import Key
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.result_inputs import Working
    from sv_excel.tender.scoring.result import Result
    from sv_excel.workbooks.sheet.cells import Value


def register_files(procurement: Procurement, settled: Working, result: Result, occasion: Occasion) -> Issue:
    """The register's file, with what was entered before; none where it is there already, as this result has it.

    It is a person's own once it is there, so one that rests on the same promises is left alone, entries and all. Its
    layout is kept among those that were issued, so that a later version of the program reads it, too.
    """
    if not procurement.tender.commitments:
        return Issue({}, procurement.register)
    pack, furniture = procurement.pack, procurement.look.furniture
    brief = register_brief(settled.brief, result, procurement.catalogue, settled.statements)
    blank, issued = carded(register_layout(brief, furniture), brief, furniture, procurement.tender.id)
    kept = kept_register(pack)
    if kept is not None and brief_of(kept.card) == brief:
        return Issue({}, procurement.register)
    answers: dict[Key, Value] = {}
    if kept is not None:
        answers = {key: value for key, value in kept.held.answers.items() if not isinstance(value, bool)}
    filled = register_layout(brief, furniture, answers)
    carried = replace(blank, sheets=(*filled.sheets, *blank.sheets[len(filled.sheets) :]))
    content = print_workbook(carried, procurement.look)
    register = procurement.register.issue(
        pack.name(pack.commitments), content, issued, subject=None, slots=blank.slots, occasion=occasion
    )
    return Issue({pack.commitments: content}, register)


def kept_register(pack: Pack) -> Recognised | None:
    """The register as somebody keeps it; None where there is none, or none of ours.

    One whose card no longer lays out as it did, since it was made by another version, is held against what was issued.
    """
    if not pack.commitments.is_file():
        return None
    came = open_file(pack.commitments, pack.name(pack.commitments))
    book = by_card(came)
    if isinstance(book, Finding) and came.card is not None and came.card.kind == KIND:
        book = by_register(came, Register.load(pack))
    return book if isinstance(book, Recognised) and book.kind == KIND else None
