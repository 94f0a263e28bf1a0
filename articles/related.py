"""Releases on the same matter: near in time, in a category of this one, and with words of its headline and lead."""

import math
import re
from collections import Counter

from articles import paging
from articles.models import Edition

SHOWN = 3
# How many candidates there are on each side in time, however many releases share the category.
EACH_SIDE = 60
# A word counts by its beginning, so that Russian and Kazakh endings don't matter, and again by a longer one.
STEMS = (4, 6)

_WORD = re.compile(rf"[^\W\d_]{{{min(STEMS)},}}")


def related(edition, at, *, without=()):
    """Return up to `SHOWN` live editions that go with this one, the likest first, by one query.

    They are in its language and share a category with it; withdrawn ones are left out. Words that many candidates have
    say nothing, so each counts by its rarity among them (inverse document frequency), which is also what makes a list
    of stop words needless. Where nothing tells two apart, the nearer in time goes first. Without a category there are
    none, and no query. The categories are read from the edition, so they should be there already. `without` are keys of
    releases that the page names elsewhere.
    """
    candidates = [candidate for candidate in _candidates(edition, at) if candidate.release_id not in without]
    own = stems(edition)
    words = {candidate.pk: stems(candidate) for candidate in candidates}
    frequency = Counter(stem for shared in words.values() for stem in shared)
    # The edition itself has each of its words once. Short words are the commonest, so a short agreement says least.
    rarity = {stem: math.log((len(candidates) + 1) / (frequency[stem] + 1)) * (len(stem) - 3) for stem in own}

    def order(candidate):
        score = math.fsum(rarity[stem] for stem in words[candidate.pk] & own)
        distance = abs((candidate.release.date - edition.release.date).days)
        return -round(score, 9), distance, -candidate.release_id

    return sorted(candidates, key=order)[:SHOWN]


def stems(edition):
    """Return the beginnings of the words of a headline and a lead, as a set."""
    words = _WORD.findall(f"{edition.headline} {edition.lead}".casefold())
    return {word[:length] for word in words for length in STEMS}


def _candidates(edition, at):
    categories = [category.pk for category in edition.categories.all()]
    release = edition.release
    if not categories or release.date is None:
        return []
    through = Edition.categories.through
    live = (
        Edition.objects.live(at)
        .news()
        .in_language(release.language)
        .exclude(release=release)
        .filter(pk__in=through.objects.filter(category__in=categories).values("edition"))
    )
    sides = [
        paging.older_than(live, release.date, release.pk).in_order(),
        paging.newer_than(live, release.date, release.pk).in_order().reverse(),
    ]
    # SQLite allows no limit in a part of a union; in a subquery of one it does.
    older, newer = (
        Edition.objects.filter(pk__in=side.values("pk")[:EACH_SIDE])
        .order_by()
        .select_related("release")
        .only("headline", "lead", "release__language", "release__date", "release__slug")
        for side in sides
    )
    return list(older.union(newer, all=True))
