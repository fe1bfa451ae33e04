from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sv_excel.tender.analysis.text_search import Texts

LETTERS = st.text(st.sampled_from("aAbBkK\u212as\u017fi\u0130\u0131\u03a3\u00df\u2019 -._,\n\t\u0085\u2028x0\u0660"))
SOME = st.lists(LETTERS, max_size=6)


@given(SOME)
@example([])
@example(["", "", "a"])
@example(["The answer\u2019s plan, \u2013 dated.", "ODOS \u039f\u0394\u039f\u03a3", "\u0130stanbul"])
def test_words_of_each_text_are_its_own(texts: list[str]) -> None:
    told = [" ".join(re.findall(r"\w+", text.lower())) for text in texts]
    assert Texts(texts).words == told


@given(SOME, LETTERS)
def test_texts_that_hold_a_word_are_those(texts: list[str], word: str) -> None:
    assert Texts(texts or [""]).with_word(word) == {n for n, text in enumerate(texts or [""]) if word in text}


@given(SOME, st.sampled_from(["a", "ak", "s", "is", "bi", "k-", "x0"]))
def test_none_is_missed_whatever_its_capitals(texts: list[str], word: str) -> None:
    match = {n for n, text in enumerate(texts) if re.search(re.escape(word), text, re.IGNORECASE)}
    plain = {n for n, text in enumerate(texts) if re.search(re.escape(word), text.lower())}
    found = Texts(texts).may_match([word])
    assert match <= found
    assert all(n in plain or not texts[n].isascii() for n in found)


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_what_sets_texts_apart_is_a_blank_in_them(text: str) -> None:
    assert Texts([text, "c"]).words == [text.replace("\0", " ").strip(), "c"]
