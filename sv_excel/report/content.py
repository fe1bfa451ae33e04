"""`Report`: all that the page says, as plain text and finished pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts; ``figures`` are the columns, from 0, that hold numbers."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the table that says the same."""

    title: str
    description: str
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Heat:
    """Bids by questions: each cell its text and how warm it is, from 0 to 4 (None: nothing there)."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int | None], ...]], ...]


@dataclass(frozen=True, slots=True)
class LotReport:
    """One lot of the result."""

    name: str
    heading: str
    outcome: str
    lead: str
    ranking: Table
    bars: Picture
    prices: Picture | None
    gates: Table
    heat: Heat
    proof: Table


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page."""

    title: str
    buyer: str
    facts: tuple[tuple[str, str], ...]
    lots: tuple[LotReport, ...]
    spreads: tuple[Picture, ...]
    promised: Picture | None
    outcomes: Table | None
    priorities: Table | None
    assurance: tuple[Table, ...]
    timeline: Table
    sources: Table
