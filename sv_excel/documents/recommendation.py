"""`AwardRecommendation`: what the decision-maker is asked to approve, lot by lot, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.documents.assessment import agreed_score
from sv_excel.documents.wording import WORDS, Words
from sv_excel.tender.definition.method_text import gbp
from sv_excel.workbooks.sheet.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.scoring.evaluation import ModerationRecord
    from sv_excel.tender.scoring.result import BidResult, LotResult, Result

REGIMES = {
    "procurement-act": "Procurement Act 2023",
    "psr": "Provider Selection Regime 2023",
    "framework": "Competition under a framework",
}
NOT_RANKED = "not ranked"
MODELS = {"ppn-06-20": "PPN 06/20", "ppn-002": "PPN 002", "ppn-026": "PPN 026"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One bid in a lot's table. ``parts`` is one line for each top-level criterion."""

    rank: str
    tenderer: str
    parts: str
    total: str
    price: str
    status: str


@dataclass(frozen=True, slots=True)
class LotRecommendation:
    """One lot: the recommendation in a sentence, the table, the lead, and why bids are not ranked."""

    heading: str
    recommendation: str
    total_word: str
    ranked: tuple[Ranked, ...]
    margin: str
    not_ranked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardRecommendation:
    """The whole document. ``hangs_on`` are sentences: assurance only, they change no score."""

    tender: str
    reference: str
    buyer: str
    facts: tuple[tuple[str, str], ...]
    words: Words
    lots: tuple[LotRecommendation, ...]
    panel: tuple[str, ...]
    hangs_on: tuple[str, ...]
    conflicts: str
    before_sending: tuple[str, ...]


def award_recommendation(
    brief: ResultBrief,
    result: Result,
    records: Sequence[ModerationRecord],
    *,
    hangs_on: Sequence[str] = (),
    conflicts: int = 0,
) -> AwardRecommendation:
    """The recommendation that follows from ``result``; ``conflicts`` is how many stand in the register."""
    tender = brief.definition
    titles = {lot.id: lot.title for lot in tender.lots}
    return AwardRecommendation(
        tender=tender.title,
        reference=tender.id,
        buyer=tender.buyer.name,
        facts=(
            ("Procurement", f"{tender.title} ({tender.id})"),
            ("Buyer", tender.buyer.name),
            ("Regime", REGIMES[tender.regime]),
            ("Social value model", MODELS[tender.model]),
            ("Commenced", f"{tender.commenced:%d %B %Y}".lstrip("0")),
            ("Contract value", f"{gbp(tender.contract_value)} excluding VAT, whole term"),
            ("Bids evaluated", str(len(tender.bids))),
            ("Published part", f"fingerprint {brief.tender.fingerprint[:16]}"),
        ),
        words=WORDS[tender.regime],
        lots=tuple(_lot(brief, lot, titles.get(lot.lot or "")) for lot in result.lots),
        panel=tuple(_panel(records)),
        hangs_on=tuple(hangs_on),
        conflicts=_conflicts(conflicts),
        before_sending=tuple(_unwritten(brief, result)),
    )


def _lot(brief: ResultBrief, lot: LotResult, title: str | None) -> LotRecommendation:
    tender = brief.definition
    by_id = {bid.bid: bid for bid in lot.bids}
    order = [by_id[bid] for bid in lot.ranking]
    order += [bid for bid in lot.bids if bid.rank is None]
    return LotRecommendation(
        heading="Recommendation" if title is None else f"Lot {lot.lot}: {title}",
        recommendation=recommendation(lot),
        total_word=figures.total_word(tender),
        ranked=tuple(_ranked(brief, bid) for bid in order),
        margin=_margin(brief, lot, order),
        not_ranked=tuple(f"{bid.tenderer}: {reason}" for bid in lot.bids for reason in bid.reasons),
    )


def recommendation(lot: LotResult) -> str:
    """Who is to be awarded a lot, in a sentence."""
    names = {bid.bid: bid.tenderer for bid in lot.bids}
    first = figures.winner(lot)
    if first is not None:
        return f"It is recommended that the contract be awarded to {names[first]}."
    if lot.tie is not None:
        tied = listed([names[bid] for bid in lot.tie], last="and")
        return f"No award is recommended: {tied} share the first place after every published tie-break."
    return "No award is recommended: no bid is ranked."


def _ranked(brief: ResultBrief, bid: BidResult) -> Ranked:
    tender = brief.definition
    own = {node.criterion: node for node in bid.criteria}
    tops = [c for c in tender.award_criteria if not c.is_index and own[c.id].counts]
    return Ranked(
        rank=NOT_RANKED if bid.rank is None else str(bid.rank),
        tenderer=bid.tenderer,
        parts="\n".join(
            f"{c.title}: {figures.points(own[c.id].weighted)} of {figures.percent(c.weight)}" for c in tops
        ),
        total=figures.total(tender, bid.total),
        price=figures.money(bid.price),
        status=bid.status,
    )


def _margin(brief: ResultBrief, lot: LotResult, order: Sequence[BidResult]) -> str:
    if lot.tie is not None:
        return "No bid leads: the first place is shared."
    totals = [bid.total for bid in order if bid.total is not None]
    if len(totals) < 2:  # noqa: PLR2004 - a lead needs two
        return "There is no second ranked bid to compare with."
    lead = figures.total(brief.definition, abs(totals[0] - totals[1]))
    return f"The first-placed bid leads the second by {lead} (from unrounded totals)."


def _unwritten(brief: ResultBrief, result: Result) -> Iterator[str]:
    """Where no feedback was written on a winner, for the others then read only what the score stands for."""
    tender = brief.definition
    for lot in result.lots:
        first = figures.winner(lot)
        if first is None or len(lot.bids) == 1:
            continue
        agreed = {q.id: agreed_score(brief, first, q, lot.lot) for q in tender.questions if q.applies_to(lot.lot)}
        blank = [name for name, score in agreed.items() if score is not None and not score.feedback]
        if blank:
            yield (
                f"No feedback was written on {tender.bid(first).tenderer} for {', '.join(blank)}: the others are told "
                "what the score stands for, and no more. Write it in the moderation workbook, and summarise again."
            )


def _panel(records: Sequence[ModerationRecord]) -> Iterator[str]:
    """Who met, and when: each meeting once."""
    for day, attendees in dict.fromkeys((record.moderated_on, record.attendees) for record in records):
        when = "day not given" if day is None else f"{day:%d %B %Y}".lstrip("0")
        yield f"{when}: {attendees or 'attendees not given'}"


def _conflicts(count: int) -> str:
    if not count:
        return "No conflict of interest was declared or decided on."
    return f"{count} {'entry stands' if count == 1 else 'entries stand'} in the conflict register, with each decision."
