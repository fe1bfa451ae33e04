"""`check`: a definition, a workbook on a desk, a workbook in its pack, a folder, a whole pack."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from stranger import but, fill_in
from sv_excel.errors.files import NothingToReadError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.consolidate import consolidate

if TYPE_CHECKING:
    from sv_excel.findings.finding import Report
    from sv_excel.pack.paths import Pack


def checked(*paths: Path) -> Report:
    return check(paths, load_catalogue)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report]


def on_a_desk(pack: Pack, evaluator: str = "e1") -> Path:
    """The issued workbook, away from its pack."""
    desk = pack.folder.parent / "desk"
    desk.mkdir(exist_ok=True)
    return Path(shutil.copy(pack.evaluation(evaluator), desk))


def test_good_definition_is_clean(definition: Path) -> None:
    assert checked(definition).findings == ()


def test_blank_workbook_misses_every_required_entry(pack: Pack) -> None:
    found = codes(checked(on_a_desk(pack)))

    assert {code: found.count(code) for code in sorted(set(found))} == {
        "declaration-missing": 5,
        "evidence-missing": 4,
        "mechanism-missing": 2,
        "rationale-missing": 4,
        "score-missing": 4,
    }


def test_workbook_filled_in_by_its_entries_is_clean_on_a_desk_and_in_the_pack(pack: Pack) -> None:
    desk = fill_in(on_a_desk(pack), pack.folder.parent / "e1.xlsx")
    returned = fill_in(pack.evaluation("e1"), pack.returned / "any name.xlsx")

    assert checked(desk, returned).findings == ()


def test_another_persons_findings_name_the_file_in_the_folder(pack: Pack) -> None:
    desk = on_a_desk(pack)
    (desk.parent / "note.xlsx").write_bytes(b"not a workbook")
    fill_in(pack.evaluation("e3"), desk.parent / "third.xlsx", but(score=9))

    found = {(finding.file, finding.code) for finding in checked(desk.parent)}

    assert ("note.xlsx", "unreadable") in found
    assert ("third.xlsx", "score-off-scale") in found
    assert ("evaluation-e1.xlsx", "score-missing") in found


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError):
        checked(tmp_path)


def test_workbook_of_others_is_not_ours(tmp_path: Path, pack: Pack) -> None:
    book = load_workbook(pack.evaluation("e1"))
    del book["Card"]
    book.save(tmp_path / "bare.xlsx")

    assert codes(checked(tmp_path / "bare.xlsx")) == ["not-ours"]


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("kind", "recipe", "not-ours"),
        ("brief", "[{}]", "not-ours"),
        ("seal", "0" * 64, "wrong-version"),
    ],
)
def test_card_that_does_not_hold_is_told(pack: Pack, label: str, value: str, code: str) -> None:
    path = on_a_desk(pack)
    book = load_workbook(path)
    for row in book["Card"].iter_rows():
        if row[0].value == label:
            row[1].value = value
    book.save(path)

    assert codes(checked(path)) == [code]


def test_declared_conflict_is_a_warning_on_a_desk_and_blocks_in_the_pack(pack: Pack) -> None:
    declared = but(conflict="Declared", conflict_details="A cousin works there.", score=None, rationale=None)
    desk = fill_in(on_a_desk(pack), pack.folder.parent / "e1.xlsx", declared)
    returned = fill_in(pack.evaluation("e1"), pack.returned / "e1.xlsx", declared)

    assert [(f.code, f.severity) for f in checked(desk)] == [("conflict-declared", "warning")] * 2
    assert [(f.code, f.severity) for f in checked(returned)] == [("conflict-declared", "error")] * 2


def test_fresh_pack_is_clean_but_for_what_is_outstanding(pack: Pack) -> None:
    report = checked(pack.folder)

    assert {finding.code for finding in report} <= {"missing-return"}
    assert {finding.severity for finding in report} == {"warning"}


def test_moderation_that_nobody_has_begun_is_a_warning(t15_returned: Pack) -> None:
    consolidate(t15_returned.folder)

    assert [(f.code, f.severity, f.file) for f in checked(t15_returned.folder)] == [
        ("consensus-missing", "warning", "moderation.xlsx")
    ]


def test_pack_tells_everything_in_one_run(pack: Pack) -> None:
    fill_in(pack.evaluation("e1"), pack.returned / "one.xlsx")
    fill_in(pack.evaluation("e1"), pack.returned / "two.xlsx", but(evidence="Page 9"))
    (pack.returned / "three.xlsx").write_bytes(b"")
    pack.evaluation("e3").unlink()
    with pack.tender.open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    log = pack.log.read_bytes()
    pack.log.write_bytes(log.replace(b"generate", b"Generate", 1))

    found = {(finding.file, finding.code) for finding in checked(pack.folder)}

    assert found - {(None, "missing-return")} == {
        ("tender.yaml", "file-changed"),
        ("issued/evaluation-e3.xlsx", "file-changed"),
        ("returned/three.xlsx", "unreadable"),
        ("returned/one.xlsx", "duplicate-return"),
        ("returned/two.xlsx", "duplicate-return"),
        ("log.jsonl", "log-broken"),
    }


def test_same_file_twice_is_no_duplicate(pack: Pack) -> None:
    path = fill_in(pack.evaluation("e1"), pack.returned / "one.xlsx")
    shutil.copy(path, pack.returned / "one (1).xlsx")

    assert "duplicate-return" not in codes(checked(pack.folder))


def test_workbook_of_another_tender_is_told(pack: Pack, definition: Path) -> None:
    from sv_excel.steps.generate import generate  # noqa: PLC0415 - only this test makes a second pack

    definition.write_text(definition.read_text("utf-8").replace("community-cleaning-2026", "other-2026"), "utf-8")
    other = generate(definition).pack
    shutil.copy(other.evaluation("e1"), pack.returned / "e1.xlsx")

    assert "wrong-tender" in codes(checked(pack.folder))
