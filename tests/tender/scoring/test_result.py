from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    MEASURES,
    bid,
    commitments,
    make_inputs,
    make_tender,
    plan,
    price,
    quality,
    question,
    social_value,
    whole_scale,
)
from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import Band
from sv_excel.tender.definition.people import Lot
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.commitments import Offer
from sv_excel.tender.scoring.result import Inputs, result_data, work_out

if TYPE_CHECKING:
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import BidResult, LotResult

TWO = Decimal(2)
T15 = make_tender(
    # Fifths and quarters of the sources' two scales, both exact in twentieths.
    scale=whole_scale(20),
    award_criteria=(
        quality(
            *(question(name, weight, minimum_score=Decimal(8)) for name, weight in (("Q1", 25), ("Q2", 20), ("Q3", 15)))
        ),
        social_value(plan(6), commitments(4)),
        price(30),
    ),
)
T15_INPUTS = make_inputs(
    scores={
        "A": {"Q1": 16, "Q2": 12, "Q3": 20, "SV1": 15},
        "B": {"Q1": 20, "Q2": 16, "Q3": 12, "SV1": 20},
        "C": {"Q1": 12, "Q2": 12, "Q3": 4, "SV1": 10},
    },
    prices={"A": 412_500, "B": 450_000, "C": 398_000},
    offers={"A": 60_000, "B": 84_000, "C": 30_000},
)


def one_lot(tender: Tender, inputs: Inputs) -> LotResult:
    (lot,) = work_out(tender, MEASURES, inputs).lots
    return lot


def of(lot: LotResult, bid_id: str) -> BidResult:
    return next(result for result in lot.bids if result.bid == bid_id)


def weighted(result: BidResult, criterion: str) -> Fraction | None:
    return next(node.weighted for node in result.criteria if node.criterion == criterion)


def shown(figure: Fraction | None) -> str | None:
    return None if figure is None else str(decimal(figure, 2))


def row(result: BidResult) -> list[str | int | None]:
    """Quality, price, commitments, plan, total as shown, and the rank."""
    parts = [weighted(result, name) for name in ("quality", "price", "SV2", "SV1")]
    return [*map(shown, parts), shown(result.total), result.rank]


def social_value_alone(plan_weight: int, commitments_weight: int) -> LotResult:
    tender = make_tender(
        scale="nhs-0-4",
        award_criteria=(social_value(plan(plan_weight), commitments(commitments_weight)),),
        tie_break=(),
    )
    scores = {"A": {"SV1": 2}, "B": {"SV1": 4}, "C": {"SV1": 3}}
    return one_lot(tender, make_inputs(scores, offers={"A": 120_000, "B": 90_000, "C": 0}))


def test_t10_split_of_four_and_six() -> None:
    lot = social_value_alone(6, 4)

    assert [shown(result.total) for result in lot.bids] == ["7.00", "9.00", "4.50"]
    assert lot.ranking == ("B", "A", "C")
    assert lot.highest_offers == {"SV2": 120_000}


def test_t11_split_of_twenty_in_halves() -> None:
    assert [shown(result.total) for result in social_value_alone(10, 10).bids] == ["15.00", "17.50", "7.50"]


def test_t15_whole_example_with_the_failed_bid_left_out() -> None:
    lot = one_lot(T15, T15_INPUTS)

    assert row(of(lot, "A")) == ["47.00", "30.00", "2.86", "4.50", "84.36", 2]
    assert row(of(lot, "B")) == ["50.00", "27.50", "4.00", "6.00", "87.50", 1]
    assert row(of(lot, "C")) == ["30.00", None, None, "3.00", None, None]
    assert of(lot, "C").status == "disqualified"
    assert of(lot, "C").reasons == ("Q3 (Q3): the score is 4; at least 8 is needed.",)
    assert lot.lowest_price == 412_500
    assert lot.mean_price == 431_250
    assert lot.maximum_price == 450_000
    assert (lot.ranking, lot.tie, lot.lower_is_better) == (("B", "A"), None, False)


