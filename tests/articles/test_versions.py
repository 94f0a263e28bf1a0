"""The same page in other languages: what the switcher, search engines and messengers are told of it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import preview_links, workflow
from articles.models import Page, Release
from tests import factories

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
SWITCHER = re.compile(r'<nav class="masthead__languages".*?</nav>', re.DOTALL)


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def family(*languages, **kwargs):
    """Publish one release in some languages, and return the releases by them."""
    releases = {code: factories.live_release(moment("2022-05-28 12:00"), language=code, **kwargs) for code in languages}
    first = releases[languages[0]]
    for release in releases.values():
        Release.objects.filter(pk=release.pk).update(translation_key=first.translation_key)
    return releases


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def alternates(settings, html):
    """Return what `hreflang` says, as {language: path}."""
    found = LINK.findall(html.partition("</head>")[0])
    assert all(address.startswith(settings.SITE_URL + "/") for _language, address in found)
    return {language: address.removeprefix(settings.SITE_URL) for language, address in found}


def switcher(html):
    """Return where the switcher leads, as {language: path}."""
    nav = SWITCHER.search(html)
    return {code: path for path, code in re.findall(r'<a [^>]*?href="([^"]+)" hreflang="(\w+)"', nav[0])} if nav else {}


def missing(html):
    """Return the languages that the switcher says the text isn't translated into."""
    return re.findall(r'<a class="masthead__missing" href="[^"]+" hreflang="(\w+)">', SWITCHER.search(html)[0])


@pytest.fixture
def everywhere():
    """Something live in each language, of another day and another matter."""
    return {
        code: factories.live_release(moment("2021-03-02 12:00"), language=code, slug="other")
        for code in ("en", "ru", "kk")
    }


class TestARelease:
    def test_leads_to_its_translations_and_they_to_it(self, client, settings, everywhere):
        paths = {code: release.get_absolute_url() for code, release in family("ru", "en", "kk", slug="a").items()}
        for path in paths.values():
            html = read(client, path)
            assert alternates(settings, html) == paths | {"x-default": paths["en"]}
            assert switcher(html) == paths
            assert missing(html) == []

    def test_without_a_translation_says_so_and_leads_to_that_languages_front_page(self, client, settings, everywhere):
        releases = family("ru", "kk", slug="a")
        html = read(client, releases["kk"].get_absolute_url())
        russian, kazakh = (releases[code].get_absolute_url() for code in ("ru", "kk"))
        assert switcher(html) == {"en": "/", "ru": russian, "kk": kazakh}
        assert missing(html) == ["en"]
        # It isn't there in the site's first language: the next one is for whoever reads none of them.
        assert alternates(settings, html) == {"ru": russian, "kk": kazakh, "x-default": russian}

    def test_that_is_alone_names_no_other(self, client, settings, everywhere):
        html = read(client, everywhere["ru"].get_absolute_url())
        assert alternates(settings, html) == {}
        assert missing(html) == ["en", "kk"]
        assert "data-offer" not in html

    @pytest.mark.parametrize("state", ["removed", "scheduled", "draft"])
    def test_never_leads_to_what_is_not_live(self, client, settings, everywhere, editor, state):
        original = family("en", slug="a")["en"]
        if state == "removed":
            other = factories.live_release(moment("2022-05-28 12:00"), language="ru", slug="a")
            workflow.remove(other, by=editor, reason="By order of the court.")
        elif state == "scheduled":
            other = factories.scheduled_release(language="ru", slug="a")
        else:
            other = factories.draft(language="ru", slug="a").release
        Release.objects.filter(pk=other.pk).update(translation_key=original.translation_key)
        html = read(client, original.get_absolute_url())
        assert alternates(settings, html) == {}
        assert switcher(html)["ru"] == "/ru/"
        assert missing(html) == ["ru", "kk"]

    def test_that_was_withdrawn_is_still_there_in_its_language(self, client, settings, everywhere, editor):
        releases = family("en", "ru", slug="a")
        workflow.withdraw(releases["ru"], by=editor, reason="Не решено.")
        path = releases["ru"].get_absolute_url()
        assert alternates(settings, read(client, releases["en"].get_absolute_url()))["ru"] == path

    def test_tells_messengers_of_the_other_languages(self, client, everywhere):
        path = family("en", "ru", slug="a")["ru"].get_absolute_url()
        html = read(client, path)
        assert '<meta property="og:locale" content="ru_RU">' in html
        assert re.findall(r'"og:locale:alternate" content="(\w+)"', html) == ["en_GB"]

    def test_leads_from_the_pages_below_it_to_its_translations(self, client, settings, everywhere):
        releases = family("en", "ru", slug="a")
        for name, there in (
            ("articles:history", "articles:history"),
            ("articles:like", "articles:release"),
            ("comments:reply", "articles:release"),
            ("comments:replies", "articles:release"),
        ):
            html = read(client, releases["en"].url(name))
            assert switcher(html)["ru"] == releases["ru"].url(there)
            assert missing(html) == ["kk"]
            assert alternates(settings, html) == {}

    def test_costs_one_query_more_than_a_release_in_one_language_however_many_they_are(self, client, everywhere):
        found = []
        for languages, slug in ((["en"], "one"), (["en", "ru"], "two"), (["en", "ru", "kk"], "three")):
            path = family(*languages, slug=slug)["en"].get_absolute_url()
            read(client, path)
            with CaptureQueriesContext(connection) as queries:
                read(client, path)
            found.append(len(queries))
        assert found == [3, 4, 4]


