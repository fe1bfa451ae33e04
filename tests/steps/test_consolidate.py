"""`consolidate`: everything told in one run, nothing written unless clean, nothing lost that the panel entered."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stranger import but, fill_in
from sv_excel.errors.files import WouldReplaceError
from sv_excel.errors.tender import DecisionError
from sv_excel.pack.run_context import Occasion
from sv_excel.steps import decide
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.entries import entries
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file
from sv_excel.tender.briefs.moderation import ModerationBrief
from sv_excel.workbooks.kinds import brief_of
from worked_example import SCORES, answer

if TYPE_CHECKING:
    from sv_excel.findings.finding import Report
    from sv_excel.pack.paths import Pack


def codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in report)


def moderation(pack: Pack) -> ModerationBrief:
    book = by_register(open_file(pack.moderation, "moderation.xlsx"), Procurement.open(pack.folder).register)
    assert isinstance(book, Recognised)
    brief = brief_of(book.card)
    assert isinstance(brief, ModerationBrief)
    return brief


def held(pack: Pack) -> dict[tuple[str, ...], Any]:
    return {
        tuple(entry["key"].values()): entry["value"]
        for entry in entries(pack.moderation).to_data()["entries"]
        if entry["value"] is not None
    }


def grounds() -> decide.Grounds:
    return decide.Grounds("As the record says.", Occasion.given("Moderator"))


def test_decision_without_a_reason_is_refused_in_a_persons_words(t15_returned: Pack) -> None:
    with pytest.raises(DecisionError) as raised:
        decide.withdraw(t15_returned.folder, "A", decide.Grounds(" ", Occasion.given("Moderator")))

    assert str(raised.value) == "decision (not recorded): reason is empty. Fill it in."


def test_scores_stand_side_by_side_as_returned(t15_returned: Pack) -> None:
    done = consolidate(t15_returned.folder)

    assert done.report.findings == ()
    assert {
        (row.bid, row.question, score.evaluator): float(score.value or 0)
        for row in moderation(t15_returned).rows
        for score in row.scores
    } == {
        (bid, question, evaluator): value
        for bid, scores in SCORES.items()
        for question, value in scores.items()
        for evaluator in ("e1", "e2")
    }


def test_sources_name_every_file_with_its_digest(t15_returned: Pack) -> None:
    consolidate(t15_returned.folder)

    sources = moderation(t15_returned).sources
    assert [(source.file, source.evaluator) for source in sources] == [
        ("returned/evaluation-e1.xlsx", "First evaluator"),
        ("returned/evaluation-e2.xlsx", "Second evaluator"),
    ]


def test_all_findings_of_all_files_are_told_and_nothing_is_written(t15_returned: Pack) -> None:
    fill_in(t15_returned.evaluation("e1"), t15_returned.returned / "evaluation-e1.xlsx", but(score=4.2))
    t15_returned.returned.joinpath("evaluation-e2.xlsx").write_bytes(b"PK nothing")

    done = consolidate(t15_returned.folder)

    assert codes(done.report) == ["missing-return", *["score-off-scale"] * 12, "unreadable"]
    assert done.written == ()
    assert not t15_returned.moderation.exists()


def test_partial_takes_what_is_clean_and_names_who_is_outstanding(t15_returned: Pack) -> None:
    (t15_returned.returned / "evaluation-e2.xlsx").unlink()

    assert not consolidate(t15_returned.folder).report.clean
    done = consolidate(t15_returned.folder, partial=True)

    assert [(f.code, f.severity) for f in done.report] == [("missing-return", "warning")]
    assert moderation(t15_returned).outstanding == ("Second evaluator",)


def test_named_files_alone_are_taken(t15_returned: Pack) -> None:
    away = t15_returned.folder.parent / "elsewhere"
    shutil.move(t15_returned.returned, away)

    done = consolidate(t15_returned.folder, [away / "evaluation-e1.xlsx", away / "evaluation-e2.xlsx"])

    assert done.report.findings == ()


def test_second_run_without_news_writes_nothing(t15_returned: Pack) -> None:
    consolidate(t15_returned.folder)
    before = t15_returned.moderation.read_bytes()

    assert consolidate(t15_returned.folder).written == ()
    assert t15_returned.moderation.read_bytes() == before


def test_untouched_moderation_is_made_anew_without_force(t15_returned: Pack) -> None:
    last = t15_returned.returned / "evaluation-e2.xlsx"
    shutil.move(last, t15_returned.folder)
    consolidate(t15_returned.folder, partial=True)
    shutil.move(t15_returned.folder / "evaluation-e2.xlsx", last)

    consolidate(t15_returned.folder)

    assert moderation(t15_returned).outstanding == ()


def test_what_the_panel_entered_needs_force_and_is_carried_over(t15_moderated: Pack) -> None:
    entered = held(t15_moderated)
    before = t15_moderated.moderation.read_bytes()
    fill_in(t15_moderated.evaluation("e2"), t15_moderated.returned / "evaluation-e2.xlsx", but(score=3))

    with pytest.raises(WouldReplaceError):
        consolidate(t15_moderated.folder)
    assert t15_moderated.moderation.read_bytes() == before
    done = consolidate(t15_moderated.folder, force=True)

    assert held(t15_moderated) == entered
    assert done.carried == len(entered)
    assert done.written[0].kept is not None
    assert done.written[0].kept.read_bytes() == before


def test_entries_without_a_place_are_told(t15_moderated: Pack) -> None:
    decide.withdraw(t15_moderated.folder, "C", grounds())

    done = consolidate(t15_moderated.folder, force=True)

    lost = [finding for finding in done.report if finding.code == "entry-not-carried"]
    assert {finding.key.bid for finding in lost if finding.key} == {"C"}
    assert {row.bid for row in moderation(t15_moderated).rows} == {"A", "B"}


def test_two_returns_of_one_person_block_until_one_is_named(t15_returned: Pack) -> None:
    first = t15_returned.returned / "evaluation-e1.xlsx"
    second = fill_in(t15_returned.evaluation("e1"), t15_returned.returned / "again.xlsx", but(score=3))

    done = consolidate(t15_returned.folder)
    named = consolidate(t15_returned.folder, [first, t15_returned.returned / "evaluation-e2.xlsx"])

    assert [f.file for f in done.report if f.code == "duplicate-return"] == [
        f"returned/{second.name}",
        "returned/evaluation-e1.xlsx",
    ]
    assert named.report.findings == ()


def test_conflict_blocks_until_it_is_decided(t15_returned: Pack) -> None:
    def declares(entry: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the entry takes
        if entry["key"].get("bid") == "A":
            return "Declared" if entry["key"]["field"] == "conflict" else None
        return answer(entry)

    path = t15_returned.returned / "evaluation-e1.xlsx"
    fill_in(t15_returned.evaluation("e1"), path, declares)
    assert codes(consolidate(t15_returned.folder).report) == ["conflict-declared"]

    decide.conflict(t15_returned.folder, "e1", "A", "proceed", grounds())
    asked = codes(consolidate(t15_returned.folder).report)
    assert (asked.count("score-missing"), asked.count("conflict-declared")) == (4, 0)

    decide.conflict(t15_returned.folder, "e1", "A", "exclude", grounds())
    assert consolidate(t15_returned.folder).report.findings == ()
    states = {(row.bid, s.evaluator): s.state for row in moderation(t15_returned).rows for s in row.scores}
    assert states["A", "e1"] == "conflict"
    assert states["A", "e2"] == states["B", "e1"] == "scored"


def test_scores_of_an_excluded_evaluator_are_left_out(t15_returned: Pack) -> None:
    decide.conflict(t15_returned.folder, "e1", "A", "exclude", grounds())

    consolidate(t15_returned.folder)

    left_out = {s.value for row in moderation(t15_returned).rows if row.bid == "A" for s in row.scores[:1]}
    assert left_out == {None}


def test_replacement_gets_a_workbook_and_the_old_one_is_left_out(t15_returned: Pack) -> None:
    done = decide.replace(t15_returned.folder, "e1", "e9", "Ninth evaluator", grounds())
    assert [file.path for file in done.written] == [t15_returned.evaluation("e9")]

    fill_in(t15_returned.evaluation("e9"), t15_returned.returned / "ninth.xlsx", answer)
    report = consolidate(t15_returned.folder).report

    assert [(f.code, f.severity, f.file) for f in report] == [
        ("evaluator-replaced", "warning", "returned/evaluation-e1.xlsx")
    ]
    assert [person.name for person in moderation(t15_returned).evaluators] == ["Ninth evaluator", "Second evaluator"]


def test_text_that_looks_like_a_formula_stays_text(t15_returned: Pack) -> None:
    path = t15_returned.returned / "evaluation-e1.xlsx"
    book = load_workbook(path)
    places = [e for e in entries(path).to_data()["entries"] if e["key"]["field"] == "rationale"]
    cell = book[places[0]["sheet"]][places[0]["cell"]]
    cell.value = "=cmd|' /C calc'!A0 is what the bid says here"
    cell.data_type = "s"
    book.save(path)

    assert consolidate(t15_returned.folder).report.clean
    texts = {s.rationale for row in moderation(t15_returned).rows for s in row.scores}
    assert "=cmd|' /C calc'!A0 is what the bid says here" in texts
