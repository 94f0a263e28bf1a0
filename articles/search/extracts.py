"""Where in a text the words stand that were looked for."""

import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from articles.search import words
from articles.typography import typeset_plain

# Characters of an extract.
LENGTH = 240
# Between the sections of a text: no extract runs from one into the next.
BREAK = "\n\n"
_SENTENCE = re.compile(r"(?:[.!?…]['\"»”)]*\s+|\n)(?=\S)")


class Piece(NamedTuple):
    """Some words of a text, and whether they were looked for."""

    text: str
    is_hit: bool


class Marker:
    """Knows the words of a `Question` in texts of one language."""

    def __init__(self, question, language):
        self.language = language
        wanted = question.wanted(language)
        self.number = len(wanted)
        ways = [_Way(way, one.is_beginning, number) for number, one in enumerate(wanted) for way in one.ways]
        self._known = _Known(ways, language)
        self._trunks = list({way.trunk for way in ways})

    def pieces(self, text):
        """Return a text as `Piece`s."""
        found, end = [], 0
        for start, stop, _number in self.hits(text, 0, len(text)):
            if start < end:
                continue
            found += [Piece(text[end:start], is_hit=False), Piece(text[start:stop], is_hit=True)]
            end = stop
        return [piece for piece in [*found, Piece(text[end:], is_hit=False)] if piece.text]

    def headline(self, text):
        """Return a headline as `Piece`s, set as everywhere."""
        return self.pieces(typeset_plain(unicodedata.normalize("NFC", text), self.language))

    def extract(self, text):
        """Return the part of a section of a text with the most of the words, the first of them, as `Piece`s.

        The text is that of a search entry. Without any of the words (they stand in the headline) it is the beginning.
        """
        text = unicodedata.normalize("NFC", text)
        start, stop = self._best(text)
        before, after = text[:start], text[stop:]
        part = " ".join(text[start:stop].split())
        part = f"{'… ' if before and not before.endswith(BREAK) else ''}{part}"
        part = f"{part}{' …' if after and not after.startswith(BREAK) else ''}"
        return self.pieces(typeset_plain(part, self.language))

    def hits(self, text, begin, end):
        """Return (start, end, number of what was sought) of each hit in a part of a text, in order.

        The part begins and ends where a line does.
        """
        tokens = list(words.TOKEN_OR_END.finditer(text, begin, end))
        return sorted(
            (token.start(), row[-1].end(), way.number)
            for place, token in enumerate(tokens)
            for way in self._known[token[0]]
            if way.is_at(row := tokens[place : place + len(way.terms)], self.language)
        )

    def may_be_in(self, line):
        """Whether a line, given as `words.flat` makes it, may have a hit: most have none, and needn't be read."""
        return any(trunk in line for trunk in self._trunks)

    def _best(self, text):
        """Return where the extract begins and ends; texts may be long, and every word of theirs a hit."""
        hits, sentences, tried = _Hits(self, text), _Sentences(text), set()
        best, most = 0, 0
        for place in hits:
            begin = _begin(sentences, text, place)
            if begin in tried:
                continue
            tried.add(begin)
            end = _end(text, begin)
            there = {number for _start, stop, number in hits.between(begin, end) if stop <= end}
            if len(there) > most:
                best, most = begin, len(there)
            if most == self.number:
                break
        return best, _end(text, best)


class _Way(NamedTuple):
    """A way in which what has this number among what is sought is found: as words in a row."""

    terms: tuple
    is_beginning: bool
    number: int

    @property
    def is_open(self):
        """Whether the first word may go on."""
        return self.is_beginning and len(self.terms) == 1

    @property
    def trunk(self):
        """What the first word begins with."""
        return self.terms[0] if self.is_open else words.trunk(self.terms[0])

    def fits(self, term, place):
        """Whether a word may stand at a place of the row."""
        if self.is_beginning and place == len(self.terms) - 1:
            return term.startswith(self.terms[place])
        return term == self.terms[place]

    def is_at(self, tokens, language):
        """Whether these are the words, of which the first one is known to fit; near the end of a text they are less."""
        return len(tokens) == len(self.terms) and all(
            self.fits(words.term(tokens[place][0], language), place) for place in range(1, len(tokens))
        )


class _Known(dict):
    """The `_Way`s that may begin with a word, by the word as it is written; a text has the same ones often."""

    def __init__(self, ways, language):
        super().__init__()
        self._language = language
        # By their first word, if that is to be there as it is.
        self._exact, self._open = {}, [way for way in ways if way.is_open]
        for way in ways:
            if not way.is_open:
                self._exact[way.terms[0]] = (*self._exact.get(way.terms[0], ()), way)

    def __missing__(self, token):
        term = words.term(token, self._language)
        found = self._exact.get(term, ())
        if self._open:
            found = (*found, *(way for way in self._open if way.fits(term, 0)))
        self[token] = found
        return found


class _Hits:
    """The hits in a text, line by line; of a text whose beginning has all the words, the rest is never read."""

    def __init__(self, marker, text):
        self._marker, self._text = marker, text
        self._read, self._found = 0, []
        flat = words.flat(text)
        self._flat = iter(()) if flat is None else iter(flat.split("\n"))

    def __iter__(self):
        """Return where each begins, in order."""
        number = 0
        while number < len(self._found) or self._read_line():
            if number < len(self._found):
                yield self._found[number][0]
                number += 1

    def between(self, begin, end):
        """Return those that begin from one place on and before another one."""
        while self._read < end and self._read_line():
            pass
        return self._found[bisect_left(self._found, (begin,)) : bisect_left(self._found, (end,))]

    def _read_line(self):
        """Find the hits of the next line, none of which goes on behind it; return whether there was one."""
        begin = self._read
        if begin >= len(self._text):
            return False
        end = self._text.find("\n", begin) + 1 or len(self._text)
        line = next(self._flat, None)
        if line is None or self._marker.may_be_in(line):
            self._found += self._marker.hits(self._text, begin, end)
        self._read = end
        return True


class _Sentences:
    """Where the sentences of a text begin, of which no more is read than is asked for."""

    def __init__(self, text):
        self._ends = (match.end() for match in _SENTENCE.finditer(text))
        self._last, self._next = 0, next(self._ends, None)

    def around(self, place):
        """Return where the one begins in which a place is; each place stands behind the one before."""
        while self._next is not None and self._next <= place:
            self._last, self._next = self._next, next(self._ends, None)
        return self._last


def _begin(sentences, text, hit):
    """Return where an extract begins that is to show what stands at `hit`: a sentence, or a few words before."""
    sentence = sentences.around(hit)
    if hit - sentence < LENGTH // 2:
        return sentence
    space = text.rfind(" ", sentence, hit - LENGTH // 4)
    return space + 1 if space >= 0 else hit


def _end(text, begin):
    """Return where an extract ends: with its section or with a word; one that is as long as all is cut."""
    limit = begin + LENGTH
    section = text.find(BREAK, begin, limit + len(BREAK))
    if section >= 0:
        return section
    if limit >= len(text):
        return len(text)
    space = max(text.rfind(" ", begin, limit), text.rfind("\n", begin, limit))
    return space if space > limit - LENGTH // 2 else limit
