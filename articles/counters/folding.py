"""Views from the spool into the database: each visitor of a release once a day, many in one short transaction."""

import datetime
import logging
import threading
from collections import Counter

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from articles.counters import known, limits, spool, totals
from articles.counters.totals import Change, execute

logger = logging.getLogger(__name__)

# After so many views a transaction ends, for which a writer of SQLite waits some hundredths of a second and which takes
# four megabytes; files held at a time.
BATCH, FILES = 12_000, 200
# Batches of past days that are deleted at a time.
FORGOTTEN_AT_A_TIME = 500
# In seconds: how long others are waited for who count. In milliseconds, on PostgreSQL: how long the totals of a release
# that somebody edits. Less than the second after which PostgreSQL looks for a deadlock: if there were one, this gives
# way nearly always, and not an editor.
QUEUE, PATIENCE = 5, 800


class Memory:
    """What a process remembers from batch to batch: how many views each network sent, and which ones are counted."""

    def __init__(self):
        self._limit, self._known = limits.Limit(), known.Known()
        # Besides the thread that folds, those of readers count while the disk is full.
        self._lock = threading.Lock()

    def count(self, views, at=None):
        """Count the `Views` at once; return how many were new and within the limit of their network."""
        if not self._lock.acquire(timeout=QUEUE):
            raise OperationalError("Others have counted views for too long.")  # not shown: a log
        try:
            views = self._limit.unspent(views)
            counted = sum(self._count(day, its, at or timezone.now()) for day, its in views.by_day())
            self._known.forget_but(set(views.days))
            return counted
        finally:
            self._lock.release()

    def _count(self, day, views, at):
        # A day that isn't known yet takes a second where it had a million views: no other node waits for that.
        known_of_day = self._known.of(day)
        with transaction.atomic(durable=True):
            known.queue(QUEUE)
            if connection.vendor == "postgresql":
                execute("SELECT set_config('lock_timeout', %s, true)", [str(PATIENCE)])
            new = known_of_day.new(views)
            if not new:
                return 0
            views = views.of_visitors(new.numbers)
            over, remember_networks = self._limit.over(views, at)
            if over:
                refused = {views.visitors[place] for place in over}
                new = new.where(number not in refused for number in new.numbers)
                views = views.of_visitors(new.numbers)
            remember_views = known_of_day.keep(new) if new else None
            counts, date = Counter(views.releases), datetime.date.fromordinal(day)
            existing = totals.existing(counts)
            totals.add([Change(release, date, views=counts[release]) for release in existing])
        remember_networks()
        if remember_views:
            remember_views()
        return sum(counts[release] for release in existing)


_memory = Memory()


def fold(here=None, memory=None):
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
        return _fold(here, memory or _memory)
    finally:
        if not is_held:
            here.give_back()


def count(seen, at=None):
    """Count views at once, each a tuple as `Seen`; return how many were new and within the limit of their network."""
    return _memory.count(spool.Views.of(seen), at)


def forget(at):
    """Delete some batches of the days before yesterday; return how many: fewer than asked for means that none is left.

    A visitor has no name that lasts longer than a day, so they can't meet their like again; the totals say all that
    they say. A day is left for what waited over midnight.
    """
    with transaction.atomic():
        return known.forget(timezone.localdate(at) - datetime.timedelta(days=1), FORGOTTEN_AT_A_TIME)


def begin_anew():
    """Forget what waits, and what the process remembers; between tests."""
    global _memory
    _memory = Memory()
    spool.here.empty()


def _fold(here, memory):
    counted, waiting, done = 0, spool.Views(), []
    file = None
    try:
        for file in here.whole():
            waiting.extend(file.seen())
            done.append(file)
            file = None
            if len(waiting) >= BATCH or len(done) >= FILES:
                counted += _commit(memory, waiting, done)
                waiting = spool.Views()
        return counted + _commit(memory, waiting, done)
    finally:
        for held in (*done, file):
            if held is not None:
                held.close()


def _commit(memory, waiting, done):
    counted = memory.count(waiting)
    while done:
        done[-1].remove()
        done.pop()
    return counted
