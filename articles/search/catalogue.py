"""What is live, in the order of lists: read once after a change, then kept in the process.

Of thousands of editions that have a word a search has to know which are live, which are the latest, and how many there
are of each language, category and year. For the database these are thousands of looks into its tables, the dearest part
of a search; here it is a few numbers for each edition, some twenty bytes of them. What is shown of an edition is asked
of the database all the same, with the rule of visibility.

It holds for as long as nothing but replies is changed (`pressroom.version`) and until the next moment at which by
itself something goes live or ends, which it knows.
"""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from articles.models import Edition, Release
from pressroom import version
from pressroom.version import Latest, Reading

# Rows. All at once would take ten megabytes, most of which a process keeps for ever.
AT_ONCE = 1000


class Year(NamedTuple):
    """A year of releases in one language."""

    language: str
    number: int


@dataclass(frozen=True)
class Catalogue(Reading):
    """The live editions from one moment until another. A place is a number from 0 on, the latest release's the last."""

    # By place: the keys of the edition and its release, the day as a number (20220528), which of the `years` it is of,
    # and of which of the `sets` of keys its categories are.
    editions: array
    releases: array
    days: array
    year_of: array
    set_of: array
    years: list
    sets: list
    # By the key of an edition, its place; -1 if it isn't live.
    _places: array

    def places(self, editions):
        """Return the places of those of some editions that are live, given by their keys."""
        size = len(self._places)
        if editions and max(editions) >= size:
            # They are newer.
            editions = [key for key in editions if key < size]
        places = taken(self._places, editions)
        return [place for place in places if place >= 0] if places and min(places) < 0 else places

    def key_of(self, place):
        """Return what stands for a place in an address: the day and the key of the release."""
        day = f"{self.days[place]:08d}"
        return f"{day[:4]}-{day[4:6]}-{day[6:]}-{self.releases[place]}"

    def between(self, first, last):
        """Return (first place, the place behind the last one) of the days from one to another, each perhaps None."""
        begin = bisect_left(self.days, _number(first)) if first else 0
        return begin, bisect_right(self.days, _number(last)) if last else len(self.days)

    def place_of(self, release, day):
        """Return where a release stands on a day, given by its key, as two bounds: what is below it, and above.

        Where it isn't live there, both lie between two places. A release that never was has no hour: nothing of its
        day is below it or above.
        """
        begin, end = self.between(day, day)
        there = self.releases[begin:end]
        if release in there:
            place = begin + there.index(release)
            return place, place
        hours = dict(Release.objects.filter(pk__in=[release, *there]).values_list("pk", "published_at"))
        if hours.get(release) is None:
            return begin, end - 1
        before = sum((hours[one], one) < (hours[release], release) for one in there if hours.get(one))
        return begin + before - 0.5, begin + before - 0.5


def of(at, token=None):
    """Return the `Catalogue` of a moment: by three queries after a change or such a moment, else by none.

    `token` is the `around` of the site's version, if it is known; it has to be read before: see `version.Reading`.
    """
    return _LATEST.of(token or version.current().around, at)


def forget():
    """Keep nothing, as a process that has just begun."""
    _LATEST.forget()


def taken(numbers, places):
    """Return what stands in an array at some places, at once: one by one takes three times the time."""
    return itemgetter(*places)(numbers) if len(places) > 1 else [numbers[place] for place in places]


def _read(token, at):
    until = Edition.objects.scheduled(at).order_by("live_from").values_list("live_from", flat=True).first()
    categories, alike = {}, {}
    through = Edition.categories.through.objects.order_by().values_list("edition_id", "category_id")
    for edition, category in through.iterator(chunk_size=AT_ONCE):
        keys = (*categories.get(edition, ()), category)
        categories[edition] = alike.setdefault(keys, keys)
    live = (
        Edition.objects.live(at)
        .order_by("release__date", "release__published_at", "release_id")
        # The day as text, since SQLite's is one already, and is read for every release.
        .values_list("pk", "release_id", "release__language", Cast("release__date", CharField()), "live_until")
    )
    years, sets = {}, {}
    editions, releases = array("q"), array("q")
    days, year_of, set_of = array("i"), array("i"), array("i")
    for edition, release, language, day, ends in live.iterator(chunk_size=AT_ONCE):
        editions.append(edition)
        releases.append(release)
        days.append(int(day.replace("-", "")))
        year_of.append(years.setdefault(Year(language, int(day[:4])), len(years)))
        set_of.append(sets.setdefault(frozenset(categories.get(edition, ())), len(sets)))
        if ends and (until is None or ends < until):
            until = ends
    places = array("i", [-1]) * (max(editions, default=0) + 1)
    for place, edition in enumerate(editions):
        places[edition] = place
    return Catalogue(token, at, until, editions, releases, days, year_of, set_of, list(years), list(sets), places)


def _number(day):
    return day.year * 10_000 + day.month * 100 + day.day


_LATEST = Latest(_read)
