"""``sv-excel mechanisms`` and ``sv-excel priorities``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

    from sv_excel.tender.catalogue.models import ModelId


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
    from sv_excel.loading.catalogues import load_catalogue
    from sv_excel.steps.catalogue import mechanisms as find

    found = find(load_catalogue(extra), icbs, category, model, value)
    if as_json:
        console.document({"mechanisms": list(found)})
        return
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
    console.table(("Id", "Mechanism", "Criteria", "Why", "Source"), rows)
    if not all(item["verified"] and not item["criteria_not_verified"] for item in found):
        click.echo(NOT_VERIFIED)


@click.command(epilog="Example: sv-excel priorities --icb NEL")
@_filters
def priorities(
    icbs: tuple[str, ...], category: str | None, model: ModelId | None, extra: tuple[Path, ...], *, as_json: bool
) -> None:
    """List what Integrated Care Boards have set as priorities, with the mechanisms that serve each."""
    from sv_excel.loading.catalogues import load_catalogue
    from sv_excel.steps.catalogue import boards
    from sv_excel.steps.catalogue import priorities as find

    catalogue = load_catalogue(extra)
    found, named = find(catalogue, icbs, category, model), boards(catalogue, icbs)
    if as_json:
        console.document({"boards": list(named), "priorities": list(found)})
        return
    console.table(
        ("Board", "Name", "ODS code", "Boroughs", "Stands", "Source"),
        [
            (item["id"], item["name"], item["ods"] or "", ", ".join(item["boroughs"]), _stands(item), _source(item))
            for item in named
        ],
    )
    rows = [
        (item["icb"], item["id"], f"{item['title']}. {item['why']}", ", ".join(item["mechanisms"]), _source(item))
        for item in found
    ]
    console.table(("Board", "Id", "Priority, and why", "Mechanisms", "Source"), rows)
    if not all(item["verified"] for item in (*named, *found)):
        click.echo(NOT_VERIFIED)


def _codes(criteria: dict[str, list[str]], doubted: dict[str, list[str]]) -> str:
    """Codes by model, those that are not verified marked."""
    return "; ".join(
        f"{model}: {', '.join(code + '*' * (code in doubted.get(model, ())) for code in codes)}"
        for model, codes in criteria.items()
        if codes
    )


def _source(item: dict[str, Any]) -> str:
    return f"{item['source']}, {item['date']}{'' if item['verified'] else ' *'}"


def _stands(board: dict[str, Any]) -> str:
    """From when to when, and who took over."""
    if board["valid_to"] is None:
        return f"since {board['valid_from']}"
    after = f", then {board['succeeded_by']}" if board["succeeded_by"] else ""
    return f"{board['valid_from']} to {board['valid_to']}{after}"
