"""The moderation workbook: what it shows, what it takes, what it gives back; its formulas against Python's values."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import bid, make_tender, plan, price, quality, question, social_value
from engines.excel_lint import lint
from engines.ironcalc_engine import Figure, recalculate
from engines.sdk_validator import validate
from panels import WHY, brief_of, evaluators, gave, returned, source
from sv_excel.findings.key import Key
from sv_excel.tender.briefs.moderation import ModerationBrief
from sv_excel.tender.definition.people import Conflict, Evaluator, Lot
from sv_excel.workbooks.moderation.consensus_row import row_key
from sv_excel.workbooks.moderation.layout import IS_READY, moderation_layout
from sv_excel.workbooks.moderation.read import check_moderation, read_moderation
from sv_excel.workbooks.sheet.card import read_card, with_card
from sv_excel.workbooks.sheet.cells import Formula
from sv_excel.workbooks.sheet.entries import Choice
from sv_excel.workbooks.sheet.grid import Found, Grid, SheetGrid
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.workbooks.sheet.seal import seal
from sv_excel.workbooks.sheet.template_text import Furniture
from sv_excel.workbooks.sheet.text_size import HIGHEST
from sv_excel.xlsx.write.template_styles import read_look
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engines.libreoffice import LibreOffice
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import Evaluation
    from sv_excel.workbooks.sheet.cells import Layout, Value

LOOK = read_look(Path(__file__).parents[3] / "workbook_templates")
BIDS, QUESTIONS = ("A", "B", "C"), ("Q1", "Q2", "SV1")
CELLS = list(product(BIDS, QUESTIONS))
REASON = "The panel found the plan dated and its leads named; night cover is thin."
PATH = "moderation.xlsx"


def tender(**changes: Any) -> Tender:  # noqa: ANN401 - any field of a tender
    criteria = (
        quality(question("Q1", 25, minimum_score=Decimal(2)), question("Q2", 40)),
        social_value(plan(5)),
        price(),
    )
    return make_tender(**{"award_criteria": criteria, "evaluators": evaluators(2), **changes})


def scored(evaluator: str, *values: int | None, **facts: Any) -> Evaluation:  # noqa: ANN401 - any field of an evaluation
    """Scores of A on Q1, Q2, SV1, then of B, then of C; the rest get 3."""
    given_scores = dict(zip(CELLS, [*values, *[3] * (len(CELLS) - len(values))], strict=True))
    return returned(evaluator, gave(given_scores), **facts)


def at(bid_id: str, question_id: str, lot: str | None = None) -> dict[str, Any]:
    return {"bid": bid_id, "criterion": question_id, "lot": lot}


def agreed(brief: ModerationBrief, score: Value = Decimal(3), reason: str = REASON) -> dict[Key, Value]:
    """Every row agreed, each with a reason of its own, and somebody there."""
    answers: dict[Key, Value] = {Key("attendees"): "Moderator (chair), First evaluator, Second evaluator"}
    for row in brief.rows:
        answers[row_key("consensus_score", row)] = score
        answers[row_key("rationale", row)] = f"{reason} ({row.bid} {row.question})"
    return answers


def layout_of(brief: ModerationBrief, answers: Mapping[Key, Value] | None = None) -> Layout:
    return moderation_layout(brief, LOOK.furniture, answers or {})


def value(layout: Layout, key: Key) -> object:
    content = layout[key].content
    return content.value if isinstance(content, Formula) else content


def differences(
    layout: Layout, path: Path, engine: Callable[[Path], dict[tuple[str, str], Figure]] = recalculate
) -> list[str]:
    """Where the recalculated workbook differs from what Python says, by more than 1e-9."""
    path.write_bytes(print_workbook(layout, LOOK))
    found = engine(path)
    formulas = [cell for cell in layout if isinstance(cell.content, Formula)]
    assert len(found) == len(formulas)
    said = []
    for cell in formulas:
        assert isinstance(cell.content, Formula)
        ours, theirs = cell.content.value, found[cell.address.sheet, cell.address.cell]
        if isinstance(ours, str) or isinstance(theirs, str):
            same = ours == theirs
        else:
            assert isinstance(ours, Decimal | Fraction | int)
            same = abs(Fraction(ours) - Fraction(theirs)) <= Fraction(1, 10**9)
        if not same:
            said.append(f"{cell.address}: {ours!r} in Python, {theirs!r} in the workbook")
    return said


def conflicted_panel() -> ModerationBrief:
    """Three evaluators and lots: a zero, a blank, a conflict, one not assigned, and a workbook outstanding."""
    criteria = (
        quality(question("Q1", 25, minimum_score=Decimal(2)), question("Q2", 40, lots=("south",))),
        social_value(plan(5)),
        price(),
    )
    third = Evaluator(id="e3", name="Third evaluator", sub_criteria=("SV1",))
    procurement = tender(
        award_criteria=criteria,
        evaluators=(*evaluators(2), third, Evaluator(id="e4", name="Fourth evaluator")),
        lots=(Lot(id="north", title="North"), Lot(id="south", title="South")),
        bids=(bid("A"), bid("B", lots=("north",))),
        conflicts=(Conflict(evaluator="e2", bid="B", decision="exclude", reason="Former employee"),),
    )
    first = [*gave({("A", "Q1"): 0, ("A", "SV1"): 4, ("B", "Q1"): 2, ("B", "SV1"): None})]
    return brief_of(
        procurement,
        returned("e1", [*first, *gave({("A", "Q2"): 3}, lot="south")]),
        returned("e2", [*gave({("A", "Q1"): 5, ("A", "SV1"): 4}), *gave({("A", "Q2"): 4}, lot="south")]),
        returned("e3", gave({("A", "SV1"): 2, ("B", "SV1"): 1})),
        partial=True,
    )


@pytest.mark.parametrize("score", [Decimal(0), Decimal(3), Decimal(5)])
def test_recalculated_workbook_gives_pythons_values_when_all_is_agreed(tmp_path: Path, score: Decimal) -> None:
    brief = brief_of(tender(), scored("e1", 1, 5, 4), scored("e2", 2, 2, 4))
    layout = layout_of(brief, agreed(brief, score))

    assert differences(layout, tmp_path / PATH) == []
    assert value(layout, Key("ready")) == IS_READY
    assert value(layout, Key("progress")) == "9 of 9 agreed"
    assert value(layout, Key("weighted", "A", "Q1")) == Fraction(25) * Fraction(score) / 5


def test_recalculated_workbook_gives_pythons_values_with_every_kind_of_absence(tmp_path: Path) -> None:
    layout = layout_of(conflicted_panel())

    assert differences(layout, tmp_path / PATH) == []


def test_libreoffice_gives_pythons_values_too(tmp_path: Path, libreoffice: LibreOffice) -> None:
    brief = conflicted_panel()
    half = {key: held for key, held in agreed(brief).items() if key.bid != "B"}

    assert differences(layout_of(brief, half), tmp_path / PATH, libreoffice.recalculate) == []


ENTERED = st.none() | st.integers(0, 5).map(Decimal) | st.sampled_from([Decimal("4.2"), Decimal(6)])
SAID = st.none() | st.sampled_from(["Good", "wide        gaps        here", REASON, "= not a formula, but a reason"])


@given(
    scores=st.lists(st.lists(st.none() | st.integers(0, 5), min_size=9, max_size=9), min_size=2, max_size=2),
    entered=st.lists(st.tuples(ENTERED, SAID), min_size=9, max_size=9),
    attended=st.none() | st.just("Moderator"),
)
def test_recalculated_workbook_gives_pythons_values_whatever_is_entered(
    tmp_path_factory: pytest.TempPathFactory,
    scores: list[list[int | None]],
    entered: list[tuple[Decimal | None, str | None]],
    attended: str | None,
) -> None:
    brief = brief_of(tender(), scored("e1", *scores[0]), scored("e2", *scores[1]))
    answers: dict[Key, Value] = {Key("attendees"): attended}
    for row, (score, reason) in zip(brief.rows, entered, strict=True):
        answers |= {row_key("consensus_score", row): score, row_key("rationale", row): reason}
    answers = {key: held for key, held in answers.items() if held is not None}

    assert differences(layout_of(brief, answers), tmp_path_factory.mktemp("any") / PATH) == []


def test_each_absence_is_told_apart_and_counts_for_nothing() -> None:
    layout = layout_of(conflicted_panel())

    shown = [layout[Key("individual_score", **at("A", "Q1"), evaluator=f"e{n}")].content for n in (1, 2, 3, 4)]
    assert shown == [Decimal(0), Decimal(5), "not assigned", "missing"]
    assert layout[Key("individual_score", **at("B", "Q1"), evaluator="e2")].content == "conflict: excluded"
    assert value(layout, Key("lowest", **at("A", "Q1"))) == 0
    assert value(layout, Key("mean", **at("A", "Q1"))) == Fraction(5, 2)
    assert value(layout, Key("mean", **at("B", "Q1"))) == 2
    assert value(layout, Key("spread", **at("B", "SV1"))) == 0
    assert Key("individual_score", **at("B", "Q2", "south"), evaluator="e1") not in layout.places
    assert value(layout, Key("count", evaluator="e4", part="missing")) == 5
    assert value(layout, Key("count", evaluator="e2", part="conflict")) == 2


def test_flags_say_in_words_why() -> None:
    first, second = scored("e1", 1, 1, 3, 1, 3, 3, 2), scored("e2", 4, 4, 3, 2, 4, None, None)
    layout = layout_of(brief_of(tender(), first, second))

    assert {name: layout[Key("flag", *name)].content for name in CELLS[:7]} == {
        ("A", "Q1"): "Scores lie 3 apart\nThe minimum of 2 splits the panel",
        ("A", "Q2"): "Scores lie 3 apart",
        ("A", "SV1"): "All the same",
        ("B", "Q1"): "The minimum of 2 splits the panel",
        ("B", "Q2"): "Within 1",
        ("B", "SV1"): "One score only\n1 missing",
        ("C", "Q1"): "One score only\n1 missing",
    }


def test_start_says_how_near_the_panel_is() -> None:
    brief = brief_of(tender(), scored("e1", 1, 3, 3, 4), scored("e2", 4, 3, 4, 3))
    layout = layout_of(brief, {key: held for key, held in agreed(brief).items() if key.bid == "A"})

    counted = {part: value(layout, Key("agreement", part=part)) for part in ("flagged", "near", "same")}
    done = {part: value(layout, Key("agreed", part=part)) for part in ("flagged", "near", "same")}
    assert counted == {"flagged": 1, "near": 2, "same": 6}
    assert done == {"flagged": 1, "near": 1, "same": 1}
    assert value(layout, Key("progress")) == "3 of 9 agreed"
    assert value(layout, Key("queue_left")) == "0 of 1 flagged rows still to agree"
    assert value(layout, Key("ready")) == "Not ready: 6 of 9 rows are not agreed."


def test_it_is_not_ready_until_somebody_attended() -> None:
    brief = brief_of(tender(), scored("e1"), scored("e2"))
    alone = {key: held for key, held in agreed(brief).items() if key != Key("attendees")}

    assert value(layout_of(brief, alone), Key("ready")) == "Not ready: the Panel sheet does not say who attended."
    assert value(layout_of(brief, agreed(brief)), Key("ready")) == IS_READY


def test_a_partial_workbook_is_never_ready_and_names_who_is_outstanding() -> None:
    brief = brief_of(tender(), scored("e1"), partial=True)

    assert value(layout_of(brief, agreed(brief)), Key("ready")) == "Not ready: not every evaluator's workbook is in."
    assert [(f.code, f.subject) for f in check_moderation(brief, agreed(brief))] == [
        ("missing-return", "Second evaluator")
    ]


def test_an_average_is_never_a_final_score() -> None:
    brief = brief_of(tender(), scored("e1", 4, 5), scored("e2", 5, 3))
    answers = {**agreed(brief), Key("consensus_score", "A", "Q1"): Decimal("4.5")}
    layout = layout_of(brief, answers)
    entry = layout[Key("consensus_score", "A", "Q1")].entry

    assert isinstance(entry, Choice)
    assert entry.options == tuple(map(Decimal, range(6)))
    assert (entry.problem(Decimal("4.5")), entry.wrong, entry.missing) == (
        "is 4.5",
        "consensus-off-scale",
        "consensus-missing",
    )
    assert "never the final score (Bromcom v United Learning Trust [2022] EWHC 3262)" in entry.rule
    assert len(entry.rule) <= 225
    assert value(layout, Key("weighted", "A", "Q1")) == ""
    assert (
        value(layout, Key("check", "A", "Q1"))
        == "Consensus score is not on the scale: an average is never a final score."
    )
    assert next(r for r in read_moderation(brief, answers) if r.criterion == "Q1").consensus_score is None


def test_a_score_without_a_reason_does_not_count() -> None:
    brief = brief_of(tender(), scored("e1"), scored("e2"))
    answers = {**agreed(brief), Key("rationale", "A", "Q1"): "Good answer."}

    records = {(record.bid, record.criterion): record for record in read_moderation(brief, answers)}
    assert records["A", "Q1"].consensus_score is None
    assert records["A", "Q2"].consensus_score == Decimal(3)
    assert value(layout_of(brief, answers), Key("check", "A", "Q1")) == "Reason is missing or too short."


def test_the_entries_are_the_panels_alone() -> None:
    brief = brief_of(tender(), scored("e1"), scored("e2"))
    entries = [cell.key for cell in layout_of(brief).entries]

    fields = ("consensus_score", "rationale", "feedback", "notes")
    rows = [row_key(field, row) for row in brief.rows for field in fields]
    assert entries == [*rows, Key("attendees"), Key("moderated_on")]
    assert layout_of(brief)[Key("individual_score", "A", "Q1", evaluator="e1")].entry is None


def test_every_rule_takes_its_own_example() -> None:
    layout = layout_of(brief_of(tender(), scored("e1"), scored("e2")))

    examples = [(cell.entry, cell.entry.example) for cell in layout.entries if cell.entry]
    assert [entry.problem(Decimal(held) if isinstance(held, int) else held) for entry, held in examples] == [None] * 38


def test_the_record_holds_what_was_scored_alone_beside_what_was_agreed() -> None:
    brief = brief_of(tender(), scored("e1", 1), scored("e2", 4))
    answers = agreed(brief) | {
        Key("feedback", "A", "Q1"): "Night cover was not described.",
        Key("notes", "A", "Q1"): "The second evaluator moved down.",
        Key("moderated_on"): date(2026, 12, 9),
    }
    record = read_moderation(brief, answers)[0]

    assert (record.bid, record.criterion, record.lot) == ("A", "Q1", None)
    assert [score.value for score in record.individual_scores] == [1, 4]
    assert record.consensus_score == 3
    assert record.rationale == f"{REASON} (A Q1)"
    assert record.feedback == "Night cover was not described."
    assert record.notes == "The second evaluator moved down."
    assert record.attendees == "Moderator (chair), First evaluator, Second evaluator"
    assert record.moderated_on == date(2026, 12, 9)


def test_a_date_written_out_is_a_date() -> None:
    brief = brief_of(tender(), scored("e1"), scored("e2"))

    assert read_moderation(brief, {Key("moderated_on"): "2026-12-09"})[0].moderated_on == date(2026, 12, 9)
    assert read_moderation(brief, {})[0].moderated_on is None


def found(changes: Mapping[Key, Value], *values: int) -> list[tuple[str, str, str | None, str]]:
    brief = brief_of(tender(), scored("e1", *values), scored("e2", *values))
    findings = check_moderation(brief, {**agreed(brief), **changes})
    return [(finding.code, finding.severity, finding.subject, finding.problem) for finding in findings]


def test_a_clean_record_has_no_finding() -> None:
    assert found({}) == []


def test_a_reason_that_only_repeats_the_scale_is_refused() -> None:
    echo = "satisfactory: answers the question, some matters lack detail or evidence"

    assert found({Key("rationale", "A", "Q2"): echo}) == [
        (
            "consensus-reason-missing",
            "error",
            "Alder Facilities Ltd, Q2 Q2",
            "the panel's reason only repeats the wording of the scale.",
        )
    ]


def test_a_reason_given_twice_is_told() -> None:
    assert found({Key("rationale", "A", "Q2"): REASON, Key("rationale", "B", "Q2"): REASON.upper()}) == [
        (
            "rationale-repeated",
            "warning",
            "Birch Services Ltd, Q2 Q2",
            "the panel's reason is the same as for Alder Facilities Ltd, Q2 Q2.",
        )
    ]


def test_feedback_that_names_another_tenderer_is_told() -> None:
    assert found({Key("feedback", "A", "Q1"): "Unlike Birch Services Ltd, you named no lead."}) == [
        (
            "rationale-names-other-bid",
            "warning",
            "Alder Facilities Ltd, Q1 Q1",
            "the feedback names Birch Services Ltd.",
        )
    ]


def test_a_tenderer_may_be_named_in_its_own_feedback() -> None:
    assert found({Key("feedback", "A", "Q1"): "Alder Facilities Ltd named a lead."}) == []


def test_a_consensus_that_no_evaluator_came_near_is_told() -> None:
    assert found({Key("consensus_score", "A", "Q1"): Decimal(5)}, 3) == [
        (
            "consensus-outside-scores",
            "warning",
            "Alder Facilities Ltd, Q1 Q1",
            "the consensus score is 5, where all evaluators gave 3.",
        )
    ]


def test_up_to_six_evaluators_stand_side_by_side_and_seven_have_a_sheet_for_rationales() -> None:
    six = layout_of(brief_of(tender(evaluators=evaluators(6)), *(scored(f"e{n}") for n in range(1, 7))))
    seven = layout_of(brief_of(tender(evaluators=evaluators(7)), *(scored(f"e{n}") for n in range(1, 8))))

    assert [sheet.name for sheet in six.sheets] == ["Start", "Moderation", "Panel", "Sources", "Guide"]
    assert [sheet.name for sheet in seven.sheets] == ["Start", "Moderation", "Rationales", "Panel", "Sources", "Guide"]
    rationale = Key("individual_rationale", "A", "Q1", evaluator="e6")
    assert six[rationale].content == f"Score 3\n{WHY}\nEvidence: Page 4, paragraph 2"
    assert seven[rationale].content == WHY
    assert seven[rationale].address.sheet == "Rationales"
    entry, score = Key("consensus_score", "A", "Q1"), Key("individual_score", "A", "Q1", evaluator="e1")
    assert six[score].address.column < six[entry].address.column
    assert seven[score].address.column > seven[entry].address.column


def test_a_rationale_too_long_for_its_column_brings_the_sheet_for_rationales() -> None:
    long = returned("e1", gave(dict.fromkeys(CELLS, 3), why="Dated and named throughout. " * 60))
    layout = layout_of(brief_of(tender(), long, scored("e2")))

    assert layout[Key("individual_rationale", "A", "Q1", evaluator="e1")].address.sheet == "Rationales"
    heights = dict(layout.sheets[2].heights)
    assert max(heights.values()) < HIGHEST


def test_rationales_leave_out_who_was_not_assigned_and_say_where_no_mechanism_applies() -> None:
    people = (*evaluators(7), Evaluator(id="e8", name="Eighth evaluator", sub_criteria=("SV1",)))
    layout = layout_of(brief_of(tender(evaluators=people), *(scored(f"e{n}") for n in range(1, 9))))

    assert Key("individual_rationale", "A", "Q1", evaluator="e8") not in layout.places
    assert layout[Key("individual_rationale", "A", "SV1", evaluator="e8")].content == WHY
    assert layout[Key("individual_mechanism", "A", "Q1", evaluator="e1")].content == "not applicable"


def test_sources_name_each_file_its_hash_and_what_was_found() -> None:
    brief = brief_of(tender(), scored("e1"), partial=True)
    told = source(scored("e1"), "First evaluator", "Protection was removed.", "A row is hidden.")
    layout = layout_of(brief.model_copy(update={"sources": (told,)}))
    sheet = next(sheet for sheet in layout.sheets if sheet.name == "Sources")
    rows: dict[int, list[object]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.address.row, []).append(cell.content)

    assert list(rows.values())[-3:] == [
        ["evaluation-e1.xlsx", "First evaluator", "22 November 2026, 14:05", "ab" * 32, "Protection was removed."],
        ["", "", "", "", "A row is hidden."],
        ["not returned", "Second evaluator", "not read", "none", "Outstanding: this workbook has not been read."],
    ]


@pytest.mark.parametrize("count", [2, 7])
def test_workbook_is_valid_and_its_texts_stay_texts(tmp_path: Path, count: int) -> None:
    people = tuple(
        p.model_copy(update={"name": f"{sign}{p.name}"}) for p, sign in zip(evaluators(count), "=+-@===", strict=False)
    )
    procurement = tender(
        title="=Cleaning",
        evaluators=people,
        bids=(bid("A", "=Alder Ltd"), bid("B", "+Birch Ltd"), bid("C", "@Cedar Ltd")),
    )
    results = (returned(p.id, gave(dict.fromkeys(CELLS, 3), why="=1+1 is not a formula here")) for p in people)
    brief = brief_of(procurement, *results)
    answers = agreed(brief, reason="=SUM(1,2) is what the panel wrote down") | {
        row_key(field, brief.rows[0]): text
        for field, text in (("feedback", "-1 for nights"), ("notes", "@all: see annex"))
    }
    layout = with_card(layout_of(brief, answers), brief, LOOK.furniture, brief.tender.id)
    path = tmp_path / PATH
    path.write_bytes(print_workbook(layout, LOOK))

    assert validate([path]) == []
    assert lint(path) == []
    ours = {(cell.address.sheet, cell.address.cell) for cell in layout if isinstance(cell.content, Formula)}
    assert set(recalculate(path)) == ours
    assert differences(layout, path) == []


def test_the_brief_on_the_card_lays_out_the_same_workbook() -> None:
    brief = conflicted_panel()
    layout = with_card(layout_of(brief), brief, LOOK.furniture, brief.tender.id)
    hidden = layout.sheets[-1]
    cells = {(cell.address.row, cell.address.column): Found(str(layout.text(cell))) for cell in hidden.cells}
    card = read_card(Grid("moderation.xlsx", (SheetGrid(hidden.name, cells=cells),)))

    assert card is not None
    again = moderation_layout(
        ModerationBrief.model_validate_json(card.brief), Furniture.model_validate_json(card.furniture)
    )
    assert seal(again) == card.seal == seal(layout_of(brief))
    assert len(Issued.of(again).entries) == 4 * len(brief.rows) + 2


def test_what_was_entered_moves_no_cell() -> None:
    brief = brief_of(tender(), scored("e1"), scored("e2"))
    empty, filled = Issued.of(layout_of(brief)), Issued.of(layout_of(brief, agreed(brief)))

    assert [sheet.name for sheet in empty.sheets] == [sheet.name for sheet in filled.sheets]
    assert empty.places == filled.places


def test_a_wide_queue_is_printed_on_several_pages_that_repeat_what_a_row_is_about(tmp_path: Path) -> None:
    layout = layout_of(brief_of(tender(evaluators=evaluators(4)), *(scored(f"e{n}") for n in range(1, 5))))
    path = tmp_path / PATH
    path.write_bytes(print_workbook(layout, LOOK))

    with zipfile.ZipFile(path) as archive:
        assert b"Moderation!$A:$D,Moderation!$4:$4" in archive.read("xl/workbook.xml")
        assert b'fitToWidth="3" fitToHeight="0"' in archive.read("xl/worksheets/sheet2.xml")


def test_a_tender_that_nobody_scores_has_nothing_to_moderate(tmp_path: Path) -> None:
    brief = brief_of(tender(award_criteria=(price(100),)))
    path = tmp_path / PATH
    path.write_bytes(print_workbook(layout_of(brief), LOOK))

    assert brief.rows == ()
    assert validate([path]) == []
    assert lint(path) == []
