"""What somebody searches for, read out of what was typed: words, "phrases", and -words that must not be there.

Nothing that is typed is an error: what is no word is passed over, and of a very long text only the beginning is read.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.conf import settings

from articles.search import words

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Characters of what is typed, and words in it: nobody asks for more, and each costs time.
LONGEST, MOST = 200, 12

_OPENING, _CLOSING = '"«“„‟〝', '"»”“‟〞'
_PART = re.compile(rf"(?<!\S)(-)?(?:[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]?|(\S+))|(\S)")


class Sought(NamedTuple):
    """One word, or several that stand in a row, to be looked up in texts of one language.

    Each of `ways` is a way to find it, as a tuple of words in a row. If `is_beginning`, the last one may go on.
    """

    ways: tuple
    is_beginning: bool


class _Part(NamedTuple):
    tokens: tuple
    is_unwanted: bool


@dataclass(frozen=True)
class Question:
    """What is sought, as parts that must all be there, but for the unwanted ones."""

    text: str
    parts: tuple = ()
    # Whether there was more than is looked for.
    is_cut: bool = False

    def __bool__(self):
        return any(not part.is_unwanted for part in self.parts)

    def wanted(self, language):
        """Return what must be there, each as `Sought`; words without a meaning only if there are no others."""
        parts = [part for part in self.parts if not part.is_unwanted]
        telling = [part for part in parts if len(part.tokens) > 1 or words.has_meaning(part.tokens[0], language)]
        return self._sought(telling or parts, language)

    def unwanted(self, language):
        """Return what must not be there, each as `Sought`."""
        return self._sought([part for part in self.parts if part.is_unwanted], language)

    @cached_property
    def plain(self):
        """The question as it is counted: the same for all who mean the same, its case and spaces apart."""
        return " ".join(self.text.lower().split())

    @staticmethod
    def _sought(parts, language):
        # The same word twice is one; the order stays.
        return list(dict.fromkeys(_sought(part.tokens, language) for part in parts))


def read(text):
    """Return the `Question` in what was typed, which may be anything."""
    # Half of a surrogate pair is no letter, and can't be shown either.
    text = text.encode("utf-8", "replace").decode().replace("\0", " ")
    text = " ".join(unicodedata.normalize("NFC", text).split())
    is_cut = len(text) > LONGEST
    text = text[:LONGEST].strip()
    parts = []
    for minus, phrase, word, _stray in _PART.findall(text):
        tokens = words.TOKEN.findall(phrase or word)
        if not tokens:
            continue
        if len(parts) == MOST:
            is_cut = True
            break
        # What is written together, as 'COVID-19' and '1.5' are, stands in a row in the text too.
        parts.append(_Part(tuple(tokens), bool(minus)))
    return Question(text, tuple(parts), is_cut)


@lru_cache(maxsize=1_000)
def _sought(tokens, language):
    if language != "kk":
        return Sought((tuple(words.term(token, language) for token in tokens),), is_beginning=False)
    row = tuple(words.term(token, language) for token in tokens[:-1])
    # In a row the words are meant as they stand.
    last = words.beginnings(tokens[-1]) if len(tokens) == 1 else (words.term(tokens[-1], language),)
    return Sought(tuple((*row, one) for one in last), is_beginning=not last[0].isdigit())
