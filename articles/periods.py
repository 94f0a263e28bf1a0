"""The years, months and days that have live releases, with counts: what one walks through in the archives."""

import calendar
import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.text import capfirst

from articles import counts
from articles.addresses import localized


class Place(NamedTuple):
    """Whose archive it is: that of a language, or of one category in it, given by its key and its slug there."""

    language: str
    category: int = counts.ALL
    slug: str = ""

    def url(self, **period):
        """Return the address of a period here, given as `year` and perhaps `month` and `day`."""
        name = next(name for name in ("day", "month", "year") if name in period)
        if not self.slug:
            return localized(f"articles:{name}", self.language, **period)
        return localized(f"articles:category_{name}", self.language, slug=self.slug, **period)


@dataclass(frozen=True)
class Day:
    """A day, and how many live releases it has."""

    place: Place
    date: datetime.date
    count: int

    @property
    def title(self):
        """What it is called, in the language of the page."""
        return date_format(self.date, "DATE_FORMAT")

    @property
    def period(self):
        """What its address is made of."""
        return {"year": self.date.year, "month": self.date.month, "day": self.date.day}

    @property
    def url(self):
        """The address of its page; only a day with releases has one."""
        return self.place.url(**self.period)


@dataclass(frozen=True)
class Month:
    """A month, and how many live releases it has: perhaps none."""

    place: Place
    year: int
    number: int
    count: int

    @property
    def first(self):
        """Its first day."""
        return datetime.date(self.year, self.number, 1)

    @property
    def name(self):
        """Its name without the year, as a heading has it, in the language of the page."""
        return capfirst(date_format(self.first, "F"))

    @property
    def title(self):
        """Its name with the year, in the language of the page."""
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def period(self):
        """What its address is made of."""
        return {"year": self.year, "month": self.number}

    @property
    def url(self):
        """The address of its page; only a month with releases has one."""
        return self.place.url(**self.period)


@dataclass(frozen=True)
class Year:
    """A year with live releases, and its twelve months."""

    place: Place
    number: int
    months: tuple

    @cached_property
    def count(self):
        """How many releases it has."""
        return sum(month.count for month in self.months)

    @property
    def title(self):
        """What it is called."""
        return str(self.number)

    @property
    def period(self):
        """What its address is made of."""
        return {"year": self.number}

    @property
    def url(self):
        """The address of its page."""
        return self.place.url(**self.period)


def of(place, counted):
    """Return the `Year`s of a `Place` that have live releases, the latest first; `counted` are the `Counts`."""
    key = "years", *place
    if key not in counted.made:
        months = counted.months.get((place.language, place.category), {})
        counted.made[key] = [
            Year(place, year, tuple(Month(place, year, month, months.get((year, month), 0)) for month in range(1, 13)))
            for year, _months in groupby(sorted(months, reverse=True), key=lambda key: key[0])
        ]
    return counted.made[key]


def weeks(month, days):
    """Return a `Month` as its calendar shows it: weeks of seven days from Monday, None for those of other months.

    `days` are the numbers of releases that its days have.
    """
    return [
        [_in_calendar(month.place, date, days) if date.month == month.number else None for date in week]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.number)
    ]


def _in_calendar(place, date, days):
    count = days[date.day - 1]
    # The number as text: there are 365 of them on a page, and a template is slow to write a number or a date.
    found = {"number": str(date.day), "count": count}
    if not count:
        return found
    return found | {"url": Day(place, date, count).url, "name": date_format(date, "MONTH_DAY_FORMAT")}


def find(years, number):
    """Return the `Year` of that number, or None."""
    return next((year for year in years if year.number == number), None)


def years_beside(years, here):
    """Return the nearest `Year`s with releases before and after one of them, None where there is none."""
    return _beside(years[::-1], here)


def months_beside(years, here):
    """Return the nearest `Month`s with releases before and after one of them, in other years too."""
    return _beside([month for year in years[::-1] for month in year.months if month.count], here)


def _beside(ordered, here):
    earlier = next((a for a, b in pairwise(ordered) if b is here), None)
    later = next((b for a, b in pairwise(ordered) if a is here), None)
    return earlier, later
