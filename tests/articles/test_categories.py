"""Categories: their lists by year, month and day, and that none is offered without releases."""

import re

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import OldAddress
from tests import factories
from tests.articles.lists import headlines, moment, periods, publish, read, spoken

pytestmark = pytest.mark.django_db


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


def test_a_category_without_releases_is_not_found_but_its_feed_is(client):
    category = factories.CategoryFactory(text__name="Governor", text__slug="governor")
    factories.CategoryTextFactory(category=category, language="ru", slug="gubernator")
    publish("2022-05-28 10:00", categories=[category])
    assert client.get("/category/governor/").status_code == 200
    assert client.get("/ru/category/gubernator/").status_code == 404
    assert client.get("/ru/category/gubernator/feed/").status_code == 200
    assert client.get("/category/nobody/").status_code == 404
    assert client.get("/ru/category/governor/").status_code == 404


def offered(client, path="/"):
    """Return the addresses of the categories that the head of a page offers."""
    return set(re.findall(r'href="([^"]*/category/[^"]*/)"', client.get(path).content.decode().split("<main")[0]))


def test_a_category_is_offered_and_found_from_the_second_of_its_first_release_until_it_goes(client, editor, at):
    at("2022-05-01 10:00")
    category = factories.CategoryFactory(text__slug="roads")
    factories.CategoryTextFactory(category=category, language="ru", slug="dorogi")
    release = factories.scheduled_release(moment("2022-05-28 10:00"), categories=[category])
    for now, status in (("2022-05-28 09:59:59", 404), ("2022-05-28 10:00", 200)):
        at(now)
        for below in ("", "2022/", "2022/05/", "2022/05/28/"):
            assert client.get(f"/category/roads/{below}").status_code == status
        assert offered(client) == offered(client, "/nothing/") == ({"/category/roads/"} if status == 200 else set())
        assert offered(client, "/ru/") == set()
    assert '<p class="heading__count">1 release</p>' in read(client, "/category/roads/")
    workflow.remove(release, by=editor, reason="A mistake.")
    assert client.get("/category/roads/").status_code == 404
    assert offered(client) == set()
    workflow.put_back(release, by=editor)
    assert client.get("/category/roads/").status_code == 200


def test_what_is_not_public_names_its_category_and_leads_to_none(client, client_for, editor):
    category = factories.CategoryFactory(text__name="Roads", text__slug="roads")
    draft = factories.draft(categories=[category])
    path = reverse("admin:articles_edition_preview_page", args=[draft.pk])
    words = r'class="categories__list plain">\s*<li>(.*?)</li>'
    assert re.search(words, client_for(editor).get(path).content.decode())[1] == "Roads"
    html = read(client, factories.publish(draft).get_absolute_url())
    assert re.search(words, html)[1] == '<a href="/category/roads/" rel="tag">Roads</a>'


def test_a_category_has_days_to_which_the_calendar_of_its_month_leads(client, at):
    roads = factories.CategoryFactory(text__name="Roads", text__slug="roads")
    factories.CategoryTextFactory(category=roads, language="ru", slug="dorogi")
    publish("2021-03-05 10:00", categories=[roads])
    publish("2022-05-27 10:00", headline="Of no category")
    publish("2022-05-28 10:00", headline="The first", categories=[roads])
    publish("2022-05-28 11:00", headline="The last", categories=[roads])
    publish("2022-05-28 12:00", headline="Of another", categories=[factories.CategoryFactory()])
    publish("2022-06-01 10:00", categories=[roads])
    publish("2022-05-28 10:00", language="ru", slug="a", categories=[roads])
    of_month = read(client, "/category/roads/2022/05/")
    assert re.findall(r'<a href="([^"]*)" aria-label="([^"]*)">28</a>', of_month) == [
        ("/category/roads/2022/05/28/", "May 28: 2 releases")
    ]
    assert "/category/roads/2022/05/27/" not in of_month
    html = read(client, "/category/roads/2022/05/28/")
    assert headlines(html) == ["The last", "The first"]
    assert spoken(re.search(r"<h1.*?</h1>", html)[0]) == "Roads May 28, 2022"
    assert '<p class="heading__count">2 releases</p>' in html
    assert "<title>May 28, 2022 | Roads | " in html
    way = re.search(r'<nav class="period".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["/category/roads/2021/03/05/", "/category/roads/2022/06/01/"]
    assert 'hreflang="ru" href="http' in html
    assert "/ru/category/dorogi/2022/05/28/" in html
    for path in ("2022/05/27/", "2022/02/30/", "2022/06/28/", "2022/13/01/"):
        assert client.get(f"/category/roads/{path}").status_code == 404, path


def test_a_category_is_walked_through_by_its_own_years_and_months(client, editor, at):
    at("2023-06-01 12:00")
    roads = factories.CategoryFactory(text__name="Roads", text__slug="roads")
    for n, day in enumerate(("2021-02-01", "2022-05-05", "2022-05-28", "2022-07-01", "2022-07-02", "2022-07-03")):
        release = publish(f"{day} 10:00", headline=f"Release {n}", categories=[roads])
        if n == 3:
            workflow.withdraw(release, by=editor, reason="A mistake.")
        if n == 4:
            workflow.remove(release, by=editor, reason="A mistake.")
    publish("2022-05-28 11:00", headline="Of no category")
    publish("2022-05-28 11:00", headline="По-русски", language="ru", slug="a", categories=[roads])
    factories.scheduled_release(moment("2023-07-01 10:00"), headline="To come", categories=[roads])
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


@pytest.mark.parametrize("below", ["", "2022/", "2022/05/", "2022/05/28/"])
def test_an_old_address_of_a_category_leads_to_the_present_one(client, below):
    text = factories.CategoryFactory(text__slug="governor").texts.get()
    OldAddress.objects.create(path="/category/head-of-the-region/", category_text=text)
    response = client.get(f"/category/head-of-the-region/{below}")
    assert (response.status_code, response["Location"]) == (301, f"/category/governor/{below}")
