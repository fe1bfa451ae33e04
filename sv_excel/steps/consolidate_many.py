"""`consolidate` over many packs at once: each is a task of its own, which another process or a cluster may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial as having
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sv_excel.errors.base import SvExcelError
from sv_excel.findings.finding import Report
from sv_excel.pack.paths import Pack
from sv_excel.steps.consolidate import Consolidated, consolidate
from sv_excel.steps.intake.collect import workbooks_in
from sv_excel.steps.parallel import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.parallel import Workforce


@dataclass(frozen=True, slots=True)
class OfPack:
    """What came of one pack."""

    pack: Pack
    done: Consolidated

    @property
    def report(self) -> Report:
        """Its findings, each file with its pack before it."""
        return Report(tuple(replace(found, file=self._placed(found.file)) for found in self.done.report))

    def _placed(self, file: str | None) -> str:
        folder = self.pack.folder
        return str(folder if file is None else file if Path(file).is_relative_to(folder) else folder / file)


def consolidate_many(
    folders: Sequence[Path],
    *,
    partial: bool = False,
    occasion: Occasion,
    force: bool = False,
    workforce: Workforce = ALONE,
) -> Iterator[OfPack]:
    """Each pack's moderation workbook from its ``returned/``, in the order given.

    A pack that cannot be consolidated stops none of the others: why not is among its findings.
    """
    task = having(_all, partial=partial, occasion=occasion, force=force)
    files = sum(len(workbooks_in(Pack(folder).returned)) for folder in folders)
    for batch in workforce.work(task, workforce.batches(folders), weight=files):
        yield from batch


def _all(folders: Sequence[Path], **how: Any) -> list[OfPack]:  # noqa: ANN401 - what `consolidate` takes
    return [OfPack(Pack(folder), _one(folder, **how)) for folder in folders]


def _one(folder: Path, **how: Any) -> Consolidated:  # noqa: ANN401 - what `consolidate` takes
    try:
        return consolidate(folder, **how)
    except SvExcelError as error:
        return Consolidated(Report(error.findings))
