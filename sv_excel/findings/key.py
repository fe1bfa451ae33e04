"""`Key`: what a cell means."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """What a cell means: a field, and whose. ``part`` tells apart several of one kind (a heading of a plan, say).

    A tuple, since a run asks for cells by meaning millions of times.
    """

    field: str
    bid: str | None = None
    criterion: str | None = None
    measure: str | None = None
    lot: str | None = None
    evaluator: str | None = None
    part: str | None = None

    def to_data(self) -> dict[str, str]:
        """As JSON has it: what is not set is left out."""
        return {name: value for name, value in zip(self._fields, self, strict=True) if value is not None}
