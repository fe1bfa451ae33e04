"""Social value promised, by theme, outcome and priority of the boards: GBP of the offers that count in pounds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.report.bars import Bar, Stack
from sv_excel.report.content import Picture, Table
from sv_excel.tender.briefs.make_register import counted_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.catalogue.catalogue import Catalogue

OTHER = "Not in the catalogue"
ByBid = dict[str, Fraction]


def offers_by_measure(brief: ResultBrief) -> dict[str, ByBid]:
    """GBP by measure and bid, before any cap; measures without a proxy value are left out."""
    known = brief.catalogue()
    found: dict[str, ByBid] = {}
    for offer in brief.offers:
        proxy = known[offer.measure].proxy_value
        if proxy is not None and offer.bid not in brief.withdrawn:
            value = Fraction(offer.quantity) * Fraction(proxy) * Fraction(offer.attribution)
            found.setdefault(offer.measure, {})[offer.bid] = value
    return found


def promised(brief: ResultBrief, catalogue: Catalogue) -> Picture | None:
    """Stacked bars by theme of the social value model; None where nothing counts in pounds."""
    by_measure = offers_by_measure(brief)
    themes: dict[str, list[str]] = {}
    for measure in by_measure:
        themes.setdefault(_theme(measure, catalogue, brief), []).append(measure)
    sums = {theme: _sums(by_measure, measures) for theme, measures in themes.items()}
    totals = _sums(by_measure, by_measure)
    if not any(totals.values()):
        return None
    bids = [bid for bid in brief.definition.bids if bid.id in totals]
    bars = [
        Bar(bid.tenderer, f"GBP {figures.money(totals[bid.id])}", tuple(part.get(bid.id) for part in sums.values()))
        for bid in bids
    ]
    title = "Social value promised, by theme"
    description = (
        "Stacked bars: one bar for each bid, one part for each theme of the model, in GBP. The table has the same."
    )
    svg = Stack("promised", title, description, tuple(sums), tuple(bars), max(totals.values()), _pounds).svg()
    return Picture(title, description, svg, _table(title, "Theme", sums, bids_of(brief)))


def _pounds(amount: Fraction) -> str:
    return figures.money(amount).partition(".")[0]


def outcomes(brief: ResultBrief, catalogue: Catalogue) -> Table:
    """GBP by outcome of the model; a measure counts under the first outcome that it belongs to."""
    by_measure = offers_by_measure(brief)
    titles = {outcome.id: outcome.title for outcome in catalogue.model(brief.definition.model).outcomes()}
    groups: dict[str, list[str]] = {}
    for measure in by_measure:
        code = _outcome(measure, catalogue, brief)
        groups.setdefault(OTHER if code is None else f"{code} {titles.get(code, '')}".strip(), []).append(measure)
    sums = {name: _sums(by_measure, measures) for name, measures in sorted(groups.items())}
    return _table("Social value promised in GBP, by outcome", "Outcome", sums, bids_of(brief))


def priorities(brief: ResultBrief, catalogue: Catalogue) -> Table:
    """GBP by priority of the tender's boards; a promise that serves two priorities stands under both."""
    by_measure = offers_by_measure(brief)
    counted = {name: {m.id for m in counted_by(brief.definition, catalogue, name)} for name in by_measure}
    sums: dict[str, ByBid] = {}
    for board in brief.definition.icbs:
        for priority in catalogue.priorities(board):
            serving = {name for name, mechanisms in counted.items() if mechanisms.intersection(priority.mechanisms)}
            found = _sums(by_measure, serving)
            if any(found.values()):
                sums[f"{catalogue.icb(board).name}: {priority.title}"] = found
    caption = "Social value promised in GBP, by board priority (a promise that serves several stands under each)"
    return _table(caption, "Priority", sums, bids_of(brief))


def bids_of(brief: ResultBrief) -> tuple[tuple[str, str], ...]:
    """Id and tenderer of each bid that was not withdrawn."""
    return tuple((bid.id, bid.tenderer) for bid in brief.definition.bids if bid.id not in brief.withdrawn)


def _outcome(measure: str, catalogue: Catalogue, brief: ResultBrief) -> str | None:
    for known in catalogue.measures:
        if known.id == measure and (codes := known.outcomes.of(brief.definition.model)):
            return codes[0]
    return None


def _theme(measure: str, catalogue: Catalogue, brief: ResultBrief) -> str:
    code = _outcome(measure, catalogue, brief)
    return OTHER if code is None else catalogue.model(brief.definition.model).theme(code).title


def _sums(by_measure: Mapping[str, ByBid], measures: Iterable[str]) -> ByBid:
    found: ByBid = {}
    for measure in measures:
        for bid, value in by_measure[measure].items():
            found[bid] = found.get(bid, Fraction(0)) + value
    return found


def _table(caption: str, first: str, sums: Mapping[str, ByBid], bids: Sequence[tuple[str, str]]) -> Table:
    rows = tuple(
        (name, *(figures.money(found.get(bid, Fraction(0))) for bid, _ in bids)) for name, found in sums.items()
    )
    return Table(caption, (first, *(tenderer for _, tenderer in bids)), rows, frozenset(range(1, len(bids) + 1)))
