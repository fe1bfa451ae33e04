"""The demo's pack, made once and copied for whoever wants to change it."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath

from sv_excel.pack.run_context import Occasion
from sv_excel.steps.demo import demo
from sv_excel.steps.intake.collect import gather
from sv_excel.steps.intake.procurement import Procurement

OCCASION = Occasion("Procurement lead", datetime(2026, 11, 22, 16, 42, tzinfo=UTC))
E1 = "returned/evaluation-e1.xlsx"


@cache
def demo_pack() -> Path:
    """The pack of the whole demo; nobody may change it."""
    folder = Path(tempfile.mkdtemp(prefix="trust-")) / "pack"
    demo(folder, occasion=OCCASION)
    return folder


@cache
def procurement() -> Procurement:
    """The demo's procurement, opened once."""
    return Procurement.open(demo_pack())


def copied(folder: Path) -> Path:
    """A copy of the demo's pack."""
    return Path(shutil.copytree(demo_pack(), folder))


@cache
def returned(name: str = E1) -> bytes:
    """A returned workbook of the demo."""
    return (demo_pack() / name).read_bytes()


def codes_of(*files: Path) -> dict[str, list[str]]:
    """Each returned file's findings, by its name alone, as ``code Sheet!A1``."""
    gathered = gather(procurement(), files)
    found = [*gathered.findings, *(finding for come in gathered.came for finding in come.findings)]
    told: dict[str, list[str]] = {file.name: [] for file in files}
    for finding in found:
        place = finding.address or finding.sheet
        told[PurePosixPath(str(finding.file)).name].append(f"{finding.code} {place}" if place else finding.code)
    return told
