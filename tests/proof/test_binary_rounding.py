"""Spreadsheets count in binary. Ties, gates and bands that are met to the point come out as in exact arithmetic.

A figure of the workbook is off by at most some hundred roundings, each 1.1e-16 of it; what the formulas allow for
(2e-14 of a figure, 1e-12 per cent of a weighting) is more than that, and less than the least step between entries as
people make them. Each test also has the neighbours on both sides, one step of an entry away.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest

from builders import bid, commitments, make_tender, plan, price, quality, question, social_value, whole_scale
from proof.proving import LOOK, differences, figure_at, recalculated
from proof.random_tenders import seeded
from proof.worked import Recalculated, worked
from sv_excel.findings.key import Key
from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import INDEX_FORMULAS, Band
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.workbooks.result.layout import result_layout
from sv_excel.workbooks.result.proof_sheet import PROOF

if TYPE_CHECKING:
    from builders import Figure
    from engines.libreoffice import LibreOffice
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.tender import Tender

TENTH_DECIMAL = Decimal("1E-10")
SHAPES = {
    "thirds": ("33.3333333333", "33.3333333333", "33.3333333334"),
    "thirds of sixty to the penny": ("20.01", "19.99", "13.33", "6.67"),
    "sevenths": ("14.2857142857",) * 6 + ("14.2857142858",),
    "tenths that binary has not": ("0.1", "0.2", "0.3", "0.7", "1.1"),
    "forty alike": ("2.5",) * 40,
}
SCALES = {
    "0-5": tuple(map(Decimal, range(6))),
    "0-7": tuple(map(Decimal, range(8))),
    "decimals": tuple(map(Decimal, ("0", "0.1", "0.3", "0.7", "1.1"))),
}
CASES = [(shape, scale) for shape, scale in product(SHAPES, SCALES) if shape != "forty alike" or scale == "decimals"]


def scaled(levels: tuple[Decimal, ...]) -> tuple[ScaleLevel, ...]:
    return tuple(ScaleLevel(score=n, label=f"Level {n}", descriptor=f"Earns {n}.") for n in levels)


def earned(weights: tuple[str, ...], given: dict[str, Figure]) -> Fraction:
    """Weights times scores, exactly."""
    parts = zip(weights, given.values(), strict=True)
    return sum((Fraction(weight) * Fraction(str(score)) for weight, score in parts), Fraction(0))


def scored(shape: str, scale: str, count: int) -> tuple[Tender, dict[str, dict[str, Figure]], dict[str, Fraction]]:
    """Bids with scores at random, half of them another's turned round; and the share of the weighting that each has."""
    rng = seeded(len(shape) + len(scale))
    weights, levels = SHAPES[shape], SCALES[scale]
    asked = [question(f"Q{n}", weight) for n, weight in enumerate(weights)]
    scores: dict[str, dict[str, Figure]] = {}
    drawn: list[Decimal] = []
    for place in range(count):
        drawn = rng.sample(drawn, len(drawn)) if place % 2 else [rng.choice(levels) for _ in weights]
        scores[f"B{place}"] = {f"Q{n}": score for n, score in enumerate(drawn)}
    whole = sum(map(Fraction, weights)) * Fraction(levels[-1])
    shares = {name: 100 * earned(weights, given) / whole for name, given in scores.items()}
    tender = make_tender(
        scale=scaled(levels), award_criteria=(quality(*asked),), bids=tuple(map(bid, scores)), tie_break=("quality",)
    )
    return tender, scores, shares


def gated(tender: Tender, least: Decimal) -> Tender:
    (top,) = tender.award_criteria
    return tender.model_copy(update={"award_criteria": (top.model_copy(update={"minimum_percent": least}),)})


