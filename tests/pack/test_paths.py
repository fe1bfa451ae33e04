"""Where everything of a pack lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from sv_excel.errors.files import NotAPackError
from sv_excel.pack.paths import Pack


def test_pack_names_every_path_of_the_contract() -> None:
    pack = Pack(Path("pack"))

    assert [
        path.relative_to("pack").as_posix()
        for path in (
            pack.tender,
            pack.decisions,
            pack.register,
            pack.log,
            pack.evaluation("e1"),
            pack.price,
            pack.response(),
            pack.response("A"),
            pack.returned,
            pack.moderation,
            pack.result_workbook,
            pack.result_data,
            pack.report,
            pack.assessment_summary("A"),
            pack.commitments,
        )
    ] == [
        "tender.yaml",
        "decisions.yaml",
        "register.json",
        "log.jsonl",
        "issued/evaluation-e1.xlsx",
        "issued/price.xlsx",
        "issued/response.xlsx",
        "issued/response-A.xlsx",
        "returned",
        "moderation.xlsx",
        "result/result.xlsx",
        "result/result.json",
        "result/report.html",
        "result/assessment-summary-A.docx",
        "result/commitments.xlsx",
    ]


def test_pack_names_its_own_files_by_their_place_and_others_by_name(pack: Pack) -> None:
    elsewhere = pack.folder.parent / "somewhere" / "from-a-colleague.xlsx"

    assert [pack.name(path) for path in (pack.evaluation("e1"), elsewhere)] == [
        "issued/evaluation-e1.xlsx",
        "from-a-colleague.xlsx",
    ]


def test_pack_open_refuses_a_folder_in_which_nothing_was_generated(tmp_path: Path) -> None:
    with pytest.raises(NotAPackError) as refusal:
        Pack.open(tmp_path)

    assert str(refusal.value) == (
        f"{tmp_path}: not a pack, for it has no register.json. Make one with: sv-excel generate."
    )


def test_pack_open_takes_one_with_a_register(pack: Pack) -> None:
    pack.register.touch()

    assert Pack.open(pack.folder) == pack
