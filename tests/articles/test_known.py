"""What is counted already: numbers in memory, and batches that others write meanwhile."""

import random
from array import array

import pytest

from articles.counters import folding
from articles.counters.known import Numbers
from articles.counters.spool import Seen, Views
from articles.models import CountedBatch
from tests.articles.counting import totals, traces
from tests.factories import live_release

DAY, HOUR = 738_303, 459_198


def views(release, *visitors, day=DAY):
    return Views.of([Seen(visitor, visitor, release.pk, HOUR, day) for visitor in visitors])


class TestNumbers:
    """The set of numbers."""

    def test_it_holds_what_a_set_of_pythons_does(self):
        chance, numbers, expected = random.Random(1), Numbers(), set()
        for _turn in range(60):
            # Half of them with the same last bits, as many as there are places for; and some again.
            some = [
                chance.getrandbits(64) | 1 if chance.random() < 0.5 else chance.getrandbits(44) << 20 | 7
                for _ in range(100)
            ]
            some += [*chance.sample(sorted(expected), min(len(expected), 50)), *some[:20], 0]
            places = numbers.new(enumerate(some))
            found = [some[place] for place in places]
            assert len(set(found)) == len(found)
            assert set(found) == set(some) - expected
            numbers.add(array("Q", found))
            expected |= set(found)
        assert numbers.new(enumerate(sorted(expected))) == []

    def test_it_takes_a_few_bytes_for_each(self):
        chance, numbers = random.Random(1), Numbers()
        for _turn in range(20):
            numbers.add(array("Q", [chance.getrandbits(64) for _ in range(5000)]))
            if _turn > 3:
                assert 12 <= numbers.size / (5000 * (_turn + 1)) <= 24


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

    def test_a_batch_of_what_is_known_writes_nothing(self):
        release, memory = live_release(), folding.Memory()
        memory.count(views(release, 1, 2))
        assert memory.count(views(release, 2, 1, 2)) == 0
        assert CountedBatch.objects.count() == 1
