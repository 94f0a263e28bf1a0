"""Where in a text the words stand that were looked for."""

import re
import unicodedata
from bisect import bisect, bisect_left
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
        self.sought = [(way, one.is_beginning, number) for number, one in enumerate(wanted) for way in one.ways]

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
        """Return the part of a section of an edition with the most of the words, the first of them, as `Piece`s.

        Without any (they stand in the headline) it is the beginning.
        """
        text = unicodedata.normalize("NFC", edition.search_entry.text)
        start, stop = self._best(text)
        before, after = text[:start], text[stop:]
        part = " ".join(text[start:stop].split())
        part = f"{'… ' if before and not before.endswith(BREAK) else ''}{part}"
        part = f"{part}{' …' if after and not after.startswith(BREAK) else ''}"
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
        """Return where the extract begins and ends; texts may be long, and every word of theirs a hit."""
        hits = self._hits(text)
        places = [start for start, _stop, _number in hits]
        sentences = [0, *(match.end() for match in _SENTENCE.finditer(text))]
        best, most = 0, 0
        for begin in dict.fromkeys(_begin(sentences, text, place) for place in places):
            end = _end(text, begin)
            near = hits[bisect_left(places, begin) : bisect_left(places, end)]
            there = {number for _start, stop, number in near if stop <= end}
            if len(there) > most:
                best, most = begin, len(there)
            if most == self.number:
                break
        return best, _end(text, best)


def _begin(sentences, text, hit):
    """Return where an extract begins that is to show what stands at `hit`: a sentence, or a few words before."""
    sentence = sentences[bisect(sentences, hit) - 1]
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
