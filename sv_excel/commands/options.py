"""The arguments and options that several commands share."""

from __future__ import annotations

import os
from decimal import Decimal, InvalidOperation
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sv_excel import console

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = Decimal(10) ** 12
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

pack = click.argument("pack", type=FOLDER)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
by = click.option("--by", metavar="NAME", help="Who does this, for the log; or set SV_EXCEL_BY.")
force = click.option("--force", is_flag=True, help="Replace files that are there; what they hold is kept, dated.")
catalogues = click.option(
    "--catalogue", "extra", type=FILE, multiple=True, help="A file with mechanisms, measures or boards of your own."
)
_jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes for many files; as many as there are processors if left out.",
)
_scheduler = click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers do it; they must see the same files."
)


def pounds(_context: click.Context, _option: click.Parameter, text: str | None) -> Decimal | None:
    """An amount as a person types it: 4200000, 4,200,000 or £4,200,000."""
    if text is None:
        return None
    try:
        value = Decimal(text.strip().removeprefix("£").replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 < value < MOST or value != value.quantize(Decimal("0.01")):
        raise click.BadParameter(f"{text} is not an amount in pounds above 0. Write such as 4200000.")
    return value


def workforce(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command its `Workforce`, which tells how far it is on standard error."""

    @wraps(command)
    def run(*args: Any, jobs: int | None, scheduler: str | None, **options: Any) -> None:  # noqa: ANN401 - click's
        from sv_excel.steps.parallel import Workforce, collect_rarely

        collect_rarely()
        with console.meter(quiet=options.get("as_json", False)) as told:
            command(*args, workforce=Workforce(jobs or os.cpu_count() or 1, scheduler, told), **options)

    return _jobs(_scheduler(run))
