"""The response workbook: what a tenderer sees and fills in, its pounds live, and the way back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import MEASURES, bid, commitments, make_tender, plan, price, quality, question, social_value
from engines.excel_lint import lint
from engines.sdk_validator import validate
from recalculation import LOOK, carded, differences, filled, printed, worth
from sv_excel.findings.key import Key
from sv_excel.tender.briefs.make_price_response import response_brief
from sv_excel.tender.briefs.response import ResponseBrief
from sv_excel.tender.catalogue.catalogue import Catalogue, CataloguedMeasure, Measure, ProxySource
from sv_excel.tender.definition.people import Lot
from sv_excel.tender.scoring.commitments import Offer, offer_value
from sv_excel.workbooks.response.commitments_sheet import TOTAL
from sv_excel.workbooks.response.layout import NO_PROMISE, READY, SUBMIT, TOO_LONG, response_layout
from sv_excel.workbooks.response.plan_sheet import HEADINGS
from sv_excel.workbooks.response.read import read_offers, response_findings
from sv_excel.workbooks.returned.compare import hold
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engines.libreoffice import LibreOffice
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Layout

Given = str | Decimal
PLAN = plan(
    4,
    title="Delivery plan",
    question="How will you keep your commitments?",
    guidance="A good answer names dates.",
    word_limit=20,
)
FIRST = commitments(3, measures=("M1", "M2", "M3"), cap_percent_of_contract_value=Decimal("0.5"))
SECOND = commitments(1, id="SV3", title="Local jobs", measures=("M2",))
CAP = 21_000
"""0.5% of the contract's 4,200,000 GBP."""


def tender(*criteria: object, **changes: object) -> Tender:
    parts = criteria or (PLAN, plan(2, id="SV4", title="Climate"), FIRST, SECOND)
    tree = (quality(question("Q1", 60)), social_value(*parts), price(30))  # type: ignore[arg-type]
    return make_tender(award_criteria=tree, measures=tuple(MEASURES.values()), **changes)


def brief_of(made: Tender, bid_id: str | None = None) -> ResponseBrief:
    return response_brief(made, Catalogue(), None if bid_id is None else made.bid(bid_id))


def layout_of(brief: ResponseBrief, answers: Mapping[Key, Given] | None = None) -> Layout:
    return response_layout(brief, LOOK.furniture, answers)


def quantity(measure: str) -> Key:
    return Key("quantity", measure=measure)


def share(measure: str) -> Key:
    return Key("attribution", measure=measure)


def statement(measure: str) -> Key:
    return Key("statement", measure=measure)


def heading(criterion_id: str, part: str) -> Key:
    return Key("delivery_plan", criterion=criterion_id, part=part)


def complete() -> dict[Key, Given]:
    """Three of each measure with a statement, two words under each heading."""
    return {
        **{quantity(measure): Decimal(3) for measure in MEASURES},
        **{statement(measure): "By month 3; payroll shows it." for measure in MEASURES},
        **{heading(plan_id, part): "Month 3" for plan_id in ("SV1", "SV4") for part in HEADINGS},
    }


def without(*keys: Key) -> dict[Key, Given]:
    return {key: value for key, value in complete().items() if key not in keys}


def test_response_lists_each_measure_once_with_the_criteria_that_count_it() -> None:
    measures = brief_of(tender()).measures

    assert [(item.id, item.criteria) for item in measures] == [
        ("M1", ("SV2",)),
        ("M2", ("SV2", "SV3")),
        ("M3", ("SV2",)),
    ]


def test_response_tells_of_no_bid_nor_person_nor_the_evaluators_deadline() -> None:
    told = brief_of(tender(deadline=date(2026, 12, 4))).model_dump_json()
    names = (
        "Alder Facilities Ltd",
        "Birch Services Ltd",
        "First evaluator",
        "Moderator",
        "Price checker",
        "2026-12-04",
    )

    assert [name for name in names if name in told] == []


def test_response_of_one_bid_tells_of_no_other() -> None:
    told = brief_of(tender(), "A").model_dump_json()

    assert [name for name in ("Alder Facilities Ltd", "Birch Services Ltd") if name in told] == ["Alder Facilities Ltd"]


def test_response_brief_comes_back_from_its_json() -> None:
    brief = brief_of(tender(), "B")

    assert ResponseBrief.model_validate_json(brief.model_dump_json(exclude_defaults=True)) == brief


def test_response_prints_the_published_fingerprint() -> None:
    brief = brief_of(tender())
    texts = [cell.content for cell in layout_of(brief)]

    assert f"Published part of the tender, fingerprint: {brief.tender.fingerprint}" in texts


