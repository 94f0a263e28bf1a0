"""The form that saves by itself: what it keeps, refuses, and tells whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.models import Edition, EditionSave, Release
from tests import factories
from tests.articles.admin import forms

NEW = "/admin/articles/edition/add/autosave/"


def address(edition):
    return reverse("admin:articles_edition_autosave", args=[edition.pk])


def test_what_was_typed_is_saved(author_client, author, at):
    at("2026-11-24 12:31")
    edition = factories.draft(by=author)
    response = author_client.post(address(edition), forms.of(edition) | {"lead": "Half a sent"})
    answer = response.json()
    edition.refresh_from_db()
    assert response.status_code == 200
    assert edition.lead == "Half a sent"
    assert answer["revision"] == edition.revision
    assert answer["saved"] == "Saved at 12:31"
    assert answer["action"] == forms.change(edition)
    assert "no-store" in response["Cache-Control"]


def test_it_answers_with_what_the_checks_find_now(author_client, author):
    edition = factories.draft(by=author, lead="")
    before = author_client.post(address(edition), forms.of(edition)).json()
    after = author_client.post(address(edition), forms.of(edition) | {"lead": "The news."}).json()
    assert 'id="checks"' in before["checks"] or "lead" in before["checks"]
    assert before["checks"] != after["checks"]


def test_saves_of_ten_minutes_are_one_entry_of_the_history(author_client, author, at):
    at("2026-11-24 12:30")
    edition = factories.draft(by=author)
    for minute, lead in ((31, "One"), (35, "Two"), (39, "Three"), (41, "Four")):
        at(f"2026-11-24 12:{minute}")
        edition.refresh_from_db()
        assert author_client.post(address(edition), forms.of(edition) | {"lead": lead}).status_code == 200
    leads = [save.contents["lead"] for save in EditionSave.objects.filter(edition=edition).order_by("pk")]
    assert leads == ["Three", "Four"]


def test_the_same_again_leaves_no_trace(author_client, author):
    edition = factories.draft(by=author, lead_image=factories.image())
    data = forms.of(edition)
    first = author_client.post(address(edition), data | {"lead": "New"}).json()
    second = author_client.post(address(edition), data | {"lead": "New", "revision": str(first["revision"])}).json()
    assert second["revision"] == first["revision"]


def test_a_save_over_somebody_elses_is_refused(author_client, editor):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Mine."}
    workflow.save(edition, by=editor, revision=edition.revision, contents={"lead": "Theirs."})
    response = author_client.post(address(edition), data)
    edition.refresh_from_db()
    assert response.status_code == 409
    assert "editor" in response.json()["message"]
    assert edition.lead == "Theirs."


def test_what_is_stored_already_is_no_conflict(author_client, author):
    edition = factories.draft(by=author)
    data = forms.of(edition) | {"lead": "New"}
    lost = author_client.post(address(edition), data).json()
    again = author_client.post(address(edition), data)
    assert again.status_code == 200
    assert again.json()["revision"] == lost["revision"]


@pytest.mark.parametrize(("typed", "word"), [({"headline": ""}, "headline"), ({"slug": "not a slug"}, "Slug")])
def test_what_cannot_be_saved_is_told(author_client, author, typed, word):
    edition = factories.draft(by=author)
    response = author_client.post(address(edition), forms.of(edition) | {"lead": "New"} | typed)
    edition.refresh_from_db()
    assert response.status_code == 422
    assert word in " ".join(response.json()["errors"])
    assert edition.lead == "The lead."


def test_nothing_is_saved_while_it_is_in_review(author_client, author):
    edition = factories.draft(by=author)
    data = forms.of(edition) | {"lead": "Sneaked in"}
    workflow.submit(edition, by=author)
    response = author_client.post(address(edition), data)
    edition.refresh_from_db()
    assert response.status_code == 422
    assert "review" in response.json()["errors"][0]
    assert edition.lead == "The lead."


def test_a_file_never_comes_by_itself(author_client, author):
    edition = factories.draft(by=author)
    upload = SimpleUploadedFile("photograph.jpg", factories.jpeg().read(), "image/jpeg")
    response = author_client.post(address(edition), forms.of(edition) | {"lead_image-upload": upload})
    assert response.status_code == 422
    assert not edition.images.exists()


def test_a_new_release_is_begun_by_its_first_save_and_only_once(author_client):
    data = forms.empty() | {"headline": "A ferry", "_begun": "abc"}
    first = author_client.post(NEW, data).json()
    # Its answer was lost: it is sent again, by now with more.
    again = author_client.post(NEW, data | {"headline": "A ferry to the island"}).json()
    edition = Edition.objects.get()
    assert Release.objects.count() == 1
    assert first["edition"] == again["edition"] == edition.pk
    assert edition.headline == "A ferry to the island"
    assert again["url"] == address(edition)


def test_the_button_saves_the_draft_that_was_begun(author_client):
    answer = author_client.post(NEW, forms.empty() | {"headline": "A ferry", "_begun": "abc"}).json()
    data = forms.empty() | {"headline": "A ferry", "revision": str(answer["revision"]), "_save": ""}
    assert author_client.post(answer["action"], data).status_code == 302
    assert Edition.objects.get().headline == "A ferry"


def test_another_form_begins_another_release(author_client):
    for name in ("abc", "def"):
        author_client.post(NEW, forms.empty() | {"headline": "A ferry", "slug": f"ferry-{name}", "_begun": name})
    assert Release.objects.count() == 2


def test_without_a_headline_there_is_no_release(author_client):
    assert author_client.post(NEW, forms.empty() | {"lead": "Only a lead.", "_begun": "abc"}).status_code == 422
    assert not Release.objects.exists()


def test_a_photograph_of_the_gallery_stays_when_it_is_saved_again(author_client, author):
    edition, photograph = factories.draft(by=author), factories.image()
    data = forms.of(edition) | {
        "gallery-TOTAL_FORMS": "2",
        "gallery-0-image": str(photograph.pk),
        "gallery-0-place": "1",
        "gallery-0-alternative_text": photograph.alternative_text,
        "gallery-0-credit": photograph.credit,
        "gallery-1-image": "",
    }
    for number in range(3):
        edition.refresh_from_db()
        sent = data | {"lead": f"Lead {number}", "revision": str(edition.revision)}
        assert author_client.post(address(edition), sent).status_code == 200
        assert [use.image for use in edition.images.all()] == [photograph]


def test_who_is_signed_out_is_told_so(client_for, author):
    edition = factories.draft(by=author)
    response = client_for(None).post(address(edition), forms.of(edition) | {"lead": "New"})
    assert response.status_code == 403
    assert response.json()["signed_out"] is True
    assert "Sign in again" in response.json()["message"]


def test_nothing_is_saved_under_another_name(editor_client, editor, author):
    edition = factories.draft(by=author)
    data = forms.of(edition) | {"lead": "New"}
    assert editor_client.post(address(edition), data | {"_person": str(author.pk)}).json()["signed_out"] is True
    assert editor_client.post(address(edition), data | {"_person": str(editor.pk)}).status_code == 200


def test_who_does_not_write_is_refused(client_for, moderator):
    client = client_for(moderator)
    for url in (NEW, address(factories.draft())):
        response = client.post(url, forms.empty() | {"headline": "Mine"})
        assert response.status_code == 403
        assert "signed_out" not in response.json()
    assert Release.objects.count() == 1


def test_it_is_a_post(author_client, author):
    for url in (NEW, address(factories.draft(by=author))):
        assert author_client.get(url).status_code == 405


def test_it_asks_no_more_the_more_there_is(author_client, author):
    counts = []
    for number in (1, 6):
        categories = [factories.CategoryFactory() for _number in range(number)]
        images = [{"image": factories.image().pk, "role": "gallery"} for _number in range(number)]
        edition = factories.draft(by=author, categories=categories, images=images)
        with CaptureQueriesContext(connection) as queries:
            assert author_client.post(address(edition), forms.of(edition) | {"lead": "New"}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
