"""Changes planted in a finished pack: in which file, how, and what must be said: code, file, figure or cell."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sv_excel.findings.key import Key
from trust.editing import cell_xml, changed, on_sheet, parts_of, with_number, with_text
from trust.packs import procurement

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.findings.address import Address

E1, PRICE, RESPONSE = "returned/evaluation-e1.xlsx", "returned/price.xlsx", "returned/response-B.xlsx"
PANEL, JSON, RESULT = "moderation.xlsx", "result/result.json", "result/result.xlsx"
Said = tuple[str, str, str]
"""A finding's code, its file, and its cell or subject (empty: the file as a whole)."""
Planted = tuple[str, "Callable[[bytes], bytes | None]", list[Said]]


def place(name: str, field: str, bid: str | None = None, criterion: str | None = None, **more: str) -> Address:
    """The cell of a meaning in a workbook of the demo, as the register has it."""
    register = procurement().register
    return register.issued(register.latest[name]).places[Key(field, bid, criterion, **more)]


def numbered(name: str, number: str, *meaning: str, **more: str) -> Callable[[bytes], bytes]:
    """A number in a cell of a workbook that was issued as ``name``."""
    at = place(name, *meaning, **more)
    return lambda book: with_number(book, at.sheet, at.cell, number)


def worded(name: str, text: str, *meaning: str, **more: str) -> Callable[[bytes], bytes]:
    """A text in such a cell."""
    at = place(name, *meaning, **more)
    return lambda book: with_text(book, at.sheet, at.cell, text)


def both_prices(book: bytes) -> bytes:
    """Another price, by both people."""
    once = numbered("issued/price.xlsx", "3904249", "price", "A")(book)
    return numbered("issued/price.xlsx", "3904249", "checked_price", "A")(once)


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A text of a text file, once."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode(), 1)

    return change


def document(change: Callable[[Any], None]) -> Callable[[bytes], bytes]:
    """A change to a JSON document."""

    def make(content: bytes) -> bytes:
        data = json.loads(content)
        change(data)
        return json.dumps(data, indent=2, ensure_ascii=False).encode() + b"\n"

    return make


def bids(data: Any) -> Any:  # noqa: ANN401 - a JSON document
    return data["lots"][0]["bids"]


def total_cell() -> tuple[str, str]:
    """Where the result workbook shows a total: sheet and cell of the first figure on its first sheet with a formula."""
    from trust.packs import returned  # noqa: PLC0415 - the demo is made only when a test asks

    text = parts_of(returned(RESULT))["xl/worksheets/sheet1.xml"].decode()
    found = re.search(r'<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v>\d+\.\d+</v>', text)
    assert found is not None
    return "Result", found[1]


def figure_shown(book: bytes) -> bytes:
    """Another figure where a formula gave one; the formula stays."""
    sheet, cell = total_cell()
    old = cell_xml(book, sheet, cell)
    return on_sheet(book, sheet, old, re.sub(r"<v>[^<]*</v>", "<v>99.5</v>", old))


def formula_gone(book: bytes) -> bytes:
    """A figure in place of the formula that gave it."""
    sheet, cell = total_cell()
    old = cell_xml(book, sheet, cell)
    return on_sheet(book, sheet, old, re.sub(r"<f>[^<]*</f>", "", old))


def weightings(text: bytes) -> bytes:
    """Two questions' weightings in each other's place: the sums stay as they are."""
    return text.replace(b"weight: 15", b"weight: x").replace(b"weight: 8", b"weight: 15").replace(b": x", b": 8")


def last_line_cut(log: bytes) -> bytes:
    """The log without its last line: what is left holds together."""
    return b"".join(log.splitlines(keepends=True)[:-1])


def one_bit(content: bytes) -> bytes:
    """One bit in the middle of a file."""
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def gone(_content: bytes) -> None:
    """The file taken away."""


