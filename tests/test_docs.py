"""What the pages say is so: links lead somewhere, every command is told of, guides stay short."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sv_excel.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TWO_PAGES = 100


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_the_readme_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/readme.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_readme_tells_of_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")

    assert re.findall(r"<summary><code>sv-excel ([a-z-]+)</code>", text) == list(COMMANDS)


@pytest.mark.parametrize("name", ["evaluator", "lead", "moderator"])
def test_a_guide_has_two_pages_at_most(name: str) -> None:
    lines = (ROOT / "docs" / f"guide-{name}.md").read_text("utf-8").splitlines()

    assert len(lines) <= TWO_PAGES


def test_guides_name_only_commands_that_exist() -> None:
    told = {
        name
        for page in (*(ROOT / "docs").glob("guide-*.md"), ROOT / "README.md")
        for name in re.findall(r"sv-excel ([a-z][a-z-]+)", page.read_text("utf-8"))
    }

    assert told - set(COMMANDS) == set()
