"""Hypothesis strategies for briefs and filled-in workbooks: one source of randomness, which hypothesis can steer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from proof.proving import LOOK
from proof.random_answers import Filled, fill_in
from proof.random_entries import random_result
from proof.random_returns import random_moderation
from proof.random_tenders import CATALOGUE, random_tender
from sv_excel.tender.briefs.make_evaluation import evaluation_brief
from sv_excel.tender.briefs.make_price_response import price_brief, response_brief
from sv_excel.workbooks.evaluation.layout import evaluation_layout
from sv_excel.workbooks.moderation.layout import moderation_layout
from sv_excel.workbooks.price.layout import price_layout
from sv_excel.workbooks.response.layout import response_layout
from sv_excel.workbooks.sheet.cells import Layout

if TYPE_CHECKING:
    from random import Random

    from sv_excel.tender.briefs.result import ResultBrief

CHANCE = st.randoms(use_true_random=False)


def random_evaluation(rng: Random) -> Filled:
    """An evaluator's workbook as it may come back."""
    tender = random_tender(rng)
    brief = evaluation_brief(tender, CATALOGUE, rng.choice(tender.evaluators))
    filled = fill_in(rng, partial(evaluation_layout, brief, LOOK.furniture))
    named = Layout(filled.layout.kind, filled.layout.title, filled.layout.sheets, {"name": "First evaluator"})
    return Filled(named, filled.answers)


def random_prices(rng: Random, formula: str | None = None) -> Filled:
    """A price workbook as it may come back."""
    tender = random_tender(rng, formula)
    while tender.price is None:
        tender = random_tender(rng)
    return fill_in(rng, partial(price_layout, price_brief(tender, CATALOGUE), LOOK.furniture))


def random_response(rng: Random) -> Filled:
    """A tenderer's response as it may come back: of one bid, or of a tenderer who types its name."""
    tender = random_tender(rng)
    brief = response_brief(tender, CATALOGUE, rng.choice((None, *tender.bids)))
    return fill_in(rng, partial(response_layout, brief, LOOK.furniture))


def random_panel(rng: Random) -> Filled:
    """A moderation workbook as the panel may leave it."""
    return fill_in(rng, partial(moderation_layout, random_moderation(rng), LOOK.furniture))


KINDS = {
    "evaluation": random_evaluation,
    "price": random_prices,
    "response": random_response,
    "moderation": random_panel,
}
"""What draws a workbook of each kind that people fill in."""
results: st.SearchStrategy[ResultBrief] = st.builds(random_result, CHANCE)
