"""What a result is worked out from, gathered from the panel's, the price people's and the tenderers' workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.steps.intake.collect import Come, gather
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.missing_half import counted, overscored
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file
from sv_excel.steps.intake.responses import responses
from sv_excel.tender.briefs.make_evaluation import tender_brief
from sv_excel.tender.briefs.moderation import ModerationBrief
from sv_excel.tender.briefs.result import AgreedPrice, AgreedScore, MadeOffer, ResultBrief
from sv_excel.tender.canonical import digest
from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.workbooks.kinds import brief_of
from sv_excel.workbooks.moderation.read import read_moderation
from sv_excel.workbooks.price.two_entries import read_prices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from sv_excel.steps.intake.collect import Gathered
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.tender.scoring.evaluation import ModerationRecord

OFFERED = frozenset({"price", "response"})


@dataclass(frozen=True, slots=True)
class Working:
    """Everything that people settled, and what is wrong with it; ``sources`` are the files read, by SHA-256.

    ``statements`` are the tenderers' words on their promises, by bid and measure.
    """

    brief: ResultBrief
    records: tuple[ModerationRecord, ...]
    findings: tuple[Finding, ...]
    sources: Mapping[str, str]
    statements: Mapping[tuple[str, str], str]


def working(procurement: Procurement) -> Working:
    """Read all that the result rests on."""
    gathered = gather(procurement, kinds=OFFERED)
    panel = _moderation(procurement)
    records = () if panel is None or isinstance(panel, Finding) else _records(panel)
    priced = _prices(procurement, gathered)
    promised = responses(procurement, gathered)
    tender = procurement.with_withdrawn
    offers, halved = counted(tender, promised)
    findings = [*gathered.findings, *_moderation_findings(panel, procurement), *promised.findings, *halved]
    findings += overscored(tender, offers, (record for record in records if record.bid not in procurement.withdrawn))
    prices: Mapping[tuple[str, str | None], Decimal | None] = {}
    if isinstance(priced, Finding):
        findings.append(priced)
    elif priced is not None:
        findings += priced.findings
        prices = read_prices(priced.book.held.answers)
    came = [come.book for come in gathered.came]
    books = [*came, *(book for book in (panel,) if isinstance(book, Recognised))]
    if isinstance(priced, Come) and all(priced.book is not book for book in came):
        books.append(priced.book)
    brief = ResultBrief(
        tender=tender_brief(tender, procurement.catalogue),
        definition=tender,
        measures=_measures(procurement),
        scores=tuple(
            AgreedScore(
                bid=record.bid,
                criterion=record.criterion,
                lot=record.lot,
                score=record.consensus_score,
                rationale=record.rationale,
                feedback=record.feedback,
            )
            for record in records
            if record.bid not in procurement.withdrawn
        ),
        prices=tuple(
            AgreedPrice(bid=bid, lot=lot, price=price)
            for (bid, lot), price in prices.items()
            if bid not in procurement.withdrawn
        ),
        offers=tuple(
            MadeOffer(bid=bid, measure=measure, quantity=offer.quantity, attribution=offer.attribution)
            for bid, made in offers.items()
            for measure, offer in made.items()
        ),
        responded=tuple(promised.offers),
        withdrawn=tuple(bid.id for bid in tender.bids if bid.id in procurement.withdrawn),
    )
    return Working(brief, records, tuple(findings), {book.file: book.sha256 for book in books}, promised.statements)


def _measures(procurement: Procurement) -> tuple[Measure, ...]:
    """The catalogue's measures in play; the tender's own are in its definition."""
    played = {name for criterion in procurement.tender.commitments for name in criterion.measures}
    return tuple(
        Measure(id=measure.id, title=measure.title, unit=measure.unit, proxy_value=measure.proxy_value)
        for measure in procurement.catalogue.measures
        if measure.id in played
    )


def _moderation(procurement: Procurement) -> Recognised | Finding | None:
    path = procurement.pack.moderation
    if not path.is_file():
        return None
    return by_register(open_file(path, procurement.pack.name(path)), procurement.register)


def _moderation_findings(panel: Recognised | Finding | None, procurement: Procurement) -> Iterator[Finding]:
    if panel is None:
        if procurement.tender.questions:
            yield Finding(
                "moderation-missing",
                "there is no moderation workbook yet.",
                f"Make it with: sv-excel consolidate {procurement.pack.folder}",
                file=procurement.pack.moderation.name,
            )
    elif isinstance(panel, Finding):
        yield panel
    else:
        yield from examine(panel, procurement)
        brief = brief_of(panel.card)
        if isinstance(brief, ModerationBrief) and brief.partial and not brief.outstanding:
            yield Finding(
                "moderation-partial",
                "it was made while something was still to put right.",
                "Put that right and consolidate again; entries are carried over.",
                file=panel.file,
            )


def _records(panel: Recognised) -> tuple[ModerationRecord, ...]:
    brief = brief_of(panel.card)
    if not isinstance(brief, ModerationBrief):
        raise TypeError(panel.file)
    return read_moderation(brief, {k: v for k, v in panel.held.answers.items() if not isinstance(v, bool)})


def _prices(procurement: Procurement, gathered: Gathered) -> Come | Finding | None:
    """The returned price workbook; where none was returned, the issued one if it was filled in where it lies."""
    if procurement.tender.price is None:
        return None
    came = gathered.whose("price", None) or price_in_place(procurement)
    if came is not None or any(finding.code == "duplicate-return" for finding in gathered.findings):
        return came
    return Finding("price-missing", "the price workbook has not come back.", "Put it into returned/.", subject="Prices")


def price_in_place(procurement: Procurement) -> Come | None:
    """The issued price workbook where somebody filled it in as it lies there; None where it is as it was issued."""
    pack = procurement.pack
    line = procurement.register.latest.get(pack.name(pack.price))
    if line is None or not pack.price.is_file() or digest(pack.price.read_bytes()) == line.sha256:
        return None
    book = by_register(open_file(pack.price, pack.name(pack.price)), procurement.register)
    return None if isinstance(book, Finding) else Come(book, examine(book, procurement))
