"""docs/security.md names, for each promise, a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_every_promise_names_a_test_that_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)

    missing = [f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / file).read_text("utf-8")]

    assert missing == []
    assert len(named) >= 30


def test_every_row_of_promises_has_its_test() -> None:
    tables = PAGE.split("| promise | test |")[1:]
    rows = [line for table in tables for line in table.split("\n\n")[0].splitlines()[2:] if line.startswith("|")]

    assert rows
    assert [row for row in rows if "`tests/" not in row] == []


def test_every_script_that_is_named_is_there() -> None:
    for script in re.findall(r"`python (tests/[\w/]+\.py)", PAGE):
        assert (ROOT / script).is_file()
