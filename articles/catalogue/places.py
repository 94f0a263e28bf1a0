"""The live editions as a few numbers each, by their places, and how much of what there is."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from articles.models import Release
from pressroom.version import Reading

# The place of a category's key for the releases of all categories.
ALL = 0
# What is kept by place, and as which kind of number.
ARRAYS = {"editions": "q", "releases": "q", "days": "i", "is_news": "b", "year_of": "i", "set_of": "i"}


class Year(NamedTuple):
    """A year of releases in one language."""

    language: str
    number: int


class Entry(NamedTuple):
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
        begin = bisect_left(self.days, number_of(first)) if first else 0
        return begin, bisect_right(self.days, number_of(last)) if last else len(self.days)

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


class Making:
    """A catalogue in the making: another one's, in which some places are put anew."""

    def __init__(self, found):
        self.arrays = {name: getattr(found, name)[:] for name in ARRAYS}
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
        new = {name: array(self.arrays[name].typecode) for name in ARRAYS}
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
        edition, release, day, is_news, year, keys = (self.arrays[name][place] for name in ARRAYS)
        return Entry(edition, release, self.years[year].language, day, bool(is_news), self.sets[keys])

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


def taken(numbers, places):
    """Return what stands in an array at some places, at once: one by one takes three times the time."""
    return itemgetter(*places)(numbers) if len(places) > 1 else [numbers[place] for place in places]


def date_of(number):
    """Return a day that is a number (20220528) as '2022-05-28'."""
    day = f"{number:08d}"
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def number_of(day):
    """Return a day as a number: 20220528."""
    return day.year * 10_000 + day.month * 100 + day.day


def _numbered(value, numbers, values):
    """Return the number of a value among those that are known, to which it is added if it is new."""
    number = numbers.get(value)
    if number is None:
        number = numbers[value] = len(values)
        values.append(value)
    return number
