"""Keeps what the program can say of itself fresh in the README and in docs/findings.md.

Run from the repository's root: ``python docs/readme.py --check`` or ``--write``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sv_excel.cli import COMMANDS, cli
from sv_excel.findings.registry import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
BEGIN, END = "<!-- commands: written by docs/readme.py -->", "<!-- end of commands -->"
WIDTH = 100


def command_help(command: click.Command, name: str, above: click.Context | None = None) -> Iterator[str]:
    """A command's help, then that of each command below it."""
    context = click.Context(
        command,
        parent=above,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=cli.context_settings["help_option_names"],
    )
    yield command.get_help(context).strip()
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from command_help(found, below, context)


def commands() -> str:
    """Every command, in the order in which a procurement needs them, folded up."""
    top = click.Context(cli, info_name="sv-excel")
    overview, *_ = command_help(cli, "sv-excel")
    parts = [f"```\n{overview}\n```"]
    for name, place in COMMANDS.items():
        command = cli.get_command(top, name)
        if command is not None:
            helps = "\n\n".join(command_help(command, name, top))
            summary = f"<summary><code>sv-excel {name}</code>: {place.summary}</summary>"
            parts.append(f"<details>{summary}\n\n```\n{helps}\n```\n\n</details>")
    return "\n\n".join(parts)


FINDINGS = """# Findings

What `sv-excel check` and the other commands can find, by code. Codes are stable: scripts may rely on them. An error
must be put right before anything is written; a warning is for a person to judge. Each finding says where it is, what is
wrong there and what to do. Written by `docs/readme.py` from `sv_excel/findings/codes`; do not edit.
"""


def findings_page() -> str:
    """Every registered code, by subject."""
    parts = [FINDINGS]
    for group in GROUPS:
        rows = [
            f"| `{code.name}` | {' or '.join(code.severities)} | {f'{code.meaning} {code.remedy}'.strip()} |"
            for code in group.codes
        ]
        parts.append("\n".join([f"## {group.title}\n", "| code | severity | means |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """What each page should say."""
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    fresh = f"{before}{BEGIN}\n\n{commands()}\n\n{END}{after}"
    return {
        readme: re.sub(r"[ \t]+$", "", fresh, flags=re.MULTILINE),
        ROOT / "docs" / "findings.md": findings_page(),
    }


def main(wish: str) -> int:
    """0 where all is fresh, or made so."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        if wish == "--write":
            path.write_text(text, "utf-8")
        print(f"{path.name}: {'written' if wish == '--write' else 'stale, run: python docs/readme.py --write'}")  # noqa: T201 - a script
    return 1 if stale and wish != "--write" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "--check"))
