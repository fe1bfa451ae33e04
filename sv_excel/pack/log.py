"""The log of a pack: a line for every run, each with the hash of the line before it.

Each line also carries its own hash, so that a changed last line is found, too. The hashes have no key: whoever rewrites
the whole log makes a log that holds together. What they show is a change made to some of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from sv_excel.findings.finding import Finding
from sv_excel.pack.writing import sentence, write_whole
from sv_excel.tender.canonical import canonical, digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion

FIRST = "0" * 64
"""What the first line has in place of the hash of a line before it."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What was done: by whom (as given), when (UTC), from which files to which, each with its SHA-256."""

    at: str
    who: str
    what: str
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)


def entry(occasion: Occasion, what: str, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> LogEntry:
    """A line for a run; files are named as `Pack.name` names them."""
    return LogEntry(occasion.stamp, occasion.who, what, dict(inputs), dict(outputs))


def read_log(pack: Pack) -> bytes:
    """The log as it stands; empty where nothing was done yet."""
    try:
        return pack.log.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise sentence(error, pack.log) from error


def extended(log: bytes, line: LogEntry) -> bytes:
    """A log with one more line; what stands in it stays as it is, byte for byte."""
    lines = _lines(log)
    before = digest(lines[-1]) if lines else FIRST
    end = b"" if not log or log.endswith(b"\n") else b"\n"
    return log + end + _line({**asdict(line), "before": before}) + b"\n"


def append(pack: Pack, line: LogEntry) -> None:
    """Add a line to the log of a pack, whole or not at all. Only while the pack is locked."""
    write_whole(pack.log, extended(read_log(pack), line))


def entries(log: bytes) -> tuple[LogEntry, ...]:
    """Every line that can be read, in order; see `broken_lines` for the others."""
    found = (_facts(line) for line in _lines(log))
    return tuple(
        LogEntry(facts["at"], facts["who"], facts["what"], facts["inputs"], facts["outputs"])
        for facts in found
        if facts is not None
    )


def broken_lines(log: bytes, file: str = "log.jsonl") -> tuple[Finding, ...]:
    """A `log-broken` finding for each line that is not as it was written, or does not follow the line before it."""
    findings = []
    before = FIRST
    for number, line in enumerate(_lines(log), 1):
        facts = _facts(line)
        if facts is None:
            findings.append(_broken(file, number, "is not as it was written"))
        elif facts["before"] != before:
            findings.append(
                _broken(file, number, "does not follow the line before it: a line was changed or taken out")
            )
        before = digest(line)
    if log and not log.endswith(b"\n"):
        findings.append(_broken(file, len(_lines(log)), "has no end"))
    return tuple(findings)


def _broken(file: str, number: int, problem: str) -> Finding:
    return Finding(
        code="log-broken",
        problem=f"{problem}.",
        remedy="Compare it with a copy of the pack that was kept, and find out who changed it.",
        file=file,
        subject=f"line {number}",
    )


def _line(facts: dict[str, Any]) -> bytes:
    return canonical({**facts, "line": digest(canonical(facts))})


def _lines(log: bytes) -> list[bytes]:
    return log.removesuffix(b"\n").split(b"\n") if log else []


_FIELDS = {"at": str, "who": str, "what": str, "inputs": dict, "outputs": dict, "before": str}


def _facts(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is not, to the byte, as it was written."""
    try:
        facts = json.loads(line)
        del facts["line"]
        whole = _line(facts) == line
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    fits = facts.keys() == _FIELDS.keys() and all(isinstance(facts[name], kind) for name, kind in _FIELDS.items())
    return facts if whole and fits else None
