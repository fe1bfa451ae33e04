"""What the register of commitments shows: the promises of those who won, each once."""

from __future__ import annotations

from fractions import Fraction

from sv_excel.tender.briefs.evaluation import BriefTender
from sv_excel.tender.record import Number, Record


class Promise(Record):
    """One promise of a winner: ``quantity`` in the measure's unit over the whole term, ``proxy_value`` GBP a unit.

    ``attribution`` is the share due to the contract, from 0 to 1. ``outcome`` and ``theme`` are the model's, in words;
    ``priorities`` are of the tender's boards; ``lots`` those won in which the measure counts (none: no lots).
    """

    bid: str
    tenderer: str
    measure: str
    title: str
    unit: str
    quantity: Number
    attribution: Number
    proxy_value: Number | None = None
    lots: tuple[str, ...] = ()
    outcome: str
    theme: str
    priorities: tuple[str, ...] = ()
    kpi: str = ""
    statement: str = ""

    def worth(self, quantity: Number) -> Fraction:
        """GBP for ``quantity`` units; 0 where the measure is not counted in pounds."""
        return Fraction(quantity) * Fraction(self.proxy_value or 0) * Fraction(self.attribution)

    @property
    def pounds(self) -> Fraction:
        """GBP promised."""
        return self.worth(self.quantity)


class RegisterBrief(Record):
    """All promises. ``unawarded`` are lots without a winner ("" for a tender without lots)."""

    tender: BriefTender
    category: str = ""
    icbs: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    unawarded: tuple[str, ...] = ()
