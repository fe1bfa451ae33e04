"""Keeps what later versions are held against: the pack of this version, and the broken workbooks with their words.

Run from the repository's root, once for each released version: ``python tests/trust/keep.py``.
"""

# ruff: noqa: T201 - it says what it wrote

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.check import check
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.summarise import summarise
from sv_excel.version import version
from trust.broken import Breaking
from trust.packs import OCCASION
from trust.small import moderated

DATA = Path(__file__).parents[1] / "data"
PACKS, BROKEN = DATA / "packs", DATA / "broken" / "workbooks"
EXPECTED = "expected.json"


def words(path: Path, folder: Path) -> list[str]:
    """What `check` says of a workbook that came back to a copy of the pack in ``folder``."""
    came = folder / "returned" / path.name
    shutil.copy(path, came)
    told = [str(finding) for finding in check([came], load_catalogue)]
    came.unlink()
    return told


def keep_pack(kept: Path) -> None:
    """The pack as it stands when the panel has agreed, and the result that it must give."""
    shutil.rmtree(kept, ignore_errors=True)
    moderated(kept)
    shutil.rmtree(kept / "result")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(kept, Path(scratch) / "pack"))
        done = summarise(copy, occasion=OCCASION)
        assert done.report.clean, list(map(str, done.report))
        shutil.copy(copy / "result" / "result.json", kept.parent / f"{kept.name}-{EXPECTED}")


def keep_broken(kept: Path) -> None:
    """Each broken workbook, and beside it the exact words that it gets."""
    shutil.rmtree(BROKEN, ignore_errors=True)
    BROKEN.mkdir(parents=True)
    for name, content in Breaking(Procurement.open(kept)).all().items():
        path = BROKEN / f"{name}.xlsx"
        path.write_bytes(content)
        with tempfile.TemporaryDirectory() as scratch:
            told = words(path, Path(shutil.copytree(kept, Path(scratch) / "pack")))
        path.with_suffix(".txt").write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
        print(f"{name}:", *told, sep="\n    ")


if __name__ == "__main__":
    home = PACKS / version()
    keep_pack(home)
    keep_broken(home)
    print(json.dumps({"kept": str(home.relative_to(DATA)), "broken": len(list(BROKEN.glob("*.xlsx")))}))
