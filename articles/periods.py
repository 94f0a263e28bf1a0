"""The years and months that have live releases, with counts: what one walks through in the archives."""

import datetime
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.utils.formats import date_format
from django.utils.text import capfirst

from articles.addresses import localized
from articles.models import CategoryText, Edition


@dataclass(frozen=True)
class Place:
    """Whose archive it is: that of a language, or of one category in it."""

    language: str
    category: CategoryText | None = None

    def url(self, **period):
        """Return the address of a period here, given as `year` and perhaps `month`."""
        name = "month" if "month" in period else "year"
        if self.category is None:
            return localized(f"articles:{name}", self.language, **period)
        return localized(f"articles:category_{name}", self.language, slug=self.category.slug, **period)


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
    def url(self):
        """The address of its page; only a month with releases has one."""
        return self.place.url(year=self.year, month=self.number)


@dataclass(frozen=True)
class Year:
    """A year with live releases, and its twelve months."""

    place: Place
    number: int
    months: tuple

    @property
    def count(self):
        """How many releases it has."""
        return sum(month.count for month in self.months)

    @property
    def url(self):
        """The address of its page."""
        return self.place.url(year=self.number)


def load(language, at, category=None):
    """Return the `Year`s with releases live at the moment, the latest first, by one query.

    `category` is a `CategoryText`; without one all releases in the language count.
    """
    place = Place(language, category)
    editions = Edition.objects.live(at).in_language(language)
    if category is not None:
        editions = editions.in_category(category.category_id)
    # '2022-05', cut from the date as text: Django's own functions for dates are Python ones on SQLite, called for every
    # release, and take twice the time.
    named = editions.order_by().annotate(named=Substr(Cast("release__date", CharField()), 1, 7))
    counts = {
        (int(found[:4]), int(found[5:])): count for found, count in named.values_list("named").annotate(Count("pk"))
    }
    return [
        Year(place, year, tuple(Month(place, year, number, counts.get((year, number), 0)) for number in range(1, 13)))
        for year, _months in groupby(sorted(counts, reverse=True), key=lambda key: key[0])
    ]


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
