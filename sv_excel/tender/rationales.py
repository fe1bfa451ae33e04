"""What a reason must not rest on: other bids, comparison, the band's own words, price. Warnings, each explained.

A score is given on the bid alone, by the published criterion (Woods v Milton Keynes [2015] EWHC 2011: notes that echo
the descriptors are no reasons). These checks read words, not meaning: the evaluator decides whether one is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ALIKE = 0.92
"""How alike two texts are that count as one, from 0 to 1."""
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
_WORDS = re.compile(r"\w+")
_LETTERS = "etaoinshrdlucmfwypvbgkjqxz "


@dataclass(frozen=True)
class Reason:
    """One rationale: of which bid, for which question, in which lot; ``is_quality`` where price must stay out."""

    bid: str
    question: str
    lot: str | None
    text: str
    is_quality: bool = True


@dataclass(frozen=True)
class Concern:
    """What a reason seems to rest on: the finding's code, what is wrong, what to do."""

    reason: Reason
    code: str
    problem: str
    remedy: str


def concerns(reasons: Sequence[Reason], tenderers: Mapping[str, str], bands: Sequence[str]) -> Iterator[Concern]:
    """Every concern with one person's reasons. ``tenderers`` are names by bid; ``bands`` the scale's own words."""
    marks = _Marks(tenderers)
    wordings = _wordings(tuple(bands))
    seen: dict[str, Reason] = {}
    for reason in reasons:
        yield from _names_other(reason, marks)
        found = _COMPARES.search(reason.text) if _hints(reason.text, _COMPARING) else None
        if found:
            yield Concern(
                reason, "rationale-compares-bids", f"the rationale compares bids ('{found[0]}').",
                "Score each bid against the question and the scale alone.",
            )  # fmt: skip
        price = _PRICE.search(reason.text) if reason.is_quality and _hints(reason.text, _PRICING) else None
        if price:
            yield Concern(
                reason, "rationale-mentions-price", f"the rationale mentions price ('{price[0]}').",
                "Leave price out: it is scored apart.",
            )  # fmt: skip
        yield from _repeated(reason, seen, wordings)


def _hints(text: str, words: Sequence[str]) -> bool:
    """Whether a search is worth its while; where letters may have odd capitals it always is."""
    return not text.isascii() or any(map(text.lower().__contains__, words))


class _Marks:
    """How a text would name each bid: its full name, its own first word, or its id after 'bid'."""

    def __init__(self, tenderers: Mapping[str, str]) -> None:
        self.tenderers = tenderers
        self._ways = {bid: _way(bid, name, tenderers) for bid, name in tenderers.items()}
        firsts = {bid: {bid, _first_word(name)} for bid, name in tenderers.items()}
        self._signs = {bid: tuple(set().union(*(firsts[other] for other in firsts if other != bid))) for bid in firsts}

    def of_others(self, bid: str, text: str) -> Iterator[tuple[str, str]]:
        """Each other bid that a text names, with how; looked for only where a part of such a name stands."""
        if any(map(text.__contains__, self._signs.get(bid, ("",)))):
            for other, way in self._ways.items():
                found = way.search(text) if other != bid else None
                if found:
                    yield other, found[0]


def _way(bid: str, name: str, tenderers: Mapping[str, str]) -> re.Pattern[str]:
    ways = [re.escape(name), rf"[Bb]id(?:der)? {re.escape(bid)}"]
    first = _first_word(name)
    others = [_first_word(other) for key, other in tenderers.items() if key != bid]
    if len(first) > len("abc") and first.lower() not in COMMON and first not in others:
        ways.append(re.escape(first))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def _first_word(name: str) -> str:
    return next(iter(name.split()), "")


def _names_other(reason: Reason, marks: _Marks) -> Iterator[Concern]:
    for other, words in marks.of_others(reason.bid, reason.text):
        yield Concern(
            reason, "rationale-names-other-bid",
            f"the rationale names another bid, {marks.tenderers[other]} ('{words}').",
            "Give the reason from this bid alone; check that the text stands in the right row.",
        )  # fmt: skip


def _repeated(reason: Reason, seen: dict[str, Reason], wordings: Sequence[_Wording]) -> Iterator[Concern]:
    words = _words(reason.text)
    if not words:
        return
    if any(wording.shortest <= len(words) <= wording.longest for wording in wordings) and _is_like_one(words, wordings):
        yield Concern(
            reason, "rationale-repeated", "the rationale only repeats the wording of the scale.",
            "Say what in the bid earns this score.",
        )  # fmt: skip
        return
    before = seen.get(words)
    if before is not None:
        yield Concern(
            reason, "rationale-repeated", f"the rationale is the same as for {before.bid}, {before.question}.",
            "Give each bid and question its own reason.",
        )  # fmt: skip
    seen.setdefault(words, reason)


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _counts(words: str) -> list[int]:
    """How often each letter stands in a text, and last how many characters are no such letter."""
    counts = list(map(words.count, _LETTERS))
    return [*counts, len(words) - sum(counts)]


def _is_like_one(words: str, wordings: Sequence[_Wording]) -> bool:
    counts = _counts(words)
    near = (wording for wording in wordings if wording.shortest <= len(words) <= wording.longest)
    return any(wording.is_like(words, counts) for wording in near)


@lru_cache(maxsize=4)
def _wordings(bands: tuple[str, ...]) -> tuple[_Wording, ...]:
    """A scale's bands, prepared once for everybody who scores on it."""
    return tuple(_Wording(band) for band in bands)


class _Wording:
    """A band's own words, prepared to be compared with many texts; what costs least is looked at first.

    ``shortest`` and ``longest``, in characters, are what a text may have that is like it.
    """

    def __init__(self, band: str) -> None:
        self._words = _words(band)
        self._counts = _counts(self._words)
        self.shortest = int(len(self._words) * ALIKE / (2 - ALIKE))
        self.longest = int(len(self._words) * (2 - ALIKE) / ALIKE) + 1
        self._matcher = SequenceMatcher(None, "", self._words, autojunk=False)

    def is_like(self, words: str, counts: Sequence[int]) -> bool:
        """Whether a text has these words, or nearly."""
        enough = ALIKE * (len(words) + len(self._words))
        if 2 * sum(map(min, counts, self._counts)) < enough:
            return False
        self._matcher.set_seq1(words)
        return self._matcher.quick_ratio() >= ALIKE and self._matcher.ratio() >= ALIKE
