"""Second step of the working: the bids that go on are held against each other by the published formulas."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.comparison import quality_points
from sv_excel.tender.scoring.scores import sub_total
from sv_excel.workbooks.result.inputs_sheet import parameter_key, price_key, weight_key
from sv_excel.workbooks.result.lot import FAILS, NOT_KNOWN, PASSES, UNDER_MINIMUM, LotWorking, blank
from sv_excel.workbooks.result.price_formulas import price_points
from sv_excel.workbooks.result.step1_points import gate_words
from sv_excel.workbooks.sheet.cells import Reference, formula
from sv_excel.workbooks.sheet.sheet_builder import fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sv_excel.findings.key import Key
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.comparison import Held
    from sv_excel.tender.scoring.result import BidResult
    from sv_excel.workbooks.sheet.cells import Formula, Span


def compared(work: LotWorking) -> None:
    """One comparison, or two where a gate rests on the first."""
    for stage in work.stages:
        again = " anew, without those that the last gates took out" if stage != "1" else ""
        work.heading(f"4{'ab'[int(stage) - 1] if len(work.stages) > 1 else ''}  Bids held against each other{again}")
        held = held_in(work, stage)
        if work.price is not None:
            _prices(work, stage, held)
        for criterion in work.commitments:
            if work.is_relative(criterion):
                _promises(work, criterion, stage, held)
        if stage != work.last:
            _late_gates(work, stage, held)


def held_in(work: LotWorking, stage: str) -> Held:
    """The exact comparison behind a stage."""
    return work.result.compared.last if stage == work.last else work.result.compared.first


def _extreme(function: str, row: Span, value: Fraction | None) -> Formula:
    """The least, mean or most of a line's figures."""
    return formula(f'IF(COUNT({{row}})=0,"",{function}({{row}}))', blank(value), row=row)


def _prices(work: LotWorking, stage: str, held: Held) -> None:
    price = work.price
    if price is None:
        return
    words, cell = "Price of a bid that is compared", partial(_compared_price, work, stage, held)
    work.line(price.id, words, cell, "price", price.id, part=stage, style="sv.money")
    prices = held.prices.values()
    extremes = {
        "lowest": ("MIN", "Lowest price", min(prices, default=None)),
        "mean": ("AVERAGE", "Mean price", sum(prices, Fraction(0)) / len(prices) if prices else None),
        "highest": ("MAX", "Highest price", max(prices, default=None)),
    }
    for name, (function, words, value) in extremes.items():
        figure = _extreme(function, work.across("price", price.id, stage), value)
        work.pen.row(price.id, words, fixed(figure, work.key(name, criterion=price.id, part=stage), "sv.money"))
    if not price.is_index:
        cell = partial(price_points, work, price, stage, held)
        work.line(price.id, f"{price.title}: points", cell, "held", price.id, part=stage)


def _compared_price(work: LotWorking, stage: str, held: Held, bid: BidResult) -> Formula:
    return _kept(work.key("eligible", bid.bid, part=stage), price_key(bid.bid, work.lot), held.prices.get(bid.bid))


def _kept(eligible: Key, source: Key, value: Fraction | None) -> Formula:
    """A figure of a bid that is compared; nothing for one that is not."""
    return formula('IF({eligible}=1,{source},"")', blank(value), eligible=eligible, source=source)


def _promises(work: LotWorking, criterion: Criterion, stage: str, held: Held) -> None:
    offers = {bid: work.standing(bid).offers[criterion.id] for bid in held.points}
    words, cell = "Offer of a bid that is compared", partial(_compared_offer, work, criterion, stage, offers)
    work.line(criterion.id, words, cell, "offer_in", criterion.id, part=stage, style="sv.money")
    highest = work.key("highest", criterion=criterion.id, part=stage)
    most = _extreme("MAX", work.across("offer_in", criterion.id, stage), max(offers.values(), default=None))
    work.pen.row(criterion.id, "Highest offer", fixed(most, highest, "sv.money"))
    words, cell = f"{criterion.title}: points", partial(_relative, work, criterion, stage, held)
    note = "Weighting x offer / highest offer; 0 where nobody offers anything"
    work.line(criterion.id, words, cell, "held", criterion.id, part=stage, note=note)


