"""The pages under /about/."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Page
from pressroom.front.marks import STALE_AT_ONCE

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_title_and_its_text(client, settings):
    Page.objects.create(slug="privacy", title="Privacy", body="<h2>Cookies</h2><p>One, if you like something.</p>")
    response = client.get("/about/privacy/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h1>Privacy</h1>" in html
    assert "<p>One, if you like something.</p>" in html
    assert f"<title>Privacy | {settings.SITE_NAME}</title>" in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}/about/privacy/">' in html
    assert '<a href="/about/privacy/" aria-current="page">Privacy</a>' in html


def test_a_page_belongs_to_its_language(client):
    Page.objects.create(slug="privacy", title="Приватность", body="<p>Нет.</p>", language="ru")
    assert client.get("/about/privacy/").status_code == 404
    html = client.get("/ru/about/privacy/").content.decode()
    assert '<article class="leaf">' in html


def test_an_unknown_page_is_not_found(client):
    assert client.get("/about/nothing/").status_code == 404


def test_a_page_costs_three_queries_and_sets_no_cookie(client):
    Page.objects.create(slug="privacy", title="Privacy")
    # What is counted once after a change is counted by now.
    client.get("/about/privacy/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/about/privacy/")
    assert len(queries) <= 3
    assert not response.cookies
    assert response["Cache-Control"] == STALE_AT_ONCE
    assert "Vary" not in response