def test_t15_the_wrong_way_without_the_gate_moves_everybody() -> None:
    ungated = T15.model_copy(
        update={
            "award_criteria": (
                quality(question("Q1", 25), question("Q2", 20), question("Q3", 15)),
                *T15.award_criteria[1:],
            )
        }
    )

    totals = [result.total for result in one_lot(ungated, T15_INPUTS).bids]

    assert [shown(total) for total in totals] == ["83.30", "86.53", "64.43"]


@pytest.mark.parametrize(
    ("scores", "percent", "reasons"),
    [
        ((4, 4, 1), "75.00", ("Q3 (Q3): the score is 1; at least 2 is needed.",)),
        (
            (2, 2, 2),
            "50.00",
            ("quality (Quality): the weighted score is 50 per cent of the weighting; at least 60 per cent is needed.",),
        ),
        ((3, 2, 3), "66.67", ()),
    ],
)
def test_t18_thresholds(scores: tuple[int, ...], percent: str, reasons: tuple[str, ...]) -> None:
    thirds = (
        question("Q1", 30, minimum_score=TWO),
        question("Q2", 30, minimum_score=TWO),
        question("Q3", 30, minimum_score=TWO),
    )
    tender = make_tender(
        scale="nhs-0-4", award_criteria=(quality(*thirds, minimum_percent=Decimal(60)), price(10)), bids=(bid("A"),)
    )

    given_scores = dict(zip(("Q1", "Q2", "Q3"), scores, strict=True))
    result = of(one_lot(tender, make_inputs({"A": given_scores}, {"A": 100})), "A")

    assert shown(100 * (result.quality or Fraction(0)) / 90) == percent
    assert result.reasons == reasons
    assert (result.total is None) == bool(reasons)


def relative_60_40(*bids: str) -> list[str | None]:
    """Totals as shown."""
    tender = make_tender(
        scale=whole_scale(100),
        award_criteria=(quality(question("Q1", 60)), price(40)),
        bids=tuple(bid(name) for name in bids),
    )
    scores = {"A": {"Q1": 60}, "B": {"Q1": 50}, "C": {"Q1": 30}}
    lot = one_lot(tender, make_inputs(scores, prices={"A": 105, "B": 85, "C": 60}))
    return [shown(result.total) for result in lot.bids]


def test_t21_an_irrelevant_bid_flips_the_winner() -> None:
    assert relative_60_40("A", "B") == ["68.38", "70.00"]
    assert relative_60_40("A", "B", "C") == ["58.86", "58.24", "58.00"]


@pytest.mark.parametrize(
    ("broken", "order"), [(("quality",), ("B", "A")), (("SV1", "price"), ("A", "B")), (("price",), ("A", "B"))]
)
def test_t26_true_tie_is_broken_by_the_published_list(broken: tuple[str, ...], order: tuple[str, ...]) -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", 50)), social_value(plan(10)), price(40)),
        bids=(bid("B"), bid("A")),
        tie_break=broken,
    )
    inputs = make_inputs({"A": {"Q1": 3, "SV1": 3}, "B": {"Q1": 4, "SV1": 3}}, prices={"A": 300, "B": 400})

    lot = one_lot(tender, inputs)

    assert {result.total for result in lot.bids} == {Fraction(76)}
    assert (lot.ranking, lot.tie) == (order, None)


def test_t26_tie_that_stays_names_who_shares_the_first_place() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 70)), price(30)), tie_break=("quality", "price"))
    inputs = make_inputs({"A": {"Q1": 3}, "B": {"Q1": 4}, "C": {"Q1": 4}}, prices=dict.fromkeys("ABC", 100))

    lot = one_lot(tender, inputs)

    assert [result.rank for result in lot.bids] == [3, 1, 1]
    assert lot.tie == ("B", "C")


