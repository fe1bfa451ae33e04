"""The page as Chromium shows it: whole in one file, readable by everybody, true to the result."""

from __future__ import annotations

import re
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from awards import make_award, panel_tender, record
from browser import browser, fetched, look, paper, serious
from builders import bid, price, quality, question
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.report.content import Table
from sv_excel.report.page import Material, Moment, report, report_html
from sv_excel.tender.scoring.evaluation import IndividualScore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

    from sv_excel.documents.award import Award

MOMENT = Moment("2026-11-22T16:00:00Z", "Lead", "generate", 9)


def material(award: Award | None = None) -> Material:
    award = award or make_award()
    table = Table("What the first place hangs on", ("Step", "First then"), (("Q1 of A: 4 to 5", "A"),))
    sources = {"moderation.xlsx": "ab" * 32}
    return Material(award.brief, award.result, award.records, load_catalogue(), (table,), (MOMENT,), sources)


def page(award: Award | None = None) -> str:
    return report_html(material(award)).decode()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    with browser() as opened:
        yield opened


@pytest.fixture
def shown(chrome: Chrome, tmp_path: Path) -> Chrome:
    path = tmp_path / "report.html"
    path.write_bytes(report_html(material()))
    chrome.get(path.as_uri())
    return chrome


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_for_people_who_see_or_move_otherwise(shown: Chrome, scheme: str) -> None:
    look(shown, scheme)

    assert serious(shown) == []


def test_judge_of_accessibility_judges(chrome: Chrome) -> None:
    chrome.get("data:text/html,<html><body><img src='data:,'><p style='color:%23ddd'>faint</p></body></html>")

    assert {fault.partition(":")[0] for fault in serious(chrome)} >= {"image-alt", "color-contrast", "html-has-lang"}


def test_page_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(report_html(material()))

    with browser() as fresh:
        fresh.get(path.as_uri())
        asked = [url for url in fetched(fresh) if not url.startswith(("data:", "chrome:"))]

    assert asked == [path.as_uri()]
    assert "<script" not in page()
    assert not re.search(r"(?:src|href)=\"(?!#)", page())


def test_every_table_opens_by_keyboard(shown: Chrome) -> None:
    tables = "return [...document.querySelectorAll('details')].map(d => d.querySelector('summary').tabIndex)"

    found = shown.execute_script(tables)

    assert len(found) == len(report(material()).spreads) + 3
    assert set(found) == {0}


def test_printed_page_has_the_tables_that_the_screen_hides(shown: Chrome, tmp_path: Path) -> None:
    printed = paper(shown, tmp_path / "report.pdf")

    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout

    assert "Own scores and agreed score: Q1" in text
    assert "Skip to the result" not in text


def test_page_of_a_large_tender_has_an_end(chrome: Chrome, tmp_path: Path) -> None:
    questions = [question(f"Q{n}", 1) for n in range(1, 61)]
    tender = panel_tender(
        award_criteria=(quality(*questions), price(40)),
        bids=tuple(bid(f"B{n}", f"Tenderer {n} Ltd") for n in range(1, 9)),
        tie_break=(),
    )
    scores = {b.id: {q.id: 3 for q in questions} for b in tender.bids}
    award = make_award(tender, scores, {b.id: 1000 for b in tender.bids}, {})
    path = tmp_path / "large.html"
    path.write_bytes(report_html(material(award)))

    chrome.get(path.as_uri())
    high = chrome.execute_script("return document.documentElement.scrollHeight")
    opened = chrome.execute_script("return [...document.querySelectorAll('summary')].every(s => s.tabIndex === 0)")
    printed = paper(chrome, tmp_path / "large.pdf")
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout

    assert high < 12_000
    assert opened
    assert len(re.findall(r"1 ?x ?3 ?/ ?5", text)) == 8 * 60
    assert "Own scores and agreed score: Q60" in text
    assert serious(chrome) == []


