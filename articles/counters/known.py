"""Which views are counted already: batches of traces in the database, and what a process knows of them.

A view is a trace of eight bytes (`visitors.traces`), another one for each visitor, release and day. Those of a
transaction are one row, so that thousands cost as much as one; and whether a trace is among those of its day, who
counts looks up in its own memory, having read the rows that others have written since.
"""

import datetime
import re
from array import array
from itertools import compress
from operator import contains, not_

from django.db import connection
from django.db.models import BinaryField, Case, F, Func, When

from articles.counters.totals import execute
from articles.models import CountedBatch
from pressroom.statements import Statement

# A shelf has the traces that as numbers begin with the same bits, one behind the other: on a day of a million views 240
# bytes, in which Python finds eight in some tenths of a microsecond. A set of as many numbers would take 80 MB, and not
# 10.
SHELF_BITS = 15
# Batches that are read at a time.
AT_A_TIME = 50
SIZE = 8
_EACH = re.compile(f"(?s).{{{SIZE}}}")
# What was written since the last batch that is known, and of that its beginning, by which it is known again.
_SINCE = Statement(
    lambda day, last: (
        CountedBatch.objects.filter(day=day, pk__gte=last)
        .order_by("pk")
        .values_list(
            "pk",
            Case(
                When(pk=last, then=Func("traces", 1, SIZE, function="SUBSTR", output_field=BinaryField())),
                default=F("traces"),
            ),
        )[:AT_A_TIME]
    ),
    day=datetime.date,
    last=int,
)
# The lock of PostgreSQL by which nodes count one after the other: any number that nothing else locks.
_LOCK = 0x70726573


class Known:
    """What a process knows of the batches. Used by one thread at a time."""

    def __init__(self):
        self._days = {}

    def of(self, number):
        """Return what is known of a day (its ordinal), which is read now if nothing is."""
        found = self._days.get(number)
        if found is None:
            found = Day(number)
            found.learn()
            self._days[number] = found
        return found

    def forget_but(self, numbers):
        """Forget all days but these and the last one.

        What waited over midnight comes at once; what comes later is read anew.
        """
        kept = {*numbers, max(self._days, default=None)}
        self._days = {number: day for number, day in self._days.items() if number in kept}


class Traces:
    """Traces in ascending order, each as the text of its bytes, which Python finds in others sooner than bytes."""

    def __init__(self, shelves, texts):
        """Take the number of the shelf of each, and the text."""
        self.shelves, self.texts = shelves, texts

    @classmethod
    def read(cls, data):
        """Return the traces in the bytes of a batch."""
        # On nearly all machines a number begins with its last bytes: so shelves are visited in their order.
        begins = array("H", data)[3::4]
        return cls([begin >> 16 - SHELF_BITS for begin in begins], _EACH.findall(data.decode("latin-1")))

    @classmethod
    def of(cls, numbers):
        """Return one of each of some numbers."""
        # A set has them in an order in which to sort them takes three times as long.
        return cls.read(array("Q", sorted(dict.fromkeys(numbers))).tobytes())

    def __len__(self):
        return len(self.texts)

    def where(self, chosen):
        """Return those for which it is true."""
        chosen = list(chosen)
        return Traces(list(compress(self.shelves, chosen)), list(compress(self.texts, chosen)))

    @property
    def data(self):
        """Their bytes, as a batch has them."""
        return "".join(self.texts).encode("latin-1")

    @property
    def numbers(self):
        """As numbers."""
        return array("Q", self.data)


class Day:
    """The traces of a day, and the last batch that they are of: its key, and its first trace."""

    def __init__(self, number):
        self._number = number
        self._begin()

    def _begin(self):
        self._shelves, self._last, self._first = [""] * (1 << SHELF_BITS), 0, b""

    def learn(self):
        """Read what was written since; or everything, where the last batch is gone: the database has gone back."""
        day = datetime.date.fromordinal(self._number)
        while True:
            found = [(key, bytes(traces)) for key, traces in _SINCE.rows(day=day, last=self._last)]
            if self._last and found[:1] != [(self._last, self._first)]:
                self._begin()
                continue
            for key, traces in found[1 if self._last else 0 :]:
                self._add(key, Traces.read(traces), traces[:SIZE])
            if len(found) < AT_A_TIME:
                break

    def new(self, views):
        """Return the `Traces` of those of the `Views`, all of this day, that aren't counted yet; after `queue()`."""
        self.learn()
        found = Traces.of(views.visitors)
        # It would also be found across two others; that is a thousand times as rare as two that are equal.
        known = list(map(contains, map(self._shelves.__getitem__, found.shelves), found.texts))
        return found.where(map(not_, known)) if any(known) else found

    def keep(self, traces):
        """Write that these are counted; return a function to call once the transaction is committed."""
        data = traces.data
        batch = CountedBatch.objects.create(day=datetime.date.fromordinal(self._number), traces=data)
        return lambda: self._add(batch.pk, traces, data[:SIZE])

    def _add(self, key, traces, first):
        shelves = self._shelves
        for shelf, trace in zip(traces.shelves, traces.texts, strict=True):
            shelves[shelf] += trace
        self._last, self._first = key, first


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
