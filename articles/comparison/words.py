"""Two lines of text word by word: what was removed, what was added, what is only set otherwise.

A `Line` is text with its formats: bold, links and so on. A format is a pair (tag, detail), as ("strong", "") or
("a", "https://…"). Runs are told so that both lines can be rebuilt from them: nothing is left out or made up.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from django.utils.functional import cached_property

from articles.comparison.formats import changed_formats
from articles.comparison.matching import matching

# A figure with its separators, a word with its marks, apostrophes and hyphens, or any other single character.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|[^\W_][\w\u0300-\u036f]*(?:['’\u2010\u2011-][\w\u0300-\u036f]+)*"
    r"|\S[\u0300-\u036f\ufe0e\ufe0f\u200d]*"
)
# Of the shorter text, by letters: where less is the same, the whole is said anew.
LEAST_IN_COMMON = 0.3
# Between two changes of so many words, a same word of so few letters is dust.
LONG_CHANGE, SHORT_WORD = 4, 3


@dataclass(frozen=True)
class Line:
    """Text, and its formats as (text, formats) pieces that add up to it."""

    text: str
    pieces: tuple = ()

    @classmethod
    def of(cls, pieces):
        """Return the line of (text, formats) pieces."""
        pieces = tuple((text, formats) for text, formats in pieces if text)
        return cls("".join(text for text, _formats in pieces), pieces)

    @classmethod
    def plain(cls, text):
        """Return text without formats as a line."""
        return cls(text, ((text, ()),) if text else ())

    def between(self, start, end):
        """Return the pieces of a part of the text."""
        found = []
        # Of thousands of pieces only those are looked at that the part has.
        place = bisect_right(self._offsets, start) - 1
        while place < len(self.pieces) and (offset := self._offsets[place]) < end:
            text, formats = self.pieces[place]
            if part := text[max(start - offset, 0) : end - offset]:
                found.append((part, formats))
            place += 1
        return found

    @cached_property
    def _offsets(self):
        """Where each piece begins, and where the last one ends."""
        return [0, *accumulate(len(text) for text, _formats in self.pieces)]


@dataclass(frozen=True)
class Run:
    """Neighbouring words that share a fate.

    `kind` is 'same', 'removed', 'added', or 'formatted': the same words, set otherwise as `notes` says.
    """

    kind: str
    pieces: list
    notes: list = field(default_factory=list)

    @property
    def text(self):
        """Its words."""
        return "".join(text for text, _formats in self.pieces)


def compare_words(before, after):
    """Return the `Run`s of two `Line`s. Those not 'added' make up `before`, those not 'removed' `after`."""
    runs = []
    for is_same, i, i_end, j, j_end in _readable(_changes(before.text, after.text), before.text, after.text):
        if is_same:
            runs += _same(before.between(i, i_end), after.between(j, j_end))
            continue
        if i < i_end:
            runs.append(Run("removed", before.between(i, i_end)))
        if j < j_end:
            runs.append(Run("added", after.between(j, j_end)))
    return runs


def is_changed(runs):
    """Whether the runs tell of any change."""
    return any(run.kind != "same" for run in runs)


def likeness(before, after):
    """Return how much of two sets of words is the same: 0 to 1."""
    return 2 * len(before & after) / (len(before) + len(after)) if before or after else 1


def words_of(text):
    """Return the set of the words and figures of a text."""
    return frozenset(token.lower() for token in _TOKEN.findall(text) if token[0].isalnum())


def _changes(before, after):
    """Return (is_same, start, end, start after, end after), by turns, that cover both texts."""
    if before == after:
        return [(True, 0, len(before), 0, len(after))] if before else []
    left, right = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    pairs = matching([match[0] for match in left], [match[0] for match in right])
    if not _have_enough_in_common(pairs, left, right):
        pairs = []
    changes = []
    i = j = 0
    for one, other in pairs:
        _gap(changes, before, i, left[one].start(), after, j, right[other].start())
        _append(changes, True, left[one].start(), left[one].end(), right[other].start(), right[other].end())
        i, j = left[one].end(), right[other].end()
    _gap(changes, before, i, len(before), after, j, len(after))
    return changes


def _have_enough_in_common(pairs, left, right):
    def letters(tokens):
        return sum(len(token[0]) for token in tokens if token[0][0].isalnum())

    least = min(letters(left), letters(right))
    return letters(left[i] for i, _j in pairs) >= LEAST_IN_COMMON * least


def _gap(changes, before, i, i_end, after, j, j_end):
    """Tell what stands between two words that are the same; white space that both have at an end is the same too."""
    head = 0
    while i + head < i_end and j + head < j_end and before[i + head] == after[j + head] and before[i + head].isspace():
        head += 1
    tail = 0
    while (
        i + head < i_end - tail
        and j + head < j_end - tail
        and before[i_end - tail - 1] == after[j_end - tail - 1]
        and before[i_end - tail - 1].isspace()
    ):
        tail += 1
    _append(changes, True, i, i + head, j, j + head)
    _append(changes, False, i + head, i_end - tail, j + head, j_end - tail)
    _append(changes, True, i_end - tail, i_end, j_end - tail, j_end)


def _append(changes, is_same, i, i_end, j, j_end):
    if i == i_end and j == j_end:
        return
    if changes and changes[-1][0] == is_same:
        _is_same, i, _i_end, j, _j_end = changes.pop()
    changes.append((is_same, i, i_end, j, j_end))


def _readable(changes, before, after):
    """Join two long replacements that only a short word or a mark stands between: one change reads better than two."""
    joined = []
    for change in changes:
        is_same, _i, i_end, _j, j_end = change
        if not is_same and len(joined) > 1 and _is_dust(joined[-2], joined[-1], change, before, after):
            joined.pop()
            _is_same, i, _end, j, _other_end = joined.pop()
            change = (False, i, i_end, j, j_end)
        joined.append(change)
    return joined


def _is_dust(earlier, between, later, before, after):
    tokens = [token for token in _TOKEN.findall(before[between[1] : between[2]]) if token[0].isalnum()]
    if len(tokens) > 1 or any(len(token) > SHORT_WORD or token[0].isdigit() for token in tokens):
        return False
    counts = [(_count(before[i:i_end]), _count(after[j:j_end])) for _is_same, i, i_end, j, j_end in (earlier, later)]
    is_replaced = all(removed and added for removed, added in counts)
    longest = max(sum(removed for removed, _added in counts), sum(added for _removed, added in counts))
    return is_replaced and longest >= LONG_CHANGE


def _count(text):
    return sum(token[0].isalnum() for token in _TOKEN.findall(text))


def _same(before, after):
    """Return the runs of the same words in two settings."""
    parts = []
    before, after = before[::-1], after[::-1]
    while before:
        (text, formats), (other, other_formats) = before.pop(), after.pop()
        length = min(len(text), len(other))
        if text[length:]:
            before.append((text[length:], formats))
        if other[length:]:
            after.append((other[length:], other_formats))
        parts.append((changed_formats(formats, other_formats), (text[:length], other_formats)))
    runs = []
    for notes, group in groupby(parts, key=lambda part: part[0]):
        pieces = [piece for _notes, piece in group]
        # A space is neither bold nor plain to a reader.
        if not notes or all(text.isspace() for text, _formats in pieces):
            runs.append(Run("same", pieces))
        else:
            runs.append(Run("formatted", pieces, notes))
    return runs
