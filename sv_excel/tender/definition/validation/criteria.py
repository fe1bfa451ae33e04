"""Rules on the tree of criteria: which kind stands where, and which keys it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.validation.formulas import FORMULAS, PARAMETERS, WORDS
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.findings.finding import DataPath
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.known import Known

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


def kinds(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Each kind stands where it may; there is at most one price, and it is whole."""
    prices = [loc for loc, criterion in placed(tender) if criterion.kind == "price"]
    for loc in prices[1:]:
        yield Finding(
            "price-twice", "this is a second price criterion.", "Keep one: it is the price of the whole bid.", path=loc
        )
    for place, criterion in enumerate(tender.award_criteria):
        if criterion.kind not in TOP_KINDS:
            yield _misplaced(("award_criteria", place), criterion, "among the award criteria", TOP_KINDS)
    for loc, criterion in placed(tender):
        allowed = CHILD_KINDS.get(criterion.kind)
        if criterion.sub_criteria and allowed is None:
            yield Finding(
                "sub-criteria-unused",
                f"{WORDS[criterion.kind]} has no sub-criteria.",
                "Take them out, or change its kind.",
                path=(*loc, "sub_criteria"),
            )
        for place, child in enumerate(criterion.sub_criteria if allowed else ()):
            if child.kind not in (allowed or ()):
                yield _misplaced((*loc, "sub_criteria", place), child, f"under {WORDS[criterion.kind]}", allowed or ())
        if criterion.kind == "social_value" and not criterion.sub_criteria:
            yield Finding(
                "social-value-empty",
                "social value has no sub-criteria, so nothing says how it is scored.",
                "Give it sub_criteria of the kinds delivery_plan and commitments, or one of them.",
                path=loc,
            )
        if criterion.kind == "price" and criterion.lots is not None:
            yield Finding("price-lots", "price is common to all lots.", 'Take "lots" out.', path=(*loc, "lots"))


def _misplaced(loc: DataPath, criterion: Criterion, where: str, allowed: tuple[str, ...]) -> Finding:
    return Finding(
        "kind-misplaced",
        f"the kind {criterion.kind} does not stand {where}.",
        f"There the kind is {listed(allowed, 'or')}.",
        path=(*loc, "kind"),
    )


def keys(tender: Tender, _known: Known) -> Iterator[Finding]:
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
            yield Finding(
                "key-unused",
                f'"minimum_score" is for what people score, and {words} is not scored by people.',
                'Set it on its questions, or use "minimum_percent".' if criterion.sub_criteria else "Take it out.",
                path=(*loc, "minimum_score"),
            )


def _unused(loc: DataPath, key: str, words: str) -> Finding:
    return Finding("key-unused", f'{words} does not use "{key}".', "Take it out.", path=(*loc, key))
