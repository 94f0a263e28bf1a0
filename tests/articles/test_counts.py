"""What is counted once and kept: true at each moment and after each change, and never older than its version."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import counts, surroundings, workflow
from comments import moderation
from pressroom import version
from tests import factories
from tests.articles.lists import moment, publish, read

pytestmark = pytest.mark.django_db


def test_all_lists_are_served_by_one_count_until_the_next_change(client, django_assert_num_queries):
    publish("2022-05-28 10:00", categories=[factories.CategoryFactory(text__slug="roads")])

    def counted():
        with CaptureQueriesContext(connection) as queries:
            for path in ("/", "/2022/", "/2022/05/", "/category/roads/", "/nothing/"):
                client.get(path)
        return sum('"pressroom_publicchange"."release"' in query["sql"] for query in queries)

    assert counted() == 1
    assert counted() == 0
    publish("2022-05-28 11:00")
    assert counted() == 1
    assert '<p class="heading__count">2 releases</p>' in read(client, "/2022/")


def test_a_reply_that_is_approved_lets_nothing_be_counted_anew(client):
    release = publish("2022-05-28 10:00")
    path = release.get_absolute_url()
    read(client, path)
    reply = factories.CommentFactory(release=release, text="Well said.")
    moderation.approve([reply], by=factories.desk())
    with CaptureQueriesContext(connection) as queries:
        assert "Well said." in read(client, path)
    # The version, the release, what is beside it, the reply.
    assert len(queries) == 4


def test_what_is_scheduled_ends_a_count_and_a_clock_that_goes_back_does_too(at):
    at("2022-05-01 10:00")
    factories.scheduled_release(moment("2022-05-28 10:00"))
    factories.scheduled_release(moment("2022-05-29 10:00"), slug="b")

    def counted(now):
        return counts.of(version.current().token, at(now))

    before = counted("2022-05-28 09:59:59")
    assert (before.months, before.until) == ({}, moment("2022-05-28 10:00"))
    assert counted("2022-05-28 09:59:59") is before
    first = counted("2022-05-28 10:00")
    assert first.months == {("en", counts.ALL): {(2022, 5): 1}}
    assert counted("2022-05-29 09:59:59") is first
    last = counted("2022-05-29 10:00")
    assert (last.months, last.until) == ({("en", counts.ALL): {(2022, 5): 2}}, None)
    assert counted("2022-05-29 09:59:59").months == first.months


def test_old_counts_are_never_kept_under_a_newer_version(monkeypatch):
    """What is published between the reading of the version and the counting belongs to the next version."""
    publish("2022-05-28 10:00")
    count = counts._count

    def count_after_a_change(token, at):
        publish("2022-05-28 11:00", slug="meanwhile")
        return count(token, at)

    monkeypatch.setattr(counts, "_count", count_after_a_change)
    first = surroundings.load("en", timezone.now())
    monkeypatch.setattr(counts, "_count", count)
    assert first.version != version.current()
    second = surroundings.load("en", timezone.now())
    assert second.version == version.current()
    assert second.counts is not first.counts
    assert second.counts.months == {("en", counts.ALL): {(2022, 5): 2}}


def test_the_page_reads_the_version_that_the_site_has(editor):
    assert surroundings.load("en", timezone.now()).version == version.current()
    release = publish("2022-05-28 10:00")
    workflow.withdraw(release, by=editor, reason="A mistake.")
    found = surroundings.load("en", timezone.now())
    assert found.version == version.current()
    assert (found.counts.months, found.counts.news) == ({("en", counts.ALL): {(2022, 5): 1}}, {"en": 0})


def test_languages_and_categories_are_counted_apart(at):
    roads, health = factories.CategoryFactory(), factories.CategoryFactory()
    publish("2021-12-31 10:00", categories=[roads])
    publish("2022-05-28 10:00", categories=[roads, health])
    publish("2022-05-29 10:00", language="ru", categories=[health])
    found = surroundings.load("en", timezone.now()).counts
    assert found.months == {
        ("en", counts.ALL): {(2021, 12): 1, (2022, 5): 1},
        ("en", roads.pk): {(2021, 12): 1, (2022, 5): 1},
        ("en", health.pk): {(2022, 5): 1},
        ("ru", counts.ALL): {(2022, 5): 1},
        ("ru", health.pk): {(2022, 5): 1},
    }
    assert found.years == {"en": 2022, "ru": 2022}
    assert found.languages(2022) == {"en", "ru"}
    assert found.languages(2021, category=roads.pk) == found.languages(2021, 12) == {"en"}
    assert found.languages(2022, 5, health.pk) == {"en", "ru"}
    assert found.languages(2022, 6) == set()
