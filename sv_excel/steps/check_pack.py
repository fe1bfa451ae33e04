"""The check of a whole pack: its definition, what was issued, what was returned, and what was made of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding, Report
from sv_excel.loading.definitions import check_definition
from sv_excel.pack.log import broken_lines, read_log
from sv_excel.steps.intake.collect import gather, missing, outstanding
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.recognise import by_card, by_register, open_file
from sv_excel.steps.intake.result_inputs import price_in_place, working
from sv_excel.steps.summarise import result_json
from sv_excel.tender.canonical import digest
from sv_excel.tender.definition.published_part import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sv_excel.steps.intake.procurement import Procurement

KEPT_BY_PEOPLE = frozenset({"moderation", "register"})
"""Kinds that are filled in where they lie."""
LONGEST = 200
"""Characters of a document's part that a finding quotes."""


def check_pack(procurement: Procurement) -> Iterator[Finding]:
    """Everything that is wrong with a pack; what is only still to come is a warning."""
    pack = procurement.pack
    yield from check_definition(pack.tender, procurement.catalogue)[1]
    yield from _published(procurement)
    yield from _unchanged(procurement)
    yield from broken_lines(read_log(pack), pack.log.name)
    gathered = gather(procurement)
    yield from gathered.findings
    for come in gathered.came:
        yield from come.findings
    yield from missing(outstanding(procurement, gathered), is_error=False)
    if pack.moderation.is_file():
        yield from _moderation(procurement)
    if pack.result_data.is_file():
        yield from _figures(procurement)
    if pack.result_workbook.is_file():
        book = by_card(open_file(pack.result_workbook, pack.name(pack.result_workbook)))
        yield from (book,) if isinstance(book, Finding) else book.held.findings


def _published(procurement: Procurement) -> Iterator[Finding]:
    if fingerprint(procurement.tender, procurement.catalogue.measures) != procurement.register.published:
        yield Finding(
            "published-part-changed",
            "the published part is no longer what the workbooks were issued with.",
            "Put it back as it was published.",
            file=procurement.pack.tender.name,
        )


def _unchanged(procurement: Procurement) -> Iterator[Finding]:
    """Every file that the register knows, held against its SHA-256."""
    pack, register = procurement.pack, procurement.register
    known = dict(register.inputs.items())
    known |= {line.file: line.sha256 for line in register.latest.values() if line.kind not in KEPT_BY_PEOPLE}
    for name, sha256 in known.items():
        found = _digest(pack.folder / name)
        if found == sha256 or (found and _is_price_in_place(name, procurement)):
            continue
        problem = "the file is missing." if found is None else "the file is not as it was issued."
        yield Finding("file-changed", problem, _remedy(name), file=name)


def _is_price_in_place(name: str, procurement: Procurement) -> bool:
    """Whether it is the price workbook, filled in where it was issued: accepted while none was returned."""
    return name == procurement.pack.name(procurement.pack.price) and price_in_place(procurement) is not None


def _moderation(procurement: Procurement) -> Iterator[Finding]:
    """What is wrong with the panel's workbook; one that nobody has begun to fill in is only waiting."""
    pack = procurement.pack
    book = by_register(open_file(pack.moderation, pack.name(pack.moderation)), procurement.register)
    if isinstance(book, Finding):
        yield book
    elif book.held.answers:
        yield from examine(book, procurement)
    else:
        yield from book.held.findings
        waiting = "the panel has not begun to fill it in."
        yield Finding("consensus-missing", waiting, "Agree on every score.", file=book.file, severity="warning")


def _figures(procurement: Procurement) -> Iterator[Finding]:
    """Each figure of ``result.json`` that working it out again gives otherwise."""
    pack = procurement.pack
    name = pack.name(pack.result_data)
    settled = working(procurement)
    if not Report(settled.findings).clean:
        yield Finding(
            "figure-differs",
            "there is a result, but what it rests on is no longer clean.",
            f"Put that right, then run: sv-excel summarise {pack.folder} --force",
            file=name,
        )
        return
    try:
        held = json.loads(pack.result_data.read_bytes())
    except (ValueError, RecursionError):
        held = None
    for place, said, worked_out in differences(held, json.loads(result_json(settled.brief.result()))):
        yield Finding(
            "figure-differs",
            f"it says {said}; worked out again it is {worked_out}.",
            f"Find out who changed it, or run: sv-excel summarise {pack.folder} --force",
            file=name,
            subject=place or None,
        )


def differences(held: object, again: object, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Each place where two documents differ, with what either says."""
    if isinstance(held, dict) and isinstance(again, dict):
        for name in dict.fromkeys((*held, *again)):
            yield from differences(held.get(name), again.get(name), f"{place}.{name}".lstrip("."))
    elif isinstance(held, list) and isinstance(again, list) and len(held) == len(again):
        for number, (one, other) in enumerate(zip(held, again, strict=True)):
            yield from differences(one, other, f"{place}[{number}]")
    elif held != again:
        yield place, json.dumps(held)[:LONGEST], json.dumps(again)[:LONGEST]


def _remedy(name: str) -> str:
    if name.startswith("issued/"):
        return "If somebody filled it in, move it to returned/; then make it again with: sv-excel generate."
    if name == "tender.yaml":
        return "If the change is meant, run: sv-excel generate. If not, put the file back."
    return "Put back the copy that was kept."


def _digest(path: Path) -> str | None:
    return digest(path.read_bytes()) if path.is_file() else None
