"""The acceptance tests T-1 to T-28 that a workbook can show, on the recalculated workbook.

T-23 to T-25 (policy) are in ``tests/workbooks/result/test_rules_sheet.py``. Python alone has the rest: T-9
(information beside a result), T-20 (what decides) and T-28 (a definition that is refused).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from builders import bid, commitments, make_tender, plan, price, quality, question, social_value, whole_scale
from panels import brief_of, evaluators, gave, returned
from proof.proving import LOOK, differences, figure_at, printed, recalculated
from proof.random_tenders import CATALOGUE
from proof.worked import Recalculated, rounded, worked
from sv_excel.findings.key import Key
from sv_excel.loading.definitions import load_tender
from sv_excel.tender.briefs.make_price_response import price_brief, response_brief
from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure, Measure
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.tender.scoring.commitments import FULL_TIME_HOURS, WEEKS
from sv_excel.workbooks.moderation.layout import moderation_layout
from sv_excel.workbooks.price.layout import price_layout
from sv_excel.workbooks.response.commitments_sheet import TOTAL
from sv_excel.workbooks.response.layout import response_layout
from sv_excel.workbooks.result.proof_sheet import PROOF

if TYPE_CHECKING:
    from builders import Figure
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Value

T15 = Path(__file__).parents[1] / "data" / "tenders" / "t-15.yaml"


def priced(weight: int, prices: dict[str, Figure], formula: str, **facts: Any) -> list[str]:  # noqa: ANN401 - any field of a price
    """Points in the result workbook to three decimals; those of the price workbook are the same."""
    tender = make_tender(
        award_criteria=(quality(question("Q1", 100 - weight)), price(weight, formula, **facts))
        if weight < 100
        else (price(weight, formula, **facts),),
        bids=tuple(bid(name) for name in prices),
    )
    result = Recalculated.of(worked(tender, {name: {"Q1": 5} for name in prices}, prices))
    earned = result.row("weighted", "".join(prices), "price", places=3)
    entered: dict[Key, Value] = {
        Key(field, name): Decimal(str(amount))
        for name, amount in prices.items()
        for field in ("price", "checked_price")
    }
    layout = price_layout(price_brief(tender, Catalogue()), LOOK.furniture, entered)
    figures = recalculated(layout)
    assert differences(layout, figures) == []
    assert [rounded(figure_at(layout, figures, Key("points", name)), 3) for name in prices] == earned
    return earned


def test_t01_lowest_price_relative_of_weight_one() -> None:
    assert priced(1, {"A": 15_000, "B": 10_000, "C": 30_000}, "lowest-price-relative") == ["0.667", "1.000", "0.333"]


def test_t02_lowest_price_relative_of_weight_forty() -> None:
    assert priced(40, {"A": 100, "B": 105, "C": 108}, "lowest-price-relative") == ["40.000", "38.095", "37.037"]


def test_t03_mean_price() -> None:
    assert priced(100, {"A": 90_000, "B": 100_000, "C": 110_000}, "mean-price") == ["60.000", "50.000", "40.000"]


def test_t04_mean_price_with_an_outlier() -> None:
    assert priced(30, {"A": 80_000, "B": 100_000, "C": 150_000}, "mean-price") == ["23.182", "17.727", "4.091"]


def test_t05_optimal_price() -> None:
    published = {"optimal_price": Decimal(80_000), "maximum_price": Decimal(120_000)}
    prices: dict[str, Figure] = {"A": 80_000, "B": 95_000, "C": 120_000}

    assert priced(40, prices, "optimal-price", **published) == ["40.000", "25.000", "0.000"]


def by_index(formula: str, **facts: Any) -> Recalculated:  # noqa: ANN401 - any field of a price
    """A 500,000 @ 72, B 560,000 @ 84, C 450,000 @ 60."""
    tender = make_tender(
        scale=whole_scale(100), award_criteria=(quality(question("Q1", 100)), price(0, formula, **facts)), tie_break=()
    )
    scores: dict[str, dict[str, Figure]] = {"A": {"Q1": 72}, "B": {"Q1": 84}, "C": {"Q1": 60}}
    return Recalculated.of(worked(tender, scores, {"A": 500_000, "B": 560_000, "C": 450_000}))


def test_t06_price_per_quality_point() -> None:
    result = by_index("price-per-quality-point")

    assert result.row("total", "ABC") == ["6944.44", "6666.67", "7500.00"]
    assert result.row("rank", "ABC", places=0) == ["2", "1", "3"]
    assert result.at("outcome") == "Birch Services Ltd ranks first."


def test_t07_value_for_money_index() -> None:
    result = by_index("value-for-money-index", quality_weight=Decimal(60), cost_weight=Decimal(40))

    assert result.row("total", "ABC", places=8) == ["0.00122188", "0.00137477", "0.00103280"]
    assert result.row("rank", "ABC", places=0) == ["2", "1", "3"]


def test_t08_monetised_quality_of_the_same_bids_has_another_winner() -> None:
    result = by_index("monetised-quality", willingness_to_pay=Decimal(4000))

    assert result.row("total", "ABC") == ["212000.00", "224000.00", "210000.00"]
    assert result.row("rank", "ABC", places=0) == ["2", "3", "1"]


def social_value_alone(plan_weight: int, commitments_weight: int, offers: dict[str, Figure]) -> Recalculated:
    tender = make_tender(
        scale="nhs-0-4",
        award_criteria=(social_value(plan(plan_weight), commitments(commitments_weight)),),
        tie_break=(),
    )
    scores: dict[str, dict[str, Figure]] = {"A": {"SV1": 2}, "B": {"SV1": 4}, "C": {"SV1": 3}}
    return Recalculated.of(worked(tender, scores, offers={name: {"M1": offer} for name, offer in offers.items()}))


def test_t10_split_of_four_and_six() -> None:
    result = social_value_alone(6, 4, {"A": 120_000, "B": 90_000, "C": 0})

    assert result.row("weighted", "ABC", "SV2") == ["4.00", "3.00", "0.00"]
    assert result.row("weighted", "ABC", "SV1") == ["3.00", "6.00", "4.50"]
    assert result.row("total", "ABC") == ["7.00", "9.00", "4.50"]


def test_t10_nothing_offered_by_anybody_earns_nothing() -> None:
    result = social_value_alone(6, 4, {"A": 0, "B": 0, "C": 0})

    assert result.row("weighted", "ABC", "SV2") == ["0.00", "0.00", "0.00"]


def test_t11_split_of_twenty_in_halves() -> None:
    result = social_value_alone(10, 10, {"A": 120_000, "B": 90_000, "C": 0})

    assert result.row("total", "ABC") == ["15.00", "17.50", "7.50"]


def test_t12_monetised_offer_in_the_response_and_in_the_result() -> None:
    promised = {"W1": (10, 8000), "W2": (500, 15), "W3": (200, 70), "W4": (5, 20_000)}
    tender = make_tender(
        award_criteria=(social_value(commitments(100, measures=tuple(promised))),),
        measures=tuple(
            Measure(id=name, title=f"Promise {name}", unit="unit", proxy_value=Decimal(proxy))
            for name, (_, proxy) in promised.items()
        ),
        bids=(bid("A"),),
        tie_break=(),
    )
    answers: dict[Key, Value] = {Key("quantity", measure=name): Decimal(n) for name, (n, _) in promised.items()}

    response = response_layout(response_brief(tender, Catalogue(), tender.bid("A")), LOOK.furniture, answers)
    result = Recalculated.of(worked(tender, offers={"A": {name: n for name, (n, _) in promised.items()}}))

    assert figure_at(response, recalculated(response), TOTAL) == 201_500
    assert result.at("offer", "A", "SV2") == "201500.00"


def test_t13_fte_years_in_the_guide_and_in_the_offer() -> None:
    known = CataloguedMeasure(id="J9", title="Local people", unit="FTE x years", counting=("fte-years",))
    scored = Measure(id="W1", title="The same, in pounds", unit="FTE x years", proxy_value=Decimal(1))
    tender = make_tender(
        award_criteria=(social_value(commitments(100, measures=("J9", "W1"))),), measures=(scored,), bids=(bid("A"),)
    ).model_copy(update={"tie_break": ()})
    answers: dict[Key, Value] = {Key("quantity", measure="W1"): Decimal(25)}

    brief = response_brief(tender, Catalogue(measures=(known,)), tender.bid("A"))
    response = response_layout(brief, LOOK.furniture, answers)
    figures = recalculated(response)

    assert figure_at(response, figures, Key("fte_years")) == 25
    assert figure_at(response, figures, TOTAL) == 25
    assert differences(response, figures) == []


def test_t14_living_wage_uplift_of_a_full_time_year() -> None:
    uplifts = {"W1": Decimal("13.45") - Decimal("12.21"), "W2": Decimal("14.80") - Decimal("12.21")}
    tender = make_tender(
        award_criteria=(social_value(commitments(100, measures=tuple(uplifts))),),
        measures=tuple(
            Measure(id=name, title=f"Hours of {name}", unit="hours", proxy_value=uplift)
            for name, uplift in uplifts.items()
        ),
        bids=(bid("A"),),
        tie_break=(),
    )
    hours = FULL_TIME_HOURS * WEEKS
    answers: dict[Key, Value] = {Key("quantity", measure=name): hours for name in uplifts}

    response = response_layout(response_brief(tender, Catalogue(), tender.bid("A")), LOOK.furniture, answers)
    figures = recalculated(response)

    assert [figure_at(response, figures, Key("value", measure=name)) for name in uplifts] == [2418, 5050.5]


def t15(tender: Tender) -> Recalculated:
    """A plan's 2, 3 and 4 of 4 are 2.5, 3.75 and 5 of 5."""
    scores: dict[str, dict[str, Figure]] = {
        "A": {"Q1": 4, "Q2": 3, "Q3": 5, "SV2": "3.75"},
        "B": {"Q1": 5, "Q2": 4, "Q3": 3, "SV2": 5},
        "C": {"Q1": 3, "Q2": 3, "Q3": 1, "SV2": "2.5"},
    }
    prices: dict[str, Figure] = {"A": 412_500, "B": 450_000, "C": 398_000}
    offers: dict[str, dict[str, Figure]] = {"A": {"X1": 60_000}, "B": {"X1": 84_000}, "C": {"X1": 30_000}}
    return Recalculated.of(worked(tender, scores, prices, offers))


