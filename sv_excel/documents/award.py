"""Every document of an award, checked before anybody sees it: figures against the result, texts against the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents.assessment import assessment_summary
from sv_excel.documents.conflict_register import conflict_register
from sv_excel.documents.figure_check import differences, recommendation_facts, record_faults, summary_facts
from sv_excel.documents.leak_check import Reader, leaks, secrets
from sv_excel.documents.moderation_record import moderation_document
from sv_excel.documents.recommendation import award_recommendation
from sv_excel.documents.word import printed, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sv_excel.documents.conflict_register import ConflictRegister
    from sv_excel.findings.finding import Finding
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.decisions.decisions import ConflictDecision
    from sv_excel.tender.scoring.evaluation import Evaluation, ModerationRecord
    from sv_excel.tender.scoring.result import Result

SUMMARY, RECOMMENDATION, RECORD, REGISTER = (
    "assessment-summary.docx",
    "award-recommendation.docx",
    "moderation-record.docx",
    "conflict-register.docx",
)
TEMPLATES = (SUMMARY, RECOMMENDATION, RECORD, REGISTER)
"""The templates' names; documents are called alike, the summaries with the bid's id."""


@dataclass(frozen=True, slots=True)
class Award:
    """All that the documents are made from. ``hangs_on`` are sentences on what the first place hangs on."""

    brief: ResultBrief
    result: Result
    records: tuple[ModerationRecord, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    decisions: tuple[ConflictDecision, ...] = ()
    hangs_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents by file name, and what is wrong with them; with an error among it none may be written."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def award_documents(
    award: Award, templates: Mapping[str, bytes], told: Callable[[int, int], None] = lambda _done, _total: None
) -> Documents:
    """All documents of an award, each held against the result and, where it goes out, against its reader.

    ``told`` hears how many tenderers' are done, of how many.

    Raises:
        DocumentTemplateError: a template cannot be used.
    """
    tender, result = award.brief.definition, award.result
    register = conflict_register(tender, award.evaluations, award.decisions)
    kept_back = secrets(award.records)
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    bids = [bid for bid in tender.bids if bid.id not in award.brief.withdrawn]
    for place, bid in enumerate(bids, 1):
        name = summary_name(bid.id)
        files[name] = render(templates[SUMMARY], SUMMARY, assessment_summary(award.brief, result, bid.id))
        said = printed(files[name])
        findings += differences(said, list(summary_facts(tender, result, bid.id)), name)
        findings += leaks(said.text, Reader(award.brief, result, kept_back, bid.id), name)
        told(place, len(bids))
    files |= _kept(award, register, templates)
    findings += differences(printed(files[RECOMMENDATION]), list(recommendation_facts(tender, result)), RECOMMENDATION)
    findings += record_faults(tender, result, award.records, printed(files[RECORD]), RECORD)
    return Documents(files, tuple(findings))


def summary_name(bid: str) -> str:
    """The file name of one tenderer's summary."""
    return f"assessment-summary-{bid}.docx"


def _kept(award: Award, register: ConflictRegister, templates: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents that stay with the buyer."""
    recommendation = award_recommendation(
        award.brief, award.result, award.records, hangs_on=award.hangs_on, conflicts=len(register.conflicts)
    )
    record = moderation_document(award.brief.definition, award.records)
    contents = {RECOMMENDATION: recommendation, RECORD: record, REGISTER: register}
    return {name: render(templates[name], name, content) for name, content in contents.items()}
