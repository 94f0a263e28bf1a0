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


def periods(html):
    """Return the years and months to walk through, as [(address, words)]."""
    nav = re.search(r'<nav class="periods".*?</nav>', html, re.DOTALL)[0]
    return [(url, spoken(words)) for url, words in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', nav, re.DOTALL)]


def spoken(html):
    """Return what is read aloud."""
    return " ".join(re.sub(r'<(\w+) aria-hidden="true">[^<]*</\1>|<[^>]*>', "", html).split())


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


def test_a_category_shows_its_own_releases_with_its_words(client):
    category = factories.CategoryFactory(
        text__name="Governor", text__slug="governor", text__description="What he does."
    )
    publish("2022-05-28 10:00", headline="Of it", categories=[category, factories.CategoryFactory()])
    publish("2022-05-29 10:00", headline="Of another", categories=[factories.CategoryFactory()])
    html = read(client, "/category/governor/")
    assert headlines(html) == ["Of it"]
    assert spoken(re.search(r"<h1.*?</h1>", html)[0]) == "Governor"
    assert '<meta name="description" content="What he does.">' in html
    assert 'href="/category/governor/feed/"' in html
    assert '<a href="/category/governor/" aria-current="page">Governor</a>' in html


def test_an_empty_category_is_a_page_and_an_unknown_one_is_not(client):
    factories.CategoryFactory(text__slug="governor")
    assert "No releases in this category yet." in read(client, "/category/governor/")
    assert client.get("/category/nobody/").status_code == 404
    assert client.get("/ru/category/governor/").status_code == 404


def test_a_category_is_walked_through_by_its_own_years_and_months(client, editor, at):
    at("2023-06-01 12:00")
    roads = factories.CategoryFactory(text__name="Roads", text__slug="roads")
    for n, moment in enumerate(("2021-02-01", "2022-05-05", "2022-05-28", "2022-07-01", "2022-07-02", "2022-07-03")):
        release = publish(f"{moment} 10:00", headline=f"Release {n}", categories=[roads])
        if n == 3:
            workflow.withdraw(release, by=editor, reason="A mistake.")
        if n == 4:
            workflow.remove(release, by=editor, reason="A mistake.")
    publish("2022-05-28 11:00", headline="Of no category")
    publish("2022-05-28 11:00", headline="По-русски", language="ru", slug="a", categories=[roads])
    factories.scheduled_release(
        timezone.make_aware(datetime.datetime.fromisoformat("2023-07-01 10:00")), headline="To come", categories=[roads]
    )
    months = [
        ("/category/roads/2022/05/", "May 2022 2 releases"),
        ("/category/roads/2022/07/", "July 2022 2 releases"),
    ]
    years = [("/category/roads/2022/", "2022 4 releases"), ("/category/roads/2021/", "2021 1 release")]
    # Of no year: the months are those of the latest one.
    assert periods(read(client, "/category/roads/")) == [*years, *months]
    of_year = read(client, "/category/roads/2022/")
    assert headlines(of_year) == ["Release 5", "Release 3", "Release 2", "Release 1"]
    assert periods(of_year) == [*years, *months]
    assert "<title>2022 | Roads | " in of_year
    assert '<a href="/category/roads/" aria-current="true">Roads</a>' in of_year
    of_month = read(client, "/category/roads/2022/05/")
    assert headlines(of_month) == ["Release 2", "Release 1"]
    assert '<a href="/category/roads/2022/05/" aria-current="page">' in of_month
    assert "/category/roads/2022/05/" in re.search(r'<link rel="canonical".*', of_month)[0]
    way = re.search(r'<nav class="period".*?</nav>', of_month, re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/category/roads/2021/02/", "/category/roads/2022/07/"]
    for path in ("2020/", "2023/", "2022/06/", "2022/00/", "2022/13/", "2023/07/"):
        assert client.get(f"/category/roads/{path}").status_code == 404, path
    assert client.get("/category/nobody/2022/").status_code == 404
    assert client.get("/ru/category/roads/2022/").status_code == 404
    at("2023-07-01 10:00")
    assert headlines(read(client, "/category/roads/2023/07/")) == ["To come"]


@pytest.mark.parametrize("below", ["", "2022/", "2022/05/"])
def test_an_old_address_of_a_category_leads_to_the_present_one(client, below):
    text = factories.CategoryFactory(text__slug="governor").texts.get()
    OldAddress.objects.create(path="/category/head-of-the-region/", category_text=text)
    response = client.get(f"/category/head-of-the-region/{below}")
    assert (response.status_code, response["Location"]) == (301, f"/category/governor/{below}")


@pytest.mark.parametrize("path", ["/category/many/", "/category/many/2022/", "/2022/05/", "/2022/05/28/"])
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
    assert f'<a href="{path}">To the latest</a>' in second
    assert f'{path}{older}">' in re.search(r'<link rel="canonical".*', second)[0]
    assert client.get(path + "?before=nonsense").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/category/governor/", "/category/governor/2022/05/", "/2022/", "/2022/05/", "/2022/05/28/"],
)
def test_a_list_costs_seven_queries_at_most_whatever_it_shows(client, path):
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
    assert len(of_few) == len(of_many) <= 7


def test_reading_sets_no_cookie_and_may_be_cached_by_anyone(client):
    factories.CategoryFactory(text__slug="governor")
    publish("2022-05-28 10:00")
    for path in ("/category/governor/", "/2022/", "/2022/05/", "/2022/05/28/"):
        response = client.get(path)
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert response["Vary"] == "Accept-Encoding"
