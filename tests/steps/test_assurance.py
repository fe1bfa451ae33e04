from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import TYPE_CHECKING

from awards import make_award, panel_tender, record
from builders import bid, price, question
from builders import quality as qualities
from sv_excel.steps.assurance import MARK, MOST, TOO_FEW, alpha, assurance_data, assure, sentences, tables
from sv_excel.steps.summarise import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.pack.paths import Pack


def line(text: str) -> Sequence[Decimal | None]:
    return [None if value == "." else Decimal(value) for value in text.split()]


def test_alpha_is_the_published_example() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, ordinal, 0.815.
    observers = (
        line("1 2 3 3 2 1 4 1 2 . . ."),
        line("1 2 3 3 2 2 4 1 2 5 . 3"),
        line(". 3 3 3 2 3 4 2 2 5 1 ."),
        line("1 2 3 3 2 4 4 1 2 5 1 ."),
    )

    assert alpha(observers) == "0.82"


def test_alpha_of_too_little_says_so() -> None:
    assert alpha((line("3 3"), line("3 3"))) == TOO_FEW
    assert alpha((line("1 ."), line(". 2"))) == TOO_FEW


def test_what_the_first_place_hangs_on_is_told() -> None:
    tender = panel_tender(
        award_criteria=(qualities(question("Q1", 60), question("Q2", 10)), price(30)),
        bids=(bid("A"), bid("B")),
        tie_break=(),
    )
    scores = {"A": {"Q1": 4, "Q2": 4}, "B": {"Q1": 4, "Q2": 3}}
    award = make_award(tender, scores, prices={"A": 100_000, "B": 100_000}, offers={})

    found = assure(award.brief, award.result, award.records)

    assert sentences(found, tender) == (
        "Alder Facilities Ltd, Q1: 4 moved to 3 would put Birch Services Ltd first.",
        "Alder Facilities Ltd, Q2: 4 moved to 3 would put Alder Facilities Ltd and Birch Services Ltd first.",
        "Birch Services Ltd, Q1: 4 moved to 5 would put Birch Services Ltd first.",
        "Birch Services Ltd, Q2: 3 moved to 4 would put Alder Facilities Ltd and Birch Services Ltd first.",
    )
    data = assurance_data(found, tender)
    assert data["mark"] == MARK
    assert data["margins"] == [{"lot": None, "margin": "2.00"}]
    assert data["questions"][0] == {
        "criterion": "Q1",
        "lot": None,
        "widest_spread": "0",
        "mean_spread": "0.00",
        "tells_apart": False,
    }
    assert json.loads(json.dumps(data)) == data
    assert [table.headings[0] for table in tables(found, tender)] == ["Lead", "Change", "Rule", "Question", "Evaluator"]
    assert [len(table.rows) for table in tables(found, tender)] == [1, 6, 2, 2, 2]


def test_large_tender_takes_seconds() -> None:
    bids = tuple(bid(f"B{n}") for n in range(20))
    asked = tuple(question(f"Q{n}", "3.5") for n in range(20))
    tender = panel_tender(award_criteria=(qualities(*asked), price(30)), bids=bids, tie_break=())
    # All alike: every step decides, the worst case for the search.
    records = tuple(record(one.id, q.id, 3) for one in bids for q in asked)
    award = make_award(tender, prices={one.id: 100_000 for one in bids}, offers={}, records=records)

    begun = time.monotonic()
    found = assure(award.brief, award.result, award.records)

    assert len(found.steps) == MOST
    assert found.untried == 2 * 400 - MOST
    assert time.monotonic() - begun < 30


def test_summarise_writes_assurance_when_asked(t15_moderated: Pack) -> None:
    summarise(t15_moderated.folder)
    assert not t15_moderated.assurance.exists()
    assert MARK in t15_moderated.report.read_text("utf-8")

    summarise(t15_moderated.folder, assurance=True)

    assert json.loads(t15_moderated.assurance.read_bytes())["mark"] == MARK
