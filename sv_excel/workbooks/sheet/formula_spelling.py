"""One spelling for formulas that mean the same, since spreadsheet programs rewrite them when they save."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_REMEMBERED = 512  # longer formulas are rare, and a memory of them would have no bound
_LONGEST_REMEMBERED = 4096  # of those longer than the others only some are remembered
_ODD = ("'", "[", ".", "_XL", "TRUE(", "FALSE(")
_ODD_NUMBER = re.compile(r"[^\w.$:](?:0[0-9]|[0-9]+E)")
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"]|"")*+"?)"""
    r"""|(?P<quoted>'(?:[^']|'')*+'?)"""
    r"""|(?P<bracket>\[[^\[\]]*+\])"""
    r"""|(?P<blank>\s+)"""
    r"""|(?P<number>(?<![\w.$:])(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?(?![\w.:!]))"""
    r"""|(?P<word>[\w.$\\?]+(?:\(\s*\))?)"""
    r"""|(?P<other>.)""",
    re.DOTALL,
)
_PREFIX = re.compile(r"_XL(?:FN|WS|UDF)\.")
_SIMPLE = re.compile(r"[^\W\d][\w.]*")
_CONSTANTS = {"TRUE()": "TRUE", "FALSE()": "FALSE"}
_ENDS_OPERAND, _STARTS_OPERAND = re.compile(r"[\w.)\]}'\"]\Z"), re.compile(r"[\w.('$\[]")


def canonical_formula(formula: str) -> str:
    """A formula's text, without ``=``, in the spelling that is compared.

    Upper case, no blanks, no ``_xlfn.`` prefixes, no quotes round a plain sheet name, ``TRUE`` for ``TRUE()``, numbers
    in their shortest form. Texts and quoted names stay as they are; a blank that means an intersection stays, too.
    """
    if len(formula) <= _REMEMBERED:
        return _remembered(formula)
    return _remembered_long(formula) if len(formula) <= _LONGEST_REMEMBERED else _spelt(formula)


def _spelt(formula: str) -> str:
    formula = formula.strip().removeprefix("=")
    around = formula.split('"')
    outside = '"'.join(("", *around[::2])).upper()
    if len(outside.split()) > 1 or any(odd in outside for odd in _ODD) or _ODD_NUMBER.search(outside):
        return _word_by_word(formula)
    around[::2] = map(str.upper, around[::2])
    return '"'.join(around)


def _word_by_word(formula: str) -> str:
    """One that holds more than texts, names and whole numbers."""
    spelt = ""
    gap = False
    pieces: list[str] = []
    for match in _TOKEN.finditer(formula):
        kind = match.lastgroup or "other"
        if kind == "blank":
            gap = True
            continue
        piece = _piece(kind, match[0])
        if gap and pieces and _ENDS_OPERAND.search(spelt) and _STARTS_OPERAND.match(piece):
            pieces.append(" ")
        gap = False
        pieces.append(piece)
        spelt = piece or spelt
    return "".join(pieces)


_remembered = lru_cache(maxsize=1 << 14)(_spelt)
_remembered_long = lru_cache(maxsize=1 << 10)(_spelt)


def _piece(kind: str, text: str) -> str:
    """One token in the spelling that is compared."""
    if kind == "string":
        return text
    if kind == "quoted":
        name = text[1:-1]
        return name.upper() if _SIMPLE.fullmatch(name) else text
    if kind == "number":
        return _shortest(text)
    upper = text.upper()
    if kind == "word":
        if upper.endswith(")"):
            upper = "".join(upper.split())
        upper = _PREFIX.sub("", upper)
        return _CONSTANTS.get(upper, upper)
    return upper


def _shortest(text: str) -> str:
    """A number as its shortest plain text."""
    figure = Decimal(text)
    return "0" if not figure else f"{figure.normalize():f}"
