"""A finding as a person reads it and as JSON has it; a report of several."""

from __future__ import annotations

import pickle
from dataclasses import replace

from sv_excel.findings.address import Address
from sv_excel.findings.finding import Finding, Report
from sv_excel.findings.key import Key

SCORE = Finding(
    "score-off-scale",
    "the score is 9.",
    "Choose a score from the scale: 0, 1 or 2.",
    file="evaluation-e1.xlsx",
    address=Address("Scores", 9, 3),
    key=Key("score", "A", "Q1"),
    subject="Alder Facilities Ltd, Q1",
)
WARNING = Finding("row-hidden", "row 3 hidden.", "Unhide.", sheet="Scores")


def test_a_finding_reads_place_subject_problem_remedy() -> None:
    assert str(SCORE) == (
        "evaluation-e1.xlsx  Scores!C9  Alder Facilities Ltd, Q1: the score is 9. "
        "Choose a score from the scale: 0, 1 or 2."
    )
    assert str(WARNING) == "Scores  row 3 hidden. Unhide."


def test_a_finding_has_the_json_of_the_contract() -> None:
    assert SCORE.to_data() == {
        "code": "score-off-scale",
        "severity": "error",
        "file": "evaluation-e1.xlsx",
        "sheet": "Scores",
        "cell": "C9",
        "key": {"field": "score", "bid": "A", "criterion": "Q1"},
        "subject": "Alder Facilities Ltd, Q1",
        "problem": "the score is 9.",
        "remedy": "Choose a score from the scale: 0, 1 or 2.",
    }


def test_the_path_in_the_data_is_for_the_file_alone() -> None:
    assert replace(SCORE, path=("bids", 0)).to_data() == SCORE.to_data()


def test_a_finding_goes_to_another_process_and_back() -> None:
    assert pickle.loads(pickle.dumps([SCORE, WARNING])) == [SCORE, WARNING]  # noqa: S301 - our own


def test_a_report_is_clean_with_warnings_alone() -> None:
    warned = Report((WARNING,))

    assert (Report().clean, warned.clean, (warned + Report((SCORE,))).clean) == (True, True, False)
    assert warned.to_data() == {"findings": [WARNING.to_data()], "clean": True}
