"""The *Proof* sheet: every figure twice, by the workbook's own formula and by exact arithmetic, and the difference."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Formula, Span, formula
from sv_excel.workbooks.sheet.sheet_builder import Pen, fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.workbooks.sheet.cells import Cell, Layout, Sheet, Value
    from sv_excel.workbooks.sheet.template_text import Furniture

NONE = "none"
PROVEN = {
    "points": "Points",
    "offer": "Offer in GBP",
    "held": "Points against other bids",
    "lowest": "Lowest price",
    "mean": "Mean price",
    "highest": "Highest",
    "weighted": "Weighted score",
    "quality": "Quality points",
    "total": "Total",
    "rank": "Rank",
    "status": "Status",
    "outcome": "Outcome",
}
PROOF = Key("proof")


def proof_sheet(layout: Layout, furniture: Furniture) -> Sheet:
    """All figures of the working that matter; the difference is 0 within 1e-9 of a figure's size."""
    pen = Pen("Proof", (22, 16, 12, 14, 14, 26, 26, 14), furniture.banner)
    pen.wide("Proof: every figure by two ways", "sv.title")
    pen.wide(
        "By Excel: the live formula of this workbook. By Python: exact arithmetic in fractions, worked out apart from "
        "the formulas. A difference under a thousand-millionth of the figure is the rounding of binary numbers and "
        "counts as 0.",
        "sv.line",
    )
    figures = list(_figures(layout))
    last = Key("proof_difference", part=str(len(figures) - 1))
    differences = Span(Key("proof_difference", part="0"), last)
    total = len(figures)
    pen.wide(
        fixed(
            formula(
                f'IF(COUNTIF({{all}},0)={total},"All {total} figures agree.",({total}-COUNTIF({{all}},0))'
                f'&" of {total} figures differ: look for what is not 0 below.")',
                f"All {total} figures agree.",
                all=differences,
            ),
            PROOF,
        ),
        "sv.good",
    )
    pen.mark(Span(PROOF, PROOF), 'LEFT({proof},3)<>"All"', "sv.flag", proof=PROOF)
    headings = pen.row(
        "Figure", "Bid", "Lot", "Criterion", "Cell", "By Excel", "By Python", "Difference", style="sv.header"
    )
    freeze = pen.here()
    for place, (cell, key, words) in enumerate(figures):
        _row(pen, place, cell, key, words)
    pen.mark(differences, "{first}<>0", "sv.flag", first=Key("proof_difference", part="0"))
    return pen.sheet(freeze=freeze, headings=(headings, headings))


def _figures(layout: Layout) -> Iterator[tuple[Cell, Key, str]]:
    for cell in layout:
        if cell.key is not None and cell.key.field in PROVEN and isinstance(cell.content, Formula):
            yield cell, cell.key, PROVEN[cell.key.field]


def _row(pen: Pen, place: int, cell: Cell, key: Key, words: str) -> None:
    value = cell.content.value if isinstance(cell.content, Formula) else None
    known: Value = NONE if value in {"", None} else value
    style = "sv.index" if isinstance(known, Fraction | int) else "sv.text"
    twin, other = Key("proof_excel", part=str(place)), Key("proof_python", part=str(place))
    refs = {"excel": twin, "python": other}
    allowed = "1E-9*MAX(1,ABS({python}))"
    if key.field == "total":
        refs["within"] = Key("within", key.bid, lot=key.lot, part="0")
        allowed = f"MAX({allowed},{{within}})"
    difference = formula(
        f"IF(AND(ISNUMBER({{excel}}),ISNUMBER({{python}})),IF(ABS({{excel}}-{{python}})<={allowed},0,"
        '{excel}-{python}),IF({excel}={python},0,"differs"))',
        0,
        **refs,
    )
    pen.row(
        words,
        *(key.bid or "", key.lot or "", key.criterion or "", str(cell.address)),
        fixed(formula(f'IF({{figure}}="","{NONE}",{{figure}})', known, figure=key), twin, style),
        fixed(known, other, style),
        fixed(difference, Key("proof_difference", part=str(place)), "sv.whole"),
    )
