"""Whole processes: how soon they answer, what two of them do together, how much memory one takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.files import Files
from benchmarks.job import Job
from benchmarks.measure import Measured, Way, measured
from sv_excel.steps.parallel import Workforce

_PEAK = "print(next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM')) // 1024)"


def started(folder: Path, turns: int) -> tuple[Measured, Measured]:
    """Seconds on the clock until the overview is printed, and until one small workbook is checked."""
    folder.mkdir(parents=True, exist_ok=True)
    book = folder / "small.xlsx"
    job = Job(questions=5, bids=3)
    book.write_bytes(job.returned(job.tender.evaluators[0]))

    def run(*arguments: str) -> object:
        return subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603 - our own

    ways = (
        Way("bare Python", lambda: run("-c", "pass")),
        Way("sv-excel --help", lambda: run("-m", "sv_excel", "--help")),
        Way("sv-excel check", lambda: run("-m", "sv_excel", "check", str(book))),
    )
    found = measured("start", ways, turns, time.perf_counter).seconds
    bare = found["bare Python"]
    return tuple(
        Measured(name, {"sv_excel": found[name], "bare Python": bare}) for name in ("sv-excel --help", "sv-excel check")
    )  # type: ignore[return-value]  # two names


def in_two_processes(files: Files, turns: int) -> Measured:
    """Seconds on the clock to check the workbooks of many tenders by one process and by two."""
    packs = list(range(1, files.tenders + 1))

    def run(jobs: int) -> object:
        force = Workforce(jobs)
        batches = force.batches(packs)
        return list(force.work(_Checked(files), batches, weight=files.count))

    ways = (Way("one process", lambda: run(1)), Way("sv_excel", lambda: run(2)))
    return measured("two processes", ways, turns, time.perf_counter)


class _Checked:
    """Some tenders' workbooks, checked; how many findings there are."""

    def __init__(self, files: Files) -> None:
        self._folder, self._evaluators = files.folder, files.evaluators

    def __call__(self, packs: list[int]) -> int:
        found = 0
        for number in packs:
            files = Files("some", self._folder, evaluators=self._evaluators)
            found += len(files.examine_tender(number))
        return found


def peak(files: Files) -> int:
    """Mebibytes that a process takes at most to check all of them."""
    size = f"tenders={files.tenders}, evaluators={files.evaluators}"
    code = (
        "from pathlib import Path; from benchmarks.files import Files; "
        f"Files('peak', Path({str(files.folder)!r}), {size}).examine(); "
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code + _PEAK], check=True, capture_output=True, text=True, env=environment
    )
    return int(done.stdout)
