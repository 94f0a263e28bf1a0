"""What the process knows of all that is live, beside what a process that has just begun would read."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import catalogue
from articles.catalogue import reading


def everything(found):
    """Return what a catalogue says, however it came about."""
    rows = [
        (edition, release, day, bool(is_news), found.years[year], found.sets[keys])
        for edition, release, day, is_news, year, keys in zip(
            found.editions, found.releases, found.days, found.is_news, found.year_of, found.set_of, strict=True
        )
    ]
    places = [found.places([row[0]]) for row in rows]
    return rows, places, found.months, found.news, found.until


def require_true(at=None):
    """Have the process know what a process that has just begun would read; return how many queries it took to know."""
    at = at or timezone.now()
    with CaptureQueriesContext(connection) as queries:
        found = catalogue.of(at)
    assert everything(found) == everything(reading._read("another", at))
    return len(queries)
