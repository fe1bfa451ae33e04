"""``sv-excel schema``."""

from __future__ import annotations

import click

from sv_excel import console
from sv_excel.commands import options


@click.command(epilog="Example: sv-excel schema > tender.schema.json")
@options.as_json
def schema(*, as_json: bool) -> None:
    """Print the JSON Schema of tender.yaml, by which an editor completes and checks it. It is JSON either way."""
    from sv_excel.loading.definitions import json_schema

    del as_json
    console.document(json_schema())
