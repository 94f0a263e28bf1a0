"""Views on their way into the database: what may fail on it, and that each counts once all the same."""

import datetime
import errno
import itertools
import threading

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from articles import counters
from articles.counters import folding, limits, spool
from articles.counters.folder import Folder
from articles.counters.spool import Seen, Spool
from articles.models import CountedBatch, DailyCount, Release
from pressroom import visitors
from pressroom.models import RateCount
from tests.articles.counting import FIREFOX, days_kept, reader, see, totals, traces
from tests.factories import live_release

DAY = datetime.date(2022, 5, 28).toordinal()
HOUR = int(datetime.datetime(2022, 5, 28, 6, tzinfo=datetime.UTC).timestamp()) // 3600


@pytest.fixture
def release(db, at):
    at("2022-05-28 10:00")
    return live_release()


def seen(release, *visitors, network=1, hour=HOUR, day=DAY):
    return [Seen(visitor, network, release.pk, hour, day) for visitor in visitors]


def hash_of(number):
    """Return a number of as many bits as a trace has, as spread."""
    return (number + 1) * 0x9E3779B97F4A7C15 % 2**64


def refuse(*_args):
    raise OperationalError("the database is away")


class TestFailures:
    """What dies on the way, and is done again."""

    def test_views_that_were_committed_but_not_removed_count_once(self, release, monkeypatch):
        for number in range(3):
            see(reader(address=f"192.0.2.{number}"), release)
        with monkeypatch.context() as patched:
            patched.setattr("articles.counters.spool.Whole.remove", lambda file: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                counters.fold()
        assert list(spool.here.whole())
        assert counters.fold() == 0
        assert totals(release) == (3, 0)
        assert not list(spool.here.whole())

    @pytest.mark.django_db(transaction=True)
    def test_views_wait_while_the_database_is_away(self, at, monkeypatch, caplog):
        moment = at("2022-05-28 10:00")
        release, folder = live_release(), Folder(spool.here)
        see(reader(), release)
        with connection.execute_wrapper(refuse):
            counters.acknowledge(release.pk, {"REQUEST_METHOD": "POST", "HTTP_USER_AGENT": FIREFOX}, moment.timestamp())
            folder.turn(moment)
            folder.turn(moment)
        # Said once.
        assert len([line for line in caplog.records if "Views wait in" in line.message]) == 1
        try:
            folder.turn(moment)
        finally:
            spool.here.give_back()
        assert Release.objects.get().views == 2

    def test_a_view_is_counted_at_once_where_the_disk_takes_none(self, release, at, monkeypatch, caplog):
        names = itertools.count()

        def full(*_view):
            raise OSError(errno.ENOSPC, "No space left on device", f"{next(names)}.spool")

        monkeypatch.setattr(spool.here, "append", full)
        for moment, warnings in (("10:00:05", 1), ("10:00:55", 1), ("10:01:00", 2)):
            at(f"2022-05-28 {moment}")
            assert see(reader(), release).status_code == 204
            # A log of each would fill the disk all the more.
            assert caplog.text.count("can't be written") == warnings
        assert Release.objects.get().views == 1

    def test_views_of_a_release_that_has_vanished_are_dropped(self, release):
        vanished = Release.objects.create(slug="vanished")
        views = seen(vanished, 1, 2) + seen(release, 1)
        vanished.delete()
        assert counters.count(views) == 1
        assert totals(release) == (1, 0)


class TestDays:
    """A view counts on the day on which it was seen, whenever it is folded."""

    def test_what_waits_over_midnight_counts_on_its_day(self, release, at):
        at("2022-05-28 23:59:59")
        see(reader(), release)
        at("2022-05-29 00:00")
        see(reader(), release)
        see(reader(), release)
        counters.fold()
        at("2022-05-29 00:01")
        assert totals(release) == (2, 0)
        assert list(DailyCount.objects.order_by("day").values_list("day", "views")) == [
            (datetime.date(2022, 5, 28), 1),
            (datetime.date(2022, 5, 29), 1),
        ]

    def test_what_waited_for_days_is_not_lost(self, release, at):
        see(reader(), release)
        see(reader(), release)
        moment = at("2022-06-20 10:00")
        try:
            Folder(spool.here).turn(moment)
        finally:
            spool.here.give_back()
        assert totals(release) == (1, 0)
        assert not CountedBatch.objects.exists()

    def test_views_of_past_days_are_deleted_some_at_a_time(self, release, monkeypatch):
        monkeypatch.setattr(folding, "FORGOTTEN_AT_A_TIME", 2)
        for visitor in range(3):
            counters.count(seen(release, visitor, day=DAY - 2))
        counters.count([*seen(release, 1, day=DAY - 1), *seen(release, 1)])
        at = timezone.now()
        assert [counters.forget(at), counters.forget(at), counters.forget(at)] == [2, 1, 0]
        assert days_kept() == [datetime.date(2022, 5, day) for day in (27, 28)]

    @pytest.mark.django_db(transaction=True)
    def test_the_salt_of_a_day_that_is_over_is_forgotten_by_the_process(self, at):
        moment = at("2022-05-28 23:59")
        visitors.day(moment.timestamp())
        folder, midnight = Folder(spool.here), at("2022-05-29 00:00")
        try:
            folder.turn(moment)
            assert visitors.known_day(moment.timestamp())
            folder.turn(midnight)
        finally:
            spool.here.give_back()
        assert visitors.known_day(moment.timestamp()) is None


class TestLimit:
    """How many views of one network count."""

    @pytest.fixture(autouse=True)
    def _limit(self, monkeypatch):
        monkeypatch.setattr(limits, "AN_HOUR", 100)

    def test_it_holds_over_many_folds_and_begins_anew_with_the_hour(self, release):
        counted = [counters.count(seen(release, *range(n, n + 40))) for n in range(0, 200, 40)]
        assert counted == [40, 40, 20, 0, 0]
        assert len(traces()) == 100
        assert counters.count(seen(release, 200, 201, hour=HOUR + 1)) == 2
        assert totals(release) == (102, 0)

    def test_it_is_known_to_the_next_process(self, release):
        counters.count(seen(release, *range(90)))
        folding.begin_anew()
        assert counters.count(seen(release, *range(100, 120))) == 10

    def test_what_was_there_does_not_use_it_up(self, release):
        for _turn in range(30):
            counters.count(seen(release, *range(20)))
        assert counters.count(seen(release, *range(20, 99))) == 79

    def test_a_network_with_few_views_is_written_nowhere(self, release):
        for network in range(20):
            counters.count(seen(release, *range(network * 5, network * 5 + 5), network=network))
        assert not RateCount.objects.exists()
        counters.count(seen(release, *range(1000, 1006), network=3))
        assert list(RateCount.objects.values_list("count", flat=True)) == [6]

    def test_who_sends_little_at_a_time_has_a_few_more(self, release):
        assert sum(counters.count(seen(release, visitor)) for visitor in range(120)) == 105

    def test_who_has_sent_several_is_not_forgotten_for_the_many_who_send_one(self, release, monkeypatch):
        monkeypatch.setattr(limits, "MOST", 10)
        together = [1 + (number << limits.TOGETHER_BITS) for number in range(40)]
        for network in together[1:10]:
            counters.count(seen(release, network, network=network))
        counters.count(seen(release, *range(4), network=1))
        for network in together[10:]:
            counters.count(seen(release, network, network=network))
        assert not RateCount.objects.exists()
        assert counters.count(seen(release, *range(100, 197), network=1)) == 96

    def test_those_who_are_looked_at_together_have_each_its_own(self, release):
        many = [1 + (number << limits.TOGETHER_BITS) for number in range(300)]
        assert sum(counters.count(seen(release, network, network=network)) for network in many) == 300

    def test_of_networks_in_one_batch_each_has_its_own(self, release):
        batch = [
            view for n in range(150) for network in (1, 2) for view in seen(release, 2 * n + network, network=network)
        ]
        assert counters.count([*batch, *seen(release, 1000, 1001, network=3)]) == 202

    def test_what_failed_is_not_counted_twice(self, release, monkeypatch):
        with monkeypatch.context() as patched:
            patched.setattr("articles.counters.totals.add", refuse)
            with pytest.raises(OperationalError):
                counters.count(seen(release, *range(60)))
        assert counters.count(seen(release, *range(120))) == 100


@pytest.mark.django_db(transaction=True)
def test_nodes_that_fold_at_once_lose_nothing_and_count_nothing_twice(at, tmp_path):
    at("2022-05-28 10:00")
    releases = [live_release() for _number in range(5)]
    nodes, expected = [Spool(tmp_path / str(number)) for number in range(3)], set()
    for node, here in enumerate(nodes):
        for number in range(200):
            release = releases[(number * (node + 1)) % 5]
            # The first hundred are the same visitors on each node.
            trace = hash_of((number if number < 100 else node * 1000 + number) * 5 + releases.index(release))
            here.append(trace.to_bytes(8, "little"), number.to_bytes(8, "little"), release.pk, HOUR, DAY)
            expected.add(trace)
    start, counted = threading.Barrier(3), []

    def fold(here):
        try:
            start.wait()
            counted.append(counters.fold(here, folding.Memory()))
        finally:
            connection.close()

    threads = [threading.Thread(target=fold, args=[here]) for here in nodes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counted) == len(expected) == len(traces())
    assert sum(totals(release)[0] for release in releases) == len(expected)