@pytest.mark.parametrize(("shape", "scale"), CASES)
def test_bid_at_a_minimum_percent_passes_and_a_step_under_it_fails(shape: str, scale: str) -> None:
    tender, scores, shares = scored(shape, scale, 8)
    for share in sorted(set(shares.values()))[:: max(1, len(set(shares.values())) // 3)]:
        under = Decimal(share.numerator * 10**10 // share.denominator).scaleb(-10)
        for least in (under - TENTH_DECIMAL, under, under + TENTH_DECIMAL):
            if 0 <= least <= 100:
                result = Recalculated.of(worked(gated(tender, least), scores))
                status = {name: figure_at(result.layout, result.figures, Key("status", name)) for name in shares}
                fails = {name: "Disqualified" if own < least else "Valid" for name, own in shares.items()}
                assert status == fails


@pytest.mark.parametrize(("shape", "scale"), CASES)
def test_totals_that_are_equal_tie_and_others_do_not(shape: str, scale: str) -> None:
    tender, scores, shares = scored(shape, scale, 40)

    result = Recalculated.of(worked(tender, scores))

    ranks = {name: figure_at(result.layout, result.figures, Key("rank", name)) for name in shares}
    assert ranks == {name: 1 + sum(other > own for other in shares.values()) for name, own in shares.items()}


def test_least_step_that_weightings_can_make_is_no_tie() -> None:
    """A ten-thousand-millionth of a point, which one score more on such a question earns."""
    asked = [question("Q1", "99.9999999995"), question("Q2", "0.0000000005")]
    tender = make_tender(award_criteria=(quality(*asked),), bids=(bid("A"), bid("B"), bid("C")), tie_break=())
    scores: dict[str, dict[str, Figure]] = {"A": {"Q1": 5, "Q2": 1}, "B": {"Q1": 5, "Q2": 2}, "C": {"Q1": 5, "Q2": 2}}

    assert Recalculated.of(worked(tender, scores)).row("rank", "ABC", places=0) == ["3", "1", "1"]


def with_prices(formula: str, prices: dict[str, Figure], scores: dict[str, Figure], **facts: object) -> Recalculated:
    weight = 0 if formula in INDEX_FORMULAS else 40
    tender = make_tender(
        scale=whole_scale(100),
        award_criteria=(quality(question("Q1", 100 - weight)), price(weight, formula, **facts)),
        bids=tuple(map(bid, prices)),
        tie_break=(),
    )
    return Recalculated.of(worked(tender, {name: {"Q1": score} for name, score in scores.items()}, prices))


@pytest.mark.parametrize(
    ("formula", "facts", "prices", "scores", "ranks"),
    [
        # 60 s / 100 + 40 x 300 / p: 0 + 40, 15 + 25, 30 + 10, and a penny more.
        ("lowest-price-relative", {}, (300, 480, 1200, "1200.01"), (0, 25, 50, 50), "1114"),
        ("price-per-quality-point", {}, (700, 7000, 2100, "2100.01"), (7, 70, 21, 21), "1114"),
        ("price-per-quality-point", {}, ("1.1", "3.3", "7.7", "7.69"), (11, 33, 77, 77), "2221"),
        ("lowest-compliant", {}, ("99999999999.98", "99999999999.99", "99999999999.98", 10**11), (9, 9, 9, 9), "1314"),
        (
            "monetised-quality",
            {"willingness_to_pay": Decimal("33333.33")},
            ("33433.33", "3333433.00", "100", "3333433.01"),
            (1, 100, 0, 100),
            "1114",
        ),
        (
            "value-for-money-index",
            {"quality_weight": Decimal(60), "cost_weight": Decimal(40)},
            (1000, 8000, 27000, 64000),
            (1, 4, 9, 16),
            "1111",
        ),
        (
            "value-for-money-index",
            {"quality_weight": Decimal(99), "cost_weight": Decimal(1)},
            ("0.5", "0.5", "0.5000000001", 1),
            (97, 97, 97, 97),
            "1134",
        ),
    ],
)  # fmt: skip
def test_index_and_total_tie_only_where_they_are_equal(
    formula: str, facts: dict[str, object], prices: tuple[Figure, ...], scores: tuple[Figure, ...], ranks: str
) -> None:
    result = with_prices(
        formula, dict(zip("ABCD", prices, strict=True)), dict(zip("ABCD", scores, strict=True)), **facts
    )

    assert result.row("rank", "ABCD", places=0) == list(ranks)


def test_total_that_is_the_difference_of_large_sums_ties_and_is_proven() -> None:
    """4,166,666.25 - 50,000 x 83.333325 is 0; what is left of it in binary is no figure that differs."""
    tender = make_tender(
        scale=whole_scale(100),
        award_criteria=(
            quality(*(question(f"Q{n}", weight) for n, weight in enumerate(SHAPES["thirds"]))),
            price(0, "monetised-quality", willingness_to_pay=Decimal("49999.99")),
        ),
        bids=(bid("A"), bid("B")),
        tie_break=(),
    )
    scores: dict[str, dict[str, Figure]] = {"A": {f"Q{n}": 83 for n in range(3)}, "B": {f"Q{n}": 0 for n in range(3)}}
    layout = result_layout(worked(tender, scores, {"A": "4149999.18", "B": "0.01"}), LOOK.furniture)
    figures = recalculated(layout)

    assert [figure_at(layout, figures, Key("rank", name)) for name in "AB"] == [1, 1]
    assert str(figure_at(layout, figures, PROOF)).endswith("figures agree.")


def banded_offers() -> ResultBrief:
    """0.1 + 0.7 and 0.8 pounds, a band from 0.8, and offers a tenth decimal around it."""
    bands = (Band(at_least=Decimal("0.8"), percent=Decimal(100)), Band(at_least=Decimal(0), percent=Decimal(50)))
    own = tuple(Measure(id=f"M{n}", title=f"Promise {n}", unit="unit", proxy_value=Decimal("0.1")) for n in (1, 2))
    tender = make_tender(
        award_criteria=(social_value(plan(60), commitments(40, measures=("M1", "M2"), formula="banded", bands=bands)),),
        measures=own,
        bids=tuple(map(bid, "ABCD")),
        tie_break=(),
    )
    offers: dict[str, dict[str, Figure]] = {
        "A": {"M1": 1, "M2": 7},
        "B": {"M1": 8},
        "C": {"M1": "7.9999999999"},
        "D": {"M1": "8.0000000001"},
    }
    return worked(tender, {name: {"SV1": 5} for name in "ABCD"}, offers=offers)


def test_offer_on_the_limit_of_a_band_is_in_it() -> None:
    assert Recalculated.of(banded_offers()).row("points", "ABCD", "SV2") == ["40.00", "40.00", "20.00", "40.00"]


def test_price_on_the_limit_of_a_band_is_in_it() -> None:
    limits = ("100", "110", "133.3333333333")
    bands = tuple(
        Band(up_to_percent=Decimal(n), percent=Decimal(p)) for n, p in zip(limits, (100, 50, 25), strict=True)
    )
    prices: dict[str, Figure] = {"A": "1.1", "B": "1.21", "C": "1.2100000001", "D": "1.4666666667"}

    result = with_prices("banded", prices, dict.fromkeys("ABCD", 50), bands=bands)

    assert result.row("weighted", "ABCD", "price") == ["40.00", "20.00", "10.00", "0.00"]


@pytest.mark.parametrize("least", ["49.9999999999", "50", "50.0000000001"])
def test_gate_on_points_that_depend_on_other_bids_is_met_to_the_point(least: str) -> None:
    """B's price is twice the lowest, so that it has 50 per cent of the weighting."""
    tender = make_tender(
        award_criteria=(
            quality(question("Q1", "66.6666666667")),
            price("33.3333333333", minimum_percent=Decimal(least)),
        ),
        bids=tuple(map(bid, "ABC")),
        tie_break=(),
    )
    prices: dict[str, Figure] = {"A": "333333.33", "B": "666666.66", "C": "666666.67"}

    result = Recalculated.of(worked(tender, {name: {"Q1": 3} for name in "ABC"}, prices))

    b_status = "Valid" if Decimal(least) <= 50 else "Disqualified"
    assert result.row("status", "ABC") == ["Valid", b_status, "Disqualified"]


def test_totals_nearer_than_binary_numbers_tell_apart_are_told_by_the_proof_sheet() -> None:
    """40 x 1,000,000 / 1,081,081.08108108 is 37 and some 4e-14: exact arithmetic ranks by it, a spreadsheet cannot."""
    tender = make_tender(
        scale=whole_scale(20),
        award_criteria=(quality(question("Q1", 60)), price(40)),
        bids=tuple(map(bid, "AB")),
        tie_break=(),
    )
    brief = worked(tender, {"A": {"Q1": 10}, "B": {"Q1": 11}}, {"A": 1_000_000, "B": "1081081.08108108"})
    layout = result_layout(brief, LOOK.furniture)
    figures = recalculated(layout)

    assert [b.rank for b in brief.result().lots[0].bids] == [2, 1]
    assert [figure_at(layout, figures, Key("rank", name)) for name in "AB"] == [1, 1]
    assert not str(figure_at(layout, figures, PROOF)).endswith("figures agree.")


def test_libreoffice_meets_ties_gates_and_bands_alike(libreoffice: LibreOffice) -> None:
    briefs = [worked(*scored(shape, scale, 6)[:2]) for shape, scale in CASES]
    for brief in [*briefs, banded_offers()]:
        layout = result_layout(brief, LOOK.furniture)

        assert differences(layout, recalculated(layout, libreoffice.recalculate)) == []