def test_t27_missing_score_leaves_a_bid_without_a_total_and_out_of_the_reference() -> None:
    scores = {key: figure for key, figure in T15_INPUTS.scores.items() if key != ("A", "Q2", None)}

    lot = one_lot(T15, replace(T15_INPUTS, scores=scores))

    assert of(lot, "A").status == "incomplete"
    assert of(lot, "A").reasons == ("Q2 (Q2): there is no consensus score.",)
    assert (of(lot, "A").total, of(lot, "A").rank, weighted(of(lot, "A"), "quality")) == (None, None, None)
    assert weighted(of(lot, "A"), "Q1") == 20
    assert lot.ranking == ("B",)
    assert lot.lowest_price == 450_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"prices": {("A", None): None}}, "price: there is no price."),
        ({"prices": {("A", None): Decimal(0)}}, "price: 0 is not a price above 0."),
        ({"prices": {("A", None): Decimal(-5)}}, "price: -5 is not a price above 0."),
        ({"scores": {("A", "Q1", None): None}}, "Q1 (Q1): there is no consensus score."),
        ({"scores": {("A", "Q1", None): Decimal("4.2")}}, "Q1 (Q1): the score 4.2 is not on the scale."),
    ],
)
def test_missing_or_unusable_entry_is_never_nought(change: dict[str, Any], reason: str) -> None:
    ((field, entries),) = change.items()
    changed: dict[str, Any] = {field: {**getattr(T15_INPUTS, field), **entries}}
    inputs = replace(T15_INPUTS, **changed)

    result = of(one_lot(T15, inputs), "A")

    assert (result.status, result.reasons, result.total) == ("incomplete", (reason,), None)


def test_bid_without_a_response_is_incomplete_and_one_that_promises_nothing_is_not() -> None:
    absent = replace(T15_INPUTS, offers={"B": {}})

    lot = one_lot(T15, absent)

    assert of(lot, "A").reasons == ("SV2 (Sv2): there is no response with commitments.",)
    assert of(lot, "B").status == "valid"
    assert of(lot, "B").offer_value == 0
    assert weighted(of(lot, "B"), "SV2") == 0


def test_withdrawn_bid_is_left_out_with_its_reason() -> None:
    lot = one_lot(T15, replace(T15_INPUTS, withdrawn=frozenset({"A"})))

    assert of(lot, "A").status == "disqualified"
    assert of(lot, "A").reasons == ("withdrawn: the bid was withdrawn and is left out of the ranking.",)
    assert lot.ranking == ("B",)
    assert lot.lowest_price == 450_000


def test_lot_without_a_valid_bid_has_no_order_and_no_reference() -> None:
    lot = one_lot(T15, make_inputs({}))

    assert (lot.ranking, lot.tie, lot.highest_offers) == ((), None, {})
    assert (lot.lowest_price, lot.mean_price, lot.maximum_price) == (None, None, None)
    assert {result.status for result in lot.bids} == {"incomplete"}


def index_tender(formula: str, **terms: Any) -> Tender:  # noqa: ANN401 - any term of a formula
    return make_tender(
        scale=whole_scale(100),
        award_criteria=(quality(question("Q1", 100)), price(0, formula, **terms)),
        tie_break=("quality",),
    )


INDEX_INPUTS = make_inputs(
    {"A": {"Q1": 72}, "B": {"Q1": 84}, "C": {"Q1": 60}}, prices={"A": 500_000, "B": 560_000, "C": 450_000}
)


@pytest.mark.parametrize(
    ("formula", "terms", "order", "lower"),
    [
        ("price-per-quality-point", {}, ("B", "A", "C"), True),
        ("value-for-money-index", {"quality_weight": Decimal(60), "cost_weight": Decimal(40)}, ("B", "A", "C"), False),
        ("monetised-quality", {"willingness_to_pay": Decimal(4000)}, ("C", "A", "B"), True),
        ("lowest-compliant", {}, ("C", "A", "B"), True),
    ],
)
def test_index_formulas_rank_by_their_index(
    formula: str, terms: dict[str, Decimal], order: tuple[str, ...], *, lower: bool
) -> None:
    lot = one_lot(index_tender(formula, **terms), INDEX_INPUTS)

    assert (lot.ranking, lot.lower_is_better) == (order, lower)
    assert weighted(of(lot, "A"), "price") is None
    assert of(lot, "A").quality == 72


