"""``sv-excel demo``."""

from __future__ import annotations

from pathlib import Path

import click

from sv_excel import console
from sv_excel.commands import options


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="sv-excel-demo", metavar="[DIR]")
@options.force
@options.as_json
def demo(folder: Path, *, force: bool, as_json: bool) -> None:
    r"""Run a whole procurement on example data in DIR (default: sv-excel-demo), and say where to look.

    Cleaning for a community trust in London: three bids, four evaluators, eight questions, social value, price. Every
    name is made up. With --force, a folder that is there already is kept under another name.

    \b
    Example: sv-excel demo
    """
    from sv_excel.steps.demo import demo as tell
    from sv_excel.tender.numbers import decimal

    done = tell(folder, force=force)
    if as_json:
        sights = [{"path": str(sight.path), "shows": sight.shows} for sight in done.sights]
        console.document({"pack": str(done.pack.folder), "look_at": sights} | done.report.to_data())
        console.finish(done.report)
    if done.kept:
        click.echo(f"What was in {folder} is kept as {done.kept}.")
    for line in done.story:
        click.echo(line)
    for lot in done.result.lots if done.result else ():
        for bid in sorted(lot.bids, key=lambda bid: bid.rank or 0):
            if bid.total is not None:
                click.echo(f"  {bid.rank}. {bid.tenderer}: {decimal(bid.total, 2)} of 100")
    click.echo("\nWhere to look:")
    for number, sight in enumerate(done.sights, 1):
        click.echo(f"{number:>3}. {sight.path}\n     {sight.shows}")
    click.echo(f"\nNext: sv-excel check {folder}")
    if done.report.findings:
        console.findings(done.report)
    console.finish(done.report)
