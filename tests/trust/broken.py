"""Workbooks that somebody broke, of the small procurement: how each is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.steps.fill_workbook import fill
from sv_excel.steps.intake.recognise import Recognised, by_register, open_file
from trust.editing import cell_xml, changed, on_sheet, packed, part_of, parts_of, with_cell, with_number, with_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.findings.address import Address
    from sv_excel.steps.intake.procurement import Procurement

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOOK = "xl/workbook.xml"


def _as_we_write(procurement: Procurement, name: str) -> bytes:
    """A returned workbook in the spelling of our own press, so that parts of it can be changed as text."""
    pack = procurement.pack
    book = by_register(open_file(pack.returned / f"{name}.xlsx", name), procurement.register)
    assert isinstance(book, Recognised)
    answers = {key: value for key, value in book.held.answers.items() if not isinstance(value, bool)}
    return fill(pack.issued / f"{name}.xlsx", answers, procurement.look)


class Breaking:
    """Makes them from a pack whose workbooks are back."""

    def __init__(self, procurement: Procurement) -> None:
        self.register = procurement.register
        self.evaluation, self.price, self.response = (
            _as_we_write(procurement, name) for name in ("evaluation-e1", "price", "response-A")
        )

    def place(self, name: str, *meaning: str, **more: str) -> Address:
        """The cell of a meaning."""
        return self.register.issued(self.register.latest[f"issued/{name}.xlsx"]).places[Key(*meaning, **more)]

    def score(self, change: Callable[[bytes, str, str], bytes], field: str = "score") -> bytes:
        """A change to one cell of the row of bid A, question Q1."""
        at = self.place("evaluation-e1", field, "A", "Q1")
        return change(self.evaluation, at.sheet, at.cell)

    def all(self) -> dict[str, bytes]:
        """Every broken workbook by its name."""
        whole = self.evaluation
        declared = self.place("evaluation-e1", "conflict", "B")
        person = self.place("evaluation-e1", "card", part="subject")
        checked = self.place("price", "checked_price", "B")
        quantity = self.place("response-A", "quantity", measure="X1")
        row = self.place("evaluation-e1", "score", "A", "Q1").row
        return {
            "score-missing": self.score(lambda book, sheet, cell: with_cell(book, sheet, cell, "")),
            "score-an-average": self.score(lambda book, sheet, cell: with_number(book, sheet, cell, "3.5")),
            "score-as-text": self.score(lambda book, sheet, cell: with_text(book, sheet, cell, "4 ")),
            "score-as-formula": self.score(
                lambda book, sheet, cell: with_cell(book, sheet, cell, "<f>AVERAGE(3,5)</f><v>4</v>")
            ),
            "rationale-too-short": self.score(
                lambda book, sheet, cell: with_text(book, sheet, cell, "Good."), "rationale"
            ),
            "rationale-names-another-bid": self.score(
                lambda book, sheet, cell: with_text(book, sheet, cell, "A better plan than Birch Services CIC offers."),
                "rationale",
            ),
            "weighting-changed": self.score(lambda book, sheet, cell: with_number(book, sheet, cell, "70"), "weight"),
            "check-typed-over": self.score(lambda book, sheet, cell: with_text(book, sheet, cell, "Complete"), "check"),
            "conflict-declared": with_text(whole, declared.sheet, declared.cell, "Declared"),
            "row-hidden": on_sheet(whole, "Scores", f'<row r="{row}"', f'<row r="{row}" hidden="1"'),
            "dropdowns-gone": on_sheet(whole, "Scores", self._rules(whole), ""),
            "sheet-renamed": changed(whole, BOOK, 'name="Guide"', 'name="Guide (2)"'),
            "cell-added": on_sheet(
                whole, "Guide", "</sheetData>", '<row r="900"><c r="B900"><v>5</v></c></row></sheetData>'
            ),
            "returned-as-another": with_text(whole, person.sheet, person.cell, "e2"),
            "another-tender": changed(whole, *self._tender(whole, "other-cleaning-2026")),
            "macros": packed({**parts_of(whole), "xl/vbaProject.bin": OLE}),
            "external-link": packed({**parts_of(whole), "xl/externalLinks/externalLink1.xml": b"<x/>"}),
            "entities": on_sheet(whole, "Scores", "<worksheet", '<!DOCTYPE worksheet [<!ENTITY a "ha">]><worksheet'),
            "cut-short": whole[: len(whole) * 2 // 3],
            "empty": b"",
            "encrypted": OLE + "EncryptedPackage".encode("utf-16-le"),
            "legacy": OLE + "Workbook".encode("utf-16-le"),
            "web-page": b"<html><table><tr><td>4</td></tr></table></html>",
            "zip-bomb": packed({**parts_of(whole), "xl/media/image1.png": bytes(24 << 20)}),
            "price-differs": with_number(self.price, checked.sheet, checked.cell, "192500"),
            "quantity-negative": with_number(self.response, quantity.sheet, quantity.cell, "-3"),
        }

    def _rules(self, book: bytes) -> str:
        text = parts_of(book)[part_of(book, "Scores")].decode()
        found = re.search("<dataValidations.*</dataValidations>", text, re.DOTALL)
        assert found is not None
        return found[0]

    def _tender(self, book: bytes, other: str) -> tuple[str, str, str]:
        """Where the card says which tender it is."""
        card = parts_of(book)[part_of(book, "Card")].decode()
        assert cell_xml(book, "Card", "A3")
        name = "xl/sharedStrings.xml" if 't="s"' in card else part_of(book, "Card")
        return name, f">{self.register.tender}<", f">{other}<"
