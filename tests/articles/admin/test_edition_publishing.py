"""Publishing and scheduling from the form of a release."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Edition, Release
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import ADD, change


def test_an_editor_publishes_what_is_in_the_form(editor_client):
    edition = factories.draft()
    response = editor_client.post(change(edition), forms.of(edition) | {"headline": "As published", "_publish": ""})
    assert response.url == reverse("admin:articles_release_change", args=[edition.release_id])
    live = Edition.objects.live(timezone.now()).get()
    assert live.headline == "As published"


def test_an_editor_publishes_a_release_that_was_never_saved(editor_client):
    data = forms.empty() | {"headline": "At once", "lead": "The lead.", "_publish": ""}
    editor_client.post(ADD, data)
    assert Edition.objects.live(timezone.now()).get().headline == "At once"


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_an_author_does_not_publish(author_client, button):
    edition = factories.draft()
    data = forms.of(edition) | {"live_from": "2099-01-01T10:00", button: ""}
    assert author_client.post(change(edition), data).status_code == 403
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.DRAFT
    assert f'name="{button}"' not in author_client.get(change(edition)).content.decode()


def test_what_lacks_its_lead_is_saved_and_not_published(editor_client):
    edition = factories.draft()
    data = forms.of(edition) | {"headline": "Kept", "lead": "", "_publish": ""}
    response = editor_client.post(change(edition), data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "saved as a draft, but not published" in text
    assert 'href="#id_lead"' in text
    edition.refresh_from_db()
    assert (edition.headline, edition.stage) == ("Kept", "draft")
    # The form that came back is one on top of what was saved.
    assert f'name="revision" value="{edition.revision}"' in text


def test_a_photograph_without_words_keeps_an_edition_from_being_published(editor_client):
    image = factories.image(alternative_text="")
    edition = factories.draft(lead_image=image)
    response = editor_client.post(change(edition), forms.of(edition) | {"_publish": ""})
    assert response.status_code == 422
    assert "or that it is decorative" in response.content.decode()
    data = forms.of(Edition.objects.get()) | {"lead_image-is_decorative": "on", "_publish": ""}
    assert editor_client.post(change(edition), data).status_code == 302


def test_a_refused_first_publication_makes_one_release_only(editor_client):
    response = editor_client.post(ADD, forms.empty() | {"headline": "No lead yet", "_publish": ""})
    edition = Edition.objects.get()
    assert response.status_code == 422
    assert f'action="{change(edition)}"' in response.content.decode()


def test_an_edition_is_scheduled_in_the_sites_time_zone(editor_client, at):
    at("2026-11-22 09:00")
    edition = factories.draft()
    response = editor_client.post(
        change(edition), forms.of(edition) | {"live_from": "2026-11-24T09:30", "_schedule": ""}, follow=True
    )
    edition.refresh_from_db()
    assert timezone.localtime(edition.live_from).isoformat() == "2026-11-24T09:30:00+04:00"
    assert "Tuesday 24 November 2026, 09:30 (UTC+4)" in response.content.decode()


@pytest.mark.parametrize("moment", ["", "2001-01-01T10:00", "tomorrow"])
def test_a_schedule_needs_a_moment_that_lies_ahead(editor_client, moment):
    edition = factories.draft()
    response = editor_client.post(change(edition), forms.of(edition) | {"live_from": moment, "_schedule": ""})
    assert response.status_code == 422
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.DRAFT


def test_a_later_edition_says_what_it_is_to_the_one_before(editor_client, editor):
    edition = workflow.new_edition(factories.live_release(), by=editor)
    data = forms.of(edition) | {"headline": "Corrected"}
    refused = editor_client.post(change(edition), data | {"_publish": ""})
    assert refused.status_code == 422
    edition.refresh_from_db()
    data = forms.of(edition) | {"kind": "correction", "public_note": "A name was wrong.", "_publish": ""}
    editor_client.post(change(edition), data)
    live = Edition.objects.live(timezone.now()).get()
    assert (live.headline, live.kind, live.public_note) == ("Corrected", "correction", "A name was wrong.")


def test_a_draft_keeps_what_readers_will_be_told(author_client, author):
    edition = workflow.new_edition(factories.live_release(), by=author)
    data = forms.of(edition) | {"kind": "correction", "public_note": "A name was wrong.", "_save": ""}
    author_client.post(change(edition), data)
    form = author_client.get(change(edition)).context_data["form"]
    assert (form["kind"].value(), form["public_note"].value()) == ("correction", "A name was wrong.")
    assert form["revision"].value() == edition.revision + 1


@pytest.mark.parametrize(("kind", "field"), [("", "kind"), ("update", "public_note")])
def test_what_readers_have_yet_to_be_told_is_asked_beside_its_field(editor_client, editor, kind, field):
    edition = workflow.new_edition(factories.live_release(), by=editor)
    response = editor_client.post(change(edition), forms.of(edition) | {"kind": kind, "_publish": ""})
    assert list(response.context_data["form"].errors) == [field]


def test_the_slug_of_a_public_release_is_not_in_the_form(editor_client, editor):
    release = factories.live_release(slug="promised")
    edition = workflow.new_edition(release, by=editor)
    editor_client.post(change(edition), forms.of(edition) | {"slug": "changed", "_save": ""})
    release.refresh_from_db()
    assert release.slug == "promised"
    assert 'name="slug"' not in editor_client.get(change(edition)).content.decode()


@pytest.mark.parametrize(
    "typed", [{"typed_date": "0500-01-01"}, {"live_from": "9999-12-31T23:59", "_schedule": ""}], ids=["past", "future"]
)
def test_a_year_that_no_address_can_have_is_refused(editor_client, typed):
    data = forms.empty() | {"headline": "The bridge", "_save": ""} | typed
    response = editor_client.post(ADD, data)
    assert response.status_code == 422
    assert "year" in response.content.decode()
    assert not Release.objects.exists()


def test_a_moment_that_was_typed_but_not_scheduled_is_told(client_for, editor):
    client = client_for(editor)
    edition = factories.draft()
    data = forms.of(edition) | {"live_from": "2031-11-25T09:30", "_save": ""}
    response = client.post(f"/admin/articles/edition/{edition.pk}/change/", data, follow=True)
    assert "It is not scheduled" in response.content.decode()
