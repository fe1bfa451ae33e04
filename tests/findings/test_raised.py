"""The plugin that fails a whole run in which a registered finding was not made, seen at work in runs of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from raised import EVERY, not_made
from sv_excel.findings.registry import CODES

TESTS = Path(__file__).parents[1]
ONE = """
from sv_excel.findings.finding import Finding

def test_one():
    assert Finding("score-missing", "the score is missing.", "Choose one.")
"""
ALL = """
import pytest
from sv_excel.findings.finding import Finding
from sv_excel.findings.registry import CODES

@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_each(code):
    for severity in code.severities:
        Finding(code.name, "wrong.", "Put it right.", severity=severity)
"""
BEFORE = """
from sv_excel.findings.finding import Finding
from sv_excel.findings.registry import CODES

for code in CODES.values():
    for severity in code.severities:
        Finding(code.name, "wrong.", "Put it right.", severity=severity)

def test_nothing():
    assert True
"""


def run(folder: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\ntestpaths = ["."]\n', "utf-8")
    (folder / "test_it.py").write_text(source, "utf-8")
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "raised", "-q", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "two workers"])
def test_a_whole_run_fails_that_leaves_findings_out(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(tmp_path, ONE, *options)

    assert "1 passed" in done.stdout
    assert f"{len(EVERY) - 1} findings that no test makes: " in done.stdout
    assert " score-missing (error)" not in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "two workers"])
def test_a_whole_run_passes_that_makes_every_finding(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(tmp_path, ALL, *options)

    assert f"Every finding was made by a test: {len(CODES)} codes." in done.stdout
    assert done.returncode == 0


def test_a_finding_counts_only_while_a_test_runs(tmp_path: Path) -> None:
    done = run(tmp_path, BEFORE)

    assert f"{len(EVERY)} findings that no test makes: " in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("options", [("test_it.py",), ("-k", "one"), ("--deselect", "nothing")])
def test_a_run_of_a_part_is_not_judged(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(tmp_path, ONE, *options)

    assert "findings" not in done.stdout
    assert done.returncode == 0


def test_a_code_with_two_severities_must_be_made_with_each() -> None:
    assert not_made(EVERY - {("missing-return", "warning")}) == ["missing-return (warning)"]
