"""What the process knows of all that is live is what is live, at each moment and after each change."""

import datetime

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.search import catalogue, question, results
from tests import factories

pytestmark = pytest.mark.django_db
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


def find(words, at=None, **options):
    """Return the results of a search now, or at another moment."""
    return results.find(question.read(words), at or timezone.now(), **options)


def headlines(words, at=None, **options):
    """Return the headlines of the results."""
    return [edition.headline for edition in find(words, at, **options).editions]


def test_what_is_scheduled_is_found_and_counted_from_its_moment_on(at):
    now = at("2022-05-28 12:00")
    factories.live_release(now - DAY, headline="The bridge")
    release = factories.scheduled_release(now + HOUR, headline="The bridge of tomorrow")
    assert headlines("bridge") == ["The bridge"]
    assert catalogue.of(now).until == now + HOUR
    at("2022-05-28 12:59")
    assert find("bridge").total == 1
    at("2022-05-28 13:00")
    assert headlines("bridge") == ["The bridge of tomorrow", "The bridge"]
    assert find("bridge").years == {2022: 2}
    # Who asks for an earlier moment isn't told of a later one.
    assert headlines("bridge", now) == ["The bridge"]
    assert find("bridge").editions[0].release == release


def test_the_next_edition_takes_the_place_of_the_one_before_at_its_moment(at, author):
    now = at("2022-05-28 12:00")
    release = factories.live_release(now - DAY, headline="The bridge")
    draft = workflow.new_edition(release, by=author)
    draft = workflow.save(draft, by=author, revision=draft.revision, contents={"headline": "The ferry"})
    factories.publish(draft, live_from=now + HOUR, kind="minor")
    assert (headlines("bridge"), headlines("ferry")) == (["The bridge"], [])
    at("2022-05-28 13:00")
    assert (headlines("bridge"), headlines("ferry")) == ([], ["The ferry"])
    assert (find("bridge").total, find("ferry").total) == (0, 1)


def test_what_is_removed_is_neither_found_nor_counted(editor):
    release = factories.live_release(headline="The bridge")
    factories.live_release(headline="The old bridge", language="ru")
    assert find("bridge").languages == {"en": 1, "ru": 1}
    workflow.remove(release, by=editor, reason="It named a child.")
    assert find("bridge").languages == {"ru": 1}


@pytest.mark.parametrize("order", results.ORDERS)
def test_behind_a_place_whose_release_was_removed_the_results_go_on(editor, order, at):
    now = at("2022-05-28 12:00")
    releases = [factories.live_release(now - HOUR * number, headline=f"Bridge {number}") for number in range(5)]
    place = find("bridge", size=3, order=order).older
    workflow.remove(releases[2], by=editor, reason="It named a child.")
    assert headlines("bridge", before=place, order=order) == ["Bridge 3", "Bridge 4"]
    assert headlines("bridge", after=place, order=order) == ["Bridge 0", "Bridge 1"]


def test_a_release_that_never_was_is_neither_before_nor_behind_others_of_its_day(at):
    now = at("2022-05-28 12:00")
    for days in (0, 1, 2):
        factories.live_release(now - days * DAY, headline=f"Bridge {days}")
    place = "2022-05-27-999999"
    assert headlines("bridge", before=place, order=results.DATE) == ["Bridge 2"]
    assert headlines("bridge", after=place, order=results.DATE) == ["Bridge 0"]
    with pytest.raises(Http404):
        find("bridge", before="2022-05-26-999999", order=results.DATE)


def test_it_is_read_once_after_a_change():
    factories.live_release(headline="The bridge")
    counts = []
    for _time in range(3):
        with CaptureQueriesContext(connection) as queries:
            find("bridge")
        counts.append(len(queries))
    factories.live_release(headline="The ferry")
    with CaptureQueriesContext(connection) as queries:
        find("bridge")
    first, second, third = counts
    assert second == third < first == len(queries)


def test_what_nothing_stands_in_is_empty():
    assert find("bridge").total == 0
    assert list(catalogue.of(timezone.now()).places([1, 2])) == []
