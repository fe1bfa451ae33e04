"""The *Inputs* sheet of a result: every figure that people entered or published, once, for formulas to refer to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.page_breaks import pages_across
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.catalogue.catalogue import Measure
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid
    from sv_excel.workbooks.sheet.cells import Formula, Sheet
    from sv_excel.workbooks.sheet.template_text import Furniture

YES, NO = "Yes", "No"
TOP, CONTRACT_VALUE = Key("top"), Key("contract_value")
LEADING = (15.0, 34.0, 16.0, 44.0)
"""Widths of the columns before the bids'."""
NAMES = 2
"""Columns that say what a row is: they stay in sight, and every page across repeats them."""
BID_WIDTH = 17.0
PARAMETERS = ("optimal_price", "maximum_price", "quality_weight", "cost_weight", "willingness_to_pay")


def score_key(bid: str, criterion: Criterion, lot: str | None) -> Key:
    """Where a consensus score stands; a common question stands once for all lots."""
    return Key("in_score", bid, criterion.id, lot=None if criterion.lots is None else lot)


def price_key(bid: str, lot: str | None) -> Key:
    """Where a price stands, in GBP."""
    return Key("in_price", bid, lot=lot)


def weight_key(criterion: str) -> Key:
    """Where a weighting stands, in percentage points."""
    return Key("in_weight", criterion=criterion)


def parameter_key(criterion: str, name: str) -> Key:
    """Where a published figure of a criterion stands."""
    return Key("parameter", criterion=criterion, part=name)


def band_keys(criterion: str, place: int) -> tuple[Key, Key]:
    """Where a band's limit and its percentage stand."""
    limit, percent = (Key(f"band_{name}", criterion=criterion, part=str(place)) for name in ("limit", "percent"))
    return limit, percent


def scale_span(brief: ResultBrief) -> Span:
    """The scores that may be given."""
    return Span(Key("level", part="0"), Key("level", part=str(len(brief.definition.levels) - 1)))


def inputs_sheet(brief: ResultBrief, furniture: Furniture) -> Sheet:
    """Scores, prices and offers by bid, then what was published."""
    bids = brief.definition.bids
    pen = Pen("Inputs", (*LEADING, *[BID_WIDTH] * len(bids)), furniture.banner)
    pen.wide("Inputs: what was entered and what was published", "sv.title")
    pen.wide(
        "Copied from moderation, price and response workbooks; every other sheet refers to these cells.", "sv.line"
    )
    headings = pen.row("Id", "What", "Figure", "Note", *(bid.tenderer for bid in bids), style="sv.header")
    freeze = pen.here(NAMES + 1)
    _scores(pen, brief)
    _prices(pen, brief)
    _offers(pen, brief)
    _published(pen, brief)
    across = pages_across(pen.widths, NAMES)
    return pen.sheet(freeze=freeze, headings=(headings, headings), pages_wide=across)


def _scores(pen: Pen, brief: ResultBrief) -> None:
    held = {(s.bid, s.criterion, s.lot): s.score for s in brief.scores}
    titles = {lot.id: lot.title for lot in brief.definition.lots}
    pen.wide("Consensus scores, from moderation (scale points)", "sv.heading")
    for question in brief.definition.questions:
        for lot in question.lots or (None,):
            note = f"Lot {titles[lot]}" if lot else ("All lots" if titles else "")
            cells = [
                fixed(held.get((bid.id, question.id, lot)), score_key(bid.id, question, lot), "sv.weight")
                if lot in brief.definition.score_lots(bid, question)
                else fixed("not for this lot", style="sv.note")
                for bid in brief.definition.bids
            ]
            pen.row(question.id, question.title, "", note, *cells)


def _prices(pen: Pen, brief: ResultBrief) -> None:
    if brief.definition.price is None:
        return
    held = {(p.bid, p.lot): p.price for p in brief.prices}
    titles = {lot.id: lot.title for lot in brief.definition.lots}
    pen.wide("Prices that both people entered alike (GBP excluding VAT, whole term)", "sv.heading")
    for lot in brief.definition.lot_ids:
        cells = [
            fixed(held.get((bid.id, lot)), price_key(bid.id, lot), "sv.money")
            if lot in brief.definition.lots_of(bid)
            else fixed("not for this lot", style="sv.note")
            for bid in brief.definition.bids
        ]
        pen.row("price", "Price", "", f"Lot {titles[lot]}" if lot else "", *cells)


