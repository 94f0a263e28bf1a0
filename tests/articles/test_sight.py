"""The version for poor sight without script: the same pages at `?view=large`, each leading on to the next one."""

import re
import time
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse

from articles import sight
from articles.models import Page
from tests import factories

# What the database has no part in: the pages are the same on each.
pytestmark = pytest.mark.once

LARGE = "?view=large"


@pytest.fixture
def release(db):
    rules = '<p><a href="/about/privacy/">Rules</a> <a href="https://example.org/?a=1&amp;b=2">Elsewhere</a></p>'
    category = factories.CategoryFactory(text__slug="roads")
    Page.objects.create(slug="privacy", title="Privacy", body="<p>None is kept.</p>")
    return factories.live_release(body=rules, categories=[category], lead_image=factories.image())


def links(html):
    """Return where the links of a page lead, but for those of the version itself."""
    return [
        unescape(found[1])
        for tag in re.findall(r"<a\s[^>]*>", html)
        if "data-sight-" not in tag and (found := re.search(r'href="([^"]*)"', tag))
    ]


@pytest.mark.parametrize(
    "path", ["/", "{release}", "/category/roads/", "/about/privacy/", "{release}like/", "/nothing/"]
)
def test_each_page_leads_on_to_variants_and_back_to_itself(client, release, path):
    path = path.format(release=release.get_absolute_url())
    plain, large = client.get(path), client.get(path + LARGE)
    assert large.status_code == plain.status_code
    html = large.content.decode()
    assert re.search(r'<html lang="en" [^>]*data-text="150" data-spacing="wide" data-scheme="white"', html)
    assert f'href="{path}" data-sight-usual' in html
    usual = links(plain.content.decode())
    assert [link.replace(LARGE, "").replace("&view=large", "") for link in links(html)] == usual
    pages = [link for link in usual if link.startswith("/") and not re.search(r"/feed/|/media/", link)]
    assert pages
    assert not set(pages) & set(links(html))
    # What leads out of the site, to a file, to a feed or to a place on the page stays as it is.
    assert set(usual) - set(pages) <= set(links(html))


def test_the_variant_is_the_same_for_everybody_and_the_usual_page_knows_nothing_of_it(client, release):
    path = "/category/roads/"
    before, large, after = client.get(path), client.get(path + LARGE), client.get(path)
    assert before.content == after.content
    assert f'href="{path}{LARGE}"' in before.content.decode()
    assert b"data-text=" not in before.content
    assert large["Cache-Control"] == before["Cache-Control"]
    assert large.get("Vary") == before.get("Vary")
    assert not large.cookies
    assert large["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in before
    canonical = re.search(r'rel="canonical" href="([^"]*)"', large.content.decode())[1]
    assert canonical.endswith(path)


def test_what_a_confidential_page_says_to_robots_stays(rf):
    said = {"X-Robots-Tag": "noindex, nofollow, noarchive"}
    view = sight.LargeView(lambda request: HttpResponse("<p>A draft.</p>", headers=said))
    assert view(rf.get("/preview/token/" + LARGE))["X-Robots-Tag"] == said["X-Robots-Tag"]


def test_what_is_no_page_is_left_alone(client, release):
    for path in ("/feed/", "/category/roads/feed/", "/robots.txt"):
        assert client.get(path + LARGE).content == client.get(path).content
    assert '<a href="/?view=large"' not in client.get("/admin/login/" + LARGE).text


def test_a_form_and_the_redirect_after_it_stay_in_the_variant(client, release):
    action = re.search(r'<form method="post" action="([^"]*)"', client.get(release.url("articles:like") + LARGE).text)[
        1
    ]
    assert action == release.url("articles:like") + LARGE
    response = client.post(action, {"wanted": "1"})
    assert response.status_code == 303
    assert response["Location"].endswith(LARGE)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<a href="/2022/?before=1&amp;a=%22#x">', '<a href="/2022/?before=1&amp;a=%22&amp;view=large#x">'),
        ('<a title="a > b" href="/x/">', '<a title="a > b" href="/x/?view=large">'),
        ('<a href="?page=2">', '<a href="?page=2&amp;view=large">'),
        ('<a href="/?q=&quot;&lt;b&gt;">', '<a href="/?q=&quot;&lt;b&gt;&amp;view=large">'),
        ('<a href="/category/feed/">', '<a href="/category/feed/?view=large">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<a href="//example.org/">', '<a href="//example.org/">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        ('<a href="/x/" download>', '<a href="/x/" download>'),
        ('<a href="/r/card-1.png">', '<a href="/r/card-1.png">'),
        ('<a href="/admin/">', '<a href="/admin/">'),
        ('<a href="/ru/feed/atom/">', '<a href="/ru/feed/atom/">'),
        ('<form action="/search/">', '<form action="/search/"><input type="hidden" name="view" value="large">'),
        ("<abbr>", "<abbr>"),
        ('<a title="of a type of its own" href="/x/">', '<a title="of a type of its own" href="/x/?view=large">'),
    ],
)
def test_an_address_is_rewritten_as_html_has_it(tag, expected):
    assert sight.with_large_links(tag) == expected


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a '", "<form x", '<a href="/x'])
def test_no_page_takes_long(piece):
    began = time.process_time()
    sight.with_large_links(piece * 50_000)
    assert time.process_time() - began < 1


def test_each_colour_of_the_site_is_given_by_a_scheme():
    """A colour that the site gets some day has to be one of the schemes' too, or they have a hole."""
    tokens, schemes = (Path(finders.find(f"css/{name}.css")).read_text() for name in ("tokens", "schemes"))
    colours = set(re.findall(r"(--[a-z-]+): (?:#[0-9a-f]{6}|Canvas\w*|LinkText);", tokens))
    assert len(colours) > 10
    assert colours <= set(re.findall(r"(--[a-z-]+):", schemes))


@pytest.mark.django_db
@pytest.mark.parametrize("made_up", ["//example.org/", "/%2Fexample.org/", "/%5Cexample.org/", "/a%3Fb=%22c/"])
def test_no_path_that_somebody_made_up_leads_out_of_the_site(client, made_up):
    for address in (made_up, made_up + LARGE):
        # The client takes the host out of an address that begins with '//'.
        response = client.get(f"http://testserver{address}")
        assert response.status_code == 404
        tag = re.search(r'<a class="sight__usual" href="([^"]*)"', response.text)[1]
        assert re.fullmatch(r"/(?![/\\])[^?\\]*", unescape(tag))
        assert not re.findall(r'(?:href|action)="(?://|/\\)', response.text)
