"""``sv-excel consolidate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from sv_excel.steps.workforce import Workforce


@click.command(epilog="Example: sv-excel consolidate community-cleaning-2026")
@options.pack
@click.argument("returned", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
@click.option("--partial", is_flag=True, help="Take what is clean, though some workbooks are outstanding.")
@options.by
@options.force
@options.as_json
@options.workforce
def consolidate(
    pack: Path,
    returned: tuple[Path, ...],
    by: str | None,
    workforce: Workforce,
    *,
    partial: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Bring the evaluators' workbooks together in PACK/moderation.xlsx; RETURNED is PACK/returned/ if left out.

    All findings of all files are told in one run, and nothing is written while one of them blocks. A moderation
    workbook that the panel has begun to fill in is replaced only with --force; their entries are carried over.
    """
    from sv_excel.pack.occasion import Occasion
    from sv_excel.pack.paths import Pack
    from sv_excel.steps.consolidate import consolidate as bring_together

    home = Pack(pack)
    done = bring_together(
        pack, returned or None, partial=partial, occasion=Occasion.given(by), force=force, workforce=workforce
    )
    if as_json:
        data = console.written_data(home, done.written) | {"carried": done.carried}
        console.document(data | done.report.to_data())
    else:
        console.findings(done.report)
        console.written(home, done.written)
        if done.carried:
            click.echo(f"{done.carried} entries were carried over from the earlier moderation workbook.")
        if done.written:
            click.echo(f"Agree on every score in {home.moderation}, then run: sv-excel summarise {pack}")
        elif done.report.clean:
            click.echo(f"Nothing is new: {home.moderation} stays as it is.")
    console.finish(done.report)
