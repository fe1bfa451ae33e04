"""Figures as a document shows them: each in one way, so that what is printed can be held against the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.tender.numbers import decimal, plain

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from sv_excel.tender.briefs.evaluation import BriefNode
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.result import LotResult

NONE = "none"
"""What stands where there is no figure."""


def percent(weight: Decimal) -> str:
    """A weighting: ``12.5%``."""
    return f"{plain(weight)}%"


def points(figure: Fraction | None) -> str:
    """A weighted score in percentage points, two decimals, half up."""
    return NONE if figure is None else format(decimal(figure, 2), "f")


def score(figure: Decimal | None) -> str:
    """A score in scale points, as it was entered."""
    return NONE if figure is None else plain(figure)


def money(amount: Decimal | Fraction | None) -> str:
    """GBP with pence: ``1,234,567.00``."""
    return NONE if amount is None else f"{decimal(amount, 2):,f}"


def total(tender: Tender, figure: Fraction | None) -> str:
    """A total in percentage points, or, where the price formula ranks by an index, the index to ten decimals."""
    if figure is not None and tender.price is not None and tender.price.is_index:
        return plain(figure)
    return points(figure)


def total_word(tender: Tender) -> str:
    """What a total is called."""
    return "Index" if tender.price is not None and tender.price.is_index else "Total score"


def label(criterion: Criterion | BriefNode) -> str:
    """What a criterion is called: ``Q1 Mobilisation``; its title alone where the id says the same."""
    same = criterion.id.casefold() == criterion.title.casefold().replace(" ", "-")
    return criterion.title if same else f"{criterion.id} {criterion.title}"


def winner(lot: LotResult) -> str | None:
    """The bid that holds the first place alone; None in a tie, or where no bid is ranked."""
    return lot.ranking[0] if lot.ranking and lot.tie is None else None