def test_narrow_screen_needs_no_scrolling_sideways(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(report_html(material()))

    with browser(width=500) as phone:
        phone.get(path.as_uri())
        wide, room = phone.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")

    assert wide <= room


def test_texts_are_texts() -> None:
    hostile = '<script>alert(1)</script> & "Sons" {{ 7*7 }}'
    tender = panel_tender(title=hostile, bids=(bid("A", hostile), bid("B"), bid("C")))

    written = page(make_award(tender))

    assert "<script" not in written
    assert "49" not in re.findall(r"Sons\W+(\d+)", written)
    assert written.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 5


def test_every_picture_is_named_described_and_well_formed() -> None:
    pictures = re.findall(r"<svg.*?</svg>", page(), flags=re.DOTALL)

    assert len(pictures) == 6
    for picture in pictures:
        root = ET.fromstring(picture)  # noqa: S314 - our own
        title, description = root[0], root[1]
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
        assert title.text
        assert description.text


def test_no_two_things_of_the_page_have_one_id() -> None:
    ids = re.findall(r' id="([^"]+)"', page())

    assert len(ids) == len(set(ids))


def test_pictures_take_their_colours_and_letters_from_the_page() -> None:
    pictures = re.findall(r"<svg.*?</svg>", page(), flags=re.DOTALL)

    for picture in pictures:
        assert "var(--" in picture
        assert not re.search(r"(?:fill|stroke): #", picture)
        assert "DejaVu" not in picture
        assert "http" not in picture


def test_signs_of_money_and_letters_of_the_world_stay_words() -> None:
    named = "A $5 to $6 \u4f60\u597d Ltd"
    tender = panel_tender(bids=(bid("A", named), bid("B"), bid("C")))

    (lot,) = report(material(make_award(tender))).lots

    assert named in "".join(ET.fromstring(lot.bars.svg).itertext())  # noqa: S314 - our own


def test_ranking_is_the_results() -> None:
    (lot,) = report(material()).lots

    assert lot.outcome == "It is recommended that the contract be awarded to Birch Services Ltd."
    assert lot.lead == "The first leads the second by 9.25."
    assert lot.ranking.rows == (
        ("1", "B", "Birch Services Ltd", "83.35", "1,100,000.00", "valid", ""),
        ("2", "A", "Alder Facilities Ltd", "74.10", "1,000,000.00", "valid", ""),
        ("3", "C", "Cedar Cleaning Ltd", "57.40", "900,000.00", "valid", ""),
    )
    assert lot.proof.rows[1] == ("A", "Q1", "25 x 4 / 5", "20.00")


def test_bars_are_as_long_as_their_points() -> None:
    (lot,) = report(material()).lots
    root = ET.fromstring(lot.bars.svg)  # noqa: S314 - our own
    outlines = [part[0].attrib["d"] for part in root.iter() if "-part-0-" in part.attrib.get("id", "")]
    sides = [[float(x) for x in re.findall(r"[ML] (\S+)", outline)] for outline in outlines]

    # Quality of B, A and C: 50, 41 and 24 of 100 on 680.
    assert [round(max(x) - min(x), 4) for x in sides] == [340, 278.8, 163.2]


def test_conflicted_and_unassigned_evaluators_have_no_dot() -> None:
    given = (
        IndividualScore(evaluator="e1", name="First evaluator", state="conflict"),
        IndividualScore(evaluator="e2", name="Second evaluator", state="scored", value=Decimal(0)),
    )
    tender = panel_tender(award_criteria=(quality(question("Q1", 70)), price(30)), bids=(bid("A"),), tie_break=())
    records = (record("A", "Q1", 3, individual_scores=given),)

    (spread,) = report(material(make_award(tender, prices={"A": 100}, offers={}, records=records))).spreads

    assert spread.svg.partition('id="spread-Q1-all-own"')[2].count("<use") == 1
    assert spread.table.rows == (("Alder Facilities Ltd", "conflict", "0", "3"),)


def test_social_value_is_told_by_outcome_and_priority() -> None:
    catalogue = load_catalogue()
    measure = next(m for m in catalogue.measures if m.proxy_value and m.outcomes.of("ppn-06-20"))
    award = make_award(panel_tender(icbs=(catalogue.icbs[0].id,)))
    offers = tuple(offer.model_copy(update={"measure": measure.id, "quantity": 2}) for offer in award.brief.offers)
    brief = award.brief.model_copy(update={"offers": offers, "measures": (measure,)})

    told = report(Material(brief, award.result, award.records, catalogue))

    assert told.outcomes is not None
    assert measure.proxy_value is not None
    assert told.outcomes.rows[0][1] == f"{2 * measure.proxy_value:,.2f}"
    assert told.priorities is not None


def test_page_is_the_same_each_time() -> None:
    assert report_html(material()) == report_html(material())
