"""The form in which a release is written: saving, publishing, scheduling, and what it does with mistakes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Category, Edition, Image, Release
from tests import factories
from tests.articles.admin import forms

ADD = "/admin/articles/edition/add/"


def change(edition):
    return reverse("admin:articles_edition_change", args=[edition.pk])


@pytest.fixture
def author_client(client_for, author):
    return client_for(author)


@pytest.fixture
def editor_client(client_for, editor):
    return client_for(editor)


def test_a_first_save_makes_a_release_and_its_draft(author_client, author):
    category, contact = factories.CategoryFactory(), factories.ContactFactory()
    data = forms.empty() | {
        "headline": "Казахстан вручил награду",
        "lead": "The lead.",
        "body": "<p>The text.</p>",
        "language": "ru",
        "categories": [category.pk],
        "contacts": [contact.pk],
        "_save": "",
    }
    response = author_client.post(ADD, data)
    edition = Edition.objects.get()
    assert response.url == change(edition)
    assert edition.release.slug == "kazakhstan-vruchil-nagradu"
    assert edition.release.language == "ru"
    assert (edition.stage, edition.author, edition.body) == ("draft", author, "<p>The text.</p>")
    assert list(edition.categories.all()) == [category]
    assert list(edition.contacts.all()) == [contact]


def test_a_draft_may_lack_everything_but_its_headline(author_client):
    assert author_client.post(ADD, forms.empty() | {"headline": "A headline", "_save": ""}).status_code == 302
    response = author_client.post(ADD, forms.empty() | {"lead": "Only a lead.", "_save": ""})
    assert response.status_code == 422
    assert Release.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong(author_client):
    data = forms.empty() | {
        "lead": "A lead that must not be lost.",
        "body": "<p>A text that must not be lost.</p>",
        "slug": "not a slug",
        "_save": "",
    }
    response = author_client.post(ADD, data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "A lead that must not be lost." in text
    assert "A text that must not be lost." in text
    assert 'value="not a slug"' in text
    assert 'href="#id_headline"' in text
    assert 'id="id_headline_error"' in text
    assert "autofocus data-summary" in text
    assert not Release.objects.exists()


def test_a_draft_is_changed_with_its_slug_date_and_replies(author_client):
    edition = factories.draft(headline="Before")
    data = forms.of(edition) | {"headline": "After", "slug": "another", "typed_date": "2022-05-28", "_save": ""}
    del data["is_open_for_replies"]
    author_client.post(change(edition), data)
    edition = Edition.objects.select_related("release").get()
    assert edition.headline == "After"
    assert (edition.release.slug, edition.release.typed_date) == ("another", datetime.date(2022, 5, 28))
    assert not edition.release.is_open_for_replies


def test_an_emptied_slug_is_made_of_the_headline(author_client):
    edition = factories.draft(slug="typed")
    author_client.post(change(edition), forms.of(edition) | {"headline": "A new bridge", "slug": "", "_save": ""})
    edition.release.refresh_from_db()
    assert edition.release.slug == "a-new-bridge"


def test_a_save_over_somebody_elses_is_refused_and_nothing_is_lost(author_client, editor):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Mine.", "_save": ""}
    workflow.save(edition, by=editor, revision=edition.revision, contents={"lead": "Theirs."})
    response = author_client.post(change(edition), data)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Mine." in text
    assert 'name="_overwrite"' in text
    edition.refresh_from_db()
    assert edition.lead == "Theirs."


def test_mine_is_saved_over_theirs_when_that_is_said(author_client, editor):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Mine."}
    newer = workflow.save(edition, by=editor, revision=edition.revision, contents={"lead": "Theirs."})
    response = author_client.post(change(edition), data | {"_overwrite": str(newer.revision)})
    assert response.status_code == 302
    edition.refresh_from_db()
    assert edition.lead == "Mine."
    assert [save.contents["lead"] for save in edition.saves.all()][:2] == ["Mine.", "Theirs."]


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


def test_what_is_published_is_read_and_not_edited(editor_client):
    edition = factories.live_release().editions.get()
    text = editor_client.get(change(edition)).content.decode()
    assert edition.headline in text
    assert 'name="headline"' not in text
    response = editor_client.post(change(edition), forms.of(edition) | {"headline": "Sneaked in", "_save": ""})
    assert response.url == reverse("admin:articles_release_change", args=[edition.release_id])
    edition.refresh_from_db()
    assert edition.headline != "Sneaked in"


def test_who_may_only_read_reads(client_for, moderator):
    edition = factories.draft()
    client = client_for(moderator)
    assert 'name="headline"' not in client.get(change(edition)).content.decode()
    assert client.post(change(edition), forms.of(edition) | {"_save": ""}).status_code == 403
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize(
    "attack",
    ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '<a href="javascript:alert(1)">x</a>'],
)
def test_what_could_run_comes_out_inert(author_client, attack):
    data = forms.empty() | {"headline": f"A {attack}", "lead": attack, "body": f"<p>Text</p>{attack}", "_save": ""}
    author_client.post(ADD, data)
    edition = Edition.objects.get()
    for word in ("<script", "onerror", "javascript:"):
        assert word not in edition.body
    # A form that is refused goes back clean as well.
    refused = author_client.post(change(edition), forms.of(edition) | {"headline": "", "body": attack, "_save": ""})
    assert "alert(1)" not in str(refused.context["form"]["body"])
    assert "<script>alert" not in refused.content.decode()


def test_a_photograph_is_added_without_script(author_client):
    data = forms.empty() | {
        "headline": "With a photograph",
        "lead_image-upload": factories.jpeg(name="bridge.jpg"),
        "lead_image-alternative_text": "A bridge",
        "lead_image-credit": "Press service",
        "_save": "",
    }
    author_client.post(ADD, data)
    use = Edition.objects.get().lead_image
    assert (use.image, use.alternative_text, use.credit) == (Image.objects.get(), "A bridge", "Press service")


def test_what_is_no_photograph_is_refused_beside_its_field(author_client):
    fake = factories.jpeg(name="page.jpg")
    fake.file.seek(0)
    fake.file.truncate()
    fake.file.write(b"<html><script>alert(1)</script></html>")
    data = forms.empty() | {"headline": "Kept", "lead_image-upload": fake, "_save": ""}
    response = author_client.post(ADD, data)
    assert response.status_code == 422
    assert 'id="id_lead_image-upload_error"' in response.content.decode()
    assert not Image.objects.exists()
    assert not Release.objects.exists()


def test_an_upload_that_came_with_a_mistake_elsewhere_needs_no_second_upload(author_client):
    data = forms.empty() | {"headline": "", "lead_image-upload": factories.jpeg(), "_save": ""}
    response = author_client.post(ADD, data)
    assert f'<option value="{Image.objects.get().pk}" selected>' in response.content.decode()


def test_a_photograph_chosen_from_the_library_brings_its_words(author_client):
    image = factories.image(alternative_text="A bridge", credit="A. Photographer")
    author_client.post(ADD, forms.empty() | {"headline": "One", "lead_image-image": image.pk, "_save": ""})
    use = Edition.objects.get().lead_image
    assert (use.alternative_text, use.credit) == ("A bridge", "A. Photographer")


def test_the_focal_point_is_moved_in_the_form(author_client):
    image = factories.image()
    edition = factories.draft(lead_image=image)
    data = forms.of(edition) | {"lead_image-focal_x": "20", "lead_image-focal_y": "70", "_save": ""}
    author_client.post(change(edition), data)
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (20, 70)


def test_a_gallery_keeps_its_order(author_client):
    first, second = factories.image(), factories.image()
    data = forms.empty() | {
        "headline": "A gallery",
        "gallery-TOTAL_FORMS": "3",
        "gallery-0-image": second.pk,
        "gallery-0-place": "2",
        "gallery-1-image": first.pk,
        "gallery-1-place": "1",
        "_save": "",
    }
    author_client.post(ADD, data)
    assert [use.image for use in Edition.objects.get().gallery] == [first, second]


def test_the_credit_of_a_photograph_in_the_text_is_written_in_its_row(author_client):
    image = factories.image(alternative_text="A bridge")
    edition = factories.draft(body=f'<p>Text</p><figure><img data-image="{image.pk}"></figure>')
    data = forms.of(edition) | {
        "body_images-TOTAL_FORMS": "1",
        "body_images-INITIAL_FORMS": "1",
        "body_images-0-image": str(image.pk),
        "body_images-0-credit": "B. Photographer",
        "_save": "",
    }
    author_client.post(change(edition), data)
    use = Edition.objects.get().images.get()
    assert (use.role, use.credit, use.alternative_text) == ("body", "B. Photographer", "A bridge")


def test_categories_bear_their_names_in_the_language_of_the_release(author_client):
    category = factories.CategoryFactory(text__name="Culture")
    factories.CategoryTextFactory(category=category, language="ru", name="Культура")
    edition = factories.draft(language="ru")
    assert "Культура" in author_client.get(change(edition)).content.decode()


def test_more_categories_and_photographs_cost_no_more_queries(author_client, django_assert_max_num_queries):
    edition = factories.draft(lead_image=factories.image(), categories=[factories.CategoryFactory()])
    author_client.get(change(edition))
    with django_assert_max_num_queries(100) as few:
        author_client.get(change(edition))
    for _number in range(5):
        factories.CategoryFactory()
        factories.image()
    assert Category.objects.count() == 6
    with django_assert_max_num_queries(len(few)):
        author_client.get(change(edition))


def test_the_form_tells_the_slug_of_a_headline(author_client):
    response = author_client.get("/admin/articles/edition/slug/", {"headline": "Новый мост"})
    assert response.json() == {"slug": "novyi-most"}


def test_the_policy_is_loosened_on_the_form_and_nowhere_else(author_client):
    form = author_client.get(ADD).headers["Content-Security-Policy"]
    listed = author_client.get("/admin/articles/release/").headers["Content-Security-Policy"]
    assert "script-src-attr 'unsafe-inline'" in form
    assert "script-src 'self'" in [part.strip() for part in form.split(";")]
    assert "unsafe" not in listed


@pytest.mark.parametrize("path", ["", "999/change/", "999/preview/", "x/change/"])
def test_editions_have_no_list_and_none_that_never_was(author_client, path):
    response = author_client.get(f"/admin/articles/edition/{path}")
    assert response.status_code == (404 if path else 302)


@pytest.mark.parametrize(
    "typed", [{"typed_date": "0500-01-01"}, {"live_from": "9999-12-31T23:59", "_schedule": ""}], ids=["past", "future"]
)
def test_a_year_that_no_address_can_have_is_refused(editor_client, typed):
    data = forms.empty() | {"headline": "The bridge", "_save": ""} | typed
    response = editor_client.post(ADD, data)
    assert response.status_code == 422
    assert "year" in response.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize("field", ["lead_image-image", "_overwrite", "revision", "categories"])
def test_an_absurd_number_in_a_crafted_form_is_no_fault_of_ours(author_client, field):
    edition = factories.draft()
    for number in ("9" * 5000, "9" * 30):
        response = author_client.post(change(edition), forms.of(edition) | {field: number, "_save": ""})
        assert response.status_code in {302, 400, 409, 422}


def test_a_moment_that_was_typed_but_not_scheduled_is_told(client_for, editor):
    client = client_for(editor)
    edition = factories.draft()
    data = forms.of(edition) | {"live_from": "2031-11-25T09:30", "_save": ""}
    response = client.post(f"/admin/articles/edition/{edition.pk}/change/", data, follow=True)
    assert "It is not scheduled" in response.content.decode()
