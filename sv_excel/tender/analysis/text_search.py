"""Many texts searched as one: an evaluator writes a hundred, and what is looked for stands in few of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BETWEEN = "\0"
"""Sets texts apart: no workbook can hold it."""
_ODD_LETTERS = re.compile("[\u0130\u0131\u017f\u212a]")
"""All letters beyond ASCII that are one with a letter of ASCII where capitals do not matter."""
_NO_WORD = re.compile(rf"[^\w{_BETWEEN}]+")
_BLANKS = {code: " " for code in range(1, 128) if not (chr(code).isalnum() or chr(code) == "_")}


class Texts:
    """Some texts. Which of them hold a word is told by their places in the order given, from 0."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [text.replace(_BETWEEN, " ") for text in texts]
        self._whole = _BETWEEN.join(self._texts)
        self._starts = list(accumulate((len(text) + 1 for text in self._texts), initial=0))

    def with_word(self, word: str) -> set[int]:
        """Those that hold ``word``, letter by letter."""
        return self._with(word, self._whole)

    def may_match(self, words: Iterable[str]) -> set[int]:
        """Those that hold one of some ``words`` in small letters, whatever their capitals are; if in doubt, too."""
        return self._odd.union(*(self._with(word, self._small) for word in words))

    @cached_property
    def words(self) -> list[str]:
        """Each text as its words alone, in small letters, a blank between each two."""
        whole = self._whole.lower()
        plain = whole.translate(_BLANKS) if whole.isascii() else _NO_WORD.sub(" ", whole)
        return [text.strip() for text in " ".join(plain.split()).split(_BETWEEN)] if self._texts else []

    @cached_property
    def _odd(self) -> set[int]:
        """Those that hold an odd letter, which `str.lower` does not turn into what a search takes it for."""
        if self._whole.isascii() or not _ODD_LETTERS.search(self._whole):
            return set()
        return {place for place, text in enumerate(self._texts) if _ODD_LETTERS.search(text)}

    @cached_property
    def _small(self) -> str:
        """All in small letters, each letter in its place; odd ones left out."""
        return (_ODD_LETTERS.sub(" ", self._whole) if self._odd else self._whole).lower()

    def _with(self, word: str, whole: str) -> set[int]:
        found: set[int] = set()
        at = whole.find(word)
        while at >= 0:
            after = bisect_right(self._starts, at)
            found.add(after - 1)
            at = whole.find(word, self._starts[after]) if after < len(self._texts) else -1
        return found
