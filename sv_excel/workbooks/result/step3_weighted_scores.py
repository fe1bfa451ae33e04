"""Third step of the working: the tree of weighted scores, each parent the sum of its children."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sv_excel.workbooks.result.inputs_sheet import weight_key
from sv_excel.workbooks.result.lot import LotWorking, blank
from sv_excel.workbooks.sheet.cells import Reference, formula
from sv_excel.workbooks.sheet.sheet_builder import fixed

if TYPE_CHECKING:
    from fractions import Fraction

    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.result import BidResult
    from sv_excel.workbooks.sheet.cells import Formula


def tree(work: LotWorking) -> None:
    """Every node that counts in the lot, parents first."""
    work.heading("5  Weighted scores (percentage points)")
    depth = {child.id: level for level, child in _levels(work.tender.award_criteria)}
    for node in work.counted:
        weight = fixed(formula("{weight}", node.weight, weight=weight_key(node.id)), style="sv.weight")
        style = "sv.total" if node.sub_criteria else "sv.figure"
        title = "    " * depth[node.id] + node.title
        if node.is_index:
            work.line(node.id, title, lambda _: "in the index", "weighted", node.id, figure=weight, style="sv.note")
        else:
            cell = partial(_weighted, work, node)
            work.line(node.id, title, cell, "weighted", node.id, figure=weight, style=style)


def _levels(nodes: tuple[Criterion, ...], level: int = 0) -> list[tuple[int, Criterion]]:
    return [pair for node in nodes for pair in ((level, node), *_levels(node.sub_criteria, level + 1))]


def weighted_value(bid: BidResult, node: str) -> Fraction | None:
    """The exact weighted score of a node."""
    return next(c.weighted for c in bid.criteria if c.criterion == node)


def _weighted(work: LotWorking, node: Criterion, bid: BidResult) -> Formula:
    value = blank(weighted_value(bid, node.id))
    if not node.sub_criteria:
        return formula("{points}", value, points=work.leaf_key(bid.bid, node, work.last))
    children = [child for child in node.sub_criteria if child.applies_to(work.lot)]
    refs: dict[str, Reference] = {f"v{i}": work.key("weighted", bid.bid, child.id) for i, child in enumerate(children)}
    listed = ",".join(f"{{{name}}}" for name in refs)
    return formula(f'IF(COUNT({listed})={len(children)},SUM({listed}),"")', value, **refs)