A_Q1 = str(place(PANEL, "consensus_score", "A", "Q1"))
FIRST = str(place(PANEL, "individual_score", "A", "Q1", evaluator="e1"))
SHOWN = "!".join(total_cell())
PLANTED: dict[str, Planted] = {
    "an evaluator's score": (
        E1,
        numbered("issued/evaluation-e1.xlsx", "5", "score", "A", "Q1"),
        [("file-changed", E1, ""), ("figure-differs", PANEL, FIRST)],
    ),
    "an evaluator's reason": (
        E1,
        worded("issued/evaluation-e1.xlsx", "Another reason, which is long enough.", "rationale", "A", "Q1"),
        [("file-changed", E1, ""), ("figure-differs", PANEL, FIRST)],
    ),
    "an evaluator's workbook taken away": (E1, gone, [("file-changed", E1, ""), ("figure-differs", PANEL, FIRST)]),
    "a price": (
        PRICE,
        both_prices,
        [
            ("file-changed", PRICE, ""),
            ("figure-differs", PRICE, str(place("issued/price.xlsx", "price", "A"))),
            ("figure-differs", JSON, "bid A, price"),
            ("figure-differs", JSON, "bid A, total"),
        ],
    ),
    "a price, by one person": (
        PRICE,
        numbered("issued/price.xlsx", "3904249", "price", "A"),
        [
            ("file-changed", PRICE, ""),
            ("price-check-differs", PRICE, str(place("issued/price.xlsx", "checked_price", "A"))),
            ("figure-differs", JSON, ""),
        ],
    ),
    "a promised quantity": (
        RESPONSE,
        numbered("issued/response-B.xlsx", "1", "quantity", measure="E01"),
        [
            ("file-changed", RESPONSE, ""),
            ("figure-differs", RESPONSE, str(place("issued/response-B.xlsx", "quantity", measure="E01"))),
            ("figure-differs", JSON, "bid A, total"),
        ],
    ),
    "a consensus score": (
        PANEL,
        numbered(PANEL, "5", "consensus_score", "A", "Q1"),
        [
            ("file-changed", PANEL, ""),
            ("figure-differs", PANEL, A_Q1),
            ("figure-differs", JSON, "bid A, criterion Q1, score"),
            ("figure-differs", JSON, "bid A, total"),
        ],
    ),
    "the panel's reason": (
        PANEL,
        worded(PANEL, "Another reason of the panel's, which is long enough.", "rationale", "A", "Q1"),
        [
            ("file-changed", PANEL, ""),
            ("figure-differs", PANEL, str(place(PANEL, "rationale", "A", "Q1"))),
        ],
    ),
    "an individual score in moderation": (
        PANEL,
        numbered(PANEL, "1", "individual_score", "A", "Q1", evaluator="e1"),
        [("file-changed", PANEL, ""), ("locked-cell-changed", PANEL, FIRST)],
    ),
    "a total in result.json": (
        JSON,
        document(lambda data: bids(data)[0].update(total="99.0000000000")),
        [("file-changed", JSON, ""), ("figure-differs", JSON, "bid A, total")],
    ),
    "a rank in result.json": (
        JSON,
        document(lambda data: bids(data)[0].update(rank=1)),
        [("file-changed", JSON, ""), ("figure-differs", JSON, "bid A, rank")],
    ),
    "a figure in result.xlsx": (
        RESULT,
        figure_shown,
        [("file-changed", RESULT, ""), ("figure-differs", RESULT, SHOWN)],
    ),
    "a formula in result.xlsx": (
        RESULT,
        formula_gone,
        [("file-changed", RESULT, ""), ("figure-differs", RESULT, SHOWN)],
    ),
    "two weightings": (
        "tender.yaml",
        weightings,
        [
            ("file-changed", "tender.yaml", ""),
            ("workbook-differs", "issued/evaluation-e1.xlsx", ""),
            ("figure-differs", PANEL, "questions"),
            ("figure-differs", JSON, "bid A, criterion Q3, weight"),
            ("figure-differs", JSON, "bid A, criterion Q3, weighted"),
        ],
    ),
    "a space in the definition": (
        "tender.yaml",
        lambda text: text + b" ",
        [("file-changed", "tender.yaml", "")],
    ),
    "the definition, so that it cannot be read": (
        "tender.yaml",
        lambda text: text + b"\n: [",
        [("file-changed", "tender.yaml", "")],
    ),
    "a proxy value in the catalogue": (
        "catalogue.json",
        lambda text: re.sub(rb'"proxy_value":"(\d)', rb'"proxy_value":"1\1', text),
        [("file-changed", "catalogue.json", ""), ("figure-differs", "catalogue.json", "measures")],
    ),
    "a decision": (
        "decisions.yaml",
        replaced("exclude", "proceed"),
        [("file-changed", "decisions.yaml", "")],
    ),
    "a SHA-256 in the register": (
        "register.json",
        lambda text: re.sub(
            rb'"sha256":"(.)', lambda m: b'"sha256":"' + (b"0" if m[1] != b"0" else b"1"), text, count=1
        ),
        [("file-changed", "register.json", ""), ("log-broken", "log.jsonl", "issued/response-A.xlsx")],
    ),
    "a kept layout": (
        "register.json",
        replaced("Alder Facilities Ltd", "Older Facilities Ltd"),
        [("file-changed", "register.json", "")],
    ),
    "when something was issued": (
        "register.json",
        replaced("2026-11-22T16:42:00Z", "2026-11-21T16:42:00Z"),
        [("file-changed", "register.json", "")],
    ),
    "a line of the log": (
        "log.jsonl",
        replaced("Procurement lead", "Procurement load"),
        [("log-broken", "log.jsonl", "line 1"), ("log-broken", "log.jsonl", "line 2")],
    ),
    "the last line of the log": (
        "log.jsonl",
        last_line_cut,
        [("file-changed", "register.json", ""), ("file-added", RESULT, "")],
    ),
    "one bit of an issued workbook": (
        "issued/evaluation-e2.xlsx",
        one_bit,
        [("file-changed", "issued/evaluation-e2.xlsx", "")],
    ),
    "a letter in an issued workbook": (
        "issued/price.xlsx",
        lambda book: changed(book, "xl/sharedStrings.xml", "Price", "Prize"),
        [("file-changed", "issued/price.xlsx", "")],
    ),
}
