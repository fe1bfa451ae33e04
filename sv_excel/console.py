"""How the command line speaks: results on standard output, all else on standard error; with ``--json`` one document."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.progress import Progress

    from sv_excel.errors.base import SvExcelError
    from sv_excel.findings.finding import Report
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.writing import Written

WIDE = 240
"""Characters in a line of a table that no terminal shows."""


def document(data: object) -> None:
    """Print the one JSON document of a command."""
    click.echo(json.dumps(data, indent=2))


def refuse(error: SvExcelError, *, as_json: bool) -> None:
    """Say why something cannot be done: in red, or as the document that a script waits for."""
    if as_json:
        document({"findings": [finding.to_data() for finding in error.findings], "clean": False})
    else:
        click.secho(str(error), fg="red", err=True)


def misused(error: click.UsageError) -> None:
    """What was wrong with the call, as the document that a script waits for."""
    from sv_excel.findings.finding import Finding

    command = error.ctx.command_path if error.ctx else "sv-excel"
    finding = Finding("wrong-use", error.format_message(), f"See {command} --help.")
    document({"findings": [finding.to_data()], "clean": False})


def findings(report: Report, *, on_error_stream: bool = False) -> None:
    """Each finding on its line, then how many there are."""
    for finding in report:
        is_warning = finding.severity == "warning"
        text = f"warning: {finding}" if is_warning else str(finding)
        click.secho(text, fg="yellow" if is_warning else None, err=on_error_stream)
    click.secho(_counted(report), fg="green" if report.clean else "red", bold=True, err=on_error_stream)


def _counted(report: Report) -> str:
    errors = sum(finding.severity == "error" for finding in report)
    warnings = len(report.findings) - errors
    if not report.findings:
        return "Nothing to put right."
    told = [f"{errors} to put right"] if errors else ["Nothing to put right"]
    return ", ".join([*told, *([f"{warnings} {'warning' if warnings == 1 else 'warnings'}"] if warnings else [])]) + "."


def finish(report: Report) -> NoReturn:
    """End with 0 where nothing blocks, with 1 where there is something to put right."""
    raise SystemExit(0 if report.clean else 1)


def written(pack: Pack, files: Sequence[Written]) -> None:
    """What was put where, and where that which it replaced is kept."""
    for file in files:
        kept = f"  (what it held is kept as {pack.name(file.kept)})" if file.kept else ""
        click.echo(f"  {pack.name(file.path)}{kept}")


def written_data(pack: Pack, files: Iterable[Written]) -> dict[str, Any]:
    """The same as JSON has it."""
    listed = tuple(files)
    return {
        "pack": str(pack.folder),
        "written": [pack.name(file.path) for file in listed],
        "kept": {pack.name(file.path): pack.name(file.kept) for file in listed if file.kept},
    }


SOON = 1.0
"""Seconds of work before anybody wants to know how far it is."""


@contextmanager
def meter(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """What tells on standard error how much of how much is done, once it takes long; on a terminal alone."""
    began, bars = time.monotonic(), ExitStack()
    shown: list[Progress] = []

    def tell(done: int, total: int) -> None:
        if quiet or not sys.stderr.isatty() or (not shown and time.monotonic() - began < SOON):
            return
        if not shown:
            shown.append(bars.enter_context(_bar()))
            shown[0].add_task("", total=total)
        shown[0].update(shown[0].task_ids[0], completed=done, total=total)

    with bars:
        yield tell


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; into a file or a pipe, so wide that little is broken."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE, pad_edge=False)
    for place, heading in enumerate(headings):
        grid.add_column(heading, no_wrap=not place, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else WIDE).print(grid)
