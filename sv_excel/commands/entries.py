"""``sv-excel entries``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(epilog="Example: sv-excel entries issued/evaluation-e1.xlsx --json")
@click.argument("workbook", type=options.FILE)
@options.as_json
def entries(workbook: Path, *, as_json: bool) -> None:
    """List every cell of WORKBOOK that a person may fill in: where, what it means, its rule, what it holds."""
    from sv_excel.steps.entries import entries as find

    listed = find(workbook)
    if as_json:
        console.document(listed.to_data())
    elif listed.book is None:
        console.findings(listed.report)
    else:
        console.table(
            ("Cell", "Entry", "Required", "Holds", "Rule"),
            (
                (
                    f"{entry['sheet']}!{entry['cell']}",
                    " ".join(entry["key"].values()),
                    "yes" if entry["required"] else "",
                    "" if entry["value"] is None else str(entry["value"]),
                    entry["rule"],
                )
                for entry in listed.to_data()["entries"]
            ),
        )
    console.finish(listed.report)
