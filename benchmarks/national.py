"""A nation's returns in one run: `python -m benchmarks.national [--packs 2000] [--jobs N | --scheduler ADDRESS]`.

Each pack has five returned workbooks of 20 questions by 8 bids, and a register of its winner's promises. All are
consolidated, then rolled up into one portfolio; what is said is the time of each and the most memory that a process
took. ``--keep DIR`` leaves the packs there, and takes them from there if they are there already.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from decimal import Decimal
from functools import partial
from pathlib import Path

import yaml

from benchmarks.job import LOOK, Job
from sv_excel.pack.paths import Pack
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.consolidate_many import consolidate_many
from sv_excel.steps.generate import generate
from sv_excel.steps.parallel import Workforce, collect_rarely
from sv_excel.steps.portfolio import portfolio
from sv_excel.tender.briefs.make_evaluation import tender_brief
from sv_excel.tender.briefs.register import Promise, RegisterBrief
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.workbooks.register.layout import register_layout
from sv_excel.workbooks.sheet.card import with_card
from sv_excel.xlsx.write.writer import print_workbook

EVALUATORS = 5
OCCASION = Occasion.given("Benchmark")


def made(home: Path, number: int) -> Path:
    """A procurement whose workbooks came back, with a register of promises."""
    pack, job = Pack(home / f"tender-{number}"), Job(evaluators=EVALUATORS, number=number)
    if not pack.result.is_dir():
        shutil.rmtree(pack.folder, ignore_errors=True)
        definition = home / f"{number}.yaml"
        definition.write_text(yaml.safe_dump(job.tender.model_dump(mode="json", exclude_defaults=True)), "utf-8")
        generate(definition, pack.folder, occasion=OCCASION)
        for person in job.tender.evaluators:
            (pack.returned / f"{person.id}.xlsx").write_bytes(job.returned(person))
        pack.result.mkdir()
    pack.moderation.unlink(missing_ok=True)
    pack.commitments.write_bytes(_register(job))
    return pack.folder


def _register(job: Job) -> bytes:
    """What the winner promises."""
    promise = Promise(
        bid="B01",
        tenderer="Bidder 1 Facilities Ltd",
        measure="J02",
        title="People hired who were long out of work",
        unit="people",
        quantity=Decimal(job.number % 40 + 1),
        attribution=Decimal(1),
        proxy_value=Decimal(13_624),
        outcome="2 Jobs and skills",
        theme="Tackling economic inequality",
    )
    brief = RegisterBrief(tender=tender_brief(job.tender, Catalogue()), category="cleaning", promises=(promise,))
    layout = with_card(register_layout(brief, LOOK.furniture), brief, LOOK.furniture, job.tender.id)
    return print_workbook(layout, LOOK)


def _heard(what: str, began: float, done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        sys.stderr.write(f"\r{what}: {done} of {total}, {time.monotonic() - began:.0f} s ")


def run(home: Path, packs: int, jobs: int, scheduler: str | None) -> str:
    """Make what is needed, then consolidate and roll up."""
    began = time.monotonic()
    setting_up = Workforce(jobs, told=partial(_heard, "Made", began))
    folders = list(setting_up.work(partial(made, home), range(1, packs + 1)))
    began = time.monotonic()
    hands = Workforce(jobs, scheduler, partial(_heard, "\nBatches consolidated", began))
    clean = sum(
        one.report.clean and bool(one.done.written)
        for one in consolidate_many(folders, occasion=OCCASION, workforce=hands)
    )
    consolidated = time.monotonic() - began
    began = time.monotonic()
    rolled = portfolio(folders, home / "portfolio.xlsx", OCCASION, force=True, workforce=Workforce(jobs, scheduler))
    rolled_up = time.monotonic() - began
    peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    who = f"a Dask cluster at {scheduler}" if scheduler else f"{jobs} process{'es' if jobs > 1 else ''}"
    books = packs * EVALUATORS
    return (
        f"{books:,} returned workbooks of {packs:,} procurements, by {who}: {clean:,} packs consolidated clean in "
        f"{consolidated:.0f} s ({consolidated / books * 1000:.1f} ms a workbook), {len(rolled.brief.lines):,} promises "
        f"rolled up in {rolled_up:.0f} s; at most {peaks[0]} MiB in this process, {peaks[1]} MiB in any other."
    )


def main() -> int:
    """Run, and print the sentence."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national", description=__doc__)
    parser.add_argument("--packs", type=int, default=2000, help="how many procurements")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler that consolidates and rolls up")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the packs are left, or lie already")
    options = parser.parse_args()
    collect_rarely()
    with tempfile.TemporaryDirectory(prefix="sv-excel-national-") as scratch:
        home = options.keep or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        told = run(home, options.packs, options.jobs, options.scheduler)
    sys.stdout.write(f"\n{told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
