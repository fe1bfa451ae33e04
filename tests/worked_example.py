"""T-15 of the domain's worked examples, as its people would enter it: what each workbook holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stranger import fill_in
from sv_excel.steps.consolidate import consolidate

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.pack.paths import Pack

TENDERS = Path(__file__).parent / "data" / "tenders"
SCORES: dict[str, dict[str, float]] = {
    "A": {"Q1": 4, "Q2": 3, "Q3": 5, "SV2": 3.75},
    "B": {"Q1": 5, "Q2": 4, "Q3": 3, "SV2": 5},
    "C": {"Q1": 3, "Q2": 3, "Q3": 1, "SV2": 2.5},
}
PRICES = {"A": 412_500, "B": 450_000, "C": 398_000}
OFFERS = {"A": 60_000, "B": 84_000, "C": 30_000}
TOTALS = {"A": "84.3571428571", "B": "87.5000000000", "C": None}
"""``84.36`` and ``87.50`` shown; C fails a minimum score."""


def score(key: dict[str, str]) -> float:
    """The score of T-15 for the row of a key."""
    return SCORES[key["bid"]][key["criterion"]]


def answer(entry: dict[str, Any], bid: str | None = None) -> Any:  # noqa: ANN401 - whatever the entry takes
    """What T-15's people enter; ``bid`` is whose response it is."""
    key = entry["key"]
    match key["field"]:
        case "score" | "consensus_score":
            return score(key)
        case "price" | "checked_price":
            return PRICES[key["bid"]]
        case "quantity":
            return OFFERS[bid or ""]
        case "statement":
            return "By the second year, shown in a yearly report."
        case "feedback":
            return f"{entry['example']} See row {entry['cell']}."
        case _:
            return entry["example"] if entry["required"] or bid else None


def promised_by(bid: str) -> Callable[[dict[str, Any]], Any]:
    """What the tenderer of a bid enters."""
    return lambda entry: answer(entry, bid)


def returned(pack: Pack) -> Pack:
    """Everything that was issued, filled in and returned."""
    for line in ("evaluation-e1", "evaluation-e2", "price"):
        fill_in(pack.issued / f"{line}.xlsx", pack.returned / f"{line}.xlsx", answer)
    for bid in OFFERS:
        fill_in(pack.response(bid), pack.returned / f"{bid}.xlsx", promised_by(bid))
    return pack


def consolidated(pack: Pack) -> Pack:
    """The moderation workbook made, and every score agreed in it."""
    assert consolidate(pack.folder).report.clean
    fill_in(pack.moderation, pack.moderation, answer)
    return pack