def test_response_names_the_source_of_a_catalogued_value() -> None:
    source = ProxySource(
        source="(c) Example Database",
        date="2026",
        verified=True,
        price_year=2024,
        licence="CC BY 4.0",
        value_basis="fiscal",
        checked=date(2026, 11, 22),
    )
    known = CataloguedMeasure(
        id="M1", title="Hires", unit="people", proxy_value=Decimal(10), counting=("local",), proxy_source=source
    )
    made = make_tender()
    layout = layout_of(response_brief(made, Catalogue(measures=(known,)), None))

    told = (
        "Unit: people. Only in the area that the tender documents name. Value: (c) Example Database; prices of 2024; "
    )
    assert told + "CC BY 4.0." in [cell.content for cell in layout]


def test_response_shows_a_value_that_is_not_verified() -> None:
    source = ProxySource(
        source="(c) Example Database",
        date="2026",
        verified=False,
        price_year=2024,
        licence="CC BY 4.0",
        value_basis="fiscal",
        checked=date(2026, 11, 22),
    )
    known = CataloguedMeasure(id="M1", title="Hires", unit="people", proxy_value=Decimal(10), proxy_source=source)
    layout = layout_of(response_brief(make_tender(), Catalogue(measures=(known,)), None))

    told = "Unit: people. Value: (c) Example Database; prices of 2024; CC BY 4.0. "
    assert told + "Not verified: taken from a second source." in [cell.content for cell in layout]


def test_response_asks_any_tenderer_for_its_name_first() -> None:
    anyone, known = layout_of(brief_of(tender())), layout_of(brief_of(tender(), "A"))

    assert anyone.entries[0].key == Key("tenderer")
    assert [cell.key for cell in known.entries] == [cell.key for cell in anyone.entries[1:]]


def test_response_entries_follow_the_measures_then_the_headings() -> None:
    keys = [cell.key for cell in layout_of(brief_of(tender(PLAN, commitments(6, measures=("M1", "M3"))), "A")).entries]

    assert keys == [
        *(
            Key(field, measure=measure)
            for measure in ("M1", "M3")
            for field in ("quantity", "attribution", "statement")
        ),
        *(heading("SV1", part) for part in ("timeline", "resources", "reporting", "improvement", "risks")),
    ]


def test_response_of_a_bid_asks_only_what_its_lots_are_judged_by() -> None:
    lots = (Lot(id="north", title="North"), Lot(id="south", title="South"))
    north, south = plan(6, lots=("north",)), plan(6, id="SV5", lots=("south",))
    made = tender(north, south, commitments(4), lots=lots, bids=(bid("A", lots=("south",)),))

    assert [question.id for question in brief_of(made, "A").plans] == ["SV5"]
    assert [question.id for question in brief_of(made).plans] == ["SV1", "SV5"]


@pytest.mark.parametrize(
    ("entries", "said", "value"),
    [
        ({}, "Nothing promised", ""),
        ({quantity("M2"): Decimal(0)}, "Complete", 0),
        ({quantity("M2"): Decimal("1.5"), statement("M2"): "How."}, "Complete", 12_000),
        ({quantity("M2"): Decimal(2), share("M2"): Decimal("0.35"), statement("M2"): "How."}, "Complete", 5_600),
        ({quantity("M2"): Decimal(2), share("M2"): Decimal(0), statement("M2"): "How."}, "Complete", 0),
        ({quantity("M2"): Decimal(2), statement("M2"): "  "}, "Statement is missing.", 16_000),
        ({quantity("M2"): Decimal(-2)}, "Quantity is not a number from 0.", ""),
        ({quantity("M2"): "two", statement("M2"): "How."}, "Quantity is not a number from 0.", ""),
        ({statement("M2"): "How."}, "Quantity is missing.", ""),
        (
            {quantity("M2"): Decimal(2), share("M2"): Decimal(50)},
            "Attribution is not from 0% to 100%. Statement is missing.",
            "",
        ),
        ({share("M2"): "half"}, "Quantity is missing. Attribution is not from 0% to 100%.", ""),
    ],
)
def test_measure_is_checked_in_words_and_counted_in_pounds(
    tmp_path: Path, entries: dict[Key, Given], said: str, value: str | int
) -> None:
    layout = layout_of(brief_of(tender()), entries)

    assert worth(layout, Key("check", measure="M2")) == said
    assert worth(layout, Key("value", measure="M2")) == value
    assert differences(layout, tmp_path) == []


