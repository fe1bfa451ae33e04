"""What must not stand in a document that goes to a tenderer, looked for in the finished document.

That is: other tenderers' names, prices, offers and texts, internal notes, evaluators' words and names. Reading what was
made finds what a person wrote into the feedback as well as what a program put there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.documents import figures
from sv_excel.findings.finding import Finding
from sv_excel.tender.analysis.rationale_checks import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sv_excel.findings.codes.code import Severity
    from sv_excel.tender.briefs.result import ResultBrief
    from sv_excel.tender.definition.people import Bid
    from sv_excel.tender.scoring.evaluation import ModerationRecord
    from sv_excel.tender.scoring.result import Result

SHORTEST = 24
"""Characters of the shortest sentence that says enough to be somebody's."""
SMALLEST = 1000
"""GBP of the smallest amount that is looked for: smaller figures are too common to say whose they are."""
TAKE_OUT = "Nothing was written. Take it out of the feedback in the moderation workbook, and run again."
COMMON_PHRASE = (
    "If it is no more than a common phrase, leave it; else write the feedback on this tender in its own words."
)
_BEGINNING = 12
"""Characters of a secret that are looked up first: a document holds so many different ones that it is soon done."""
_AMOUNT = re.compile(r"(\d{1,3}(?: \d{3})+|\d[\d,]*)(\.\d+)?(?:\s?(k|m|thousand|million)\b)?", re.IGNORECASE)
_TIMES = {"": 1, "k": 1000, "m": 1_000_000, "thousand": 1000, "million": 1_000_000}
_LEGAL_FORM = re.compile(r",?\s+(?:ltd|limited|llp|plc|cic|inc|c\.i\.c)\.?$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that some reader must not see, evened out: ``what`` they are, said so that it does not give them away.

    They are kept from all other tenderers than that of ``bid``, or ``of_all`` from that one, too.
    """

    what: str
    text: str
    bid: str
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a document goes to: the tenderer of ``bid``, and what there is that may or may not be for it."""

    brief: ResultBrief
    result: Result
    secrets: Sequence[Secret]
    bid: str

    def others(self) -> Iterator[Bid]:
        """The bids of other tenderers."""
        own = self.brief.definition.bid(self.bid)
        return (bid for bid in self.brief.definition.bids if bid.tenderer != own.tenderer)

    def winners(self) -> set[str | None]:
        """The winner of each lot that the bid is for."""
        return {figures.winner(lot) for lot in self.result.lots if any(bid.bid == self.bid for bid in lot.bids)}


def leaks(text: str, reader: Reader, file: str) -> Iterator[Finding]:
    """Each thing in ``text`` that is not for its reader.

    A note, or a sentence on one other tender, that stands in this tenderer's own feedback, too, may be in the wrong
    place: a warning. One that is said of several tenders is a common phrase.
    """
    read, told = _even(text), _told(reader)
    alike = list(_standing(read, reader))
    found = [secret.what for secret in alike if secret.text not in told]
    words, winners = " ".join(text.split()), reader.winners()
    if any(_names(person.name, words) for person in reader.brief.definition.evaluators):
        found.append("the name of an evaluator")
    own = _even(_own(reader))
    said, known = " ".join(_own(reader).split()), _names_told(reader, winners)
    if any(_names(other.tenderer, said if other.id in winners else words, known) for other in reader.others()):
        found.append("the name of another tenderer")
    open_to_all = _amounts(reader.result, reader.bid) | _published(reader.brief) | _winning_prices(reader)
    shown = _sums(text)
    if any(shown & (_amounts(reader.result, other.id) - open_to_all) for other in reader.others()):
        found.append("a price or an offer of another tenderer")
    yield from (_finding(what, file, TAKE_OUT, "error") for what in dict.fromkeys(found))
    bids: dict[str, set[str]] = {}
    for secret in alike:
        bids.setdefault(secret.text, set()).add(secret.bid)
    pasted = (secret.what for secret in alike if len(bids[secret.text]) == 1 and secret.text in own)
    copied = [what for what in dict.fromkeys(pasted) if what not in found]
    yield from (_finding(what, file, COMMON_PHRASE, "warning") for what in copied)


def _finding(what: str, file: str, remedy: str, severity: Severity) -> Finding:
    problem = f"{what} stands in a document that goes to a tenderer."
    return Finding("confidential-text", problem, remedy, file=file, severity=severity)


def secrets(records: Iterable[ModerationRecord]) -> tuple[Secret, ...]:
    """What was written of bids and may go astray: internal notes first, then what its own tenderer alone may read."""
    kept = tuple(records)
    notes = (piece for r in kept for piece in _pieces("an internal note of the panel", r.notes, r.bid))
    return (*(replace(note, of_all=True) for note in notes), *(piece for r in kept for piece in _words_on(r)))


def _words_on(record: ModerationRecord) -> Iterator[Secret]:
    for own in record.individual_scores:
        yield from _pieces("what one evaluator wrote of another tender", own.rationale, record.bid)
    yield from _pieces("what the panel wrote of another tender", record.rationale, record.bid)
    yield from _pieces("feedback on another tender", record.feedback, record.bid)


def _pieces(what: str, text: str, bid: str) -> Iterator[Secret]:
    """The sentences of a text, and the whole, that are long enough to be known again."""
    for piece in (*_SENTENCE.split(text), text):
        if len(piece.strip()) >= SHORTEST:
            yield Secret(what, _even(piece), bid)


def _standing(read: str, reader: Reader) -> Iterator[Secret]:
    """The secrets that stand in what the reader gets; most are ruled out by how they begin."""
    begins = {read[place : place + _BEGINNING] for place in range(len(read))}
    for secret in reader.secrets:
        if secret.text[:_BEGINNING] not in begins and len(secret.text) >= _BEGINNING:
            continue
        if (secret.of_all or secret.bid != reader.bid) and secret.text in read:
            yield secret


def _told(reader: Reader) -> str:
    """What the tenderer is meant to read: on its own tender, on the winner's, and what was published."""
    winners = reader.winners()
    said = [_own(reader), *(score.feedback for score in reader.brief.scores if score.bid in winners)]
    said += [node.how for node in reader.brief.tender.nodes]
    said += [level.descriptor for level in reader.brief.definition.levels]
    return _even("\n".join(said))


def _own(reader: Reader) -> str:
    """What is said of the tenderer's own tender, where not even the winner is to be named."""
    return "\n".join(score.feedback or score.rationale for score in reader.brief.scores if score.bid == reader.bid)


def _amounts(result: Result, bid: str) -> set[Fraction]:
    """Prices and offers of one bid, in GBP, as they would be written."""
    found = set()
    for lot in result.lots:
        for own in lot.bids:
            if own.bid == bid:
                sums = (own.price, own.offer_value, *(node.offer_value for node in own.criteria))
                found |= {Fraction(figures.money(amount).replace(",", "")) for amount in sums if amount is not None}
    return {amount for amount in found if amount >= SMALLEST}


def _winning_prices(reader: Reader) -> set[Fraction]:
    """Prices that the reader is told as the winner's total, where the lowest compliant price wins."""
    lots = (lot for lot in reader.result.lots if any(bid.bid == reader.bid for bid in lot.bids))
    firsts = ((lot, figures.winner(lot)) for lot in lots)
    won = (bid for lot, first in firsts for bid in lot.bids if bid.bid == first)
    return {Fraction(bid.price) for bid in won if bid.price is not None and bid.total == bid.price}


def _published(brief: ResultBrief) -> set[Fraction]:
    """Amounts that everybody was told."""
    texts = " ".join(node.how for node in brief.tender.nodes)
    return _sums(texts) | {Fraction(brief.definition.contract_value)}


def _sums(text: str) -> set[Fraction]:
    """Amounts however they are written: ``900,000.00``, ``900 000``, ``0.9 million``, ``900k``."""
    return {
        Fraction(re.sub(r"[ ,]", "", whole) + pence) * _TIMES[times.casefold()]
        for whole, pence, times in _AMOUNT.findall(text)
    }


def _names_told(reader: Reader, winners: set[str | None]) -> tuple[str, ...]:
    """Names that may stand in the document; that of another tenderer may be a part of one."""
    tender = reader.brief.definition
    named = [bid.tenderer for bid in tender.bids if bid.id == reader.bid or bid.id in winners]
    return (*named, tender.buyer.name, tender.title)


def _names(name: str, text: str, told: Sequence[str] = ()) -> bool:
    """Whether a text names somebody: in full, or without the legal form where what is left says who it is.

    A name of one word is told from that word by its capital.
    """
    ways = [name]
    short = _LEGAL_FORM.sub("", name)
    if len(short.split()) > 1 and not set(short.casefold().split()) <= COMMON:
        ways.append(short)
    for way in ways:
        if way.casefold() not in text.casefold():
            continue
        flags = re.IGNORECASE if " " in way else re.NOFLAG
        left = text
        for longer in told:
            if way.casefold() in longer.casefold() and longer.casefold() != name.casefold():
                left = re.sub(re.escape(longer), " ", left, flags=re.IGNORECASE)
        if re.search(rf"(?<!\w){re.escape(' '.join(way.split()))}(?!\w)", left, flags):
            return True
    return False


def _even(text: str) -> str:
    return " ".join(text.casefold().split())
