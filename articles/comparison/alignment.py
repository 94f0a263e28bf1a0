"""Which block of a text became which block of another, before their words are compared."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass

from articles.comparison.matching import matching
from articles.comparison.words import likeness

# How alike two blocks have to be to be one that was changed: where it stood, or anywhere else as well.
ALIKE, ALIKE_ELSEWHERE = 0.4, 0.7
# In how many blocks a word may stand and still tell one block from another; more where there are few blocks.
COMMON, ALL_BLOCKS = 8, 2_000


@dataclass(frozen=True)
class Alignment:
    """Pairs of places (i, j) of the same block: those in order, and those that were moved."""

    in_order: list
    moved: list


def align(before, after):
    """Return the `Alignment` of two lists of `Block`s."""
    in_order = matching([block.key for block in before], [block.key for block in after])
    lefts = _others(before, {i for i, _j in in_order})
    rights = _others(after, {j for _i, j in in_order})
    moved = _same_elsewhere(before, after, lefts, rights)
    lefts -= {i for i, _j in moved}
    rights -= {j for _i, j in moved}
    for closeness, i, j in sorted(_alike(before, after, lefts, rights), key=lambda found: (-found[0], *found[1:])):
        if i not in lefts or j not in rights:
            continue
        if _fits(in_order, i, j):
            insort(in_order, (i, j))
        elif closeness >= ALIKE_ELSEWHERE:
            moved.append((i, j))
        else:
            continue
        lefts.discard(i)
        rights.discard(j)
    return Alignment(in_order, moved)


def _others(blocks, places):
    return {place for place in range(len(blocks)) if place not in places}


def _same_elsewhere(before, after, lefts, rights):
    """Pair blocks with the same words out of order, the first with the first."""
    places = defaultdict(list)
    for j in sorted(rights, reverse=True):
        places[after[j].key].append(j)
    return [(i, places[before[i].key].pop()) for i in sorted(lefts) if places.get(before[i].key)]


def _alike(before, after, lefts, rights):
    """Return (likeness, i, j) of what may be the same block with other words.

    Not all pairs are looked at: those alone that share a word which few of the blocks have.
    """
    places = defaultdict(list)
    for j in rights:
        for word in after[j].words:
            places[word].append(j)
    most = max(COMMON, ALL_BLOCKS // max(len(rights), 1))
    found = []
    for i in lefts:
        shared = Counter()
        for word in before[i].words:
            if len(places.get(word, ())) <= most:
                shared.update(places.get(word, ()))
        for j, _count in shared.most_common(COMMON):
            closeness = likeness(before[i].words, after[j].words)
            if closeness >= ALIKE:
                found.append((closeness, i, j))
    return found


def _fits(in_order, i, j):
    """Whether a pair crosses none of those in order."""
    place = bisect_left(in_order, (i, j))
    return (place == 0 or in_order[place - 1][1] < j) and (place == len(in_order) or j < in_order[place][1])
