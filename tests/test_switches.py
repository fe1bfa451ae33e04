"""The switches of a test run do what .ci/test relies on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = Path(__file__).parent
SKIPPED = "import pytest\n\ndef test_passes():\n    pass\n\n@pytest.mark.skip\ndef test_skipped():\n    pass\n"


@pytest.mark.parametrize(
    ("switches", "status"), [((), 0), (("--no-skips",), 1), (("--no-skips", "-n1"), 1)], ids=["plain", "one", "spread"]
)
def test_no_skips_fails_a_run_with_a_skip(tmp_path: Path, switches: tuple[str, ...], status: int) -> None:
    (tmp_path / "test_some.py").write_text(SKIPPED)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", "-q", *switches, "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, "1 passed, 1 skipped" in run.stdout) == (status, True), run.stdout + run.stderr


def test_golden_text_that_is_not_there_fails(
    golden: Callable[[str, str], None], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request.config.option, "update_golden", False)

    with pytest.raises(AssertionError, match=r"absent\.txt is not there yet"):
        golden("absent", "anything")
