"""A pack to write in, and a moment to do it at."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import sv_excel
from sv_excel.pack.paths import Pack
from sv_excel.pack.run_context import Occasion


@pytest.fixture(autouse=True)
def _same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that a test starts run the code that the test runs."""
    monkeypatch.setenv("PYTHONPATH", str(Path(sv_excel.__file__).parents[1]))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """An empty pack with its folders."""
    made = Pack(tmp_path / "cleaning")
    made.make()
    return made


@pytest.fixture
def occasion() -> Occasion:
    """22 November 2026, 16:42 UTC."""
    return Occasion("Procurement lead", datetime(2026, 11, 22, 16, 42, tzinfo=UTC))
