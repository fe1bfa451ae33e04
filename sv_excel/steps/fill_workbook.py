"""An issued workbook with its entries filled in, as a person would have returned it: same layout, same card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sv_excel.workbooks.kinds import WORKBOOKS, brief_of
from sv_excel.workbooks.sheet.card import for_person, read_card, with_card
from sv_excel.workbooks.sheet.template_text import Furniture
from sv_excel.xlsx.read.open import read_workbook
from sv_excel.xlsx.write.writer import print_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sv_excel.findings.key import Key
    from sv_excel.workbooks.sheet.cells import Value
    from sv_excel.xlsx.write.template_styles import Look


def fill(path: Path, answers: Mapping[Key, Value], look: Look) -> bytes:
    """The workbook at ``path`` with ``answers`` in its entries, every formula's value worked out anew.

    Raises:
        ValueError: the workbook has no card.
    """
    card = read_card(read_workbook(path, path.name))
    if card is None:
        raise ValueError(path)
    kind = WORKBOOKS[card.kind]
    brief = brief_of(card)
    furniture = Furniture.model_validate_json(card.furniture)
    issued = with_card(kind.lay_out(brief, furniture), brief, furniture, card.tender)
    filled = kind.lay_out(brief, furniture, answers)
    whole = replace(issued, sheets=(*filled.sheets, issued.sheets[-1]))
    return print_workbook(for_person(whole, card.slots), look)
