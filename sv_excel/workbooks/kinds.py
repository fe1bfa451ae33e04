"""Every kind of workbook: from which brief it is laid out, and what is asked of its entries. The one table.

A kind's modules are brought in when a workbook of that kind is at hand, so that one workbook is checked at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sv_excel.workbooks.returned.entry_checks import entry_findings
from sv_excel.workbooks.sheet.card import carded, for_person
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.workbooks.sheet.seal import seal
from sv_excel.workbooks.sheet.template_text import Furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sv_excel.findings.finding import Finding
    from sv_excel.findings.key import Key
    from sv_excel.tender.record import Record
    from sv_excel.workbooks.sheet.card import Card
    from sv_excel.workbooks.sheet.cells import Layout
    from sv_excel.workbooks.sheet.grid import Grid, Plain


@dataclass(frozen=True, slots=True)
class Workbook:
    """One kind: where its brief, its layout, and what is asked beyond each entry's own rule, are to be found."""

    brief_at: str
    lay_out_at: str
    ask_at: str | None = None

    @property
    def brief(self) -> type[Record]:
        """What it is made from."""
        brief: type[Record] = _brought_in(self.brief_at)
        return brief

    @property
    def lay_out(self) -> Callable[..., Layout]:
        """How it is laid out."""
        lay_out: Callable[..., Layout] = _brought_in(self.lay_out_at)
        return lay_out

    def ask(self, brief: Record, answers: Mapping[Key, Plain]) -> Iterable[Finding]:
        """What is wrong with its entries taken together."""
        findings: Iterable[Finding] = _brought_in(self.ask_at)(brief, answers) if self.ask_at else ()
        return findings


@cache
def _brought_in(place: str) -> Any:  # noqa: ANN401 - a class or a function, told apart above
    module, name = place.split(":")
    return getattr(import_module(f"sv_excel.{module}"), name)


WORKBOOKS: dict[str, Workbook] = {
    "evaluation": Workbook(
        "tender.briefs.evaluation:EvaluationBrief",
        "workbooks.evaluation.layout:evaluation_layout",
        "workbooks.evaluation.check:rationale_findings",
    ),
    "price": Workbook(
        "tender.briefs.price:PriceBrief",
        "workbooks.price.layout:price_layout",
        "workbooks.price.two_entries:price_findings",
    ),
    "response": Workbook(
        "tender.briefs.response:ResponseBrief",
        "workbooks.response.layout:response_layout",
        "workbooks.response.read:response_findings",
    ),
    "moderation": Workbook(
        "tender.briefs.moderation:ModerationBrief",
        "workbooks.moderation.layout:moderation_layout",
        "workbooks.moderation.read:check_moderation",
    ),
    "result": Workbook(
        "tender.briefs.result:ResultBrief",
        "workbooks.result.layout:result_layout",
    ),
    "register": Workbook(
        "tender.briefs.register:RegisterBrief",
        "workbooks.register.layout:register_layout",
    ),
    "offers": Workbook(
        "tender.briefs.commitments_view:OffersBrief",
        "workbooks.commitments_view.layout:offers_layout",
    ),
    "portfolio": Workbook(
        "tender.briefs.portfolio:PortfolioBrief",
        "workbooks.portfolio.layout:portfolio_layout",
    ),
}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A layout made again from a card, card and all; ``agrees``: its seal is the one that the card says."""

    layout: Layout
    issued: Issued
    agrees: bool


def rebuild(card: Card) -> Rebuilt | None:
    """The workbook that a card describes, for whom it says; None where it describes none of ours."""
    rebuilt = _rebuilt(card.kind, card.tender, card.seal, card.brief, card.furniture)
    if rebuilt is None:
        return None
    layout = for_person(rebuilt.layout, card.slots)
    return Rebuilt(layout, rebuilt.issued.filled(layout.slots), rebuilt.agrees)


@lru_cache(maxsize=2)
def _rebuilt(kind: str, tender: str, sealed: str, brief_json: str, furniture_json: str) -> Rebuilt | None:
    """For nobody yet: everybody with one task has the same."""
    known = WORKBOOKS.get(kind)
    if known is None:
        return None
    try:
        brief = known.brief.model_validate_json(brief_json)
        furniture = Furniture.model_validate_json(furniture_json)
        layout = known.lay_out(brief, furniture)
        whole, kept = carded(layout, brief, furniture, tender)
        return Rebuilt(whole, Issued.from_data(kept.data, whole.slots, kept.seal), agrees=seal(layout) == sealed)
    except Exception:  # noqa: BLE001 - a card comes from outside: whatever it breaks, it is none of ours
        return None


def brief_of(card: Card) -> Record:
    """The brief on a card that was issued; ValueError where it is none."""
    return _brief(card.kind, card.brief)


@lru_cache(maxsize=4)
def _brief(kind: str, brief: str) -> Record:
    """Everybody with one task has the same."""
    return WORKBOOKS[kind].brief.model_validate_json(brief)


def asked(card: Card, issued: Issued, answers: Mapping[Key, Plain], grid: Grid) -> Iterator[Finding]:
    """What is wrong with the entries of a workbook: each by its own rule, then what goes beyond one cell."""
    yield from entry_findings(issued, answers, grid)
    for finding in WORKBOOKS[card.kind].ask(brief_of(card), answers):
        place = None if finding.key is None else issued.places.get(finding.key)
        yield replace(finding, file=grid.name, address=place)
