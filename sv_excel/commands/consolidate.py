"""``sv-excel consolidate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.consolidate import Consolidated
    from sv_excel.steps.parallel import Workforce


@click.command(epilog="Example: sv-excel consolidate community-cleaning-2026")
@options.pack
@click.argument("returned", type=click.Path(exists=True, path_type=Path), nargs=-1)
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

    RETURNED may be workbooks, or folders of them. Packs in their place are consolidated, too, each from its own
    returned/, and one that cannot be stops none of the others.
    """
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion

    folders = [path for path in returned if Pack(path).register.is_file()]
    if folders and len(folders) < len(returned):
        raise click.UsageError("Name either more packs or returned workbooks, not both.")
    occasion = Occasion.given(by)
    if folders:
        _many([pack, *folders], partial=partial, occasion=occasion, force=force, workforce=workforce, as_json=as_json)
        return

    from sv_excel.steps.consolidate import consolidate as bring_together
    from sv_excel.steps.intake.collect import workbooks_of

    home, files = Pack(pack), [file for path in returned for file in workbooks_of(path)]
    done = bring_together(pack, files or None, partial=partial, occasion=occasion, force=force, workforce=workforce)
    if as_json:
        console.document(_data(home, done) | done.report.to_data())
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


def _many(folders: list[Path], *, occasion: Occasion, as_json: bool, **how: Any) -> None:  # noqa: ANN401 - as above
    from sv_excel.findings.finding import Report
    from sv_excel.steps.consolidate_many import consolidate_many

    done = list(consolidate_many(folders, occasion=occasion, **how))
    report = sum((one.report for one in done), Report())
    if as_json:
        console.document({"packs": [_data(one.pack, one.done) for one in done]} | report.to_data())
    else:
        console.findings(report)
        for one in done:
            if one.done.written:
                click.echo(one.pack.folder)
                console.written(one.pack, one.done.written)
        made = sum(bool(one.done.written) for one in done)
        click.echo(f"{len(done)} packs, {made} new moderation workbooks.")
    console.finish(report)


def _data(pack: Pack, done: Consolidated) -> dict[str, Any]:
    return console.written_data(pack, done.written) | {"carried": done.carried}
