"""From a text to its words, all at once and one by one."""

import pytest

from articles.search import words

STEMS = "relat possib connect happ stud d l t sk organ commun gener hop plan troubl conflat ferr univers ски мост стро"
ENDINGS = [
    *("", "e", "s", "es", "y", "ies", "ied", "ed", "ing", "ingly", "edly", "ation", "ational", "ator", "ization"),
    *("ible", "ibility", "ability", "fulness", "ousness", "iveness", "alism", "ality", "ically", "icate", "ence"),
    *("ency", "ogy", "ogi", "entli", "ying", "ning", "ля", "ками", "ённого", "'s", "’s", "ей", "ость"),
]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_word_begins_as_what_it_is_looked_up_as(language):
    for stem in STEMS.split():
        for ending in ENDINGS:
            for token in (stem + ending, (stem + ending).title()):
                trunk = words.trunk(words.term(token, language))
                assert words.flat(token).startswith(trunk), (token, trunk)


@pytest.mark.parametrize("text", ["Café", "cafe\u0301", "Ŝi", "ΟΔΟΣ"])
def test_letters_that_take_long_are_left_to_the_words(text):
    assert words.flat(text) is None
