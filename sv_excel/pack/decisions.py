"""``decisions.yaml``: what was decided since the workbooks were issued, kept as a list that only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from sv_excel.errors.tender import YamlFileError
from sv_excel.findings.finding import Finding
from sv_excel.loading import yaml_file
from sv_excel.pack.writing import sentence
from sv_excel.tender.decisions.decisions import Decision

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.findings.finding import DataPath

_HEADING = "# Decisions on this tender, in the order in which they were taken. Added by: sv-excel decide\n"
_DECISIONS: TypeAdapter[tuple[Decision, ...]] = TypeAdapter(tuple[Decision, ...])


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in order; none where there is no file. `YamlFileError` lists every fault with its line."""
    return parse_decisions(_held(path), path)


def parse_decisions(content: bytes, path: Path) -> tuple[Decision, ...]:
    """``content`` as the file at ``path`` has it."""
    file = yaml_file.parse(content, path)
    try:
        return _DECISIONS.validate_python(file.data or ())
    except ValidationError as error:
        found = (_finding(fault["loc"], fault["msg"]) for fault in error.errors())
        raise YamlFileError(file.located(found)) from error


def with_decision(path: Path, decision: Decision) -> bytes:
    """What the file holds with one more decision; what stands in it stays as it is, byte for byte."""
    held = _held(path)
    parse_decisions(held, path)
    before = held or _HEADING.encode()
    end = b"" if before.endswith(b"\n") else b"\n"
    facts = decision.model_dump(mode="python")
    item: dict[str, Any] = {"what": facts.pop("what"), **facts}
    text = yaml.safe_dump([item], sort_keys=False, allow_unicode=True, width=110)
    return before + end + text.encode()


def _finding(path: DataPath, message: str) -> Finding:
    names = [str(part) for part in path if isinstance(part, str)]
    problem, remedy = f"{message[:1].lower()}{message[1:]}.", "Put back the copy that was kept."
    return Finding("decisions-invalid", problem, remedy, subject=".".join(names) or "the file", path=path)


def _held(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise sentence(error, path) from error
