"""Rules on the tree of criteria: which kind stands where, and which keys it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.definition.validation.fault import Fault, listed, placed
from sv_excel.tender.definition.validation.formulas import FORMULAS, PARAMETERS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.fault import Known, Loc

TOP_KINDS = ("quality", "social_value", "price")
CHILD_KINDS = {
    "quality": ("quality",),
    "social_value": ("delivery_plan", "commitments"),
    "delivery_plan": ("delivery_plan",),
}
KINDS_OF_KEY = {
    "formula": ("price", "commitments"),
    "measures": ("commitments",),
    "cap_percent_of_contract_value": ("commitments",),
    "mechanisms": ("delivery_plan",),
    "missing_half": ("social_value",),
}


def kinds(tender: Tender, _known: Known) -> Iterator[Fault]:
    """Each kind stands where it may; there is at most one price, and it is whole."""
    prices = [loc for loc, criterion in placed(tender) if criterion.kind == "price"]
    for loc in prices[1:]:
        yield Fault(
            "price-twice", loc, "this is a second price criterion.", "Keep one: it is the price of the whole bid."
        )
    for place, criterion in enumerate(tender.award_criteria):
        if criterion.kind not in TOP_KINDS:
            yield _misplaced(("award_criteria", place), criterion, "among the award criteria", TOP_KINDS)
    for loc, criterion in placed(tender):
        allowed = CHILD_KINDS.get(criterion.kind)
        if criterion.sub_criteria and allowed is None:
            yield Fault(
                "sub-criteria-unused",
                (*loc, "sub_criteria"),
                f"{WORDS[criterion.kind]} has no sub-criteria.",
                "Take them out, or change its kind.",
            )
        for place, child in enumerate(criterion.sub_criteria if allowed else ()):
            if child.kind not in (allowed or ()):
                yield _misplaced((*loc, "sub_criteria", place), child, f"under {WORDS[criterion.kind]}", allowed or ())
        if criterion.kind == "social_value" and not criterion.sub_criteria:
            yield Fault(
                "social-value-empty",
                loc,
                "social value has no sub-criteria, so nothing says how it is scored.",
                "Give it sub_criteria of the kinds delivery_plan and commitments, or one of them.",
            )
        if criterion.kind == "price" and criterion.lots is not None:
            yield Fault("price-lots", (*loc, "lots"), "price is common to all lots.", 'Take "lots" out.')


def _misplaced(loc: Loc, criterion: Criterion, where: str, allowed: tuple[str, ...]) -> Fault:
    return Fault(
        "kind-misplaced",
        (*loc, "kind"),
        f"the kind {criterion.kind} does not stand {where}.",
        f"There the kind is {listed(allowed, 'or')}.",
    )


def keys(tender: Tender, _known: Known) -> Iterator[Fault]:
    """A criterion holds only keys that its kind uses."""
    for loc, criterion in placed(tender):
        words = WORDS[criterion.kind] + (" with sub-criteria" if criterion.sub_criteria else "")
        for key, users in KINDS_OF_KEY.items():
            if getattr(criterion, key) and criterion.kind not in users:
                yield _unused(loc, key, words)
        for key in PARAMETERS:
            if getattr(criterion, key) and criterion.kind not in FORMULAS:
                yield _unused(loc, key, words)
        if criterion.minimum_score is not None and not criterion.is_scored_by_people:
            yield Fault(
                "key-unused",
                (*loc, "minimum_score"),
                f'"minimum_score" is for what people score, and {words} is not scored by people.',
                'Set it on its questions, or use "minimum_percent".' if criterion.sub_criteria else "Take it out.",
            )


def _unused(loc: Loc, key: str, words: str) -> Fault:
    return Fault("key-unused", (*loc, key), f'{words} does not use "{key}".', "Take it out.")
