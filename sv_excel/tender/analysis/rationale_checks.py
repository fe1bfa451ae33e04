"""What a reason must not rest on: other bids, comparison, the band's own words, price. Warnings, each explained.

A score is given on the bid alone, by the published criterion (Woods v Milton Keynes [2015] EWHC 2011: notes that echo
the descriptors are no reasons). These checks read words, not meaning: the evaluator decides whether one is right.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sv_excel.findings.finding import Finding
from sv_excel.findings.key import Key
from sv_excel.tender.analysis.text_search import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ALIKE = 0.92
"""How alike two texts are that count as one, from 0 to 1."""
TELLING = 4
"""How many letters the first word of a name has, at least, to name a tenderer by itself."""
COMMON = frozenset(
    "care clean cleaning community facilities first general group health healthcare hygiene london management national "
    "new north property quality services social solutions south support supplies team the west east united".split()
)
"""Words of names that say nothing of who it is."""
_COMPARES = re.compile(
    r"\b(?:(?:the )?other (?:bids?|bidders?|tenders?|tenderers?|submissions?|suppliers?)"
    r"|compared (?:with|to) (?:the )?(?:other|bid|rest)"
    r"|(?:better|worse|stronger|weaker|more|less)\b[^.;]{0,40}\bthan (?:the )?(?:others?|rest|competitors?|bid)\b"
    r"|unlike (?:the )?others?|best (?:of|among) (?:the|all)"
    r"|(?:best|strongest|weakest|worst) (?:bid|answer|response|submission))\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"£|\bGBP\b|\b(?:price[sd]?|pricing|cheap(?:er|est)?|expensive|dear(?:er|est)|affordab(?:le|ility)|value for money"
    r"|low[- ]cost|costly)\b",
    re.IGNORECASE,
)
_COMPARING = ("other", "compared", "than ", "unlike", "best", "strongest", "weakest", "worst")
_PRICING = ("£", "gbp", "pric", "cheap", "expensive", "dear", "affordab", "value for money", "cost")
"""One of them stands in every text that the patterns above find: they are searched for only where one does."""
_LETTERS = "etaoinshrdlucmfwypvbgkjqxz "
"""The commonest first: most texts are told from a wording by a few of them."""


class Reason(NamedTuple):
    """One rationale: of which bid, for which question, in which lot; ``is_quality`` where price must stay out."""

    bid: str
    question: str
    lot: str | None
    text: str
    is_quality: bool = True


def check_reasons(reasons: Sequence[Reason], tenderers: Mapping[str, str], bands: Sequence[str]) -> Iterator[Finding]:
    """A warning for each doubt about one person's reasons, with the key of the reason.

    ``tenderers`` are names by bid; ``bands`` the scale's own words.
    """
    texts = Texts([reason.text for reason in reasons])
    marks = _Marks(tenderers)
    naming, comparing, pricing = marks.suspects(reasons, texts), texts.may_match(_COMPARING), texts.may_match(_PRICING)
    repeating = _Repeating(bands)
    for place, (reason, words) in enumerate(zip(reasons, texts.words, strict=True)):
        if place in naming:
            yield from _names_other(reason, marks)
        if place in comparing and (found := _COMPARES.search(reason.text)):
            yield _doubt(
                reason,
                "rationale-compares-bids",
                f"the rationale compares bids ('{found[0]}').",
                "Score each bid against the question and the scale alone.",
            )
        if place in pricing and reason.is_quality and (found := _PRICE.search(reason.text)):
            yield _doubt(
                reason,
                "rationale-mentions-price",
                f"the rationale mentions price ('{found[0]}').",
                "Leave price out: it is scored apart.",
            )
        yield from repeating.told(reason, words)


def _doubt(reason: Reason, code: str, problem: str, remedy: str) -> Finding:
    return Finding(code, problem, remedy, key=Key("rationale", reason.bid, reason.question, lot=reason.lot))


class _Marks:
    """How a text would name each bid: its full name, its own first word, or its id after 'bid'."""

    def __init__(self, tenderers: Mapping[str, str]) -> None:
        self.tenderers = tenderers
        self._ways = {bid: _way(bid, name, tenderers) for bid, name in tenderers.items()}
        firsts = {bid: {bid, _first_word(name)} for bid, name in tenderers.items()}
        self._signs = {bid: set().union(*(firsts[other] for other in firsts if other != bid)) for bid in firsts}

    def suspects(self, reasons: Sequence[Reason], texts: Texts) -> set[int]:
        """The places of the texts in which a part of another bid's name stands."""
        found: set[int] = set()
        for sign in set().union(*self._signs.values()):
            found.update(
                place for place in texts.with_word(sign) if sign in self._signs.get(reasons[place].bid, {sign})
            )
        return found

    def of_others(self, bid: str, text: str) -> Iterator[tuple[str, str]]:
        """Each other bid that a text names, with how."""
        for other, way in self._ways.items():
            found = way.search(text) if other != bid else None
            if found:
                yield other, found[0]


