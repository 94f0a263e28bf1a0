"""Releases by category, and by year, month and day. What has no releases is no page."""

import calendar
import datetime

from django.conf import settings
from django.db.models import Count, Subquery
from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format

from articles import paging, periods, surroundings, versions
from articles.models import CategoryText, Edition
from articles.periods import Day, Place
from pressroom.caching import public

QUARTER = 3


@public
def category(request, slug, language=settings.LANGUAGE_CODE):
    """Show a category's releases, the latest first."""
    return _category(request, slug, language)


@public
def category_year(request, slug, year, language=settings.LANGUAGE_CODE):
    """Show a category's releases of a year."""
    return _category(request, slug, language, year)


@public
def category_month(request, slug, year, month, language=settings.LANGUAGE_CODE):
    """Show a category's releases of a month beside its calendar."""
    return _category(request, slug, language, year, month)


@public
def category_day(request, slug, year, month, day, language=settings.LANGUAGE_CODE):
    """Show a category's releases of a day."""
    return _category(request, slug, language, year, month, day)


@public
def year(request, year, language=settings.LANGUAGE_CODE):
    """Show a year as a calendar, the days that have releases leading to them, and the other years."""
    around, place = surroundings.of(request), Place(language)
    years = periods.of(place, around.counts)
    here, _month = _period(years, year)
    counts = _counts(_live(around, place).filter(release__date__range=_days(year)))
    months = [(month, _weeks(month, counts)) for month in here.months]
    earlier, later = periods.years_beside(years, here)
    return render(
        request,
        "articles/year.html",
        {
            "year": here,
            "years": years,
            "quarters": [months[n : n + QUARTER] for n in range(0, len(months), QUARTER)],
            "earlier": earlier,
            "later": later,
            "versions": versions.of_period(here, around, around.counts.languages(year)),
        },
    )


@public
def month(request, year, month, language=settings.LANGUAGE_CODE):
    """Show a month's releases beside its calendar, and the other months and years."""
    around, place = surroundings.of(request), Place(language)
    years = periods.of(place, around.counts)
    of_year, here = _period(years, year, month)
    earlier, later = periods.months_beside(years, here)
    editions = _live(around, place).filter(release__date__range=_days(year, month))
    page = paging.page(editions.for_cards(), request.GET)
    return render(
        request,
        "articles/month.html",
        {
            "month": here,
            "weeks": _weeks(here, _counts(editions)),
            "earlier": earlier,
            "later": later,
            "year": of_year,
            "years": years,
            "page": page,
            "versions": _of_part(page, versions.of_period(here, around, around.counts.languages(year, month))),
        },
    )


@public
def day(request, year, month, day, language=settings.LANGUAGE_CODE):
    """Show the releases of a day, and lead to the nearest days that have some."""
    around, place = surroundings.of(request), Place(language)
    _of_year, of_month = _period(periods.of(place, around.counts), year, month)
    here, earlier, later, languages = _day(around, place, year, month, day)
    page = paging.page(_live(around, place).filter(release__date=here.date).for_cards(), request.GET)
    return render(
        request,
        "articles/day.html",
        {
            "day": here,
            "month": of_month,
            "page": page,
            "earlier": earlier,
            "later": later,
            "versions": _of_part(page, versions.of_period(here, around, languages)),
        },
    )


