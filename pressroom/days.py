"""A day and a moment in the words of DATE_FORMAT and DATETIME_FORMAT, put together of words that are looked up once.

Django's own `date_format` says the same in some fifty times as long, and a page names a dozen days.
"""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from django.utils import dateformat, translation
from django.utils.formats import date_format, get_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

_TIME = ", H:i"


class Part(NamedTuple):
    """A piece of a day: its name ('figure', 'month', 'year', 'mark'; none for the space between two), and its words."""

    name: str
    text: str


def parts(day, language=None):
    """Return a day as the `Part`s of its words, in their order in a language: that of the page, or another."""
    language = language or translation.get_language()
    return [Part(name, _said(language, text, day) if is_letter else text) for name, text, is_letter in _order(language)]


def in_words(day, language=None):
    """Return a day as DATE_FORMAT of a language has it: 'May 28, 2022', '2022 ж. 28 мамыр'."""
    return "".join([part.text for part in parts(day, language)])


def weekday(day, language=None):
    """Return the weekday of a day, as it begins a sentence: 'Среда'."""
    return _weekday(language or translation.get_language(), day.weekday())


def moment_in_words(moment):
    """Return a moment as DATETIME_FORMAT of the page's language has it, in the site's time zone."""
    local = localtime(moment)
    if get_format("DATETIME_FORMAT") == get_format("DATE_FORMAT") + _TIME:
        return f"{in_words(local)}, {local:%H:%M}"
    return date_format(local, "DATETIME_FORMAT")


def _said(language, letter, day):
    if letter == "j":
        return str(day.day)
    return f"{day.year:04d}" if letter == "Y" else _month(language, letter, day.month)


@lru_cache(maxsize=256)
def _month(language, letter, month):
    with translation.override(language):
        return dateformat.format(datetime.date(2000, month, 1), letter)


@lru_cache
def _weekday(language, number):
    # The third of January 2000 was a Monday.
    with translation.override(language):
        return capfirst(dateformat.format(datetime.date(2000, 1, 3 + number), "l"))


@lru_cache
def _order(language):
    """Return what DATE_FORMAT of a language is made of as (name, letter or words, whether it is a letter)."""
    found = []
    for letter, words in re.findall(r"([jFENY])|([^jFENY]+)", get_format("DATE_FORMAT", lang=language)):
        if letter:
            found.append(({"j": "figure", "Y": "year"}.get(letter, "month"), letter, True))
            continue
        mark = words.strip(" ")
        before, _mark, after = words.partition(mark) if mark else (words, "", "")
        found += [(name, text, False) for name, text in (("", before), ("mark", mark), ("", after)) if text]
    return found
