"""``sv-excel mechanisms`` and ``sv-excel priorities``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from sv_excel.tender.social_value_model import ModelId


NOT_VERIFIED = (
    "* not verified: taken from a second source or from memory, or not final. Look it up before you rely on it."
)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    """The options that narrow the catalogue down."""
    models = click.Choice(["ppn-06-20", "ppn-002", "ppn-026"])
    for option in (
        options.as_json,
        options.catalogues,
        click.option("--model", type=models, help="Only what answers this social value model."),
        click.option("--category", metavar="ID", help="Only what suits this category of spend."),
        click.option("--icb", "icbs", metavar="ID", multiple=True, help="Only what serves this board."),
    ):
        command = option(command)
    return command


@click.command(epilog="Example: sv-excel mechanisms --icb NEL --category cleaning --model ppn-06-20 --value 4200000")
@_filters
@click.option("--value", metavar="GBP", callback=options.pounds, help="Only what is in proportion to this value.")
def mechanisms(
    icbs: tuple[str, ...],
    category: str | None,
    model: ModelId | None,
    value: Decimal | None,
    extra: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    """List ways to deliver social value: the most fitting first, with the reasons for each, as `new` suggests them."""
    from sv_excel.catalogues import load_catalogue
    from sv_excel.steps.catalogue import mechanisms as find

    found = find(load_catalogue(extra), icbs, category, model, value)
    rows = [
        (
            item["id"],
            item["title"],
            _codes(item["criteria"], item["criteria_not_verified"]),
            "; ".join(reason for reason in item["reasons"] if not reason.startswith("answers ")),
            _source(item),
        )
        for item in found
    ]
    _tell("mechanisms", found, ("Id", "Mechanism", "Criteria", "Why", "Source"), rows, as_json=as_json)


@click.command(epilog="Example: sv-excel priorities --icb NEL")
@_filters
def priorities(
    icbs: tuple[str, ...], category: str | None, model: ModelId | None, extra: tuple[Path, ...], *, as_json: bool
) -> None:
    """List what Integrated Care Boards have set as priorities, with the mechanisms that serve each."""
    from sv_excel.catalogues import load_catalogue
    from sv_excel.steps.catalogue import priorities as find

    found = find(load_catalogue(extra), icbs, category, model)
    rows = [
        (item["icb"], item["id"], f"{item['title']}. {item['why']}", ", ".join(item["mechanisms"]), _source(item))
        for item in found
    ]
    _tell("priorities", found, ("Board", "Id", "Priority, and why", "Mechanisms", "Source"), rows, as_json=as_json)


def _codes(criteria: dict[str, list[str]], doubted: dict[str, list[str]]) -> str:
    """Codes by model, those that are not verified marked."""
    return "; ".join(
        f"{model}: {', '.join(code + '*' * (code in doubted.get(model, ())) for code in codes)}"
        for model, codes in criteria.items()
        if codes
    )


def _source(item: dict[str, Any]) -> str:
    return f"{item['source']}, {item['date']}{'' if item['verified'] else ' *'}"


def _tell(
    name: str,
    found: tuple[dict[str, Any], ...],
    headings: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    as_json: bool,
) -> None:
    if as_json:
        console.document({name: list(found)})
    else:
        console.table(headings, rows)
        if any("*" in cell for row in rows for cell in row):
            click.echo(NOT_VERIFIED)