def test_t15_whole_example() -> None:
    result = t15(load_tender(T15, CATALOGUE))

    shown = {name: result.row("weighted", "ABC", name) for name in ("quality", "price", "SV1", "SV2")}
    assert shown == {
        "quality": ["47.00", "50.00", "30.00"],
        "price": ["30.00", "27.50", ""],
        "SV1": ["2.86", "4.00", ""],
        "SV2": ["4.50", "6.00", "3.00"],
    }
    assert result.row("total", "ABC") == ["84.36", "87.50", ""]
    assert result.row("rank", "ABC", places=0) == ["2", "1", ""]
    assert result.row("status", "ABC") == ["Valid", "Valid", "Disqualified"]
    assert result.row("reasons", "ABC") == ["", "", "Q3: score under 2."]
    assert result.at("outcome") == "Birch Ltd ranks first."
    assert [result.at("row_name", part=place) for place in "123"] == ["Birch Ltd", "Alder Ltd", "Cedar Ltd"]
    assert result.row("summary_total", "ABC") == ["84.36", "87.50", ""]


def test_t15_the_wrong_way_without_the_gate_moves_everybody() -> None:
    tender = load_tender(T15, CATALOGUE)
    ungated = [q.model_copy(update={"minimum_score": None}) for q in tender.award_criteria[0].sub_criteria]
    scored = tender.award_criteria[0].model_copy(update={"sub_criteria": tuple(ungated)})

    result = t15(tender.model_copy(update={"award_criteria": (scored, *tender.award_criteria[1:])}))

    assert result.row("total", "ABC") == ["83.30", "86.53", "64.43"]


