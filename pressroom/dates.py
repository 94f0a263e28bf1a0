"""A day or a moment as each language says it: 'Tuesday 24 November 2026, 09:30', 'вторник, 24 ноября 2026 г., 09:30'.

Whole days and moments without their weekday are said by DATE_FORMAT and DATETIME_FORMAT of `pressroom.formats`, but put
together of words that are looked up once: Django's own `formats.date_format` takes some fifty times as long, and a page
names a dozen days.
"""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from django.utils import formats, timezone, translation
from django.utils.dateformat import format as date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Months whose short name is their whole one in Russian, and so declined: '25 мая', but '25 ноя'.
UNSHORTENED = {5, 6, 7}
MINUTE = datetime.timedelta(minutes=1)
HOUR, DAY = 60 * MINUTE, datetime.timedelta(days=1)
# What DATETIME_FORMAT has besides the day, in most languages.
_TIME = ", H:i"


class Part(NamedTuple):
    """A piece of a day: its name ('figure', 'month', 'year', 'mark'; none for the space between two), and its words."""

    name: str
    text: str


def parts(day, language=None):
    """Return a day as the `Part`s of its words, in their order in a language: that of the page, or another."""
    language = language or get_language()
    return [Part(name, _said(language, text, day) if is_letter else text) for name, text, is_letter in _order(language)]


def in_words(day, language=None):
    """Return a day as DATE_FORMAT of a language has it: 'May 28, 2022', '2022 ж. 28 мамыр'."""
    return "".join([part.text for part in parts(day, language)])


def weekday(day, language=None):
    """Return the weekday of a day, as it begins a sentence: 'Среда'."""
    return _weekday(language or get_language(), day.weekday())


def local(moment):
    """Return a moment in the site's time zone, which none of its pages is without."""
    # Django's `localtime` asks whether another one is active, ten times on a page.
    return moment.astimezone(timezone.get_default_timezone())


def moment_in_words(moment):
    """Return a moment as DATETIME_FORMAT of the page's language has it, in the site's time zone."""
    here, language = local(moment), get_language()
    if _ends_with_time(language):
        return f"{in_words(here, language)}, {here:%H:%M}"
    return formats.date_format(here, "DATETIME_FORMAT")


def with_offset(moment):
    """Return a moment as machines read it, in the site's time zone and to the second: '2022-05-28T10:30:00+04:00'."""
    return local(moment).isoformat(timespec="seconds")


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


def _said(language, letter, day):
    if letter == "j":
        return str(day.day)
    return f"{day.year:04d}" if letter == "Y" else _month(language, letter, day.month)


@lru_cache(maxsize=256)
def _month(language, letter, month):
    with translation.override(language):
        return date_format(datetime.date(2000, month, 1), letter)


@lru_cache
def _weekday(language, number):
    # The third of January 2000 was a Monday.
    with translation.override(language):
        return capfirst(date_format(datetime.date(2000, 1, 3 + number), "l"))


@lru_cache
def _ends_with_time(language):
    """Return whether DATETIME_FORMAT of a language is its DATE_FORMAT and the time."""
    date, whole = (formats.get_format(f"{name}_FORMAT", lang=language) for name in ("DATE", "DATETIME"))
    return whole == date + _TIME


@lru_cache
def _order(language):
    """Return what DATE_FORMAT of a language is made of as (name, letter or words, whether it is a letter)."""
    found = []
    for letter, words in re.findall(r"([jFENY])|([^jFENY]+)", formats.get_format("DATE_FORMAT", lang=language)):
        if letter:
            found.append(({"j": "figure", "Y": "year"}.get(letter, "month"), letter, True))
            continue
        mark = words.strip(" ")
        before, _mark, after = words.partition(mark) if mark else (words, "", "")
        found += [(name, text, False) for name, text in (("", before), ("mark", mark), ("", after)) if text]
    return found


def _in_english(weekday, day, year):
    return " ".join(part for part in (weekday, day, year) if part)


def _in_russian(weekday, day, year):
    return ", ".join(part for part in (weekday, f"{day} {year}\xa0г." if year else day) if part)


def _in_kazakh(weekday, day, year):
    return ", ".join(part for part in (f"{year}\xa0ж. {day}" if year else day, weekday) if part)


_ORDERS = {"ru": _in_russian, "kk": _in_kazakh}
