"""Prints what each case of tampering and each hostile file gets: case, finding codes, milliseconds, peak MB.

Run from the repository's root: ``python tests/trust/table.py``.
"""

# ruff: noqa: T201 - it is there to print

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trust.hostile import HOSTILE
from trust.measuring import cost_of
from trust.tampering import TAMPERING


def main() -> int:
    """The table, and 1 where a case did not get the findings that it should."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for title, cases in (("Tampering", TAMPERING), ("Hostile", HOSTILE)):
            print(f"\n| {title} | Found | ms | MB |\n|---|---|--:|--:|")
            for name, (make, expected) in cases.items():
                path = Path(folder) / "returned.xlsx"
                path.write_bytes(make())
                cost = cost_of(path)
                is_missed = cost.found != expected or bool(cost.others)
                missed += is_missed
                codes = Counter(item.split(" ", 1)[0] for item in cost.found)
                said = (
                    ", ".join(f"{code} x{count}" if count > 1 else code for code, count in codes.items()) or "nothing"
                )
                mark = " MISSED" if is_missed else ""
                print(f"| {name} | {said}{mark} | {1000 * cost.seconds:.0f} | {cost.megabytes:.1f} |")
    print(f"\n{len(TAMPERING) + len(HOSTILE)} cases, {missed} missed or found falsely.")
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main())