@pytest.mark.parametrize(
    ("weight", "score", "shown"), [("2.675", "3", "2.68"), ("0.125", "3", "0.13"), ("100", "2", "66.67")]
)
def test_t16_rounding_is_half_up_and_only_shown(weight: str, score: str, shown: str, tmp_path: Path) -> None:
    """The cell holds the figure unrounded; its number format leaves two decimals to Excel, which rounds half up."""
    tender = make_tender(scale=whole_scale(3), award_criteria=(quality(question("Q1", weight)),), bids=(bid("A"),))
    result = Recalculated.of(worked(tender, {"A": {"Q1": score}}))
    address = result.layout[Key("points", "A", "Q1")].address
    path = printed(result.layout, tmp_path / "t16.xlsx")

    assert result.at("points", "A", "Q1") == shown
    assert openpyxl.load_workbook(path)[address.sheet][address.cell].number_format == "0.00"


def test_t17_false_tie_is_no_tie() -> None:
    levels = tuple(ScaleLevel(score=Decimal(n), label=n, descriptor=n) for n in ("80.996", "81.004", "100"))
    tender = make_tender(scale=levels, award_criteria=(quality(question("Q1", 100)),), bids=(bid("A"), bid("B")))

    result = Recalculated.of(worked(tender, {"A": {"Q1": "80.996"}, "B": {"Q1": "81.004"}}))

    assert result.row("total", "AB") == ["81.00", "81.00"]
    assert result.row("rank", "AB", places=0) == ["2", "1"]


