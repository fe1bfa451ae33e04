"""What people type into the entries of a workbook, at random: from nothing at all to all of it, rightly and wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.entries import Amount, Choice, Day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from sv_excel.workbooks.sheet.cells import Layout, Value
    from sv_excel.workbooks.sheet.entries import Entry

    Lay = Callable[[Mapping[Key, Value]], Layout]

AMOUNTS = tuple(
    map(Decimal, ("100000", "105000", "110000", "412500.5", "333333.33", "99999.99", "0.1", "0.5", "1", "0"))
)
SHARES = tuple(map(Decimal, ("0", "0.1", "0.3", "0.5", "1")))
NO_AMOUNTS: tuple[Value, ...] = (Decimal(-1), Decimal(0), "12", "n/a", Decimal("1.5"))
NO_CHOICES: tuple[Value, ...] = ("Nonsense", "3", Decimal(99), Decimal("0.05"), Decimal("4.2"))
NO_WORDS: tuple[Value, ...] = ("   ", "Short", " exactly  19 chars ", "é", "-1", Decimal(12), Decimal("0.5"))
WORDS: tuple[Value, ...] = (
    "exactly twenty chars",
    "  A  reason that is long enough,\nover two lines.  ",
    "=A1+1 begins like a formula and is none",
    "one two three four five six seven eight nine ten eleven twelve",
)


@dataclass(frozen=True)
class Filled:
    """A workbook as a person left it, laid out with what they entered."""

    layout: Layout
    answers: Mapping[Key, Value]


def fill_in(rng: Random, lay: Lay) -> Filled:
    """The layout that ``lay`` makes of random answers to its own entries."""
    care = rng.choice((0.0, 0.3, 0.8, 1.0, 1.0))
    answers: dict[Key, Value] = {}
    for cell in lay({}).entries:
        assert cell.key is not None
        assert cell.entry is not None
        if rng.random() < max(care, 0.4):
            answers[cell.key] = _typed(rng, cell.key, cell.entry, answers, is_good=rng.random() < max(care, 0.6))
    return Filled(lay(answers), answers)


def _typed(rng: Random, key: Key, entry: Entry, before: Mapping[Key, Value], *, is_good: bool) -> Value:
    if key.field == "checked_price" and is_good:
        return before.get(Key("price", key.bid, lot=key.lot), Decimal(100000))
    if isinstance(entry, Choice):
        return rng.choice(entry.options if is_good else NO_CHOICES)
    if isinstance(entry, Amount):
        good = SHARES if entry.most == 1 else AMOUNTS
        return rng.choice(good if is_good else NO_AMOUNTS)
    if isinstance(entry, Day):
        return rng.choice((date(2026, 11, 30), "2026-11-30")) if is_good else "soon"
    return rng.choice(WORDS if is_good else NO_WORDS)
