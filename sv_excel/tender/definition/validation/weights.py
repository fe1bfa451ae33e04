"""Rules on weightings, gates and the scale: what must add up, and what must stand on the scale."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.numbers import plain
from sv_excel.tender.policy.asks import VAT, weight_floor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from sv_excel.findings.finding import DataPath
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.known import Known

WHOLE = Fraction(100)
LEAST_LEVELS = 2


def weights_sum(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Top-level weightings sum to exactly 100, children to their parent; for each lot where lots differ."""
    yield from _level(tender, ("award_criteria",), tender.award_criteria, WHOLE, tender.lot_ids)
    for loc, criterion in placed(tender):
        if criterion.sub_criteria:
            lots = tuple(lot for lot in tender.lot_ids if criterion.applies_to(lot))
            yield from _level(tender, (*loc, "sub_criteria"), criterion.sub_criteria, Fraction(criterion.weight), lots)


def _level(
    tender: Tender, loc: DataPath, criteria: Sequence[Criterion], due: Fraction, lots: Sequence[str | None]
) -> Iterator[Finding]:
    sums: dict[Fraction, list[str | None]] = {}
    for lot in lots:
        total = sum((Fraction(criterion.weight) for criterion in criteria if criterion.applies_to(lot)), Fraction(0))
        sums.setdefault(total, []).append(lot)
    whose = "of the award criteria" if loc == ("award_criteria",) else "of its sub-criteria"
    for total, where in sums.items():
        if total == due:
            continue
        place = "" if len(where) == len(tender.lot_ids) else f" in lot {', '.join(str(lot) for lot in where)}"
        index = " A price formula that gives an index has weighting 0 and the rest 100." if _has_index(criteria) else ""
        yield Finding(
            "weights-do-not-sum",
            f"the weightings {whose}{place} sum to {plain(total)}, not {plain(due)}.",
            f"Change them so that they sum to exactly {plain(due)}.{index}",
            path=loc,
        )


def _has_index(criteria: Sequence[Criterion]) -> bool:
    return any(criterion.is_index for criterion in criteria)


def index_weight(tender: Tender, _known: Known) -> Iterator[Finding]:
    """An index formula gives no points, so the price has no weighting; any other formula needs one."""
    for loc, criterion in placed(tender):
        if criterion.is_index and criterion.weight:
            yield Finding(
                "index-weight",
                f"the formula {criterion.formula} gives an index, but the price has a weighting of "
                f"{plain(criterion.weight)}.",
                "Give price the weighting 0 and the other criteria 100 together.",
                path=(*loc, "weight"),
            )
        if criterion.kind == "price" and criterion.formula and not criterion.is_index and not criterion.weight:
            yield Finding(
                "price-weightless",
                f"with the formula {criterion.formula} and a weighting of 0 the price decides nothing.",
                "Give it a weighting, choose lowest-compliant, or leave the price criterion out.",
                path=(*loc, "weight"),
            )


def social_value_floor(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Social value carries at least the model's floor in each lot, unless waived with a reason."""
    if tender.social_value_floor is not None:
        return
    floor = weight_floor(tender.model, tender.contract_value)
    with_vat = tender.contract_value * VAT
    shares = {lot: _share(tender, lot) for lot in tender.lot_ids}
    short = {lot: share for lot, share in shares.items() if share < Fraction(floor)}
    at = next((loc for loc, c in placed(tender) if c.kind == "social_value"), ("award_criteria",))
    if not short:
        higher = weight_floor(tender.model, with_vat)
        if any(share < Fraction(higher) for share in shares.values()):
            yield Finding(
                "floor-with-vat",
                f"with VAT the contract is worth GBP {with_vat:,.0f}, and {tender.model} counts VAT: if it binds you, "
                f"social value has at least {plain(higher)}.",
                "Raise it if so.",
                path=(*at, "weight"),
            )
        return
    share = min(short.values())
    place = "" if len(short) == len(shares) else f" in lot {', '.join(str(lot) for lot in short)}"
    yield Finding(
        "social-value-below-floor",
        f"social value has {plain(share)} of 100{place}; under {tender.model} at GBP {tender.contract_value:,f} "
        f"the least is {plain(floor)}.",
        "Raise it, or add social_value_floor: {waived: true, reason: ...} and say why.",
        path=(*at, "weight"),
    )


def _share(tender: Tender, lot: str | None) -> Fraction:
    tops = (c for c in tender.award_criteria if c.kind == "social_value" and c.applies_to(lot))
    return sum((Fraction(criterion.weight) for criterion in tops), Fraction(0))


def scale_levels(tender: Tender, _known: Known) -> Iterator[Finding]:
    """A scale has two levels or more, each once, none below 0."""
    if isinstance(tender.scale, str):
        return
    if len(tender.scale) < LEAST_LEVELS:
        yield Finding(
            "scale-too-short",
            f"the scale has {len(tender.scale)} level{'' if len(tender.scale) == 1 else 's'}.",
            "Give it two or more, or name a built-in one: nhs-0-4, standard-0-5 or ten-point.",
            path=("scale",),
        )
    seen: dict[Decimal, int] = {}
    for place, level in enumerate(tender.scale):
        if level.score < 0:
            yield Finding(
                "scale-negative",
                f"the score {plain(level.score)} is below 0.",
                "Scores run from 0 upwards: change it.",
                path=("scale", place, "score"),
            )
        first = seen.setdefault(level.score, place)
        if first != place:
            yield Finding(
                "scale-repeated",
                f"the score {plain(level.score)} stands on the scale already, as {tender.scale[first].label!r}.",
                "Give each level its own score.",
                path=("scale", place, "score"),
            )
    if tender.scale and tender.top_score <= 0:
        yield Finding(
            "scale-top",
            f"the highest score on the scale is {plain(tender.top_score)}.",
            "Give it a level above 0: scores are divided by the highest.",
            path=("scale",),
        )


def minimum_scores(tender: Tender, _known: Known) -> Iterator[Finding]:
    """A minimum score stands on the scale."""
    scores = {level.score for level in tender.levels}
    for loc, criterion in placed(tender):
        if (
            criterion.minimum_score is not None
            and criterion.is_scored_by_people
            and criterion.minimum_score not in scores
        ):
            yield Finding(
                "minimum-off-scale",
                f'"minimum_score" is {plain(criterion.minimum_score)}, which is not on the scale.',
                f"Choose one of {', '.join(plain(level.score) for level in tender.levels)}.",
                path=(*loc, "minimum_score"),
            )


def minimum_percents(tender: Tender, _known: Known) -> Iterator[Finding]:
    """A minimum share needs a weighting; one that rests on points relative to other bids is worth a warning."""
    for loc, criterion in placed(tender):
        if criterion.minimum_percent is None:
            continue
        if not criterion.weight:
            yield Finding(
                "minimum-without-weight",
                '"minimum_percent" is a share of the weighting, and the weighting is 0.',
                'Give it a weighting, or use "minimum_score" on its questions.',
                path=(*loc, "minimum_percent"),
            )
        relative = [below.id for below in criterion.walk() if _is_relative(below)]
        if relative:
            yield Finding(
                "minimum-circular",
                f'"minimum_percent" rests on {relative[0]}, whose points depend on which bids are left.',
                "Points are compared once, this minimum is applied, and they are compared again without the bids that "
                "failed: set it on what people score if that is not what you mean.",
                path=(*loc, "minimum_percent"),
            )


def _is_relative(criterion: Criterion) -> bool:
    return criterion.kind == "price" or (criterion.kind == "commitments" and criterion.formula == "relative-to-highest")
