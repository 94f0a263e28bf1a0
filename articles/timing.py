"""Moments as people say them, and what speaks against one: a day off, another release at the same minute."""

import datetime
import functools
import re

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.models import Edition
from pressroom import dates

MINUTE = datetime.timedelta(minutes=1)
# The language of a holiday's name for who reads a language that the library doesn't know; after it, English.
NEXT = {"kk": "ru"}
# What the library calls Russia's days off in Russian, which it doesn't know in Kazakh.
IN_KAZAKH = {
    "Новый год": "Жаңа жыл",
    "Новогодние каникулы": "Жаңажылдық демалыс",
    "Рождество Христово": "Рождество мерекесі",
    "День защитника Отечества": "Отан қорғаушы күні",
    "Международный женский день": "Халықаралық әйелдер күні",
    "Праздник Весны и Труда": "Көктем және еңбек мерекесі",
    "День Победы": "Жеңіс күні",
    "День России": "Ресей күні",
    "День народного единства": "Халық бірлігі күні",
    "Выходной": "Демалыс күні",
    "выходной": "демалыс күні",
}
# So many releases of the same minute are named.
NAMED = 2


def in_words(moment, at=None):
    """Return a moment as a person says it, in the site's time zone: 'Tuesday 24 November 2026, 09:30 (UTC+4)'.

    The year is left out where it is that of the moment `at`.
    """
    local = timezone.localtime(moment)
    is_this_year = at is not None and timezone.localtime(at).year == local.year
    return f"{dates.say(local, 'l j E, H:i' if is_this_year else 'l j E Y, H:i')} ({_offset(local)})"


def zone_in_words(moment):
    """Return the site's time zone as it is at the moment: 'Europe/Astrakhan, UTC+4'."""
    return f"{timezone.get_current_timezone_name()}, {_offset(timezone.localtime(moment))}"


def warnings(moment, edition=None):
    """Return what speaks against publishing at the moment, as sentences; `edition` is the one that is meant for it."""
    others = _meant(moment, moment)
    return [*day_off(timezone.localdate(moment)), *_clash(_others(others, edition) if edition else others)]


def warnings_of(editions):
    """Return {pk: sentences} as `warnings` has them for scheduled editions, in a constant number of queries."""
    editions = list(editions)
    if not editions:
        return {}
    prefetch_related_objects(editions, "release")
    by_minute = {}
    moments = [edition.live_from for edition in editions]
    for other in _meant(min(moments), max(moments)):
        by_minute.setdefault(_minute(other.live_from or other.planned_for), []).append(other)
    found = {}
    for edition in editions:
        clash = _clash(_others(by_minute.get(_minute(edition.live_from), []), edition))
        found[edition.pk] = [*day_off(timezone.localdate(edition.live_from)), *clash]
    return found


def day_off(day):
    """Return a sentence about a weekend or a public holiday in a list, which is empty on a working day."""
    words = dates.say(day, "l j E Y")
    if name := holiday(day):
        return [capfirst(_("%(day)s is a public holiday: %(name)s.") % {"day": words, "name": name})]
    if is_weekend(day):
        return [capfirst(_("%(day)s is a weekend.") % {"day": words})]
    return []


def holiday(day):
    """Return the name of the public holiday, '' on any other day. The country is `settings.HOLIDAYS`."""
    name = _calendar(settings.HOLIDAYS, get_language(), day.year).get(day, "") if settings.HOLIDAYS else ""
    # 'Day off (substituted from 01/04/2026)': as Americans write dates, which would mislead; the day off is enough.
    name = re.sub(r" \([^()]*\d[^()]*\)", "", name)
    return re.sub("|".join(IN_KAZAKH), lambda found: IN_KAZAKH[found[0]], name) if get_language() == "kk" else name


def is_weekend(day):
    """Return whether nobody works because of the day of the week: a Saturday may have been made a working day."""
    if not settings.HOLIDAYS:
        return day.weekday() >= 5
    calendar = _calendar(settings.HOLIDAYS, get_language(), day.year)
    return calendar.is_weekend(day) and not calendar.is_working_day(day)


@functools.lru_cache(maxsize=64)
def _calendar(country, language, year):
    """Return the holidays of a year; named in the language, or in another where the library doesn't know it."""
    # Here, because it takes a tenth of a second, which no command and no public page should have to wait.
    import holidays

    country, _hyphen, subdivision = country.partition("-")
    known = holidays.country_holidays(country).supported_languages
    short = (language or "").partition("-")[0]
    language = next(
        (one for wanted in (short, NEXT.get(short), "en") for one in known if one.partition("_")[0] == wanted), None
    )
    # Of one year, not of more when asked: what several threads read is never written again.
    return holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False, language=language)


def _offset(local):
    hours, minutes = divmod(abs(int(local.utcoffset().total_seconds())) // 60, 60)
    sign = "-" if local.utcoffset() < datetime.timedelta(0) else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def _minute(moment):
    return moment.replace(second=0, microsecond=0)


def _meant(first, last):
    """Return what is approved or planned for the minutes from one to the other, both included."""
    begin, end = _minute(first), _minute(last) + MINUTE
    told = ("pk", "headline", "release__translation_key", "live_from", "planned_for")
    editions = Edition.objects.filter(release__removed_at__isnull=True).select_related("release")
    editions = editions.only(*told).order_by("pk")
    return [
        # Two questions, because each has its index and 'or' would have none.
        *editions.filter(stage=Edition.Stage.APPROVED, live_from__gte=begin, live_from__lt=end),
        *editions.open().filter(planned_for__gte=begin, planned_for__lt=end),
    ]


def _others(editions, edition):
    """Return those editions that don't belong to the edition's family: translations are meant to go out together."""
    return [other for other in editions if other.release.translation_key != edition.release.translation_key]


def _clash(others):
    if not others:
        return []
    names = [_("“%(headline)s”") % {"headline": other.headline} for other in others[:NAMED]]
    more = len(others) - len(names)
    if more:
        names.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return [_("At the same minute: %(names)s.") % {"names": ", ".join(names)}]
