"""``sv-excel generate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from sv_excel.steps.parallel import Workforce


@click.command(epilog="Example: sv-excel generate tender.yaml")
@click.argument("tender", type=options.FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="PACK",
    help="The pack's folder; named after the tender and beside its definition if left out.",
)
@click.option(
    "--templates",
    type=options.FOLDER,
    help="A folder with your own look.xlsx and guidance.xlsx, or Word templates, or all.",
)
@options.catalogues
@options.by
@options.force
@options.as_json
@options.workforce
def generate(
    tender: Path,
    output: Path | None,
    templates: Path | None,
    extra: tuple[Path, ...],
    by: str | None,
    *,
    workforce: Workforce,
    force: bool,
    as_json: bool,
) -> None:
    """Make the pack of the definition TENDER: every workbook that can be made by now.

    A tender is published before its bids are known. Without bids this makes the response workbook for any tenderer;
    run it again on the completed definition, and it makes the rest. What is there already is left alone.
    """
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.generate import generate as make

    done = make(
        tender,
        output,
        catalogue=extra,
        templates=templates,
        occasion=Occasion.given(by),
        force=force,
        workforce=workforce,
    )
    if as_json:
        console.document(console.written_data(done.pack, done.written) | done.report.to_data())
        return
    if done.report.findings:
        console.findings(done.report, on_error_stream=True)
    click.echo(f"{done.pack.folder}: {len(done.written) or 'no'} new {'file' if len(done.written) == 1 else 'files'}")
    console.written(done.pack, done.written)
    click.echo(f"Send out what lies in {done.pack.issued}; put what comes back into {done.pack.returned}.")
