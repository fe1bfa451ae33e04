"""A small procurement from definition to result, filled in with nothing but what ``entries --json`` says."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stranger import example, fill_in
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.generate import generate
from sv_excel.steps.summarise import summarise
from trust.packs import OCCASION

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.pack.paths import Pack

DEFINITION = Path(__file__).with_name("small.yaml")
PRICES = {"A": 180_000, "B": 192_500.5}


def small_pack(folder: Path) -> Pack:
    """The whole procurement, in ``folder``."""
    pack = moderated(folder)
    summarise(folder, occasion=OCCASION)
    return pack


def moderated(folder: Path) -> Pack:
    """All that people do: every workbook returned, every score agreed."""
    pack = generated(folder)
    for path in sorted(pack.issued.iterdir()):
        fill_in(path, pack.returned / path.name, chosen(path.stem))
    consolidate(folder, occasion=OCCASION)
    fill_in(pack.moderation, pack.moderation, chosen("moderation"))
    return pack


def generated(folder: Path) -> Pack:
    """Only what was issued."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(DEFINITION, folder / "tender.yaml")
    return generate(folder / "tender.yaml", folder, occasion=OCCASION).pack


@cache
def made() -> Pack:
    """The whole procurement, made once; nobody may change it."""
    return small_pack(Path(tempfile.mkdtemp(prefix="small-")) / "pack")


def chosen(who: str) -> Callable[[dict[str, Any]], Any]:
    """What is entered: scores that differ from person to person and from bid to bid, prices that differ, examples."""

    def choose(entry: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the entry takes
        field, bid = entry["key"]["field"], entry["key"].get("bid", "")
        if field in {"score", "consensus_score"}:
            return 3 + (bid == "A") - (who == "evaluation-e2" and entry["key"]["criterion"] == "SV1")
        if field in {"price", "checked_price"}:
            return PRICES[bid]
        if field == "quantity":
            return 4 if who.endswith("A") else 2.5
        return entry["example"] if field in {"statement", "delivery_plan"} else example(entry)

    return choose
