"""Writers of SQLite that come at once share a transaction, and stand in one queue with other processes."""

import fcntl
import threading
import time

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from pressroom import together
from pressroom.models import IdentityText, RateCount
from pressroom.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL writers don't stand in one queue")


def row(key):
    return RateCount.objects.create(key=key, window=1, count=1)


def kept():
    return sorted(RateCount.objects.values_list("key", flat=True))


def at_once(works, begun):
    """Begin each work in a thread of its own while the first one is at work; return what became of them, by place.

    The first waits until all others have asked to be written; `begun` tells it that they may.
    """
    outcomes = {}

    def run(place, work):
        try:
            outcomes[place] = together.write(work)
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(together._waiting) < len(threads) - 1:
        time.sleep(0.001)
    begun.clear()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def slow():
    """A work that waits until it is told to end, and the event by which it tells that it has begun."""
    begun = threading.Event()

    def work():
        begun.set()
        while begun.is_set():
            time.sleep(0.001)
        return row("slow")

    return work, begun


def test_what_is_written_is_returned_and_committed():
    assert together.write(lambda: row("one")).key == "one"
    assert kept() == ["one"]


def test_what_is_refused_is_raised_and_taken_back():
    def work():
        row("one")
        raise Refused

    with pytest.raises(Refused):
        together.write(work)
    assert kept() == []


def test_inside_of_a_transaction_it_is_a_part_of_that():
    with transaction.atomic():
        assert together.write(lambda: row("one")).key == "one"
        transaction.set_rollback(True)
    assert kept() == []


@on_sqlite
def test_those_who_wait_are_written_together_and_each_gets_its_own(slow):
    first, begun = slow
    writers = {}

    def work(key):
        def write():
            writers[key] = threading.get_ident()
            found = row(key)
            if key == "c":
                raise Refused(key)
            return found

        return write

    outcomes = at_once([first, *(work(key) for key in "abcd")], begun)
    assert len(set(writers.values())) == 1
    assert [outcomes[place].key for place in (0, 1, 2, 4)] == ["slow", "a", "b", "d"]
    assert isinstance(outcomes[3], Refused)
    assert kept() == ["a", "b", "d", "slow"]


@on_sqlite
def test_where_the_transaction_fails_nobody_is_told_that_it_is_kept(slow):
    first, begun = slow
    # SQLite finds out when the transaction ends that there is no such identity.
    orphan = lambda: IdentityText.objects.create(identity_id=7, language="en")  # noqa: E731
    outcomes = at_once([first, lambda: row("a"), orphan, lambda: row("b")], begun)
    assert outcomes[0].key == "slow"
    assert all(isinstance(outcomes[place], IntegrityError) for place in (1, 2, 3))
    assert kept() == ["slow"]
    # And nobody is held up by it.
    assert together.write(lambda: row("after")).key == "after"


@on_sqlite
def test_a_process_waits_for_its_turn():
    together.write(lambda: row("before"))
    with (settings.VAR_DIR / "writers").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        outcome = []
        thread = threading.Thread(
            target=lambda: outcome.append(together.write(lambda: row("one"))) or connection.close()
        )
        thread.start()
        time.sleep(0.05)
        assert outcome == []
        fcntl.flock(other, fcntl.LOCK_UN)
        thread.join(10)
    assert kept() == ["before", "one"]


@on_sqlite
def test_a_database_that_stays_locked_is_an_error(settings):
    blocker = connection.copy()
    with blocker.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(DatabaseError, match="locked"):
            together.write(lambda: row("one"))
    finally:
        blocker.close()
        connection.close()
    assert together.write(lambda: row("two")).key == "two"
    assert kept() == ["two"]


def test_many_writers_lose_nothing():
    outcomes = []

    def run(number):
        try:
            for turn in range(5):
                outcomes.append(together.write(lambda turn=turn: row(f"{number} {turn}")).key)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 40
    assert kept() == sorted(outcomes)
