"""Which parts of two sequences are the same, in bounded time.

`difflib.SequenceMatcher` gives what reads best, and takes quadratic time (worse where much repeats). So it is asked
about short sequences alone; long ones are first cut where both have the same part once ("patience").
"""

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

# Pairs of positions, and pairs of equal parts, that difflib may be asked to look at.
MOST_PAIRS, MOST_EQUAL_PAIRS = 160_000, 20_000
# How often what is left may be cut again.
DEEPEST = 8


def matching(before, after):
    """Return pairs of positions (i, j), both increasing, with `before[i] == after[j]`; the parts are hashable."""
    found = []
    _match(before, 0, len(before), after, 0, len(after), found, 0)
    return found


def _match(before, i, i_end, after, j, j_end, found, depth):
    while i < i_end and j < j_end and before[i] == after[j]:
        found.append((i, j))
        i, j = i + 1, j + 1
    tail = 0
    while i < i_end and j < j_end and before[i_end - 1] == after[j_end - 1]:
        i_end, j_end, tail = i_end - 1, j_end - 1, tail + 1
    if i < i_end and j < j_end:
        left, right = before[i:i_end], after[j:j_end]
        counts, others = Counter(left), Counter(right)
        equal_pairs = sum(count * others[part] for part, count in counts.items() if part in others)
        if not equal_pairs:
            pass
        elif len(left) * len(right) <= MOST_PAIRS and equal_pairs <= MOST_EQUAL_PAIRS:
            for start, other_start, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
                found += [(i + start + step, j + other_start + step) for step in range(size)]
        elif depth < DEEPEST:
            for anchor, other in [*_anchors(left, right, counts, others), (len(left), len(right))]:
                # `i` and `j` move on, so anchors are told from where `left` and `right` began.
                start, other_start = i_end - len(left) + anchor, j_end - len(right) + other
                _match(before, i, start, after, j, other_start, found, depth + 1)
                if start < i_end:
                    found.append((start, other_start))
                i, j = start + 1, other_start + 1
    found += [(i_end + step, j_end + step) for step in range(tail)]


def _anchors(left, right, counts, others):
    """Return the longest increasing chain of positions of what both have exactly once; nothing if there is none."""
    places = {part: place for place, part in enumerate(right) if others[part] == 1}
    pairs = [(i, places[part]) for i, part in enumerate(left) if counts[part] == 1 and part in places]
    return [pairs[place] for place in longest_increasing([j for _i, j in pairs])]


def longest_increasing(numbers):
    """Return the places of a longest strictly increasing subsequence of the numbers."""
    ends, places, previous = [], [], []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(places[length - 1] if length else None)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    chain, place = [], places[-1] if places else None
    while place is not None:
        chain.append(place)
        place = previous[place]
    return chain[::-1]
