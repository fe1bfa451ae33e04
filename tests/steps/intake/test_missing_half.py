"""Offers to clarify (T-22), and what follows where one half of a response is missing, as it was published."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from builders import MEASURES, bid, commitments, make_tender, plan, price, quality, question, social_value
from sv_excel.steps.intake.missing_half import counted, overscored
from sv_excel.steps.intake.responses import Responses
from sv_excel.tender.briefs.make_evaluation import tender_brief
from sv_excel.tender.briefs.make_price_response import response_brief
from sv_excel.tender.briefs.result import MadeOffer, ResultBrief
from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure
from sv_excel.tender.definition.method_text import how_judged
from sv_excel.tender.definition.published_part import fingerprint
from sv_excel.tender.scoring.commitments import Offer
from sv_excel.tender.scoring.evaluation import ModerationRecord
from sv_excel.workbooks.response.guide_sheet import response_guide_sheet
from sv_excel.workbooks.response.measure_row import measure_key
from sv_excel.workbooks.response.plan_sheet import plan_key
from sv_excel.workbooks.response.read import has_no_plan, response_findings
from sv_excel.workbooks.result.clarifications_sheet import clarifications

if TYPE_CHECKING:
    from sv_excel.tender.definition.tender import Tender


def tender(**of_social_value: object) -> Tender:
    criteria = (quality(question("Q1", 60)), social_value(plan(), commitments(), **of_social_value), price())
    return make_tender(award_criteria=criteria, measures=tuple(MEASURES[name] for name in ("M1",)))


def brief(offers: dict[str, str], **changes: object) -> ResultBrief:
    made = tender().model_copy(update={"bids": tuple(bid(name) for name in offers), **changes})
    return ResultBrief(
        tender=tender_brief(made, Catalogue()),
        definition=made,
        measures=(),
        offers=tuple(
            MadeOffer(bid=name, measure="M1", quantity=Decimal(value), attribution=Decimal(1))
            for name, value in offers.items()
        ),
        responded=tuple(offers),
    )


def told(made: ResultBrief) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.subject) for finding in clarifications(made)]


def test_t22_outlier_is_flagged_for_clarification() -> None:
    made = brief({"A": "60000", "B": "84000", "C": "840000"})

    assert told(made) == [("offer-implausible", "Cedar Cleaning Ltd (C)")]
    assert {finding.severity for finding in clarifications(made)} == {"warning"}
    assert told(brief({"A": "60000", "B": "84000"})) == []


def test_offer_over_the_contract_value_is_flagged_cap_or_not() -> None:
    made = brief({"A": "4200001", "B": "4200000"})
    capped = commitments(cap_percent_of_contract_value=Decimal(1))
    criteria = (quality(question("Q1", 60)), social_value(plan(), capped), price())

    assert told(made) == [("offer-implausible", "Alder Facilities Ltd (A)")]
    assert told(brief({"A": "4200001", "B": "4200000"}, award_criteria=criteria)) == told(made)


def test_withdrawn_bid_is_not_asked() -> None:
    made = brief({"A": "60000", "B": "84000", "C": "840000"})

    assert told(made.model_copy(update={"withdrawn": ("C",)})) == []


def promised(**offers: str | None) -> Responses:
    """GBP by bid; the bids in capitals that end in X have no plan."""
    made = {name[0]: {} if value is None else {"M1": Offer(Decimal(value))} for name, value in offers.items()}
    return Responses(made, (), {}, frozenset(name[0] for name in offers if name.endswith("x")))


@pytest.mark.parametrize("effect", [None, "zero"])
def test_by_default_the_other_half_stands(effect: str | None) -> None:
    made = tender() if effect is None else tender(missing_half=effect)
    offers, findings = counted(made, promised(A="100", Bx="200"))

    assert offers == promised(A="100", Bx="200").offers
    assert findings == ()
    assert list(overscored(made, {"A": {}}, [record("A", "3")])) == []


def test_promises_without_a_plan_are_disregarded_where_the_tender_says_so() -> None:
    offers, findings = counted(tender(missing_half="disregard"), promised(A="100", Bx="200", Cx=None))

    assert offers == {"A": {"M1": Offer(Decimal(100))}, "B": {}, "C": {}}
    assert [(finding.code, finding.severity, finding.subject) for finding in findings] == [
        ("half-missing", "warning", "Birch Services Ltd (B)")
    ]


def record(bid_id: str, score: str) -> ModerationRecord:
    return ModerationRecord(bid_id, "SV1", None, (), Decimal(score), "As agreed.")


def test_plan_without_a_promise_may_only_have_the_lowest_score_where_the_tender_says_so() -> None:
    offers = {"A": {}, "B": {"M1": Offer(Decimal(0))}, "C": {"M1": Offer(Decimal(1))}}
    records = [record("A", "3"), record("B", "0"), record("C", "3")]

    found = list(overscored(tender(missing_half="disregard"), offers, records))

    assert [(finding.subject, finding.severity) for finding in found] == [("Alder Facilities Ltd (A)", "error")]


def test_effect_is_published_and_printed() -> None:
    plain, strict = tender(), tender(missing_half="disregard")

    assert fingerprint(plain) != fingerprint(strict)
    assert "is disregarded: both count 0." in how_judged(strict.criterion("social-value"), strict)
    assert "count 0" in _guide(strict)
    assert "is disregarded" not in _guide(plain)


def _guide(made: Tender) -> str:
    sheet = response_guide_sheet(response_brief(made, Catalogue(), None))
    return " ".join(str(cell.content) for cell in sheet.cells[:6])


def test_blank_plan_is_known() -> None:
    asked = response_brief(tender(), Catalogue(), None)
    (only,) = asked.plans

    assert has_no_plan(asked, {})
    assert has_no_plan(asked, {plan_key(only, "risks"): " "})
    assert not has_no_plan(asked, {plan_key(only, "risks"): "None."})


def test_same_number_of_people_under_two_measures_is_asked_about() -> None:
    people = tuple(
        CataloguedMeasure(id=name, title=name, unit="people", proxy_value=Decimal(10), counting=("one-category",))
        for name in ("J02", "J03", "J04")
    )
    criteria = (quality(question("Q1", 66)), social_value(commitments(measures=("J02", "J03", "J04"))), price())
    asked = response_brief(make_tender(award_criteria=criteria), Catalogue(measures=people), None)
    answers = {
        measure_key("quantity", measure): Decimal(quantity)
        for measure, quantity in zip(asked.measures, ("4", "4.0", "5"), strict=True)
    }

    found = [finding for finding in response_findings(asked, answers) if finding.code == "persons-twice"]

    assert [finding.problem for finding in found] == [
        "the same number, 4, stands under J02 and J03, and a person counts in one of them only."
    ]
    assert {finding.severity for finding in found} == {"warning"}
