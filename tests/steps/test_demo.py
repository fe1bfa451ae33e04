"""The demo: a whole procurement, clean from end to end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from sv_excel.cli import cli
from sv_excel.errors.files import WouldReplaceError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.demo import demo
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file
from sv_excel.steps.summarise import summarise
from sv_excel.workbooks.sheet.card import read_card
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.steps.demo import Demonstrated


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Demonstrated:
    return demo(tmp_path_factory.mktemp("demo") / "pack")


def test_demo_ranks_by_a_point_and_a_half(shown: Demonstrated) -> None:
    told = json.loads(shown.pack.result_data.read_text("utf-8"))

    assert told["lots"][0]["ranking"] == ["B", "A", "C"]
    assert {bid["bid"]: bid["total"] for bid in told["lots"][0]["bids"]} == {
        "A": "82.4247971696",
        "B": "83.9723755256",
        "C": "70.0208585800",
    }


def test_demo_names_the_lead_of_the_example_where_nobody_is_given(
    shown: Demonstrated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SV_EXCEL_BY", "Somebody else")
    told = [
        {json.loads(line)["who"] for line in pack.log.read_text("utf-8").splitlines()}
        for pack in (shown.pack, demo(tmp_path / "pack").pack)
    ]
    assert told == [{"Example procurement lead"}, {"Somebody else"}]


def test_demo_checks_clean(shown: Demonstrated) -> None:
    assert list(shown.report) == []
    assert list(check([shown.pack.folder], load_catalogue)) == []


def test_evaluators_of_the_delivery_plan_see_what_is_promised_and_no_pounds(shown: Demonstrated) -> None:
    seen = [path for path in sorted(shown.pack.issued.iterdir()) if path.name.startswith("commitments-")]

    assert [path.name for path in seen] == ["commitments-e2.xlsx", "commitments-e3.xlsx", "commitments-e4.xlsx"]
    assert any(sight.path == seen[0] for sight in shown.sights)
    told = [str(cell.value) for row in load_workbook(seen[0])["Commitments"] for cell in row if cell.value is not None]
    assert any(text.startswith("J02 People out of work") for text in told)
    assert not any("13624" in text or "GBP" in text for text in told)


def test_demo_summarises_again_to_the_same_bytes(shown: Demonstrated) -> None:
    before = shown.pack.result_data.read_bytes()

    summarise(shown.pack.folder, force=True)

    assert shown.pack.result_data.read_bytes() == before


def test_demo_shows_files_that_are_there(shown: Demonstrated) -> None:
    named = [sight.path.relative_to(shown.pack.folder).as_posix() for sight in shown.sights]

    assert named[0] == "result/result.xlsx"
    assert [name for name in named if not (shown.pack.folder / name).is_file()] == []


def test_demo_declares_a_conflict_and_decides_on_it(shown: Demonstrated) -> None:
    procurement = Procurement.open(shown.pack.folder)

    assert [(c.evaluator, c.bid, c.decision) for c in procurement.decided.conflicts] == [("e4", "B", "exclude")]


def test_demo_leaves_a_conflicted_evaluators_scores_blank(shown: Demonstrated) -> None:
    path = shown.pack.returned / "evaluation-e4.xlsx"
    book = by_register(open_file(path, path.name), Procurement.open(shown.pack.folder).register)

    assert isinstance(book, Recognised)
    assert {key.bid for key in book.held.answers if key.field == "score"} == {"A", "C"}


def test_demo_fills_in_what_was_issued(shown: Demonstrated) -> None:
    cards = [
        read_card(read_workbook(folder / "evaluation-e1.xlsx", "evaluation-e1.xlsx"))
        for folder in (shown.pack.issued, shown.pack.returned)
    ]

    assert cards[0] is not None
    assert cards[0] == cards[1]


def test_demo_leaves_an_existing_folder_alone(tmp_path: Path) -> None:
    mine = tmp_path / "pack" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")

    with pytest.raises(WouldReplaceError):
        demo(mine.parent)

    assert [path.name for path in mine.parent.iterdir()] == ["mine.txt"]


def test_demo_by_force_keeps_the_folder_under_another_name(tmp_path: Path) -> None:
    mine = tmp_path / "pack" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")

    done = demo(mine.parent, force=True)

    assert done.kept is not None
    assert (done.kept / "mine.txt").read_text("utf-8") == "mine"
    assert done.pack.result_data.is_file()


def test_the_command_tells_the_ranking_and_where_to_look(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["demo", str(tmp_path / "pack")])

    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert [line for line in lines if "of 100" in line] == [
        "  1. Birch & Bramble Cleaning Ltd: 83.97 of 100",
        "  2. Alder Facilities Ltd: 82.42 of 100",
        "  3. Cedar Hygiene Services Ltd: 70.02 of 100",
    ]
    assert f"  1. {tmp_path / 'pack' / 'result' / 'result.xlsx'}" in lines


def test_the_command_prints_one_document_for_scripts(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["demo", str(tmp_path / "pack"), "--json"])

    told = json.loads(done.stdout)
    assert (done.exit_code, told["clean"], told["findings"]) == (0, True, [])
    assert told["pack"] == str(tmp_path / "pack")
