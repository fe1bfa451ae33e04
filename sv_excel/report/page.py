"""From a result to ``report.html``: one file that holds everything, every text escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents.recommendation import MODELS, REGIMES
from sv_excel.report.commitments_chart import offers_by_measure, outcomes, priorities, promised
from sv_excel.report.content import Report, Table
from sv_excel.report.lots import lot_report
from sv_excel.report.spread import spreads
from sv_excel.tender.definition.method_text import gbp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.scoring.evaluation import ModerationRecord
    from sv_excel.tender.scoring.result import Result

MANY_ROWS, MANY_PICTURES = 100, 20
"""With more rows of proof, or pictures of spread, than these they are opened one by one, so that a page has an end."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the log: when, who, what was done, and how many files it made."""

    at: str
    who: str
    what: str
    made: int


@dataclass(frozen=True)
class Material:
    """All that the page is made from. ``sources`` are the files read, each with its SHA-256."""

    brief: ResultBrief
    result: Result
    records: tuple[ModerationRecord, ...]
    catalogue: Catalogue
    assurance: tuple[Table, ...] = ()
    moments: Sequence[Moment] = ()
    sources: Mapping[str, str] | None = None


def report(material: Material) -> Report:
    """What the page says."""
    brief, tender = material.brief, material.brief.definition
    has_offers = bool(offers_by_measure(brief))
    return Report(
        title=tender.title,
        buyer=tender.buyer.name,
        facts=(
            ("Reference", tender.id),
            ("Buyer", tender.buyer.name),
            ("Regime", REGIMES[tender.regime]),
            ("Social value model", MODELS[tender.model]),
            ("Contract value", f"{gbp(tender.contract_value)} excluding VAT, whole term"),
            ("Published part", f"fingerprint {brief.tender.fingerprint[:16]}"),
        ),
        lots=tuple(lot_report(brief, lot) for lot in material.result.lots),
        spreads=tuple(spreads(tender, material.records)),
        promised=promised(brief, material.catalogue),
        outcomes=outcomes(brief, material.catalogue) if has_offers else None,
        priorities=priorities(brief, material.catalogue) if has_offers and tender.icbs else None,
        assurance=material.assurance,
        timeline=Table(
            "What was done, by the log",
            ("When, UTC", "Who", "What", "Files made"),
            tuple((moment.at, moment.who, moment.what, str(moment.made)) for moment in material.moments),
            frozenset({3}),
        ),
        sources=Table(
            "Files that the result was worked out from",
            ("File", "SHA-256"),
            tuple((material.sources or {}).items()),
        ),
    )


def report_html(material: Material) -> bytes:
    """The page, as UTF-8."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only summarise needs it

    environment = Environment(
        loader=PackageLoader("sv_excel.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    limits = {"many_rows": MANY_ROWS, "many_pictures": MANY_PICTURES}
    return environment.get_template("page.html.j2").render(report=report(material), **limits).encode()
