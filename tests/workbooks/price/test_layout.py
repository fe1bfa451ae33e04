"""The price workbook: each price twice, agreement in words, and the published formulas live."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import MEASURES, bid, commitments, make_tender, plan, price, quality, question, social_value
from engines.excel_lint import lint
from engines.sdk_validator import validate
from recalculation import LOOK, carded, differences, filled, printed, worth
from sv_excel.errors.tender import PriceCriterionMissingError
from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.tender.briefs.make_price_response import price_brief
from sv_excel.tender.briefs.price import PriceBrief
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.tender.definition.criteria import Band
from sv_excel.tender.definition.people import Lot
from sv_excel.workbooks.price.layout import PROGRESS, READY, price_layout
from sv_excel.workbooks.price.points_sheet import LATER
from sv_excel.workbooks.price.two_entries import AGREED, CHECKED_PRICE, PRICE, price_findings, read_prices
from sv_excel.workbooks.returned.compare import hold
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engines.libreoffice import LibreOffice
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Layout, Value

Given = str | Decimal | None
BANDS = tuple(
    Band(up_to_percent=Decimal(limit), percent=Decimal(share)) for limit, share in ((105, 90), (100, 100), (120, 50))
)
FORMULAS: dict[str, dict[str, Any]] = {
    "lowest-price-relative": {},
    "mean-price": {},
    "optimal-price": {"optimal_price": Decimal(900_000)},
    "banded": {"bands": BANDS},
    "lowest-compliant": {"weight": 0},
    "price-per-quality-point": {"weight": 0},
    "value-for-money-index": {"weight": 0, "quality_weight": Decimal(60), "cost_weight": Decimal(40)},
    "monetised-quality": {"weight": 0, "willingness_to_pay": Decimal(5000)},
}
LOTS = (Lot(id="north", title="North sites"), Lot(id="south", title="South sites"))
LOT_BIDS = (bid("A"), bid("B", lots=("south",)), bid("C", lots=("north",)))


def tender(formula: str = "lowest-price-relative", parameters: dict[str, Any] | None = None, **changes: Any) -> Tender:  # noqa: ANN401 - any field of a tender
    facts = {"weight": 30, **FORMULAS[formula], **(parameters or {})}
    criteria = (quality(question("Q1", 60)), social_value(plan(), commitments()), price(formula=formula, **facts))
    return make_tender(award_criteria=criteria, measures=tuple(MEASURES.values()), **changes)


def brief_of(made: Tender) -> PriceBrief:
    return price_brief(made, Catalogue())


def entered(*pairs: tuple[Given, Given]) -> dict[Key, Given]:
    """Price and checker's price of bids A, B, C; None stays blank."""
    both = {
        Key(field, bid=bid_id): value
        for bid_id, pair in zip("ABC", pairs, strict=False)
        for field, value in zip(("price", "checked_price"), pair, strict=True)
    }
    return {key: value for key, value in both.items() if value is not None}


def twice(*prices: str | int) -> dict[Key, Given]:
    return entered(*((Decimal(amount), Decimal(amount)) for amount in prices))


def layout_of(made: Tender, answers: Mapping[Key, Given]) -> Layout:
    return price_layout(brief_of(made), LOOK.furniture, answers)


def points(layout: Layout, bid_id: str, lot: str | None = None) -> Value:
    return worth(layout, Key("points", bid=bid_id, lot=lot))


def test_price_brief_gives_each_bid_and_lot_once() -> None:
    rows = brief_of(tender(lots=LOTS, bids=LOT_BIDS)).rows

    assert [(row.bid, row.lot) for row in rows] == [("A", "north"), ("A", "south"), ("B", "south"), ("C", "north")]


def test_price_brief_names_no_evaluator() -> None:
    told = brief_of(tender()).model_dump_json()

    assert [name for name in ("First evaluator", "Second evaluator", "Moderator") if name in told] == []


def test_price_brief_comes_back_from_its_json() -> None:
    brief = brief_of(tender("banded", lots=LOTS, bids=LOT_BIDS))

    assert PriceBrief.model_validate_json(brief.model_dump_json(exclude_defaults=True)) == brief


def test_price_brief_without_a_price_criterion_is_refused() -> None:
    with pytest.raises(PriceCriterionMissingError, match="cleaning-2026: has no price criterion"):
        brief_of(make_tender(award_criteria=(quality(question("Q1", 100)),)))


def test_price_entries_stand_side_by_side_row_by_row() -> None:
    layout = layout_of(tender(lots=LOTS, bids=LOT_BIDS), {})

    assert [(cell.key, cell.entry, cell.subject) for cell in layout.entries][:4] == [
        (Key("price", bid="A", lot="north"), PRICE, "Alder Facilities Ltd, North sites"),
        (Key("checked_price", bid="A", lot="north"), CHECKED_PRICE, "Alder Facilities Ltd, North sites"),
        (Key("price", bid="A", lot="south"), PRICE, "Alder Facilities Ltd, South sites"),
        (Key("checked_price", bid="A", lot="south"), CHECKED_PRICE, "Alder Facilities Ltd, South sites"),
    ]


