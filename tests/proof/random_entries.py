"""What people enter, at random: scores, prices, offers and what is left out; often alike, so that bids tie."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from proof.random_tenders import BASE_PRICES, CATALOGUE, random_tender
from sv_excel.tender.briefs.make_evaluation import tender_brief
from sv_excel.tender.briefs.result import AgreedPrice, AgreedScore, MadeOffer, ResultBrief

if TYPE_CHECKING:
    from random import Random

    from sv_excel.tender.definition.tender import Tender

TIMES = tuple(map(Decimal, ("1", "1", "1.05", "1.1", "1.125", "1.25", "1.333333", "1.5", "2", "3.7")))
QUANTITIES = tuple(map(Decimal, ("0", "0", "1", "3", "0.1", "0.5", "12.5", "33.33", "1000", "250000")))
SHARES = tuple(map(Decimal, ("1", "1", "0.5", "0.1", "0.3", "0.7", "0")))


def random_result(rng: Random, formula: str | None = None, *, whole: bool = False) -> ResultBrief:
    """Everything that a result rests on; ``whole`` leaves nothing missing and nobody withdrawn."""
    tender = random_tender(rng, formula)
    gaps = 0.0 if whole else rng.choice((0.0, 0.0, 0.05, 0.2))
    prices = _prices(rng, tender, gaps)
    responded = tuple(bid.id for bid in tender.bids if rng.random() >= gaps)
    known = {m for criterion in tender.commitments for m in criterion.measures}
    return ResultBrief(
        tender=tender_brief(tender, CATALOGUE),
        definition=tender,
        measures=tuple(measure for measure in CATALOGUE.measures if measure.id in known),
        scores=_scores(rng, tender, gaps),
        prices=prices,
        offers=_offers(rng, tender, responded),
        responded=responded,
        withdrawn=tuple(bid.id for bid in tender.bids if rng.random() < gaps / 2),
    )


def _scores(rng: Random, tender: Tender, gaps: float) -> tuple[AgreedScore, ...]:
    """Of each question one score that is likely; bids keep it, turn the questions round, or go their own way."""
    levels = [level.score for level in tender.levels]
    likely = {question.id: rng.choice(levels) for question in tender.questions}
    found = []
    for bid in tender.bids:
        own = dict(likely)
        way = rng.choice(("same", "turned", "turned", "free", "high"))
        if way == "turned":
            own = dict(zip(likely, rng.sample(list(likely.values()), len(likely)), strict=True))
        for question in tender.questions:
            for lot in tender.score_lots(bid, question):
                score = own[question.id]
                if way == "free":
                    score = rng.choice(levels)
                if way == "high":
                    score = rng.choice(levels[-2:])
                given = None if rng.random() < gaps else score
                if gaps and rng.random() < 0.01:
                    given = levels[-1] + 1
                if given is not None or rng.random() < 0.5:
                    found.append(
                        AgreedScore(bid=bid.id, criterion=question.id, lot=lot, score=given, rationale="=Why not")
                    )
    return tuple(found)


def _prices(rng: Random, tender: Tender, gaps: float) -> tuple[AgreedPrice, ...]:
    if tender.price is None:
        return ()
    base = rng.choice(BASE_PRICES)
    found = []
    for bid in tender.bids:
        for lot in tender.lots_of(bid):
            price = base * rng.choice(TIMES)
            given = None if rng.random() < gaps else price
            if given is not None or rng.random() < 0.5:
                found.append(AgreedPrice(bid=bid.id, lot=lot, price=given))
    return tuple(found)


def _offers(rng: Random, tender: Tender, responded: tuple[str, ...]) -> tuple[MadeOffer, ...]:
    measures = list(dict.fromkeys(m for criterion in tender.commitments for m in criterion.measures))
    nothing = rng.random() < 0.1
    likely = {m: (rng.choice(QUANTITIES), rng.choice(SHARES)) for m in measures}
    found = []
    for bid in responded:
        for measure in measures:
            if rng.random() < 0.25:
                continue
            quantity, share = likely[measure] if rng.random() < 0.4 else (rng.choice(QUANTITIES), rng.choice(SHARES))
            found.append(
                MadeOffer(bid=bid, measure=measure, quantity=Decimal(0) if nothing else quantity, attribution=share)
            )
    return tuple(found)
