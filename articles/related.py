"""Releases on the same matter: near in time, in a category of this one, and with words of its headline and lead.

Which go with one is found out when its edition is approved, and kept beside it (`articles.rendered`), more than are
shown: what is not live at the moment of reading is passed over. A later release puts itself into the lists of those
that it goes with, so that they learn of it. Hence some things are otherwise than if it were asked at reading: how rare
a word is was counted among the releases that were there when the later of two was approved, neighbours in time among
them; and what an older release forgot beyond the `KEPT` likest ones doesn't come back when one of these is removed.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from heapq import nlargest, nsmallest
from itertools import chain

from django.db import connection
from django.db.models import F, Value

from articles import paging
from articles.models import Edition, RenderedEdition

SHOWN = 3
KEPT = 8
# How many candidates there are on each side in time, however many releases share the category.
EACH_SIDE = 60
# A word counts by its beginning, so that Russian and Kazakh endings don't matter, and again by a longer one.
STEMS = (4, 6)

_WORD = re.compile(rf"[^\W\d_]{{{min(STEMS)},}}")


def likest(editions):
    """Return for each edition, by its key, up to `KEPT` releases that go with its own, the likest first.

    Each is [key, likeness, days between]. They are in its language and share a category with it; what is scheduled is
    among them, since the reading asks what is live, and what is withdrawn isn't. Words that many candidates have say
    nothing, so each counts by its rarity among them (inverse document frequency), which is also what makes a list of
    stop words needless. Where nothing tells two apart, the nearer in time goes first. Without a category there are
    none. The editions come with their releases and categories; what lies between the first and the last is read whole.
    """
    found, by_language = {edition.pk: [] for edition in editions}, defaultdict(list)
    for edition in editions:
        if edition.categories.all() and edition.release.date is not None:
            by_language[edition.release.language].append(edition)
    for its in by_language.values():
        candidates = _Candidates(its)
        found |= {edition.pk: candidates.likest(edition) for edition in its}
    return found


def introduce(editions, lists):
    """Let the releases with which the editions' own go learn of them; `lists` is what `likest` returned.

    A list that somebody else is writing at this moment is left alone: to wait here for one lock while holding others
    could be for ever, and of two releases that are published at once an older one misses one.
    """
    own, news = {edition.release_id for edition in editions}, defaultdict(list)
    for edition in editions:
        if edition.kind != Edition.Kind.WITHDRAWAL:
            for key, likeness, days in lists[edition.pk]:
                if key not in own:
                    news[key].append([edition.release_id, likeness, days])
    if not news:
        return
    rows = RenderedEdition.objects.filter(edition__release__in=news).select_for_update(of=["self"], skip_locked=True)
    changed = []
    for pk, release, known in rows.values_list("pk", "edition__release", "related"):
        after = _with(known, news[release])
        if after != known:
            changed.append(RenderedEdition(pk=pk, related=after))
    _save(changed)


def stems(headline, lead):
    """Return the beginnings of the words of a headline and a lead, as a set."""
    words = _WORD.findall(f"{headline} {lead}".casefold())
    return {word[:length] for word in words for length in STEMS}


class _Candidates:
    """The releases near some editions of one language, by category and place in time."""

    def __init__(self, editions):
        self._words, self._stems, self._places = {}, {}, defaultdict(set)
        in_order = sorted((edition.release for edition in editions), key=_place)
        first, last = in_order[0], in_order[-1]
        approved = (
            Edition.objects.filter(
                stage=Edition.Stage.APPROVED, live_until__isnull=True, release__removed_at__isnull=True
            )
            .news()
            .in_language(first.language)
        )
        between = approved.filter(release__date__gte=first.date, release__date__lte=last.date).order_by()
        self._take(between, F("categories"))
        wanted = {category.pk for edition in editions for category in edition.categories.all()}
        for category in wanted:
            of_it = approved.in_category(category)
            self._take(paging.older_than(of_it, first.date, first.pk).in_order()[:EACH_SIDE], Value(category))
            self._take(paging.newer_than(of_it, last.date, last.pk).in_order().reverse()[:EACH_SIDE], Value(category))
        self._in_order = {category: sorted(self._places[category]) for category in wanted}

    def _take(self, editions, category):
        columns = "release__date", "release__published_at", "release", "headline", "lead", category
        for *place, headline, lead, its in editions.values_list(*columns):
            self._words[place[-1]] = headline, lead
            self._places[its].add(tuple(place))

    def _beside(self, edition):
        """Return the places of the candidates of an edition: the nearest on each side."""
        own, older, newer = _place(edition.release), set(), set()
        for category in edition.categories.all():
            places = self._in_order[category.pk]
            here = bisect_left(places, own)
            older.update(places[max(0, here - EACH_SIDE) : here])
            # The release itself may be there.
            here = bisect_right(places, own)
            newer.update(places[here : here + EACH_SIDE])
        return [*nlargest(EACH_SIDE, older), *nsmallest(EACH_SIDE, newer)]

    def _stems_of(self, key):
        found = self._stems.get(key)
        if found is None:
            found = self._stems[key] = stems(*self._words[key])
        return found

    def likest(self, edition):
        """Return what `likest` does, for one of the editions."""
        own = stems(edition.headline, edition.lead)
        places = self._beside(edition)
        shared = [self._stems_of(key) & own for _date, _moment, key in places]
        frequency = Counter(chain.from_iterable(shared))
        # The edition itself has each of its words once. Short words are the commonest, so a short agreement says least.
        rarity = {
            stem: math.log((len(places) + 1) / (count + 1)) * (len(stem) - 3) for stem, count in frequency.items()
        }
        day = edition.release.date
        found = [
            [place[-1], round(math.fsum(map(rarity.__getitem__, its)), 6) if its else 0.0, abs((place[0] - day).days)]
            for place, its in zip(places, shared, strict=True)
        ]
        return nsmallest(KEPT, found, key=_order)


def _place(release):
    return release.date, release.published_at, release.pk


def _order(one):
    key, likeness, days = one
    return -likeness, days, -key


def _with(known, others):
    """Return a list of what goes with a release, with others in their places."""
    keys = {key for key, _likeness, _days in others}
    return sorted([*(one for one in known if one[0] not in keys), *others], key=_order)[:KEPT]


def _save(rows):
    """Write the lists of some rows; a statement a row, since one for all would be read for longer than it runs."""
    if rows:
        field = RenderedEdition._meta.get_field("related")
        values = [(field.get_db_prep_save(row.related, connection), row.pk) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE articles_renderededition SET related = %s WHERE edition_id = %s", values)
