"""The jobs: so many workbooks to make, or to check once they came back, and how sv_excel does them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.job import CATALOGUE, LOOK, Job
from benchmarks.plain import PlainSheet, plain
from sv_excel.findings.finding import Finding
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import Register
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import write_files
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.recognise import by_register, open_file
from sv_excel.steps.issuing.workbooks import evaluations, issue
from sv_excel.workbooks.sheet.cells import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sv_excel.steps.intake.recognise import Recognised
    from sv_excel.steps.issuing.workbooks import Issue

OCCASION = Occasion.given("Benchmark")


@dataclass(frozen=True)
class Files:
    """A tender's evaluators, or those of a portfolio of tenders, in a folder of their own.

    A slow peer is given ``most_for_peers`` of the files: each costs it the same, so the rest is reckoned.
    """

    name: str
    folder: Path
    tenders: int = 1
    evaluators: int = 6
    questions: int = 20
    bids: int = 8
    most_for_peers: int = 60

    @property
    def count(self) -> int:
        """How many workbooks."""
        return self.tenders * self.evaluators

    def jobs(self, many: int | None = None) -> Iterator[Job]:
        """Each tender anew, so that nothing is remembered from the last turn."""
        for number in range(1, (many or self.tenders) + 1):
            yield Job(self.questions, self.bids, self.evaluators, number)

    @property
    def share(self) -> float:
        """The part of the job that a slow peer does."""
        return min(1.0, self.most_for_peers / self.count)

    def pack(self, number: int) -> Pack:
        """Where a tender's files lie."""
        return Pack(self.folder / f"tender-{number}")

    def generate(self) -> None:
        """Lay out, print, enter in the register, write; as `generate` does."""
        for job in self.jobs():
            made = self.made(job)
            write_files(made.files, OCCASION, records={self.pack(job.number).register: made.register.content()})

    def made(self, job: Job) -> Issue:
        """One tender's evaluators' workbooks."""
        tender, pack = job.tender, self.pack(job.number)
        register = Register(tool="sv-excel", tender=tender.id, published="0" * 64)
        laid = evaluations(pack, tender, tender.evaluators, CATALOGUE, LOOK.furniture)
        return issue(laid, pack, register, LOOK, OCCASION)

    def clear(self) -> None:
        """Away with what the last turn made."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def contents(self) -> list[tuple[tuple[PlainSheet, ...], list[dict[str, str]]]]:
        """What peers are to write, ready: the content of each tender's layout, and whose each workbook is."""
        ready = []
        left = max(1, round(self.count * self.share))
        for job in self.jobs():
            people = [{"subject": person.id, "name": person.name} for person in job.tender.evaluators][:left]
            ready.append((plain(job.layout), people))
            left -= len(people)
            if left <= 0:
                break
        return ready

    def return_all(self) -> None:
        """Everybody returns a complete workbook; not part of what is measured."""
        self.clear()
        for job in self.jobs():
            pack, made = self.pack(job.number), self.made(job)
            pack.returned.mkdir(parents=True)
            pack.register.write_bytes(made.register.content())
            for person in job.tender.evaluators:
                (pack.returned / f"{person.id}.xlsx").write_bytes(job.returned(person))

    @cached_property
    def returned(self) -> list[Path]:
        """Every workbook that came back."""
        return sorted(self.folder.glob("*/returned/*.xlsx"))

    @property
    def some_returned(self) -> list[Path]:
        """Those that a slow peer is given."""
        return self.returned[: max(1, round(self.count * self.share))]

    def check(self) -> list[Finding]:
        """Read, and hold every cell, rule, lock and name against the register; the entries are taken."""
        return [finding for book in self._held() for finding in book.held.findings]

    def examine(self) -> list[Finding]:
        """The same, and every entry by its rule, and what people wrote: all that `consolidate` asks."""
        return [finding for book in self._held() for finding in examine(book)]

    def examine_tender(self, number: int) -> list[Finding]:
        """One tender's, as one process of several does."""
        return [finding for book in self._held(number, number) for finding in examine(book)]

    def _held(self, first: int = 1, last: int | None = None) -> Iterator[Recognised]:
        for number in range(first, (last or self.tenders) + 1):
            pack = self.pack(number)
            register = Register.load(pack)
            for path in sorted(pack.returned.iterdir()):
                book = by_register(open_file(path, path.name), register)
                if isinstance(book, Finding):
                    raise ValueError(book)  # noqa: TRY004 - a workbook of ours that was not known again
                yield book

    @cached_property
    def personal(self) -> frozenset[tuple[str, str]]:
        """The locked cells that differ from person to person."""
        layout = next(self.jobs()).layout
        return frozenset((c.address.sheet, c.address.cell) for c in layout if isinstance(c.content, Slot))