@pytest.mark.parametrize(
    ("scores", "total", "reasons"),
    [
        ((4, 4, 1), "", "Q3: score under 2."),
        ((2, 2, 2), "", "quality: under 60% of its weighting."),
        ((3, 2, 3), "73.33", ""),
    ],
)
def test_t18_thresholds(scores: tuple[int, int, int], total: str, reasons: str) -> None:
    """The weighting is 80 in three equal parts, as near as ten decimals come; the price adds 20."""
    thirds = ("26.6666666667", "26.6666666667", "26.6666666666")
    two = Decimal(2)
    asked = [question(f"Q{n}", weight, minimum_score=two) for n, weight in enumerate(thirds, 1)]
    tender = make_tender(
        scale="nhs-0-4", award_criteria=(quality(*asked, minimum_percent=Decimal(60)), price(20)), bids=(bid("A"),)
    )

    result = Recalculated.of(worked(tender, {"A": {f"Q{n}": s for n, s in enumerate(scores, 1)}}, {"A": 100}))

    assert result.at("total", "A") == total
    assert result.at("reasons", "A") == reasons


@pytest.mark.parametrize(
    ("entered", "said", "weighted"),
    [
        ("4.2", "Consensus score is not on the scale: an average is never a final score.", ""),
        ("4", "Complete", "80.00"),
        ("5", "Complete", "100.00"),
    ],
)
def test_t19_mean_off_the_scale_is_information_and_not_a_score(entered: str, said: str, weighted: str) -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", 100)),), bids=(bid("A"),), evaluators=evaluators(5), tie_break=()
    )
    given = zip(tender.evaluators, (4, 4, 4, 4, 5), strict=True)
    brief = brief_of(tender, *(returned(person.id, gave({("A", "Q1"): score})) for person, score in given))
    at = {"bid": "A", "criterion": "Q1"}
    answers: dict[Key, Value] = {
        Key("consensus_score", **at): Decimal(entered),
        Key("rationale", **at): "The panel agreed on what the plan shows and lacks.",
    }

    layout = moderation_layout(brief, LOOK.furniture, answers)
    figures = recalculated(layout)

    assert differences(layout, figures) == []
    shown = [rounded(figure_at(layout, figures, Key(field, **at))) for field in ("mean", "check", "weighted")]
    assert shown == ["4.20", said, weighted]