def test_bid_without_any_quality_has_no_price_per_quality_point() -> None:
    inputs = replace(INDEX_INPUTS, scores={**INDEX_INPUTS.scores, ("C", "Q1", None): Decimal(0)})

    lot = one_lot(index_tender("price-per-quality-point"), inputs)

    assert of(lot, "C").status == "disqualified"
    assert of(lot, "C").reasons == ("no quality: Q is 0, so there is no price per quality point.",)
    assert lot.ranking == ("B", "A")
    assert lot.lowest_price == 500_000


def test_minimum_share_that_depends_on_other_bids_is_held_against_all_that_passed_the_rest() -> None:
    tender = make_tender(
        award_criteria=(
            quality(question("Q1", 50)),
            social_value(commitments(20, minimum_percent=Decimal(50))),
            price(30),
        )
    )
    scores = {name: {"Q1": 3} for name in "ABC"}
    inputs = make_inputs(scores, {"A": 400, "B": 200, "C": 100}, {"A": 100, "B": 50, "C": 49})

    lot = one_lot(tender, inputs)

    assert of(lot, "C").reasons == (
        "SV2 (Sv2): the weighted score is 49 per cent of the weighting; at least 50 per cent is needed.",
    )
    assert lot.ranking == ("B", "A")
    assert lot.lowest_price == 200


def test_banded_commitments_need_no_other_bid() -> None:
    bands = (Band(at_least=Decimal(100), percent=Decimal(75)),)
    tender = make_tender(award_criteria=(social_value(commitments(100, formula="banded", bands=bands)),), tie_break=())

    lot = one_lot(tender, make_inputs({}, offers={"A": 100, "B": 99, "C": 500}))

    assert [result.total for result in lot.bids] == [75, 0, 75]
    assert lot.tie == ("A", "C")


def test_measures_of_the_tender_itself_are_counted() -> None:
    own = Measure(id="X1", title="Bicycles given", unit="bicycle", proxy_value=Decimal(120))
    tender = make_tender(
        award_criteria=(social_value(commitments(100, measures=("X1",))),), measures=(own,), bids=(bid("A"),)
    )

    inputs = Inputs(scores={}, prices={}, offers={"A": {"X1": Offer(Decimal(3))}})

    assert of(one_lot(tender, inputs), "A").offer_value == 360


LOTS = make_tender(
    award_criteria=(
        quality(
            question("Q1", 30, minimum_score=TWO),
            question("Q2", 30, lots=("north",), minimum_score=TWO),
            question("Q3", 30, lots=("south",)),
        ).model_copy(update={"weight": Decimal(60)}),
        price(40),
    ),
    lots=(Lot(id="north", title="North"), Lot(id="south", title="South")),
    bids=(bid("A"), bid("B", lots=("north",)), bid("C", lots=("south",))),
)


def lot_inputs(**changes: int) -> Inputs:
    """Scores 3 for all; a change is named ``A_Q1``, or ``A_Q2_north``."""
    keys = [("A", "Q1", None), ("B", "Q1", None), ("C", "Q1", None), ("A", "Q2", "north"), ("B", "Q2", "north")]
    keys += [("A", "Q3", "south"), ("C", "Q3", "south")]
    scores: dict[tuple[str, str, str | None], Decimal | None] = dict.fromkeys(keys, Decimal(3))
    for name, score in changes.items():
        bid_id, criterion, *lot = name.split("_")
        scores[bid_id, criterion, lot[0] if lot else None] = Decimal(score)
    prices = {("A", "north"): 100, ("A", "south"): 200, ("B", "north"): 80, ("C", "south"): 400}
    return Inputs(scores, {key: Decimal(amount) for key, amount in prices.items()}, offers={})


def test_each_lot_has_its_own_bids_prices_and_questions() -> None:
    north, south = work_out(LOTS, {}, lot_inputs(A_Q3_south=5)).lots

    assert [(lot.lot, [result.bid for result in lot.bids], lot.ranking) for lot in (north, south)] == [
        ("north", ["A", "B"], ("B", "A")),
        ("south", ["A", "C"], ("A", "C")),
    ]
    assert [result.total for result in north.bids] == [68, 76]
    assert [result.price for result in north.bids] == [100, 80]
    assert [result.total for result in south.bids] == [88, 56]
    assert [result.price for result in south.bids] == [200, 400]


