"""Submitting from the form of a draft: what it asks, where it leads, and what keeps it from being done."""

import pytest
from django.utils import timezone

from articles import checks, library, workflow
from articles.models import Edition, EditorialEvent, Release
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import ADD, change


def test_an_author_submits_what_is_in_the_form(author_client, author):
    edition = factories.draft()
    data = forms.of(edition) | {"headline": "As submitted", "remark": "For Tuesday, please.", "_submit": ""}
    response = author_client.post(change(edition), data)
    assert response.url == change(edition)
    edition.refresh_from_db()
    assert (edition.stage, edition.headline, edition.submitted_by) == ("in review", "As submitted", author)
    event = edition.events.first()
    assert (event.what, event.remark) == (EditorialEvent.What.SUBMITTED, "For Tuesday, please.")


def test_a_release_that_was_never_saved_is_submitted(author_client):
    author_client.post(ADD, forms.empty() | {"headline": "At once", "lead": "The lead.", "_submit": ""})
    assert Edition.objects.get().stage == Edition.Stage.REVIEW


def test_submitting_twice_is_submitting_once(author_client):
    edition = factories.draft()
    data = forms.of(edition) | {"headline": "Twice", "_submit": ""}
    assert author_client.post(change(edition), data).status_code == 302
    second = author_client.post(change(edition), data)
    assert (second.status_code, second.url) == (302, change(edition))
    assert edition.events.filter(what=EditorialEvent.What.SUBMITTED).count() == 1


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_nobody_publishes_from_the_form(editor_client, button):
    edition = factories.draft()
    editor_client.post(change(edition), forms.of(edition) | {button: ""})
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.DRAFT


