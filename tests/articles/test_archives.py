"""Years, months and days."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from pressroom.front.marks import STALE_AT_ONCE
from tests import factories
from tests.articles.lists import headlines, periods, publish, read

pytestmark = pytest.mark.django_db


def test_a_year_is_a_calendar_of_the_days_with_releases(client):
    publish("2022-05-28 10:00")
    publish("2022-05-28 11:00")
    publish("2022-07-01 11:00")
    html = read(client, "/2022/")
    assert "<h1" in html
    assert "3 releases" in html
    assert re.findall(r'href="(/2022/[^"]*)"', html.split("<main")[1].split("<footer")[0]) == [
        *("/2022/05/", "/2022/05/28/"),
        *("/2022/07/", "/2022/07/01/"),
        "/2022/",
    ]
    assert '<a href="/2022/05/28/" aria-label="May 28: 2 releases">28</a>' in html
    assert periods(html) == [("/2022/", "2022 3 releases")]


def test_years_lead_to_the_nearest_years_with_releases(client):
    for year in (2015, 2019, 2022, 2023):
        publish(f"{year}-05-28 10:00")
    way = re.search(r'<nav class="period".*?</nav>', read(client, "/2019/"), re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/2015/", "/2022/"]


def test_a_month_shows_its_releases_and_leads_to_its_neighbours_and_the_other_months(client):
    publish("2021-03-05 10:00", headline="March")
    publish("2022-05-05 10:00", headline="May, first")
    publish("2022-05-28 10:00", headline="May, last")
    publish("2022-12-05 10:00", headline="December")
    html = read(client, "/2022/05/")
    assert headlines(html) == ["May, last", "May, first"]
    way = re.search(r'<nav class="period".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/2021/03/", "/2022/12/"]
    assert periods(html) == [
        *(("/2022/", "2022 3 releases"), ("/2021/", "2021 1 release")),
        *(("/2022/05/", "May 2022 2 releases"), ("/2022/12/", "December 2022 1 release")),
    ]
    assert '<a href="/2022/05/" aria-current="page">' in html
    assert '<a href="/2022/" aria-current="true">' in html


def test_a_day_leads_to_the_nearest_days_with_releases(client):
    for day in ("2021-12-31", "2022-05-20", "2022-05-28", "2023-01-01"):
        publish(f"{day} 10:00")
    way = re.search(r'<nav class="period.*?</nav>', read(client, "/2022/05/28/"), re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/2022/05/20/", "/2022/05/", "/2023/01/01/"]


def test_a_day_shows_its_releases_alone(client):
    publish("2022-05-27 23:59", headline="The day before")
    publish("2022-05-28 00:00", headline="The first")
    publish("2022-05-28 23:59", headline="The last")
    assert headlines(read(client, "/2022/05/28/")) == ["The last", "The first"]


def test_the_day_is_that_of_the_place(client, settings):
    settings.TIME_ZONE = "Europe/Astrakhan"
    factories.live_release(datetime.datetime(2022, 5, 28, 20, 30, tzinfo=datetime.UTC), headline="Past midnight there")
    assert headlines(read(client, "/2022/05/29/")) == ["Past midnight there"]
    assert client.get("/2022/05/28/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/2021/", "/2022/04/", "/2022/05/27/", "/2022/13/", "/2022/00/", "/2022/02/30/", "/2022/05/00/", "/ru/2022/"],
)
def test_a_period_without_releases_is_not_found(client, path):
    publish("2022-05-28 10:00")
    assert client.get("/2022/05/28/").status_code == 200
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/2022/", "/2022/05/", "/2022/05/28/"])
def test_a_period_is_found_from_the_moment_of_its_first_release(client, at, path):
    at("2022-05-01 10:00")
    factories.scheduled_release(datetime.datetime(2022, 5, 28, 6, tzinfo=datetime.UTC))
    at("2022-05-28 09:59:59")
    assert client.get(path).status_code == 404
    at("2022-05-28 10:00")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/2022/05/28/", "/2022/05/", "/category/governor/"])
def test_what_was_withdrawn_stays_listed_and_marked(client, editor, path):
    category = factories.CategoryFactory(text__slug="governor")
    release = publish("2022-05-28 10:00", headline="It was said", categories=[category])
    workflow.withdraw(release, by=editor, reason="A mistake.")
    html = read(client, path)
    assert headlines(html) == ["It was said"]
    assert '<span class="mark mark--red">Withdrawn</span>' in html


def test_what_was_removed_is_in_no_list(client, editor):
    release = publish("2022-05-28 10:00")
    assert client.get("/2022/").status_code == 200
    workflow.remove(release, by=editor, reason="A mistake.")
    assert client.get("/2022/").status_code == 404


@pytest.mark.parametrize("path", ["/2022/05/28/", "/2022/05/", "/2022/"])
def test_a_list_says_how_many_it_has(client, path):
    for n in range(3):
        publish(f"2022-05-28 1{n}:00")
    assert '<p class="heading__count">3 releases</p>' in read(client, path)


def test_the_older_ones_of_the_front_page_say_how_many_news_there_are(client, editor):
    releases = [publish(f"2022-05-28 1{n}:00") for n in range(4)]
    workflow.withdraw(releases[1], by=editor, reason="A mistake.")
    html = read(client, f"/?before=2022-05-28-{releases[2].pk}")
    assert '<p class="heading__count">3 releases in all</p>' in html


@pytest.mark.parametrize(
    ("path", "usual"),
    [
        # Which version the site has, then the list; of a day, also the days beside it.
        ("/", 2),
        ("/?before={key}", 2),
        ("/?after={key}", 2),
        ("/category/governor/", 2),
        ("/category/governor/2022/", 2),
        ("/category/governor/2022/05/", 2),
        ("/category/governor/2022/05/28/", 3),
        ("/2022/", 1),
        ("/2022/05/", 2),
        ("/2022/05/28/", 3),
    ],
)
def test_a_list_costs_as_many_queries_whatever_it_shows(client, path, usual):
    category = factories.CategoryFactory(text__slug="governor")

    def publish_some(number):
        for n in range(number):
            release = publish(
                f"2022-05-28 1{n}:00",
                categories=[category, factories.CategoryFactory()],
                lead_image=factories.image(),
                slug=f"{number}-{n}",
            )
            if n == 1:
                key = f"2022-05-28-{release.pk}"
        return path.format(key=key)

    found = []
    for number in (3, 9):
        asked = publish_some(number)
        for _time in range(2):
            with CaptureQueriesContext(connection) as queries:
                read(client, asked)
            found.append(len(queries))
    first_of_few, of_few, first_of_many, of_many = found
    assert of_few == of_many == usual
    # After a change it is looked up what it was and what is live by now, and read what surrounds the pages and what the
    # new cards show.
    assert first_of_few == first_of_many <= 9


def test_reading_sets_no_cookie_and_may_be_cached_by_anyone(client):
    publish("2022-05-28 10:00", categories=[factories.CategoryFactory(text__slug="governor")])
    for path in ("/category/governor/", "/2022/", "/2022/05/", "/2022/05/28/"):
        response = client.get(path)
        assert not response.cookies
        assert response["Cache-Control"] == STALE_AT_ONCE
        assert "Vary" not in response