def test_question_of_another_lot_is_listed_and_does_not_count() -> None:
    _, south = work_out(LOTS, {}, lot_inputs()).lots

    parts = of(south, "A").criteria

    assert [part.criterion for part in parts] == ["quality", "Q1", "Q2", "Q3", "price"]
    assert [part.counts for part in parts] == [True, True, False, True, True]
    assert [part.score for part in parts] == [None, 3, None, 3, None]
    assert [part.weighted for part in parts] == [36, 18, None, 18, 40]


def test_failed_common_question_disqualifies_in_every_lot_and_a_lot_question_in_its_own() -> None:
    common = work_out(LOTS, {}, lot_inputs(A_Q1=1)).lots
    own = work_out(LOTS, {}, lot_inputs(A_Q2_north=1)).lots

    assert [of(lot, "A").status for lot in common] == ["disqualified", "disqualified"]
    assert [of(lot, "A").status for lot in own] == ["disqualified", "valid"]


def test_result_data_writes_figures_as_text_with_ten_decimals() -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", "33.3"), question("Q2", "36.7")), price(30)), bids=(bid("A"), bid("B"))
    )
    inputs = make_inputs({"A": {"Q1": 4, "Q2": 0}}, {"A": "450000.50", "B": 7})

    data = result_data(work_out(tender, MEASURES, inputs))

    assert data == {
        "tender": "cleaning-2026",
        "model": "ppn-06-20",
        "lots": [
            {
                "lot": None,
                "ranking": ["A"],
                "tie": None,
                "bids": [
                    {
                        "bid": "A",
                        "tenderer": "Alder Facilities Ltd",
                        "status": "valid",
                        "reasons": [],
                        "rank": 1,
                        "total": "56.6400000000",
                        "price": "450000.5",
                        "criteria": [
                            node("quality", "quality", "70", None, None, "26.6400000000"),
                            node("Q1", "quality", "33.3", "4", "5", "26.6400000000"),
                            node("Q2", "quality", "36.7", "0", "5", "0.0000000000"),
                            node("price", "price", "30", None, None, "30.0000000000"),
                        ],
                    },
                    {
                        "bid": "B",
                        "tenderer": "Birch Services Ltd",
                        "status": "incomplete",
                        "reasons": ["Q1 (Q1): there is no consensus score.", "Q2 (Q2): there is no consensus score."],
                        "rank": None,
                        "total": None,
                        "price": "7",
                        "criteria": [
                            node("quality", "quality", "70", None, None, None),
                            node("Q1", "quality", "33.3", None, "5", None),
                            node("Q2", "quality", "36.7", None, "5", None),
                            node("price", "price", "30", None, None, None),
                        ],
                    },
                ],
            }
        ],
    }


def node(*figures: str | None) -> dict[str, str | None]:
    return dict(zip(("criterion", "kind", "weight", "score", "maximum", "weighted"), figures, strict=True))


def test_result_data_says_where_lower_is_better_and_names_a_tie() -> None:
    inputs = make_inputs({name: {"Q1": 50} for name in "ABC"}, prices=dict.fromkeys("ABC", 500))

    (lot,) = result_data(work_out(index_tender("price-per-quality-point"), MEASURES, inputs))["lots"]

    assert (lot["lower_is_better"], lot["tie"]) == (True, ["A", "B", "C"])
    assert "lower_is_better" not in result_data(work_out(T15, MEASURES, T15_INPUTS))["lots"][0]


BIDS = "ABCDE"
ENTRIES = st.fixed_dictionaries(
    {name: st.tuples(*[st.integers(0, 5)] * 3, st.integers(1, 10**6), st.integers(0, 10**6)) for name in BIDS}
)


