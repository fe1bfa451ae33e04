"""Small phrases that several layouts say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sv_excel.workbooks.sheet.cells import Value


def listed(words: Sequence[str], last: str = "or") -> str:
    """Words in a row as a sentence has them: ``0, 1 or 2``."""
    if not words:
        return ""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def points(number: Decimal) -> str:
    """A weighting as a person says it: ``25 points of 100``."""
    return f"{plain(number)} of 100"


def trimmed(value: Value) -> str:
    """A text as Excel's TRIM leaves it; nothing for what is no text, as TRIM(T(cell)) has it."""
    return " ".join(part for part in value.split(" ") if part) if isinstance(value, str) else ""
