"""What is counted already: in the memory of a process, and in batches that others write meanwhile."""

import random
import sys

import pytest
from django.db import OperationalError, connection

from articles.counters import folding, known, limits
from articles.counters.spool import Seen, Views
from articles.models import CountedBatch
from tests.articles.counting import totals, traces
from tests.factories import live_release

DAY, HOUR = 738_303, 459_198


def views(release, *visitors, day=DAY):
    return Views.of([Seen(visitor, visitor, release.pk, HOUR, day) for visitor in visitors])


@pytest.mark.django_db
class TestProcesses:
    """Each has a memory of its own, and learns what others have counted."""

    def test_what_one_counted_another_does_not_count_again(self):
        release, one, other = live_release(), folding.Memory(), folding.Memory()
        assert one.count(views(release, 1, 2, 3)) == 3
        assert other.count(views(release, 3, 4)) == 1
        assert one.count(views(release, 4, 5, 2)) == 1
        assert folding.Memory().count(views(release, *range(1, 6))) == 0
        assert totals(release) == (5, 0)
        assert len(traces()) == 5

    def test_many_are_known_as_by_a_set(self, monkeypatch):
        # Each shelf then holds hundreds.
        monkeypatch.setattr(known, "SHELF_BITS", 4)
        chance, release, memory, expected = random.Random(1), live_release(), folding.Memory(), set()
        monkeypatch.setattr(limits, "AN_HOUR", 10**6)
        for _turn in range(20):
            some = [chance.getrandbits(64) for _ in range(200)] + chance.sample(
                sorted(expected), min(len(expected), 90)
            )
            some += [*some[:20], 0]
            assert memory.count(views(release, *some)) == len(set(some) - expected)
            expected |= set(some)
        assert sorted(int.from_bytes(trace, sys.byteorder) for trace in traces()) == sorted(expected)

    def test_days_are_kept_apart_and_a_late_one_is_read_anew(self):
        release, memory = live_release(), folding.Memory()
        assert memory.count(views(release, 1, 2, day=DAY - 1)) == 2
        both = views(release, 1, 3)
        both.extend(views(release, 2, 3, day=DAY - 1))
        assert memory.count(both) == 3
        assert memory.count(views(release, 4)) == 1
        assert memory.count(views(release, 1, 2, 3, 9, day=DAY - 1)) == 1
        assert memory.count(views(release, 1, 2, 3, 4)) == 1
        assert [
            (batch.day.toordinal() - DAY, str(batch)[-1]) for batch in CountedBatch.objects.order_by("day", "pk")
        ] == [
            (-1, "2"),
            (-1, "1"),
            (-1, "1"),
            (0, "2"),
            (0, "1"),
            (0, "1"),
        ]

    def test_what_a_process_wrote_itself_it_does_not_read_again(self, monkeypatch):
        release, memory, read = live_release(), folding.Memory(), []
        memory.count(views(release, 1, 2, 3))
        of = known.Traces.read

        def reading(data):
            read.append(len(data))
            return of(data)

        monkeypatch.setattr(known.Traces, "read", reading)
        assert memory.count(views(release, 4, 5)) == 2
        assert memory.count(views(release, 5, 6, 1)) == 1
        # Of two and of three views that came, and of no batch.
        assert read == [16, 24]

    def test_of_two_days_in_a_batch_neither_is_read_anew(self, monkeypatch):
        release, memory = live_release(), folding.Memory()
        both = views(release, 1, 2)
        both.extend(views(release, 3, day=DAY - 1))
        assert memory.count(both) == 3
        monkeypatch.setattr(known, "Day", None)
        both.extend(views(release, 4, 5, day=DAY - 1))
        assert memory.count(both) == 2

    def test_a_batch_of_what_is_known_writes_nothing(self):
        release, memory = live_release(), folding.Memory()
        memory.count(views(release, 1, 2))
        assert memory.count(views(release, 2, 1, 2)) == 0
        assert CountedBatch.objects.count() == 1

    def test_what_a_database_that_has_gone_back_no_longer_has_counts_again(self):
        release, memory, other = live_release(), folding.Memory(), folding.Memory()
        for visitor in (1, 2):
            memory.count(views(release, visitor))
        CountedBatch.objects.last().delete()
        assert memory.count(views(release, 1, 2)) == 1
        # Another process has written a batch under the number of the last one.
        last = CountedBatch.objects.last()
        CountedBatch.objects.all().delete()
        CountedBatch.objects.create(pk=last.pk, day=last.day, traces=(7).to_bytes(8, "little"))
        assert memory.count(views(release, 1, 7)) == 1
        assert other.count(views(release, 1, 7, 2)) == 1

    def test_many_batches_are_read_some_at_a_time(self, monkeypatch):
        monkeypatch.setattr(known, "AT_A_TIME", 2)
        release, memory = live_release(), folding.Memory()
        for visitor in range(7):
            assert memory.count(views(release, visitor)) == 1
            assert folding.Memory().count(views(release, *range(visitor + 1))) == 0

    def test_traces_of_a_batch_tell_no_order(self):
        folding.Memory().count(views(live_release(), 30, 10, 20))
        assert traces() == [number.to_bytes(8, "little") for number in (10, 20, 30)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite all writers wait for one another")
def test_who_counts_waits_for_another_node_and_gives_up_at_last(monkeypatch):
    monkeypatch.setattr(folding, "QUEUE", 1)
    release, other = live_release(), connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [known._LOCK])
            with pytest.raises(OperationalError):
                folding.Memory().count(views(release, 1))
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert folding.Memory().count(views(release, 1)) == 1
