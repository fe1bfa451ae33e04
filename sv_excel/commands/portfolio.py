"""``sv-excel portfolio``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from sv_excel.steps.parallel import Workforce


@click.command(epilog="Example: sv-excel portfolio packs/* -o portfolio.xlsx --parquet")
@click.argument("packs", type=options.FOLDER, nargs=-1, required=True, metavar="PACK...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="portfolio.xlsx",
    show_default=True,
    help="The workbook to write.",
)
@click.option("--parquet", is_flag=True, help="Write the lines beside it as Parquet, for who works with data.")
@options.force
@options.as_json
@options.workforce
def portfolio(
    packs: tuple[Path, ...], output: Path, workforce: Workforce, *, parquet: bool, force: bool, as_json: bool
) -> None:
    """Roll up the registers of commitments of each PACK: promised and delivered pounds and quantities.

    By Integrated Care Board, theme, outcome, category, tenderer and procurement. A pack without a register is left out.
    """
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.portfolio import portfolio as roll_up

    done = roll_up(packs, output, Occasion.given(), parquet=parquet, force=force, workforce=workforce)
    if as_json:
        told = {"lines": len(done.brief.lines), "written": [str(file.path) for file in done.written]}
        console.document(done.report.to_data() | told)
    else:
        console.findings(done.report)
        click.echo(f"{len(done.brief.lines)} promises")
        for file in done.written:
            click.echo(f"  {file.path}")
    console.finish(done.report)
