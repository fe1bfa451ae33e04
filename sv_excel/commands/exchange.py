"""``sv-excel export`` and ``sv-excel import-bids``: what goes to and comes from other systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from typing import Literal

MEANINGS = ("tenderer", "bid", "lot")


@click.command(epilog="Example: sv-excel export community-cleaning-2026 --to csv -o result.csv")
@options.pack
@click.option("--to", type=click.Choice(["csv", "ocds"]), required=True, help="A table, or an OCDS release package.")
@click.option("--ocid", metavar="ID", help="The contracting process's id in your publishing system, for OCDS.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@options.force
@options.as_json
def export(
    pack: Path, to: Literal["csv", "ocds"], ocid: str | None, output: Path | None, *, force: bool, as_json: bool
) -> None:
    """The result of PACK for other programs, worked out afresh: no reasons, no notes, no names of evaluators.

    It has prices and scores: it is yours to decide what of it is published. Without -o it goes to standard output.
    """
    from sv_excel.pack.run_context import Occasion
    from sv_excel.pack.writing import write_files
    from sv_excel.steps.export import export as exported

    occasion = Occasion.given()
    done = exported(pack, to, ocid=ocid, occasion=occasion)
    if done.report.clean and output is not None:
        write_files({output: done.text.encode()}, occasion, force=force)
    if as_json:
        text = {} if output is not None else {"text": done.text}
        console.document(
            {"to": to, "written": None if output is None else str(output), **text, **done.report.to_data()}
        )
    elif not done.report.clean:
        console.findings(done.report)
    else:
        click.echo(done.text if output is None else output, nl=output is not None)
    console.finish(done.report)


def _columns(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    named = {}
    for text in given:
        meaning, _, column = text.partition("=")
        if meaning not in MEANINGS or not column:
            raise click.BadParameter(
                f'{text} is not such as tenderer="Supplier name"; it may be {", ".join(MEANINGS)}.'
            )
        named[meaning] = column
    return named


@click.command("import-bids", epilog='Example: sv-excel import-bids responses.csv --column tenderer="Supplier name"')
@click.argument("file", type=options.FILE)
@click.option("--column", "columns", multiple=True, callback=_columns, help='Which column is which: lot="Lot no.".')
@options.as_json
def import_bids(file: Path, columns: dict[str, str], *, as_json: bool) -> None:
    """Bids and lots from an e-tendering system's list, as lines to put into tender.yaml."""
    from sv_excel.steps.import_bids import as_yaml
    from sv_excel.steps.import_bids import import_bids as taken

    bids = taken(file, columns)
    if as_json:
        console.document(
            {
                "bids": [
                    {"id": b.bid, "tenderer": b.tenderer, **({"lots": list(b.lots)} if b.lots else {})} for b in bids
                ]
            }
        )
    else:
        click.echo(as_yaml(bids), nl=False)
