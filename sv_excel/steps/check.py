"""`check`: what is wrong with definitions, workbooks, folders of them, and packs; everything in one run.

What a path does not need is not brought in: on a desk one workbook is checked at once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sv_excel.errors.files import NothingToReadError
from sv_excel.findings.finding import Finding, Report
from sv_excel.pack.paths import pack_of
from sv_excel.steps.intake.collect import workbooks_in
from sv_excel.steps.intake.examine import examine
from sv_excel.steps.intake.recognise import by_card, open_file, opened
from sv_excel.steps.parallel import ALONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.intake.recognise import Opened, Recognised
    from sv_excel.steps.parallel import Workforce
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.workbooks.sheet.grid import Grid

DEFINITIONS = frozenset({".yaml", ".yml"})


def check(paths: Sequence[Path], load: Callable[[], Catalogue] | None = None, workforce: Workforce = ALONE) -> Report:
    """What is wrong with each of ``paths``.

    Definitions that lie in no pack are held against the catalogue that ``load`` gives; left out, against the one that
    comes with the program.

    Raises:
        NothingToReadError: a folder holds nothing that can be checked.
    """
    files = [file for path in paths for file in _within(path)]
    found = workforce.work(partial(_checked, load or _bundled), workforce.batches(files), weight=len(files))
    return Report(tuple(finding for batch in found for finding in batch))


def _bundled() -> Catalogue:
    from sv_excel.loading.catalogues import load_catalogue

    return load_catalogue()


def check_grid(grid: Grid) -> Report:
    """What is wrong with a workbook by itself, held against its own card: as on an evaluator's desk."""
    book = by_card(opened(grid))
    return Report((book,) if isinstance(book, Finding) else examine(book))


def _within(path: Path) -> tuple[Path, ...]:
    """A file or a pack itself; of any other folder the definition and the workbooks."""
    if not path.is_dir() or _is_pack(path):
        return (path,)
    definition = path / "tender.yaml"
    files = (*((definition,) if definition.is_file() else ()), *workbooks_in(path))
    if not files:
        raise NothingToReadError(path)
    return files


def _is_pack(path: Path) -> bool:
    pack = pack_of(path)
    return pack is not None and pack.folder == path.resolve()


def _checked(load: Callable[[], Catalogue], paths: Sequence[Path]) -> tuple[Finding, ...]:
    kept: list[Procurement] = []
    return tuple(finding for path in paths for finding in _check(path, load, kept))


def _check(path: Path, load: Callable[[], Catalogue], kept: list[Procurement]) -> Iterator[Finding]:
    pack = pack_of(path)
    if path.is_dir():
        from sv_excel.steps.check_pack import check_pack

        yield from check_pack(_procurement(path, kept))
    elif path.suffix.lower() in DEFINITIONS:
        from sv_excel.loading.definitions import check_definition
        from sv_excel.steps.intake.procurement import kept_catalogue

        yield from check_definition(path, load() if pack is None else kept_catalogue(pack), advised=True)[1]
    else:
        yield from _check_workbook(path, None if pack is None else _procurement(pack.folder, kept))


def _procurement(folder: Path, kept: list[Procurement]) -> Procurement:
    """The procurement in a folder, opened once for all workbooks of it that come one after another."""
    from sv_excel.steps.intake.procurement import Procurement

    if not kept or kept[-1].pack.folder.resolve() != folder.resolve():
        kept[:] = [Procurement.open(folder)]
    return kept[-1]


def _check_workbook(path: Path, procurement: Procurement | None) -> Iterator[Finding]:
    came = open_file(path, path.name)
    book = by_card(came) if procurement is None else _recognised(came, procurement)
    if isinstance(book, Finding):
        yield book
    else:
        yield from examine(book, procurement)


def _recognised(came: Opened, procurement: Procurement) -> Recognised | Finding:
    from sv_excel.steps.intake.procurement import recognise

    return recognise(came, procurement)
