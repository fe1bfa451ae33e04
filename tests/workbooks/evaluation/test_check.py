"""Concerns with reasons: told by their cells' meanings, and switched off by the definition."""

from __future__ import annotations

import pytest

from builders import commitments, make_tender, price, quality, question, social_value
from sv_excel.findings.key import Key
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.tender.briefs.make_evaluation import evaluation_brief
from sv_excel.workbooks.evaluation.check import rationale_findings


@pytest.mark.parametrize("switched_on", [True, False])
def test_definition_switches_the_checks_of_reasons(switched_on: bool) -> None:  # noqa: FBT001 - a column of the table
    criteria = (quality(question("Q1", 60)), social_value(commitments(10, measures=("E01",))), price())
    tender = make_tender(rationale_checks=switched_on, award_criteria=criteria)
    brief = evaluation_brief(tender, load_catalogue(), tender.evaluators[0])
    row = brief.rows[0]
    key = Key("rationale", row.bid, row.question, row.lot)

    told = rationale_findings(brief, {key: "Better than the other bids, and at a low price."})

    both = ["rationale-compares-bids", "rationale-mentions-price"]
    assert [finding.code for finding in told] == (both if switched_on else [])
    assert all((finding.key, finding.severity) == (key, "warning") for finding in told)
