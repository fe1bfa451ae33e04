"""The file of decisions gives back what was decided, and only grows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.errors.tender import YamlFileError
from sv_excel.pack.decisions import load_decisions, parse_decisions, with_decision
from sv_excel.pack.writing import write_whole
from sv_excel.tender.decisions.decisions import (
    ConflictDecision,
    Decision,
    MatchDecision,
    ReplaceDecision,
    WithdrawDecision,
)
from sv_excel.tender.definition.people import Person

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack

DAY = date(2026, 11, 22)
WHO = "Procurement lead"
WORDS = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" '\":#-{}[]&*!|>%@`,?"), min_size=1
).filter(str.strip)
DECISIONS: tuple[Decision, ...] = (
    ConflictDecision(evaluator="e2", bid="NO", decision="exclude", reason="Former employee.", date=DAY, who=WHO),
    WithdrawDecision(bid="1", reason="Their letter:\n- of 20 November\n# not a comment", date=DAY, who="not given"),
    ReplaceDecision(
        evaluator="e1",
        replacement=Person(id="e5", name="Zoë: fifth"),
        reason="Long leave; see 'HR'.",
        date=DAY,
        who=WHO,
    ),
    MatchDecision(file="Our response (final) 2.xlsx", sha256="1" * 64, bid="A", reason="Named so.", date=DAY, who=WHO),
)


def test_no_file_is_no_decision(pack: Pack) -> None:
    assert load_decisions(pack.decisions) == ()


def test_decisions_are_given_back_in_order(pack: Pack) -> None:
    for decision in DECISIONS:
        write_whole(pack.decisions, with_decision(pack.decisions, decision))

    assert load_decisions(pack.decisions) == DECISIONS


def test_decision_reads_well(pack: Pack) -> None:
    assert with_decision(pack.decisions, DECISIONS[0]).decode() == (
        "# Decisions on this tender, in the order in which they were taken. Added by: sv-excel decide\n"
        "- what: conflict\n"
        "  reason: Former employee.\n"
        "  date: 2026-11-22\n"
        "  who: Procurement lead\n"
        "  evaluator: e2\n"
        "  bid: 'NO'\n"
        "  decision: exclude\n"
    )


def test_decision_is_added_to_what_stands_there(pack: Pack) -> None:
    held = b"# a note\n- {what: withdraw, bid: A, reason: Gone, date: 2026-11-01, who: me}"
    pack.decisions.write_bytes(held)

    content = with_decision(pack.decisions, DECISIONS[1])

    assert content.startswith(held)
    assert [decision.what for decision in parse_decisions(content, pack.decisions)] == ["withdraw", "withdraw"]


@given(reason=WORDS, name=WORDS)
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, reason: str, name: str) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "none.yaml"
    person = Person(id="e5", name=name)
    decision = ReplaceDecision(evaluator="e1", replacement=person, reason=reason, date=DAY, who=WHO)

    assert parse_decisions(with_decision(path, decision), path) == (decision,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- {what: withdraw, bid: A, date: 2026-11-01, who: me}",
            "line 1, withdraw.reason: field required. Put back the copy that was kept.",
        ),
        (
            "\n- what: withdraw\n  bid: A\n  reason: ''\n  date: 2026-11-01\n  who: me",
            "line 4, withdraw.reason: string should have at least 1 character. Put back the copy that was kept.",
        ),
        ("words", "line 1, the file: input should be a valid tuple. Put back the copy that was kept."),
    ],
)
def test_fault_in_the_file_is_told_by_line(pack: Pack, text: str, said: str) -> None:
    pack.decisions.write_text(text)

    with pytest.raises(YamlFileError) as refusal:
        load_decisions(pack.decisions)

    (finding,) = refusal.value.findings
    assert (finding.code, str(finding)) == ("decisions-invalid", f"{pack.decisions}  {said}")


def test_nothing_is_added_to_a_file_that_cannot_be_read(pack: Pack) -> None:
    pack.decisions.write_text("- {")

    with pytest.raises(YamlFileError):
        with_decision(pack.decisions, DECISIONS[0])