def test_measure_without_a_proxy_value_is_recorded_not_scored() -> None:
    layout = layout_of(brief_of(tender()), complete())

    assert layout[Key("proxy", measure="M3")].content == "recorded, not scored"
    assert worth(layout, TOTAL) == 3 + 3 * 8000


def test_offer_is_counted_up_to_its_cap_and_a_measure_in_two_criteria_once_in_all(tmp_path: Path) -> None:
    layout = layout_of(brief_of(tender()), complete())

    offers = [worth(layout, Key("offer", criterion=criterion_id)) for criterion_id in ("SV2", "SV3")]
    assert (offers, layout[Key("cap", criterion="SV2")].content) == ([CAP, 24_000], CAP)
    assert worth(layout, TOTAL) == 24_003
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("  \n ", 0), ("Month 1  start\nMonth 2 go\n", 6), ("one", 1), ("a\nb", 2)],
)
def test_words_are_counted_between_spaces_and_lines(tmp_path: Path, text: str, words: int) -> None:
    layout = layout_of(brief_of(tender()), {heading("SV1", "timeline"): text} if text else {})

    assert worth(layout, Key("plan_words", criterion="SV1", part="timeline")) == words
    assert differences(layout, tmp_path) == []


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({Key("tenderer"): "Alder", **complete()}, SUBMIT),
        ({Key("tenderer"): " ", **complete()}, "Not ready: type the tenderer's name."),
        ({Key("tenderer"): "Alder", **without(statement("M1"))}, "Not ready: 1 measures are not complete."),
        (
            {Key("tenderer"): "Alder", **complete(), heading("SV1", "risks"): "word " * 30},
            TOO_LONG,
        ),
        (
            {Key("tenderer"): "Alder", **without(heading("SV4", "risks"), heading("SV1", "timeline"))},
            "Not ready: 2 delivery plan headings are blank.",
        ),
        (
            {Key("tenderer"): "Alder", **{k: v for k, v in complete().items() if k.field == "delivery_plan"}},
            NO_PROMISE,
        ),
    ],
)
def test_start_says_what_is_missing(tmp_path: Path, answers: dict[Key, Given], said: str) -> None:
    layout = layout_of(brief_of(tender()), answers)

    assert worth(layout, READY) == said
    assert differences(layout, tmp_path) == []


AMOUNTS = st.decimals(min_value=0, max_value=100_000, places=2)
SHARES = st.decimals(min_value=0, max_value=1, places=4)
ODD: st.SearchStrategy[Given | None] = st.sampled_from([None, None, "x", Decimal(-1), Decimal(3)])
TEXTS = st.text(st.sampled_from("ab \n"), max_size=12)


@given(
    measures=st.tuples(*[st.tuples(AMOUNTS | ODD, SHARES | ODD, TEXTS)] * 3),
    texts=st.lists(TEXTS, min_size=10, max_size=10),
    name=TEXTS,
)
def test_response_figures_are_those_of_python_for_any_entries(
    measures: tuple[tuple[Given | None, Given | None, str], ...], texts: list[str], name: str
) -> None:
    rows = dict(zip(MEASURES, measures, strict=True))
    parts = [(criterion_id, part) for criterion_id in ("SV1", "SV4") for part in HEADINGS]
    typed: dict[Key, Given | None] = {
        **{quantity(measure): row[0] for measure, row in rows.items()},
        **{share(measure): row[1] for measure, row in rows.items()},
        **{statement(measure): row[2] for measure, row in rows.items()},
        **{heading(*place): text for place, text in zip(parts, texts, strict=True)},
        Key("tenderer"): name,
    }
    answers = {key: value for key, value in typed.items() if value not in (None, "")}
    made = tender()
    layout = layout_of(brief_of(made), answers)

    offers = read_offers(answers)
    for criterion in made.commitments:
        expected = offer_value(criterion, MEASURES, offers, made.contract_value)
        assert worth(layout, Key("offer", criterion=criterion.id)) == expected
    with TemporaryDirectory() as folder:
        assert differences(layout, Path(folder)) == []


def test_response_figures_agree_in_libreoffice(tmp_path: Path, libreoffice: LibreOffice) -> None:
    answers = {**complete(), quantity("M2"): Decimal("0.35"), share("M2"): Decimal("0.1"), statement("M1"): "  "}
    layout = layout_of(brief_of(tender()), answers)

    assert differences(layout, tmp_path, libreoffice.recalculate) == []


