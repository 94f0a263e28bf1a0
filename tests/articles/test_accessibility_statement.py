"""The accessibility statement answers on every site, and always says how to complain."""

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Page
from pressroom.front.marks import STALE_AT_ONCE
from pressroom.models import Identity, IdentityText
from tests.test_html import check

pytestmark = pytest.mark.django_db


def letter(html):
    """Return what the letter of complaint begins with: its receiver, subject and text."""
    address = urlsplit(unescape(re.search(r'"(mailto:[^"]+subject[^"]+)"', html)[1]))
    words = parse_qs(address.query, strict_parsing=True)
    return unquote(address.path), words["subject"][0], words["body"][0]


@pytest.mark.parametrize(
    ("prefix", "title"), [("", "Accessibility"), ("/ru", "Доступность сайта"), ("/kk", "Қолжетімділік")]
)
def test_it_stands_on_a_site_whose_desk_has_written_none(client, settings, prefix, title):
    response = client.get(f"{prefix}/about/accessibility/")
    html = response.content.decode()
    check(response)
    assert "WCAG" in html
    assert f'<div class="leaf">\n  <h1>{title}</h1>' in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}{prefix}/about/accessibility/">' in html
    assert f'<a href="{prefix}/about/accessibility/" aria-current="page">{title}</a>' in html
    assert response["Cache-Control"] == STALE_AT_ONCE


def test_a_page_of_the_desk_replaces_its_text_but_not_how_to_complain(client):
    Identity.objects.create(pk=Identity.KEY, telephone="+7 8512 00-00-00")
    Page.objects.create(slug="accessibility", language="ru", title="Доступность", body="<p>Наши слова.</p>")
    response = client.get("/ru/about/accessibility/")
    html = response.content.decode()
    check(response)
    assert "<h1>Доступность</h1>" in html
    assert '<div class="prose"><p>Наши слова.</p></div>' in html
    assert "WCAG" not in html
    assert 'href="tel:+78512000000"' in html.partition('id="complain"')[2]
    footer = html.partition("<footer")[2].partition("</footer>")[0]
    assert footer.count("/about/accessibility/") == 1
    assert '<a href="/ru/about/accessibility/" aria-current="page">Доступность</a>' in footer


def test_a_complaint_reaches_the_office_by_each_of_its_contacts(client, settings):
    office = Identity.objects.create(pk=Identity.KEY, email="press+office@example.org", telephone="+7 8512 00-00-00")
    IdentityText.objects.create(identity=office, language="en", name="Press & Public", address="1 Example Street")
    html = client.get("/about/accessibility/").content.decode().partition("How to complain")[2].partition("<footer")[0]
    receiver, subject, body = letter(html)
    assert receiver == "press+office@example.org"
    assert subject == "Accessibility of the site: Press & Public"
    assert f"{settings.SITE_URL}/" in body
    assert "\r\n\r\nWhat does not work" in body
    assert 'href="tel:+78512000000"' in html
    assert "Press &amp; Public, 1 Example Street" in html
    assert "within five working days" in html
    assert "not been entered" not in html


def test_without_contacts_it_names_the_office_and_says_what_is_missing(client, settings):
    html = client.get("/about/accessibility/").content.decode().partition("How to complain")[2]
    assert f"The office in charge is: {settings.SITE_NAME}." in html
    assert "have not been entered on this site yet" in html
    assert "If no answer comes" in html


def test_it_costs_as_little_as_any_page(client):
    Page.objects.create(slug="accessibility", title="Accessibility")
    # The first page after a change counts what is live.
    client.get("/")
    for path in ("/about/accessibility/", "/ru/about/accessibility/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) <= 3
