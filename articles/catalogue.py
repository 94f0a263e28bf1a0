"""What is live, in the order of lists, and how much of it there is: read once, then kept up in the process.

Of thousands of editions that have a word a search has to know which are live, which are the latest, and how many there
are of each language, category and year; every page says how many releases its archives have. For the database these
are thousands of looks into its tables; here it is a few numbers for each edition, some thirty bytes of them. What is
shown of an edition is asked of the database all the same, with the rule of visibility.

It holds for as long as nothing but replies is changed (`pressroom.version`) and until the next moment at which by
itself something goes live, which it knows. After that the days are read again of the releases that were changed or
whose moment came, and nothing else: what a publication costs doesn't grow with the site.
"""

import datetime
from array import array
from bisect import bisect_left, bisect_right
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from articles.models import Edition, Release
from pressroom import version
from pressroom.statements import Several, Statement
from pressroom.version import Latest, Reading

# The place of a category's key for the releases of all categories.
ALL = 0
# Rows. All at once would take ten megabytes, most of which a process keeps for ever.
AT_ONCE = 1000
# Releases whose days are read again; where more are others now, all is read.
MOST = 20
# The changes on record are those of a day: what was read long before may have missed some.
LONGEST = version.KEPT / 2


class Year(NamedTuple):
    """A year of releases in one language."""

    language: str
    number: int


class _Entry(NamedTuple):
    """A live edition, as it is read and counted."""

    edition: int
    release: int
    language: str
    # 20220528
    day: int
    is_news: bool
    categories: frozenset


@dataclass(frozen=True)
class Catalogue(Reading):
    """The live editions from one moment until another. A place is a number from 0 on, the latest release's the last."""

    # By place: the keys of the edition and its release, the day as a number (20220528), whether it is news, which of
    # the `years` it is of, and which of the `sets` of keys its categories are.
    editions: array
    releases: array
    days: array
    is_news: array
    year_of: array
    set_of: array
    years: list
    sets: list
    # How many there are, of those that have any: {(language, key of a category or `ALL`): {(year, month): count}}, and
    # of news by language.
    months: dict
    news: dict
    # The changes that were on record when it was read, as `version.changes` has them.
    changes: dict

    @cached_property
    def _places(self):
        """By the key of an edition, its place; -1 if it isn't live."""
        places = array("i", [-1]) * (max(self.editions, default=0) + 1)
        for place, edition in enumerate(self.editions):
            places[edition] = place
        return places

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
        return f"{date_of(self.days[place])}-{self.releases[place]}"

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
    """Return the `Catalogue` of a moment: by a few queries after a change or such a moment, else by none.

    `token` is the `around` of the site's version, if it is known; it has to be read before: see `version.Reading`.
    """
    return _LATEST.of(token or version.current().around, at)


def forget():
    """Keep nothing, as a process that has just begun."""
    _LATEST.forget()


def taken(numbers, places):
    """Return what stands in an array at some places, at once: one by one takes three times the time."""
    return itemgetter(*places)(numbers) if len(places) > 1 else [numbers[place] for place in places]


def date_of(number):
    """Return a day that is a number (20220528) as '2022-05-28'."""
    day = f"{number:08d}"
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _read(token, at, changes=None):
    """Read all that is live at a moment."""
    # Before all else: what is changed while the rest is read is then met again, as a change.
    changes = version.changes() if changes is None else changes
    categories, alike = {}, {}
    through = Edition.categories.through.objects.order_by().values_list("edition_id", "category_id")
    for edition, category in through.iterator(chunk_size=AT_ONCE):
        keys = categories.get(edition, frozenset()) | {category}
        categories[edition] = alike.setdefault(keys, keys)
    live = (
        Edition.objects.live(at)
        .order_by("release__date", "release__published_at", "release_id")
        # The day as text, since SQLite's is one already, and is read for every release.
        .values_list("pk", "release_id", "release__language", Cast("release__date", CharField()), "kind")
    )
    nothing = frozenset()
    made = _Making(_nothing(token, at))
    made.put(0, 0, (_entry(*row, categories.get(row[0], nothing)) for row in live.iterator(chunk_size=AT_ONCE)))
    return made.catalogue(token, at, _begun(at, at)[1], changes)


def _renewed(found, token, at):
    """Return what a catalogue has become by some changes, or by the clock."""
    changes = version.changes()
    # What was on record and no longer is, was taken back (a transaction read what it had written), or is old.
    releases = {release for _change, release in changes.items() ^ found.changes.items()}
    # Of a change without a release nobody said what it was. On record are those of a day.
    if None in releases or len(releases) > MOST or abs(at - found.since) > LONGEST:
        return _read(token, at, changes)
    begun, until = _begun(min(found.since, at), at)
    # Who looked at the clock a little before the one who read gets the same, unless something came in between.
    if None in begun or len(releases | begun) > MOST or (until is not None and at < until <= found.since):
        return _read(token, at, changes)
    releases |= begun
    releases.discard(version.NO_RELEASE)
    days = {found.days[place] for release in releases for place in _places_of(release, found.releases)}
    if releases:
        days |= {_number(day) for (day,) in _DAYS.rows(releases=list(releases)) if day}
    made = _Making(found)
    if days:
        dates = [datetime.date.fromisoformat(date_of(day)) for day in days]
        entries = {}
        # A row for each category.
        for *row, category in _ON_DAYS.rows(at=at, days=dates):
            entries.setdefault(tuple(row), set()).add(category)
        by_day = {}
        for row, categories in entries.items():
            entry = _entry(*row, frozenset(categories - {None}))
            by_day.setdefault(entry.day, []).append(entry)
        for day in days:
            made.put(bisect_left(made.days, day), bisect_right(made.days, day), by_day.get(day, ()))
    return made.catalogue(token, at, until, changes)


