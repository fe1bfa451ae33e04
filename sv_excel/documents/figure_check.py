"""Every figure of a finished document, read back from it, must be the result's: nothing else may be sent.

What is expected is worked out here from the `Result` alone, not from what the document was made of.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.documents.moderation_record import heading
from sv_excel.findings.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sv_excel.documents.word import Printed
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import ModerationRecord
    from sv_excel.tender.scoring.result import BidResult, LotResult, Result

_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Fact:
    """A row that a document must have: what its cell ``label`` is about, each figure in it, and ``lines`` of a cell."""

    label: str
    figures: tuple[str, ...]
    lines: tuple[str, ...] = ()


def differences(printed: Printed, facts: Sequence[Fact], file: str) -> Iterator[Finding]:
    """Each figure that is not the result's, each row that is missing, each row too many; in the document's order."""
    labels = {fact.label for fact in facts}
    rows = [row for row in printed.rows if labels & set(row) and any(_FIGURE.fullmatch(cell) for cell in row)]
    waiting = list(facts)
    for row in rows:
        if not waiting:
            yield _finding(file, row[0], f"a row too many: {', '.join(row)}")
            continue
        fact = waiting.pop(0)
        shown = Counter(cell for cell in row if _FIGURE.fullmatch(cell))
        expected = Counter(figure for figure in fact.figures if _FIGURE.fullmatch(figure))
        if fact.label not in row:
            yield _finding(file, fact.label, f"its row is out of place: there stands {row[0]}")
        elif shown != expected:
            yield _finding(file, fact.label, f"it says {_listed(shown)}; the result has {_listed(expected)}")
        elif missing := [line for line in fact.lines if line not in "\n".join(row).split("\n")]:
            yield _finding(file, fact.label, f"it does not say {', '.join(missing)}")
    for fact in waiting:
        yield _finding(file, fact.label, "its row is missing")


def summary_facts(tender: Tender, result: Result, bid_id: str) -> Iterator[Fact]:
    """What an assessment summary must say: for each lot the own figures, then the winner's."""
    for lot in result.lots:
        own = next((bid for bid in lot.bids if bid.bid == bid_id), None)
        if own is None:
            continue
        word = figures.total_word(tender)
        if own.total is not None:
            yield Fact(word, (figures.total(tender, own.total),))
        if own.rank is not None:
            yield Fact("Rank", (str(own.rank),))
        yield from _nodes(tender, own)
        first = figures.winner(lot)
        if first not in {None, bid_id}:
            yield from _nodes(tender, next(bid for bid in lot.bids if bid.bid == first))
    for criterion in tender.criteria():
        yield Fact(figures.label(criterion), (figures.percent(criterion.weight),))


def _nodes(tender: Tender, bid: BidResult) -> Iterator[Fact]:
    for node in bid.criteria:
        if node.counts:
            criterion = tender.criterion(node.criterion)
            shown = [figures.percent(node.weight)]
            if criterion.is_scored_by_people:
                shown.append(figures.score(node.score))
            if not criterion.is_index:
                shown.append(figures.points(node.weighted))
            yield Fact(figures.label(criterion), tuple(shown))
    if bid.total is not None:
        yield Fact(figures.total_word(tender), (figures.total(tender, bid.total),))


def recommendation_facts(tender: Tender, result: Result) -> Iterator[Fact]:
    """What a recommendation must say: in each lot every bid, best first, those without a rank after them."""
    for lot in result.lots:
        for bid in _best_first(lot):
            shown = [figures.total(tender, bid.total), figures.money(bid.price)]
            if bid.rank is not None:
                shown.append(str(bid.rank))
            if any(_FIGURE.fullmatch(figure) for figure in shown):
                yield Fact(bid.tenderer, tuple(shown), tuple(_tops(tender, bid)))


def _tops(tender: Tender, bid: BidResult) -> Iterator[str]:
    earned = {node.criterion: node for node in bid.criteria if node.counts}
    for criterion in tender.award_criteria:
        if criterion.id in earned and not criterion.is_index:
            weighted = figures.points(earned[criterion.id].weighted)
            yield f"{criterion.title}: {weighted} of {figures.percent(criterion.weight)}"


def _best_first(lot: LotResult) -> Iterable[BidResult]:
    by_id = {bid.bid: bid for bid in lot.bids}
    yield from (by_id[bid] for bid in lot.ranking)
    yield from (bid for bid in lot.bids if bid.rank is None)


def record_faults(
    tender: Tender, result: Result, records: Iterable[ModerationRecord], printed: Printed, file: str
) -> Iterator[Finding]:
    """Each agreed score of the moderation record that is not the one the result was worked out from."""
    for record in records:
        for lot in result.lots:
            bid = next((bid for bid in lot.bids if bid.bid == record.bid), None)
            if bid is None or record.lot not in {None, lot.lot}:
                continue
            node = next(node for node in bid.criteria if node.criterion == record.criterion)
            if node.counts and node.score != record.consensus_score:
                said = f"{figures.score(record.consensus_score)}; the result has {figures.score(node.score)}"
                yield _finding(file, f"{bid.tenderer}, {heading(tender, record)}", f"it says {said}")
    shown = Counter(row[1] for row in printed.rows if row[0] == "Agreed score")
    expected = Counter(figures.score(record.consensus_score) for record in records)
    if shown != expected:
        yield _finding(file, "Agreed scores", f"it says {_listed(shown)}; the panel agreed {_listed(expected)}")


def _listed(found: Counter[str]) -> str:
    return ", ".join(sorted(found.elements())) or "nothing"


def _finding(file: str, subject: str, problem: str) -> Finding:
    return Finding(
        code="figure-differs",
        problem=f"{problem}.",
        remedy="Nothing was written. Check the Word template: a row or column may stand in the wrong place.",
        file=file,
        subject=subject,
    )
