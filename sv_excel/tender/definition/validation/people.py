"""Rules on people and bids: everybody who is needed is there, and everything is scored by somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.definition.validation.weights import LEAST_LEVELS
from sv_excel.tender.numbers import plain
from sv_excel.tender.phrases import listed, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.known import Known

PRICE_PEOPLE = 2


def both_or_neither(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Bids and evaluators come together; with neither, the definition is complete for publication."""
    if tender.bids and not tender.evaluators:
        yield Finding("evaluators-missing", "there are bids but no evaluators.", 'Add "evaluators".', path=("bids",))
    if tender.evaluators and not tender.bids:
        yield Finding(
            "bids-missing",
            "there are evaluators but no bids.",
            'Add "bids", or take the evaluators out until bids are in: the definition can be published without both.',
            path=("evaluators",),
        )


def moderator(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Somebody moderates."""
    if tender.bids and tender.moderator is None:
        yield Finding(
            "moderator-missing",
            "there are bids but no moderator.",
            'Add "moderator: {id: m1, name: ...}".',
            path=("bids",),
        )


def price_people(tender: Tender, _known: Known) -> Iterator[Finding]:
    """One person enters the prices and another enters them again; neither scores quality."""
    people = tender.commercial
    if tender.bids and tender.price is not None and len(people) != PRICE_PEOPLE:
        said = "nobody" if not people else f"{len(people)} {'person' if len(people) == 1 else 'people'}"
        yield Finding(
            "price-checker-missing",
            f'"commercial" names {said}; prices are entered by one person and entered again by another.',
            'Name two: "commercial: [{id: c1, name: ...}, {id: c2, name: ...}]".',
            path=("commercial",) if people else ("bids",),
        )
    for place, name, first in repeated([" ".join(person.name.split()) for person in people]):
        yield Finding(
            "price-checker-same",
            f"{name} enters the prices already, as {people[first].id}.",
            "Name another person to enter them again.",
            path=("commercial", place, "name"),
        )
    scorers = {evaluator.id.casefold() for evaluator in tender.evaluators}
    for place, person in enumerate(people):
        if person.id.casefold() in scorers:
            yield Finding(
                "price-not-apart",
                f"{person.id} also scores quality, and would see prices while scoring.",
                "Name somebody else, or be ready to explain why the prices could not sway the scores.",
                path=("commercial", place),
            )


def scored_by_somebody(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Each question has an evaluator, and for each bid one who may see it."""
    if not tender.evaluators:
        return
    scorers = {
        question.id: [e for e in tender.evaluators if question in tender.scored_by(e)] for question in tender.questions
    }
    sees = {evaluator.id: {bid.id for bid in tender.seen_by(evaluator)} for evaluator in tender.evaluators}
    for loc, question in placed(tender):
        if not question.is_scored_by_people:
            continue
        if not scorers[question.id]:
            yield Finding(
                "unscored-question",
                "no evaluator scores it.",
                'Add it to the "sub_criteria" of an evaluator.',
                path=loc,
            )
            continue
        unseen = [
            bid.id
            for bid in tender.bids
            if tender.score_lots(bid, question) and not any(bid.id in sees[e.id] for e in scorers[question.id])
        ]
        if unseen:
            yield Finding(
                "unseen-bid",
                f"nobody who scores it may see bid{'s' if len(unseen) > 1 else ''} {listed(unseen)}: "
                f"{listed([e.id for e in scorers[question.id]])} {'is' if len(scorers[question.id]) == 1 else 'are'} "
                "kept out by a conflict, or not assigned.",
                "Assign another evaluator, or let the panel score it in moderation with its reason.",
                path=loc,
            )


def work_for_all(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Each evaluator has a question to score and a bid to see."""
    for place, evaluator in enumerate(tender.evaluators):
        for key, names in (("sub_criteria", evaluator.sub_criteria), ("bids", evaluator.bids)):
            if names == ():
                yield Finding(
                    "nothing-to-score",
                    f'"{key}" is an empty list, so there is nothing to score.',
                    f'Name some, or take "{key}" out: without it, all.',
                    path=("evaluators", place, key),
                )
        if tender.bids and evaluator.bids != () and not tender.seen_by(evaluator):
            yield Finding(
                "nothing-to-see",
                "every bid is closed to this evaluator, so there is nothing to score.",
                "Assign a bid, or take the evaluator out.",
                path=("evaluators", place),
            )


def dates(tender: Tender, _known: Known) -> Iterator[Finding]:
    """The deadline is not before the procurement commenced."""
    if tender.deadline is not None and tender.deadline < tender.commenced:
        yield Finding(
            "deadline-before-start",
            f"the deadline, {tender.deadline}, is before the procurement commenced, {tender.commenced}.",
            "Correct one of the two dates.",
            path=("deadline",),
        )


def spread(tender: Tender, _known: Known) -> Iterator[Finding]:
    """A spread wider than the scale would never flag anything."""
    if len(tender.levels) < LEAST_LEVELS:
        return
    widest = tender.top_score - tender.levels[0].score
    if tender.divergence.spread > widest:
        yield Finding(
            "spread-too-wide",
            f"scores can differ by {plain(widest)} at most, so a spread of {tender.divergence.spread} flags nothing.",
            "Choose a smaller divergence spread.",
            path=("divergence", "spread") if "divergence" in tender.model_fields_set else ("scale",),
        )
