"""Which views are counted already: batches of traces in the database, and what a process knows of them.

A view is a trace of eight bytes (`visitors.traces`), another one for each visitor, release and day. Those of a
transaction are one row, so that thousands cost as much as one; and whether a trace is among those of its day, who
counts looks up in its own memory, having read the rows that others have written since.
"""

import datetime
from array import array

from django.db import connection

from articles.counters.totals import execute
from articles.models import CountedBatch

# The lock of PostgreSQL by which nodes count one after the other: any number that nothing else locks.
_LOCK = 0x70726573


class Known:
    """What a process knows of the batches. Used by one thread at a time, inside of a transaction after `queue()`."""

    def __init__(self):
        self._days = {}

    def new(self, views):
        """Return the places of those of the `Views` that are not counted yet, one of each trace."""
        found, days = [], set(views.days)
        for number in days:
            day = self._days.setdefault(number, _Day(number))
            day.learn()
            found += day.traces.new(_of_day(views, number) if len(days) > 1 else enumerate(views.visitors))
        return found

    def keep(self, views):
        """Write that these views are counted; return a function to call once the transaction is committed."""
        kept, days = [], set(views.days)
        for number in days:
            visitors = views.visitors
            if len(days) > 1:
                visitors = array("Q", (visitor for _place, visitor in _of_day(views, number)))
            batch = CountedBatch.objects.create(day=datetime.date.fromordinal(number), traces=visitors.tobytes())
            kept.append((number, batch.pk, visitors))

        def remember():
            for number, key, visitors in kept:
                self._days[number].add(key, visitors)
            # What waited over midnight comes at once; what comes later is read anew.
            last = max(self._days, default=None)
            self._days = {number: day for number, day in self._days.items() if number in days or number == last}

        return remember


class _Day:
    """The traces of a day, and the key of the last batch that they are of."""

    def __init__(self, number):
        self._date, self._last = datetime.date.fromordinal(number), 0
        self.traces = Numbers()

    def learn(self):
        """Read what was written since."""
        batches = CountedBatch.objects.filter(day=self._date, pk__gt=self._last).order_by("pk")
        for key, traces in batches.values_list("pk", "traces"):
            self.add(key, array("Q", bytes(traces)))

    def add(self, key, traces):
        """Know the traces of a batch, which is the last one."""
        self.traces.add(traces)
        self._last = key


class Numbers:
    """A set of numbers of 64 bits that lie apart by chance, 12 to 24 bytes each. A set of Python's takes 80.

    Each is at the first free place from that on which its last bits say. Where a place is free there is 0.
    """

    def __init__(self):
        self._room, self._count, self._has_zero = array("Q", bytes(8 * 1024)), 0, False

    @property
    def size(self):
        """How many bytes it takes."""
        return len(self._room) * self._room.itemsize

    def new(self, numbers):
        """Return which of some (place, number) have a number that isn't there: their places, one for each number."""
        room, last, found = self._room, len(self._room) - 1, {}
        for place, number in numbers:
            at = number & last
            while (there := room[at]) and there != number:
                at = (at + 1) & last
            if not there:
                found[number] = place
        if self._has_zero:
            found.pop(0, None)
        return list(found.values())

    def add(self, numbers):
        """Add numbers of which none is there, nor is one twice among them."""
        self._count += len(numbers)
        self._has_zero = self._has_zero or 0 in numbers
        if self._count * 3 > len(self._room) * 2:
            before, size = self._room, len(self._room)
            while self._count * 3 > size * 2:
                size *= 2
            self._room = array("Q", bytes(8 * size))
            self._put(filter(None, before))
        self._put(numbers)

    def _put(self, numbers):
        room, last = self._room, len(self._room) - 1
        for number in numbers:
            at = number & last
            while room[at]:
                at = (at + 1) & last
            room[at] = number


def queue():
    """Let whoever counts come one after the other, until the transaction ends; on SQLite all writers do."""
    if connection.vendor == "postgresql":
        execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def forget(day, most):
    """Delete some batches of the days before one; return how many: fewer than asked for means that none is left."""
    # Rows that another node deletes are left to it.
    old = CountedBatch.objects.select_for_update(skip_locked=True).filter(day__lt=day).order_by("pk")
    deleted, _by_model = CountedBatch.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted


def _of_day(views, number):
    columns = zip(views.visitors, views.days, strict=True)
    return ((place, visitor) for place, (visitor, day) in enumerate(columns) if day == number)
