"""What the process knows of all that is live is what is live, at each moment and after each change."""

import datetime

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import catalogue, categories, workflow
from articles.catalogue import reading
from articles.models import Edition, Release
from articles.search import question, results
from pressroom import version
from tests import factories
from tests.articles.known import require_true

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
    assert second == third < first
    assert len(queries) == third + UNTIL_IT_IS_KNOWN - 1


def test_what_nothing_stands_in_is_empty():
    assert find("bridge").total == 0
    assert list(catalogue.of(timezone.now()).places([1, 2])) == []


# The version; what changed, what began, on which days that is, and what is live there. Or all that is live, and its
# categories.
UNTIL_IT_IS_KNOWN = 5


def published(headline, **contents):
    """Publish a release as the desk does, and return it. One that is imported lets all be read."""
    return factories.publish(factories.draft(headline=headline, **contents)).release


@pytest.fixture
def all_read(monkeypatch):
    """How often all was read; what `require_true` reads besides isn't counted."""
    read, times = reading._read, []

    def noted(token, *more):
        if token != "another":
            times.append(token)
        return read(token, *more)

    monkeypatch.setattr(reading, "_read", noted)
    return times


def test_each_thing_that_happens_to_a_release_is_known_without_reading_all_others(at, author, editor, all_read):
    now = at("2022-05-28 12:00")
    roads, health = factories.CategoryFactory(), factories.CategoryFactory()
    for number in range(8):
        language = "ru" if number % 3 == 0 else "en"
        factories.live_release(now - DAY * (number // 2), headline=f"Bridge {number}", language=language)
    release = factories.live_release(now - DAY, headline="The ferry", categories=[roads])
    require_true()
    all_read.clear()
    draft = workflow.new_edition(release, by=author)
    contents = {"headline": "The ferry again", "categories": [health.pk, roads.pk]}
    draft = workflow.save(draft, by=author, revision=draft.revision, contents=contents)
    factories.publish(draft, kind="minor")
    assert require_true() == UNTIL_IT_IS_KNOWN
    published("The first of its language", language="kk", categories=[health])
    published("Another one")
    assert require_true() == UNTIL_IT_IS_KNOWN
    at("2022-05-28 12:10")
    workflow.withdraw(release, by=editor, reason="A mistake.")
    assert require_true() == UNTIL_IT_IS_KNOWN
    factories.publish(factories.draft(headline="Soon"), live_from=now + HOUR)
    assert require_true() == UNTIL_IT_IS_KNOWN
    assert require_true() == 1
    at("2022-05-28 13:00")
    assert require_true() == UNTIL_IT_IS_KNOWN
    workflow.remove(release, by=editor, reason="It named a child.")
    assert require_true() == UNTIL_IT_IS_KNOWN
    assert all_read == []
    # Of an earlier moment something else is true.
    require_true(now)
    require_true()


def test_a_release_that_goes_to_another_day_is_there_and_nowhere_else(at, editor, all_read):
    now = at("2022-05-28 12:00")
    for days in (0, 1, 2, 400):
        factories.live_release(now - days * DAY, headline=f"Bridge {days}")
    release = factories.live_release(now - DAY, headline="The ferry")
    require_true()
    all_read.clear()
    for day in ("2021-01-02", "2022-05-28", "2022-05-27", "2021-04-23"):
        workflow.readdress(release, by=editor, slug="ferry", typed_date=datetime.date.fromisoformat(day))
        assert require_true() == UNTIL_IT_IS_KNOWN
    assert all_read == []


def test_one_that_moved_while_others_were_read_is_known_where_it_went(at, editor, monkeypatch):
    now = at("2022-05-28 12:00")
    moving = factories.live_release(now, headline="The ferry")
    other = factories.live_release(now - 9 * DAY, headline="The bridge")
    require_true()
    rows, day = reading._ON_DAYS.rows, datetime.date(2022, 5, 19)

    def move_meanwhile(**values):
        monkeypatch.undo()
        workflow.readdress(moving, by=editor, slug="ferry", typed_date=day)
        return rows(**values)

    monkeypatch.setattr(reading._ON_DAYS, "rows", move_meanwhile)
    workflow.readdress(other, by=editor, slug="bridges", typed_date=day)
    assert list(catalogue.of(timezone.now()).releases).count(moving.pk) == 2
    require_true()


def test_what_a_transaction_took_back_is_forgotten(author):
    release = factories.live_release(headline="The ferry", categories=[factories.CategoryFactory()])
    require_true()
    with transaction.atomic():
        draft = workflow.new_edition(release, by=author)
        draft = workflow.save(draft, by=author, revision=draft.revision, contents={"headline": "It", "categories": []})
        factories.publish(draft, kind="minor")
        factories.live_release(headline="The bridge", language="ru")
        require_true()
        assert catalogue.of(timezone.now()).news == {"en": 1, "ru": 1}
        transaction.set_rollback(True)
    require_true()
    assert list(catalogue.of(timezone.now()).releases) == [release.pk]


def test_where_all_may_have_changed_all_is_read(monkeypatch):
    factories.live_release(headline="The ferry")
    require_true()
    Edition.objects.update(kind=Edition.Kind.WITHDRAWAL)
    version.changed()
    require_true()
    assert catalogue.of(timezone.now()).news == {"en": 0}
    monkeypatch.setattr(reading, "MOST", 2)
    for number in range(3):
        factories.live_release(headline=f"Bridge {number}")
    require_true()
    assert catalogue.of(timezone.now()).news == {"en": 3}


def test_when_many_begin_at_once_all_are_known(at):
    now = at("2022-05-28 12:00")
    for number in range(reading.MOST + 5):
        factories.scheduled_release(now + HOUR + number * HOUR / 60, slug=f"release-{number}")
    require_true()
    for moment, begun in (("13:00", 1), ("13:19", 20), ("13:50", 25), ("13:02", 3)):
        at(f"2022-05-28 {moment}")
        require_true()
        assert len(catalogue.of(timezone.now()).editions) == begun


def test_after_changes_of_long_ago_were_forgotten_it_is_true(at):
    at("2022-05-28 12:00")
    factories.live_release(headline="The ferry")
    require_true()
    now = at("2022-05-29 13:00")
    factories.live_release(now, headline="The bridge")
    require_true()
    version.forget(at("2022-05-30 12:00"))
    require_true()
    at("2022-05-30 12:30")
    Edition.objects.update(kind=Edition.Kind.WITHDRAWAL)
    version.changed(release=Release.objects.first().pk)
    later = at("2022-05-31 12:30")
    require_true(later)
    assert catalogue.of(later).news == {"en": 0}


def test_what_is_no_release_lets_none_be_read_again(editor, client_for, all_read):
    category = factories.CategoryFactory(text__slug="roads")
    factories.live_release(headline="The ferry", categories=[category])
    require_true()
    all_read.clear()
    categories.rename(category.texts.get(language="en"), by=editor, name="Roads and bridges")
    require_true()
    page = {"language": "en", "slug": "privacy", "title": "Privacy", "position": 0, "body": "<p>None is kept.</p>"}
    assert client_for(editor).post("/admin/articles/page/add/", page).status_code == 302
    require_true()
    assert all_read == []
