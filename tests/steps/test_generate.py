"""`generate`: what it makes, what it leaves alone, what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document

from sv_excel.errors.files import WouldReplaceError
from sv_excel.errors.tender import DefinitionError, OtherTenderError, PublishedPartChangedError
from sv_excel.loading.resources import templates_folder
from sv_excel.pack.log import entries as log_entries
from sv_excel.pack.log import read_log
from sv_excel.pack.register import Register
from sv_excel.steps.generate import generate
from sv_excel.tender.canonical import digest

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def without_bids(definition: Path) -> str:
    """The definition as published, before anybody bids; gives the part that is left out."""
    text = definition.read_text("utf-8")
    start, end = text.index("bids:\n"), text.index("moderator:")
    conflicts = text.index("conflicts:\n")
    definition.write_text(text[:start] + text[end:conflicts], "utf-8")
    return text


def test_pack_lies_beside_the_definition_under_the_tenders_id(definition: Path) -> None:
    pack = generate(definition).pack

    assert pack.folder == definition.parent / "community-cleaning-2026"
    assert pack.tender.read_bytes() == definition.read_bytes()


def test_what_law_and_policy_ask_is_told_and_blocks_nothing(definition: Path) -> None:
    text = definition.read_text("utf-8")
    start = text.index("modern_slavery:")
    end = text.index("\n", text.index("steps:", start)) + 1
    definition.write_text(text[:start] + text[end:], "utf-8")

    done = generate(definition)

    assert [finding.code for finding in done.report] == ["modern-slavery-missing"]
    assert done.report.clean
    assert done.written


def test_register_names_every_issued_file_with_its_digest(pack: Pack) -> None:
    issued = {pack.name(path): digest(path.read_bytes()) for path in pack.issued.iterdir()}

    assert {line.file: line.sha256 for line in Register.load(pack).files} == issued


def test_evaluators_with_the_same_task_share_a_layout(definition: Path) -> None:
    change(definition, "sub_criteria: [Q1, SV1]", "bids: [A, B]")

    pack = generate(definition).pack

    lines = {line.subject: line.seal for line in Register.load(pack).files if line.kind == "evaluation"}
    assert lines["e1"] == lines["e3"]
    assert lines["e1"] != lines["e2"]


def test_second_run_writes_nothing(definition: Path) -> None:
    pack = generate(definition).pack
    before = contents(pack.issued)

    assert generate(definition).written == ()
    assert contents(pack.issued) == before


def test_definition_in_the_pack_belongs_to_the_pack(pack: Pack) -> None:
    assert generate(pack.tender).pack.folder == pack.folder
    assert not (pack.folder / "community-cleaning-2026").exists()


def test_bids_that_come_later_complete_the_pack(definition: Path) -> None:
    whole = without_bids(definition)
    first = generate(definition)
    assert not first.pack.evaluation("e1").exists()
    definition.write_text(whole, "utf-8")

    second = generate(definition)

    assert {first.pack.name(file.path) for file in second.written} >= {
        "issued/evaluation-e1.xlsx",
        "issued/evaluation-e2.xlsx",
        "issued/evaluation-e3.xlsx",
    }
    assert all(file.kept is None for file in second.written)
    assert second.pack.tender.read_text("utf-8") == whole


def test_earlier_definition_is_kept(definition: Path) -> None:
    whole = without_bids(definition)
    published = definition.read_bytes()
    pack = generate(definition).pack
    definition.write_text(whole, "utf-8")

    generate(definition)

    kept = list(pack.folder.glob("tender.*.yaml"))
    assert [path.read_bytes() for path in kept] == [published]


def test_changed_published_part_is_refused_and_named(definition: Path) -> None:
    pack = generate(definition).pack
    before = contents(pack.folder)
    change(definition, "minimum_score: 2", "minimum_score: 3")

    with pytest.raises(PublishedPartChangedError) as raised:
        generate(definition)

    assert raised.value.parts == ("award_criteria",)
    assert contents(pack.folder) == before


def test_pack_of_another_tender_is_refused(definition: Path, pack: Pack) -> None:
    change(definition, "id: community-cleaning-2026", "id: another-2026")

    with pytest.raises(OtherTenderError):
        generate(definition, pack.folder)


def test_faulty_definition_makes_nothing(definition: Path) -> None:
    change(definition, "weight: 25", "weight: 24")

    with pytest.raises(DefinitionError):
        generate(definition)

    assert [path.name for path in definition.parent.iterdir()] == ["tender.yaml"]


def test_workbook_that_would_change_needs_force_and_is_kept(definition: Path) -> None:
    pack = generate(definition).pack
    before = pack.evaluation("e3").read_bytes()
    change(definition, "name: Third evaluator", "name: Third person")

    with pytest.raises(WouldReplaceError) as raised:
        generate(definition)
    assert raised.value.files == (pack.evaluation("e3"),)

    written = generate(definition, force=True).written

    kept = {file.path: file.kept for file in written}[pack.evaluation("e3")]
    assert kept is not None
    assert kept.read_bytes() == before
    assert len(Register.load(pack).versions("evaluation", "e3")) == 2


def test_own_word_templates_are_kept_and_those_of_workbooks_may_be_left_out(definition: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("assessment-summary.docx", "moderation-record.docx"):
        (own / name).write_bytes((templates_folder() / name).read_bytes())
    document = Document(str(own / "assessment-summary.docx"))
    document.add_paragraph("With our crest")
    document.save(str(own / "assessment-summary.docx"))

    pack = generate(definition, templates=own).pack

    assert {path.name for path in pack.templates.iterdir()} == {"assessment-summary.docx"}
    assert generate(definition).written == ()


def test_own_templates_are_kept_and_used_again(definition: Path) -> None:
    pack = generate(definition, templates=templates_folder()).pack

    assert {path.name for path in pack.templates.iterdir()} == {"look.xlsx", "guidance.xlsx"}
    assert "templates/look.xlsx" in Register.load(pack).inputs


def test_every_run_has_a_line_in_the_log(definition: Path) -> None:
    pack = generate(definition).pack
    generate(definition)

    assert [line.what for line in log_entries(read_log(pack))] == ["generate", "generate"]
