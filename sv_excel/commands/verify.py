"""``sv-excel verify``."""

from __future__ import annotations

from pathlib import Path

import click

from sv_excel import console
from sv_excel.commands import options


@click.command(epilog="Example: sv-excel verify community-cleaning-2026")
@click.argument("pack", type=click.Path(exists=True, path_type=Path), metavar="PACK")
@options.as_json
def verify(pack: Path, *, as_json: bool) -> None:
    """Do all of PACK again from its inputs, and say whether every figure, file and log line agrees.

    PACK is a pack, or the zip that `sv-excel bundle` made of one. Nothing is written into it.
    """
    from sv_excel.steps.verify import errors_in
    from sv_excel.steps.verify import verify as do_again

    found = do_again(pack)
    if as_json:
        console.document(found.to_data())
    else:
        console.table(
            ("Done again", "Checked", "Differ"),
            ((part.what, str(part.checked), str(errors_in(part) or "")) for part in found.parts),
        )
        console.findings(found.report)
    console.finish(found.report)
