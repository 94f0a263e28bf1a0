"""The rate limit: exact under concurrency, forgetful, and with no name in it."""

import datetime
import re
import threading

import pytest
from django.db import connection

from pressroom import ratelimit
from pressroom.models import RateCount


def tries(number, *, key="somebody", limit=3, seconds=3600, moment):
    return [ratelimit.is_allowed(key, limit=limit, seconds=seconds, at=moment) for _ in range(number)]


def test_as_many_as_the_limit_pass_in_a_window(db, at):
    assert tries(5, moment=at("2022-05-28 10:10")) == [True, True, True, False, False]


def test_the_next_window_begins_anew(db, at):
    tries(5, moment=at("2022-05-28 10:59:59"))
    assert tries(1, moment=at("2022-05-28 11:00")) == [True]


def test_one_key_does_not_use_up_what_is_anothers(db, at):
    moment = at("2022-05-28 10:10")
    tries(5, moment=moment)
    assert tries(1, key="somebody else", moment=moment) == [True]


def test_a_key_that_is_forgotten_begins_anew_and_no_other_does(db, at):
    moment = at("2022-05-28 10:10")
    tries(5, moment=moment)
    tries(5, key="somebody else", moment=moment)
    ratelimit.forget("somebody", seconds=3600, at=moment)
    assert tries(1, moment=moment) == [True]
    assert tries(1, key="somebody else", moment=moment) == [False]


def test_seconds_left_are_those_to_the_end_of_the_window(at):
    assert ratelimit.seconds_left(3600, at("2022-05-28 10:59:30")) == 30
    assert ratelimit.seconds_left(3600, at("2022-05-28 10:00")) == 3600


def test_the_key_is_stored_as_a_digest(db, at):
    tries(1, key="203.0.113.77", moment=at("2022-05-28 10:10"))
    assert re.fullmatch("[0-9a-f]{64}", RateCount.objects.get().key)


def test_a_new_window_sweeps_those_that_ended(db, at, monkeypatch):
    monkeypatch.setattr(ratelimit, "SWEEPS", "")
    moment = at("2022-05-28 10:10")
    tries(1, moment=moment)
    tries(1, key="somebody else", moment=moment)
    tries(1, moment=at("2022-05-28 11:00:30"))
    assert RateCount.objects.count() == 3  # ended a moment ago: somebody may still be counting in it
    tries(1, key="a third", moment=at("2022-05-28 11:02"))
    assert RateCount.objects.count() == 2


def test_of_many_new_windows_few_take_the_time_to_sweep(db, at, monkeypatch):
    swept, moment = [], at("2022-05-28 10:10")
    monkeypatch.setattr(ratelimit, "SWEEPS", "0")
    monkeypatch.setattr(ratelimit, "sweep", swept.append)
    for number in range(200):
        tries(2, key=f"somebody {number}", moment=moment)
    assert len(swept) == RateCount.objects.filter(key__startswith="0").count() < 60


def test_a_sweep_leaves_a_longer_window_that_has_not_ended(db, at):
    moment = at("2022-05-28 10:10")
    tries(1, key="a day", seconds=86400, moment=moment)
    tries(1, key="a minute", seconds=60, moment=moment)
    assert ratelimit.sweep(moment + datetime.timedelta(hours=1)) == 1
    assert not any(tries(1, key="a day", limit=1, seconds=86400, moment=moment))


def test_counting_costs_one_statement(db, at, django_assert_num_queries):
    moment = at("2022-05-28 10:10")
    tries(1, moment=moment)
    with django_assert_num_queries(1):
        tries(1, moment=moment)


@pytest.mark.django_db(transaction=True)
def test_of_forty_at_once_exactly_ten_pass(at):
    moment = at("2022-05-28 10:10")
    answers, start = [], threading.Barrier(10)

    def hit():
        try:
            start.wait()
            answers.extend(tries(4, limit=10, moment=moment))
        finally:
            connection.close()

    threads = [threading.Thread(target=hit) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), sum(answers)) == (40, 10)
