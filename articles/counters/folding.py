"""Views from the spool into the database: each visitor of a release once a day, many in one short transaction."""

import datetime
import logging
from collections import Counter
from operator import itemgetter

from django.db import connection, transaction
from django.utils import timezone

from articles.counters import limits, spool, totals
from articles.counters.totals import Change, execute, marks, table
from articles.models import CountedView
from pressroom.statements import parts

logger = logging.getLogger(__name__)

# After so many views a transaction ends, for which a writer of SQLite waits a tenth of a second; files held at a time.
# Numbers come in no order, so the first thousands of a batch are in as many pages, and the next ones in the same. Of
# memory each takes a kilobyte meanwhile.
BATCH, FILES = 12_000, 200
# Views of past days that are deleted at a time.
FORGOTTEN_AT_A_TIME = 2000
# In milliseconds, on PostgreSQL: how long the totals of a release are waited for that somebody edits. Less than the
# second after which PostgreSQL looks for a deadlock: if there were one, this gives way, and never an editor.
PATIENCE = 800

# A view's number: of which of four days it is (two are kept), in two bits, and who read what in 61. Of a million views
# of a day two have the same number once in four million days.
DAYS, SPAN = 4, 1 << 61
# Any odd number, so that a visitor has another number for each release.
_APART = 0x9E3779B97F4A7C15
_RELEASE_AND_DAY = itemgetter(2, 4)

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
    """Count views at once, each a tuple as `Seen`; return how many were new and within the limit of their network."""
    seen = _limit.unspent(seen)
    views = dict(zip(numbers_of(seen), seen, strict=True))
    if not views:
        return 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            execute("SELECT set_config('lock_timeout', %s, true)", [str(PATIENCE)])
        # In one order everywhere, so that two nodes which count the same views wait for each other and not in a circle.
        new = _inserted(sorted(views))
        if len(new) < len(views):
            views = {number: view for number, view in views.items() if number in new}
        over, remember = _limit.over(views, at or timezone.now())
        _delete(over)
        for number in over:
            del views[number]
        counts = Counter(map(_RELEASE_AND_DAY, views.values()))
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


def numbers_of(seen):
    """Return the numbers of some views (`Seen`), as `CountedView` keeps them.

    A visitor is 8 bytes of a hash, in which all visitors of all days lie apart by chance.
    """
    return [day % DAYS * SPAN + (visitor + release * _APART) % SPAN for visitor, _network, release, _hour, day in seen]


def forget(at):
    """Delete some views of the days before yesterday; return how many: fewer than asked for means that none is left.

    A visitor has no name that lasts longer than a day, so they can't meet their like again; the totals say all that
    they say. A day is left for what waited over midnight.
    """
    today, forgotten = timezone.localdate(at).toordinal(), 0
    with transaction.atomic():
        for day in range(today + 1 - DAYS, today - 1):
            begin = day % DAYS * SPAN
            # Rows that another node deletes are left to it.
            old = list(
                CountedView.objects.select_for_update(skip_locked=True)
                .filter(number__gte=begin, number__lt=begin + SPAN)
                .order_by("number")
                .values_list("number", flat=True)[: FORGOTTEN_AT_A_TIME - forgotten]
            )
            _delete(old)
            forgotten += len(old)
    return forgotten


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
            waiting += file.seen()
            done.append(file)
            file = None
            if len(waiting) >= BATCH or len(done) >= FILES:
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


def _inserted(numbers):
    """Insert the numbers of views, and return the set of those that weren't there."""
    found = set()
    for part in parts(numbers):
        found.update(
            number
            for (number,) in execute(
                f"INSERT INTO {table(CountedView)} (number) VALUES {','.join(['(%s)'] * len(part))} "  # noqa: S608
                "ON CONFLICT DO NOTHING RETURNING number",
                part,
            )
        )
    return found


def _delete(numbers):
    for part in parts(numbers):
        execute(f"DELETE FROM {table(CountedView)} WHERE number IN ({marks(len(part))})", part)  # noqa: S608
