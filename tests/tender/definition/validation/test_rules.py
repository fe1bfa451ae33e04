"""The rules, each on a tender that differs from a sound one in one thing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.definition.validation.known import Known
from sv_excel.tender.definition.validation.rules import RULES, check_rules
from sv_excel.tender.phrases import listed, nearest, repeated

if TYPE_CHECKING:
    from sv_excel.findings.finding import DataPath, Finding

KNOWN = Known(
    mechanisms=frozenset({"living-wage"}),
    icbs=frozenset({"NEL"}),
    categories=frozenset({"cleaning"}),
    measures={"E01": Measure.model_construct(id="E01", title="Jobs", unit="job", proxy_value=Decimal(100))},
)


def data(**changes: object) -> dict[str, Any]:
    sound: dict[str, Any] = {
        "id": "cleaning-2026",
        "title": "Cleaning",
        "buyer": {"name": "Example Trust", "kind": "nhs"},
        "regime": "procurement-act",
        "model": "ppn-06-20",
        "commenced": "2026-09-01",
        "contract_value": 1000000,
        "award_criteria": [
            quality(60, question("Q1", 25), question("Q2", 35)),
            social_value(10, plan("SV1", 6), pledge("SV2", 4)),
            price(30),
        ],
        "bids": [{"id": "A", "tenderer": "Alder Ltd"}, {"id": "B", "tenderer": "Birch Ltd"}],
        "evaluators": [{"id": "e1", "name": "First evaluator"}, {"id": "e2", "name": "Second evaluator"}],
        "moderator": {"id": "m1", "name": "Moderator"},
        "commercial": [{"id": "c1", "name": "Price evaluator"}, {"id": "c2", "name": "Price checker"}],
    }
    return sound | changes


def quality(weight: object, *children: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"id": "quality", "title": "Quality", "kind": "quality", "weight": weight, "sub_criteria": children, **more}


def question(name: str, weight: object, **more: object) -> dict[str, Any]:
    return {"id": name, "title": name, "weight": weight, **more}


def social_value(weight: object, *children: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"id": "sv", "title": "SV", "kind": "social_value", "weight": weight, "sub_criteria": children, **more}


def plan(name: str, weight: object) -> dict[str, Any]:
    return {"id": name, "title": name, "kind": "delivery_plan", "weight": weight, "mechanisms": ["living-wage"]}


def pledge(name: str, weight: object, **more: object) -> dict[str, Any]:
    fixed = {"kind": "commitments", "weight": weight, "measures": ["E01"], "formula": "relative-to-highest"}
    return {"id": name, "title": name, **fixed, **more}


def price(weight: object, formula: str = "lowest-price-relative", **more: object) -> dict[str, Any]:
    return {"id": "price", "title": "Price", "kind": "price", "weight": weight, "formula": formula, **more}


def found(**changes: object) -> list[tuple[str, DataPath]]:
    return [(fault.code, fault.path) for fault in told(**changes)]


def told(**changes: object) -> list[Finding]:
    return list(check_rules(Tender.model_validate(data(**changes)), KNOWN))


def criteria(*top: dict[str, Any]) -> list[tuple[str, DataPath]]:
    return found(award_criteria=top)


def test_sound_tender_has_no_fault() -> None:
    assert found() == []


def test_tender_without_bids_and_evaluators_is_complete_for_publication() -> None:
    assert found(bids=(), evaluators=(), moderator=None, commercial=()) == []


def test_every_rule_is_held_once() -> None:
    checks = [rule.check for rule in RULES]

    assert len(set(checks)) == len(checks) == 25


def test_rule_waits_where_what_it_leans_on_is_in_doubt() -> None:
    tender = Tender.model_validate(data(award_criteria=[quality(60), social_value(10, plan("SV1", 10)), price(29)]))

    assert [fault.code for fault in check_rules(tender, KNOWN)] == ["weights-do-not-sum"]
    assert list(check_rules(tender, KNOWN, doubtful={"weight"})) == []


def test_t28_weights_of_99_99_are_refused() -> None:
    top = quality(60), social_value(10, plan("SV1", 10)), price(Decimal("29.99"))

    (fault,) = told(award_criteria=top)

    assert fault.problem == "the weightings of the award criteria sum to 99.99, not 100."


@given(st.lists(st.decimals(0, 30, places=2), min_size=1, max_size=3))
def test_weights_that_sum_exactly_are_taken_and_no_others(parts: list[Decimal]) -> None:
    children = [question(f"Q{place}", part) for place, part in enumerate(parts)]
    whole = sum(parts)

    def codes(weight: Decimal) -> list[str]:
        top = quality(weight, *children), social_value(10, plan("SV1", 10)), price(90 - weight)
        return [code for code, _ in criteria(*top) if code == "weights-do-not-sum"]

    assert codes(Decimal(whole)) == []
    assert codes(Decimal(whole) - Decimal("0.01") if whole else Decimal("0.01")) == ["weights-do-not-sum"]


def test_weights_sum_for_each_lot() -> None:
    lots = [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]
    own = question("Q2", 35, lots=["north"]), question("Q3", 35, lots=["south"])
    rest = social_value(10, plan("SV1", 10)), price(30)

    assert found(lots=lots, award_criteria=[quality(60, question("Q1", 25), *own), *rest]) == []
    assert found(lots=lots, award_criteria=[quality(60, question("Q1", 25), own[0]), *rest]) == [
        ("weights-do-not-sum", ("award_criteria", 0, "sub_criteria"))
    ]


def test_sub_criteria_of_a_lot_criterion_are_for_its_lots() -> None:
    lots = [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]
    top = (
        quality(60, question("Q1", 60), lots=["north"]),
        quality(60, question("Q2", 60), lots=["south"]) | {"id": "quality-south"},
        social_value(10, plan("SV1", 10)),
        price(30),
    )
    tender = Tender.model_validate(data(lots=lots, award_criteria=top))

    assert [child.lots for child in tender.questions] == [("north",), ("south",), None]
    assert list(check_rules(tender, KNOWN)) == []


def test_index_formula_has_no_weight_and_the_rest_100() -> None:
    rest = quality(80), social_value(20, plan("SV1", 20))

    assert criteria(*rest, price(0, "lowest-compliant")) == []
    assert criteria(quality(60), social_value(10, plan("SV1", 10)), price(30, "lowest-compliant")) == [
        ("index-weight", ("award_criteria", 2, "weight"))
    ]


def test_price_that_counts_nothing_is_a_warning() -> None:
    (fault,) = told(award_criteria=[quality(80), social_value(20, plan("SV1", 20)), price(0)])

    assert (fault.code, fault.severity) == ("price-weightless", "warning")


def test_social_value_floor_is_the_models() -> None:
    def codes(model: str, value: int, weight: int) -> list[str]:
        top = quality(70 - weight), social_value(weight, plan("SV1", weight)), price(30)
        return [fault.code for fault in told(model=model, contract_value=value, award_criteria=top)]

    assert codes("ppn-002", 8_000_000, 10) == []
    assert codes("ppn-002", 8_000_000, 9) == ["social-value-below-floor"]
    assert codes("ppn-026", 4_000_000, 10) == []
    assert codes("ppn-026", 4_999_999, 10) == ["floor-with-vat"]
    assert codes("ppn-026", 5_000_000, 19) == ["social-value-below-floor"]
    assert codes("ppn-026", 5_000_000, 20) == []


def test_social_value_floor_may_be_waived_with_a_reason() -> None:
    top = quality(70), price(30)

    assert criteria(*top) == [("social-value-below-floor", ("award_criteria", "weight"))]
    assert found(award_criteria=top, social_value_floor={"waived": True, "reason": "The market is not ready."}) == []


def test_own_measure_may_not_take_the_id_of_the_catalogues() -> None:
    own = [{"id": "e01", "title": "Jobs", "unit": "job", "proxy_value": 1}]

    assert ("duplicate-id", ("measures", 0, "id")) in found(measures=own)


def test_own_measure_that_nothing_counts_is_a_warning() -> None:
    (fault,) = told(measures=[{"id": "X1", "title": "Bicycles", "unit": "bicycle"}])

    assert (fault.code, fault.severity) == ("measure-unused", "warning")


def test_price_people_who_score_quality_are_a_warning() -> None:
    people = [{"id": "e1", "name": "First evaluator"}, {"id": "c2", "name": "Price checker"}]

    (fault,) = told(commercial=people)

    assert (fault.code, fault.path, fault.severity) == ("price-not-apart", ("commercial", 0), "warning")


def test_tender_without_price_needs_nobody_to_enter_it() -> None:
    assert found(award_criteria=[quality(90), social_value(10, plan("SV1", 10))], commercial=()) == []


def test_bid_out_of_a_questions_lot_needs_no_scorer() -> None:
    changes: dict[str, object] = {
        "lots": [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}],
        "bids": [
            {"id": "A", "tenderer": "Alder Ltd", "lots": ["north"]},
            {"id": "B", "tenderer": "Birch Ltd", "lots": ["south"]},
        ],
        "award_criteria": [
            quality(60, question("Q1", 60, lots=["north"]), question("Q2", 60, lots=["south"])),
            social_value(10, plan("SV1", 10)),
            price(30),
        ],
        "evaluators": [
            {"id": "e1", "name": "First evaluator", "bids": ["A"]},
            {"id": "e2", "name": "Second evaluator", "bids": ["B"], "sub_criteria": ["Q2", "SV1"]},
        ],
    }

    assert found(**changes) == []


def test_evaluator_to_whom_every_bid_is_closed_is_a_warning() -> None:
    conflicts = [
        {"evaluator": "e2", "bid": bid, "decision": "exclude", "reason": "Former employee"} for bid in ("A", "B")
    ]

    (fault,) = told(conflicts=conflicts)

    assert (fault.code, fault.path, fault.severity) == ("nothing-to-see", ("evaluators", 1), "warning")


def test_conflict_is_decided_once() -> None:
    proceed = {"evaluator": "e2", "bid": "A", "decision": "proceed", "reason": "Holds no shares any more"}

    assert found(conflicts=[proceed, proceed]) == [("conflict-twice", ("conflicts", 1))]


def test_minimum_percent_needs_a_weight() -> None:
    none = question("Q3", 0, minimum_percent=50)

    assert criteria(quality(60, question("Q1", 60), none), social_value(10, plan("SV1", 10)), price(30)) == [
        ("minimum-without-weight", ("award_criteria", 0, "sub_criteria", 1, "minimum_percent"))
    ]


def test_minimum_percent_on_relative_points_is_a_warning() -> None:
    (fault,) = told(award_criteria=[quality(60), social_value(10, pledge("SV2", 10), minimum_percent=50), price(30)])

    assert (fault.code, fault.severity) == ("minimum-circular", "warning")


def test_minimum_percent_on_banded_commitments_is_taken() -> None:
    banded = pledge("SV2", 10, formula="banded", bands=[{"at_least": 1, "percent": 100}])

    assert criteria(quality(60), social_value(10, banded, minimum_percent=50), price(30)) == []


def test_spread_wider_than_the_scale_is_a_warning() -> None:
    (fault,) = told(divergence={"spread": 6})

    assert (fault.code, fault.path, fault.severity) == ("spread-too-wide", ("divergence", "spread"), "warning")


def test_social_value_without_sub_criteria_is_refused() -> None:
    assert criteria(quality(60), social_value(10), price(30)) == [("social-value-empty", ("award_criteria", 1))]


def test_commitments_without_measures_are_refused() -> None:
    assert criteria(quality(60), social_value(10, pledge("SV2", 10, measures=[])), price(30)) == [
        ("measures-missing", ("award_criteria", 1, "sub_criteria", 0))
    ]


def test_price_is_common_to_all_lots() -> None:
    lots = [{"id": "north", "title": "North"}]

    assert found(
        lots=lots, award_criteria=[quality(60), social_value(10, plan("SV1", 10)), price(30, lots=["north"])]
    ) == [("price-lots", ("award_criteria", 2, "lots"))]


def test_empty_list_of_lots_is_refused() -> None:
    bids = [{"id": "A", "tenderer": "Alder Ltd", "lots": []}]

    assert ("lots-empty", ("bids", 0, "lots")) in found(bids=bids, lots=[{"id": "north", "title": "North"}])


def test_bands_may_be_listed_from_the_worst_to_the_best() -> None:
    pledged = pledge("SV2", 10, formula="banded", bands=[band(at_least=1, percent=25), band(at_least=9, percent=100)])
    priced = price(30, "banded", bands=[band(up_to_percent=120, percent=50), band(up_to_percent=100, percent=100)])

    assert criteria(quality(60), social_value(10, pledged), priced) == []


def test_worse_band_gives_no_more_whichever_way_they_are_listed() -> None:
    fewer = [band(at_least=1, percent=80), band(at_least=9, percent=60)]
    pledged = pledge("SV2", 10, formula="banded", bands=fewer)

    assert criteria(quality(60), social_value(10, pledged), price(30)) == [
        ("bands-out-of-order", ("award_criteria", 1, "sub_criteria", 0, "bands", 0, "percent"))
    ]


def band(**figures: int) -> dict[str, int]:
    return figures


def test_band_needs_its_limit() -> None:
    bands = [{"percent": 100}]

    assert criteria(quality(60), social_value(10, plan("SV1", 10)), price(30, "banded", bands=bands)) == [
        ("band-key", ("award_criteria", 2, "bands", 0))
    ]


def test_nearest_word_is_found_whatever_its_case() -> None:
    assert nearest("LIVING_WAGE", ["apprenticeships", "living-wage"]) == "living-wage"
    assert nearest("xyz", ["apprenticeships", "living-wage"]) is None


def test_repeated_names_are_told_with_the_first() -> None:
    assert list(repeated(["A", "b", "a", "B"])) == [(2, "a", 0), (3, "B", 1)]


def test_listed_names_read_as_a_sentence() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"], "or") == "A, B or C"
