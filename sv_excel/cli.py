"""The command line: which commands there are, and how it speaks when something cannot be done.

A command's module is imported only when the command is asked for, so that ``sv-excel --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sv_excel import console
from sv_excel.errors.base import SvExcelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Place(NamedTuple):
    """Where a command stands, and the line that the overview says of it."""

    module: str
    name: str
    summary: str


COMMANDS: dict[str, Place] = {
    "demo": Place("commands.demo", "demo", "A whole procurement on example data, and where to look."),
    "new": Place("commands.new", "new", "Write a commented tender.yaml to begin with."),
    "generate": Place("commands.generate", "generate", "Make the pack of a tender, or what was not yet possible."),
    "check": Place("commands.check", "check", "Say what is wrong, where, and what to do."),
    "consolidate": Place("commands.consolidate", "consolidate", "Returned workbooks into the moderation workbook."),
    "summarise": Place("commands.summarise", "summarise", "Moderation, prices and responses into the result."),
    "status": Place("commands.status", "status", "Who has returned what, and what is missing."),
    "decide": Place("commands.decide", "decide", "Record a decision: conflict, withdraw, no-response, replace, match."),
    "verify": Place("commands.verify", "verify", "Do it all again, and say what agrees and what differs."),
    "bundle": Place("commands.bundle", "bundle", "Write the auditor's zip of a pack."),
    "export": Place("commands.exchange", "export", "The result as CSV or OCDS, for other programs."),
    "import-bids": Place("commands.exchange", "import_bids", "Bids and lots from an e-tendering system's list."),
    "portfolio": Place("commands.portfolio", "portfolio", "Roll up the commitments of many packs."),
    "entries": Place("commands.entries", "entries", "List every cell that a person may fill in."),
    "mechanisms": Place("commands.catalogue", "mechanisms", "Ways to deliver social value, from the catalogue."),
    "priorities": Place("commands.catalogue", "priorities", "What Integrated Care Boards have set as priorities."),
    "schema": Place("commands.schema", "schema", "Print the JSON Schema of tender.yaml."),
    "addin": Place("addin.commands", "addin", "The Excel add-in: install it, look at it, take it away."),
    "live": Place("addin.commands", "live", "The ribbon's buttons, on the workbook that is open in Excel."),
}


class Commands(click.Group):
    """The commands, each imported when it is asked for; the one place that tells a person what went wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which a procurement needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        command: click.Command = getattr(import_module(f"sv_excel.{place.module}"), place.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The overview, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.summary) for name, place in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note whether a JSON document is wanted: then that is what an error gives, too."""
        ctx.meta["as_json"] = "--json" in args
        with _wrong_use_as_document(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what the person can put right is told in words, and never as a traceback."""
        try:
            with _wrong_use_as_document(ctx):
                return super().invoke(ctx)
        except SvExcelError as error:
            console.refuse(error, as_json=ctx.meta["as_json"])
            ctx.exit(error.exit_status)


@contextmanager
def _wrong_use_as_document(ctx: click.Context) -> Iterator[None]:
    """Wrong use of a command, too, gives the document that a script waits for; click says the same to a person."""
    try:
        yield
    except click.UsageError as error:
        if ctx.meta["as_json"]:
            console.misused(error)
        raise


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if wanted and not ctx.resilient_parsing:
        click.echo(f"sv-excel {import_module('sv_excel.version').version()}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Example: sv-excel generate tender.yaml",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
def cli() -> None:
    """Social value tender evaluation in plain Excel workbooks: generated, checked, consolidated, proven."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Where ``sv-excel`` starts. A character that the terminal cannot show is replaced, not a reason to stop.

    Plug-ins that other programs gave pydantic have no part here; looking for them takes an eighth of a short check.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    cli.main(args=None if arguments is None else list(arguments), prog_name="sv-excel")
