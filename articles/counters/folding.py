"""Views from the spool into the database: each visitor of a release once a day, many in one short transaction."""

import datetime
import logging
from collections import Counter

from django.db import connection, transaction
from django.utils import timezone

from articles.counters import limits, spool, totals
from articles.counters.totals import Change, execute, flat, marks, parts, table
from articles.models import View

logger = logging.getLogger(__name__)

# Views of one transaction, which a writer of SQLite then waits for some hundredths of a second; files held at a time.
BATCH, FILES = 2000, 200
# Views of past days that are deleted at a time.
FORGOTTEN_AT_A_TIME = 2000
# In milliseconds, on PostgreSQL: how long the totals of a release are waited for that somebody edits. Less than the
# second after which PostgreSQL looks for a deadlock: if there were one, this gives way, and never an editor.
PATIENCE = 800

_limit = limits.Limit()


def fold(here=None):
    """Count what waits in the spool, also of processes that are dead; return how many views were new.

    Does nothing where another process of the node does it. A file is removed when all that is in it is committed. If
    this dies between the two, the next one meets the same views, which are there already.
    """
    here = here or spool.here
    here.rotate()
    is_held = here.is_taken
    if not here.take():
        return 0
    try:
        return _fold(here)
    finally:
        if not is_held:
            here.give_back()


def count(seen, at=None):
    """Count views at once, each a `Seen`; return how many were new and within the limit of their network."""
    first = {}
    for day, release, visitor, network, hour in seen:
        if not _limit.is_spent(network, hour):
            first.setdefault((day, release, visitor), (network, hour))
    if not first:
        return 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            execute("SELECT set_config('lock_timeout', %s, true)", [str(PATIENCE)])
        # In one order everywhere, so that two nodes which count the same views wait for each other and not in a circle.
        new = _inserted(sorted(first))
        over, remember = _limit.over([(view, first[view]) for view in first if view in new], at or timezone.now())
        _delete(over)
        counts = Counter((release, day) for day, release, _visitor in new.difference(over))
        existing = set(totals.existing(release for release, _day in counts))
        totals.add(
            [
                Change(release, datetime.date.fromordinal(day), views=views)
                for (release, day), views in counts.items()
                if release in existing
            ]
        )
    remember()
    return sum(views for (release, _day), views in counts.items() if release in existing)


def forget(at):
    """Delete some views of the days before yesterday; return how many: fewer than asked for means that none is left.

    A visitor has no name that lasts longer than a day, so they can't meet their like again; the totals say all that
    they say. A day is left for what waited over midnight.
    """
    before = timezone.localdate(at) - datetime.timedelta(days=1)
    with transaction.atomic():
        # Rows that another node deletes are left to it.
        old = list(
            View.objects.select_for_update(skip_locked=True)
            .filter(day__lt=before)
            .order_by("day")
            .values_list("pk", flat=True)[:FORGOTTEN_AT_A_TIME]
        )
        if old:
            execute(f"DELETE FROM {table(View)} WHERE id IN ({marks(len(old))})", old)  # noqa: S608
    return len(old)


def begin_anew():
    """Forget what waits, and what the process knows of networks; between tests."""
    global _limit
    _limit = limits.Limit()
    spool.here.empty()


def _fold(here):
    counted, waiting, done = 0, [], []
    file = None
    try:
        for file in here.whole():
            for seen in file.seen():
                waiting.append(seen)
                if len(waiting) >= BATCH:
                    counted += _commit(waiting, done)
            done.append(file)
            file = None
            if len(done) >= FILES:
                counted += _commit(waiting, done)
        return counted + _commit(waiting, done)
    finally:
        for held in (*done, file):
            if held is not None:
                held.close()


def _commit(waiting, done):
    counted = count(waiting)
    waiting.clear()
    while done:
        done[-1].remove()
        done.pop()
    return counted


def _inserted(views):
    """Insert views, each (day, release, visitor), and return the set of those that weren't there."""
    found, days = set(), {view[0]: datetime.date.fromordinal(view[0]).isoformat() for view in views}
    for day, date in days.items():
        for part in parts([view for view in views if view[0] == day]):
            rows = execute(
                f"INSERT INTO {table(View)} (day, release_id, visitor) "  # noqa: S608
                f"VALUES {','.join(['(%s,%s,%s)'] * len(part))} ON CONFLICT DO NOTHING RETURNING release_id, visitor",
                flat((date, release, visitor) for _day, release, visitor in part),
            )
            found.update((day, release, visitor) for release, visitor in rows)
    return found


def _delete(views):
    for part in parts(views):
        execute(
            f"DELETE FROM {table(View)} WHERE "  # noqa: S608
            + " OR ".join(["(day = %s AND release_id = %s AND visitor = %s)"] * len(part)),
            flat((datetime.date.fromordinal(day).isoformat(), release, visitor) for day, release, visitor in part),
        )
