"""`import_bids`: bids and lots from the list that an e-tendering system gives, as lines for a definition."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

import yaml

from sv_excel.errors.files import BidListError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KNOWN: dict[str, tuple[str, ...]] = {
    "tenderer": (
        *("tenderer", "tenderer name", "supplier", "supplier name", "supplier organisation", "bidder", "bidder name"),
        *("organisation", "organisation name", "company", "company name", "provider", "provider name"),
    ),
    "bid": ("bid", "bid id", "id", "reference", "response id", "submission id"),
    "lot": ("lot", "lots", "lot id", "lot number", "lot reference"),
}
"""How the columns are called in lists that people have, in lower case; only the tenderer's is needed."""
_SEPARATOR = re.compile(r'"?sep=(.)"?')
"""A first line by which Excel says what stands between cells."""
LARGEST = 10_000_000
"""Bytes; a list of bids is far smaller."""


@dataclass(frozen=True, slots=True)
class ListedBid:
    """One bid of the list; without ``lots`` it is for all."""

    bid: str
    tenderer: str
    lots: tuple[str, ...]


def import_bids(path: Path, columns: Mapping[str, str] | None = None) -> tuple[ListedBid, ...]:
    """The bids of the list at ``path``; ``columns`` says how the list calls `tenderer`, `bid` and `lot`.

    Several rows of one bid, or of one tenderer where there is no id, are one bid for several lots. Without an id bids
    are called A, B, C and so on, in the order of the list.

    Raises:
        BidListError: the list cannot be read, or lacks the tenderers; it says which columns there are.
    """
    rows = _rows(path)
    headings = rows[0]
    places = {meaning: _place(path, headings, meaning, (columns or {}).get(meaning)) for meaning in KNOWN}
    if places["tenderer"] is None:
        named = ", ".join(f'"{heading}"' for heading in headings)
        raise BidListError(path, f"no column is called {' or '.join(KNOWN['tenderer'])}; there are {named}")
    found: dict[str, tuple[str, list[str]]] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = {m: " ".join(row[p].split()) if p is not None and p < len(row) else "" for m, p in places.items()}
        if not any(cell.strip() for cell in row):
            continue
        if not cells["tenderer"]:
            raise BidListError(path, f"line {number} names no tenderer")
        key = cells["bid"] or cells["tenderer"].casefold()
        tenderer, lots = found.setdefault(key, (cells["tenderer"], []))
        if tenderer != cells["tenderer"] and cells["bid"]:
            raise BidListError(path, f"line {number}: bid {key} is of {tenderer} and of {cells['tenderer']}")
        lots += [lot for lot in _ids(cells["lot"]) if lot not in lots]
    if not found:
        raise BidListError(path, "there is no bid in it")
    has_ids = places["bid"] is not None
    bids: dict[str, tuple[str, ListedBid]] = {}
    for place, (key, (tenderer, lots)) in enumerate(found.items()):
        bid = _id(key) if has_ids and key != tenderer.casefold() else _letter(place)
        other, _ = bids.setdefault(bid.casefold(), (key, ListedBid(bid, tenderer, tuple(lots))))
        if other != key:
            raise BidListError(path, f'bids "{other}" and "{key}" would both be called {bid}')
    return tuple(bid for _, bid in bids.values())


def as_yaml(bids: tuple[ListedBid, ...]) -> str:
    """The ``bids`` of a definition."""
    data = [{"id": bid.bid, "tenderer": bid.tenderer, **({"lots": list(bid.lots)} if bid.lots else {})} for bid in bids]
    lines = [
        yaml.safe_dump(one, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000) for one in data
    ]
    return "bids:\n" + "".join(f"  - {line}" for line in lines)


def _rows(path: Path) -> list[list[str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BidListError(path, f"it cannot be read ({error.strerror})") from error
    if len(content) > LARGEST:
        raise BidListError(path, "it is too large for a list of bids")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise BidListError(path, "it is a workbook, not a CSV file")
    text = _text(content)
    first, _, rest = text.partition("\n")
    delimiter = max((",", ";", "\t"), key=first.count)
    if said := _SEPARATOR.fullmatch(first.strip()):
        delimiter, text = said[1], rest
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BidListError(path, f"it is not a CSV file ({error})") from error
    if not rows or not any(heading.strip() for heading in rows[0]):
        raise BidListError(path, "its first line has no headings")
    return rows


def _text(content: bytes) -> str:
    """As Excel saves it: with a mark in front (its "Unicode text" in two bytes a letter), or as Windows has it."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _place(path: Path, headings: list[str], meaning: str, called: str | None) -> int | None:
    plain = [_heading(heading) for heading in headings]
    wanted = KNOWN[meaning] if called is None else (_heading(called),)
    places = [plain.index(name) for name in wanted if name in plain]
    if called is not None and not places:
        raise BidListError(path, f'no column is called "{called}"; there are {", ".join(headings)}')
    return places[0] if places else None


def _heading(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _ids(text: str) -> list[str]:
    return [_id(part) for part in re.split(r"[;,/|]", text) if part.strip()]


def _id(text: str) -> str:
    """As an id of a definition: letters, digits and dashes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:60] or "bid"


def _letter(place: int) -> str:
    size = len(ascii_uppercase)
    return (
        ascii_uppercase[place]
        if place < size
        else f"{ascii_uppercase[place // size - 1]}{ascii_uppercase[place % size]}"
    )