@pytest.mark.parametrize(
    ("price_entry", "checked", "said"),
    [
        (None, None, "Price is missing"),
        (None, Decimal(5), "Price is missing"),
        (Decimal(5), None, "Checker's price is missing"),
        (Decimal(0), Decimal(0), "Price is not a number above 0"),
        ("5,000 pounds", Decimal(5), "Price is not a number above 0"),
        (Decimal(5), Decimal(-5), "Checker's price is not a number above 0"),
        (Decimal(5), "five", "Checker's price is not a number above 0"),
        (Decimal("1250000.10"), Decimal("1250120.10"), "Differs by GBP 120.00: both look at the bid again"),
        (Decimal("1.004"), Decimal(1), "Differs by less than a penny: both look at the bid again"),
        (Decimal(1_050_000), Decimal("1050000.105"), "Differs by GBP 0.11: both look at the bid again"),
        (Decimal("1250000.10"), Decimal("1250000.1"), AGREED),
    ],
)
def test_price_check_says_it_in_words_as_excel_does(
    tmp_path: Path, price_entry: Given, checked: Given, said: str
) -> None:
    layout = layout_of(tender(), entered((price_entry, checked)))

    assert worth(layout, Key("check", bid="A")) == said
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(
    ("formula", "parameters", "expected"),
    [
        ("lowest-price-relative", {}, [30, 24, 20]),
        ("mean-price", {}, [Fraction(105, 5), 15, 9]),
        ("optimal-price", {"optimal_price": Decimal(750_000)}, [Fraction(30 * 50, 75), 10, 0]),
        ("optimal-price", {"optimal_price": Decimal(1_250_000), "maximum_price": Decimal(2_000_000)}, [30, 30, 20]),
        ("optimal-price", {"optimal_price": Decimal(1_500_000)}, [30, 30, 30]),
        ("banded", {"bands": (Band(up_to_percent=Decimal(125), percent=Decimal(80)),)}, [24, 24, 0]),
        ("lowest-compliant", {}, [1_000_000, 1_250_000, 1_500_000]),
        ("price-per-quality-point", {}, [LATER, LATER, LATER]),
        ("value-for-money-index", {}, [LATER, LATER, LATER]),
        ("monetised-quality", {}, [LATER, LATER, LATER]),
    ],
)
def test_points_follow_the_formula(
    tmp_path: Path, formula: str, parameters: dict[str, Any], expected: list[Value]
) -> None:
    layout = layout_of(tender(formula, parameters), twice(1_000_000, 1_250_000, 1_500_000))

    assert [points(layout, bid_id) for bid_id in "ABC"] == expected
    assert differences(layout, tmp_path) == []


def test_price_that_is_not_agreed_is_left_out_of_everybodys_figures(tmp_path: Path) -> None:
    answers = entered((Decimal(100), Decimal(90)), (Decimal(200), Decimal(200)), (Decimal(400), Decimal(400)))
    layout = layout_of(tender(), answers)

    assert [points(layout, bid_id) for bid_id in "ABC"] == ["", 30, 15]
    assert [worth(layout, Key(name)) for name in ("lowest", "mean", "highest")] == [200, 300, 400]
    assert [worth(layout, Key("order", bid=bid_id)) for bid_id in "ABC"] == ["", 1, 2]
    assert differences(layout, tmp_path) == []


def test_each_lot_has_its_own_lowest_price(tmp_path: Path) -> None:
    amounts: dict[tuple[str, str], int] = {
        ("A", "north"): 300,
        ("A", "south"): 100,
        ("B", "south"): 200,
        ("C", "north"): 150,
    }
    answers: dict[Key, Given] = {
        Key(field, bid=bid_id, lot=lot): Decimal(amount)
        for (bid_id, lot), amount in amounts.items()
        for field in ("price", "checked_price")
    }
    layout = layout_of(tender(lots=LOTS, bids=LOT_BIDS), answers)

    assert [points(layout, *row) for row in amounts] == [15, 30, 15, 30]
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(
    ("answers", "progress", "ready"),
    [
        ({}, "0 of 3 prices agreed", "Not ready: 3 of 3 prices are not agreed."),
        (twice(1, 2), "2 of 3 prices agreed", "Not ready: 1 of 3 prices are not agreed."),
        (twice(1, 2, 3), "3 of 3 prices agreed", "Ready to return"),
    ],
)
def test_start_says_how_far_it_is(answers: dict[Key, Given], progress: str, ready: str) -> None:
    layout = layout_of(tender(), answers)

    assert (worth(layout, PROGRESS), worth(layout, READY)) == (progress, ready)