def entered(entries: dict[str, tuple[int, int, int, int, int]], money: int = 1, scale: int = 1) -> Inputs:
    return make_inputs(
        {
            name: {"Q1": q1 * scale, "Q2": q2 * scale, "SV1": sv1 * scale}
            for name, (q1, q2, sv1, _, _) in entries.items()
        },
        {name: amount * money for name, (_, _, _, amount, _) in entries.items()},
        {name: offer * money for name, (_, _, _, _, offer) in entries.items()},
    )


def many(bids: str = BIDS, **changes: Any) -> Tender:  # noqa: ANN401 - any field of a tender
    criteria = (
        quality(question("Q1", 25, minimum_score=TWO), question("Q2", 35), minimum_percent=Decimal(40)),
        social_value(plan(6), commitments(4)),
        price(30),
    )
    return make_tender(**{"award_criteria": criteria, "bids": tuple(bid(name) for name in bids), **changes})


@given(ENTRIES)
def test_parts_sum_to_the_total_and_the_tree_adds_up(entries: dict[str, tuple[int, int, int, int, int]]) -> None:
    for result in one_lot(many(), entered(entries)).bids:
        points = {part.criterion: part.weighted for part in result.criteria}
        if result.status == "valid":
            assert result.total == sum(points[name] or 0 for name in ("Q1", "Q2", "SV1", "SV2", "price"))
            assert result.total == sum(points[name] or 0 for name in ("quality", "social-value", "price"))
            assert 0 <= result.total <= 100
        else:
            assert (result.status, result.total, result.rank) == ("disqualified", None, None)


@given(ENTRIES, st.permutations(BIDS))
def test_result_ignores_the_order_of_bids_and_of_entries(
    entries: dict[str, tuple[int, int, int, int, int]], order: list[str]
) -> None:
    lot = one_lot(many(), entered(entries))
    other = one_lot(many("".join(order)), entered({name: entries[name] for name in order}))

    assert {result.bid: result for result in other.bids} == {result.bid: result for result in lot.bids}
    assert set(other.tie or ()) == set(lot.tie or ())


@given(ENTRIES)
def test_disqualified_bids_move_nobody(entries: dict[str, tuple[int, int, int, int, int]]) -> None:
    entries = {**entries, "E": (1, *entries["E"][1:])}  # below the minimum score of Q1
    lot = one_lot(many(), entered(entries))
    alone = one_lot(many("ABCD"), entered(entries))

    assert of(lot, "E").status == "disqualified"
    assert lot.bids[:4] == alone.bids
    assert replace(lot, bids=()) == replace(alone, bids=())


@given(ENTRIES, st.integers(2, 9), st.integers(2, 5))
def test_result_does_not_depend_on_the_unit_of_money_or_the_size_of_the_scale(
    entries: dict[str, tuple[int, int, int, int, int]], money: int, scale: int
) -> None:
    lot = one_lot(many(), entered(entries))
    wider = many(
        scale=whole_scale(5 * scale),
        award_criteria=(
            quality(question("Q1", 25, minimum_score=TWO * scale), question("Q2", 35), minimum_percent=Decimal(40)),
            *many().award_criteria[1:],
        ),
    )
    other = one_lot(wider, entered(entries, money, scale))

    assert [(result.total, result.rank) for result in other.bids] == [
        (result.total, result.rank) for result in lot.bids
    ]


@given(ENTRIES, st.sampled_from(("lowest-price-relative", "mean-price", "optimal-price", "banded")))
def test_every_valid_bid_has_a_rank_and_the_first_the_highest_total(
    entries: dict[str, tuple[int, int, int, int, int]], formula: str
) -> None:
    bands = (Band(up_to_percent=Decimal(110), percent=Decimal(80)),)
    terms = price(30, formula, bands=bands, optimal_price=Decimal(1000))
    lot = one_lot(many(award_criteria=(*many().award_criteria[:2], terms)), entered(entries))

    totals = {result.bid: result.total for result in lot.bids if result.total is not None}
    assert sorted(lot.ranking) == sorted(totals)
    assert [totals[name] for name in lot.ranking] == sorted(totals.values(), reverse=True)
