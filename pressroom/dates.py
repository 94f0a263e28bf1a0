"""A day or a moment as each language says it: 'Tuesday 24 November 2026, 09:30', 'вторник, 24 ноября 2026 г., 09:30'.

Whole days and moments without their weekday are said by DATE_FORMAT and DATETIME_FORMAT of `pressroom.formats`.
"""

import datetime
import re

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Months whose short name is their whole one in Russian, and so declined: '25 мая', but '25 ноя'.
UNSHORTENED = {5, 6, 7}
MINUTE = datetime.timedelta(minutes=1)
HOUR, DAY = 60 * MINUTE, datetime.timedelta(days=1)


def with_offset(moment):
    """Return a moment as machines read it, in the site's time zone and to the second: '2022-05-28T10:30:00+04:00'."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def say(day, wanted):
    """Return a date or a local moment with what `wanted` names, by Django's letters in English order: 'l j E Y, H:i'.

    `l` or `D` is the weekday, `j E` or `j M` the day, `Y` the year, `H:i` the time; any of them may be missing. Order,
    commas and small letters are the language's: where it begins a sentence, `capfirst` is the caller's.
    """
    language = get_language() or "en"
    letters = set(re.findall("[A-Za-z]", wanted))
    weekday = next((letter for letter in "lD" if letter in letters), "")
    month = "M" if "M" in letters and not (language == "ru" and day.month in UNSHORTENED) else "E"
    order = _ORDERS.get(language, _in_english)
    words = date_format(day, order(weekday, f"j {month}" if "j" in letters else "", "Y" if "Y" in letters else ""))
    if language != "en":
        # Django writes weekdays and months with capital letters in every language.
        words = words.lower()
    return ", ".join(part for part in (words, date_format(day, "H:i") if "H" in letters else "") if part)


def ago(moment, at):
    """Return how long before `at` a moment was, as whole words: 'just now', '3 hours ago'."""
    passed = at - moment
    if passed < MINUTE:
        return _("just now")
    units = (
        (365 * DAY, lambda count: ngettext("%(count)d year ago", "%(count)d years ago", count)),
        (30 * DAY, lambda count: ngettext("%(count)d month ago", "%(count)d months ago", count)),
        (7 * DAY, lambda count: ngettext("%(count)d week ago", "%(count)d weeks ago", count)),
        (DAY, lambda count: ngettext("%(count)d day ago", "%(count)d days ago", count)),
        (HOUR, lambda count: ngettext("%(count)d hour ago", "%(count)d hours ago", count)),
        (MINUTE, lambda count: ngettext("%(count)d minute ago", "%(count)d minutes ago", count)),
    )
    unit, words = next(one for one in units if passed >= one[0])
    return words(passed // unit) % {"count": passed // unit}


def _in_english(weekday, day, year):
    return " ".join(part for part in (weekday, day, year) if part)


def _in_russian(weekday, day, year):
    return ", ".join(part for part in (weekday, f"{day} {year}\xa0г." if year else day) if part)


def _in_kazakh(weekday, day, year):
    return ", ".join(part for part in (f"{year}\xa0ж. {day}" if year else day, weekday) if part)


_ORDERS = {"ru": _in_russian, "kk": _in_kazakh}
