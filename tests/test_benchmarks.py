"""What the benchmark measures is the same work, and it says rightly what was reached."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from benchmarks.files import Files
from benchmarks.goals import Goal
from benchmarks.job import Job
from benchmarks.measure import Measured, Way, measured

if TYPE_CHECKING:
    from pathlib import Path


def test_returned_workbooks_of_the_job_are_clean(tmp_path: Path) -> None:
    files = Files("two", tmp_path / "two", tenders=2, evaluators=2, questions=4, bids=3)
    files.return_all()
    assert len(files.returned) == files.count == 4
    assert files.examine() == []


@pytest.mark.parametrize(("questions", "bids"), [(20, 8), (60, 25)])
def test_job_has_as_many_scores_as_it_says_and_weights_to_a_hundred(questions: int, bids: int) -> None:
    job = Job(questions, bids)
    assert len(job.brief.rows) == questions * bids
    assert sum(criterion.weight for criterion in job.tender.award_criteria) == Decimal(100)


def test_ways_take_turns_and_a_share_is_reckoned_up() -> None:
    done: list[str] = []
    clock = iter([0.0, 2.0, 2.0, 3.0, 10.0, 11.0, 20.0, 23.0])
    ways = (Way("sv_excel", lambda: done.append("ours")), Way("other", lambda: done.append("theirs"), 0.5))
    found = measured("job", ways, 2, lambda: next(clock))
    assert done == ["ours", "theirs", "ours", "theirs"]
    assert found.seconds == {"sv_excel": 1.0, "other": 2.0}
    assert found.times("other") == 2.0


@pytest.mark.parametrize(
    ("at_most", "theirs", "share"), [(False, 20.0, 2.0), (False, 5.0, 0.5), (True, 0.1, 1.0), (True, 0.05, 0.5)]
)
def test_share_of_a_goal(at_most: bool, theirs: float, share: float) -> None:  # noqa: FBT001 - a case
    goal = Goal("job", "other", 10, at_most=at_most)
    assert goal.share(Measured("job", {"sv_excel": 1.0, "other": theirs})) == pytest.approx(share)
