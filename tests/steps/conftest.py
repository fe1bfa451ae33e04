"""Packs for the steps to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sv_excel.steps.generate import generate
from worked_example import TENDERS, consolidated, returned

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run happens at the same moment, by nobody in particular."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795363200")
    monkeypatch.delenv("SV_EXCEL_BY", raising=False)


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    """The example of the contract, alone in its folder."""
    path = tmp_path / "tender.yaml"
    path.write_bytes((TENDERS / "contract-example.yaml").read_bytes())
    return path


@pytest.fixture
def pack(definition: Path) -> Pack:
    """Its pack, just generated."""
    return generate(definition).pack


@pytest.fixture
def t15(tmp_path: Path) -> Pack:
    """The pack of T-15, just generated."""
    return generate(TENDERS / "t-15.yaml", tmp_path / "t-15").pack


@pytest.fixture
def t15_returned(t15: Pack) -> Pack:
    """T-15 with everything returned."""
    return returned(t15)


@pytest.fixture
def t15_moderated(t15: Pack) -> Pack:
    """T-15 with everything returned, and every score agreed."""
    return consolidated(returned(t15))