class TestALanguageWithNothingLive:
    def test_is_not_offered(self, client, settings):
        family("en", "ru", slug="a")
        for path in ("/", "/2022/", "/about/accessibility/"):
            html = read(client, path)
            assert switcher(html).keys() == alternates(settings, html).keys() - {"x-default"} == {"en", "ru"}

    @pytest.mark.parametrize("path", ["/", "/about/accessibility/"])
    def test_names_no_other_where_no_other_names_it(self, client, settings, path):
        family("ru", "kk", slug="a")
        assert alternates(settings, read(client, path)) == {}
        assert alternates(settings, read(client, f"/ru{path}")).keys() == {"ru", "kk", "x-default"}


class TestLists:
    @pytest.mark.parametrize("below", ["", "2022/", "2022/05/", "2022/05/28/"])
    def test_lead_to_the_same_in_each_language_that_has_any_of_it(self, client, settings, everywhere, below):
        family("en", "kk", slug="a")
        html = read(client, f"/{below}")
        there = {"en": f"/{below}", "kk": f"/kk/{below}", "x-default": f"/{below}"}
        if below:
            assert switcher(html) == {"en": f"/{below}", "ru": "/ru/", "kk": f"/kk/{below}"}
            assert alternates(settings, html) == there
        else:
            assert alternates(settings, html) == there | {"ru": "/ru/"}
        assert missing(html) == []
        assert alternates(settings, read(client, f"/kk/{below}")) == alternates(settings, html)

    def test_of_a_category_lead_to_it_under_its_other_name(self, client, settings, everywhere):
        category = factories.CategoryFactory(text__slug="culture")
        factories.CategoryTextFactory(category=category, language="ru", slug="kultura")
        factories.CategoryTextFactory(category=category, language="kk", slug="madeniet")
        family("en", "ru", slug="a", categories=[category])
        html = read(client, "/category/culture/")
        assert switcher(html) == {"en": "/category/culture/", "ru": "/ru/category/kultura/", "kk": "/kk/"}
        factories.live_release(moment("2022-06-01 12:00"), language="kk", slug="b", categories=[category])
        paths = {"en": "/category/culture/", "ru": "/ru/category/kultura/", "kk": "/kk/category/madeniet/"}
        for path in paths.values():
            html = read(client, path)
            assert switcher(html) == paths
            assert alternates(settings, html) == paths | {"x-default": paths["en"]}
        html = read(client, "/category/culture/2022/05/")
        # Where the month has none of it, the whole list is nearest.
        assert switcher(html) == {
            "en": "/category/culture/2022/05/",
            "ru": "/ru/category/kultura/2022/05/",
            "kk": "/kk/category/madeniet/",
        }
        assert alternates(settings, html).keys() == {"en", "ru", "x-default"}

    def test_from_some_place_on_are_the_same_nowhere_else(self, client, settings, everywhere):
        for n in range(26):
            factories.live_release(moment("2022-05-28 12:00"), slug=f"a{n}")
        older = re.search(r'rel="next" href="(\?before=[^"]+)"', read(client, "/"))[1]
        html = read(client, f"/{older}")
        assert alternates(settings, html) == {}
        assert switcher(html)["ru"] == "/ru/"


def test_a_page_about_the_site_leads_to_itself_in_other_languages(client, settings, everywhere):
    for code, title in (("en", "Privacy"), ("ru", "Приватность")):
        Page.objects.create(slug="privacy", language=code, title=title)
    html = read(client, "/ru/about/privacy/")
    assert switcher(html) == {"en": "/about/privacy/", "ru": "/ru/about/privacy/", "kk": "/kk/"}
    assert missing(html) == ["kk"]
    paths = {"en": "/about/privacy/", "ru": "/ru/about/privacy/"}
    assert alternates(settings, html) == paths | {"x-default": "/about/privacy/"}
    # The one that every site has is there in each.
    assert missing(read(client, "/about/accessibility/")) == []


@pytest.mark.parametrize("path", ["/nothing/", "/ru/nothing/"])
def test_where_nothing_is_the_front_pages_are_offered(client, settings, everywhere, path):
    html = read(client, path, 404)
    assert switcher(html) == {"en": "/", "ru": "/ru/", "kk": "/kk/"}
    assert alternates(settings, html) == {}
    assert "data-offer" not in html


def test_the_offer_is_in_the_language_that_it_offers(client, everywhere):
    releases = family("en", "ru", slug="a")
    html = read(client, releases["en"].get_absolute_url())
    (code, words), *others = re.findall(r'<template data-offer="(\w+)">(.*?)</template>', html, re.DOTALL)
    assert (code, others) == ("ru", [])
    assert '<p class="offer__words page" lang="ru">' in words
    assert f'href="{releases["ru"].get_absolute_url()}" hreflang="ru"' in words


def test_a_preview_link_tells_of_no_other_language(client, everywhere):
    original = family("en", slug="a")["en"]
    edition = factories.draft(language="ru", slug="a")
    Release.objects.filter(pk=edition.release_id).update(translation_key=original.translation_key)
    link = preview_links.share(edition, by=factories.desk(), name="The lawyer")
    html = read(client, f"/preview/{preview_links.token(link)}/")
    assert "hreflang" not in html.partition("</head>")[0]
    assert original.get_absolute_url() not in SWITCHER.search(html)[0]
