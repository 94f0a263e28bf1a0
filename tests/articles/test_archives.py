"""Categories, years, months and days."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db


def publish(live_from, **kwargs):
    return factories.live_release(timezone.make_aware(datetime.datetime.fromisoformat(live_from)), **kwargs)


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def headlines(html):
    return re.findall(r'class="story__headline"><a [^>]*>([^<]*)</a>', html)


def spoken(html):
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_a_year_is_a_calendar_of_the_days_with_releases(client):
    publish("2022-05-28 10:00")
    publish("2022-05-28 11:00")
    publish("2022-07-01 11:00")
    html = read(client, "/2022/")
    assert "<h1" in html
    assert "3 releases" in html
    assert re.findall(r'href="(/2022/[^"]*)"', html.split("<footer")[0]) == [
        *("/2022/05/", "/2022/05/28/"),
        *("/2022/07/", "/2022/07/01/"),
    ]
    assert "May 28: 2 releases" in spoken(html)


def test_years_lead_to_the_nearest_years_with_releases(client):
    for year in (2015, 2019, 2022, 2023):
        publish(f"{year}-05-28 10:00")
    way = re.search(r'<nav class="period".*?</nav>', read(client, "/2019/"), re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/2015/", "/2022/"]


def test_a_month_shows_its_releases_and_leads_to_its_neighbours(client):
    publish("2022-03-05 10:00", headline="March")
    publish("2022-05-05 10:00", headline="May, first")
    publish("2022-05-28 10:00", headline="May, last")
    publish("2022-12-05 10:00", headline="December")
    html = read(client, "/2022/05/")
    assert headlines(html) == ["May, last", "May, first"]
    way = re.search(r'<nav class="period".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/2022/03/", "/2022/12/"]


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


def test_a_category_shows_its_own_releases_with_its_words(client):
    category = factories.CategoryFactory(
        text__name="Governor", text__slug="governor", text__description="What he does."
    )
    publish("2022-05-28 10:00", headline="Of it", categories=[category, factories.CategoryFactory()])
    publish("2022-05-29 10:00", headline="Of another", categories=[factories.CategoryFactory()])
    html = read(client, "/category/governor/")
    assert headlines(html) == ["Of it"]
    assert "<h1>Governor</h1>" in html
    assert '<meta name="description" content="What he does.">' in html
    assert 'href="/category/governor/feed/"' in html
    assert '<a href="/category/governor/" aria-current="page">Governor</a>' in html


def test_an_empty_category_is_a_page_and_an_unknown_one_is_not(client):
    factories.CategoryFactory(text__slug="governor")
    assert "No releases in this category yet." in read(client, "/category/governor/")
    assert client.get("/category/nobody/").status_code == 404
    assert client.get("/ru/category/governor/").status_code == 404


def test_an_old_address_of_a_category_leads_to_the_present_one(client):
    text = factories.CategoryFactory(text__slug="governor").texts.get()
    OldAddress.objects.create(path="/category/head-of-the-region/", category_text=text)
    response = client.get("/category/head-of-the-region/")
    assert (response.status_code, response["Location"]) == (301, "/category/governor/")


@pytest.mark.parametrize("path", ["/category/many/", "/2022/05/", "/2022/05/28/"])
def test_long_lists_go_on_behind_a_link(client, path):
    category = factories.CategoryFactory(text__slug="many")
    workflow.import_approved(
        {
            "language": "en",
            "slug": f"release-{n}",
            "live_from": datetime.datetime(2022, 5, 28, 6, n, tzinfo=datetime.UTC),
            "contents": {"headline": f"Release {n}", "categories": [category.pk]},
        }
        for n in range(23)
    )
    first = read(client, path)
    assert headlines(first) == [f"Release {n}" for n in range(22, 2, -1)]
    older = re.search(r'rel="next" href="(\?before=[^"]*)"', first)[1]
    second = read(client, path + older)
    assert headlines(second) == ["Release 2", "Release 1", "Release 0"]
    assert "?before=" not in second.split("<main")[1]
    assert f'{path}{older}">' in re.search(r'<link rel="canonical".*', second)[0]
    assert client.get(path + "?before=nonsense").status_code == 404


@pytest.mark.parametrize("path", ["/category/governor/", "/2022/", "/2022/05/", "/2022/05/28/"])
def test_a_list_costs_six_queries_at_most_whatever_it_shows(client, path):
    category = factories.CategoryFactory(text__slug="governor")

    def publish_some(number):
        for n in range(number):
            publish(
                f"2022-05-28 1{n}:00",
                categories=[category, factories.CategoryFactory()],
                lead_image=factories.image(),
                slug=f"{number}-{n}",
            )

    publish_some(2)
    with CaptureQueriesContext(connection) as of_few:
        read(client, path)
    publish_some(9)
    with CaptureQueriesContext(connection) as of_many:
        read(client, path)
    assert len(of_few) == len(of_many) <= 6


def test_reading_sets_no_cookie_and_may_be_cached_by_anyone(client):
    factories.CategoryFactory(text__slug="governor")
    publish("2022-05-28 10:00")
    for path in ("/category/governor/", "/2022/", "/2022/05/", "/2022/05/28/"):
        response = client.get(path)
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert not response.has_header("Vary")
