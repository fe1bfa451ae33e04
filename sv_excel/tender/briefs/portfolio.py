"""Many registers rolled up: what was promised and delivered by board, theme, outcome, category and tenderer."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.tender.record import Number, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NONE = "none named"


class PortfolioLine(Record):
    """One promise of one procurement: quantities in its unit, pounds in GBP."""

    tender: str
    title: str
    buyer: str
    category: str
    icbs: tuple[str, ...] = ()
    tenderer: str
    theme: str
    outcome: str
    measure: str
    measure_title: str
    unit: str
    promised: Number
    delivered: Number = Decimal(0)
    proxy_value: Number | None = None
    attribution: Number = Decimal(1)

    @property
    def pounds(self) -> Fraction:
        """GBP promised; 0 where the measure is not counted in pounds."""
        return Fraction(self.promised) * Fraction(self.proxy_value or 0) * Fraction(self.attribution)

    @property
    def pounds_delivered(self) -> Fraction:
        """GBP delivered so far."""
        return Fraction(self.delivered) * Fraction(self.proxy_value or 0) * Fraction(self.attribution)


class PortfolioBrief(Record):
    """All lines, pack by pack."""

    lines: tuple[PortfolioLine, ...] = ()


DIMENSIONS: Mapping[str, Callable[[PortfolioLine], tuple[str, ...]]] = {
    "Integrated Care Board": lambda line: line.icbs or (NONE,),
    "Theme": lambda line: (line.theme,),
    "Outcome": lambda line: (line.outcome,),
    "Category": lambda line: (line.category or NONE,),
    "Tenderer": lambda line: (line.tenderer,),
    "Procurement": lambda line: (line.tender,),
}
"""By what promises are rolled up: for each line the groups that it counts in."""


def groups(brief: PortfolioBrief, dimension: str) -> dict[str, list[PortfolioLine]]:
    """The lines of each group, whatever its case, under its first spelling; groups in the order of the alphabet."""
    found: dict[str, tuple[str, list[PortfolioLine]]] = {}
    for line in brief.lines:
        for name in DIMENSIONS[dimension](line):
            found.setdefault(name.lower(), (name, []))[1].append(line)
    return {name: lines for _, (name, lines) in sorted(found.items())}
