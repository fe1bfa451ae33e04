"""Which mechanism a promise counts for: it gives the register its KPI and the priorities served."""

from __future__ import annotations

import pytest

from builders import make_tender, plan, price, quality, question, social_value
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.tender.briefs.make_register import counted_by

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("measure", "category", "named", "expected"),
    [
        ("W06", "cleaning", (), ["volunteering"]),  # befriending counts hours of volunteers too, after its own
        ("W06", "cleaning", ("befriending",), ["befriending"]),  # the tender's word goes first
        ("J02", "cleaning", (), ["long-term-unemployed"]),  # not homelessness
        ("E01", "cleaning", (), ["carbon-reduction"]),  # not medicines, which suit pharmacies alone
        ("E01", "pharmacy", (), ["carbon-reduction", "fewer-deliveries", "low-carbon-medicines"]),
        ("J01", "ict", (), []),  # none of the catalogue's that fits
        ("E03", "ict", (), ["reuse-and-repair"]),  # counted second, where none counts it first
    ],
)
def test_a_promise_counts_for_the_mechanism_that_fits(
    measure: str, category: str, named: tuple[str, ...], expected: list[str]
) -> None:
    asked = (quality(question("Q1", 60)), social_value(plan(mechanisms=named)), price())
    tender = make_tender(category=category, award_criteria=asked)

    assert [mechanism.id for mechanism in counted_by(tender, CATALOGUE, measure)] == expected
