"""`assure`: what the first place hangs on, and how far the panel agreed. Assurance only: it never changes a score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sv_excel.documents import figures
from sv_excel.report.content import Table
from sv_excel.tender.analysis.agreement import agreement, leniency, ratings
from sv_excel.tender.analysis.sensitivity_price import price_flips, tie_rules, weight_flips
from sv_excel.tender.analysis.sensitivity_scores import decisive_bids, decisive_steps, steps_to_try
from sv_excel.tender.numbers import decimal, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sv_excel.tender.analysis.agreement import Agreement, Leniency
    from sv_excel.tender.analysis.sensitivity_price import PriceFlip, TieRule, WeightFlip
    from sv_excel.tender.analysis.sensitivity_scores import DecisiveBid, DecisiveStep
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import ModerationRecord
    from sv_excel.tender.scoring.result import Result

MARK = "Assurance only: never changes a score."
MOST = 300
"""How often the result is worked out again at most, for steps and for bids: seconds, also for a large tender."""
MOST_SAID = 20
TOO_FEW = "not defined: too few scores, or all alike"


@dataclass(frozen=True, slots=True)
class Assurance:
    """Everything found. ``margins`` is first less second by lot; ``untried`` is how many steps were left out."""

    steps: tuple[DecisiveStep, ...]
    bids: tuple[DecisiveBid, ...]
    prices: tuple[PriceFlip, ...]
    weights: tuple[WeightFlip, ...]
    rules: tuple[TieRule, ...]
    margins: tuple[tuple[str | None, str], ...]
    leniency: tuple[Leniency, ...]
    agreement: tuple[Agreement, ...]
    alpha: str
    untried: int


def assure(brief: ResultBrief, result: Result, records: Sequence[ModerationRecord]) -> Assurance:
    """All of it, in bounded time."""
    tender, measures, inputs = brief.definition, brief.catalogue(), brief.inputs()
    return Assurance(
        steps=decisive_steps(tender, measures, inputs, MOST),
        bids=decisive_bids(tender, measures, inputs),
        prices=price_flips(tender, result),
        weights=weight_flips(tender, result),
        rules=tie_rules(tender, result),
        margins=tuple(_margins(tender, result)),
        leniency=leniency(tender, records),
        agreement=agreement(tender, records),
        alpha=alpha(ratings(tender, records)),
        untried=max(steps_to_try(tender, measures, inputs) - MOST, 0),
    )


def alpha(lines: Sequence[Sequence[Decimal | None]]) -> str:
    """Krippendorff's alpha for ordinal scores, two decimals: 1 is full agreement, 0 is chance; or why there is none."""
    import krippendorff  # noqa: PLC0415 - slow to import

    given = [value for line in lines for value in line if value is not None]
    pairs = [column for column in zip(*lines, strict=True) if sum(value is not None for value in column) > 1]
    if len(set(given)) < 2 or not pairs:  # noqa: PLR2004 - agreement needs a difference to be measured by
        return TOO_FEW
    data = [[float("nan") if value is None else float(value) for value in line] for line in lines]
    found = krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")
    return format(decimal(Decimal(repr(float(found))), 2), "f")


def _margins(tender: Tender, result: Result) -> Iterator[tuple[str | None, str]]:
    for lot in result.lots:
        totals = {bid.bid: bid.total for bid in lot.bids}
        best = [total for total in (totals[bid] for bid in lot.ranking) if total is not None][:2]
        yield lot.lot, figures.total(tender, abs(best[0] - best[-1])) if len(best) > 1 else figures.NONE


def sentences(found: Assurance, tender: Tender) -> tuple[str, ...]:
    """What the first place hangs on, for whoever decides; the report has the rest."""
    said = [
        f"{_lot(step.lot)}{_who(tender, step.bid)}, {step.criterion}: {plain(step.score)} moved to {plain(step.other)} "
        f"would put {_first(tender, step.first_then)} first."
        for step in found.steps
    ]
    for one in found.bids:
        other = _first(tender, one.first_then)
        said.append(f"{_lot(one.lot)}Without {_who(tender, one.bid)}, not first itself, it would be {other}.")
    more = len(said) - MOST_SAID
    return (*said[:MOST_SAID], f"And {more} more, which the report lists.") if more > 0 else tuple(said)


def tables(found: Assurance, tender: Tender) -> tuple[Table, ...]:
    """As the report shows it; a tender without lots has no column for them."""
    told = _tables(found, tender)
    return told if tender.lots else tuple(_without(table, "Lot") for table in told)