def _category(request, slug, language, year=None, month=None, day=None):
    text = CategoryText.objects.filter(language=language, slug=slug).first()
    if text is None:
        raise Http404("No such category.")
    around, place = surroundings.of(request), Place(language, text.category_id, slug)
    years = periods.of(place, around.counts)
    if not years:
        raise Http404("No releases in that category.")
    editions = _live(around, place)
    of_year = of_month = of_day = earlier = later = None
    weeks = []
    if year:
        of_year, of_month = _period(years, year, month)
        languages = around.counts.languages(year, month, text.category_id)
        if day:
            of_day, earlier, later, languages = _day(around, place, year, month, day)
            editions = editions.filter(release__date=of_day.date)
        else:
            editions = editions.filter(release__date__range=_days(year, month))
            beside = periods.months_beside if month else periods.years_beside
            earlier, later = beside(years, of_month or of_year)
            weeks = _weeks(of_month, _counts(editions)) if month else []
    here = of_day or of_month or of_year
    elsewhere = versions.of_period(here, around, languages) if here else versions.of_category(text.category_id, around)
    page = paging.page(editions.for_cards(), request.GET)
    return render(
        request,
        "articles/category.html",
        {
            "category": text,
            # The day, the month or the year; None of the whole list.
            "here": here,
            "count": here.count if here else sum(one.count for one in years),
            "url": here.url if here else text.get_absolute_url(),
            "year": of_year,
            "month": of_month,
            "day": of_day,
            "weeks": weeks,
            "earlier": earlier,
            "later": later,
            "years": years,
            # The year whose months are spread out: the latest one where none was asked for.
            "spread": of_year or years[0],
            "page": page,
            "versions": _of_part(page, elsewhere),
        },
    )


def _period(years, year, month=None):
    """Return the `Year` and, if one is asked for, the `Month`; Http404 where there are no releases."""
    of_year = periods.find(years, year)
    if of_year is None:
        raise Http404("No releases in that year.")
    if month is None:
        return of_year, None
    if not 1 <= month <= 12 or not of_year.months[month - 1].count:
        raise Http404("No releases in that month.")
    return of_year, of_year.months[month - 1]


def _days(year, month=None):
    """Return the first and the last day of a year or of a month."""
    last = calendar.monthrange(year, month or 12)[1]
    return datetime.date(year, month or 1, 1), datetime.date(year, month or 12, last)


def _live(around, place):
    # No list shows the text itself, which is most of an edition.
    editions = Edition.objects.live(around.at).in_language(place.language).defer("body")
    return editions.in_category(place.category) if place.category else editions


def _of_part(page, elsewhere):
    """Return the `Versions` of a list, or of a part of it where one is asked for."""
    return elsewhere.of_a_part if page.begins else elsewhere


def _counts(editions):
    """Return the days on which some editions' releases are, and how many."""
    return dict(editions.order_by("release__date").values_list("release__date").annotate(Count("pk")))


def _day(around, place, year, month, day):
    """Return a `Day`, the nearest ones before and after it (or None) and the languages in which it has any.

    It is one query. Http404 where there is no such day, or nothing on it.
    """
    try:
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise Http404("No such day.") from error
    dates = _live(around, place).in_order().values("release__date")
    everywhere = Edition.objects.live(around.at).filter(release__date=date)
    if place.category:
        everywhere = everywhere.in_category(place.category)
    rows = (
        everywhere.order_by()
        .values("release__language")
        .annotate(
            count=Count("pk"),
            earlier=Subquery(dates.filter(release__date__lt=date)[:1]),
            later=Subquery(dates.reverse().filter(release__date__gt=date)[:1]),
        )
    )
    found = {row["release__language"]: row for row in rows}
    if place.language not in found:
        raise Http404("No releases on that day.")
    here = found[place.language]
    beside = (here[side] and Day(place, here[side], 0) for side in ("earlier", "later"))
    return Day(place, date, here["count"]), *beside, set(found)


def _weeks(month, counts):
    """Return a `Month` as its calendar shows it: weeks of seven days from Monday, None for those of other months.

    `counts` are those of its days, by their dates.
    """
    if not month.count:
        return []
    return [
        [_in_calendar(month.place, date, counts) if date.month == month.number else None for date in week]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.number)
    ]


def _in_calendar(place, date, counts):
    count = counts.get(date, 0)
    # The number as text: there are 365 of them on a page, and a template is slow to write a number or a date.
    found = {"number": str(date.day), "count": count}
    if not count:
        return found
    return found | {"url": Day(place, date, count).url, "name": date_format(date, "MONTH_DAY_FORMAT")}
