"""Days and moments as public pages show them."""

import datetime
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles import periods
from articles.addresses import localized
from pressroom import dates, fragments, jinja


def day(date):
    """Show a day: 'May 28, 2022' in a line, and its figure set large where the margin has room for it.

    In a line it is what DATE_FORMAT of the page's language says, in its order: '2022 ж. 28 мамыр'. css/day.css sets its
    figure large in a margin, with the month and the weekday under it.
    """
    if isinstance(date, datetime.datetime):
        date = timezone.localdate(date)
    return _shown(get_language(), date)


# Lists have twenty days, and the next list has the same ones.
@lru_cache(maxsize=1000)
def _shown(language, date):
    return SafeString(_shape(language, date.month, date.weekday()).format(date))


# A page has ten days, which say little that is new.
_HOLES = {"figure": "{0.day}", "year": "{0.year:04d}"}


@lru_cache(maxsize=512)
def _shape(language, month, weekday):
    """Return how each day of a month that is a certain weekday is shown, to be filled by `format`."""
    words = "".join(
        f'<span class="day__{name}">{_HOLES.get(name) or escape(text)}</span>' if name else escape(text)
        for name, text in dates.parts(datetime.date(2000, month, 1), language)
    )
    # The third of January 2000 was a Monday.
    weekday = dates.weekday(datetime.date(2000, 1, 3 + weekday), language)
    return f'<time class="day" datetime="{{0}}">{words} <span class="day__weekday">{escape(weekday)}</span></time>'


def day_url(date, language):
    """Return the address of a day's archive."""
    return localized("articles:day", language, year=date.year, month=date.month, day=date.day)


def moment(at):
    """Show a moment to the minute: '<time datetime="2022-05-28T10:30:00+04:00">May 28, 2022, 10:30</time>'."""
    return SafeString(f'<time datetime="{dates.with_offset(at)}">{escape(dates.moment_in_words(at))}</time>')


def month_calendar(month, days):
    """Show a `periods.Month`, its days with so many releases each, under the names of the weekdays."""

    def made():
        weekdays = [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)]
        context = {"month": month, "weeks": periods.weeks(month, days), "weekdays": weekdays}
        return jinja.render("articles/_calendar.html", **context)

    return fragments.kept("calendar", get_language(), *month.place, month.year, month.number, days, make=made)