def _without(table: Table, heading: str) -> Table:
    if heading not in table.headings:
        return table
    out = table.headings.index(heading)
    return Table(
        table.caption,
        tuple(held for place, held in enumerate(table.headings) if place != out),
        tuple(tuple(cell for place, cell in enumerate(row) if place != out) for row in table.rows),
        frozenset(place - (place > out) for place in table.figures if place != out),
    )


def _tables(found: Assurance, tender: Tender) -> tuple[Table, ...]:
    caption = (
        "Flip points: single changes that put another bid first (one step of one score; one bid not there; a price by "
        "up to 10%; a weighting by up to 5 points)"
    )
    if found.untried:
        caption += f". {found.untried} steps of scores were not tried"
    return (
        Table(
            "Lead of the first over the second",
            ("Lot", "Lead"),
            tuple((lot or "", lead) for lot, lead in found.margins),
        ),
        Table(
            caption,
            ("Lot", "Change", "First now", "First then"),
            tuple(_flips(found, tender)),
        ),
        Table(
            "First place by each tie rule",
            ("Lot", "Rule", "First"),
            tuple((rule.lot or "", rule.rule, _first(tender, rule.first)) for rule in found.rules),
        ),
        Table(
            f"Agreement before moderation. Krippendorff's alpha, ordinal: {found.alpha}",
            ("Question", "Lot", "Widest spread", "Mean spread", "Agreed scores tell bids apart"),
            tuple(
                (
                    one.criterion,
                    one.lot or "",
                    figures.score(one.widest),
                    figures.points(one.mean_spread),
                    "yes" if one.tells_apart else "no",
                )
                for one in found.agreement
            ),
            frozenset({2, 3}),
        ),
        Table(
            "Evaluators: mean of own scores less those of the others on the same rows, in scale points",
            ("Evaluator", "Rows shared", "Above the others"),
            tuple((one.name, str(one.rows), figures.points(one.above_others)) for one in found.leniency),
            frozenset({1, 2}),
        ),
    )


def _flips(found: Assurance, tender: Tender) -> Iterator[tuple[str, ...]]:
    changes: list[tuple[DecisiveStep | DecisiveBid | PriceFlip | WeightFlip, str]] = [
        *((s, f"{_who(tender, s.bid)}, {s.criterion}: {plain(s.score)} to {plain(s.other)}") for s in found.steps),
        *((b, f"{_who(tender, b.bid)} not there") for b in found.bids),
        *((p, f"{_who(tender, p.bid)}: price {p.percent:+d}%") for p in found.prices),
        *((w, f"{w.points} points of the weighting from {w.taken} to {w.given}") for w in found.weights),
    ]
    for flip, change in changes:
        yield flip.lot or "", change, _first(tender, flip.first), _first(tender, flip.first_then)


def assurance_data(found: Assurance, tender: Tender) -> dict[str, Any]:
    """``result/assurance.json``: figures as text."""
    return {
        "mark": MARK,
        "tender": tender.id,
        "margins": [{"lot": lot, "margin": lead} for lot, lead in found.margins],
        "decisive_steps": [
            {
                **_place(step),
                "bid": step.bid,
                "criterion": step.criterion,
                "score": plain(step.score),
                "other": plain(step.other),
            }
            for step in found.steps
        ],
        "steps_not_tried": found.untried,
        "decisive_bids": [{**_place(one), "bid": one.bid} for one in found.bids],
        "price_flips": [{**_place(one), "bid": one.bid, "percent": one.percent} for one in found.prices],
        "weight_flips": [
            {**_place(one), "taken": one.taken, "given": one.given, "points": one.points} for one in found.weights
        ],
        "tie_rules": [{"lot": rule.lot, "rule": rule.rule, "first": list(rule.first)} for rule in found.rules],
        "alpha": found.alpha,
        "questions": [
            {
                "criterion": one.criterion,
                "lot": one.lot,
                "widest_spread": None if one.widest is None else plain(one.widest),
                "mean_spread": None if one.mean_spread is None else figures.points(one.mean_spread),
                "tells_apart": one.tells_apart,
            }
            for one in found.agreement
        ],
        "evaluators": [
            {
                "evaluator": one.evaluator,
                "rows": one.rows,
                "above_others": None if one.above_others is None else figures.points(one.above_others),
            }
            for one in found.leniency
        ],
    }


def _place(flip: DecisiveStep | DecisiveBid | PriceFlip | WeightFlip) -> dict[str, Any]:
    return {"lot": flip.lot, "first": list(flip.first), "first_then": list(flip.first_then)}


def _lot(lot: str | None) -> str:
    return "" if lot is None else f"Lot {lot}: "


def _who(tender: Tender, bid: str) -> str:
    return tender.bid(bid).tenderer


def _first(tender: Tender, bids: Sequence[str]) -> str:
    return " and ".join(_who(tender, bid) for bid in bids) or "nobody"
