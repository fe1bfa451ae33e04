"""Random single changes to returned workbooks: each is found, or does no harm."""

from __future__ import annotations

from collections import Counter

from trust.judging import ENTRY, FOUND, HARMLESS, REFUSED, SILENT, TOLD, outcomes

COUNT, SEED = 200, 2026


def test_no_random_change_does_silent_harm() -> None:
    found = list(outcomes(COUNT, SEED))

    assert [item for item in found if item.verdict == SILENT] == []
    assert len(found) == COUNT


def test_random_changes_meet_every_way_out() -> None:
    counts = Counter(item.verdict for item in outcomes(COUNT, SEED))

    assert set(counts) <= {REFUSED, FOUND, TOLD, HARMLESS, ENTRY}
    assert min(counts[REFUSED], counts[FOUND], counts[HARMLESS]) >= 10
