"""Releases by category, and by year, month and day. A period without releases is no page."""

import calendar
import datetime
from itertools import pairwise

from django.conf import settings
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from articles import lookup, paging
from articles.addresses import localized
from articles.models import CategoryText, Edition
from pressroom.caching import public


@public
def category(request, slug, language=settings.LANGUAGE_CODE):
    """Show a category's releases, the latest first; an old address of a category leads to its present one."""
    text = CategoryText.objects.filter(language=language, slug=slug).first()
    if text is None:
        return lookup.moved(request)
    page = paging.page(_live(language).in_category(text.category_id).for_cards(), request.GET.get("before", ""))
    return render(request, "articles/category.html", {"category": text, "page": page})


@public
def year(request, year, language=settings.LANGUAGE_CODE):
    """Show a year as a calendar, the days that have releases leading to them."""
    counts = _counts(language, year)
    if not counts:
        raise Http404("No releases in that year.")
    editions = _live(language).in_order().values_list("release__date", flat=True)
    earlier = editions.filter(release__date__lt=datetime.date(year, 1, 1)).first()
    later = editions.reverse().filter(release__date__gt=datetime.date(year, 12, 31)).first()
    return render(
        request,
        "articles/year.html",
        {
            "year": year,
            "months": [_month(language, counts, year, number) for number in range(1, 13)],
            "count": sum(counts.values()),
            "url": localized("articles:year", language, year=year),
            "earlier_url": localized("articles:year", language, year=earlier.year) if earlier else "",
            "earlier": earlier and earlier.year,
            "later_url": localized("articles:year", language, year=later.year) if later else "",
            "later": later and later.year,
        },
    )


@public
def month(request, year, month, language=settings.LANGUAGE_CODE):
    """Show a month's releases beside its calendar."""
    if not 1 <= month <= 12:
        raise Http404("No such month.")
    counts = _counts(language, year)
    months = [_month(language, counts, year, number) for number in range(1, 13)]
    here = months[month - 1]
    if not here["count"]:
        raise Http404("No releases in that month.")
    filled = [other for other in months if other["count"]]
    of_month = _live(language).filter(release__date__range=(here["first"], here["last"])).for_cards()
    return render(
        request,
        "articles/month.html",
        {
            "month": here,
            "earlier": next((a for a, b in pairwise(filled) if b is here), None),
            "later": next((b for a, b in pairwise(filled) if a is here), None),
            "year": year,
            "year_url": localized("articles:year", language, year=year),
            "page": paging.page(of_month, request.GET.get("before", "")),
        },
    )


@public
def day(request, year, month, day, language=settings.LANGUAGE_CODE):
    """Show the releases of a day."""
    try:
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise Http404("No such day.") from error
    page = paging.page(_live(language).filter(release__date=date).for_cards(), request.GET.get("before", ""))
    if not page.editions:
        raise Http404("No releases on that day.")
    return render(
        request,
        "articles/day.html",
        {
            "date": date,
            "page": page,
            "url": localized("articles:day", language, year=year, month=month, day=day),
            "month_url": localized("articles:month", language, year=year, month=month),
            "year_url": localized("articles:year", language, year=year),
        },
    )


def _live(language):
    # No list shows the text itself, which is most of an edition.
    return Edition.objects.live(timezone.now()).in_language(language).defer("body")


def _counts(language, year):
    """Return the days of a year that have live releases, and how many."""
    return dict(
        _live(language)
        .filter(release__date__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)))
        .order_by("release__date")
        .values_list("release__date")
        .annotate(Count("pk"))
    )


def _month(language, counts, year, number):
    """Return a month as its calendar shows it: weeks of seven days from Monday, None for those of other months."""
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(year, number):
        weeks.append([_day(language, counts, date) if date.month == number else None for date in week])
    days = [day for week in weeks for day in week if day]
    return {
        "name": date_format(days[0]["date"], "F"),
        "first": days[0]["date"],
        "last": days[-1]["date"],
        "weeks": weeks,
        "count": sum(day["count"] for day in days),
        "url": localized("articles:month", language, year=year, month=number),
    }


def _day(language, counts, date):
    count = counts.get(date, 0)
    return {
        "date": date,
        # As text: there are 365 of them on a page, and a template is slow to write a number or a date.
        "number": str(date.day),
        "count": count,
        "url": localized("articles:day", language, year=date.year, month=date.month, day=date.day) if count else "",
    }
