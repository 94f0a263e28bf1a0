"""What is live, read from the database: all of it once, and then what was changed or has begun."""

import datetime
from array import array
from bisect import bisect_left, bisect_right
from contextlib import suppress

from django.db.models import CharField
from django.db.models.functions import Cast

from articles.catalogue.places import ARRAYS, Catalogue, Entry, Making, date_of, number_of
from articles.models import Edition, Release
from pressroom import version
from pressroom.statements import Several, Statement
from pressroom.version import Latest

# Rows. All at once would take ten megabytes, most of which a process keeps for ever.
AT_ONCE = 1000
# Releases whose days are read again; where more are others now, all is read.
MOST = 20
# The changes on record are those of a day: what was read long before may have missed some.
LONGEST = version.KEPT / 2


def of(at, token=None):
    """Return the `Catalogue` of a moment: by a few queries after a change or such a moment, else by none.

    `token` is the `around` of the site's version, if it is known; it has to be read before: see `version.Reading`.
    """
    return _LATEST.of(token or version.current().around, at)


def forget():
    """Keep nothing, as a process that has just begun."""
    _LATEST.forget()


def _read(token, at, changes=None):
    """Read all that is live at a moment."""
    # Before all else: what is changed while the rest is read is then met again, as a change.
    changes = version.changes() if changes is None else changes
    categories, alike = {}, {}
    through = Edition.categories.through.objects.order_by().values_list("edition_id", "category_id")
    for edition, category in through.iterator(chunk_size=AT_ONCE):
        keys = categories.get(edition, frozenset()) | {category}
        categories[edition] = alike.setdefault(keys, keys)
    live, nothing = _in_order(Edition.objects.live(at)), frozenset()
    made = Making(_nothing(token, at))
    made.put(0, 0, (_entry(*row, categories.get(row[0], nothing)) for row in live.iterator(chunk_size=AT_ONCE)))
    return made.catalogue(token, at, _begun(at, at)[1], changes)


def _renewed(found, token, at):
    """Return what a catalogue has become by some changes, or by the clock."""
    changes = version.changes()
    # What was on record and no longer is, was taken back (a transaction read what it had written), or is old.
    releases = {release for _change, release in changes.items() ^ found.changes.items()}
    # Of a change without a release nobody said what it was. On record are those of a day.
    if None in releases or len(releases) > MOST or abs(at - found.since) > LONGEST:
        return _read(token, at, changes)
    begun, until = _begun(min(found.since, at), at)
    # Who looked at the clock a little before the one who read gets the same, unless something came in between.
    if None in begun or len(releases | begun) > MOST or (until is not None and at < until <= found.since):
        return _read(token, at, changes)
    releases |= begun
    releases.discard(version.NO_RELEASE)
    days = {found.days[place] for release in releases for place in _places_of(release, found.releases)}
    if releases:
        days |= {number_of(day) for (day,) in _DAYS.rows(releases=list(releases)) if day}
    made = Making(found)
    if days:
        dates = [datetime.date.fromisoformat(date_of(day)) for day in days]
        entries = {}
        # A row for each category.
        for *row, category in _ON_DAYS.rows(at=at, days=dates):
            entries.setdefault(tuple(row), set()).add(category)
        by_day = {}
        for row, categories in entries.items():
            entry = _entry(*row, frozenset(categories - {None}))
            by_day.setdefault(entry.day, []).append(entry)
        for day in days:
            made.put(bisect_left(made.days, day), bisect_right(made.days, day), by_day.get(day, ()))
    return made.catalogue(token, at, until, changes)


def _places_of(release, releases):
    """Yield each place of a release. There may be two: it moved to another day while that day was read again."""
    place = -1
    with suppress(ValueError):
        while True:
            place = releases.index(release, place + 1)
            yield place


def _begun(since, at):
    """Return the releases of which an edition has begun from one moment to another, and when the next one begins.

    An edition ends where the next one of its release begins, so the beginnings are enough. Where more have begun than
    are looked at, {None} stands for the releases.
    """
    after = _AFTER.rows(at=since)
    until = next((moment for moment, _release in after if moment > at), None)
    if until is None and len(after) > MOST:
        return {None}, None
    return {release for moment, release in after if moment <= at}, until


def _in_order(editions, *more):
    """Return what is read of editions, and `more`, in the order of their places: the first parameters of `_entry`."""
    return editions.order_by("release__date", "release__published_at", "release_id").values_list(
        # The day as text, since SQLite's is one already, and is read for every release.
        *("pk", "release_id", "release__language", Cast("release__date", CharField()), "kind", *more)
    )


def _entry(edition, release, language, day, kind, categories):
    return Entry(edition, release, language, int(day.replace("-", "")), kind != Edition.Kind.WITHDRAWAL, categories)


def _nothing(token, at):
    arrays = {name: array(kind) for name, kind in ARRAYS.items()}
    return Catalogue(token, at, None, **arrays, years=[], sets=[], months={}, news={}, changes={})


_AFTER = Statement(
    lambda at: Edition.objects.scheduled(at).order_by("live_from").values_list("live_from", "release_id")[: MOST + 1],
    at=datetime.datetime,
)
_DAYS = Statement(
    lambda releases: Release.objects.filter(pk__in=releases).order_by().values_list("date"), releases=Several(int, MOST)
)
_ON_DAYS = Statement(
    lambda at, days: _in_order(Edition.objects.live(at).filter(release__date__in=days), "categories"),
    at=datetime.datetime,
    days=Several(datetime.date, 2 * MOST),
)
_LATEST = Latest(lambda token, at: _read(token, at), _renewed)