def test_t12_monetised_offer(tmp_path: Path) -> None:
    facts = (("L", 8000, 10), ("W", 15, 500), ("V", 70, 200), ("S", 20_000, 5))
    measures = tuple(Measure(id=name, title=name, unit="unit", proxy_value=Decimal(value)) for name, value, _ in facts)
    made = make_tender(
        award_criteria=(quality(question("Q1", 66)), social_value(commitments(4, measures=tuple("LWVS"))), price(30)),
        measures=measures,
    )
    layout = layout_of(brief_of(made), {quantity(name): Decimal(count) for name, _, count in facts})

    assert [worth(layout, Key("value", measure=name)) for name in "LWVS"] == [80_000, 7_500, 14_000, 100_000]
    assert worth(layout, Key("offer", criterion="SV2")) == 201_500
    assert differences(layout, tmp_path) == []


def test_offers_are_read_with_the_whole_attribution_where_it_is_blank() -> None:
    answers: dict[Key, Given] = {
        quantity("M1"): Decimal(4),
        quantity("M2"): Decimal(0),
        share("M2"): Decimal("0.5"),
        statement("M3"): "x",
    }

    assert read_offers(answers) == {"M1": Offer(Decimal(4)), "M2": Offer(Decimal(0), Decimal("0.5"))}


def test_offer_with_a_bad_entry_is_not_read() -> None:
    answers: dict[Key, Given] = {
        quantity("M1"): Decimal(-4),
        quantity("M2"): "four",
        quantity("M3"): Decimal(4),
        share("M3"): Decimal(2),
    }

    assert read_offers(answers) == {}


def findings(answers: dict[Key, Given]) -> list[tuple[str, Key | None, str, str]]:
    found = response_findings(brief_of(tender()), answers)
    return [(finding.code, finding.key, str(finding.subject), finding.severity) for finding in found]


def test_complete_response_has_no_findings() -> None:
    assert findings(complete()) == []


def test_quantity_without_a_statement_is_a_warning() -> None:
    assert findings(without(statement("M2"))) == [("statement-missing", statement("M2"), "M2 Local jobs", "warning")]


def test_statement_without_a_quantity_is_a_warning() -> None:
    assert findings(without(quantity("M3"))) == [("quantity-invalid", quantity("M3"), "M3 Bicycles given", "warning")]


def test_response_that_promises_nothing_is_a_warning() -> None:
    plans = {key: value for key, value in complete().items() if key.field == "delivery_plan"}

    assert findings(plans) == [("commitments-missing", quantity("M1"), "Commitments", "warning")]


def test_blank_headings_are_one_warning_a_question() -> None:
    answers = without(heading("SV1", "resources"), heading("SV1", "risks"))

    found = response_findings(brief_of(tender()), answers)
    assert [(item.code, item.key, item.problem) for item in found] == [
        ("delivery-plan-missing", heading("SV1", "resources"), "nothing stands under Resources and owner and Risks.")
    ]


def test_answer_over_its_word_limit_is_a_warning() -> None:
    answers = {**complete(), heading("SV1", "risks"): "word " * 13}

    found = response_findings(brief_of(tender()), answers)
    assert [(item.code, item.problem) for item in found] == [
        ("word-limit-exceeded", "the answer has 21 words; the limit is 20.")
    ]


def test_cap_in_gbp_is_exact() -> None:
    criterion = commitments(4, cap_percent_of_contract_value=Decimal("33.33333"))
    brief = brief_of(tender(plan(6), criterion, contract_value=Decimal("1234567.89")))

    assert brief.commitments[0].cap == Fraction(Decimal("33.33333") * Decimal("1234567.89")) / 100


@pytest.mark.parametrize(
    "criteria",
    [(PLAN, plan(2, id="SV4"), FIRST, SECOND), (plan(10),), (commitments(10),), (commitments(10, measures=("M3",)),)],
)
@pytest.mark.parametrize("bid_id", [None, "A"])
def test_response_workbook_is_a_valid_file(tmp_path: Path, criteria: tuple[object, ...], bid_id: str | None) -> None:
    brief = brief_of(tender(*criteria), bid_id)
    layout = carded(layout_of(brief), brief)
    path = printed(layout, tmp_path)

    assert (validate([path]), lint(path), differences(layout, tmp_path)) == ([], [], [])


def test_response_workbook_comes_back_as_it_was_filled_in(tmp_path: Path) -> None:
    answers = {Key("tenderer"): "Alder Facilities Ltd", share("M1"): Decimal("0.5"), **complete()}
    brief = brief_of(tender())
    issued = carded(layout_of(brief), brief)

    returned = hold(Issued.of(issued), read_workbook(printed(filled(issued, answers), tmp_path)))

    assert (returned.answers, returned.findings) == (answers, ())