def test_what_lacks_its_lead_is_saved_and_not_submitted(author_client):
    edition = factories.draft()
    data = forms.of(edition) | {"headline": "Kept", "lead": "", "remark": "Kept too.", "_submit": ""}
    response = author_client.post(change(edition), data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "saved as a draft, but not submitted" in text
    assert 'href="#id_lead"' in text
    assert "autofocus data-summary" in text
    assert "Kept too." in text
    edition.refresh_from_db()
    assert (edition.headline, edition.stage) == ("Kept", "draft")
    # The form that came back is one on top of what was saved.
    assert f'name="revision" value="{edition.revision}"' in text


def test_a_photograph_without_words_keeps_an_edition_from_being_submitted(author_client):
    image = factories.image(alternative_text="")
    edition = factories.draft(lead_image=image)
    response = author_client.post(change(edition), forms.of(edition) | {"_submit": ""})
    assert response.status_code == 422
    assert list(response.context_data["form"].lead_image.errors) == ["alternative_text"]
    data = forms.of(Edition.objects.get()) | {"lead_image-is_decorative": "on", "_submit": ""}
    assert author_client.post(change(edition), data).status_code == 302


def test_a_fault_of_the_gallery_stands_in_its_row(author_client):
    image = factories.image(alternative_text="")
    edition = factories.draft(images=[{"image": image.pk, "role": "gallery", "credit": "A. Photographer"}])
    data = forms.of(edition) | {
        "gallery-TOTAL_FORMS": "1",
        "gallery-0-image": str(image.pk),
        "gallery-0-credit": "A. Photographer",
        "_submit": "",
    }
    response = author_client.post(change(edition), data)
    assert list(response.context_data["form"].gallery.forms[0].errors) == ["alternative_text"]


def test_every_blocking_fault_is_in_the_summary(author_client):
    image = factories.image(alternative_text="", credit="")
    edition = factories.draft(
        body='<p>See <a href="https://example.org/">here</a>.</p><h4>A level too deep</h4>'
        f'<figure><img data-image="{image.pk}"></figure>',
    )
    response = author_client.post(change(edition), forms.of(edition) | {"lead": "", "_submit": ""})
    said = [message for _id, _label, message in response.context_data["errors"]]
    found = checks.blocking(Edition.objects.get())
    assert found
    for fault in found:
        assert fault.message in said


def test_a_refused_first_submission_makes_one_release_only(author_client):
    response = author_client.post(ADD, forms.empty() | {"headline": "No lead yet", "_submit": ""})
    edition = Edition.objects.get()
    assert response.status_code == 422
    assert f'action="{change(edition)}"' in response.content.decode()


def test_a_moment_is_planned_in_the_sites_time_zone(author_client, at):
    at("2026-11-22 09:00")
    edition = factories.draft()
    author_client.post(change(edition), forms.of(edition) | {"planned_for": "2026-11-24T09:30", "_save": ""})
    edition.refresh_from_db()
    assert timezone.localtime(edition.planned_for).isoformat() == "2026-11-24T09:30:00+04:00"
    text = author_client.get(change(edition)).content.decode()
    assert 'value="2026-11-24T09:30"' in text
    assert "UTC+4" in text
    author_client.post(change(edition), forms.of(edition) | {"planned_for": "", "_save": ""})
    edition.refresh_from_db()
    assert edition.planned_for is None


def test_a_weekend_is_warned_of_and_not_refused(author_client, at):
    at("2026-11-18 09:00")
    edition = factories.draft()
    data = forms.of(edition) | {"planned_for": "2026-11-21T09:30", "_submit": ""}
    assert author_client.get(author_client.post(change(edition), data).url).status_code == 200
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.REVIEW
    workflow.send_back(edition, by=factories.desk(), remark="Another day.")
    assert "weekend" in author_client.get(change(edition)).content.decode()


@pytest.mark.parametrize("moment", ["tomorrow", "9999-12-31T23:59", "2026-13-01T10:00"])
def test_what_is_no_moment_is_refused_beside_its_field(author_client, moment):
    data = forms.empty() | {"headline": "Kept", "planned_for": moment, "_save": ""}
    response = author_client.post(ADD, data)
    assert response.status_code == 422
    assert list(response.context_data["form"].errors) == ["planned_for"]
    assert f'value="{moment}"' in response.content.decode()
    assert not Release.objects.exists()


def test_a_year_that_no_address_can_have_is_refused(author_client):
    response = author_client.post(ADD, forms.empty() | {"headline": "A", "typed_date": "0500-01-01", "_save": ""})
    assert response.status_code == 422
    assert "year" in response.content.decode()
    assert not Release.objects.exists()


def test_a_later_edition_says_what_it_is_to_the_one_before(author_client, author):
    edition = workflow.new_edition(factories.live_release(), by=author)
    data = forms.of(edition) | {"headline": "Corrected", "_submit": ""}
    assert author_client.post(change(edition), data).status_code == 422
    edition.refresh_from_db()
    data = forms.of(edition) | {"kind": "correction", "public_note": "A name was wrong.", "_submit": ""}
    author_client.post(change(edition), data)
    edition.refresh_from_db()
    assert (edition.stage, edition.kind, edition.public_note) == ("in review", "correction", "A name was wrong.")


def test_a_draft_keeps_what_readers_will_be_told(author_client, author):
    edition = workflow.new_edition(factories.live_release(), by=author)
    data = forms.of(edition) | {"kind": "correction", "public_note": "A name was wrong.", "_save": ""}
    author_client.post(change(edition), data)
    form = author_client.get(change(edition)).context_data["form"]
    assert (form["kind"].value(), form["public_note"].value()) == ("correction", "A name was wrong.")
    assert form["revision"].value() == edition.revision + 1


@pytest.mark.parametrize(("kind", "field"), [("", "kind"), ("update", "public_note")])
def test_what_readers_have_yet_to_be_told_is_asked_beside_its_field(author_client, author, kind, field):
    edition = workflow.new_edition(factories.live_release(), by=author)
    response = author_client.post(change(edition), forms.of(edition) | {"kind": kind, "_submit": ""})
    assert list(response.context_data["form"].errors) == [field]


def test_the_slug_of_a_public_release_is_not_in_the_form(editor_client, editor):
    release = factories.live_release(slug="promised")
    edition = workflow.new_edition(release, by=editor)
    editor_client.post(change(edition), forms.of(edition) | {"slug": "changed", "_save": ""})
    release.refresh_from_db()
    assert release.slug == "promised"
    assert 'name="slug"' not in editor_client.get(change(edition)).content.decode()


def test_an_author_does_not_cut_a_live_photograph_anew(author_client, author):
    image = factories.image()
    release = factories.live_release(lead_image=image)
    edition = workflow.new_edition(release, by=author)
    data = forms.of(edition) | {"lead": "Kept.", "lead_image-focal_x": "10", "lead_image-focal_y": "10", "_save": ""}
    response = author_client.post(change(edition), data)
    assert response.status_code == 422
    assert "Kept." in response.content.decode()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (50, 50)
    # An editor may, and an author of what nobody sees yet.
    library.change(image, by=factories.desk(), focal_x=20)


# The quiet way, and what is beside the form


def test_publishing_without_second_eyes_saves_first_and_asks(editor_client):
    edition = factories.draft()
    response = editor_client.post(change(edition), forms.of(edition) | {"headline": "Saved", "_force": ""})
    assert response.url == f"/admin/articles/edition/{edition.pk}/force/"
    edition.refresh_from_db()
    assert (edition.stage, edition.headline) == ("draft", "Saved")


@pytest.mark.parametrize("button", ["_force", "_aside"])
def test_an_author_has_no_buttons_of_an_editor(author_client, button):
    edition = factories.draft(lead_image=factories.image(alternative_text=""))
    assert author_client.post(change(edition), forms.of(edition) | {button: "check=x"}).status_code == 403
    assert f'name="{button}"' not in author_client.get(change(edition)).content.decode()


def test_setting_a_check_aside_saves_first_and_leads_to_its_reason(editor_client):
    edition = factories.draft(lead_image=factories.image(alternative_text=""))
    text = editor_client.get(change(edition)).content.decode()
    assert 'name="_aside"' in text
    fault = checks.blocking(edition)[0]
    named = f"check={fault.check}&subject={fault.subject}"
    response = editor_client.post(change(edition), forms.of(edition) | {"headline": "Saved", "_aside": named})
    assert response.url == f"/admin/articles/edition/{edition.pk}/override/?{named}"
    assert fault.message in editor_client.get(response.url).content.decode()
    edition.refresh_from_db()
    assert edition.headline == "Saved"


@pytest.mark.parametrize("button", ["_save", "_preview", "_remark"])
def test_a_remark_is_never_lost(author_client, button):
    edition = factories.draft()
    author_client.post(change(edition), forms.of(edition) | {"remark": "Call the ministry.", button: ""})
    event = edition.events.first()
    assert (event.what, event.remark) == (EditorialEvent.What.REMARKED, "Call the ministry.")
    assert "Call the ministry." in author_client.get(change(edition)).content.decode()


def test_a_returned_draft_says_what_is_to_be_changed_until_it_is_submitted_again(author_client, author, editor):
    edition = workflow.submit(factories.draft(), by=author)
    workflow.send_back(edition, by=editor, remark="The name is wrong.")
    box = author_client.get(change(edition)).context_data["returned"]
    assert (box.by, box.remark) == (editor, "The name is wrong.")
    assert "Returned by editor" in author_client.get(change(edition)).content.decode()
    edition = workflow.submit(edition, by=author)
    assert "Returned by editor" not in author_client.get(change(edition)).content.decode()
