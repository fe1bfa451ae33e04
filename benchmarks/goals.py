"""What is aimed at (ratios on the same job in the same run), and whether it was reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measure import Measured

ENOUGH_FOR_CI = 0.7
"""The share of what is known to be reached under which a run fails: load moves ratios by a third."""


@dataclass(frozen=True)
class Goal:
    """So many times as fast; or, with ``at_most``, at most so many times as long.

    ``known`` is the share that is known to be reached where the rest is still to be won: CI holds that.
    """

    job: str
    against: str
    ratio: float
    at_most: bool = False
    known: float = 1.0

    def reached(self, case: Measured) -> float:
        """The ratio that was measured."""
        return 1 / case.times(self.against) if self.at_most else case.times(self.against)

    def share(self, case: Measured) -> float:
        """The share of the goal that was reached; 1 and more is all of it."""
        return self.ratio / self.reached(case) if self.at_most else self.reached(case) / self.ratio

    def is_near(self, case: Measured) -> bool:
        """Whether a run may pass in CI."""
        return self.share(case) >= ENOUGH_FOR_CI * self.known

    def __str__(self) -> str:
        return f"{'at most' if self.at_most else 'at least'} {self.ratio:g}x"


GOALS = (
    Goal("generate 1,000 with one task", "openpyxl", 15),
    Goal("generate 1,000 with one task", "XlsxWriter", 20),
    Goal("generate portfolio", "openpyxl", 15, known=0.9),
    Goal("generate portfolio", "XlsxWriter", 20, known=0.5),
    Goal("check many with one task", "pandas + openpyxl", 10),
    Goal("check many with one task", "openpyxl, checking", 18),
    Goal("check many with one task", "python-calamine", 0.5),
    Goal("check 40 of one tender", "pandas + openpyxl", 10, known=0.7),
    Goal("check 40 of one tender", "openpyxl, checking", 18),
    Goal("check 40 of one tender", "python-calamine", 0.5, known=0.7),
    Goal("check portfolio", "pandas + openpyxl", 10, known=0.45),
    Goal("check portfolio", "openpyxl, checking", 18, known=0.9),
    Goal("check portfolio", "python-calamine", 0.5, known=0.4),
    Goal("two processes", "one process", 1.7, known=0.7),
    Goal("10,000 scores after 1,000 scores", "a tenth", 11, at_most=True, known=0.8),
    Goal("100,000 scores after 10,000 scores", "a tenth", 11, at_most=True, known=0.8),
    Goal("sv-excel --help", "bare Python", 5, at_most=True),
    Goal("sv-excel check", "bare Python", 15, at_most=True, known=0.75),
)
