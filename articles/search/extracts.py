"""Where in a text the words stand that were looked for."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import NamedTuple

from articles.search import words
from articles.typography import typeset_plain

# Characters of an extract.
LENGTH = 240
# Between the sections of a text: no extract runs from one into the next.
BREAK = "\n\n"
# What `words.flat` leaves out, and no word begins with.
_LEFT_OUT = re.compile("['’ʼ\u00ad]")
# How long may be what is between two sentences.
_ENDING = 8
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
        self._trunks = {way.trunk for way in ways}

    def pieces(self, text):
        """Return a text as `Piece`s."""
        return _parted(text, self.hits(text))

    def headline(self, text):
        """Return a headline as `Piece`s, set as everywhere."""
        return self.pieces(typeset_plain(unicodedata.normalize("NFC", text), self.language))

    def extract(self, text):
        """Return the part of a section of a text with the most of the words, the first of them, as `Piece`s.

        The text is that of a search entry. Without any of the words (they stand in the headline) it is the beginning.
        """
        text = unicodedata.normalize("NFC", text)
        start, stop, hits = self._best(text)
        before, after = text[:start], text[stop:]
        opening = "… " if before and not before.endswith(BREAK) else ""
        part = f"{opening}{' '.join(text[start:stop].split())}"
        part = typeset_plain(f"{part}{' …' if after and not after.startswith(BREAK) else ''}", self.language)
        # What was found stands where it did, mostly; else it is looked for again.
        moved = len(opening) - start
        if all(part[begin + moved : end + moved] == text[begin:end] for begin, end, _number in hits):
            return _parted(part, [(begin + moved, end + moved, number) for begin, end, number in hits])
        return self.pieces(part)

    def hits(self, text):
        """Return (start, end, number of what was sought) of each hit in a text, in order, one by one."""
        for begin, end in self._may_be_in(text):
            for token in words.TOKEN.finditer(text, begin, end):
                for way in self._known[token[0]]:
                    if stop := way.end(token, self.language):
                        yield token.start(), stop, way.number

    def _may_be_in(self, text):
        """Return where the parts of a text begin and end, from space to space, that may have a hit, in order.

        Most words of a text are none, and are not read one by one.
        """
        flat = words.flat(text)
        # Of a word as short as 'I' nothing is left that it begins with.
        if flat is None or "" in self._trunks:
            return [(0, len(text))]
        found = set()
        for trunk in self._trunks:
            end = 0
            while (place := flat.find(trunk, end)) >= 0:
                begin, end = flat.rfind(" ", 0, place) + 1, flat.find(" ", place)
                if end < 0:
                    end = len(flat)
                found.add((begin, end))
        if found and len(flat) < len(text):
            left_out = [match.start() - number for number, match in enumerate(_LEFT_OUT.finditer(text))]
            found = {(begin + bisect_right(left_out, begin), end + bisect_right(left_out, end)) for begin, end in found}
        return sorted(found)

    def _best(self, text):
        """Return where the extract begins and ends, and the hits in it; texts may be long, and every word a hit."""
        hits, tried = _Hits(self.hits(text)), set()
        best, most, in_best = None, 0, None
        for place in hits:
            begin = _begin(text, place)
            if begin in tried:
                continue
            tried.add(begin)
            end = _end(text, begin)
            within = [hit for hit in hits.between(begin, end) if hit[1] <= end]
            there = {number for _start, _stop, number in within}
            if len(there) > most:
                best, most, in_best = (begin, end), len(there), within
            if most == self.number:
                break
        return (*best, in_best) if in_best else (0, _end(text, 0), [])


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

    def end(self, first, language):
        """Return where the words end whose first one is a match and known to fit; None where others follow it."""
        number = len(self.terms)
        if number == 1:
            return first.end()
        row = [first, *islice(words.TOKEN_OR_END.finditer(first.string, first.end()), number - 1)]
        is_there = len(row) == number and all(
            self.fits(words.term(row[place][0], language), place) for place in range(1, number)
        )
        return row[-1].end() if is_there else None


def _order(way):
    return len(way.terms), way.number


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
        # The shortest comes first.
        found = self[token] = sorted(found, key=_order)
        return found


class _Hits:
    """The hits in a text, of which no more are looked for than are asked for."""

    def __init__(self, hits):
        self._coming, self._found = hits, []

    def __iter__(self):
        """Return where each begins, in order."""
        number = 0
        while number < len(self._found) or self._read():
            yield self._found[number][0]
            number += 1

    def between(self, begin, end):
        """Return those that begin from one place on and before another one."""
        while self._found[-1][0] < end and self._read():
            pass
        return self._found[bisect_left(self._found, (begin,)) : bisect_left(self._found, (end,))]

    def _read(self):
        """Find the next one; return whether there was one."""
        hit = next(self._coming, None)
        if hit:
            self._found.append(hit)
        return hit is not None


def _parted(text, hits):
    """Return a text as `Piece`s, by the hits in it."""
    found, end = [], 0
    for start, stop, _number in hits:
        if start < end:
            continue
        found += [Piece(text[end:start], is_hit=False), Piece(text[start:stop], is_hit=True)]
        end = stop
    return [piece for piece in [*found, Piece(text[end:], is_hit=False)] if piece.text]


def _begin(text, hit):
    """Return where an extract begins that is to show what stands at `hit`: a sentence, or a few words before."""
    section = text.rfind(BREAK, max(0, hit - LENGTH), hit)
    sentence = section + len(BREAK) if section >= 0 else max(0, hit - LENGTH)
    # One that begins further away is begun in the middle all the same.
    for match in _SENTENCE.finditer(text, max(0, hit - LENGTH // 2 - _ENDING), hit + 1):
        sentence = match.end()
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
