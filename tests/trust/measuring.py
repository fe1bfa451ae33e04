"""What a file costs to be looked at: findings, milliseconds, and the peak of memory in MB."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trust.packs import codes_of, demo_pack

if TYPE_CHECKING:
    from pathlib import Path

SECONDS, MEGABYTES = 20, 400
"""What no single file may take. Ours take 0.02 s and 3 MB; the limits of the reader (books/container.py) hold these."""


@dataclass(frozen=True)
class Cost:
    """``others`` are the findings of the good file that was read after it."""

    found: list[str]
    others: list[str]
    seconds: float
    megabytes: float


def cost_of(path: Path) -> Cost:
    """Look at a file, with a good one behind it, twice: once for the time, once for the memory."""
    good = demo_pack() / "returned" / "evaluation-e2.xlsx"
    started = time.perf_counter()
    told = codes_of(path, good)
    seconds = time.perf_counter() - started
    tracemalloc.start()
    codes_of(path, good)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Cost(told[path.name], told[good.name], seconds, peak / 1e6)
