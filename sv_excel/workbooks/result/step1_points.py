"""First step of the working: what each bid earns by itself, and the gates that need no other bid."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.tender.numbers import plain
from sv_excel.tender.scoring.scores import sub_total
from sv_excel.workbooks.result.inputs_sheet import (
    CONTRACT_VALUE,
    TOP,
    YES,
    band_keys,
    parameter_key,
    price_key,
    scale_span,
    score_key,
    value_key,
    weight_key,
)
from sv_excel.workbooks.result.lot import CLOSE_TEXT, FAILS, NOT_KNOWN, PASSES, UNDER_MINIMUM, LotWorking, blank
from sv_excel.workbooks.sheet.cells import Reference, Span, formula
from sv_excel.workbooks.sheet.sheet_builder import fixed

if TYPE_CHECKING:
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.scoring.result import BidResult
    from sv_excel.workbooks.sheet.cells import Formula


def alone(work: LotWorking) -> None:
    """Points, promises and gates of each bid by itself."""
    pen = work.pen
    for bid in work.result.bids:
        work.values[work.key("column", bid.bid)] = bid.tenderer
    names = (fixed(bid.tenderer, work.key("column", bid.bid)) for bid in work.result.bids)
    pen.row("Id", "What", "Figure", "How, or the reason given", *names, style="sv.header")
    if work.questions:
        work.heading("1  Points for scores: weighting x score / highest score")
        for question in work.questions:
            work.line(question.id, question.title, partial(_points, work, question), "points", question.id)
    if work.commitments:
        work.heading("2  Promises in GBP, and bands that they reach")
        for criterion in work.commitments:
            words, cell = f"{criterion.title}: offer", partial(_offer, work, criterion)
            note = "Sum of its measures" + (", at most the cap" if criterion.cap_percent_of_contract_value else "")
            work.line(criterion.id, words, cell, "offer", criterion.id, style="sv.money", note=note)
        for criterion in (c for c in work.commitments if not work.is_relative(c)):
            words, cell = f"{criterion.title}: points", partial(_banded, work, criterion)
            work.line(criterion.id, words, cell, "points", criterion.id)
    _gates(work)


def _points(work: LotWorking, question: Criterion, bid: BidResult) -> Formula:
    return formula(
        'IF(ISNUMBER({score}),IF(ISNUMBER(MATCH({score},{scale},0)),{weight}*{score}/{top},""),"")',
        blank(work.standing(bid.bid).points[question.id]),
        score=score_key(bid.bid, question, work.lot),
        scale=scale_span(work.brief),
        weight=weight_key(question.id),
        top=TOP,
    )


def _offer(work: LotWorking, criterion: Criterion, bid: BidResult) -> Formula:
    refs: dict[str, Reference] = {f"v{i}": value_key(bid.bid, m) for i, m in enumerate(criterion.measures)}
    total = "SUM(" + ",".join(f"{{{name}}}" for name in refs) + ")"
    if criterion.cap_percent_of_contract_value is not None:
        total = f"MIN({total},{{cap}}*{{worth}}/100)"
        refs["cap"], refs["worth"] = parameter_key(criterion.id, "cap_percent_of_contract_value"), CONTRACT_VALUE
    value = work.standing(bid.bid).offers.get(criterion.id)
    return formula(f'IF({{responded}}="{YES}",{total},"")', blank(value), responded=Key("responded", bid.bid), **refs)


def _banded(work: LotWorking, criterion: Criterion, bid: BidResult) -> Formula:
    """Bands are tried from the highest; the first that is reached counts."""
    order = sorted(range(len(criterion.bands)), key=lambda i: criterion.bands[i].at_least or 0)
    refs: dict[str, Reference] = {"offer": work.key("offer", bid.bid, criterion.id), "weight": weight_key(criterion.id)}
    steps = "0"
    for place in order:
        refs[f"limit{place}"], refs[f"percent{place}"] = band_keys(criterion.id, place)
        steps = f"IF({{offer}}>={{limit{place}}}*(1-{CLOSE_TEXT}),{{percent{place}}},{steps})"
    value = work.standing(bid.bid).points[criterion.id]
    return formula(f'IF({{offer}}="","",{{weight}}*{steps}/100)', blank(value), **refs)


def _gates(work: LotWorking) -> None:
    """The gates one under the other, so that they can be counted; then what is missing, and who goes on."""
    work.heading("3  Gates that need no other bid, and what is missing")
    note = work.gate_note("gate", None, "withdrawn", "Withdrawn.")
    work.line("", "Not withdrawn", partial(_withdrawn, work), "gate", part="withdrawn", note=note, style="sv.check")
    for question in work.questions:
        if question.minimum_score is not None:
            least = plain(question.minimum_score)
            words, cell = f"{question.title}: score at least {least}", partial(_minimum, work, question)
            note = work.gate_note("gate", question.id, "score", f"{question.id}: score under {least}.")
            work.line(question.id, words, cell, "gate", question.id, part="score", note=note, style="sv.check")
    for node in work.counted:
        if node.minimum_percent is not None and node not in work.late_gates:
            least = plain(node.minimum_percent)
            words, cell = f"{node.title}: at least {least}% of its weighting", partial(_share, work, node)
            note = work.gate_note("gate", node.id, "share", f"{node.id}: under {least}% of its weighting.")
            work.line(node.id, words, cell, "gate", node.id, part="share", note=note, style="sv.check")
    work.line("", "Entries missing", partial(_missing, work), "missing", style="sv.whole")
    words = "Goes on to be compared (1 yes, 0 no)"
    work.line("", words, partial(_goes_on, work), "eligible", part="1", style="sv.whole")


def _withdrawn(work: LotWorking, bid: BidResult) -> Formula:
    is_out = bid.bid in work.brief.withdrawn
    return formula(
        f'IF({{withdrawn}}="{YES}","{FAILS}","{PASSES}")',
        FAILS if is_out else PASSES,
        withdrawn=Key("withdrawn", bid.bid),
    )


def gate_words(figure: Fraction | None, least: Fraction) -> str:
    """What a gate says of a figure."""
    return NOT_KNOWN if figure is None else FAILS if figure < least else PASSES


def _minimum(work: LotWorking, question: Criterion, bid: BidResult) -> Formula:
    score = work.standing(bid.bid).scores.get(question.id)
    return formula(
        f'IF(ISNUMBER({{points}}),IF({{score}}<{{least}},"{FAILS}","{PASSES}"),"{NOT_KNOWN}")',
        gate_words(None if score is None else Fraction(score), Fraction(question.minimum_score or 0)),
        points=work.key("points", bid.bid, question.id),
        score=score_key(bid.bid, question, work.lot),
        least=parameter_key(question.id, "minimum_score"),
    )


def _share(work: LotWorking, node: Criterion, bid: BidResult) -> Formula:
    points = sub_total(node, work.standing(bid.bid).points, work.lot)
    share = None if points is None or not node.weight else 100 * points / Fraction(node.weight)
    return formula(
        f'IF({{weighted}}="","{NOT_KNOWN}",IF({UNDER_MINIMUM.format(sum="{weighted}")},"{FAILS}","{PASSES}"))',
        gate_words(share, Fraction(node.minimum_percent or 0)),
        weighted=work.key("weighted", bid.bid, node.id),
        weight=weight_key(node.id),
        least=parameter_key(node.id, "minimum_percent"),
    )


def _missing(work: LotWorking, bid: BidResult) -> Formula:
    refs: dict[str, Reference] = {}
    parts = []
    for field, leaves in (("points", work.questions), ("offer", work.commitments)):
        if leaves:
            first, last = (work.key(field, bid.bid, leaves[end].id) for end in (0, -1))
            refs[field] = Span(first, last)
            parts.append(f"{len(leaves)}-COUNT({{{field}}})")
    if work.price is not None:
        refs["price"] = price_key(bid.bid, work.lot)
        parts.append("IF(ISNUMBER({price}),IF({price}>0,0,1),1)")
    return formula("+".join(parts) or "0", len(work.standing(bid.bid).missing), **refs)


def _goes_on(work: LotWorking, bid: BidResult) -> Formula:
    return formula(
        f'IF(AND({{missing}}=0,COUNTIF({{gates}},"{FAILS}")=0),1,0)',
        int(work.standing(bid.bid).is_compared),
        missing=work.key("missing", bid.bid),
        gates=work.own_gates(bid.bid),
    )
