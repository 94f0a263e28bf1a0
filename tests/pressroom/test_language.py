"""Which language a page speaks: its address's in public, the person's at the desk, and nobody's else."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from articles import preview_links, short_addresses, workflow
from articles.models import Contact, Page
from pressroom import language
from pressroom.models import Profile
from tests import factories

# A browser that wants another language than the page's, by all that Django's own middleware would listen to.
HOSTILE = {"Accept-Language": "ru;q=1, kk;q=0.9, de;q=0.8", "Cookie": "django_language=ru"}

pytestmark = pytest.mark.django_db


def spoken(response):
    """Return the language that a page says it is in, having seen that its two places agree."""
    said = response.headers["Content-Language"]
    assert f'<html lang="{said}"' in response.content.decode()
    return said


def test_a_page_speaks_the_language_of_its_address_and_leaves_none_behind(client, at):
    at("2022-05-28 11:20")
    paths = {code: factories.live_release(language=code).get_absolute_url() for code in ("en", "ru", "kk")}
    # In the same thread, each after each other.
    for code in ("ru", "en", "kk", "en", "kk", "ru", "kk"):
        response = client.get(paths[code])
        assert spoken(response) == code
        assert {"en": "Saturday", "ru": "Суббота", "kk": "Сенбі"}[code] in response.content.decode()
        assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("path", "said"),
    [("/nothing/", "en"), ("/ru/nothing/", "ru"), ("/kk/2022/", "kk"), ("/en/", "en"), ("/rus/", "en")],
)
def test_where_nothing_is_the_address_still_says_the_language(client, path, said):
    response = client.get(path)
    assert response.status_code == 404
    assert spoken(response) == said


@pytest.mark.parametrize("path", ["/", "/ru/", "/nothing/", "/ru/nothing/", "/feed/", "/about/accessibility/"])
def test_neither_header_nor_cookie_changes_a_public_page(client, path):
    factories.live_release()
    usual = client.get(path)
    response = client.get(path, headers=HOSTILE)
    assert response.content == usual.content
    varies = response.get("Vary", "").lower()
    assert "language" not in varies
    assert "cookie" not in varies
    assert not response.cookies


def test_a_file_has_no_language(client):
    assert "Content-Language" not in client.get("/healthz")


def test_a_foreign_host_is_refused_in_the_language_of_the_address(client):
    response = client.get("/ru/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert spoken(response) == "ru"


def test_a_failure_is_told_in_the_language_of_the_address(client, monkeypatch):
    monkeypatch.setattr("articles.views.pages.richtext.render", lambda *args: 1 / 0)
    Page.objects.create(language="ru", slug="privacy", title="Приватность")
    client.raise_request_exception = False
    response = client.get("/ru/about/privacy/")
    assert response.status_code == 500
    assert spoken(response) == "ru"
    assert 'href="/ru/"' in response.content.decode()


class TestTheDesk:
    @pytest.mark.parametrize("path", ["/admin/", "/admin/articles/release/", "/admin/nothing/"])
    def test_speaks_the_language_of_the_person(self, client_for, author, path):
        client = client_for(author)
        assert spoken(client.get(path)) == "en"
        Profile.objects.create(user=author, language="kk")
        assert spoken(client.get(path, headers={"Accept-Language": "ru"})) == "kk"
        assert translation.get_language() == "en"

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("/admin/articles/image/", "Фотографии"),
            ("/admin/articles/category/", "Рубрики"),
            ("/admin/articles/category/add/", "Новая запись: рубрика"),
        ],
    )
    def test_declines_no_name_of_a_thing_wrongly_in_the_title_of_a_page(self, client_for, editor, path, title):
        Profile.objects.create(user=editor, language="ru")
        assert f"<title>{title} | " in client_for(editor).get(path).content.decode()

    def test_calls_the_page_of_a_thing_by_its_name_and_its_list(self, client_for, editor):
        Profile.objects.create(user=editor, language="ru")
        contact = Contact.objects.create(name="Marina Kolokoltseva")
        page = client_for(editor).get(reverse("admin:articles_contact_change", args=[contact.pk])).content.decode()
        assert "<title>Marina Kolokoltseva | Контакты для прессы | Pressroom</title>" in page

    def test_learns_the_language_with_the_person_and_by_no_other_query(self, client_for, author):
        Profile.objects.create(user=author, language="ru")
        client = client_for(author)
        with CaptureQueriesContext(connection) as queries:
            assert spoken(client.get("/admin/")) == "ru"
        assert sum("pressroom_profile" in query["sql"] for query in queries) == 1

    @pytest.mark.parametrize(("query", "said"), [("", "en"), ("?language=kk", "kk"), ("?language=xx", "en")])
    def test_speaks_to_a_stranger_as_the_address_says(self, client, query, said):
        assert spoken(client.get(f"/admin/login/{query}", headers=HOSTILE)) == said

    def test_speaks_the_persons_language_whatever_the_address_says(self, client_for, author):
        Profile.objects.create(user=author, language="ru")
        assert spoken(client_for(author).get("/admin/?language=kk")) == "ru"

    def test_a_person_whose_language_the_site_no_longer_has_is_spoken_to_in_its_first(self, client_for, author):
        Profile.objects.create(user=author, language="de")
        assert spoken(client_for(author).get("/admin/")) == "en"


class TestPagesWhoseAddressSaysNoLanguage:
    """They speak that of the release that they are about."""

    def test_a_preview_link(self, client, at):
        at("2022-05-28 11:20")
        link = preview_links.share(factories.draft(language="ru"), by=factories.desk(), name="Юрист")
        path = reverse("articles:shared", args=[preview_links.token(link)])
        response = client.get(path)
        assert spoken(response) == "ru"
        assert "28 мая 2022" in response.content.decode()
        preview_links.revoke(link, by=factories.desk())
        gone = client.get(path)
        assert gone.status_code == 410
        assert spoken(gone) == "ru"
        assert spoken(client.get("/preview/forged/")) == "en"

    def test_the_desks_preview_with_its_own_words_in_the_persons(self, client_for, author):
        Profile.objects.create(user=author, language="kk")
        edition = factories.draft(language="ru")
        response = client_for(author).get(reverse("admin:articles_edition_preview_page", args=[edition.pk]))
        assert spoken(response) == "ru"
        assert re.search(r'<aside class="draft" [^>]*lang="kk"', response.content.decode())
        assert translation.get_language() == "en"

    def test_what_a_short_address_finds_removed(self, client, at):
        at("2022-05-28 11:20")
        release = factories.live_release(language="ru")
        workflow.remove(release, by=factories.desk(), reason="По решению суда.")
        response = client.get(short_addresses.path(release))
        assert response.status_code == 410
        assert spoken(response) == "ru"
        assert "28 мая 2022" in response.content.decode()
        assert 'href="/ru/"' in response.content.decode()


@pytest.mark.parametrize(("code", "said"), [("en", "Russian"), ("ru", "русский"), ("kk", "орысша")])
def test_the_name_of_a_language_within_a_sentence_is_written_as_there(code, said):
    with translation.override(code):
        assert language.within(dict(settings.LANGUAGES)["ru"]) == said
