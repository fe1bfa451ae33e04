"""The panel's buttons on a whole procurement: consolidated, moderated, worked out, the same figures by every way in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from sv_excel.addin.buttons import BUTTONS, UNCHANGED
from sv_excel.addin.commands import live
from sv_excel.addin.outcome import TOLD
from sv_excel.findings.address import Address
from sv_excel.pack.paths import Pack
from sv_excel.steps.demo import demo
from sv_excel.steps.entries import entries

if TYPE_CHECKING:
    import xlwings as xw

    from engines.libreoffice import LibreOffice

PRESS = Path(__file__).parents[1] / "xlengines" / "press.py"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example procurement from its definition to its result."""
    return demo(tmp_path_factory.mktemp("demo") / "demo").pack.folder


@pytest.fixture
def whole(finished: Path, tmp_path: Path) -> Pack:
    return Pack(Path(shutil.copytree(finished, tmp_path / "demo")))


@pytest.fixture
def moderation(app: xw.App, whole: Pack) -> xw.Book:
    return app.books.open(whole.moderation)


def cell_of(path: Path, field: str, place: int = 0) -> Address:
    """Where the entry of this field stands, counted from the first."""
    listed = [entry for entry in entries(path).to_data()["entries"] if entry["key"]["field"] == field]
    return Address.read(listed[place]["sheet"], listed[place]["cell"])


def put(book: xw.Book, at: Address, value: object) -> None:
    book.sheets[at.sheet].range((at.row, at.column)).value = value


def test_consolidate_makes_the_moderation_workbook_of_the_returned_files_and_opens_it(app: xw.App, whole: Pack) -> None:
    shutil.rmtree(whole.result)
    whole.moderation.unlink()
    app.books.open(whole.evaluation("e1"))

    outcome = BUTTONS["consolidate"]()

    assert (outcome.status, outcome.text.splitlines()[0]) == (0, "The moderation workbook is ready: moderation.xlsx")
    assert [book.name for book in app.books] == ["moderation.xlsx", "evaluation-e1.xlsx"]
    codes = {finding.code for finding in BUTTONS["check_scores"]().report}
    assert codes == {"consensus-missing", "consensus-reason-missing", "attendees-missing"}


def test_consolidate_says_what_is_wrong_and_makes_nothing(app: xw.App, whole: Pack) -> None:
    whole.moderation.unlink()
    next(whole.returned.glob("evaluation-e2*")).unlink()
    app.books.open(whole.evaluation("e1"))

    outcome = BUTTONS["consolidate"]()

    assert (outcome.status, [finding.code for finding in outcome.report]) == (TOLD, ["missing-return"])
    assert (whole.moderation.exists(), [book.name for book in app.books]) == (False, ["evaluation-e1.xlsx"])


@pytest.mark.usefixtures("moderation")
def test_when_everything_is_agreed_the_queue_says_so() -> None:
    assert BUTTONS["moderation_queue"]().text == "Every score has been agreed."


def test_the_queue_goes_from_row_to_row_that_is_not_agreed(moderation: xw.Book, whole: Pack) -> None:
    waiting = [cell_of(whole.moderation, "consensus_score", place) for place in (2, 0)]
    for at in waiting:
        put(moderation, at, None)

    walked = []
    for _ in range(3):
        BUTTONS["moderation_queue"]()
        walked.append(moderation.impl.document.shown)

    places = [(at.sheet, at.row, at.column) for at in sorted(waiting)]
    assert walked == [*places, places[0]]


def test_a_result_that_stands_is_replaced_only_if_the_person_agrees(
    app: xw.App, moderation: xw.Book, whole: Pack
) -> None:
    before = whole.result_data.read_bytes()
    at = cell_of(whole.moderation, "consensus_score")
    held = moderation.sheets[at.sheet].range((at.row, at.column)).value
    put(moderation, at, held - 1)

    app.impl.answer = "no"
    declined = BUTTONS["work_out_result"]()
    kept = whole.result_data.read_bytes()
    app.impl.answer = "yes"
    agreed = BUTTONS["work_out_result"]()

    assert (declined.text, kept == before) == (UNCHANGED, True)
    assert agreed.text.startswith("The result is ready in")
    assert whole.result_data.read_bytes() != before
    assert app.books.active.fullname == str(whole.result_workbook)


def test_live_replaces_a_result_with_force_and_not_without(moderation: xw.Book, whole: Pack) -> None:
    before = whole.result_data.read_bytes()
    at = cell_of(whole.moderation, "consensus_score")
    put(moderation, at, moderation.sheets[at.sheet].range((at.row, at.column)).value - 1)

    without, forced = (CliRunner().invoke(live, ["summarise", *more]) for more in ((), ("--force",)))

    assert (without.exit_code, "--force" in without.stdout) == (1, True)
    assert (forced.exit_code, whole.result_data.read_bytes() != before) == (0, True)


def test_an_open_result_is_closed_for_the_new_one_and_opened_again(app: xw.App, whole: Pack) -> None:
    app.books.open(whole.moderation)
    app.books.open(whole.result_workbook)

    BUTTONS["work_out_result"]()

    assert sorted(book.name for book in app.books) == ["moderation.xlsx", "result.xlsx"]


def test_command_ribbon_and_libreoffice_work_out_the_same_figures(
    app: xw.App, whole: Pack, libreoffice: LibreOffice
) -> None:
    by_command = json.loads(whole.result_data.read_bytes())
    shutil.rmtree(whole.result)
    app.books.open(whole.moderation)
    BUTTONS["work_out_result"]()
    by_ribbon = json.loads(whole.result_data.read_bytes())
    shutil.rmtree(whole.result)
    answer = subprocess.run(
        [sys.executable, PRESS, libreoffice.pipe, whole.moderation, "work_out_result"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told: dict[str, Any] = json.loads(answer.stdout)

    assert told["status"] == 0
    assert by_command == by_ribbon == json.loads(whole.result_data.read_bytes())
    assert len(by_command["lots"][0]["ranking"]) > 1


@pytest.mark.usefixtures("moderation")
def test_verify_says_that_all_agrees() -> None:
    assert (BUTTONS["verify"]().status, BUTTONS["verify"]().text) == (0, "Every figure and file agrees.")


@pytest.mark.usefixtures("moderation")
def test_verify_names_the_file_and_the_figure_that_differ(whole: Pack) -> None:
    text = whole.result_data.read_text("utf-8")
    total = json.loads(text)["lots"][0]["bids"][0]["total"]
    whole.result_data.write_text(text.replace(total, "99.0000000000"), "utf-8")

    outcome = BUTTONS["verify"]()

    assert outcome.status == TOLD
    assert {(finding.code, finding.file) for finding in outcome.report} >= {("figure-differs", "result/result.json")}
