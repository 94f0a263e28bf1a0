"""Dates whose weekday is another one: 'Monday 24 November 2026' is a Tuesday. In English, Russian and Kazakh."""

import datetime
import re

from django.utils.translation import gettext as _

from articles.checks.text import Finding
from pressroom import dates

# How weekdays and months begin, in order; three letters tell all of one kind apart, whatever the language.
_WEEKDAYS = ("mon tue wed thu fri sat sun", "пон вто сре чет пят суб вос", "дүй сей сәр бей жұм сен жек")
_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
)
# The words as they stand before or after a date; a plural ('Mondays', 'по понедельникам') is no one day.
_WEEKDAY = (
    r"\b(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
    r"|(?i:(?:понедельник|вторник|четверг)(?:а|у|ом|е)?|(?:сред|пятниц|суббот)(?:а|у|ы|е|ой|ей)|воскресень(?:е|я|ю|ем)"
    r"|(?:дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|сенбі|жексенбі)(?:де|ге)?|жұма(?:да|ға)?))\b"
)
_MONTH = (
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
    r"|(?i:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)(?:да|де|ға|ге|ның|нің)?))\b"
)
_DAY = r"\b(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>[12][0-9]{3})\b(?:\s+года|\s+г\.)?)?"
_DATES = (
    rf"(?:(?P<early>\b[12][0-9]{{3}})\s+жыл\w*\s+)?{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\.?{_YEAR}",
    rf"(?P<month>{_MONTH})\.?\s+{_DAY}\b{_YEAR}",
    r"\b(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[12][0-9]{3})\b",
)
# In 'Saturday 23 May, Sunday 24 May' and '1 June, Monday to Friday' the weekday isn't of the date before it.
_NOT_OF_IT = rf"(?!\.?,?\s*(?:to\b|through\b|until\b|and\b|по\b|и\b|до\b|[-–—]|(?:the\s+)?[0-9]|{_MONTH}))"
_PATTERNS = [
    re.compile(pattern)
    for date in _DATES
    for pattern in (
        rf"(?P<weekday>{_WEEKDAY})\.?(?:\s+күні)?,?\s+(?:the\s+)?{date}",
        rf"{date}(?:,\s+(?:в\s+|во\s+|on\s+)?|\s*\(\s*)(?P<weekday>{_WEEKDAY}){_NOT_OF_IT}",
    )
]
# 'Every Monday, 1 June to 31 August'; 'Monday to Friday, 1 June to 31 August'.
_REPEATED = re.compile(
    rf"(?:\b(?i:every|each|кажд\w+|әр)\s+|{_WEEKDAY}\s*(?:to|through|and|по|и|,|-|–|—)\s*(?:в\s+)?)$"
)
# Most passages name no weekday: one search instead of six.
_ANY = re.compile(_WEEKDAY)
# Before it Russia counted thirteen days fewer, and either calendar may be meant.
_FIRST_YEAR = 1919


def wrong(text):
    """A date whose weekday is another one. Without a year, the nearest such day to that of the release is meant."""
    for passage in text.passages:
        words = passage.words
        if not _ANY.search(words):
            continue
        for match in sorted((one for each in _PATTERNS for one in each.finditer(words)), key=re.Match.start):
            year = match["year"] or match.groupdict().get("early")
            if _REPEATED.search(words, max(match.start() - 40, 0), match.start()) or int(year or 9999) < _FIRST_YEAR:
                continue
            date = _date(int(year) if year else None, match, text.day)
            said = {"where": passage.where, "words": match[0].strip(" .,") + ")" * ("(" in match[0])}
            if date is None:
                message = _("%(where)s: there is no such day as “%(words)s”. Mend the date.") % said
            elif date.weekday() == _place(match["weekday"], _WEEKDAYS):
                continue
            else:
                said |= {"date": dates.say(date, "j E Y"), "weekday": dates.say(date, "l")}
                message = _("%(where)s: “%(words)s”: %(date)s is a %(weekday)s. Mend the weekday or the date.") % said
            yield Finding(passage.field, message, said["words"])


def _date(year, match, near):
    """Return the date of a match, or None where there is no such day.

    Without a year it is the nearest one to a day; in the same year, if only there the weekday is right: a release of
    November may tell of Sunday 1 March.
    """
    month = int(match["month"]) if match["month"].isdigit() else _place(match["month"], _MONTHS) + 1
    found = []
    # Nine years hold a 29 February.
    for one in [year] if year else range(near.year - 4, near.year + 5):
        try:
            found.append(datetime.date(one, month, int(match["day"])))
        except ValueError:
            continue
    weekday = _place(match["weekday"], _WEEKDAYS)
    found.sort(key=lambda date: (date.year != near.year or date.weekday() != weekday, abs(date - near)))
    return found[0] if found else None


def _place(name, lists):
    """Return the place, from 0, of the weekday or month that begins as the name does."""
    return next(names.split().index(name[:3].casefold()) for names in lists if name[:3].casefold() in names.split())
