"""How often somebody may do something: counted in the database, exactly, on one machine or several."""

import hashlib
from functools import cache, lru_cache

from django.conf import settings
from django.db import connection, transaction

from pressroom.models import RateCount
from pressroom.statements import ByHand, Statement, parts

# As many as an attempt has limits: for so few rows there is a statement that may be planned once a connection.
FEW = 4
# Ended windows that one sweep deletes.
ROWS = 500
# Of 256 new keys one sweeps, by how its digest begins: often enough for what it deletes at a time.
SWEEPS = "00"
_ENDED = Statement(
    lambda moment: (
        RateCount.objects.select_for_update(skip_locked=True).filter(window__lt=moment).values_list("pk")[:ROWS]
    ),
    moment=int,
)


def is_allowed(key, *, limit, seconds, at):
    """Count one attempt under `key`; return whether it is among the first `limit` of its window.

    Windows are `seconds` long and begin at fixed moments, the same for every key, so around the end of one up to twice
    the limit may pass. Each use has keys of its own, as 'like <visitor>'. A key that stands for a person is best made
    by `visitors.visitor` or `visitors.network`: it is stored as a hash keyed by the site's secret, against which
    whoever holds that key could try addresses until the window is swept.

    One statement counts and tells, so of any number of simultaneous attempts exactly `limit` are allowed.
    """
    return add({key: 1}, seconds=seconds, window=at, at=at)[key] <= limit


def exceeded(attempts, *, at):
    """Count one attempt under each of several keys, given as (key, limit, seconds), by one statement.

    Return the `seconds` of the first of them that `is_allowed` would not allow, or None.
    """
    asked = {_stored(key, seconds): (limit, seconds) for key, limit, seconds in attempts}
    counts = _added(sorted((stored, _end(seconds, at), 1) for stored, (_limit, seconds) in asked.items()))
    _sweep_now_and_then([stored for stored, count in counts.items() if count == 1], at)
    return next((seconds for stored, (limit, seconds) in asked.items() if counts[stored] > limit), None)


def add(counts, *, seconds, window, at):
    """Count so many attempts under each key, in the window of a moment; return how many there are now, by key.

    `counts` are numbers by key. Of simultaneous attempts under the same keys none is lost, nor do they wait for each
    other in a circle.
    """
    end = _end(seconds, window)
    keys = {_stored(key, seconds): key for key in counts}
    found, rows = {}, sorted((stored, end, counts[key]) for stored, key in keys.items())
    for part in parts(rows):
        found |= _added(part)
    _sweep_now_and_then([stored for stored, count in found.items() if count == counts[keys[stored]]], at)
    return {keys[stored]: count for stored, count in found.items()}


def forget(key, *, seconds, at):
    """Begin the count under `key` anew: what was attempted has succeeded."""
    RateCount.objects.filter(key=_stored(key, seconds), window=_end(seconds, at)).delete()


def seconds_left(seconds, at):
    """Return in how many seconds the window of `at` ends: what Retry-After says."""
    return _end(seconds, at) - int(at.timestamp())


def sweep(at):
    """Delete the counts of windows that have ended, at most 500 at a time; return how many there were.

    They are kept for a minute more, for a request that began in its window and counts only now.
    """
    with transaction.atomic():
        # Rows that another sweep holds are left to it: two that waited for each other's would deadlock.
        ended = [pk for (pk,) in _ENDED.rows(moment=int(at.timestamp()) - 60)]
        if ended:
            RateCount.objects.filter(pk__in=ended).delete()
    return len(ended)


def sweep_all(at):
    """Delete them all, some at a time; return how many there were."""
    count = 0
    while swept := sweep(at):
        count += swept
    return count


def _sweep_now_and_then(new, at):
    if any(stored.startswith(SWEEPS) for stored in new):
        sweep(at)


def _stored(key, seconds):
    secret = _secret(settings.SECRET_KEY)
    return hashlib.blake2b(f"{seconds} {key}".encode(), key=secret, digest_size=32).hexdigest()


@lru_cache(maxsize=1)
def _secret(of_site):
    return hashlib.sha256(f"pressroom.ratelimit {of_site}".encode()).digest()


def _end(seconds, at):
    return (int(at.timestamp()) // seconds + 1) * seconds


def _added(rows):
    """Add rows of (stored key, end of the window, count); return the counts by stored key."""
    values = [value for row in rows for value in row]
    if len(rows) <= FEW:
        return dict(_addition(len(rows)).rows(*values))
    with connection.cursor() as cursor:
        cursor.execute(_added_by(len(rows)), values)
        return dict(cursor.fetchall())


def _added_by(number):
    """Return the statement that adds so many rows."""
    table = f'"{RateCount._meta.db_table}"'
    return (
        f'INSERT INTO {table} ("key", "window", "count") VALUES {",".join(["(%s, %s, %s)"] * number)} '  # noqa: S608
        f'ON CONFLICT ("key", "window") DO UPDATE SET "count" = {table}."count" + excluded."count" '
        'RETURNING "key", "count"'
    )


@cache
def _addition(number):
    return ByHand(_added_by(number), *(None, None, None) * number, writes=True)
