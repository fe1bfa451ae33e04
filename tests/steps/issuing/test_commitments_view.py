"""Those who score delivery plans read the promises beside them: quantities and words, of the bids that they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engines.excel_lint import lint
from engines.sdk_validator import validate
from stranger import fill_in
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.generate import generate
from sv_excel.steps.verify import verify
from sv_excel.tender.briefs.commitments_view import OffersBrief
from sv_excel.workbooks.sheet.card import read_card
from sv_excel.xlsx.read.open import read_workbook
from worked_example import promised_by

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack


@pytest.fixture
def responded(t15: Pack) -> Pack:
    """T-15 with the responses of A and B back, and generated again."""
    for name in ("A", "B"):
        fill_in(t15.response(name), t15.returned / f"{name}.xlsx", promised_by(name))
    generate(t15.tender, t15.folder)
    return t15


def shown(path: Path) -> str:
    sheet = read_workbook(path).sheet("Commitments")
    assert sheet is not None
    return " ".join(str(cell.value) for cell in sheet.cells.values())


def brief(path: Path) -> OffersBrief:
    card = read_card(read_workbook(path))
    assert card is not None
    return OffersBrief.model_validate_json(card.brief)


def test_nothing_to_read_before_responses_are_back(t15: Pack) -> None:
    assert list(t15.issued.glob("commitments-*")) == []


def test_promises_stand_side_by_side_in_the_tenderers_words(responded: Pack) -> None:
    found = brief(responded.offers("e1"))

    assert [(offer.bid, offer.measure, str(offer.quantity)) for offer in found.offers] == [
        ("A", "X1", "60000"),
        ("B", "X1", "84000"),
    ]
    assert found.awaited == ("C",)
    assert found.offers[0].statement == "By the second year, shown in a yearly report."
    assert "Not back yet" in shown(responded.offers("e1"))


def test_no_price_and_no_pounds_can_be_read(responded: Pack) -> None:
    cells = shown(responded.offers("e1")) + brief(responded.offers("e1")).model_dump_json()

    assert [word for word in ("proxy_value", "412", "450000", "GBP a unit") if word in cells] == []


def test_another_response_is_added_by_generating_again(responded: Pack) -> None:
    fill_in(responded.response("C"), responded.returned / "C.xlsx", promised_by("C"))

    done = generate(responded.tender, responded.folder)

    assert responded.offers("e1") in [file.path for file in done.written]
    assert brief(responded.offers("e1")).awaited == ()


def test_generating_again_without_another_response_writes_nothing(responded: Pack) -> None:
    assert generate(responded.tender, responded.folder).written == ()


def test_pack_with_promises_to_read_is_sound(responded: Pack) -> None:
    path = responded.offers("e1")

    assert validate([path]) == []
    assert lint(path) == []
    assert check([path], load_catalogue).findings == ()
    assert [f.code for f in check([responded.folder], load_catalogue) if f.severity == "error"] == []
    assert [f.code for f in verify(responded.folder).report if f.severity == "error"] == []


def test_evaluator_who_may_not_see_a_bid_does_not_see_its_promises(definition: Path) -> None:
    pack = generate(definition).pack
    for name in ("A", "B"):
        fill_in(pack.response(name), pack.returned / f"{name}.xlsx")

    generate(pack.tender, pack.folder)

    seen = {path.name: [bid.id for bid in brief(path).bids] for path in pack.issued.glob("commitments-*.xlsx")}
    expected = {line.stem.removeprefix("evaluation-"): line for line in pack.issued.glob("evaluation-*.xlsx")}
    assert set(seen) <= {f"commitments-{name}.xlsx" for name in expected}
    assert "A" not in seen.get("commitments-e2.xlsx", [])
    assert seen != {}
