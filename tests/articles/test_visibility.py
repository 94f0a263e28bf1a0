"""One rule for every surface: what is scheduled is nowhere before its moment and everywhere from it on, with no job."""

import datetime

import pytest
from django.utils import timezone

from articles import renditions, workflow
from articles.models import Edition
from tests import factories

HEADLINE = "The lotus fields are open to visitors"
SLUG = "the-lotus-fields-are-open-to-visitors"

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    category = factories.CategoryFactory(text__slug="nature")
    factories.CategoryTextFactory(category=category, language="ru", slug="priroda")
    return category


@pytest.fixture
def others(at, category):
    """An older release of each day, month and year asked below, so that no list is missing for being empty."""
    at("2022-05-20 12:00")
    for day in ("2022-05-29 00:00", "2022-05-28 09:00"):
        factories.scheduled_release(timezone.make_aware(datetime.datetime.fromisoformat(day)), categories=[category])
    return at("2022-05-28 12:00")


@pytest.fixture
def release(others, category):
    """A release with a photograph, scheduled for half past nine of the next day."""
    return factories.scheduled_release(
        others.replace(day=29, hour=9, minute=30),
        headline=HEADLINE,
        categories=[category],
        lead_image=factories.image(),
    )


LISTS = [
    "/",
    "/2022/05/",
    "/2022/05/29/",
    "/category/nature/",
    "/feed/",
    "/feed/atom/",
    "/category/nature/feed/",
    "/category/nature/feed/atom/",
]
SURFACES = [*LISTS, f"/2022/05/29/{SLUG}/"]
PAGES = ["", "state/", "like/", "view.gif", "reply/", "reply/stamp/", "replies/feed/", "replies/feed/atom/"]


def shown(client, paths):
    """Return those of some paths at which the release stands."""
    return [path for path in paths if HEADLINE in client.get(path).content.decode()]


def test_a_scheduled_release_enters_each_list_at_its_moment(client, release, at):
    at("2022-05-29 09:29:59")
    assert shown(client, LISTS) == []
    at("2022-05-29 09:30")
    assert shown(client, LISTS) == LISTS


def test_a_scheduled_release_is_counted_in_its_year_from_its_moment_on(client, release, at):
    at("2022-05-29 09:29:59")
    assert "2 releases" in client.get("/2022/").content.decode()
    at("2022-05-29 09:30")
    assert "3 releases" in client.get("/2022/").content.decode()


def test_a_scheduled_release_answers_at_its_addresses_from_its_moment_on(client, release, at):
    paths = [f"/2022/05/29/{SLUG}/{page}" for page in PAGES]
    for moment, status in (("2022-05-29 09:29:59", 404), ("2022-05-29 09:30", 200)):
        at(moment)
        assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, status)


@pytest.mark.parametrize("page", ["view/", "like/", "reply/"])
def test_nothing_is_posted_to_a_release_before_its_moment(client, release, at, page):
    path = f"/2022/05/29/{SLUG}/{page}"
    at("2022-05-29 09:29:59")
    assert client.post(path, {"wanted": "1"}).status_code == 404
    at("2022-05-29 09:30")
    assert client.post(path, {"wanted": "1"}).status_code in {204, 303, 422}


def test_the_photograph_of_a_scheduled_release_is_public_from_its_moment_on(client, release, at):
    photograph = release.editions.get().images.get().image
    url = renditions.url(photograph, "wide", 320, "jpg")
    at("2022-05-29 09:29:59")
    assert client.get(url).status_code == 404
    at("2022-05-29 09:30")
    assert client.get(url).status_code == 200


def test_a_removed_release_is_on_no_surface(client, release, at, editor):
    at("2022-05-29 10:00")
    assert shown(client, SURFACES) == SURFACES
    workflow.remove(release, by=editor, reason="It named a child.")
    assert shown(client, SURFACES) == []


NEWS = {"/", "/feed/", "/feed/atom/", "/category/nature/feed/", "/category/nature/feed/atom/"}


def test_a_withdrawn_release_is_no_news_but_stays_on_record(client, release, at, editor):
    at("2022-05-29 10:00")
    workflow.withdraw(release, by=editor, reason="Not decided yet.")
    assert shown(client, SURFACES) == [path for path in SURFACES if path not in NEWS]


def test_lists_hold_one_language(client, others, category):
    factories.live_release(headline="Лотосы цветут", language="ru", categories=[category])
    for path in LISTS:
        assert "Лотосы цветут" not in client.get(path).content.decode(), path
        russian = "/ru" + path.replace("nature", "priroda")
        if "29" not in path:
            assert "Лотосы цветут" in client.get(russian).content.decode(), russian


def test_a_draft_is_nowhere_whatever_the_moment(client, others, category):
    factories.draft(headline=HEADLINE, categories=[category])
    assert not Edition.objects.live(others + datetime.timedelta(days=9999)).filter(headline=HEADLINE).exists()
    assert shown(client, LISTS) == []
