"""Releases by category, and by year, month and day. A period without releases is no page."""

import calendar
import datetime

from django.conf import settings
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from articles import lookup, paging, periods, surroundings, versions
from articles.addresses import localized
from articles.models import CategoryText, Edition
from pressroom.caching import public

QUARTER = 3


@public
def category(request, slug, language=settings.LANGUAGE_CODE):
    """Show a category's releases, the latest first; an old address of a category leads to its present one."""
    return _category(request, slug, language)


@public
def category_year(request, slug, year, language=settings.LANGUAGE_CODE):
    """Show a category's releases of a year; below an old address of the category it leads below the present one."""
    return _category(request, slug, language, year)


@public
def category_month(request, slug, year, month, language=settings.LANGUAGE_CODE):
    """Show a category's releases of a month; below an old address of the category it leads below the present one."""
    return _category(request, slug, language, year, month)


@public
def year(request, year, language=settings.LANGUAGE_CODE):
    """Show a year as a calendar, the days that have releases leading to them, and the other years."""
    at = timezone.now()
    years = periods.load(language, at)
    here = periods.find(years, year)
    if here is None:
        raise Http404("No releases in that year.")
    first, last = _days(year)
    counts = _counts(language, first, last)
    months = [(month, _weeks(language, counts, month)) for month in here.months]
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
            "versions": versions.of_period(language, at, first, last, year=year),
        },
    )


@public
def month(request, year, month, language=settings.LANGUAGE_CODE):
    """Show a month's releases beside its calendar, and the other months and years."""
    at = timezone.now()
    years = periods.load(language, at)
    of_year, here = _period(years, year, month)
    first, last = _days(year, month)
    earlier, later = periods.months_beside(years, here)
    return render(
        request,
        "articles/month.html",
        {
            "month": here,
            "weeks": _weeks(language, _counts(language, first, last), here),
            "earlier": earlier,
            "later": later,
            "year": of_year,
            "years": years,
            "page": _page(request, _live(language).filter(release__date__range=(first, last))),
            "versions": _of_part(request, versions.of_period(language, at, first, last, year=year, month=month)),
        },
    )


@public
def day(request, year, month, day, language=settings.LANGUAGE_CODE):
    """Show the releases of a day, and lead to the nearest days that have some."""
    try:
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise Http404("No such day.") from error
    page = _page(request, _live(language).filter(release__date=date))
    if not page.editions:
        raise Http404("No releases on that day.")
    dates = _live(language).in_order().values_list("release__date", flat=True)
    earlier = dates.filter(release__date__lt=date).first()
    later = dates.reverse().filter(release__date__gt=date).first()
    elsewhere = versions.of_period(language, timezone.now(), date, date, year=year, month=month, day=day)
    return render(
        request,
        "articles/day.html",
        {
            "date": date,
            "page": page,
            "url": _url(language, date),
            "month_url": localized("articles:month", language, year=year, month=month),
            "earlier": earlier,
            "earlier_url": earlier and _url(language, earlier),
            "later": later,
            "later_url": later and _url(language, later),
            "versions": _of_part(request, elsewhere),
        },
    )


def _category(request, slug, language, year=None, month=None):
    text = CategoryText.objects.filter(language=language, slug=slug).first()
    if text is None:
        return lookup.moved(request)
    at, around = timezone.now(), surroundings.of(request)
    years = periods.load(language, at, text)
    editions = _live(language).in_category(text.category_id)
    of_year = of_month = earlier = later = None
    elsewhere = versions.of_category(text, around)
    if year:
        of_year, of_month = _period(years, year, month)
        days, period = _days(year, month), {"year": year} | ({"month": month} if month else {})
        editions = editions.filter(release__date__range=days)
        elsewhere = versions.of_category_period(text, around, at, *days, **period)
        beside = periods.months_beside if of_month else periods.years_beside
        earlier, later = beside(years, of_month or of_year)
    return render(
        request,
        "articles/category.html",
        {
            "category": text,
            "year": of_year,
            "month": of_month,
            "earlier": earlier,
            "later": later,
            "years": years,
            # The year whose months are spread out: the latest one where none was asked for.
            "spread": of_year or next(iter(years), None),
            "url": (of_month or of_year).url if year else text.get_absolute_url(),
            "page": _page(request, editions),
            "versions": _of_part(request, elsewhere),
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


def _live(language):
    # No list shows the text itself, which is most of an edition.
    return Edition.objects.live(timezone.now()).in_language(language).defer("body")


def _page(request, editions):
    return paging.page(editions.for_cards(), request.GET.get("before", ""))


def _of_part(request, elsewhere):
    """Return the `Versions` of a list, or of a part of it where one is asked for."""
    return elsewhere.of_a_part if request.GET.get("before") else elsewhere


def _counts(language, first, last):
    """Return the days from one to another that have live releases, and how many."""
    return dict(
        _live(language)
        .filter(release__date__range=(first, last))
        .order_by("release__date")
        .values_list("release__date")
        .annotate(Count("pk"))
    )


def _weeks(language, counts, month):
    """Return a month as its calendar shows it: weeks of seven days from Monday, None for those of other months."""
    if not month.count:
        return []
    return [
        [_day(language, counts, date) if date.month == month.number else None for date in week]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.number)
    ]


def _day(language, counts, date):
    count = counts.get(date, 0)
    # The number as text: there are 365 of them on a page, and a template is slow to write a number or a date.
    found = {"number": str(date.day), "count": count}
    return found | {"url": _url(language, date), "name": date_format(date, "MONTH_DAY_FORMAT")} if count else found


def _url(language, date):
    return localized("articles:day", language, year=date.year, month=date.month, day=date.day)
