"""``sv-excel bundle``."""

from __future__ import annotations

from pathlib import Path

import click

from sv_excel import console
from sv_excel.commands import options


@click.command(epilog="Example: sv-excel bundle community-cleaning-2026 -o for-the-auditor.zip")
@options.pack
@click.option("-o", "--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@options.force
@options.as_json
def bundle(pack: Path, target: Path | None, *, force: bool, as_json: bool) -> None:
    """Write the auditor's zip of PACK: inputs, outputs, log, and how to do all of it again.

    The same pack gives the same bytes. `sv-excel verify` takes the zip as it is.
    """
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.bundle import bundle as put_together

    done = put_together(pack, target, Occasion.given(), force=force)
    if as_json:
        console.document(
            {"bundle": str(done.path), "sha256": done.sha256, "files": list(done.files), **done.report.to_data()}
        )
    else:
        for finding in done.report:
            click.secho(f"warning: {finding}", fg="yellow")
        click.echo(f"{done.path}  ({len(done.files)} files)")
        click.echo(f"SHA-256 {done.sha256}")
    console.finish(done.report)
