"""`consolidate`: returned evaluations into the moderation workbook, original scores unaltered and side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding, Report
from sv_excel.pack.locking import locked
from sv_excel.pack.log import entry
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import records
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import write_files
from sv_excel.steps.intake.collect import gather, missing, outstanding
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file
from sv_excel.steps.parallel import ALONE
from sv_excel.tender.briefs.evaluation import EvaluationBrief
from sv_excel.tender.briefs.make_moderation import moderation_brief
from sv_excel.tender.briefs.moderation import BriefSource, ModerationBrief
from sv_excel.tender.canonical import digest
from sv_excel.workbooks.evaluation.read import read_evaluation
from sv_excel.workbooks.kinds import brief_of
from sv_excel.workbooks.moderation.layout import moderation_layout
from sv_excel.workbooks.sheet.card import carded
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sv_excel.findings.key import Key
    from sv_excel.pack.writing import Written
    from sv_excel.steps.intake.collect import Gathered
    from sv_excel.steps.parallel import Workforce
    from sv_excel.tender.record import Record
    from sv_excel.tender.scoring.evaluation import Evaluation
    from sv_excel.workbooks.sheet.cells import Layout, Value
    from sv_excel.workbooks.sheet.grid import Plain

EVALUATION = frozenset({"evaluation"})


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What came of it: findings of every file; what was written, nothing where something blocks or nothing is new.

    ``carried`` is how many entries of an earlier moderation workbook stand in the new one.
    """

    report: Report
    written: tuple[Written, ...] = ()
    carried: int = 0


def consolidate(
    folder: Path,
    returned: Iterable[Path] | None = None,
    *,
    partial: bool = False,
    occasion: Occasion | None = None,
    force: bool = False,
    workforce: Workforce = ALONE,
) -> Consolidated:
    """Read what came back (default: all of ``returned/``) and make the moderation workbook of it.

    Nothing is written unless every workbook is in and clean; with ``partial`` those that are clean are taken.

    Raises:
        WouldReplaceError: the panel has begun to fill in the workbook that is there, and ``force`` is not given. With
            it their entries stand in the new one, too, and the old one is kept, dated.
    """
    occasion = occasion or Occasion.given()
    with locked(Pack.open(folder)):
        procurement = Procurement.open(folder)
        gathered = gather(procurement, returned, EVALUATION, workforce)
        left = outstanding(procurement, gathered)
        found = (*gathered.findings, *(f for come in gathered.came for f in come.findings))
        report = Report((*found, *missing(left, is_error=not partial)))
        if not report.clean and not partial:
            return Consolidated(report)
        before = _before(procurement)
        held = None if before is None else brief_of(before.card)
        brief = panel_brief(procurement, gathered, held, occasion.at, partial=not report.clean)
        if held == brief:
            return Consolidated(report)
        done = _write(procurement, brief, before, gathered, occasion, force=force)
        return Consolidated(report + done.report, done.written, done.carried)


def _before(procurement: Procurement) -> Recognised | None:
    """The moderation workbook that is there already; None where there is none that can be read as ours."""
    path = procurement.pack.moderation
    if not path.is_file():
        return None
    book = by_register(open_file(path, procurement.pack.name(path)), procurement.register)
    return None if isinstance(book, Finding) else book


def panel_brief(
    procurement: Procurement, gathered: Gathered, held: Record | None, at: datetime, *, partial: bool
) -> ModerationBrief:
    """What the panel is to moderate. A file that ``held`` names was read when that says, any other ``at`` (UTC)."""
    first_read = {(s.file, s.sha256): s.read_at for s in held.sources} if isinstance(held, ModerationBrief) else {}
    evaluations: list[Evaluation] = []
    sources: list[BriefSource] = []
    names = {person.id: person.name for person in procurement.decided.evaluators}
    for come in gathered.came:
        if not come.is_clean:
            continue
        book = come.book
        read_at = first_read.get((book.file, book.sha256), at)
        evaluation = _evaluation(book, read_at=read_at)
        evaluations.append(evaluation)
        said = tuple(str(replace(finding, file=None)) for finding in come.findings)
        name = names[evaluation.evaluator]
        sources.append(BriefSource(file=book.file, evaluator=name, sha256=book.sha256, read_at=read_at, findings=said))
    return moderation_brief(procurement.decided, procurement.catalogue, evaluations, sources, partial=partial)


def _evaluation(book: Recognised, *, read_at: datetime) -> Evaluation:
    brief = brief_of(book.card)
    if not isinstance(brief, EvaluationBrief):
        raise TypeError(book.file)
    return read_evaluation(
        brief,
        book.held.answers,
        evaluator=book.subject or "",
        file=book.file,
        sha256=book.sha256,
        read_at=read_at,
    )


def _write(
    procurement: Procurement,
    brief: ModerationBrief,
    before: Recognised | None,
    gathered: Gathered,
    occasion: Occasion,
    *,
    force: bool,
) -> Consolidated:
    pack, furniture = procurement.pack, procurement.look.furniture
    blank, issued = carded(moderation_layout(brief, furniture), brief, furniture, procurement.tender.id)
    held = {} if before is None else _values(before.held.answers)
    kept = {cell.key: held[cell.key] for cell in blank.entries if cell.key in held}
    filled = _filled(blank, moderation_layout(brief, furniture, kept)) if kept else blank
    content = print_workbook(filled, procurement.look)
    register = procurement.register.issue(
        pack.name(pack.moderation), content, issued, subject=None, slots=blank.slots, occasion=occasion
    )
    line = entry(
        occasion,
        "consolidate",
        {come.book.file: come.book.sha256 for come in gathered.came if come.is_clean},
        {pack.name(pack.moderation): digest(content)},
    )
    written = write_files(
        {pack.moderation: content},
        occasion,
        force=force or _is_untouched(procurement),
        records=records(pack, register, line),
    )
    return Consolidated(Report(tuple(_lost(before, kept))), written, len(kept))


def _filled(blank: Layout, filled: Layout) -> Layout:
    """The layout with entries in place, and the card of the one without: a card tells what was asked, not answered."""
    return replace(blank, sheets=(*filled.sheets, blank.sheets[-1]))


def _values(answers: Mapping[Key, Plain]) -> dict[Key, Value]:
    return {key: value for key, value in answers.items() if not isinstance(value, bool)}


def _lost(before: Recognised | None, kept: Mapping[Key, Value]) -> Iterator[Finding]:
    """Entries whose row is not in the new workbook: they stand in the old one, which is kept."""
    if before is None:
        return
    for address, expected in before.issued.entries:
        if expected.key in before.held.answers and expected.key not in kept:
            yield Finding(
                "entry-not-carried",
                "this entry has no place in the new workbook.",
                "It stands in the earlier one, which is kept beside it.",
                file=before.file,
                address=address,
                key=expected.key,
                subject=expected.subject,
            )


def _is_untouched(procurement: Procurement) -> bool:
    """Whether the moderation workbook is, to the byte, as it was made: then nobody's work is replaced."""
    pack = procurement.pack
    line = procurement.register.latest.get(pack.name(pack.moderation))
    return line is not None and pack.moderation.is_file() and digest(pack.moderation.read_bytes()) == line.sha256