def _compared_offer(
    work: LotWorking, criterion: Criterion, stage: str, offers: Mapping[str, Fraction], bid: BidResult
) -> Formula:
    offer = work.key("offer", bid.bid, criterion.id)
    return _kept(work.key("eligible", bid.bid, part=stage), offer, offers.get(bid.bid))


def _relative(work: LotWorking, criterion: Criterion, stage: str, held: Held, bid: BidResult) -> Formula:
    return formula(
        'IF({offer}="","",IF({highest}=0,0,{weight}*{offer}/{highest}))',
        blank(held.points.get(bid.bid, {}).get(criterion.id)),
        offer=work.key("offer_in", bid.bid, criterion.id, stage),
        highest=work.key("highest", criterion=criterion.id, part=stage),
        weight=weight_key(criterion.id),
    )


def _late_gates(work: LotWorking, stage: str, held: Held) -> None:
    """Gates that rest on this comparison, and who goes on to the next."""
    marks: list[tuple[str | None, str]] = []
    for node in work.late_gates:
        least = plain(node.minimum_percent or 0)
        words, cell = f"{node.title}: at least {least}% of its weighting", partial(_late_share, work, node, stage, held)
        note = work.gate_note("late_gate", node.id, "share", f"{node.id}: under {least}% of its weighting.")
        work.line(node.id, words, cell, "late_gate", node.id, part="share", note=note, style="sv.check")
        marks.append((node.id, "share"))
    if work.has_quality_gate:
        words, quality = "There is quality to divide the price by", partial(_quality, work, stage, held)
        note = work.gate_note("late_gate", None, "quality", "No quality to divide the price by.")
        work.line("", words, quality, "late_gate", part="quality", note=note, style="sv.check")
        marks.append((None, "quality"))
    goes_on = partial(_goes_on, work, marks, stage)
    work.line("", "Goes on (1 yes, 0 no)", goes_on, "eligible", part=str(int(stage) + 1), style="sv.whole")


def _late_share(work: LotWorking, node: Criterion, stage: str, held: Held, bid: BidResult) -> Formula:
    leaves = work.leaves(node)
    refs: dict[str, Reference] = {f"v{i}": work.leaf_key(bid.bid, leaf, stage) for i, leaf in enumerate(leaves)}
    listed = ",".join(f"{{{name}}}" for name in refs)
    own = held.points.get(bid.bid)
    points = sub_total(node, own, work.lot) if own is not None else None
    share = None if points is None else 100 * points / Fraction(node.weight)
    return formula(
        f'IF(COUNT({listed})<{len(leaves)},"{NOT_KNOWN}",'
        f'IF({UNDER_MINIMUM.format(sum=f"SUM({listed})")},"{FAILS}","{PASSES}"))',
        gate_words(share, Fraction(node.minimum_percent or 0)),
        weight=weight_key(node.id),
        least=parameter_key(node.id, "minimum_percent"),
        **refs,
    )


def _quality(work: LotWorking, stage: str, held: Held, bid: BidResult) -> Formula:
    leaves = [leaf for top in work.tender.award_criteria if top.kind != "price" for leaf in work.leaves(top)]
    refs: dict[str, Reference] = {f"v{i}": work.leaf_key(bid.bid, leaf, stage) for i, leaf in enumerate(leaves)}
    listed = ",".join(f"{{{name}}}" for name in refs)
    own = held.points.get(bid.bid)
    quality = quality_points(work.tender, own, work.lot) if own is not None else None
    words = NOT_KNOWN if quality is None else PASSES if quality else FAILS
    is_known = f"{{before}}=1,COUNT({listed})={len(leaves)}"
    return formula(
        f'IF(AND({is_known}),IF(SUM({listed})=0,"{FAILS}","{PASSES}"),"{NOT_KNOWN}")',
        words,
        before=work.key("eligible", bid.bid, part=stage),
        **refs,
    )


def _goes_on(work: LotWorking, marks: list[tuple[str | None, str]], stage: str, bid: BidResult) -> Formula:
    refs: dict[str, Reference] = {
        f"g{i}": work.key("late_gate", bid.bid, criterion, part) for i, (criterion, part) in enumerate(marks)
    }
    failed = ",".join(f'{{{name}}}="{FAILS}"' for name in refs)
    return formula(
        f"IF({{before}}=1,IF(OR({failed}),0,1),0)",
        int(bid.bid in work.result.compared.last.points),
        before=work.key("eligible", bid.bid, part=stage),
        **refs,
    )
