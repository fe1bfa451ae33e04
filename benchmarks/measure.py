"""Ways of doing one job, taken in turns, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Way:
    """One way: who, and the work; ``share`` is what part of the whole job the work is (0.1: every tenth file)."""

    who: str
    work: Callable[[], object]
    share: float = 1.0


@dataclass(frozen=True)
class Measured:
    """Seconds of processor time for the whole job, the least of several turns, by who did it."""

    job: str
    seconds: dict[str, float]

    def times(self, who: str, ours: str = "sv_excel") -> float:
        """How many times as long somebody else takes."""
        return self.seconds[who] / self.seconds[ours]


def measured(job: str, ways: Iterable[Way], turns: int, clock: Callable[[], float] = time.process_time) -> Measured:
    """Each way in turn, ``turns`` times over; a share is reckoned up to the whole."""
    listed = tuple(ways)
    seconds: dict[str, float] = {}
    for _ in range(turns):
        for way in listed:
            gc.collect()
            began = clock()
            way.work()
            took = (clock() - began) / way.share
            seconds[way.who] = min(took, seconds.get(way.who, took))
    return Measured(job, seconds)
