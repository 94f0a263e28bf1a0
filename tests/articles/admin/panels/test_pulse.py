"""The pulse on the desk's first page: what was read, liked and answered in thirty days."""

import datetime
import re

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import counters, workflow
from articles.models import ClosedDay
from tests import factories
from tests.articles.admin.panels.conftest import moment, panel


def test_the_pulse_shows_thirty_days_as_a_chart_with_its_table(page, author, read):
    release = factories.live_release(headline="A bridge")
    read(release, "2026-11-20", 1200, 30)
    read(release, "2026-10-25", 300, -1)
    read(release, "2026-10-24", 5000, 500)
    shown = panel(page(author), "readers")
    assert shown.count("<rect") == 30
    summary = "1,500 views, 50 a day on average; the most on Friday 20 November: 1,200."
    assert f'role="img" aria-label="{summary}"' in shown
    assert re.search(r"Friday 20 November</th><td>1,200</td><td>30</td>", shown)
    assert "Sunday 25 October" in shown
    assert "Saturday 24 October" not in shown
    assert re.search(r"Likes</dt><dd>29<", shown)


def test_what_was_read_most_comes_first_and_no_more_than_ten(page, author, read):
    for number in range(12):
        read(factories.live_release(headline=f"Release {number:02}"), "2026-11-20", 100 + number)
    shown = panel(page(author), "readers")
    assert re.findall(r"Release (\d\d)", shown) == [f"{number:02}" for number in range(11, 1, -1)]


def test_todays_views_count_with_those_of_before(page, author, read):
    steady, fresh = factories.live_release(headline="Steady"), factories.live_release(headline="Fresh")
    read(steady, "2026-11-20", 5)
    read(fresh, "2026-11-20", 4)
    today = timezone.localdate().toordinal()
    counters.count([counters.Seen(number, number, fresh.pk, hour=0, day=today) for number in range(3)])
    shown = panel(page(author), "readers")
    assert shown.index("Fresh") < shown.index("Steady")
    assert re.search(r"Monday 23 November</th><td>3</td>", shown)


def test_what_was_removed_is_read_by_nobody(page, author, editor, read):
    release = factories.live_release(headline="Gone")
    read(release, "2026-11-20", 5)
    workflow.remove(release, by=editor, reason="Sent by mistake.")
    assert "Gone" not in page(author).content.decode()


def test_published_replies_belong_to_the_pulse(page, author, read):
    release = factories.live_release()
    read(release, "2026-11-20", 5)
    factories.CommentFactory(release=release, status="approved")
    factories.CommentFactory(release=release, status="approved", created_at=moment("2026-10-01 10:00"))
    factories.CommentFactory(release=release)
    assert re.search(r"Replies</dt><dd>1<", panel(page(author), "readers"))


def test_days_that_are_over_are_summed_once_a_day_and_today_once_a_minute(page, at, author, read):
    release = factories.live_release()
    read(release, "2026-11-20", 5)
    page(author)
    # What a server counts that couldn't reach the database.
    read(release, "2026-11-22", 100)
    read(release, "2026-11-23", 3)
    assert "5 views" in panel(page(author), "readers")
    at("2026-11-23 10:02")
    assert "8 views" in panel(page(author), "readers")
    # The next day has keys of its own.
    at("2026-11-24 00:01")
    shown = panel(page(author), "readers")
    assert re.search(r"Monday 23 November</th><td>3</td>", shown)
    assert "108 views" in shown


def test_what_is_written_just_after_midnight_is_not_missed(page, at, author, read):
    at("2026-11-23 00:00:01")
    release = factories.live_release()
    read(release, "2026-11-20", 5)
    page(author)
    read(release, "2026-11-22", 3)
    at("2026-11-23 00:02")
    assert "8 views" in panel(page(author), "readers")


def test_another_process_finds_the_sums_of_the_days_that_are_over(page, author, read):
    release = factories.live_release(headline="A bridge")
    read(release, "2026-11-20", 5)
    page(author)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        shown = panel(page(author), "readers")
    assert "5 views" in shown
    assert "A bridge" in shown
    assert ClosedDay.objects.count() == 29
    asked = [query["sql"] for query in queries if "articles_dailycount" in query["sql"]]
    # Of today, and of those that were read most.
    assert len(asked) == 3


def test_a_day_is_summed_anew_until_nothing_of_it_can_be_on_its_way(page, at, author, read):
    release = factories.live_release()
    read(release, "2026-11-22", 5)
    page(author)
    read(release, "2026-11-21", 7)
    at("2026-11-25 10:00")
    assert "12 views" in panel(page(author), "readers")
    assert ClosedDay.objects.get(day="2026-11-22").summed_on == datetime.date(2026, 11, 25)
    at("2026-11-26 10:00")
    page(author)
    assert ClosedDay.objects.get(day="2026-11-22").summed_on == datetime.date(2026, 11, 25)
