"""Changes returned workbooks at random, one change each, and counts what became of them.

Run from the repository's root: ``python tests/trust/mutate.py [COUNT] [SEED]``; ends with 1 where one did silent harm.
"""

# ruff: noqa: T201 - it is there to print

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trust.judging import SILENT, outcomes


def main(count: int = 2_000, seed: int = 1) -> int:
    """The counts by outcome and kind, then every change that did silent harm."""
    found = list(outcomes(count, seed))
    verdicts = Counter(item.verdict for item in found)
    kinds = sorted({item.kind for item in found})
    print(f"| Outcome | All | {' | '.join(kinds)} |\n|---|--:|{'--:|' * len(kinds)}")
    for verdict, number in verdicts.most_common():
        by_kind = Counter(item.kind for item in found if item.verdict == verdict)
        print(f"| {verdict} | {number} | {' | '.join(str(by_kind[kind]) for kind in kinds)} |")
    for item in found:
        if item.verdict == SILENT:
            print(f"{item.name}: {item.kind}: {item.what}")
    print(f"\n{count} changes (seed {seed}), {verdicts[SILENT]} silently harmful.")
    return bool(verdicts[SILENT])


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
