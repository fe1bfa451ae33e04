"""``sv-excel status``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.steps.status import Line


@click.command(epilog="Example: sv-excel status community-cleaning-2026")
@options.pack
@options.as_json
def status(pack: Path, *, as_json: bool) -> None:
    """Say how far PACK is: who has returned what, what is missing, what to do next."""
    from sv_excel.steps.intake.procurement import Procurement
    from sv_excel.steps.status import status as look

    found = look(Procurement.open(pack))
    if as_json:
        console.document(found.to_data())
    else:
        console.table(
            ("Workbook", "For", "State", "Required entries", "File"),
            (
                (
                    line.kind,
                    line.name or line.subject or "any tenderer",
                    line.state,
                    _entered(line),
                    line.returned or "",
                )
                for line in found.lines
            ),
        )
        for finding in found.report:
            click.echo(finding)
        click.echo(f"Next: {found.next_step}")
    console.finish(found.report)


def _entered(line: Line) -> str:
    """How many of the required entries are there; a dash where none is required."""
    if line.entered is None:
        return ""
    return f"{line.entered} of {line.asked}" if line.asked else "-"
