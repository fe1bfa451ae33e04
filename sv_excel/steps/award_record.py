"""The record of an award, from what `summarise` has settled: documents, the page to look at, assurance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents.award import TEMPLATES, Award, award_documents
from sv_excel.loading.resources import templates_folder
from sv_excel.pack.log import entries, read_log
from sv_excel.report.page import Material, Moment, report_html
from sv_excel.steps.assurance import assurance_data, assure, sentences, tables
from sv_excel.steps.intake.collect import gather
from sv_excel.tender.briefs.evaluation import EvaluationBrief
from sv_excel.tender.decisions.decisions import ConflictDecision
from sv_excel.workbooks.evaluation.read import read_evaluation
from sv_excel.workbooks.kinds import brief_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sv_excel.findings.finding import Finding
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.result_inputs import Working
    from sv_excel.tender.scoring.evaluation import Evaluation
    from sv_excel.tender.scoring.result import Result

EVALUATION = frozenset({"evaluation"})
LEADING = frozenset({"generate", "decide", "consolidate"})
"""The runs that lead to a result, as the log calls them."""


@dataclass(frozen=True, slots=True)
class AwardRecord:
    """Documents and page by path, and what is wrong with them; with an error among it none may be written."""

    files: Mapping[Path, bytes]
    findings: tuple[Finding, ...]


def award_record(
    procurement: Procurement,
    settled: Working,
    result: Result,
    occasion: Occasion,
    *,
    assurance: bool = False,
    told: Callable[[int, int], None],
) -> AwardRecord:
    """Every document of an award, and the page; with ``assurance`` its findings as JSON, too.

    ``told`` hears how many tenderers' documents are done, of how many.

    Raises:
        DocumentTemplateError: a Word template of this procurement cannot be used.
    """
    brief, pack = settled.brief, procurement.pack
    records = tuple(record for record in settled.records if record.bid not in procurement.withdrawn)
    found = assure(brief, result, records)
    award = Award(
        brief=brief,
        result=result,
        records=records,
        evaluations=tuple(_evaluations(procurement, occasion)),
        decisions=tuple(decision for decision in procurement.decisions if isinstance(decision, ConflictDecision)),
        hangs_on=sentences(found, brief.definition),
    )
    made = award_documents(award, templates(procurement), told)
    material = Material(
        brief=brief,
        result=result,
        records=records,
        catalogue=procurement.catalogue,
        assurance=tables(found, brief.definition),
        moments=tuple(_moments(pack)),
        sources=settled.sources,
    )
    files = {pack.result / name: content for name, content in made.files.items()}
    files[pack.report] = report_html(material)
    if assurance:
        data = assurance_data(found, brief.definition)
        files[pack.assurance] = json.dumps(data, indent=2, ensure_ascii=False).encode() + b"\n"
    return AwardRecord(files, made.findings)


def _moments(pack: Pack) -> Iterator[Moment]:
    """What led to the result; not the runs of `summarise`, so that a second one makes the same page."""
    for line in entries(read_log(pack)):
        if line.what.partition(" ")[0] in LEADING:
            yield Moment(line.at, line.who, line.what, len(line.outputs))


def templates(procurement: Procurement) -> dict[str, bytes]:
    """The Word templates by name: the buyer's own where the pack has them, or those that come with the program."""
    own, shipped = procurement.pack.templates, templates_folder()
    return {name: ((own if (own / name).is_file() else shipped) / name).read_bytes() for name in TEMPLATES}


def _evaluations(procurement: Procurement, occasion: Occasion) -> Iterator[Evaluation]:
    """What evaluators returned; the register of conflicts needs their declarations."""
    for come in gather(procurement, kinds=EVALUATION).came:
        book = come.book
        brief = brief_of(book.card)
        if isinstance(brief, EvaluationBrief):
            yield read_evaluation(
                brief,
                book.held.answers,
                evaluator=book.subject or "",
                file=book.file,
                sha256=book.sha256,
                read_at=occasion.at,
            )