def _way(bid: str, name: str, tenderers: Mapping[str, str]) -> re.Pattern[str]:
    ways = [re.escape(name), rf"[Bb]id(?:der)? {re.escape(bid)}"]
    first = _first_word(name)
    others = [_first_word(other) for key, other in tenderers.items() if key != bid]
    if len(first) >= TELLING and first.lower() not in COMMON and first not in others:
        ways.append(re.escape(first))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def _first_word(name: str) -> str:
    return next(iter(name.split()), "")


def _names_other(reason: Reason, marks: _Marks) -> Iterator[Finding]:
    for other, words in marks.of_others(reason.bid, reason.text):
        yield _doubt(
            reason,
            "rationale-names-other-bid",
            f"the rationale names another bid, {marks.tenderers[other]} ('{words}').",
            "Give the reason from this bid alone; check that the text stands in the right row.",
        )


class _Repeating:
    """Who repeats the scale's wording, or another reason of the same person."""

    def __init__(self, bands: Sequence[str]) -> None:
        self._wordings = _wordings(tuple(bands))
        self._shortest = min((wording.shortest for wording in self._wordings), default=0)
        self._longest = max((wording.longest for wording in self._wordings), default=0)
        self._seen: dict[str, Reason] = {}

    def told(self, reason: Reason, words: str) -> Iterator[Finding]:
        """What is wrong with the next reason, ``words`` being its words alone."""
        if not words:
            return
        if self._shortest <= len(words) <= self._longest and any(one.is_like(words) for one in self._wordings):
            yield _doubt(
                reason,
                "rationale-repeated",
                "the rationale only repeats the wording of the scale.",
                "Say what in the bid earns this score.",
            )
            return
        before = self._seen.setdefault(words, reason)
        if before is not reason:
            yield _doubt(
                reason,
                "rationale-repeated",
                f"the rationale is the same as for {before.bid}, {before.question}.",
                "Give each bid and question its own reason.",
            )


@lru_cache(maxsize=4)
def _wordings(bands: tuple[str, ...]) -> tuple[_Wording, ...]:
    """A scale's bands, prepared once for everybody who scores on it."""
    return tuple(_Wording(band) for band in bands)


class _Wording:
    """A band's own words, prepared to be compared with many texts; what costs least is looked at first.

    ``shortest`` and ``longest``, in characters, are what a text may have that is like it.
    """

    def __init__(self, band: str) -> None:
        self._words = Texts([band]).words[0]
        self._letters = [(letter, self._words.count(letter)) for letter in _LETTERS]
        self.shortest = int(len(self._words) * ALIKE / (2 - ALIKE))
        self.longest = int(len(self._words) * (2 - ALIKE) / ALIKE) + 1
        self._matcher = SequenceMatcher(None, "", self._words, autojunk=False)

    def is_like(self, words: str) -> bool:
        """Whether a text has these words, or nearly."""
        if not self.shortest <= len(words) <= self.longest or self._other_letters(words):
            return False
        self._matcher.set_seq1(words)
        return self._matcher.quick_ratio() >= ALIKE and self._matcher.ratio() >= ALIKE

    def _other_letters(self, words: str) -> bool:
        """Whether the letters alone already differ too often."""
        left = int((1 - ALIKE) * (len(words) + len(self._words))) + 1
        for letter, count in self._letters:
            left -= abs(words.count(letter) - count)
            if left < 0:
                return True
        return False
