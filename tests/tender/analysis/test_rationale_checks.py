from __future__ import annotations

import pytest

from sv_excel.findings.key import Key
from sv_excel.tender.analysis.rationale_checks import Reason, check_reasons

TENDERERS = {"A": "Alder Facilities Ltd", "B": "Birch & Bramble Ltd", "C": "Community Care Ltd"}
BANDS = ("Answers every part of the question in detail, with relevant evidence.",)


def codes(text: str, *, bid: str = "A", is_quality: bool = True) -> list[str]:
    reason = Reason(bid, "Q1", None, text, is_quality)
    return [finding.code for finding in check_reasons([reason], TENDERERS, BANDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan names who does what by when (page 4), and two contracts show it works.", []),
        ("Birch & Bramble Ltd has no such plan, while this one is dated.", ["rationale-names-other-bid"]),
        ("As Birch does, it trains its own staff.", ["rationale-names-other-bid"]),
        ("Weaker on training than bidder B in every way.", ["rationale-names-other-bid"]),
        ("Alder trains its own staff and shows the records for three years.", []),
        ("It engages with community care partners in each borough.", []),
        ("Stronger on infection control than the others.", ["rationale-compares-bids"]),
        ("The other tenderers gave no dates at all.", ["rationale-compares-bids"]),
        ("More detail than last year is promised, with dates.", []),
        ("A good answer and a low price for what is offered.", ["rationale-mentions-price"]),
        ("It would bring in £20,000 of machines.", ["rationale-mentions-price"]),
        ("Answers every part of the question in detail with relevant evidence", ["rationale-repeated"]),
    ],
)
def test_doubts_are_found_by_their_words(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_price_may_be_mentioned_where_it_belongs() -> None:
    assert codes("The price is fixed for three years.", is_quality=False) == []


def test_same_words_twice_are_told_with_the_first_place() -> None:
    text = "The answer gives names, dates and a risk plan."
    first, second = Reason("A", "Q1", None, text), Reason("B", "Q2", None, text.upper() + " ")

    found = list(check_reasons([first, second], TENDERERS, BANDS))

    assert [(finding.key, finding.code, finding.problem) for finding in found] == [
        (Key("rationale", "B", "Q2"), "rationale-repeated", "the rationale is the same as for A, Q1.")
    ]


def test_first_words_that_tenderers_share_name_nobody() -> None:
    alike = {"A": "Meadow North Ltd", "B": "Meadow South Ltd"}

    found = list(check_reasons([Reason("A", "Q1", None, "A meadow; Meadow is the brand of its soap.")], alike, BANDS))

    assert found == []
