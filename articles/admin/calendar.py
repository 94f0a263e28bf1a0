"""The calendar of the desk: a month of what was and will be published."""

import datetime
import re

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import calendar
from articles.addresses import YEARS

FORMAT = "%Y-%m"


def month(request):
    """Show the month that `?month=2026-11` names, else this one."""
    at = timezone.now()
    this = timezone.localdate(at).replace(day=1)
    first = _first_day(request.GET["month"]) if "month" in request.GET else this
    weeks = calendar.weeks(first, at)
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "first": first,
        "weeks": weeks,
        "is_empty": all(day.is_empty for week in weeks for day in week),
        "steps": [
            (_("Earlier"), _step(calendar.preceding(first))),
            (_("Later"), _step(calendar.following(first))),
        ],
        "this_month": "" if first == this else this.strftime(FORMAT),
        "has_view_permission": True,
    }
    return TemplateResponse(request, "admin/articles/calendar.html", context)


def _first_day(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise Http404
    try:
        first = datetime.date(int(text[:4]), int(text[5:]), 1)
    except ValueError:
        raise Http404 from None
    if first.year not in YEARS:
        raise Http404
    return first


def _step(first):
    """Return how the page links to a month, (what the address says, what a person reads); None beyond all years."""
    return (f"{first:{FORMAT}}", date_format(first, "YEAR_MONTH_FORMAT")) if first.year in YEARS else None
