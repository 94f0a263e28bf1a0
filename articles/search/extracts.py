"""Where in a text the words stand that were looked for."""

import re
import unicodedata
from typing import NamedTuple

from articles.search import words
from articles.typography import typeset_plain

# Characters of an extract.
LENGTH = 240
_SENTENCE = re.compile(r"(?:[.!?…]['\"»”)]*\s+|\n)(?=\S)")


class Piece(NamedTuple):
    """Some words of a text, and whether they were looked for."""

    text: str
    is_hit: bool


class Marker:
    """Knows the words of a `Question` in texts of one language."""

    def __init__(self, question, language):
        self.language = language
        self.sought = [
            (way, one.is_beginning, number) for number, one in enumerate(question.wanted(language)) for way in one.ways
        ]

    def pieces(self, text):
        """Return a text as `Piece`s."""
        found, end = [], 0
        for start, stop, _number in self._hits(text):
            if start < end:
                continue
            found += [Piece(text[end:start], is_hit=False), Piece(text[start:stop], is_hit=True)]
            end = stop
        return [piece for piece in [*found, Piece(text[end:], is_hit=False)] if piece.text]

    def headline(self, edition):
        """Return the headline of an edition as `Piece`s, set as everywhere."""
        return self.pieces(typeset_plain(unicodedata.normalize("NFC", edition.headline), self.language))

    def extract(self, edition):
        """Return the part of an edition's text with the most of the words, the first of them, as `Piece`s.

        Without any (they stand in the headline) it is the beginning.
        """
        text = unicodedata.normalize("NFC", edition.search_entry.text)
        start, stop = self._best(text)
        part = " ".join(text[start:stop].split())
        part = f"{'… ' if start else ''}{part}{' …' if stop < len(text) else ''}"
        return self.pieces(typeset_plain(part, self.language))

    def _hits(self, text):
        """Return (start, end, number of what was sought) of each hit, in order."""
        tokens = [
            (match.start(), match.end(), words.term(match[0], self.language))
            for match in words.TOKEN_OR_END.finditer(text)
        ]
        by_term = {}
        for place, (_start, _end, term) in enumerate(tokens):
            by_term.setdefault(term, []).append(place)
        hits = []
        for way, is_beginning, number in self.sought:
            first = [
                place for term, places in by_term.items() if self._fits(term, way, 0, is_beginning) for place in places
            ]
            for place in first:
                row = tokens[place : place + len(way)]
                if len(row) == len(way) and all(
                    self._fits(token[2], way, offset, is_beginning) for offset, token in enumerate(row)
                ):
                    hits.append((row[0][0], row[-1][1], number))
        return sorted(hits)

    @staticmethod
    def _fits(term, way, offset, is_beginning):
        if is_beginning and offset == len(way) - 1:
            return term.startswith(way[offset])
        return term == way[offset]

    def _best(self, text):
        hits = self._hits(text)
        if not hits:
            return 0, _word_end(text, LENGTH)
        starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
        best, most = 0, 0
        for begin in dict.fromkeys(_begin(starts, text, start) for start, _stop, _number in hits):
            there = {number for start, stop, number in hits if begin <= start and stop <= begin + LENGTH}
            if len(there) > most:
                best, most = begin, len(there)
        return best, _word_end(text, best + LENGTH)


def _begin(starts, text, hit):
    """Return where an extract begins that is to show what stands at `hit`: a sentence, or a few words before."""
    sentence = max(start for start in starts if start <= hit)
    if hit - sentence < LENGTH // 2:
        return sentence
    space = text.rfind(" ", sentence, hit - LENGTH // 4)
    return space + 1 if space >= 0 else hit


def _word_end(text, place):
    """Return the end of the last word before a place; one that is as long as all is cut."""
    if place >= len(text):
        return len(text)
    space = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place))
    return space if space > place - LENGTH // 2 else place
