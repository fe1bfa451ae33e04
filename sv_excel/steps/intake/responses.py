"""Which returned response belongs to which bid, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.tender.briefs.response import ResponseBrief
from sv_excel.tender.decisions.decisions import matched, without_response
from sv_excel.workbooks.kinds import brief_of
from sv_excel.workbooks.response.read import has_no_plan, read_offers, read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sv_excel.steps.intake.collect import Come, Gathered
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.tender.scoring.commitments import Offer


@dataclass(frozen=True, slots=True)
class Responses:
    """What each bid promises, by measure, and what is wrong; ``statements`` are the tenderers' words on it.

    ``without_plan`` are the bids whose delivery plan is blank though one is asked for.
    """

    offers: Mapping[str, Mapping[str, Offer]]
    findings: tuple[Finding, ...]
    statements: Mapping[tuple[str, str], str]
    without_plan: frozenset[str]


def responses(procurement: Procurement, gathered: Gathered) -> Responses:
    """The returned responses by bid; one for any tenderer is known by the name in it, or by a recorded decision."""
    by_bid: dict[str, list[Come]] = {}
    findings: list[Finding] = []
    for come in gathered.of("response"):
        findings += come.findings
        bid = come.book.subject or _bid_of(come, procurement)
        if bid is None:
            findings.append(_unknown(come, procurement))
        elif bid not in procurement.withdrawn:
            by_bid.setdefault(bid, []).append(come)
    for bid, group in by_bid.items():
        findings += _doubled(bid, group)
    silent = without_response(procurement.decisions)
    findings += _missing(procurement, by_bid.keys() | silent)
    findings += (_after_all(bid, group[0]) for bid, group in by_bid.items() if bid in silent)
    offers = {bid: read_offers(group[0].book.held.answers) for bid, group in by_bid.items()}
    offers |= {bid.id: {} for bid in procurement.decided.bids if bid.id in silent - by_bid.keys()}
    statements = {
        (bid, measure): said
        for bid, group in by_bid.items()
        for measure, said in read_statements(group[0].book.held.answers).items()
    }
    without_plan = frozenset(bid for bid, group in by_bid.items() if _has_no_plan(group[0]))
    return Responses(offers, tuple(findings), statements, without_plan)


def _has_no_plan(come: Come) -> bool:
    brief = brief_of(come.book.card)
    return isinstance(brief, ResponseBrief) and has_no_plan(brief, come.book.held.answers)


def _bid_of(come: Come, procurement: Procurement) -> str | None:
    """By decision first, then by the exact name."""
    decided = matched(procurement.decisions).get(come.book.sha256)
    if decided is not None:
        return decided
    name = come.book.held.answers.get(Key("tenderer"))
    known = {bid.tenderer: bid.id for bid in procurement.tender.bids}
    return known.get(name.strip()) if isinstance(name, str) else None


def _unknown(come: Come, procurement: Procurement) -> Finding:
    key = Key("tenderer")
    name = come.book.held.answers.get(key)
    known = ", ".join(f"{bid.id} {bid.tenderer}" for bid in procurement.decided.bids)
    return Finding(
        "tenderer-unknown",
        f"'{name}' is no tenderer of this tender ({known}).",
        f"Decide whose it is: sv-excel decide PACK match {come.book.file} BID --reason TEXT",
        file=come.book.file,
        address=come.book.issued.places.get(key),
        key=key,
        subject="Start",
    )


def _doubled(bid: str, group: list[Come]) -> Iterator[Finding]:
    if len(group) == 1:
        return
    for come in group:
        others = " and ".join(other.book.file for other in group if other is not come)
        yield Finding(
            "duplicate-return",
            f"there is another response of bid {bid}: {others}.",
            "Find out which one counts, and take the other out of returned/.",
            file=come.book.file,
            subject=bid,
        )


def _after_all(bid: str, come: Come) -> Finding:
    return Finding(
        "response-after-all",
        "a decision says that no response is awaited, and here is one: it counts.",
        "If it came too late, take it out of returned/.",
        file=come.book.file,
        subject=bid,
    )


def _missing(procurement: Procurement, returned: Iterable[str]) -> Iterator[Finding]:
    tender = procurement.decided
    for bid in tender.bids:
        asked = any(tender.score_lots(bid, criterion) for criterion in tender.commitments)
        if asked and bid.id not in returned:
            yield Finding(
                "missing-return",
                "the response workbook has not come back, and commitments count.",
                f"Put it into returned/; or, if none comes: sv-excel decide PACK no-response {bid.id} --reason TEXT; "
                f"or, if the bid was taken back: sv-excel decide PACK withdraw {bid.id} --reason TEXT",
                subject=f"{bid.tenderer} ({bid.id})",
                severity="error",
            )
