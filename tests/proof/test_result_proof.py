"""The result workbook of random tenders, recalculated by two spreadsheet programs: every figure is Python's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engines.excel_lint import lint
from engines.sdk_validator import validate
from proof.proving import LOOK, differences, figure_at, printed, recalculated
from proof.random_entries import random_result
from proof.random_tenders import PRICE_FORMULAS, seeded
from proof.strategies import results
from sv_excel.findings.key import Key
from sv_excel.workbooks.result.layout import result_layout
from sv_excel.workbooks.result.proof_sheet import PROOF

if TYPE_CHECKING:
    from pathlib import Path

    from engines.libreoffice import LibreOffice
    from proof.proving import Figures
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.workbooks.sheet.cells import Layout

SEEDS = range(20)
SAMPLE = range(1000, 1010)


def laid(brief: ResultBrief) -> Layout:
    return result_layout(brief, LOOK.furniture)


def ranks(brief: ResultBrief) -> dict[tuple[str | None, str], float | str]:
    """Rank by lot and bid, as exact arithmetic has it; an empty text where there is none."""
    lots = brief.result().lots
    return {(lot.lot, bid.bid): "" if bid.rank is None else bid.rank for lot in lots for bid in lot.bids}


def shown_ranks(layout: Layout, figures: Figures, brief: ResultBrief) -> dict[tuple[str | None, str], float | str]:
    return {(lot, bid): figure_at(layout, figures, Key("rank", bid, lot=lot)) for lot, bid in ranks(brief)}


def prove(brief: ResultBrief, layout: Layout, figures: Figures) -> None:
    assert differences(layout, figures) == []
    assert shown_ranks(layout, figures, brief) == ranks(brief)
    proof = layout[PROOF].content
    said = figure_at(layout, figures, PROOF)
    assert said == f"All {sum(key.field == 'proof_difference' for key in layout.places)} figures agree.", proof


def test_result_of_seeded_tenders_by_ironcalc_is_pythons() -> None:
    for seed in range(200):
        brief = random_result(seeded(seed))
        layout = laid(brief)

        prove(brief, layout, recalculated(layout))


@given(results)
def test_result_by_ironcalc_is_pythons(brief: ResultBrief) -> None:
    layout = laid(brief)

    prove(brief, layout, recalculated(layout))


@pytest.mark.parametrize("formula", PRICE_FORMULAS)
def test_result_of_each_price_formula_is_pythons(formula: str) -> None:
    for seed in range(6):
        brief = random_result(seeded(seed), formula, whole=True)
        layout = laid(brief)

        prove(brief, layout, recalculated(layout))


def test_result_by_libreoffice_is_pythons(libreoffice: LibreOffice) -> None:
    for seed in SEEDS:
        brief = random_result(seeded(seed))
        layout = laid(brief)

        prove(brief, layout, recalculated(layout, libreoffice.recalculate))


def test_random_results_are_valid_workbooks(tmp_path: Path) -> None:
    paths = [printed(laid(random_result(seeded(seed))), tmp_path / f"result-{seed}.xlsx") for seed in SAMPLE]

    assert validate(paths) == []
    assert [fault for path in paths for fault in lint(path)] == []


def test_random_results_meet_what_is_hard() -> None:
    """The proof is worth what its tenders are: ties, gates of all sorts, missing entries and empty lots come up."""
    met: Counter[str] = Counter()
    for seed in range(200):
        brief = random_result(seeded(seed))
        for lot in brief.result().lots:
            ranked = [bid.rank for bid in lot.bids if bid.rank is not None]
            met.update(bid.status for bid in lot.bids)
            met["tie for the first place"] += lot.tie is not None
            met["tie"] += len(set(ranked)) < len(ranked)
            met["broken by tie-break"] += _is_broken(lot.compared.totals.values(), ranked)
            met["failed in the comparison"] += len(lot.compared.failed)
            met["no bid for the lot"] += not lot.bids
    few = {what: count for what, count in met.items() if count < 3}
    assert few == {}


def _is_broken(totals: object, ranked: list[int]) -> bool:
    values = list(totals)  # type: ignore[call-overload]
    return len(set(values)) < len(values) and len(set(ranked)) > len(set(values))
