"""``sv-excel check``."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sv_excel.steps.parallel import Workforce
    from sv_excel.steps.preview import Foresight
    from sv_excel.tender.catalogue.catalogue import Catalogue


@click.command(epilog="Example: sv-excel check returned/*.xlsx")
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True, metavar="PATH...")
@options.catalogues
@options.as_json
@options.workforce
def check(paths: tuple[Path, ...], extra: tuple[Path, ...], workforce: Workforce, *, as_json: bool) -> None:
    """Say what is wrong with each PATH, where, and what to do: a tender.yaml, a workbook, a folder of them, or a pack.

    Ends with 0 where nothing blocks, with 1 where there is something to put right.
    """
    from sv_excel.steps.check import check as examine

    known = partial(_catalogue, extra)
    report = examine(paths, known, workforce)
    foreseen = _foreseen(paths, known)
    if as_json:
        more = {"definitions": [foresight.to_data() for foresight in foreseen]} if foreseen else {}
        console.document(report.to_data() | more)
    else:
        for foresight in foreseen:
            _tell(foresight)
        console.findings(report)
    console.finish(report)


@cache
def _catalogue(extra: tuple[Path, ...]) -> Catalogue:
    from sv_excel.loading.catalogues import load_catalogue

    return load_catalogue(extra)


def _foreseen(paths: Iterable[Path], known: Callable[[], Catalogue]) -> tuple[Foresight, ...]:
    """What the definitions among ``paths`` will do; a workbook foretells nothing."""
    from sv_excel.steps.check import DEFINITIONS

    telling = [path for path in paths if path.is_dir() or path.suffix.lower() in DEFINITIONS]
    if not telling:
        return ()
    from sv_excel.steps.preview import foresee

    return tuple(foresee(telling, known))


def _tell(foresight: Foresight) -> None:
    """What a definition will do, before what is wrong with it."""
    from sv_excel.tender.analysis.preview import lab_rows, sentences

    for sentence in sentences(foresight.point, foresight.whole, foresight.lab):
        click.echo(sentence)
    if foresight.standstill_ends is not None and foresight.award_notice is not None:
        click.echo(
            f"With the award notice published on {foresight.award_notice} the standstill ends at the end of "
            f"{foresight.standstill_ends}."
        )
    if foresight.lab is not None:
        console.table(("Price formula", "First", "Without A", "Without B", "Without C"), lab_rows(foresight.lab))
