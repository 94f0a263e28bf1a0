"""What crawlers are told: where not to go, and where the sitemaps are."""

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_crawlers_are_kept_from_the_desk_from_preview_links_and_from_searches(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"].startswith("public, max-age=0, ")
    group = response.content.decode().partition("\n\n")[0].splitlines()
    assert group == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "Disallow: /ru/search/",
        "Disallow: /kk/search/",
    ]


def test_the_sitemaps_are_named_by_whole_addresses_and_are_there(client, settings):
    settings.SITE_URL = "https://press.example.org"
    named = re.findall("^Sitemap: (.+)$", client.get("/robots.txt").content.decode(), re.MULTILINE)
    paths = ["/sitemap.xml", "/news-sitemap.xml", "/ru/news-sitemap.xml", "/kk/news-sitemap.xml"]
    assert named == [settings.SITE_URL + path for path in paths]
    assert {client.get(path).status_code for path in paths} == {200}
