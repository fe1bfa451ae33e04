"""Whether the files of a pack are those that its log and register name, to the byte, and whether these two agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.pack.log import broken_lines, entries, read_log
from sv_excel.tender.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sv_excel.pack.log import LogEntry
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.register import Register

KEPT = "Put back the copy that was kept; if there is none, ask who changed it, and when."

DOCUMENT = ".docx"
"""What people complete in Word before they send it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The last that the log says of a file: its SHA-256, which run, and whether that run read it or made it."""

    sha256: str
    run: LogEntry
    was_read: bool

    @property
    def said(self) -> str:
        """In words."""
        did = "read" if self.was_read else "made"
        return f"as it was when {self.run.what} {did} it at {self.run.at}"


def mentions(log: bytes) -> dict[str, Mention]:
    """The last mention of each file."""
    found: dict[str, Mention] = {}
    for run in entries(log):
        found |= {name: Mention(sha256, run, was_read=True) for name, sha256 in run.inputs.items()}
        found |= {name: Mention(sha256, run, was_read=False) for name, sha256 in run.outputs.items()}
    return found


def log_findings(pack: Pack, register: Register | None) -> Iterator[Finding]:
    """A log that does not hold together, or from which lines were cut: then a line of the register is not in it."""
    log = read_log(pack)
    if not log:
        yield Finding("log-broken", "there is no log, or it is empty.", KEPT, file=pack.log.name)
    yield from broken_lines(log, pack.log.name)
    if register is None:
        return
    runs = entries(log)
    made = {item for run in runs for item in run.outputs.items()}
    read = {item for run in runs for item in run.inputs.items()}
    for line in register.files:
        if (line.file, line.sha256) not in made:
            problem = (
                f"no line tells that {line.file} was made, as the register has it at {line.at}: lines are missing."
            )
            yield Finding("log-broken", problem, KEPT, file=pack.log.name, subject=line.file)
    for name, sha256 in register.inputs.items():
        if (name, sha256) not in read:
            problem = f"no line tells that {name} was read, as the register has it: lines are missing."
            yield Finding("log-broken", problem, KEPT, file=pack.log.name, subject=name)


def file_findings(pack: Pack, known: Mapping[str, Mention]) -> Iterator[Finding]:
    """Every file that is not, to the byte, as the log last named it, and every file that nobody made or read."""
    for name, mention in known.items():
        path = pack.folder / name
        found = digest(path.read_bytes()) if path.is_file() else None
        if found == mention.sha256 or (found and path in (pack.moderation, pack.commitments) and not mention.was_read):
            continue
        if found is not None and path.parent == pack.result and path.suffix == DOCUMENT:
            problem = "the document was edited since it was made, as one may before it is sent."
            yield Finding("document-edited", problem, "", file=name)
        elif found is None:
            yield Finding("file-changed", f"the file is missing; {_known_by(mention)}.", KEPT, file=name)
        else:
            yield Finding("file-changed", f"the file is not {mention.said}.", KEPT, file=name)
    yield from _unknown(pack, known)


def _known_by(mention: Mention) -> str:
    return f"{mention.run.what} {'read' if mention.was_read else 'made'} it at {mention.run.at}"


def _unknown(pack: Pack, known: Mapping[str, Mention]) -> Iterator[Finding]:
    """Files where only the tool's own lie, and inputs, that no line of the log names."""
    ever = {sha256 for run in entries(read_log(pack)) for sha256 in (*run.inputs.values(), *run.outputs.values())}
    for path in _present(pack):
        name = pack.name(path)
        if name in known or digest(path.read_bytes()) in ever:
            continue
        if path.parent == pack.returned:
            problem, remedy = (
                "the file was put here since, and nothing was made of it.",
                "Consolidate again, or remove it.",
            )
            yield Finding("file-added", problem, remedy, file=name)
        elif path == pack.decisions:
            yield Finding(
                "file-changed", "no run recorded these decisions.", "Record them with: sv-excel decide.", file=name
            )
        else:
            yield Finding("file-added", "no run made this file.", "Remove it.", file=name)


def _present(pack: Pack) -> Iterator[Path]:
    for folder in (pack.issued, pack.returned, pack.result, pack.templates):
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if path.is_file())
    yield from (path for path in (pack.decisions, pack.moderation) if path.is_file())
