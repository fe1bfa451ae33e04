from __future__ import annotations

from shutil import copy
from typing import TYPE_CHECKING

from docx import Document

from sv_excel.documents.word import printed
from sv_excel.loading.resources import templates_folder
from sv_excel.steps.summarise import summarise
from sv_excel.steps.verify import verify

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack


def test_summarise_writes_a_summary_for_each_bid_and_what_the_buyer_keeps(t15_moderated: Pack) -> None:
    summarise(t15_moderated.folder)

    assert sorted(path.name for path in t15_moderated.result.glob("*.docx")) == [
        "assessment-summary-A.docx",
        "assessment-summary-B.docx",
        "assessment-summary-C.docx",
        "award-recommendation.docx",
        "conflict-register.docx",
        "moderation-record.docx",
    ]
    summary = printed(t15_moderated.assessment_summary("A").read_bytes())
    assert ("Total score", "84.36") in summary.rows


def test_buyers_own_template_is_used(t15_moderated: Pack) -> None:
    t15_moderated.templates.mkdir()
    document = Document()
    document.add_paragraph("Ours: {{ tender }}")
    document.save(str(t15_moderated.templates / "conflict-register.docx"))
    for name in ("look.xlsx", "guidance.xlsx"):
        copy(templates_folder() / name, t15_moderated.templates / name)

    summarise(t15_moderated.folder)

    assert printed((t15_moderated.result / "conflict-register.docx").read_bytes()).text.startswith("Ours: ")


def test_document_completed_in_word_is_a_warning_to_verify(t15_moderated: Pack) -> None:
    summarise(t15_moderated.folder)
    path = t15_moderated.assessment_summary("A")
    document = Document(str(path))
    document.add_paragraph("Completed.")
    document.save(str(path))

    found = [finding for finding in verify(t15_moderated.folder).report if finding.file == f"result/{path.name}"]

    assert [(finding.code, finding.severity) for finding in found] == [("document-edited", "warning")]
