"""How a criterion is judged, in words: scale, formula with its figures, gates (Procurement Act 2023, s.23(3))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender

_PRICE = {
    "lowest-price-relative": "Weighting x lowest price / price.",
    "mean-price": "Weighting x (50 - 100 x (price - mean) / mean) / 100, from 0 to the weighting.",
    "optimal-price": "Weighting x (maximum - price) / (maximum - optimal), from 0 to the weighting.",
    "price-per-quality-point": "Price / quality points; the lowest figure wins.",
    "value-for-money-index": (
        "Quality points to the power (quality weight / cost weight) / price; the highest figure wins."
    ),
    "monetised-quality": "Price - willingness to pay x quality points; the lowest figure wins.",
    "banded": "The band that the price reaches, as a share of the weighting.",
    "lowest-compliant": "The lowest price that passes every gate wins.",
}
_HALVES = {
    "zero": "A half that is missing (no quantity, or a blank delivery plan) counts 0; the other stands.",
    "disregard": "A response with one half missing (no quantity, or a blank delivery plan) is disregarded: "
    "both count 0.",
}
_COMMITMENTS = {
    "relative-to-highest": (
        "Weighting x offer in GBP / highest offer; offer = sum of quantity x proxy value x attribution."
    ),
    "banded": "The band that the offer in GBP reaches; offer = sum of quantity x proxy value x attribution.",
}


def gbp(amount: Decimal) -> str:
    """An amount as a person writes it: ``GBP 4,200,000``."""
    whole, _, pence = plain(amount).partition(".")
    return f"GBP {int(whole):,}" + (f".{pence:0<2}" if pence else "")


def how_judged(criterion: Criterion, tender: Tender) -> str:
    """The method in one or a few sentences, with every published figure."""
    said = [_method(criterion, tender), *_figures(criterion), *_gates(criterion)]
    if criterion.lots is not None:
        said.append(f"Lots: {', '.join(criterion.lots)}.")
    return " ".join(part for part in said if part)


def _method(criterion: Criterion, tender: Tender) -> str:
    if criterion.sub_criteria:
        return "Sum of its sub-criteria."
    if criterion.is_scored_by_people:
        return f"Weighting x score / {plain(tender.top_score)}, the score agreed by the panel."
    known = _PRICE if criterion.kind == "price" else _COMMITMENTS
    usual = next(iter(known))
    return known[criterion.formula or usual]


def _figures(criterion: Criterion) -> list[str]:
    said = []
    for name in ("optimal_price", "maximum_price", "willingness_to_pay"):
        amount = getattr(criterion, name)
        if amount is not None:
            said.append(f"{name.replace('_', ' ').capitalize()}: {gbp(amount)}.")
    if criterion.quality_weight is not None and criterion.cost_weight is not None:
        said.append(f"Quality weight {plain(criterion.quality_weight)}, cost weight {plain(criterion.cost_weight)}.")
    for band in criterion.bands:
        start = f"from {gbp(band.at_least)}" if band.at_least is not None else ""
        end = f"up to {plain(band.up_to_percent)}% of the lowest" if band.up_to_percent is not None else ""
        said.append(f"{(start or end).capitalize()}: {plain(band.percent)}%.")
    if criterion.cap_percent_of_contract_value is not None:
        said.append(f"Counted up to {plain(criterion.cap_percent_of_contract_value)}% of the contract value.")
    if criterion.missing_half is not None:
        said.append(_HALVES[criterion.missing_half])
    return said


def _gates(criterion: Criterion) -> list[str]:
    said = []
    if criterion.minimum_score is not None:
        said.append(f"A score under {plain(criterion.minimum_score)} disqualifies the bid.")
    if criterion.minimum_percent is not None:
        said.append(f"Under {plain(criterion.minimum_percent)}% of this weighting the bid is disqualified.")
    return said