@pytest.mark.parametrize("formula", sorted(FORMULAS))
def test_price_figures_agree_in_libreoffice(tmp_path: Path, libreoffice: LibreOffice, formula: str) -> None:
    answers = entered(
        (Decimal("1000000.10"), Decimal("1000000.10")), (Decimal(1_050_000), Decimal("1050000.105")), (Decimal(9), "x")
    )
    answers.update(twice("1000000.10", 1_050_000) if formula == "banded" else {})
    layout = layout_of(tender(formula), answers)

    assert differences(layout, tmp_path, libreoffice.recalculate) == []


POUNDS = st.decimals(min_value="0.01", max_value=10_000_000, places=2)
ODD: st.SearchStrategy[Given] = st.one_of(st.none(), st.just("x"), st.just(Decimal(0)), st.just(Decimal(-3)))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Given, Given]:
    """Mostly agreed, at times a slip, a blank or no price at all."""
    amount = draw(POUNDS)
    return draw(
        st.sampled_from([(amount, amount)] * 4 + [(amount, draw(POUNDS)), (amount, draw(ODD)), (draw(ODD), amount)])
    )


@given(
    formula=st.sampled_from(sorted(FORMULAS)),
    maximum=st.one_of(st.none(), POUNDS),
    optimal=POUNDS,
    entries=st.lists(pairs(), min_size=1, max_size=8),
)
def test_points_are_those_of_python_for_any_prices(
    formula: str, maximum: Decimal | None, optimal: Decimal, entries: list[tuple[Given, Given]]
) -> None:
    ids = [f"B{place}" for place in range(len(entries))]
    parameters = {"optimal_price": optimal, "maximum_price": maximum} if formula == "optimal-price" else {}
    made = tender(formula, parameters, bids=tuple(bid(name) for name in ids))
    answers = {
        Key(field, bid=name): value
        for name, pair in zip(ids, entries, strict=True)
        for field, value in zip(("price", "checked_price"), pair, strict=True)
        if value is not None
    }

    with TemporaryDirectory() as folder:
        assert differences(layout_of(made, answers), Path(folder)) == []


@given(pennies=st.integers(1, 10**8), step=st.sampled_from([-1, 0, 1]))
def test_price_on_the_limit_of_a_band_is_within_it(pennies: int, step: int) -> None:
    lowest = Decimal(20 * pennies) / 100
    on_limit = Decimal(21 * pennies + step) / 100
    if on_limit < lowest:
        return
    layout = layout_of(tender("banded"), twice(str(lowest), str(on_limit)))

    assert points(layout, "B") == (15 if step > 0 else 30 if on_limit == lowest else 27)
    with TemporaryDirectory() as folder:
        assert differences(layout, Path(folder)) == []


def test_prices_are_read_where_both_agree() -> None:
    answers = entered((Decimal(5), Decimal(5)), (Decimal(5), Decimal(6)), (None, Decimal(7)))

    assert read_prices(answers) == {("A", None): Decimal(5), ("B", None): None, ("C", None): None}


def test_price_row_left_blank_is_not_read() -> None:
    assert read_prices(entered((Decimal(5), Decimal(5)))) == {("A", None): Decimal(5)}


def test_difference_of_prices_is_a_finding_and_a_bad_entry_alone_is_not() -> None:
    answers = entered((Decimal("1000.50"), Decimal(1005)), (Decimal(5), "five"), (Decimal(6), Decimal(6)))

    assert price_findings(brief_of(tender()), answers) == (
        Finding(
            "price-check-differs",
            "the checker's price differs from the price by GBP 4.50.",
            "Both look at the bid again, and whoever slipped corrects their own entry.",
            key=Key("checked_price", bid="A"),
            subject="Alder Facilities Ltd",
        ),
    )


@pytest.mark.parametrize("formula", sorted(FORMULAS))
def test_price_workbook_is_a_valid_file(tmp_path: Path, formula: str) -> None:
    made = tender(formula, lots=LOTS, bids=LOT_BIDS)
    path = printed(carded(layout_of(made, {}), brief_of(made)), tmp_path)

    assert (validate([path]), lint(path)) == ([], [])


def test_price_workbook_without_bids_is_a_valid_file(tmp_path: Path) -> None:
    made = tender(bids=())
    layout = carded(layout_of(made, {}), brief_of(made))
    path = printed(layout, tmp_path)

    assert (validate([path]), lint(path), layout.entries) == ([], [], ())


def test_price_workbook_comes_back_as_it_was_filled_in(tmp_path: Path) -> None:
    answers = twice("1000000.25", 2, 3)
    issued = Issued.of(carded(layout_of(tender(), {}), brief_of(tender())))
    path = printed(filled(carded(layout_of(tender(), {}), brief_of(tender())), answers), tmp_path)

    returned = hold(issued, read_workbook(path))

    assert (returned.answers, returned.findings) == (answers, ())
