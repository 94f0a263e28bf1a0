"""Lists that page: by the place where one is, older and newer."""

import datetime
import re

import pytest

from articles import workflow
from articles.models import Release
from tests import factories
from tests.articles.lists import headlines, moment, read

pytestmark = pytest.mark.django_db

LISTS = ["/category/many/", "/category/many/2022/", "/category/many/2022/05/28/", "/2022/05/", "/2022/05/28/"]


@pytest.fixture
def many():
    """A function that publishes numbered releases in one category, 30 of each minute from 10:00 on."""
    category = factories.CategoryFactory(text__slug="many")

    def publish(*numbers):
        workflow.import_approved(
            {
                "language": "en",
                "slug": f"release-{n}",
                "live_from": moment("2022-05-28 10:00") + datetime.timedelta(minutes=n // 30),
                "contents": {"headline": f"Release {n}", "categories": [category.pk]},
            }
            for n in numbers
        )

    return publish


def names(*numbers):
    return [f"Release {n}" for n in numbers]


def link(html, rel):
    """Return the query of the link to what is older ('next') or newer ('prev') in the list; '' if there is none."""
    found = re.search(rf'rel="{rel}" href="(\?[^"]*)"', html)
    return found[1] if found else ""


def canonical(html):
    return re.search(r'<link rel="canonical" href="https?://[^/]*([^"]*)">', html)[1]


@pytest.mark.parametrize("path", LISTS)
def test_long_lists_go_on_and_lead_back(client, many, path):
    many(*range(43))
    first = read(client, path)
    assert headlines(first) == names(*range(42, 22, -1))
    assert (link(first, "prev"), canonical(first)) == ("", path)
    second = read(client, path + link(first, "next"))
    assert headlines(second) == names(*range(22, 2, -1))
    third = read(client, path + link(second, "next"))
    assert headlines(third) == names(2, 1, 0)
    assert link(third, "next") == ""
    for html in (second, third):
        assert f'<a href="{path}">To the latest</a>' in html
        assert "43 releases in all" in html
    back = read(client, path + link(third, "prev"))
    assert headlines(back) == headlines(second)
    # Two addresses show the same, and one of them is the page's own.
    assert canonical(back) == canonical(second) == path + link(first, "next")
    assert link(back, "next") == link(second, "next")
    top = read(client, path + link(back, "prev"))
    assert headlines(top) == headlines(first)
    assert (link(top, "prev"), canonical(top)) == ("", path)


@pytest.mark.parametrize("path", ["/", "/2022/05/", "/category/many/"])
def test_whoever_walks_meets_each_release_once_whatever_is_published_meanwhile(client, many, path):
    many(*range(70))
    html = read(client, path)
    seen, newest = headlines(html), 70
    while older := link(html, "next"):
        many(newest)
        newest += 1
        html = read(client, path + older)
        seen += headlines(html)
    assert seen == names(*range(69, -1, -1))
    seen = headlines(html)
    while newer := link(html, "prev"):
        # One of the same minute as those that are passed, and one of the last.
        many(newest)
        newest += 1
        html = read(client, path + newer)
        seen = headlines(html) + seen
    assert seen == names(*range(newest - 1, -1, -1))
    assert newest > 75


def test_what_was_removed_meanwhile_takes_nothing_with_it(client, many, editor):
    many(*range(43))
    first = read(client, "/2022/05/")
    second = read(client, "/2022/05/" + link(first, "next"))
    for n in (23, 3, 22):
        release = Release.objects.get(slug=f"release-{n}")
        workflow.remove(release, by=editor, reason="A mistake.")
    # Both keys are of releases that are gone by now.
    assert headlines(read(client, "/2022/05/" + link(first, "next"))) == names(*range(21, 3, -1), 2, 1)
    assert headlines(read(client, "/2022/05/" + link(second, "next"))) == names(2, 1, 0)
    assert headlines(read(client, "/2022/05/" + link(second, "prev"))) == names(*range(42, 23, -1))


def test_there_is_no_way_back_to_where_nothing_is_left(client, many, editor):
    many(*range(21))
    older = link(read(client, "/2022/05/"), "next")
    assert link(read(client, "/2022/05/" + older), "prev")
    for release in Release.objects.exclude(slug="release-0"):
        workflow.remove(release, by=editor, reason="A mistake.")
    html = read(client, "/2022/05/" + older)
    assert headlines(html) == names(0)
    assert link(html, "prev") == ""


@pytest.mark.parametrize("path", ["/", *LISTS])
def test_what_is_no_place_in_a_list_is_not_found(client, many, path):
    many(*range(3))
    key = f"2022-05-28-{Release.objects.get(slug='release-1').pk}"
    assert headlines(read(client, f"{path}?before={key}")) == names(0)
    assert headlines(read(client, f"{path}?after={key}")) == names(2)
    oldest, latest = (f"2022-05-28-{Release.objects.get(slug=slug).pk}" for slug in ("release-0", "release-2"))
    for query in (
        f"before={key}&after={key}",
        f"before={oldest}",
        f"after={latest}",
        *(f"{side}={foolish}" for side in ("before", "after") for foolish in ("nonsense", "2022-02-30-1", "1-1")),
        "after=2022-05-28-1%00",
        f"after={'9' * 5000}",
    ):
        assert client.get(f"{path}?{query}").status_code == 404, query
