"""Single random changes to a workbook: to a cell, a formula, an attribute, a node of XML, a part, a byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from trust.editing import packed, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_CELL = re.compile(r"<c [^>]*?>(?:(?!</c>).)*</c>", re.DOTALL)
_VALUE = re.compile(r"<v>([^<]*)</v>")
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_FORMULA = re.compile(r"<f(?: [^>]*)?>([^<]+)</f>")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')
_ODD = ("", "0", "1", "-1", "99", "true", "none", "x", "A1", "rId1", "General")
_LETTERS = "0123456789ABCDEFGxyz .,;:<>&\"'=+-$!\u202e\u00a3"


@dataclass(frozen=True)
class Mutation:
    """One change: of which kind, what it was in a few words, and the workbook that came of it."""

    kind: str
    what: str
    book: bytes


def mutated(book: bytes, chance: Random) -> Mutation:
    """The workbook with one change."""
    while True:
        kind = chance.choice(sorted(_KINDS))
        found = _KINDS[kind](book, chance)
        if found is not None and found[1] != book:
            return Mutation(kind, *found)


Change = tuple[str, bytes] | None


@cache
def _texts(book: bytes) -> dict[str, str]:
    return {name: content.decode() for name, content in parts_of(book).items()}


def _sheets(book: bytes) -> list[str]:
    return sorted(name for name in _texts(book) if name.startswith("xl/worksheets/sheet"))


def _with(book: bytes, name: str, text: str) -> bytes:
    return packed({**parts_of(book), name: text.encode("utf-8", "surrogatepass")})


def _spliced(book: bytes, name: str, span: tuple[int, int], new: str) -> bytes:
    text = _texts(book)[name]
    return _with(book, name, text[: span[0]] + new + text[span[1] :])


def _cell(book: bytes, chance: Random) -> Change:
    """Another value, text or type in a cell."""
    name = chance.choice(_sheets(book))
    cells = list(_CELL.finditer(_texts(book)[name]))
    if not cells:
        return None
    cell = chance.choice(cells)
    inside = _VALUE.search(cell[0]) or _TEXT.search(cell[0])
    if inside is None:
        return None
    old = inside[1]
    new = chance.choice((*_ODD, f"{old}1", f"1{old}", old[:-1], old[::-1], f"{old} ", old.lower(), old.swapcase()))
    start = cell.start() + inside.start(1)
    return f"{name} {cell[0][:16]} {old[:20]!r} -> {new[:20]!r}", _spliced(book, name, (start, start + len(old)), new)


def _formula(book: bytes, chance: Random) -> Change:
    """A letter of a formula, or the whole of it."""
    name = chance.choice(_sheets(book))
    formulas = list(_FORMULA.finditer(_texts(book)[name]))
    if not formulas:
        return None
    found = chance.choice(formulas)
    if chance.random() < 0.3:
        new = chance.choice(("", found[0].replace(found[1], "1"), f"<f>({found[1]})</f>", f"<f>{found[1]}+0</f>"))
        return f"{name} {found[1][:20]!r} -> {new[:20]!r}", _spliced(book, name, found.span(), new)
    at = chance.randrange(*found.span(1))
    new = chance.choice(("", chance.choice("0123456789ABCDIF,.$")))
    return f"{name} {found[1][:20]!r} at {at - found.start(1)}: {new!r}", _spliced(book, name, (at, at + 1), new)


def _attribute(book: bytes, chance: Random) -> Change:
    """An attribute taken out, or with another value."""
    name = chance.choice(sorted(_texts(book)))
    tags = [tag for tag in _TAG.finditer(_texts(book)[name]) if "=" in tag[3]]
    if not tags:
        return None
    tag = chance.choice(tags)
    found = chance.choice(list(_ATTRIBUTE.finditer(tag[3])) or [None])
    if found is None:
        return None
    value = found[2]
    number = str(int(value) + chance.choice((-1, 1))) if re.fullmatch(r"\d{1,9}", value) else f"{value}x"
    new = chance.choice(("", f'{found[1]}="{number}"', f'{found[1]}="{chance.choice(_ODD)}"'))
    start = tag.start(3) + found.start()
    return f"{name} <{tag[2]}> {found[0][:30]} -> {new[:30]}", _spliced(book, name, (start, start + len(found[0])), new)


def _node(book: bytes, chance: Random) -> Change:
    """An element taken out, doubled, or moved behind the next one."""
    name = chance.choice(sorted(_texts(book)))
    text = _texts(book)[name]
    spans = _elements(book, name)
    if len(spans) < 2:
        return None
    start, end = chance.choice(spans[1:])
    element = text[start:end]
    after = next((span for span in spans if span[0] == end), None)
    ways = [("gone", (start, end), ""), ("twice", (start, end), element * 2)]
    if after is not None:
        ways.append(("moved", (start, after[1]), text[after[0] : after[1]] + element))
    how, span, new = chance.choice(ways)
    return f"{name} {element[:40]} {how}", _spliced(book, name, span, new)


@cache
def _elements(book: bytes, name: str) -> list[tuple[int, int]]:
    """Where each element of a part begins and ends."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for tag in _TAG.finditer(_texts(book)[name]):
        if tag[1]:
            spans.append((opened.pop(), tag.end()))
        elif tag[4]:
            spans.append(tag.span())
        else:
            opened.append(tag.start())
    return sorted(spans)


def _part(book: bytes, chance: Random) -> Change:
    """A part taken out, emptied, under another name, or with another's content."""
    parts = parts_of(book)
    name, other = chance.choice(sorted(parts)), chance.choice(sorted(parts))
    how = chance.choice(("gone", "empty", "renamed", "doubled", "swapped", "cut"))
    kept = {key: content for key, content in parts.items() if key != name}
    made = {
        "gone": kept,
        "empty": {**parts, name: b""},
        "renamed": {**kept, f"{name}x": parts[name]},
        "doubled": {**parts, f"xl/extra/{name.rsplit('/', 1)[-1]}": parts[name]},
        "swapped": {**parts, name: parts[other], other: parts[name]},
        "cut": {**parts, name: parts[name][: len(parts[name]) // 2]},
    }[how]
    return f"{name} {how} {other if how == 'swapped' else ''}", packed(made)


def _letter(book: bytes, chance: Random) -> Change:
    """One letter of a part, anywhere."""
    name = chance.choice(sorted(_texts(book)))
    text = _texts(book)[name]
    at = chance.randrange(len(text))
    new = chance.choice(("", *_LETTERS))
    return f"{name} at {at}: {text[at]!r} -> {new!r}", _spliced(book, name, (at, at + 1), new)


def _byte(book: bytes, chance: Random) -> Change:
    """One byte of the file."""
    at = chance.randrange(len(book))
    return f"byte {at}", book[:at] + bytes([chance.randrange(256)]) + book[at + 1 :]


_KINDS: dict[str, Callable[[bytes, Random], Change]] = {
    "cell": _cell,
    "formula": _formula,
    "attribute": _attribute,
    "node": _node,
    "part": _part,
    "letter": _letter,
    "byte": _byte,
}
