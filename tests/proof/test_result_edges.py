"""What random tenders brought to light in the result workbook, each as a small case of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl

from builders import bid, make_tender, price, quality, question
from engines.excel_lint import lint
from proof.proving import LOOK, figure_at, printed
from proof.worked import Recalculated, worked
from sv_excel.findings.key import Key
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.workbooks.result.layout import result_layout
from sv_excel.workbooks.sheet.cells import Formula

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Figure

LONGEST_ID = 60


def test_bid_without_quality_and_without_a_price_is_incomplete_and_fails_no_later_gate() -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", 100)), price(0, "price-per-quality-point")), bids=(bid("A"), bid("B"))
    )

    result = Recalculated.of(worked(tender, {"A": {"Q1": 0}, "B": {"Q1": 0}}, {"A": None, "B": 100}))

    assert result.row("status", "AB") == ["Incomplete", "Disqualified"]
    assert result.row("reasons", "AB") == ["1 missing.", "No quality to divide the price by."]


def test_score_off_the_scale_is_shown_and_earns_nothing() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 100)),), bids=(bid("A"),), tie_break=())

    result = Recalculated.of(worked(tender, {"A": {"Q1": "4.2"}}))

    assert [result.at(field, "A", "Q1") for field in ("summary_score", "summary")] == ["4.20", ""]
    assert result.at("reasons", "A") == "1 missing."


def test_scores_between_whole_numbers_are_shown_as_they_are(tmp_path: Path) -> None:
    levels = tuple(ScaleLevel(score=Decimal(n), label=n, descriptor=n) for n in ("0", "3.75", "5"))
    tender = make_tender(scale=levels, award_criteria=(quality(question("Q1", 100)),), bids=(bid("A"),), tie_break=())
    layout = result_layout(worked(tender, {"A": {"Q1": "3.75"}}), LOOK.furniture)
    book = openpyxl.load_workbook(printed(layout, tmp_path / "result.xlsx"))

    for key in (Key("in_score", "A", "Q1"), Key("summary_score", "A", "Q1"), Key("level", part="1")):
        address = layout[key].address
        assert book[address.sheet][address.cell].number_format == "General"


def test_summary_sheets_have_names_of_their_own(tmp_path: Path) -> None:
    """A bid's id may be too long for a sheet's name; what takes its place is no other bid's id."""
    ids = ("2", "b" * LONGEST_ID, "c" * LONGEST_ID)
    tender = make_tender(award_criteria=(quality(question("Q1", 100)),), bids=tuple(map(bid, ids)), tie_break=())
    layout = result_layout(worked(tender), LOOK.furniture)

    assert [sheet.name for sheet in layout.sheets[1:4]] == ["Summary 2", "Summary of bid 2", "Summary of bid 3"]
    assert lint(printed(layout, tmp_path / "result.xlsx")) == []


def test_sixty_questions_with_two_gates_each_stay_within_what_excel_takes(tmp_path: Path) -> None:
    asked = [
        question(f"Q{n}".ljust(LONGEST_ID, "x"), 1, minimum_score=Decimal(2), minimum_percent=Decimal(40))
        for n in range(60)
    ]
    tender = make_tender(award_criteria=(quality(*asked), price(40)), bids=(bid("A"), bid("B")))
    scores: dict[str, dict[str, Figure]] = {
        "A": {q.id: 1 for q in asked},
        "B": {q.id: 3 for q in asked},
    }

    result = Recalculated.of(worked(tender, scores, {"A": 100, "B": 100}))

    said = str(figure_at(result.layout, result.figures, Key("reasons", "A")))
    assert [said.count("score under 2."), said.count("under 40% of its weighting.")] == [60, 60]
    longest = max(len(str(result.layout.text(cell))) for cell in result.layout if isinstance(cell.content, Formula))
    assert longest <= 8192
    assert lint(printed(result.layout, tmp_path / "result.xlsx")) == []


def test_margin_is_what_the_first_two_lie_apart() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 60)), price(40)), bids=(bid("A"), bid("B"), bid("C")))
    scores = {"A": {"Q1": 4}, "B": {"Q1": 3}, "C": {"Q1": 1}}
    result = Recalculated.of(worked(tender, scores, {"A": 120, "B": 100, "C": 400}))

    assert result.at("total", "A"), result.at("total", "B") == ("81.33", "76.00")
    assert result.at("margin") == "5.33"


def test_margin_of_an_index_is_in_pounds_and_has_no_sign() -> None:
    index = price(0, "monetised-quality", willingness_to_pay=1000)
    tender = make_tender(award_criteria=(quality(question("Q1", 100)), index), bids=(bid("A"), bid("B")))
    result = Recalculated.of(worked(tender, {"A": {"Q1": 5}, "B": {"Q1": 4}}, {"A": 4_000_000, "B": 3_990_000}))

    assert result.at("margin") == "10000.00"
    assert result.layout[Key("margin")].style == result.layout[Key("total", "A")].style == "sv.money"


def test_one_bid_alone_has_no_margin() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 60)), price(40)), bids=(bid("A"), bid("B")))
    missing = Recalculated.of(worked(tender, {"A": {"Q1": 4}}, {"A": 120, "B": 100}))

    assert missing.at("margin") == ""
