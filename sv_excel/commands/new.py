"""``sv-excel new``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from decimal import Decimal

    from sv_excel.tender.catalogue.models import ModelId


@click.command(epilog="Example: sv-excel new cleaning-2027 --icb NEL --icb SEL --category cleaning --value 4200000")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--icb", "icbs", metavar="ID", multiple=True, help="A board whose priorities count; give several.")
@click.option("--category", metavar="ID", help="The category of spend.")
@click.option(
    "--model",
    type=click.Choice(["ppn-06-20", "ppn-002", "ppn-026"]),
    default="ppn-06-20",
    show_default=True,
    help="The social value model, as your tender documents will say.",
)
@click.option(
    "--value",
    metavar="GBP",
    default="1000000",
    show_default=True,
    callback=options.pounds,
    help="The contract's value for the whole term, excluding VAT.",
)
@click.option("--practice", is_flag=True, help="A calibration round instead: made-up answers for the panel to score.")
@options.catalogues
@options.as_json
def new(
    folder: Path,
    *,
    icbs: tuple[str, ...],
    category: str | None,
    model: ModelId,
    value: Decimal,
    practice: bool,
    extra: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Write a commented tender.yaml to begin with in DIR: mechanisms that fit, each with its reason; a split; a KPI.

    A definition that is there is never written over.
    """
    from sv_excel.loading.catalogues import load_catalogue
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.new import new as write
    from sv_excel.steps.new import practice as write_practice
    from sv_excel.tender.starter.choose import Need

    if practice:
        files = write_practice(folder)
        if as_json:
            console.document({"written": [str(file) for file in files]})
        else:
            click.echo("\n".join(map(str, files)))
            click.echo(f"Put your evaluators in, then: sv-excel generate {files[-1]}")
        return
    need = Need(icbs, category, model, value, Occasion.given().at.date())
    path, starter = write(folder, load_catalogue(extra), need)
    if as_json:
        console.document(
            {
                "written": str(path),
                "themes": [theme.id for theme in starter.themes],
                "mechanisms": [
                    {"id": chosen.mechanism.id, "score": chosen.score, "reasons": list(chosen.reasons)}
                    for chosen in starter.chosen
                ],
                "measures": [measure.id for measure in starter.measures],
            }
        )
        return
    click.echo(path)
    for chosen in starter.chosen:
        click.echo(f"  {chosen.mechanism.id}: {'; '.join(chosen.reasons)}")
    own = "".join(f" --catalogue {file}" for file in extra)
    click.echo(f"Change it to your procurement, then: sv-excel check {path}{own}")
