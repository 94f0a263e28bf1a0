"""The preview of an edition."""

import pytest
from django.urls import reverse

from articles.models import Edition, Release
from tests import factories
from tests.articles.admin import forms


def preview(edition):
    return reverse("admin:articles_edition_preview", args=[edition.pk])


def test_the_preview_saves_first_and_then_shows(client_for, author):
    client, edition = client_for(author), factories.draft()
    url = reverse("admin:articles_edition_change", args=[edition.pk])
    response = client.post(url, forms.of(edition) | {"headline": "Just typed", "_preview": ""}, follow=True)
    text = response.content.decode()
    assert "Just typed" in text
    assert "Only the desk sees this page" in text


def test_nobody_keeps_a_preview_and_nothing_is_counted(client_for, author):
    edition = factories.draft()
    response = client_for(author).get(preview(edition))
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "data-counters" not in response.content.decode()
    assert "Leave a Reply" not in response.content.decode()


def test_a_draft_that_was_previewed_still_has_no_date(client_for, author):
    edition = factories.draft()
    client_for(author).get(preview(edition))
    assert Release.objects.get().date is None
    assert Edition.objects.get().live_from is None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_preview_opens_in_each_language(client_for, author, language):
    edition = factories.draft(language=language, lead_image=factories.image(), categories=[factories.CategoryFactory()])
    assert client_for(author).get(preview(edition)).status_code == 200


def test_the_public_sees_no_preview(client_for, db):
    assert client_for().get(preview(factories.draft())).status_code == 302
