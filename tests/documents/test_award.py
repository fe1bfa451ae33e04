"""The documents as files: they say what the result says, tell nobody another's secrets, and open in an office."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from docx import Document

from awards import OFFERS, PRICES, SCORES, make_award, panel_tender, record, templates
from builders import bid, plan, price, quality, question, social_value
from engines.sdk_validator import validate
from sv_excel.documents.award import RECOMMENDATION, RECORD, REGISTER, SUMMARY, TEMPLATES, award_documents
from sv_excel.documents.figure_check import differences, summary_facts
from sv_excel.documents.leak_check import Reader, leaks, secrets
from sv_excel.documents.word import printed
from sv_excel.errors.files import DocumentTemplateError
from sv_excel.tender.definition.people import Lot

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.tender.scoring.evaluation import ModerationRecord
    from sv_excel.tender.scoring.result import CriterionResult

NAMES = [
    "assessment-summary-A.docx",
    "assessment-summary-B.docx",
    "assessment-summary-C.docx",
    RECOMMENDATION,
    RECORD,
    REGISTER,
]


def agreed(**changes: dict[str, str]) -> tuple[ModerationRecord, ...]:
    """The usual records, with ``changes`` by bid and question, such as ``A_Q1={"feedback": ...}``."""
    return tuple(
        record(b, question, score, **changes.get(f"{b}_{question}", {}))
        for b, given in SCORES.items()
        for question, score in given.items()
    )


def problems(**changes: dict[str, str]) -> list[tuple[str | None, str]]:
    """Which document says what it must not, for records with ``changes``."""
    found = award_documents(make_award(records=agreed(**changes)), templates()).findings
    return [(finding.file, finding.problem.partition(" stands")[0]) for finding in found]


def test_documents_of_an_award_are_clean_and_the_same_each_time() -> None:
    first = award_documents(make_award(), templates())

    assert sorted(first.files) == sorted(NAMES)
    assert first.findings == ()
    assert award_documents(make_award(), templates()) == first


def test_recommendation_names_the_winner_and_what_it_rests_on() -> None:
    award = make_award(hangs_on=("One step of Q2 of bid B would put bid A first.",))

    said = printed(award_documents(award, templates()).files[RECOMMENDATION])

    assert "It is recommended that the contract be awarded to Birch Services Ltd." in said.text
    assert "The first-placed bid leads the second by 9.25 (from unrounded totals)." in said.text
    assert "One step of Q2 of bid B would put bid A first." in said.text
    assert said.rows[9] == (
        "1",
        "Birch Services Ltd",
        "Quality: 50.00 of 60%\nSocial value: 8.80 of 10%\nPrice: 24.55 of 30%",
        "83.35",
        "1,100,000.00",
        "valid",
    )


def test_tie_is_no_recommendation() -> None:
    tender = panel_tender(bids=(bid("A"), bid("B")), tie_break=())
    same = {"Q1": 4, "Q2": 4, "SV1": 4}
    award = make_award(tender, {"A": same, "B": same}, {"A": 100_000, "B": 100_000}, {"A": 5000, "B": 5000})

    made = award_documents(award, templates())

    assert made.findings == ()
    said = printed(made.files[RECOMMENDATION]).text
    assert "No award is recommended: Alder Facilities Ltd and Birch Services Ltd share the first place" in said
    assert "No bid leads: the first place is shared." in said


def test_moderation_record_has_every_score_before_and_after() -> None:
    said = printed(award_documents(make_award(), templates()).files[RECORD])

    assert said.rows[:4] == (
        ("Evaluator", "Own score", "Rationale", "Evidence"),
        ("First evaluator", "3", "First opinion on Q1 of bid A, on page 1."),
        ("Second evaluator", "3", "Second opinion on Q1 of bid A, on page 2."),
        ("Agreed score", "4", "The panel's reason on Q1 of bid A."),
    )
    assert "Internal notes: An internal note on Q1 of bid A." in said.text
    assert "Agreed by: 20 October 2026: Moderator, First evaluator, Second evaluator" in said.text


def test_conflict_register_shows_what_nobody_has_decided() -> None:
    said = printed(award_documents(make_award(), templates()).files[REGISTER])

    assert said.rows[1] == ("Second evaluator", "Birch Services Ltd", "A sister works there.", "not decided")
    assert said.rows[-1] == ("Second evaluator", "Second evaluator, 1 October 2026", "a conflict with 1 bid")


def test_regime_names_the_document_down_to_its_footer() -> None:
    made = award_documents(make_award(panel_tender(regime="psr")), templates())

    assert made.findings == ()
    last = printed(made.files["assessment-summary-A.docx"]).text.splitlines()[-1]
    assert last.startswith("Outcome of the competitive process  |  page ")


def test_withdrawn_bid_has_no_summary() -> None:
    award = make_award()
    brief = award.brief.model_copy(update={"withdrawn": ("C",)})

    made = award_documents(replace(award, brief=brief, result=brief.result()), templates())

    assert made.findings == ()
    assert "assessment-summary-C.docx" not in made.files


def test_lots_are_told_one_by_one() -> None:
    lots = (Lot(id="north", title="North"), Lot(id="south", title="South"))
    tender = panel_tender(lots=lots, bids=(bid("A"), bid("B", lots=("south",)), bid("C", lots=("north",))))
    award = make_award(tender)
    prices = tuple(one.model_copy(update={"lot": lot.id}) for one in award.brief.prices for lot in lots)
    brief = award.brief.model_copy(update={"prices": prices})

    made = award_documents(replace(award, brief=brief, result=brief.result()), templates())

    assert made.findings == ()
    said = printed(made.files["assessment-summary-A.docx"]).text
    assert [line for line in said.splitlines() if line.startswith("Lot ")] == ["Lot north: North", "Lot south: South"]
    assert "Lot north" not in printed(made.files["assessment-summary-B.docx"]).text


def wrongly(node: CriterionResult, wrong: str) -> CriterionResult:
    return replace(node, score=Decimal(1)) if wrong == "score" else replace(node, weighted=Fraction(1))


@pytest.mark.parametrize("wrong", ["score", "weighted", "total"])
def test_figure_that_is_not_the_results_is_found(wrong: str) -> None:
    award = make_award()
    (lot,) = award.result.lots
    first = lot.bids[0]
    if wrong == "total":
        assert first.total is not None
        other = replace(first, total=first.total + 1)
    else:
        nodes = [wrongly(n, wrong) if n.criterion == "Q1" else n for n in first.criteria]
        other = replace(first, criteria=tuple(nodes))
    result = replace(award.result, lots=(replace(lot, bids=(other, *lot.bids[1:])),))

    stale = award_documents(award, templates()).files["assessment-summary-A.docx"]
    found = list(differences(printed(stale), list(summary_facts(award.brief.definition, result, "A")), "a.docx"))
    assert {finding.code for finding in found} == {"figure-differs"}
    assert {finding.subject for finding in found} == ({"Total score"} if wrong == "total" else {"Q1"})


def test_template_that_swaps_two_columns_of_figures_is_found() -> None:
    held = templates()
    document = Document(io.BytesIO(held[SUMMARY]))
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.text == "{{ line.score }}":
                    cell.paragraphs[0].runs[0].text = "{{ line.weight }}"
    changed = io.BytesIO()
    document.save(changed)

    found = award_documents(make_award(), {**held, SUMMARY: changed.getvalue()}).findings

    assert {finding.code for finding in found} == {"figure-differs"}


def test_template_that_asks_for_what_is_not_there_is_refused() -> None:
    document = Document()
    document.add_paragraph("{{ evaluators }}")
    changed = io.BytesIO()
    document.save(changed)

    with pytest.raises(DocumentTemplateError, match="'evaluators' is undefined"):
        award_documents(make_award(), {**templates(), SUMMARY: changed.getvalue()})
    with pytest.raises(DocumentTemplateError, match=r"moderation-record\.docx"):
        award_documents(make_award(), {**templates(), RECORD: b"no document"})


def test_text_is_text_whatever_it_looks_like() -> None:
    feedback = "Strengths & <b>weaknesses</b> {{ buyer }} {% if x %}\nA second line."

    made = award_documents(make_award(records=agreed(A_Q1={"feedback": feedback})), templates())

    assert made.findings == ()
    assert feedback in printed(made.files["assessment-summary-A.docx"]).text


@pytest.mark.parametrize(
    ("feedback", "what"),
    [
        ("Birch Services Ltd wrote more on this.", "the name of another tenderer"),
        ("CEDAR  cleaning ltd wrote less.", "the name of another tenderer"),
        ("The second evaluator liked it.", "the name of an evaluator"),
        ("Another offered the service for 1,100,000 pounds.", "a price or an offer of another tenderer"),
        ("Another promised 80000.00 of social value.", "a price or an offer of another tenderer"),
        ("Cedar Cleaning wrote less.", "the name of another tenderer"),
        ("Cedar Cleaning Limited's answer was thin.", "the name of another tenderer"),
        ("Another asked for £1.1m.", "a price or an offer of another tenderer"),
        ("Another asked for 900k.", "a price or an offer of another tenderer"),
        ("Another asked for GBP 1 100 000.", "a price or an offer of another tenderer"),
    ],
)
def test_feedback_that_gives_away_anothers_secret_is_found(feedback: str, what: str) -> None:
    assert ("assessment-summary-A.docx", what) in problems(A_Q1={"feedback": feedback})


@pytest.mark.parametrize(
    ("names", "feedback"),
    [
        (("Alpha Care Ltd", "Birch Ltd", "Care Ltd"), "A good answer."),
        (("Birch Care North Ltd", "Zed", "Birch Care Ltd"), "A good answer."),
        (("Alpha", "Birch Care North Ltd", "Birch Care Ltd"), "A good answer."),
        (("Alder", "Birch", "Ember"), "The embers are cold, and the november plan holds."),
        (("Alder", "Birch", "Care"), "The care plan holds."),
    ],
)
def test_part_of_a_name_or_word_is_no_leak(names: tuple[str, ...], feedback: str) -> None:
    tender = panel_tender(bids=tuple(bid(b, name) for b, name in zip("ABC", names, strict=True)))

    made = award_documents(make_award(tender, records=agreed(A_Q1={"feedback": feedback})), templates())

    assert made.findings == ()


def test_name_of_one_word_is_told_by_its_capital() -> None:
    tender = panel_tender(bids=(bid("A", "Alder"), bid("B", "Birch"), bid("C", "Care")))

    made = award_documents(make_award(tender, records=agreed(A_Q1={"feedback": "Less than Care wrote."})), templates())

    assert [finding.file for finding in made.findings] == ["assessment-summary-A.docx"]


def test_lowest_compliant_price_is_the_total_that_the_others_are_told() -> None:
    criteria = (quality(question("Q1", 50), question("Q2", 44)), social_value(plan(6)), price(0, "lowest-compliant"))
    award = make_award(panel_tender(award_criteria=criteria, tie_break=()), offers={})

    made = award_documents(award, templates())

    assert made.findings == ()
    assert "900000" in printed(made.files["assessment-summary-A.docx"]).text


@pytest.mark.parametrize(
    ("feedback", "what"),
    [
        ("An internal note on Q1 of bid A.", "an internal note of the panel"),
        ("First opinion on Q2 of bid C, on page 1.", "what one evaluator wrote of another tender"),
        ("Good. What bid C is told about its answer to Q2.", "feedback on another tender"),
        ("The panel's reason on Q1 of bid C.", "what the panel wrote of another tender"),
    ],
)
def test_sentence_that_stands_in_anothers_feedback_too_is_a_warning(feedback: str, what: str) -> None:
    made = award_documents(make_award(records=agreed(A_Q1={"feedback": feedback})), templates())

    found = [(f.severity, f.problem.partition(" stands")[0]) for f in made.findings if f.file == NAMES[0]]
    assert found == [("warning", what)]


@pytest.mark.parametrize("what", ["rationale", "feedback", "notes"])
def test_words_on_another_tender_put_there_by_a_fault_are_found(what: str) -> None:
    award = make_award()
    text = getattr(award.records[-1], what)

    found = list(leaks(f"Something. {text}", Reader(award.brief, award.result, secrets(award.records), "A"), "a.docx"))

    assert [finding.severity for finding in found] == ["error"]


def test_leak_check_looks_at_documents_that_could_leak() -> None:
    # The words that the check must keep apart are there, in the documents that may have them.
    made = award_documents(make_award(), templates())
    kept = printed(made.files[RECORD]).text
    sent = printed(made.files["assessment-summary-A.docx"]).text

    for words in ("First evaluator", "An internal note on Q1", "What bid C is told", "Second opinion on Q1"):
        assert words in kept
        assert words not in sent
    assert f"{PRICES['B']:,}" in printed(made.files[RECOMMENDATION]).text
    assert not any(f"{amount:,}" in sent for amount in (PRICES["B"], PRICES["C"], OFFERS["B"], OFFERS["C"]))


def test_winner_without_feedback_is_told_to_whoever_approves() -> None:
    made = award_documents(make_award(records=agreed(B_Q1={"feedback": ""}, B_SV1={"feedback": ""})), templates())

    assert made.findings == ()
    assert "No feedback was written on Birch Services Ltd for Q1, SV1:" in printed(made.files[RECOMMENDATION]).text


def test_templates_shipped_are_the_four() -> None:
    assert sorted(templates()) == sorted(TEMPLATES)


def test_documents_are_valid_open_xml(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in NAMES]
    for path, content in zip(paths, award_documents(make_award(), templates()).files.values(), strict=True):
        path.write_bytes(content)

    assert validate(paths) == []


def test_documents_open_in_libreoffice(tmp_path: Path) -> None:
    for name, content in award_documents(make_award(), templates()).files.items():
        (tmp_path / name).write_bytes(content)

    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(str(tmp_path / name) for name in NAMES)], check=True, capture_output=True, timeout=120)

    for name in NAMES:
        text = subprocess.run(["pdftotext", tmp_path / f"{name[:-5]}.pdf", "-"], check=True, capture_output=True).stdout
        assert b"Cleaning services (cleaning-2026)" in text
        assert b"{{" not in text