def _offers(pen: Pen, brief: ResultBrief) -> None:
    bids = brief.definition.bids
    pen.wide("Status of each bid", "sv.heading")
    withdrawn = [fixed(YES if bid.id in brief.withdrawn else NO, Key("withdrawn", bid.id)) for bid in bids]
    pen.row("", "Withdrawn", "", "By a recorded decision", *withdrawn)
    if not brief.definition.commitments:
        return
    responded = [fixed(YES if bid.id in brief.responded else NO, Key("responded", bid.id)) for bid in bids]
    pen.row("", "Response received", "", "", *responded)
    offers = {(o.bid, o.measure): o for o in brief.offers}
    pen.wide("Commitments: quantity over the whole term", "sv.heading")
    for measure in brief.played():
        proxy: object = measure.proxy_value if measure.proxy_value is not None else "not scored"
        style = "sv.note" if measure.proxy_value is None else "sv.money"
        quantities = [
            fixed(o.quantity if (o := offers.get((bid.id, measure.id))) else None, _quantity(bid, measure), "sv.weight")
            for bid in bids
        ]
        cell = fixed(proxy if isinstance(proxy, str) else measure.proxy_value, Key("proxy", measure=measure.id), style)
        pen.row(measure.id, measure.title, cell, f"GBP a unit; unit: {measure.unit}", *quantities)
    pen.wide("Commitments: share that is due to the bid", "sv.heading")
    for measure in brief.played():
        shares = [
            fixed(
                o.attribution if (o := offers.get((bid.id, measure.id))) else None, _share(bid, measure), "sv.percent"
            )
            for bid in bids
        ]
        pen.row(measure.id, measure.title, "", "", *shares)
    pen.wide("Commitments: value in GBP = quantity x proxy value x share", "sv.heading")
    for measure in brief.played():
        values = []
        for bid in bids:
            offer = offers.get((bid.id, measure.id))
            worth = Fraction(measure.proxy_value or 0)
            value = Fraction(offer.quantity) * worth * Fraction(offer.attribution) if offer else Fraction(0)
            values.append(fixed(_value(bid, measure, value), value_key(bid.id, measure.id), "sv.money"))
        pen.row(measure.id, measure.title, "", "", *values)


def value_key(bid: str, measure: str) -> Key:
    """Where the GBP that a bid promises under a measure stand."""
    return Key("value", bid, measure=measure)


def _quantity(bid: Bid, measure: Measure) -> Key:
    return Key("in_quantity", bid.id, measure=measure.id)


def _share(bid: Bid, measure: Measure) -> Key:
    return Key("in_attribution", bid.id, measure=measure.id)


def _value(bid: Bid, measure: Measure, value: Fraction) -> Formula:
    return formula(
        "IF(AND(ISNUMBER({quantity}),ISNUMBER({proxy})),{quantity}*{proxy}*{share},0)",
        value,
        quantity=_quantity(bid, measure),
        proxy=Key("proxy", measure=measure.id),
        share=_share(bid, measure),
    )


def _published(pen: Pen, brief: ResultBrief) -> None:
    tender = brief.definition
    pen.wide("Published: weightings (percentage points)", "sv.heading")
    for criterion in tender.criteria():
        pen.row(criterion.id, criterion.title, fixed(criterion.weight, weight_key(criterion.id), "sv.weight"))
    pen.wide("Published: scale and figures of the formulas", "sv.heading")
    for place, level in enumerate(tender.levels):
        pen.row(
            "scale", f"{level.label}", fixed(level.score, Key("level", part=str(place)), "sv.weight"), level.descriptor
        )
    pen.row("scale", "Highest score", fixed(tender.top_score, TOP, "sv.weight"))
    pen.row("tender", "Contract value (GBP)", fixed(tender.contract_value, CONTRACT_VALUE, "sv.money"))
    for criterion in tender.criteria():
        _figures(pen, criterion)


def _figures(pen: Pen, criterion: Criterion) -> None:
    named = {"minimum_score": "sv.weight", "minimum_percent": "sv.weight", "cap_percent_of_contract_value": "sv.weight"}
    named.update(dict.fromkeys(PARAMETERS, "sv.weight"))
    for name, style in named.items():
        value = getattr(criterion, name)
        if value is not None:
            words = name.replace("_", " ").capitalize()
            pen.row(criterion.id, words, fixed(value, parameter_key(criterion.id, name), style))
    for place, band in enumerate(criterion.bands):
        limit, percent = band_keys(criterion.id, place)
        start = band.at_least if band.at_least is not None else band.up_to_percent
        words = "From (GBP)" if band.at_least is not None else "Up to (% of the lowest price)"
        pen.row(criterion.id, f"Band {place + 1}: {words}", fixed(start, limit, "sv.weight"))
        pen.row(criterion.id, f"Band {place + 1}: % of the weighting", fixed(band.percent, percent, "sv.weight"))
