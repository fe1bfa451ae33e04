"""The words of a starter definition: a text with comments, made to be read and changed by a buyer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.tender.definition.method_text import gbp
from sv_excel.tender.numbers import plain
from sv_excel.tender.policy.advice import said
from sv_excel.tender.policy.asks import asks_three_kpis, nhs_carbon_gate
from sv_excel.tender.policy.carbon_advice import GATES
from sv_excel.tender.starter.choose import LOW_VALUE, MOST_MEASURES, MOST_MEASURES_LOW
from sv_excel.tender.starter.yaml_lines import block, comment, node, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure
    from sv_excel.tender.catalogue.suggestion import Suggestion
    from sv_excel.tender.starter.choose import Starter

QUALITY = (("Q1", "Delivering the service", 40), ("Q2", "People and how they are led", 30), ("Q3", "Assurance", 30))
"""Questions to begin with, and their shares of quality in per cent."""
PRICE_WEIGHT = Decimal(30)
KPIS_FROM_FIVE_MILLION = 3
OUTSIDE_THE_MODEL = (
    "This model gives no values in pounds: commitments are London Procurement Partnership's "
    "method beside it. Publish them as below, or give the whole weighting to the delivery plan."
)


def starter_text(starter: Starter, catalogue: Catalogue) -> str:
    """A whole `tender.yaml`, complete for publication: no bids, no evaluators yet."""
    parts = [
        _head(starter, catalogue),
        _duties(starter),
        _quality(starter),
        _social_value(starter, catalogue),
        _price(),
        _kpis(starter),
        _later(),
    ]
    return "\n".join(line.rstrip() for part in parts for line in part) + "\n"


def _head(starter: Starter, catalogue: Catalogue) -> Iterator[str]:
    need = starter.need
    category = None if need.category is None else catalogue.category(need.category)
    yield from comment(
        "A definition to begin with. It is complete for publication: `sv-excel check tender.yaml` passes it. "
        "Everything below is a suggestion: change it to your procurement, above all names, questions and "
        "figures, then check "
        "again. `sv-excel schema` describes every key; `sv-excel mechanisms` and `sv-excel priorities` list "
        "the catalogue."
    )
    yield f"id: {category.id if category else 'tender'}-{need.commenced.year}"
    yield f"title: {quoted(category.title if category else 'What is bought')}"
    yield "buyer: {name: Name of your NHS organisation, kind: nhs}   # nhs | central-government | other"
    yield "regime: procurement-act                # procurement-act | psr | framework"
    yield f"model: {need.model}".ljust(39) + "# as your tender documents say; never taken from today's date"
    yield f"commenced: {need.commenced.isoformat()}"
    yield f"contract_value: {plain(need.value)}".ljust(39) + "# GBP excluding VAT, whole term"
    if starter.icbs:
        yield f"icbs: [{', '.join(icb.id for icb in starter.icbs)}]"
    for ended, after in starter.successors:
        last = f"{ended.id} ended on {said(ended.valid_to)}" if ended.valid_to else f"{ended.id} has ended"
        yield from comment(
            f"{last}; {after.id} took its place and keeps its priorities until it "
            f"has set its own. Suggestions below are for what {ended.id} had set."
        )
    if category is not None:
        yield f"category: {category.id}"
    yield "scale: nhs-0-4                         # nhs-0-4 | standard-0-5 | ten-point, or levels of your own"
    yield "tie_break: [social-value, quality, price]"


def _duties(starter: Starter) -> Iterator[str]:
    value = starter.need.value
    gate = nhs_carbon_gate(value)
    yield ""
    yield from comment(
        "Duties beside the criteria. Carbon is a gate, passed or failed before scoring. annual_value is set as if the "
        "term were one year: divide the contract value by its years. From GBP 5,000,000 a year NHS buyers ask "
        "for a Carbon "
        "Reduction Plan, above 10,000 for a Net Zero Commitment (NHS England, version 2, October 2023). "
        f"Here: {GATES[gate]}."
    )
    yield f"carbon: {{annual_value: {plain(value)}, gate: {gate}}}"
    if starter.climate_is_core:
        yield from comment(
            "No theme below is about climate, so put a climate requirement into the specification: for the NHS it is a "
            "core requirement or a theme (NHS Social Value Playbook, July 2025)."
        )
        yield "climate: core-requirement"
    yield from comment(
        "Modern slavery risk is assessed before the notice that begins a competition (SI 2025/1212, in force since "
        "17 May 2026, no lower limit of value). Put in your own assessment: until it is here, check reminds you."
    )
    day = starter.need.commenced.isoformat()
    yield f"# modern_slavery: {{assessed: {day}, assessor: Name, risk: low, steps: What you will do}}"


def _quality(starter: Starter) -> Iterator[str]:
    weight = 100 - starter.weight - PRICE_WEIGHT
    yield ""
    yield from comment("Weightings are percentages of the total: the top level sums to 100, children to their parent.")
    yield "award_criteria:"
    yield from node(2, id="quality", title="Quality", kind="quality", weight=plain(weight))
    yield "    # minimum_percent: 50              # at least this share of the weighting, or the bid is out"
    yield "    sub_criteria:"
    for number, title, share in QUALITY:
        yield from node(6, id=number, title=title, weight=plain(weight * share / 100))
        yield "        # minimum_score: 2             # a lower score disqualifies"
        yield f"        question: {quoted(f'Your question on {title[0].lower()}{title[1:]}.')}"


def _social_value(starter: Starter, catalogue: Catalogue) -> Iterator[str]:
    group = catalogue.model(starter.need.model).group
    names = [f"{theme.title} ({theme.id})" for theme in starter.themes]
    yield ""
    yield from comment(
        f"Social value: {plain(starter.weight)} of 100, the least under {starter.need.model} for this value. "
        f"{group.capitalize()}s: {'; '.join(names) or 'none fits'}. "
        + (
            f"The contract is under {gbp(LOW_VALUE)}, so tenderers give milestones in place of a long plan, for one "
            f"{group} and at most {MOST_MEASURES_LOW} measures. The line is Rotherham's published one; London "
            "Procurement Partnership's own is not published."
            if starter.is_low_value
            else f"At most two (NHS Social Value Playbook) and {MOST_MEASURES} measures (Bradford's published limit)."
        ),
        indent=2,
    )
    if starter.commitments_weight:
        yield from comment(
            f"The split {plain(starter.plan_weight)} + {plain(starter.commitments_weight)} is what London Procurement "
            "Partnership calls typical: assurance that people score, and promises counted in pounds.",
            indent=2,
        )
    yield from node(2, id="social-value", title="Social value", kind="social_value", weight=plain(starter.weight))
    yield "    # missing_half: disregard          # one half missing: neither counts (else that half counts 0)"
    yield "    sub_criteria:"
    yield from _plan(starter)
    if starter.commitments_weight:
        yield from _commitments(starter)
    else:
        yield from comment("No mechanism that fits is counted in pounds, so there are no commitments.", indent=6)


def _plan(starter: Starter) -> Iterator[str]:
    title = "Milestones" if starter.is_low_value else "Delivery plan"
    yield from node(6, id="SV1", kind="delivery_plan", title=title, weight=plain(starter.plan_weight))
    yield "        word_limit: 500" if starter.is_low_value else "        word_limit: 1500"
    yield from comment("Ranked; why each is suggested:", indent=8)
    for suggestion in starter.chosen:
        yield from _reasons(suggestion)
    yield f"        mechanisms: [{', '.join(s.mechanism.id for s in starter.chosen)}]"
    if starter.others:
        yield from comment("Next best, for these or other themes:", indent=8)
        for suggestion in starter.others:
            yield from _reasons(suggestion)
    asks = [s.mechanism.question for s in starter.chosen]
    if starter.is_low_value:
        yield from block("question", 8, ["List the milestones by which you will deliver social value.", *asks])
        guidance = (
            "A good answer lists at most six milestones, each with a date, who answers for it and how it is shown."
        )
    else:
        yield from block("question", 8, ["How will you deliver social value through this contract?", *asks])
        guidance = (
            "A good answer is about this contract alone and beyond the specification. It gives a timeline with "
            "milestones, how you will report, how you will improve, resources with a named role that answers "
            "for them, and risks."
        )
    yield from block("guidance", 8, [guidance])


def _reasons(suggestion: Suggestion) -> Iterator[str]:
    yield from comment(f"- {suggestion.mechanism.id}: {'; '.join(suggestion.reasons)}", indent=8)


def _commitments(starter: Starter) -> Iterator[str]:
    yield from node(6, id="SV2", kind="commitments", title="Commitments", weight=plain(starter.commitments_weight))
    if starter.need.model != "ppn-06-20":
        yield from comment(OUTSIDE_THE_MODEL, indent=8)
    for measure in starter.measures:
        yield from comment(f"{measure.id}: {measure.title} ({measure.unit}; {_worth(measure)})", indent=8)
    yield f"        measures: [{', '.join(measure.id for measure in starter.measures)}]"
    yield "        formula: relative-to-highest       # or banded, with bands"
    yield "        # cap_percent_of_contract_value: 20  # what is offered beyond it does not count"


def _worth(measure: CataloguedMeasure) -> str:
    source = measure.proxy_source
    if measure.proxy_value is None or source is None:
        return "recorded, not scored"
    return f"{gbp(measure.proxy_value)} a unit{source.doubt}, {source.source}, {source.date}"


def _price() -> Iterator[str]:
    yield from node(2, id="price", title="Price", kind="price", weight=plain(PRICE_WEIGHT))
    yield "    formula: lowest-price-relative     # check shows what it makes of dummy bids, and seven others beside it"


def _kpis(starter: Starter) -> Iterator[str]:
    yield ""
    least = KPIS_FROM_FIVE_MILLION if asks_three_kpis(starter.need.model, starter.need.value) else 1
    yield from comment(
        "KPIs for the contract. At least one is on social value (NHS Social Value Playbook); above GBP 5,000,000 the "
        "Procurement Act 2023 (s.52) asks for three or more in all, and PPN 026 from 5,000,000."
    )
    if not starter.chosen:
        yield from comment("No mechanism fits this value: add a KPI of your own.")
        return
    yield "kpis:"
    for suggestion in starter.chosen[:least]:
        yield f"  - mechanism: {suggestion.mechanism.id}"
        yield from block("kpi", 4, [suggestion.mechanism.kpi])


def _later() -> Iterator[str]:
    yield ""
    yield from comment("When bids are in, add who bids and who evaluates, and run generate again:")
    yield "# bids:"
    yield "#   - {id: A, tenderer: Alder Facilities Ltd}"
    yield "# evaluators:"
    yield "#   - {id: e1, name: First evaluator}"
    yield "# moderator: {id: m1, name: Moderator}"
    yield "# commercial: [{id: c1, name: Price evaluator}, {id: c2, name: Price checker}]"
    yield "# award_notice: 2027-03-01              # then check says when the standstill ends"
