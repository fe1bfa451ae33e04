"""`summarise`: the worked example T-15 from its definition to its result, and what blocks a result."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from stranger import but, fill_in
from sv_excel.errors.files import WouldReplaceError
from sv_excel.errors.tender import DecisionError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.pack.log import entries as log_entries
from sv_excel.pack.log import read_log
from sv_excel.pack.run_context import Occasion
from sv_excel.steps import decide
from sv_excel.steps.check import check
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.entries import entries
from sv_excel.steps.generate import generate
from sv_excel.steps.summarise import summarise
from worked_example import OFFERS, PRICES, TENDERS, TOTALS, answer, consolidated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engines.libreoffice import LibreOffice
    from sv_excel.findings.finding import Report
    from sv_excel.pack.paths import Pack


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report if finding.severity == "error"]


def grounds() -> decide.Grounds:
    return decide.Grounds("As the record says.", Occasion.given("Moderator"))


def result(pack: Pack) -> dict[str, Any]:
    lot: dict[str, Any] = json.loads(pack.result_data.read_text("utf-8"))["lots"][0]
    return lot


def totals(pack: Pack) -> dict[str, str | None]:
    return {bid["bid"]: bid["total"] for bid in result(pack)["bids"]}


def test_t15_comes_to_its_totals(t15_moderated: Pack) -> None:
    done = summarise(t15_moderated.folder)

    assert done.report.findings == ()
    assert totals(t15_moderated) == TOTALS
    assert result(t15_moderated)["ranking"] == ["B", "A"]
    assert [(bid["bid"], bid["status"], bid["rank"]) for bid in result(t15_moderated)["bids"]] == [
        ("A", "valid", 2),
        ("B", "valid", 1),
        ("C", "disqualified", None),
    ]


def test_finished_pack_checks_clean_and_runs_again_to_nothing_new(t15_moderated: Pack) -> None:
    summarise(t15_moderated.folder)

    assert check([t15_moderated.folder], load_catalogue).findings == ()
    assert summarise(t15_moderated.folder).written == ()
    assert [line.what for line in log_entries(read_log(t15_moderated))] == [
        "generate",
        "consolidate",
        "summarise",
        "summarise",
    ]


def test_t15_filled_in_with_libreoffice_comes_to_the_same(t15: Pack, libreoffice: LibreOffice) -> None:
    def by_hand(issued: Path, out: Path, bid: str | None = None) -> None:
        values: dict[str, dict[str, object]] = {}
        for entry in entries(issued).to_data()["entries"]:
            value = answer(entry, bid)
            if value is not None:
                values.setdefault(entry["sheet"], {})[entry["cell"]] = value
        libreoffice.fill(issued, values, out)

    for person in ("e1", "e2"):
        by_hand(t15.evaluation(person), t15.returned / f"{person}.xlsx")
    by_hand(t15.price, t15.returned / "price.xlsx")
    for bid in OFFERS:
        by_hand(t15.response(bid), t15.returned / f"{bid}.xlsx", bid)
    first = consolidate(t15.folder)
    filled = t15.folder.parent / "filled.xlsx"
    by_hand(t15.moderation, filled)
    shutil.copy(filled, t15.moderation)

    done = summarise(t15.folder)

    assert {finding.code for finding in (*first.report, *done.report)} <= {"protection-removed"}
    assert totals(t15) == TOTALS


def test_everything_that_blocks_is_told_in_one_run(t15_moderated: Pack) -> None:
    (t15_moderated.returned / "A.xlsx").unlink()
    prices = t15_moderated.returned / "price.xlsx"
    fill_in(prices, prices, but(checked_price=1))
    fill_in(t15_moderated.moderation, t15_moderated.moderation, but(consensus_score=4.2))

    done = summarise(t15_moderated.folder)

    assert sorted(set(codes(done.report))) == ["consensus-off-scale", "missing-return", "price-check-differs"]
    assert codes(done.report).count("consensus-off-scale") == 12
    assert not t15_moderated.result_data.exists()


def test_no_moderation_and_no_prices_are_told(t15: Pack) -> None:
    assert codes(summarise(t15.folder).report) == ["moderation-missing", *["missing-return"] * 3, "price-missing"]


def test_partial_moderation_gives_no_result(t15_returned: Pack) -> None:
    (t15_returned.returned / "evaluation-e2.xlsx").unlink()
    consolidate(t15_returned.folder, partial=True)
    fill_in(t15_returned.moderation, t15_returned.moderation, answer)

    assert codes(summarise(t15_returned.folder).report) == ["missing-return"]


def test_moderation_made_while_something_was_wrong_gives_no_result_once_it_is_right(t15_returned: Pack) -> None:
    stray = t15_returned.returned / "stray.xlsx"
    stray.write_bytes(b"no workbook")
    consolidate(t15_returned.folder, partial=True)
    fill_in(t15_returned.moderation, t15_returned.moderation, answer)
    stray.unlink()

    assert codes(summarise(t15_returned.folder).report) == ["moderation-partial"]


def test_entries_of_the_wrong_kind_are_told_by_their_code(t15_moderated: Pack) -> None:
    prices, response = t15_moderated.returned / "price.xlsx", t15_moderated.returned / "A.xlsx"
    fill_in(prices, prices, only(price=0))
    fill_in(response, response, only(statement=7))
    fill_in(t15_moderated.moderation, t15_moderated.moderation, only(moderated_on="next week"))

    found = {(f.code, f.key.field, f.problem) for f in summarise(t15_moderated.folder).report if f.key}

    assert found == {
        ("price-invalid", "price", "the price is 0."),
        ("statement-missing", "statement", "the statement is 7, not words."),
        ("entry-invalid", "moderated_on", "the date of the meeting is 'next week', not a date."),
    }


def only(**changes: Any) -> Callable[[dict[str, Any]], Any]:  # noqa: ANN401 - whatever the entry takes
    """Nothing but these fields."""
    return lambda entry: changes.get(entry["key"]["field"])


def test_price_workbook_filled_in_where_it_was_issued_is_taken(t15_moderated: Pack) -> None:
    shutil.move(t15_moderated.returned / "price.xlsx", t15_moderated.price)

    assert summarise(t15_moderated.folder).report.findings == ()
    assert {bid["bid"]: int(bid["price"]) for bid in result(t15_moderated)["bids"]} == PRICES
    assert check([t15_moderated.folder], load_catalogue).findings == ()


def test_withdrawn_bid_is_named_and_left_out_of_every_comparison(t15_moderated: Pack) -> None:
    decide.withdraw(t15_moderated.folder, "B", grounds())

    summarise(t15_moderated.folder)

    bids = {bid["bid"]: bid for bid in result(t15_moderated)["bids"]}
    assert bids["B"]["status"] == "disqualified"
    assert "withdrawn" in bids["B"]["reasons"][0]
    assert result(t15_moderated)["ranking"] == ["A"]
    assert bids["A"]["total"] == "85.5000000000"


def test_changed_result_needs_force_and_the_earlier_is_kept(t15_moderated: Pack) -> None:
    summarise(t15_moderated.folder)
    before = t15_moderated.result_data.read_bytes()
    decide.withdraw(t15_moderated.folder, "B", grounds())

    with pytest.raises(WouldReplaceError):
        summarise(t15_moderated.folder)
    assert t15_moderated.result_data.read_bytes() == before
    written = summarise(t15_moderated.folder, force=True).written

    kept = {file.path: file.kept for file in written}[t15_moderated.result_data]
    assert kept is not None
    assert kept.read_bytes() == before


def test_changed_figure_is_found(t15_moderated: Pack) -> None:
    summarise(t15_moderated.folder)
    text = t15_moderated.result_data.read_text("utf-8")
    t15_moderated.result_data.write_text(text.replace("87.5000000000", "88.5000000000"), "utf-8")

    found = [finding for finding in check([t15_moderated.folder], load_catalogue) if finding.severity == "error"]

    assert [(f.code, f.file, f.subject) for f in found] == [
        ("figure-differs", "result/result.json", "lots[0].bids[1].total")
    ]
    assert found[0].problem == 'it says "88.5000000000"; worked out again it is "87.5000000000".'


def any_tenderer(definition: Path, pack_folder: Path) -> Pack:
    """T-15, published before its bids were known: one response workbook for any tenderer."""
    whole = definition.read_text("utf-8")
    start, end = whole.index("bids:\n"), whole.index("moderator:")
    definition.write_text(whole[:start] + whole[end:], "utf-8")
    pack = generate(definition, pack_folder).pack
    definition.write_text(whole, "utf-8")
    generate(definition, pack_folder)
    return pack


def test_response_made_for_any_tenderer_is_known_by_its_name_or_a_decision(tmp_path: Path, t15: Pack) -> None:
    definition = tmp_path / "tender.yaml"
    definition.write_bytes(t15.tender.read_bytes())
    pack = any_tenderer(definition, tmp_path / "pack")
    names = {"A": "Alder Ltd", "B": "Birch Ltd", "C": "Cedar Limited"}
    for bid, name in names.items():

        def says(entry: dict[str, Any], bid: str = bid, name: str = name) -> Any:  # noqa: ANN401 - as the entry
            return name if entry["key"]["field"] == "tenderer" else answer(entry, bid)

        fill_in(pack.response(), pack.returned / f"from {bid}.xlsx", says)
    for name in ("evaluation-e1", "evaluation-e2", "price"):
        fill_in(pack.issued / f"{name}.xlsx", pack.returned / f"{name}.xlsx", answer)
    consolidated(pack)

    unknown = summarise(pack.folder)
    assert [(f.code, f.file) for f in unknown.report] == [
        ("tenderer-unknown", "returned/from C.xlsx"),
        ("missing-return", None),
    ]
    decide.match(pack.folder, pack.returned / "from C.xlsx", "C", grounds())

    assert summarise(pack.folder).report.findings == ()
    assert totals(pack) == TOTALS


def test_two_responses_of_one_bid_block(t15_moderated: Pack) -> None:
    again = but(quantity=99)
    fill_in(t15_moderated.response("A"), t15_moderated.returned / "A again.xlsx", again)

    report = summarise(t15_moderated.folder).report

    assert codes(report).count("duplicate-return") == 2


def test_match_takes_only_a_response_of_this_pack(t15_returned: Pack) -> None:
    with pytest.raises(DecisionError):
        decide.match(t15_returned.folder, t15_returned.returned / "price.xlsx", "A", grounds())
    assert not t15_returned.decisions.exists()


def test_decision_that_cannot_hold_is_refused(t15: Pack) -> None:
    with pytest.raises(DecisionError):
        decide.withdraw(t15.folder, "Z", grounds())
    with pytest.raises(DecisionError):
        decide.replace(t15.folder, "e1", "not an id", "Ninth evaluator", grounds())
    assert not t15.decisions.exists()


@pytest.mark.parametrize("name", ["clch-60-30-10", "contract-example", "nhse-80-20-lots"])
def test_published_shapes_run_through(tmp_path: Path, name: str) -> None:
    pack = generate(TENDERS / f"{name}.yaml", tmp_path / "pack").pack
    for path in sorted(pack.issued.iterdir()):
        fill_in(path, pack.returned / path.name, but(quantity=10, score=3))
    assert consolidate(pack.folder).report.clean
    fill_in(pack.moderation, pack.moderation, but(consensus_score=3))

    done = summarise(pack.folder)

    assert codes(done.report) == []
    assert [lot["tie"] is None for lot in json.loads(pack.result_data.read_text("utf-8"))["lots"]].count(False) > 0
