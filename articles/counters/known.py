"""Which views are counted already: batches of traces in the database, and what a process knows of them.

A view is a trace of eight bytes (`visitors.traces`), another one for each visitor, release and day. Those of a
transaction are one row, so that thousands cost as much as one; and whether a trace is among those of its day, who
counts looks up in its own memory, having read the rows that others have written since.
"""

import datetime
import struct
from array import array

from django.db import connection

from articles.counters.totals import execute
from articles.models import CountedBatch

# Of which each holds the traces with the same last bits, one behind the other: on a day of a million views 120 bytes,
# in which Python finds eight in some tenths of a microsecond. A set of as many numbers would take 80 MB, and not 10.
SHELVES = 1 << 16
# Batches that are read at a time.
AT_A_TIME = 50
_TRACE = struct.Struct("8s")
# The lock of PostgreSQL by which nodes count one after the other: any number that nothing else locks.
_LOCK = 0x70726573


class Known:
    """What a process knows of the batches. Used by one thread at a time."""

    def __init__(self):
        self._days = {}

    def prepare(self, views):
        """Read the days of some `Views` of which nothing is known yet."""
        for number in set(views.days).difference(self._days):
            day = _Day(number)
            day.learn()
            self._days[number] = day

    def new(self, views):
        """Return the places of those of the `Views` that are not counted yet, one of each trace; after `queue()`."""
        found = []
        for number in set(views.days):
            day = self._days[number]
            day.learn()
            found += day.new(views)
        return found

    def keep(self, views):
        """Write that these views are counted; return a function to call once the transaction is committed."""
        kept, days = [], set(views.days)
        for number in days:
            # In the order in which they came two of a visitor would often be neighbours.
            its = sorted(trace for trace, day in zip(views.visitors, views.days, strict=True) if day == number)
            traces = array("Q", its).tobytes()
            batch = CountedBatch.objects.create(day=datetime.date.fromordinal(number), traces=traces)
            kept.append((number, batch.pk, traces))

        def remember():
            for number, key, traces in kept:
                self._days[number].add(key, traces)
            # What waited over midnight comes at once; what comes later is read anew.
            last = max(self._days, default=None)
            self._days = {number: day for number, day in self._days.items() if number in days or number == last}

        return remember


class _Day:
    """The traces of a day, and the last batch that they are of: its key, and its last trace."""

    def __init__(self, number):
        self._number = number
        self._begin()

    def _begin(self):
        self._shelves, self._last, self._end = [b""] * SHELVES, 0, b""

    def learn(self):
        """Read what was written since; or everything, where the last batch is gone: the database has gone back."""
        of_day = CountedBatch.objects.filter(day=datetime.date.fromordinal(self._number)).order_by("pk")
        while True:
            found = list(of_day.filter(pk__gte=self._last).values_list("pk", "traces")[:AT_A_TIME])
            if self._last and (not found or (found[0][0], bytes(found[0][1][-8:])) != (self._last, self._end)):
                self._begin()
                continue
            for key, traces in found[1 if self._last else 0 :]:
                self.add(key, bytes(traces))
            if len(found) < AT_A_TIME:
                break

    def new(self, views):
        """Return the places of those of the `Views` that are of the day and not known, one of each trace."""
        shelves, new = self._shelves, {}
        columns = zip(_TRACE.iter_unpack(views.visitors), views.visitors, views.days, strict=True)
        for place, ((trace,), visitor, day) in enumerate(columns):
            if day == self._number and trace not in shelves[visitor % SHELVES]:
                new[trace] = place
        return list(new.values())

    def add(self, key, traces):
        """Know the traces of a batch, which is the last one."""
        shelves = self._shelves
        for (trace,), visitor in zip(_TRACE.iter_unpack(traces), array("Q", traces), strict=True):
            shelves[visitor % SHELVES] += trace
        self._last, self._end = key, traces[-8:]


def queue(seconds):
    """Let whoever counts come one after the other, until the transaction ends; on SQLite all writers do.

    Raises OperationalError after so many seconds.
    """
    if connection.vendor == "postgresql":
        execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds}s"])
        execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def forget(day, most):
    """Delete some batches of the days before one; return how many: fewer than asked for means that none is left."""
    # Rows that another node deletes are left to it.
    old = CountedBatch.objects.select_for_update(skip_locked=True).filter(day__lt=day).order_by("pk")
    deleted, _by_model = CountedBatch.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted
