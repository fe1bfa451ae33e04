"""`Known`: what the social value catalogue holds, for rules that look an id up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.tender import Tender


@dataclass(frozen=True, slots=True)
class Known:
    """What the social value catalogue holds, by id."""

    mechanisms: frozenset[str] = frozenset()
    icbs: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    measures: Mapping[str, Measure] | None = None

    def measure(self, tender: Tender, measure_id: str) -> Measure | None:
        """The measure of this id, the tender's own first; None where there is none."""
        own = {measure.id: measure for measure in tender.measures}
        return own.get(measure_id) or (self.measures or {}).get(measure_id)