def _places_of(release, releases):
    """Yield each place of a release. There may be two: it moved to another day while that day was read again."""
    place = -1
    with suppress(ValueError):
        while True:
            place = releases.index(release, place + 1)
            yield place


def _begun(since, at):
    """Return the releases of which an edition has begun from one moment to another, and when the next one begins.

    An edition ends where the next one of its release begins, so the beginnings are enough. Where more have begun than
    are looked at, {None} stands for the releases.
    """
    after = _AFTER.rows(at=since)
    until = next((moment for moment, _release in after if moment > at), None)
    if until is None and len(after) > MOST:
        return {None}, None
    return {release for moment, release in after if moment <= at}, until


class _Making:
    """A catalogue in the making: another one's, in which some places are put anew."""

    def __init__(self, found):
        self.arrays = {name: getattr(found, name)[:] for name in _ARRAYS}
        self.years, self.sets = list(found.years), list(found.sets)
        self._year_numbers = {year: number for number, year in enumerate(self.years)}
        self._set_numbers = {keys: number for number, keys in enumerate(self.sets)}
        self.months, self.news = dict(found.months), dict(found.news)
        # Those whose months are no longer the other one's.
        self._own = set()

    @property
    def days(self):
        """The day that stands at each place by now."""
        return self.arrays["days"]

    def put(self, begin, end, entries):
        """Put entries, in their order, in the place of those from one place to another, and count them."""
        for place in range(begin, end):
            self._count(self._entry(place), -1)
        new = {name: array(self.arrays[name].typecode) for name in _ARRAYS}
        for entry in entries:
            self._count(entry, 1)
            new["editions"].append(entry.edition)
            new["releases"].append(entry.release)
            new["days"].append(entry.day)
            new["is_news"].append(entry.is_news)
            new["year_of"].append(_numbered(Year(entry.language, entry.day // 10_000), self._year_numbers, self.years))
            new["set_of"].append(_numbered(entry.categories, self._set_numbers, self.sets))
        for name, part in new.items():
            self.arrays[name][begin:end] = part

    def catalogue(self, token, at, until, changes):
        """Return the `Catalogue` that it is now."""
        return Catalogue(
            token,
            at,
            until,
            **self.arrays,
            years=self.years,
            sets=self.sets,
            months=self.months,
            news=self.news,
            changes=changes,
        )

    def _entry(self, place):
        edition, release, day, is_news, year, keys = (self.arrays[name][place] for name in _ARRAYS)
        return _Entry(edition, release, self.years[year].language, day, bool(is_news), self.sets[keys])

    def _count(self, entry, step):
        month = entry.day // 10_000, entry.day // 100 % 100
        for category in (ALL, *entry.categories):
            key = entry.language, category
            if key not in self._own:
                self._own.add(key)
                self.months[key] = dict(self.months.get(key, ()))
            months = self.months.setdefault(key, {})
            months[month] = months.get(month, 0) + step
            if not months[month]:
                del months[month]
                if not months:
                    del self.months[key]
        if not self.months.get((entry.language, ALL)):
            self.news.pop(entry.language, None)
        else:
            self.news[entry.language] = self.news.get(entry.language, 0) + step * entry.is_news


def _numbered(value, numbers, values):
    """Return the number of a value among those that are known, to which it is added if it is new."""
    number = numbers.get(value)
    if number is None:
        number = numbers[value] = len(values)
        values.append(value)
    return number


def _entry(edition, release, language, day, kind, categories):
    return _Entry(edition, release, language, int(day.replace("-", "")), kind != Edition.Kind.WITHDRAWAL, categories)


def _number(day):
    return day.year * 10_000 + day.month * 100 + day.day


def _nothing(token, at):
    arrays = {name: array(kind) for name, kind in _ARRAYS.items()}
    return Catalogue(token, at, None, **arrays, years=[], sets=[], months={}, news={}, changes={})


_ARRAYS = {"editions": "q", "releases": "q", "days": "i", "is_news": "b", "year_of": "i", "set_of": "i"}
_AFTER = Statement(
    lambda at: Edition.objects.scheduled(at).order_by("live_from").values_list("live_from", "release_id")[: MOST + 1],
    at=datetime.datetime,
)
_DAYS = Statement(
    lambda releases: Release.objects.filter(pk__in=releases).order_by().values_list("date"), releases=Several(int, MOST)
)
_ON_DAYS = Statement(
    lambda at, days: (
        Edition.objects.live(at)
        .filter(release__date__in=days)
        .order_by("release__date", "release__published_at", "release_id")
        .values_list(
            *("pk", "release_id", "release__language", Cast("release__date", CharField()), "kind", "categories")
        )
    ),
    at=datetime.datetime,
    days=Several(datetime.date, 2 * MOST),
)
_LATEST = Latest(_read, _renewed)
