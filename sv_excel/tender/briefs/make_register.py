"""From a result to the register of what its winners promised, with the priority, the outcome and the KPI of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.briefs.register import Promise, RegisterBrief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sv_excel.tender.briefs.result import MadeOffer, ResultBrief
    from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure, Mechanism
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import Result

OWN = "Set by the buyer"
"""The outcome of a measure that is not in the catalogue."""


def register_brief(
    brief: ResultBrief, result: Result, catalogue: Catalogue, statements: Mapping[tuple[str, str], str]
) -> RegisterBrief:
    """The promises of each bid that is first in a lot, in the order of bids and measures; a tie has no winner.

    ``statements`` are the tenderers' words by bid and measure. A promise is made once for all lots, so it stands once.
    """
    won: dict[str, list[str | None]] = {}
    unawarded = []
    for lot in result.lots:
        if lot.ranking and lot.tie is None:
            won.setdefault(lot.ranking[0], []).append(lot.lot)
        else:
            unawarded.append(lot.lot or "")
    return RegisterBrief(
        tender=brief.tender,
        category=brief.definition.category or "",
        icbs=brief.definition.icbs,
        promises=tuple(_promises(brief, won, catalogue, statements)),
        unawarded=tuple(unawarded),
    )


def _promises(
    brief: ResultBrief,
    won: Mapping[str, list[str | None]],
    catalogue: Catalogue,
    statements: Mapping[tuple[str, str], str],
) -> Iterator[Promise]:
    tender = brief.definition
    made: dict[tuple[str, str], MadeOffer] = {(offer.bid, offer.measure): offer for offer in brief.offers}
    for bid in tender.bids:
        for measure in brief.played():
            offer = made.get((bid.id, measure.id))
            lots = [lot for lot in won.get(bid.id, ()) if _counts(tender, measure.id, lot)]
            if offer is None or not offer.quantity or not lots:
                continue
            mechanisms = counted_by(tender, catalogue, measure.id)
            known = next((entry for entry in catalogue.measures if entry.id == measure.id), None)
            theme, outcome = _outcome(tender, catalogue, known)
            served = (p for mechanism in mechanisms for p in catalogue.serving(mechanism.id, tender.icbs))
            yield Promise(
                bid=bid.id,
                tenderer=bid.tenderer,
                measure=measure.id,
                title=measure.title,
                unit=measure.unit,
                quantity=offer.quantity,
                attribution=offer.attribution,
                proxy_value=measure.proxy_value,
                lots=tuple(lot for lot in lots if lot is not None),
                outcome=outcome,
                theme=theme,
                priorities=tuple(dict.fromkeys(f"{priority.id} {priority.title}" for priority in served)),
                kpi=_kpi(tender, mechanisms, measure.id),
                statement=statements.get((bid.id, measure.id), ""),
            )


def _counts(tender: Tender, measure: str, lot: str | None) -> bool:
    return any(measure in criterion.measures and criterion.applies_to(lot) for criterion in tender.commitments)


def counted_by(tender: Tender, catalogue: Catalogue, measure: str) -> tuple[Mechanism, ...]:
    """The mechanisms that a measure counts: those that the tender names, else those of the catalogue that fit.

    Of the catalogue's, those that the measure counts first of all; else any that it counts.
    """
    named = {name for criterion in tender.criteria() for name in criterion.mechanisms}
    found = [m for m in catalogue.mechanisms if measure in m.measures and m.criteria.of(tender.model)]
    fitting = [m for m in found if m.suits(tender.category)]
    of_its_own = [m for m in fitting if m.measures[0] == measure]
    return tuple([m for m in found if m.id in named] or of_its_own or fitting)


def _outcome(tender: Tender, catalogue: Catalogue, measure: CataloguedMeasure | None) -> tuple[str, str]:
    """The theme and the first outcome that a measure counts towards under the tender's model, in words."""
    model = catalogue.model(tender.model)
    codes = () if measure is None else measure.outcomes.of(tender.model)
    if not codes:
        return OWN, OWN
    outcome = next(outcome for outcome in model.outcomes() if outcome.id == codes[0])
    return model.theme(codes[0]).title, f"{outcome.id} {outcome.title}"


def _kpi(tender: Tender, mechanisms: tuple[Mechanism, ...], measure: str) -> str:
    """The KPI of the definition for the measure or its mechanism; else the catalogue's for its first mechanism."""
    ids = {mechanism.id for mechanism in mechanisms}
    own = [kpi.kpi for kpi in tender.kpis if kpi.measure == measure or (kpi.mechanism in ids and kpi.measure is None)]
    return own[0] if own else mechanisms[0].kpi if mechanisms else ""
