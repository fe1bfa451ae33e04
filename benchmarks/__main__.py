"""Runs every case, prints the table, and says which goal was reached: `python -m benchmarks [--short]`.

`--write FILE` puts the table into a file. Ends with 1 where a ratio is under 70 % of its goal.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks.files import Files
from benchmarks.goals import GOALS
from benchmarks.measure import Measured, Way, measured
from benchmarks.processes import in_two_processes, peak, started
from benchmarks.ways import checking, generating
from sv_excel.steps.parallel import collect_rarely

LIBRARIES = ("openpyxl", "XlsxWriter", "pandas", "python-calamine", "lxml", "pydantic")


def run(folder: Path, *, short: bool) -> tuple[list[tuple[Measured, int]], list[str]]:
    """Every case with how many workbooks it is about, and sentences on memory."""
    turns = 2 if short else 3
    portfolio = Files("portfolio", folder / "a", tenders=6 if short else 167, most_for_peers=6 if short else 60)
    forty = Files("40 of one tender", folder / "b", evaluators=40, most_for_peers=6 if short else 40)
    thousand = Files("1,000 with one task", folder / "c", evaluators=1000, most_for_peers=6 if short else 60)
    many = Files(
        "many with one task", folder / "g", evaluators=200 if short else 1000, most_for_peers=6 if short else 60
    )
    more = (
        Files("1 small", folder / "d", evaluators=1),
        Files("1 of 60 x 25", folder / "e", evaluators=1, questions=60, bids=25),
        Files("40 of 60 x 25", folder / "f", evaluators=40, questions=60, bids=25, most_for_peers=10),
    )
    cases: list[tuple[Measured, int]] = []
    for files in (portfolio, forty, thousand, *(() if short else more)):
        cases.append((measured(f"generate {files.name}", generating(files), turns), files.count))
        files.clear()
    cases += [
        (measured(f"check {files.name}", checking(files), turns), files.count)
        for files in (portfolio, forty, many, *(() if short else more))
    ]
    told = [f"Peak memory, {files.count:,} workbooks checked: {peak(files)} MiB." for files in (many, portfolio)]
    cases.append((in_two_processes(portfolio, turns), portfolio.count))
    cases += [(found, 1) for found in started(folder / "start", 5 if short else 15)]
    if not short:
        cases += [(_tenfold(folder, few, many), 1) for few, many in (((20, 50), (100, 100)), ((100, 100), (400, 250)))]
    return cases, told


def _tenfold(folder: Path, few: tuple[int, int], many: tuple[int, int]) -> Measured:
    """One evaluator's workbook laid out, printed, filled in, read and checked; then one of ten times the scores."""
    cells = {size: size[0] * size[1] for size in (few, many)}
    seconds = {}
    for (questions, bids), count in cells.items():
        files = Files(f"{count:,} scores", folder / f"scores-{count}", evaluators=1, questions=questions, bids=bids)
        seconds |= measured("", [Way(files.name, partial(_whole_way, files))], 2).seconds
    names = list(seconds)
    return Measured(f"{names[1]} after {names[0]}", {"sv_excel": seconds[names[1]], "a tenth": seconds[names[0]]})


def _whole_way(files: Files) -> None:
    files.return_all()
    files.check()


def table(cases: list[tuple[Measured, int]]) -> str:
    """Milliseconds a workbook and ratios, as Markdown."""
    lines = ["| Job | Who | ms each | against sv_excel |", "| --- | --- | ---: | ---: |"]
    for case, count in cases:
        for who, seconds in sorted(case.seconds.items(), key=lambda item: item[1]):
            ratio = "1" if who == "sv_excel" else f"{case.times(who):.1f}x"
            lines.append(f"| {case.job} | {who} | {seconds / count * 1000:.2f} | {ratio} |")
    return "\n".join(lines)


def goals(cases: list[tuple[Measured, int]]) -> tuple[str, bool]:
    """Each goal with the ratio that was reached, as Markdown; and whether all are near enough for CI."""
    by_job = {case.job: case for case, _ in cases}
    asked = [(goal, by_job[goal.job]) for goal in GOALS if goal.job in by_job]
    lines = ["| Goal | Aim | Reached | |", "| --- | ---: | ---: | --- |"]
    for goal, case in asked:
        said = "reached" if goal.share(case) >= 1 else "not reached"
        lines.append(f"| {goal.job}, against {goal.against} | {goal} | {goal.reached(case):.1f}x | {said} |")
    return "\n".join(lines), all(goal.is_near(case) for goal, case in asked)


def main() -> int:
    """Run, print, and write where that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer workbooks and turns: what CI runs")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into a file")
    options = parser.parse_args()
    gc.freeze()  # the peers' modules are not ours to be searched for rings
    collect_rarely()
    with tempfile.TemporaryDirectory(prefix="sv-excel-benchmark-") as folder:
        cases, told = run(Path(folder), short=options.short)
    reached, near = goals(cases)
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    head = f"Python {platform.python_version()}, {versions}. Processor time, the least of several turns taken by rota."
    text = "\n\n".join((head, reached, table(cases), *told)) + "\n"
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    return 0 if near else 1


if __name__ == "__main__":
    sys.exit(main())
