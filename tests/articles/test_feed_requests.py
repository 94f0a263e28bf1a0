"""What asking for a feed again costs and gets: validators, what is kept, and when it changes."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from articles import categories, workflow
from pressroom import identity, version
from tests import factories

pytestmark = pytest.mark.django_db

FEEDS = ["/feed/", "/feed/atom/", "/category/governor/feed/", "/category/governor/feed/atom/"]


@pytest.fixture
def category():
    return factories.CategoryFactory(text__name="Governor", text__slug="governor")


@pytest.fixture
def release(at, category):
    """A release of ten o'clock; it is eleven."""
    at("2022-05-28 10:00")
    release = factories.live_release(headline="The bridge is open", categories=[category])
    at("2022-05-28 11:00")
    return release


def silently_change(release, **contents):
    edition = workflow.new_edition(release, by=factories.desk())
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=contents)
    return factories.publish(edition, kind="minor")


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("path", FEEDS)
def test_who_has_the_feed_is_told_so_until_it_changes(client, release, at, path, method):
    first = client.get(path)
    ask = getattr(client, method)
    by_tag, by_date = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
    for headers in (by_tag, by_date):
        again = ask(path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == first["Cache-Control"]
        assert first["Cache-Control"].startswith("public, max-age=0")
        assert (again["ETag"], again["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
    silently_change(release, headline="The bridge is opened")
    at("2022-05-28 11:01")
    for headers in (by_tag, by_date):
        assert ask(path, headers=headers).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_the_date_is_that_of_the_last_change_and_the_tag_goes_before_it(client, release, at, editor, path):
    assert client.get(path)["Last-Modified"] == "Sat, 28 May 2022 06:00:00 GMT"
    tag = client.get(path)["ETag"]
    workflow.remove(release, by=editor, reason="It named a child.")
    at("2022-05-28 12:00")
    response = client.get(path, headers={"If-None-Match": tag, "If-Modified-Since": "Sat, 28 May 2072 10:00:00 GMT"})
    assert (response.status_code, response["Last-Modified"]) == (200, "Sat, 28 May 2022 07:00:00 GMT")


@pytest.mark.parametrize(
    "change",
    [
        lambda release, editor: workflow.withdraw(release, by=editor, reason="Not decided yet."),
        lambda release, editor: workflow.remove(release, by=editor, reason="It named a child."),
        lambda release, editor: silently_change(release, lead="Cars cross."),
        lambda release, editor: workflow.readdress(release, by=editor, slug="bridge", typed_date=None),
        lambda release, editor: categories.rename(
            release.editions.get().categories.get().texts.get(), by=editor, name="The governor"
        ),
        lambda release, editor: identity.save({"name_en": "Press of the Region"}, by=factories.desk()),
    ],
    ids=["withdrawal", "removal", "minor edition", "new address", "renamed category", "renamed office"],
)
@pytest.mark.parametrize("path", FEEDS)
def test_whatever_changes_the_feed_moves_the_date_and_the_tag(client, release, at, editor, path, change):
    before = client.get(path)
    change(release, editor)
    at("2022-05-28 11:00:06")
    after = client.get(path)
    assert after["Last-Modified"] == "Sat, 28 May 2022 07:00:00 GMT"
    assert after["ETag"] != before["ETag"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_change_that_comes_at_once_after_another_is_not_hidden_by_it(client, release, at, path):
    at("2022-05-28 12:00:00.200000")
    silently_change(release, headline="First")
    between = client.get(path)
    assert not between.has_header("Last-Modified")
    # Nor by a date that somebody made up.
    assert client.get(path, headers={"If-Modified-Since": http_date(timezone.now().timestamp())}).status_code == 200
    at("2022-05-28 12:00:00.900000")
    silently_change(release, headline="Second")
    assert "Second" in client.get(path).content.decode()
    at("2022-05-28 12:00:05")
    assert not client.get(path).has_header("Last-Modified")
    at("2022-05-28 12:00:06")
    assert client.get(path)["Last-Modified"] == "Sat, 28 May 2022 08:00:00 GMT"


@pytest.mark.parametrize("path", FEEDS)
def test_a_schedule_changes_the_feed_in_its_second_with_nothing_run(client, release, at, category, path):
    moment = at("2022-05-28 11:00").replace(hour=12)
    factories.scheduled_release(moment, headline="The road is open", categories=[category])
    at("2022-05-28 11:59:59")
    before = client.get(path)
    assert "The road is open" not in before.content.decode()
    at("2022-05-28 12:00")
    for headers in ({"If-None-Match": before["ETag"]}, {"If-Modified-Since": before["Last-Modified"]}):
        response = client.get(path, headers=headers)
        assert response.status_code == 200
        assert "The road is open" in response.content.decode()
    at("2022-05-28 12:00:06")
    assert client.get(path)["Last-Modified"] == "Sat, 28 May 2022 08:00:00 GMT"


@pytest.mark.parametrize("path", FEEDS[2:])
def test_a_release_that_leaves_its_category_on_schedule_leaves_the_feed(client, release, at, path):
    edition = workflow.new_edition(release, by=factories.desk())
    contents = {"categories": [factories.CategoryFactory().pk]}
    edition = workflow.save(edition, by=factories.desk(), revision=edition.revision, contents=contents)
    factories.publish(edition, kind="minor", live_from=timezone.now() + datetime.timedelta(hours=1))
    at("2022-05-28 11:59:59")
    before = client.get(path)
    assert "The bridge is open" in before.content.decode()
    at("2022-05-28 12:00")
    after = client.get(path, headers={"If-Modified-Since": before["Last-Modified"]})
    assert "The bridge is open" not in after.content.decode()


def test_the_feeds_of_two_languages_and_of_two_categories_are_kept_apart(client, release):
    factories.CategoryFactory(text__slug="sport")
    for path in ("/feed/", "/ru/feed/", "/category/sport/feed/", "/feed/"):
        assert ("The bridge is open" in client.get(path).content.decode()) == (path == "/feed/")


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_costs_four_queries_with_something_new_three_after_another_change_and_else_two(client, category, path):
    def publish(number):
        for _n in range(number):
            inside, named = factories.image(), [category, factories.CategoryFactory()]
            factories.live_release(
                body=f'<figure><img data-image="{inside.pk}"></figure>',
                images=[{"image": inside.pk, "role": "body", **inside.words}],
                categories=named,
                lead_image=factories.image(),
            )

    def costs():
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    for number in (2, 9):
        publish(number)
        assert [costs(), costs()] == [4, 2]
        version.changed()
        assert [costs(), costs()] == [3, 2]


def test_the_photographs_of_a_feed_are_measured_once(client, release, monkeypatch):
    factories.live_release(headline="First", lead_image=factories.image())
    assert client.get("/feed/").content.count(b"<enclosure") == 1
    silently_change(release, lead="Cars cross.")
    for name in ("exists", "size", "open"):
        monkeypatch.setattr(default_storage, name, None)
    assert client.get("/feed/").content.count(b"<enclosure") == 1


@pytest.mark.parametrize(("path", "kind"), [("/feed/", "rss"), ("/feed/atom/", "atom")])
def test_reading_a_feed_sets_no_cookie(client, path, kind):
    response = client.get(path)
    assert not response.cookies
    assert not response.has_header("Vary")
    assert response["Content-Type"] == f"application/{kind}+xml; charset=utf-8"


@pytest.mark.parametrize("path", ["/feed/", "/feed/atom/"])
def test_a_site_that_has_never_changed_has_a_feed_without_a_date(client, path):
    response = client.get(path)
    assert not response.has_header("Last-Modified")
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
