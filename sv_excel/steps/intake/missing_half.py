"""What follows where a response has one half only: commitments without a delivery plan, or a plan without any promise.

The effect is the one that the definition published: by default the missing half counts 0 and the other stands; with
``missing_half: disregard`` neither counts (as Torbay Council has it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sv_excel.steps.intake.responses import Responses
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.commitments import Offer
    from sv_excel.tender.scoring.evaluation import ModerationRecord

Offers = dict[str, dict[str, "Offer"]]


def counted(tender: Tender, promised: Responses) -> tuple[Offers, tuple[Finding, ...]]:
    """What counts of each bid's offer, by measure, and a warning for each that is disregarded for want of a plan."""
    offers = {bid: dict(made) for bid, made in promised.offers.items()}
    findings = []
    for criterion in _strict(tender):
        for bid in promised.without_plan & offers.keys():
            taken = [measure for measure in _measures(criterion) if offers[bid].pop(measure, None) is not None]
            if taken:
                findings.append(_disregarded(tender, bid, criterion))
    return offers, tuple(findings)


def overscored(
    tender: Tender, offers: Mapping[str, Mapping[str, Offer]], records: Iterable[ModerationRecord]
) -> Iterator[Finding]:
    """Plans that have a score although nothing is promised, where the tender says that such a plan is disregarded."""
    lowest = tender.levels[0]
    scores = {(r.bid, r.criterion, r.lot): r.consensus_score for r in records if r.consensus_score is not None}
    for criterion in _strict(tender):
        plans = {child.id for child in criterion.walk() if child.kind == "delivery_plan"}
        for (bid, question, _), score in scores.items():
            if question not in plans or bid not in offers or score == lowest.score:
                continue
            if not any(offers[bid][m].quantity for m in _measures(criterion) if m in offers[bid]):
                yield Finding(
                    "half-missing",
                    f"{question}: nothing is promised, and the tender disregards a response with one half missing; yet "
                    f"the panel agreed on {plain(score)}.",
                    f"Enter {plain(lowest.score)} ({lowest.label}) in the moderation workbook, with this as the "
                    f"reason.",
                    subject=_named(tender, bid),
                    severity="error",
                )


def _strict(tender: Tender) -> Iterator[Criterion]:
    for criterion in tender.award_criteria:
        kinds = {child.kind for child in criterion.walk()}
        if criterion.missing_half == "disregard" and {"delivery_plan", "commitments"} <= kinds:
            yield criterion


def _measures(criterion: Criterion) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for child in criterion.walk() for name in child.measures))


def _named(tender: Tender, bid: str) -> str:
    return f"{tender.bid(bid).tenderer} ({bid})"


def _disregarded(tender: Tender, bid: str, criterion: Criterion) -> Finding:
    return Finding(
        "half-missing",
        f"{criterion.id}: the delivery plan is blank, so what is promised is disregarded, as the tender says.",
        "No action is needed.",
        subject=_named(tender, bid),
        severity="warning",
    )
