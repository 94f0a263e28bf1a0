"""Which version holds, and what is shown while the database doesn't say."""

from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from pressroom import version
from pressroom.front import freshness
from tests import factories
from tests.articles.lists import moment

pytestmark = pytest.mark.django_db


def test_the_version_is_asked_for_five_times_a_second_and_no_more(ask, at):
    at("2022-05-28 12:00:00")
    ask.get("/")
    with CaptureQueriesContext(connection) as queries:
        for hundredths in range(0, 100, 2):
            at(f"2022-05-28 12:00:00.{hundredths:02d}")
            ask.get("/")
    assert 3 <= len(queries) <= 5


def test_the_version_is_read_anew_in_each_second_of_the_clock_so_that_nginx_may_keep_until_it_ends(at):
    at("2022-05-28 12:00:00.95")
    known = freshness.Freshness()
    known.state()
    at("2022-05-28 12:00:01.05")
    assert known.state().read_at == moment("2022-05-28 12:00:01.05").timestamp()


def test_while_the_database_is_away_what_was_kept_is_shown_for_a_minute(ask, at):
    at("2022-05-28 12:00")
    ask.get("/")
    with mock.patch.object(version, "current", side_effect=OperationalError("away")):
        at("2022-05-28 12:00:30")
        assert not ask.get("/").is_rendered
        assert ask.get("/")["X-Accel-Expires"] == f"@{int(moment('2022-05-28 12:00').timestamp())}"
        at("2022-05-28 12:01")
        assert ask.get("/").is_rendered
    at("2022-05-28 12:01:10")
    ask.get("/")
    assert not ask.get("/").is_rendered


def test_while_the_database_is_away_nothing_is_shown_beyond_a_moment(ask, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:00:20"))
    ask.get("/")
    with mock.patch.object(version, "current", side_effect=OperationalError("away")):
        at("2022-05-28 12:00:19")
        assert not ask.get("/").is_rendered
        at("2022-05-28 12:00:20")
        assert ask.get("/").is_rendered


def test_a_database_that_is_away_is_asked_twice_a_second(at):
    at("2022-05-28 12:00")
    known = freshness.Freshness()
    known.state()
    with mock.patch.object(version, "current", side_effect=OperationalError("away")) as asked:
        for tenths in range(20):
            at(f"2022-05-28 12:00:{1 + tenths // 10:02d}.{tenths % 10}")
            known.state()
    assert asked.call_count == 4


def test_a_database_that_hangs_holds_nobody_up_for_long(at, monkeypatch):
    at("2022-05-28 12:00")
    known = freshness.Freshness()
    state = known.state()
    monkeypatch.setattr(freshness, "PATIENCE", 0.01)
    at("2022-05-28 12:00:10")
    # Another thread asks, and gets no answer.
    with known._asking:
        assert known.state() is state
        monkeypatch.setattr(freshness, "PATIENCE", 3600)
        # For a while nobody waits again.
        assert known.state() is state
    at("2022-05-28 12:00:11")
    assert known.state().read_at > state.read_at


def test_a_clock_that_was_ahead_for_a_while_hides_no_moment(ask, at):
    at("2022-05-28 12:00")
    factories.scheduled_release(moment("2022-05-28 12:30"), headline="Out at half past twelve")
    assert ask.get("/robots.txt").status_code == 200
    at("2022-05-28 13:10")
    ask.get("/robots.txt")
    at("2022-05-28 12:10")
    assert b"Out at half past twelve" not in ask.get("/").content
    at("2022-05-28 12:30")
    assert b"Out at half past twelve" in ask.get("/").content


def test_a_clock_that_is_put_back_while_the_database_is_away_keeps_nobody_from_asking_it(ask, at):
    at("2022-05-28 12:00")
    with mock.patch.object(version, "current", side_effect=OperationalError("away")):
        ask.get("/")
    at("2022-05-28 11:00")
    ask.get("/")
    assert not ask.get("/").is_rendered
