"""Releases by category, and by year, month and day. What has no releases is no page."""

import datetime

from django.conf import settings
from django.db.models import Count, Subquery
from django.http import Http404
from django.shortcuts import render

from articles import counts, list_cards, lists, periods, surroundings, versions
from articles.list_cards import OF_ONE_DAY, ROW
from articles.models import Edition
from articles.periods import Day, Place
from pressroom.caching import public
from pressroom.statements import Statement, Uneven

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
    days = around.counts.days_of_year(language, counts.ALL, year, around.at)
    months = list(zip(here.months, days, strict=True))
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
    page = _page(request, around, place, ROW, *_days(year, month))
    return render(
        request,
        "articles/month.html",
        {
            "month": here,
            "days": _days_of(here, around),
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
    page = _page(request, around, place, OF_ONE_DAY, here.date, here.date)
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
    around = surroundings.of(request)
    text = around.text_of(slug)
    if text is None:
        raise Http404("No such category.")
    place = Place(language, text.category_id, slug)
    years = periods.of(place, around.counts)
    if not years:
        raise Http404("No releases in that category.")
    of_year = of_month = of_day = earlier = later = days = None
    period = ()
    if year:
        of_year, of_month = _period(years, year, month)
        languages = around.counts.languages(year, month, text.category_id)
        if day:
            of_day, earlier, later, languages = _day(around, place, year, month, day)
            period = of_day.date, of_day.date
        else:
            period = _days(year, month)
            beside = periods.months_beside if month else periods.years_beside
            earlier, later = beside(years, of_month or of_year)
            days = _days_of(of_month, around) if month else None
    here = of_day or of_month or of_year
    elsewhere = versions.of_period(here, around, languages) if here else versions.of_category(text.category_id, around)
    page = _page(request, around, place, ROW, *period)
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
            # The numbers of its days, where it is the month itself.
            "days": days,
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
    return datetime.date(year, month or 1, 1), counts.last_day(year, month or 12)


def _days_of(month, around):
    """Return the numbers of releases that the days of a `Month` have, for its calendar."""
    place = month.place
    return around.counts.days(place.language, place.category, month.year, month.number, around.at)


def _page(request, around, place, look, first=None, last=None):
    """Return the page that is asked for of what is live in a place, or of some days of it, with its cards."""
    values = {"at": around.at, "language": place.language}
    kind = lists.IN_CATEGORY if place.category else lists.OF_DAYS
    if first:
        values |= {"first": first, "last": last}
        kind = lists.IN_CATEGORY_OF_DAYS if place.category else lists.OF_DAYS
    if place.category:
        values["category"] = place.category
    page = kind.page(request.GET, **values)
    list_cards.show([(one, look) for one in page.editions], around, without=place.category or None)
    return page


def _of_part(page, elsewhere):
    """Return the `Versions` of a list, or of a part of it where one is asked for."""
    return elsewhere.of_a_part if page.begins else elsewhere


def _day(around, place, year, month, day):
    """Return a `Day`, the nearest ones before and after it (or None) and the languages in which it has any.

    It is one query. Http404 where there is no such day, or nothing on it.
    """
    try:
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise Http404("No such day.") from error
    values = {"at": around.at, "language": place.language, "date": date}
    rows = _DAY_OF_CATEGORY.rows(**values, category=place.category) if place.category else _DAY.rows(**values)
    found = {language: beside for language, *beside in rows}
    if place.language not in found:
        raise Http404("No releases on that day.")
    count, *beside = found[place.language]
    return Day(place, date, count), *(other and Day(place, other, 0) for other in beside), set(found)


def _beside_day(at, language, date, category=None):
    everywhere = Edition.objects.live(at)
    if category:
        everywhere = everywhere.in_category(category)
    dates = everywhere.in_language(language).in_order().values("release__date")
    return (
        everywhere.filter(release__date=date)
        .order_by()
        .values("release__language")
        .annotate(
            count=Count("pk"),
            earlier=Subquery(dates.filter(release__date__lt=date)[:1]),
            later=Subquery(dates.reverse().filter(release__date__gt=date)[:1]),
        )
        .values_list("release__language", "count", "earlier", "later")
    )


_HOLES = {"at": datetime.datetime, "language": str, "date": datetime.date}
_DAY, _DAY_OF_CATEGORY = Statement(_beside_day, **_HOLES), Statement(_beside_day, **_HOLES, category=Uneven(int))
