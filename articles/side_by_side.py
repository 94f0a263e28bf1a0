"""A translation beside its original, block by block: what of the original has changed, and which block renders it.

It knows no request and writes no HTML. Where nothing has changed, the original stands there as it is.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.checks.text import passages_of
from articles.comparison import Comparison, compare
from articles.comparison.alignment import align
from articles.comparison.blocks import blocks_of
from articles.comparison.words import Line, compare_words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Pair:
    """A block of the original, with what became of it, and the block of the translation that stands in its place."""

    # A `comparison.body.BlockChange`.
    change: Any
    # For a person, as the checks name it: 'Paragraph 3'.
    where: str
    # Its place in the original as it was translated and as it is now; None where it wasn't or isn't there.
    before: int | None
    after: int | None
    # The words of the translation's block; '' where there is none, or it is a photograph.
    words: str = ""


@dataclass(frozen=True)
class SideBySide:
    """An original and its translation. `comparison` is that of the original then and now."""

    comparison: Comparison
    pairs: list
    # The contents of the translation, and of the original then and now.
    translation: dict
    was: dict
    original: dict
    # How many blocks the original had and has; by these a script finds the block in which somebody writes.
    before: int
    after: int

    @property
    def changed(self):
        """The pairs whose original has changed."""
        return [pair for pair in self.pairs if pair.change.is_changed]

    @property
    def groups(self):
        """The pairs as (whether they changed, list) by turns."""
        return [(key, list(pairs)) for key, pairs in groupby(self.pairs, key=lambda pair: pair.change.is_changed)]

    @property
    def dateline(self):
        """The runs of the original's dateline, as `comparison` has those of its headline."""
        return _runs(self.was, self.original, "dateline")

    @cached_property
    def uses(self):
        """What the original says of each photograph, as {(key of the image, role): {'caption': runs, …}}."""
        before = {(use["image"], use["role"]): use for use in self.was["images"]}
        return {
            key: {name: _runs(before.get(key, use), use, name) for name in ("alternative_text", "caption")}
            for use in self.original["images"]
            for key in [(use["image"], use["role"])]
        }


def side_by_side(before, after, translation, *, language):
    """Return the `SideBySide` of an original then and now, in its language, and of a translation; all are contents.

    A translation has as many blocks as what it was made from, or by now as many as what that has become: then block
    stands by block. Where it has neither, the place alone decides.
    """
    comparison = compare(before, after, language=language)
    old, new, theirs = (blocks_of(one["body"]) for one in (before, after, translation))
    names = {"before": _Names(before["body"]), "after": _Names(after["body"])}
    moved = {j: i for i, j in align(old, new).moved} if comparison.is_body_changed else {}
    is_brought_up = len(theirs) == len(new) != len(old)
    pairs, i, j = [], 0, 0
    for change in comparison.body:
        was = now = None
        if change.kind in {"same", "changed", "removed", "left"}:
            was, i = i, i + 1
        if change.kind in {"same", "changed", "added", "moved"}:
            now, j = j, j + 1
        if change.kind == "moved":
            was = moved[now]
        place = now if is_brought_up else was
        pairs.append(
            Pair(
                change=change,
                where=names["before"].of(old[was]) if now is None else names["after"].of(new[now]),
                before=was,
                after=now,
                words=theirs[place].line.text if place is not None and place < len(theirs) else "",
            )
        )
    return SideBySide(comparison, pairs, translation, before, after, len(old), len(new))


class _Names:
    """What the checks call the blocks of a text, asked in their order."""

    def __init__(self, body):
        self._by_words = defaultdict(list)
        for passage in reversed(passages_of(body)):
            self._by_words[_key(passage.words)].append(passage.where)

    def of(self, block):
        """Return the name of a block, '' where it has none."""
        if block.image is not None:
            return _("Photograph")
        # A row is called by its first cell, as the table that it stands in.
        first = next((cell for cell in block.line.text.split("\t") if cell.strip()), "")
        found = self._by_words.get(_key(first))
        return found.pop() if found else ""


def _runs(before, after, name):
    return compare_words(Line.plain(before[name]), Line.plain(after[name]))


def _key(words):
    return tuple(_WORD.findall(words))
