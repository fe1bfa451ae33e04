"""What the steps of one lot's working share: its bids, its criteria, and lines with one cell a bid."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.scoring.scores import counted_in
from sv_excel.workbooks.sheet.cells import Formula, Span
from sv_excel.workbooks.sheet.sheet_builder import fixed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.bid_points import Standing
    from sv_excel.tender.scoring.result import BidResult, LotResult
    from sv_excel.workbooks.sheet.cells import Value
    from sv_excel.workbooks.sheet.sheet_builder import Pen, Put

FAILS, PASSES, NOT_KNOWN = "Fails", "Passes", "Not known"
CLOSE = Fraction(2, 10**14)
"""How far off a figure may be, as a share of its size: a hundred roundings of binary numbers, each 1.1E-16 at most."""
CLOSE_TEXT = "2E-14"
UNDER_MINIMUM = "100*{sum}/{{weight}}<{{least}}-1E-12"
"""Whether a sum is under a minimum share; the allowance, in per cent, is a hundred roundings of it."""


@dataclass(frozen=True)
class LotWorking:
    """One lot at work. Cells are named by a field, a bid, a criterion and a part, all within the lot."""

    brief: ResultBrief
    result: LotResult
    pen: Pen
    values: dict[Key, Value] = field(default_factory=dict)

    @property
    def tender(self) -> Tender:
        """The definition."""
        return self.brief.definition

    @property
    def lot(self) -> str | None:
        """The lot's id; None in a tender without lots."""
        return self.result.lot

    @cached_property
    def counted(self) -> tuple[Criterion, ...]:
        """The nodes that count in this lot, parents first."""
        return tuple(counted_in(self.tender.award_criteria, self.lot))

    @cached_property
    def questions(self) -> tuple[Criterion, ...]:
        """The leaves that people score."""
        return tuple(c for c in self.counted if c.is_scored_by_people)

    @cached_property
    def commitments(self) -> tuple[Criterion, ...]:
        """The leaves counted from promises."""
        return tuple(c for c in self.counted if c.kind == "commitments")

    @cached_property
    def price(self) -> Criterion | None:
        """The price criterion, where it counts here."""
        return next((c for c in self.counted if c.kind == "price"), None)

    def leaves(self, node: Criterion) -> tuple[Criterion, ...]:
        """The leaves below a node that count in this lot, itself if it is one."""
        return tuple(c for c in counted_in([node], self.lot) if not c.sub_criteria)

    def is_relative(self, leaf: Criterion) -> bool:
        """Whether a leaf's points depend on other bids."""
        return leaf.kind == "price" or (leaf.kind == "commitments" and leaf.formula != "banded")

    @cached_property
    def late_gates(self) -> tuple[Criterion, ...]:
        """Nodes whose minimum share rests on points that depend on other bids."""
        return tuple(
            c for c in self.counted if c.minimum_percent is not None and any(map(self.is_relative, self.leaves(c)))
        )

    def own_gates(self, bid: str) -> Span:
        """The gates of a bid that need no other bid; they stand one under the other."""
        first = last = self.key("gate", bid, part="withdrawn")
        for question in self.questions:
            if question.minimum_score is not None:
                last = self.key("gate", bid, question.id, "score")
        for node in self.counted:
            if node.minimum_percent is not None and node not in self.late_gates:
                last = self.key("gate", bid, node.id, "share")
        return Span(first, last)

    @property
    def has_quality_gate(self) -> bool:
        """A price per quality point cannot be worked out without quality."""
        return self.price is not None and self.price.formula == "price-per-quality-point"

    @property
    def stages(self) -> tuple[str, ...]:
        """How often bids are held against each other: once more where a gate needs a first comparison."""
        return ("1", "2") if self.late_gates or self.has_quality_gate else ("1",)

    @property
    def last(self) -> str:
        """The comparison that counts."""
        return self.stages[-1]

    def key(self, name: str, bid: str | None = None, criterion: str | None = None, part: str | None = None) -> Key:
        """A cell of this lot's working."""
        return Key(name, bid, criterion, lot=self.lot, part=part)

    def across(self, name: str, criterion: str | None = None, part: str | None = None) -> Span:
        """A line's cells, from the first bid to the last."""
        bids = self.result.bids
        return Span(self.key(name, bids[0].bid, criterion, part), self.key(name, bids[-1].bid, criterion, part))

    def leaf_key(self, bid: str, leaf: Criterion, stage: str) -> Key:
        """Where a leaf's points stand: by itself, or as held against the others."""
        if self.is_relative(leaf):
            return self.key("held", bid, leaf.id, stage)
        return self.key("points", bid, leaf.id)

    def standing(self, bid: str) -> Standing:
        """What a bid brings."""
        return next(s for s in self.result.standings if s.bid.id == bid)

    def gate_note(self, field: str, criterion: str | None, part: str, words: str) -> Put:
        """What is said of a bid that fails a gate: it stands once, beside the gate, where formulas refer to it."""
        key = self.key(field, None, criterion, part)
        self.values[key] = words
        return fixed(words, key)

    def heading(self, text: str) -> None:
        """A step's heading over its lines."""
        self.pen.wide(text, "sv.heading")

    def line(
        self,
        first: str,
        words: str,
        cell: Callable[[BidResult], Formula | Value],
        name: str,
        criterion: str | None = None,
        *,
        part: str | None = None,
        figure: Put | None = None,
        note: Put | str = "",
        style: str = "sv.figure",
    ) -> None:
        """One line: what it is, a figure for all bids, how it is worked out, and a cell for each bid."""
        cells = []
        for bid in self.result.bids:
            content, key = cell(bid), self.key(name, bid.bid, criterion, part)
            self.values[key] = content.value if isinstance(content, Formula) else content
            cells.append(fixed(content, key, style))
        self.pen.row(first, words, figure or "", note, *cells)


def blank(value: Fraction | None) -> Fraction | str:
    """What a formula shows for a figure that is not known."""
    return "" if value is None else value