def relative_60_40(bids: str) -> list[str]:
    tender = make_tender(
        scale=whole_scale(100),
        award_criteria=(quality(question("Q1", 60)), price(40)),
        bids=tuple(bid(name) for name in bids),
    )
    scores: dict[str, dict[str, Figure]] = {"A": {"Q1": 60}, "B": {"Q1": 50}, "C": {"Q1": 30}}
    prices: dict[str, Figure] = {"A": 105, "B": 85, "C": 60}
    kept = {name: scores[name] for name in bids}
    return Recalculated.of(worked(tender, kept, {name: prices[name] for name in bids})).row("total", bids)


def test_t21_an_irrelevant_bid_flips_the_winner() -> None:
    assert relative_60_40("AB") == ["68.38", "70.00"]
    assert relative_60_40("ABC") == ["58.86", "58.24", "58.00"]


def test_t22_outlier_offer_squeezes_the_others() -> None:
    offers: dict[str, Figure] = {"A": 60_000, "B": 84_000, "C": 840_000}
    tender = make_tender(award_criteria=(social_value(plan(96), commitments(4)),), tie_break=())
    given: dict[str, dict[str, Figure]] = {name: {"SV1": 5} for name in "ABC"}

    def of(bids: str) -> list[str]:
        cut = tender.model_copy(update={"bids": tuple(bid(name) for name in bids)})
        promised: dict[str, dict[str, Figure]] = {name: {"M1": offers[name]} for name in bids}
        return Recalculated.of(worked(cut, given, offers=promised)).row("weighted", bids, "SV2")

    assert of("AB") == ["2.86", "4.00"]
    assert of("ABC") == ["0.29", "0.40", "4.00"]


@pytest.mark.parametrize(
    ("broken", "ranks"),
    [
        (("quality",), ["2", "1"]),
        (("SV1", "price"), ["1", "2"]),
        (("price",), ["1", "2"]),
        (("SV1",), ["1", "1"]),
        ((), ["1", "1"]),
    ],
)
def test_t26_true_tie_is_broken_by_the_published_list_or_stays(broken: tuple[str, ...], ranks: list[str]) -> None:
    tender = make_tender(
        award_criteria=(quality(question("Q1", 50)), social_value(plan(10)), price(40)),
        bids=(bid("B"), bid("A")),
        tie_break=broken,
    )

    result = Recalculated.of(worked(tender, {"A": {"Q1": 3, "SV1": 3}, "B": {"Q1": 4, "SV1": 3}}, {"A": 300, "B": 400}))

    assert result.row("total", "AB") == ["76.00", "76.00"]
    assert result.row("rank", "AB", places=0) == ranks
    assert result.at("outcome").startswith("Tie: 2 bids share the first place") == (ranks == ["1", "1"])


def test_t27_missing_score_leaves_a_bid_without_a_total_and_out_of_the_reference() -> None:
    tender = make_tender(award_criteria=(quality(question("Q1", 30), question("Q2", 30)), price(40)))
    scores: dict[str, dict[str, Figure]] = {"A": {"Q1": 5}, "B": {"Q1": 0, "Q2": 5}, "C": {"Q1": 3, "Q2": None}}

    result = Recalculated.of(worked(tender, scores, {"A": 80, "B": 100, "C": 90}))

    assert result.row("total", "ABC") == ["", "70.00", ""]
    assert result.row("rank", "ABC", places=0) == ["", "1", ""]
    assert result.row("status", "ABC") == ["Incomplete", "Valid", "Incomplete"]
    assert result.row("reasons", "ABC") == ["1 missing.", "", "1 missing."]
    assert result.row("weighted", "ABC", "Q1") == ["30.00", "0.00", "18.00"]
    assert str(figure_at(result.layout, result.figures, PROOF)).endswith("figures agree.")
