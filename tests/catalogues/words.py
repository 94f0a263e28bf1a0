"""What looks like words for people, in a source of any kind."""

import re
from typing import NamedTuple

# Names that are the same in each language.
NAMES = {"Atom", "Pressroom", "RSS"}

WORD = re.compile(r"[^\W\d_]{2,}")
LETTERS = re.compile(r"[^\W\d_]")
KNOWN = re.compile(rf"\b(?:{'|'.join(sorted(NAMES))})\b")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&\w+;|https?://\S*")
# A sentence begins with a capital letter, and a second word follows: 'The desk', 'A file'; not 'SELECT id', 'a b'.
SENTENCE = re.compile(r"\W*(?:[A-Z][a-z]+|[AI]\b)(?:[,:.]?\s+|['’])\w*[a-z]")
# Where a sentence ends and another begins, or something is put into it, there are words for people as well.
AMID = re.compile(r"[a-z]{2,}\. [A-Z][a-z]|[a-z] %\(\w+\)[sd]|%\(\w+\)[sd] [a-z]")
# Beside a sentence, what stands where text is shown: one word with a capital letter, or several words.
SHOWN = re.compile(r"[^\W\d_]{2,}[,:;]?\s+[^\W\d_]|\b[A-Z][a-z]+")
# A comment that takes a line of Python or JavaScript out of the search.
NOT_SHOWN = re.compile(r"(?:#|//) not shown\b")


class Fault(NamedTuple):
    """What is wrong, and where: a file, and the number of a line or 0."""

    path: str
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}" if self.line else f"{self.path}: {self.what}"


def shorten(text):
    """Return a text in one line, for a report."""
    text = " ".join(text.split())
    return text if len(text) <= 70 else f"{text[:69]}…"


def is_text(text):
    """Return whether a text of a page, which is shown as it is, holds letters beside known names."""
    return bool(LETTERS.search(KNOWN.sub("", text)))


def is_sentence(text):
    """Return whether a literal reads like a sentence, wherever it stands."""
    text = MARKUP.sub("", text)
    return bool(SENTENCE.match(text) or AMID.search(text))


def is_shown(text):
    """Return whether a literal that stands where text is shown holds words."""
    return bool(SHOWN.search(KNOWN.sub("", MARKUP.sub("", text))))
