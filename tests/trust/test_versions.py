"""A workbook counts only in the version that was last issued to that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stranger import fill_in
from sv_excel.findings.key import Key
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.generate import generate
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file, opened
from sv_excel.steps.verify import verify
from sv_excel.xlsx.read.open import read_workbook
from trust.editing import with_text
from trust.packs import OCCASION
from trust.small import chosen, generated

if TYPE_CHECKING:
    from pathlib import Path


def test_older_version_is_told_and_the_newer_one_taken(tmp_path: Path) -> None:
    pack = generated(tmp_path / "pack")
    older = fill_in(pack.evaluation("e1"), pack.returned / "older.xlsx", chosen("evaluation-e1"))
    text = pack.tender.read_text("utf-8").replace("deadline: 2026-10-15", "deadline: 2026-10-22")
    (tmp_path / "tender.yaml").write_text(text, "utf-8")
    generate(tmp_path / "tender.yaml", pack.folder, occasion=OCCASION, force=True)
    newer = fill_in(pack.evaluation("e1"), pack.returned / "newer.xlsx", chosen("evaluation-e1"))

    told = [(finding.code, finding.file) for finding in check([older, newer], load_catalogue)]

    assert told == [("wrong-version", "older.xlsx")]


def test_pack_whose_definition_was_issued_again_agrees(tmp_path: Path) -> None:
    pack = generated(tmp_path / "pack")
    text = pack.tender.read_text("utf-8").replace("deadline: 2026-10-15", "deadline: 2026-10-22")
    (tmp_path / "tender.yaml").write_text(text, "utf-8")
    generate(tmp_path / "tender.yaml", pack.folder, occasion=OCCASION, force=True)

    assert [str(finding) for finding in verify(pack.folder).report] == []


def test_workbook_of_another_pack_of_the_same_tender_is_no_other(tmp_path: Path) -> None:
    first, second = generated(tmp_path / "first"), generated(tmp_path / "second")
    came = fill_in(first.evaluation("e1"), second.returned / "came.xlsx", chosen("evaluation-e1"))

    assert [str(finding) for finding in check([came], load_catalogue)] == []


def test_one_persons_workbook_as_anothers_is_told_by_its_cells(tmp_path: Path) -> None:
    pack = generated(tmp_path / "pack")
    genuine = fill_in(pack.evaluation("e2"), pack.returned / "evaluation-e2.xlsx", chosen("evaluation-e2"))
    procurement = Procurement.open(pack.folder)
    line = procurement.register.latest["issued/evaluation-e1.xlsx"]
    placed = procurement.register.issued(line).places[Key("card", part="subject")]
    changed = with_text(pack.evaluation("e1").read_bytes(), placed.sheet, placed.cell, "e2")
    first = by_register(open_file(genuine, "genuine"), procurement.register)

    again = by_register(opened(read_workbook(changed, "as-e2")), procurement.register)

    assert isinstance(first, Recognised)
    assert isinstance(again, Recognised)
    assert first.held.findings == ()
    assert {finding.code for finding in again.held.findings} == {"locked-cell-changed"}
    assert len(again.held.findings) == 2  # the name on the first sheet and the name on the card
