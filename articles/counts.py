"""How many releases are live, by month, language and category: counted once after a change, then kept in the process.

One count serves everything that is asked of all releases: the archives' years and months, what each list says that it
has, which categories and languages have anything at all. It is the `catalogue`'s, and holds for as long. The days of a
month or of a year are counted when they are first asked for, and hold as long.
"""

import calendar
import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count

from articles import catalogue
from articles.catalogue import ALL
from articles.models import Edition
from pressroom.statements import Statement, Uneven
from pressroom.version import Latest, Reading


@dataclass(frozen=True)
class Counts(Reading):
    """How many releases are live, from the moment of counting until something else is."""

    # {(language, key of a category or `ALL`): {(year, month): count}}, of those that have any.
    months: dict
    # How many are news, by language.
    news: dict
    # What was made of them since, and holds as long as they do, by its name and what it depends on.
    made: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def years(self):
        """The languages that have live releases, and the year of the latest one in each."""
        return {language: max(months)[0] for (language, category), months in self.months.items() if category == ALL}

    def languages(self, year, month=None, category=ALL):
        """Return the languages that have live releases of a year or a month, of a category or of all."""
        numbers = range(1, 13) if month is None else (month,)
        return {
            language
            for (language, key), months in self.months.items()
            if key == category and any((year, number) in months for number in numbers)
        }

    def days(self, language, category, year, month, at):
        """Return how many live releases each day of a month has: a tuple of as many numbers as it has days.

        `category` is a key or `ALL`, and `at` a moment at which they hold. It is one query, or none where the month or
        its year (`days_of_year`) was asked for already.
        """
        key = "days", language, category, year, month
        if key not in self.made:
            self._count_days(language, category, year, [month], at)
        return self.made[key]

    def days_of_year(self, language, category, year, at):
        """Return the same for each of the twelve months of a year, as a list."""
        key, months = ("days", language, category, year), range(1, 13)
        if any((*key, month) not in self.made for month in months):
            self._count_days(language, category, year, months, at)
        return [self.made[*key, month] for month in months]

    def _count_days(self, language, category, year, months, at):
        first, last = datetime.date(year, months[0], 1), last_day(year, months[-1])
        values = {"at": at, "language": language, "first": first, "last": last}
        found = dict(_DAYS.rows(**values) if category == ALL else _DAYS_OF_CATEGORY.rows(**values, category=category))
        for month in months:
            days = (datetime.date(year, month, day) for day in range(1, last_day(year, month).day + 1))
            self.made["days", language, category, year, month] = tuple(found.get(day, 0) for day in days)


def last_day(year, month):
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def of(token, at):
    """Return the `Counts` of a version at a moment: made after a change or such a moment, else kept.

    The token is its `around`, which must have been read before, never after: see `version.Reading`.
    """
    return _LATEST.of(token, at)


def forget():
    """Keep nothing, as a process that has just begun."""
    _LATEST.forget()


def _count(token, at):
    found = catalogue.of(at, token)
    return Counts(token, found.since, found.until, found.months, found.news)


def _by_day(at, language, first, last, category=ALL):
    live = Edition.objects.live(at).in_language(language).filter(release__date__range=(first, last))
    if category != ALL:
        live = live.in_category(category)
    return live.order_by("release__date").values_list("release__date").annotate(Count("pk"))


_HOLES = {"at": datetime.datetime, "language": str, "first": datetime.date, "last": datetime.date}
_DAYS, _DAYS_OF_CATEGORY = Statement(_by_day, **_HOLES), Statement(_by_day, **_HOLES, category=Uneven(int))
_LATEST = Latest(lambda token, at: _count(token, at))
