"""The published part of a tender, and its fingerprint: criteria used must be criteria published.

The Procurement Act 2023 (s.19(3), s.23) has a tender assessed by the criteria, weightings and method that were set out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.canonical import canonical, digest
from sv_excel.tender.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.tender import Tender

MEASURE = {"id", "title", "unit", "proxy_value"}


def published_part(tender: Tender, measures: Iterable[Measure] = ()) -> dict[str, object]:
    """What tenderers were told they would be judged by, as plain data: numbers are texts, what is not said is left out.

    ``measures`` are the catalogue's; those in play are taken from them and from the tender's own. Who evaluates, who
    bids, dates and the rule that flags divergence are no part of it; the contract value is where a cap rests on it.

    Raises:
        KeyError: where a criterion names a measure that is not there.
    """
    known = {measure.id: measure for measure in (*measures, *tender.measures)}
    played = {measure_id for criterion in tender.commitments for measure_id in criterion.measures}
    capped = any(criterion.cap_percent_of_contract_value for criterion in tender.commitments)
    part = {
        "model": tender.model,
        "scale": [level.model_dump(mode="json") for level in tender.levels],
        "award_criteria": [criterion.model_dump(mode="json") for criterion in tender.award_criteria],
        "measures": [known[name].model_dump(mode="json", include=MEASURE) for name in sorted(played)],
        "lots": [lot.model_dump(mode="json") for lot in tender.lots],
        "tie_break": list(tender.tie_break),
        "contract_value": plain(tender.contract_value) if capped else None,
    }
    return {name: _said(value) for name, value in part.items() if value not in (None, [])}


def fingerprint(tender: Tender, measures: Iterable[Measure] = ()) -> str:
    """The SHA-256 of the published part, in lower-case hex."""
    return digest(canonical(published_part(tender, measures)))


def _said(value: object) -> object:
    """Plain data without what was left blank, so that a key that comes later changes no earlier fingerprint."""
    if isinstance(value, dict):
        return {name: _said(inner) for name, inner in value.items() if inner not in (None, [])}
    return [_said(item) for item in value] if isinstance(value, list) else value
