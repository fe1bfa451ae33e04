"""The commands ``sv-excel addin`` and ``sv-excel live``. The command line mounts both only when they are asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sv_excel.addin.build import FILE
from sv_excel.addin.doctor import WANTED, examine
from sv_excel.addin.install import install as put_in
from sv_excel.addin.install import made_for, status
from sv_excel.addin.install import remove as take_out
from sv_excel.addin.machine import look
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import write_files

if TYPE_CHECKING:
    from sv_excel.addin.install import Status

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
INTERPRETER = click.option("--interpreter", metavar="PATH", help="The Python that Excel starts; this one if left out.")
PACK = click.option(
    "--pack",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the procurement; found from the open workbook if left out.",
)

FORCE = click.option("--force", is_flag=True, help="Replace files that are there; what they hold is kept, dated.")
_REPLACING = ("consolidate", "work_out_result")


def _say(data: dict[str, Any], text: str, *, as_json: bool) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else text)


@click.group(epilog="Example: sv-excel addin install")
def addin() -> None:
    """The Excel add-in: install it, look at it, take it away."""


@addin.command("install", epilog="Example: sv-excel addin install")
@INTERPRETER
@AS_JSON
def install(interpreter: str | None, *, as_json: bool) -> None:
    """Make the add-in for this Python and put it into Excel's start folder. Excel must be closed."""
    machine = look(interpreter=interpreter)
    done = put_in(machine)
    then = "Open Excel." if machine.system == "Windows" else f"{machine.system} has no Excel that would load it."
    _say(done.to_data(), f"Installed: {done.path}\nStarts: {done.interpreter}\n{then}", as_json=as_json)


@addin.command("remove", epilog="Example: sv-excel addin remove")
@AS_JSON
def remove(*, as_json: bool) -> None:
    """Take the add-in out of Excel's start folder. Excel must be closed."""
    machine = look()
    removed = take_out(machine)
    text = f"Removed: {machine.addin}" if removed else f"There was none: {machine.addin}"
    _say({"path": str(machine.addin), "removed": removed}, text, as_json=as_json)


@addin.command("status", epilog="Example: sv-excel addin status")
@INTERPRETER
@AS_JSON
def show_status(interpreter: str | None, *, as_json: bool) -> None:
    """Whether the add-in is installed, and is the one that this version makes."""
    now = status(look(interpreter=interpreter))
    verb = "Starts" if now.installed else "Would start"
    _say(now.to_data(), f"{_standing(now)}: {now.path}\n{verb}: {now.interpreter or 'not known'}", as_json=as_json)
    raise SystemExit(0 if now.current else 1)


def _standing(now: Status) -> str:
    if now.current:
        return f"Installed, version {now.version}"
    if not now.installed:
        return "Not installed"
    return f"Installed, version {now.version or 'unknown'}, but not for this Python or version; install it again"


@addin.command("doctor", epilog="Example: sv-excel addin doctor")
@INTERPRETER
@AS_JSON
def doctor(interpreter: str | None, *, as_json: bool) -> None:
    """What could keep the add-in from working here, and what to ask IT for."""
    checks = examine(look(WANTED, interpreter))
    good = not any(check.state == "blocked" for check in checks)
    lines = (
        f"{check.state:8} {check.name}: {check.found}" + (f"\n         {check.ask}" * bool(check.ask))
        for check in checks
    )
    _say({"checks": [check.to_data() for check in checks], "good": good}, "\n".join(lines), as_json=as_json)
    raise SystemExit(0 if good else 1)


@addin.command("build", epilog="Example: sv-excel addin build -o sv_excel.xlam")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path(FILE), show_default=True)
@INTERPRETER
@FORCE
@AS_JSON
def build_file(output: Path, interpreter: str | None, *, force: bool, as_json: bool) -> None:
    """Make the add-in file from its text, for IT to read, sign or hand out."""
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already. Give --force to replace it, or another name with -o.")
    machine = look(interpreter=interpreter)
    content = made_for(machine)
    write_files({output: content}, Occasion.given(), force=force)
    made = {"path": str(output), "bytes": len(content), "interpreter": machine.interpreter}
    _say(made, f"Made: {output}\nStarts: {machine.interpreter}", as_json=as_json)


@click.group(epilog="Example: sv-excel live check")
def live() -> None:
    """The same as the ribbon, on the workbook that is open in Excel, without any macro."""


def _mount(name: str, action: str, summary: str) -> None:
    """One command of `live` for one button."""

    @PACK
    @AS_JSON
    def command(pack: Path | None, *, as_json: bool, force: bool = False) -> None:
        from sv_excel.addin import buttons  # noqa: PLC0415 - brings the steps, which `addin` does without
        from sv_excel.addin.excel import CALL, Call  # noqa: PLC0415 - same reason
        from sv_excel.addin.logbook import open_log  # noqa: PLC0415 - same reason
        from sv_excel.addin.outcome import DONE  # noqa: PLC0415 - same reason

        open_log()
        CALL.set(Call(pack=pack, quiet=True, force=force))
        outcome = buttons.BUTTONS[action]()
        _say(outcome.to_data(), outcome.text, as_json=as_json)
        raise SystemExit(0 if outcome.status == DONE else 1)

    asked = FORCE(command) if action in _REPLACING else command
    live.command(name, help=summary, epilog=f"Example: sv-excel live {name}")(asked)


for _name, _action, _summary in (
    ("check", "check_scores", "Check the open workbook, mark its cells, go to the first that needs something."),
    ("next", "next_problem", "Go to the next cell that needs something."),
    ("clear", "clear_marks", "Take away the notes that check put down."),
    ("consolidate", "consolidate", "Bring the returned workbooks together and open the moderation workbook."),
    ("missing", "who_is_missing", "Say who has not returned a workbook."),
    ("moderation", "open_moderation", "Open the moderation workbook."),
    ("queue", "moderation_queue", "Go to the next score that the panel still has to agree."),
    ("summarise", "work_out_result", "Work out the result and open it."),
    ("summaries", "assessment_summaries", "Say where the assessment summaries lie."),
    ("verify", "verify", "Work everything out again and compare."),
    ("about", "about", "Version, interpreter, Excel and log file."),
):
    _mount(_name, _action, _summary)
