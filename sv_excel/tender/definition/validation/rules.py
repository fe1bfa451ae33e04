"""All rules that a definition is held against, each a small pure function; what they find is told in one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.tender.definition.validation import criteria as rules_of_criteria
from sv_excel.tender.definition.validation import formulas as rules_of_formula
from sv_excel.tender.definition.validation import ids as rules_of_names
from sv_excel.tender.definition.validation import people as rules_of_people
from sv_excel.tender.definition.validation import weights as rules_of_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sv_excel.findings.finding import Finding
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.known import Known

TREE = frozenset({"award_criteria", "sub_criteria", "kind", "id"})
PANEL = frozenset({"evaluators", "bids", "id", "lots"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, and the keys that it leans on: where one of them is at fault itself, the check waits for its repair."""

    check: Callable[[Tender, Known], Iterator[Finding]]
    leans_on: frozenset[str]


RULES: tuple[Rule, ...] = (
    Rule(rules_of_names.ids_once, TREE - {"kind"}),
    Rule(rules_of_names.named_once, frozenset()),
    Rule(rules_of_names.tenderers_once, frozenset({"tenderer"})),
    Rule(rules_of_names.catalogue_ids, frozenset({"measures", "id"})),
    Rule(rules_of_names.lot_ids, frozenset({"lots", "id"})),
    Rule(rules_of_names.criterion_ids, TREE),
    Rule(rules_of_names.bid_ids, frozenset({"bids", "evaluators", "conflicts", "id", "evaluator", "bid"})),
    Rule(rules_of_criteria.kinds, TREE - {"id"}),
    Rule(rules_of_criteria.keys, TREE - {"id"}),
    Rule(rules_of_formula.formulas, frozenset({"kind", "formula", *rules_of_formula.PARAMETERS})),
    Rule(rules_of_formula.bands, frozenset({"kind", "formula", "bands", "at_least", "up_to_percent", "percent"})),
    Rule(rules_of_formula.commitments, frozenset({"kind", "measures", "proxy_value"})),
    Rule(rules_of_weight.weights_sum, TREE - {"id"} | {"weight", "lots"}),
    Rule(rules_of_weight.index_weight, frozenset({"kind", "weight", "formula"})),
    Rule(
        rules_of_weight.social_value_floor,
        TREE - {"id"} | {"weight", "lots", "model", "contract_value", "social_value_floor"},
    ),
    Rule(rules_of_weight.scale_levels, frozenset({"scale", "score"})),
    Rule(rules_of_weight.minimum_scores, frozenset({"scale", "score", "kind", "sub_criteria"})),
    Rule(rules_of_weight.minimum_percents, frozenset({"kind", "weight", "formula", "sub_criteria"})),
    Rule(rules_of_people.both_or_neither, frozenset({"bids", "evaluators"})),
    Rule(rules_of_people.moderator, frozenset({"moderator"})),
    Rule(rules_of_people.price_people, frozenset({"commercial", "name", "award_criteria", "kind"})),
    Rule(rules_of_people.scored_by_somebody, TREE | PANEL | {"conflicts", "evaluator", "bid", "decision"}),
    Rule(rules_of_people.work_for_all, PANEL | {"conflicts", "evaluator", "bid", "decision"}),
    Rule(rules_of_people.dates, frozenset({"commenced", "deadline"})),
    Rule(rules_of_people.spread, frozenset({"scale", "score", "divergence"})),
)


def check_rules(tender: Tender, known: Known, doubtful: Collection[str] = ()) -> Iterator[Finding]:
    """Everything that the rules find, leaving out those that lean on a key that is ``doubtful``."""
    for rule in RULES:
        if rule.leans_on.isdisjoint(doubtful):
            yield from rule.check(tender, known)
