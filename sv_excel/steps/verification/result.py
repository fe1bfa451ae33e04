"""The result done again: every figure worked out once more from what the panel, price people and tenderers entered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.steps.intake.collect import gather
from sv_excel.steps.intake.recognise import by_register, open_file
from sv_excel.steps.intake.result_inputs import OFFERED, working
from sv_excel.steps.summarise import result_json
from sv_excel.steps.verification.differences import documents_apart, leaves, workbooks_apart
from sv_excel.steps.verification.issued import Redone, as_of
from sv_excel.tender.briefs.result import ResultBrief
from sv_excel.tender.numbers import plain
from sv_excel.workbooks.result.layout import result_layout
from sv_excel.workbooks.sheet.card import with_card
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    from sv_excel.findings.address import Address
    from sv_excel.pack.log import LogEntry
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.recognise import Opened
    from sv_excel.workbooks.sheet.card import Card

ASK = "Find out what was changed, and put back the copy that was kept."
_Entered = tuple[str, Key]
"""The kind of workbook that something was entered in, and what it means."""


def worked_out_again(procurement: Procurement, runs: Sequence[LogEntry]) -> Redone | None:
    """Every figure of ``result.json`` and of the result workbook; None where there is no result yet."""
    pack = procurement.pack
    if not any(run.what == "summarise" for run in runs):
        return None
    then = as_of(procurement, runs, "summarise")
    settled = working(then)
    name = pack.name(pack.result_data)
    workbook = open_file(pack.result_workbook, pack.name(pack.result_workbook))
    data = _document(pack.result_data)
    findings = [*settled.findings, *_entries_apart(_held(workbook.card), settled.brief, then)]
    if any(finding.severity == "error" for finding in settled.findings):
        problem = "what the result rests on is not clean any more, so no figure of it can be worked out again."
        return Redone("figures", leaves(data), (*findings, Finding("figure-differs", problem, ASK, file=name)))
    worked = json.loads(result_json(settled.brief.result()))
    for place, said, is_now in documents_apart(data, worked):
        problem = f"it says {said}; worked out again it is {is_now}."
        findings.append(Finding("figure-differs", problem, ASK, file=name, subject=place or "the whole document"))
    findings += _workbook_apart(workbook, then, settled.brief)
    return Redone("figures", leaves(worked), tuple(findings))


def kept_promises(procurement: Procurement) -> Redone | None:
    """The register of commitments, which somebody keeps filled in: its locked cells; None where there is none."""
    pack = procurement.pack
    name = pack.name(pack.commitments)
    line = procurement.register.latest.get(name)
    if line is None or not pack.commitments.is_file():
        return None
    book = by_register(open_file(pack.commitments, name), procurement.register)
    if isinstance(book, Finding):
        return Redone("cells of the register of commitments", 0, (book,))
    checked = sum(len(sheet.cells) for sheet in book.issued.sheets)
    return Redone("cells of the register of commitments", checked, book.held.findings)


def _document(path: Path) -> object:
    try:
        found: object = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found


def _held(card: Card | None) -> ResultBrief | None:
    """What the result was worked out from, as its workbook keeps it; None where that cannot be told any more."""
    try:
        return None if card is None else ResultBrief.model_validate_json(card.brief)
    except ValueError:
        return None


def _entries_apart(held: ResultBrief | None, again: ResultBrief, procurement: Procurement) -> Iterator[Finding]:
    """Each entry that reads otherwise now than when the result was worked out, where it was entered."""
    if held is None:
        return
    before, now = _entered(held), _entered(again)
    places = _places(procurement)
    for entry in dict.fromkeys((*before, *now)):
        was, is_now = before.get(entry), now.get(entry)
        if was != is_now:
            kind, key = entry
            file, address = places.get(entry, (f"{kind} workbook", None))
            problem = f"the result was worked out from {was or 'nothing'}; now it reads {is_now or 'nothing'}."
            subject = " ".join(key.to_data().values())
            yield Finding("figure-differs", problem, ASK, file=file, address=address, key=key, subject=subject)
    pack = procurement.pack
    definitions = [brief.definition.model_dump(mode="json") for brief in (held, again)]
    for place, was_said, is_said in documents_apart(definitions[0], definitions[1]):
        problem = f"the result was worked out from {was_said}; now it reads {is_said}."
        yield Finding("figure-differs", problem, ASK, file=pack.tender.name, subject=place)
    if held.measures != again.measures:
        problem = "the result was worked out from other measures."
        yield Finding("figure-differs", problem, ASK, file=pack.catalogue.name, subject="measures")


def _entered(brief: ResultBrief) -> dict[_Entered, str | None]:
    """All that people entered, each by what it means."""
    found: dict[_Entered, str | None] = {}
    for score in brief.scores:
        for field, said in (("consensus_score", _figure(score.score)), ("rationale", score.rationale)):
            found["moderation", Key(field, score.bid, score.criterion, lot=score.lot)] = said
        found["moderation", Key("feedback", score.bid, score.criterion, lot=score.lot)] = score.feedback
    for price in brief.prices:
        found["price", Key("price", price.bid, lot=price.lot)] = _figure(price.price)
    for offer in brief.offers:
        found["response", Key("quantity", offer.bid, measure=offer.measure)] = _figure(offer.quantity)
        found["response", Key("attribution", offer.bid, measure=offer.measure)] = _figure(offer.attribution)
    return found


def _figure(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _places(procurement: Procurement) -> dict[_Entered, tuple[str, Address | None]]:
    """In which file and cell each of these stands."""
    found: dict[_Entered, tuple[str, Address | None]] = {}
    register, pack = procurement.register, procurement.pack
    for come in gather(procurement, kinds=OFFERED).came:
        book = come.book
        for key, address in book.issued.places.items():
            meant = Key(key.field, book.subject, measure=key.measure) if book.kind == "response" else key
            found[book.kind, meant] = (book.file, address)
    for kind, path in (("moderation", pack.moderation), ("price", pack.price)):
        line = register.latest.get(pack.name(path))
        for key, address in register.issued(line).places.items() if line else ():
            found.setdefault((kind, key), (pack.name(path), address))
    return found


def _workbook_apart(workbook: Opened, procurement: Procurement, brief: ResultBrief) -> Iterator[Finding]:
    """Each cell of the result workbook that shows something else than one made now."""
    if workbook.grid is None:
        if workbook.fault is not None:
            yield workbook.fault
        return
    furniture = procurement.look.furniture
    layout = with_card(result_layout(brief, furniture), brief, furniture, procurement.tender.id)
    again = read_workbook(print_workbook(layout, procurement.look), workbook.file)
    for address, said, is_now in workbooks_apart(workbook.grid, again):
        problem = f"the cell has {said}; worked out again it is {is_now}."
        yield Finding("figure-differs", problem, ASK, file=workbook.file, address=address)
