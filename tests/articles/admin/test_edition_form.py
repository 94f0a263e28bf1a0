"""The form in which a release is written: what it saves, and what it does with mistakes."""

import datetime
import re

import pytest

from articles import workflow
from articles.models import Category, Edition, Release
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import ADD, change


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


def test_the_same_button_pressed_twice_saves_once_and_complains_of_nothing(author_client):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Mine.", "_save": ""}
    first, second = author_client.post(change(edition), data), author_client.post(change(edition), data)
    assert (first.status_code, second.status_code) == (302, 302)
    edition.refresh_from_db()
    assert (edition.lead, edition.revision) == ("Mine.", 2)


def test_both_versions_are_shown_when_they_conflict(author_client, editor):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Mine.", "_submit": ""}
    workflow.save(edition, by=editor, revision=edition.revision, contents={"lead": "Theirs."})
    response = author_client.post(change(edition), data)
    assert response.status_code == 409
    assert (response.context_data["edition"].lead, response.context_data["mine"]["lead"]) == ("Theirs.", "Mine.")
    edition.refresh_from_db()
    assert edition.stage == Edition.Stage.DRAFT


def test_mine_over_theirs_conflicts_again_with_what_is_newer_still(author_client, editor):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Mine."}
    newer = workflow.save(edition, by=editor, revision=edition.revision, contents={"lead": "Theirs."})
    seen = str(newer.revision)
    workflow.save(newer, by=editor, revision=newer.revision, contents={"lead": "Theirs again."})
    assert author_client.post(change(edition), data | {"_overwrite": seen}).status_code == 409


def test_what_is_published_is_read_and_a_form_that_comes_too_late_loses_nothing(editor_client):
    edition = factories.live_release().editions.get()
    text = editor_client.get(change(edition)).content.decode()
    assert edition.headline in text
    assert 'name="headline"' not in text
    late = editor_client.post(change(edition), forms.of(edition) | {"headline": "Typed too late", "_save": ""})
    assert late.status_code == 409
    assert "Typed too late" in late.content.decode()
    assert "no longer a draft" in late.content.decode()
    edition.refresh_from_db()
    assert edition.headline != "Typed too late"


def test_what_was_submitted_meanwhile_goes_back_with_all_that_was_typed(author_client, author):
    edition = factories.draft()
    data = forms.of(edition) | {"lead": "Typed too late.", "_submit": ""}
    workflow.submit(edition, by=author)
    late = author_client.post(change(edition), data)
    assert late.status_code == 409
    assert "Typed too late." in late.content.decode()
    assert "in review" in late.content.decode()
    edition.refresh_from_db()
    assert edition.lead == "The lead."


def test_a_moderator_sees_nothing_of_drafts(client_for, moderator):
    edition = factories.draft()
    client = client_for(moderator)
    assert client.get(change(edition)).status_code == 403
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


@pytest.mark.parametrize("field", ["lead_image-image", "_overwrite", "revision", "categories"])
def test_an_absurd_number_in_a_crafted_form_is_no_fault_of_ours(author_client, field):
    edition = factories.draft()
    for number in ("9" * 5000, "9" * 30):
        response = author_client.post(change(edition), forms.of(edition) | {field: number, "_save": ""})
        assert response.status_code in {302, 400, 409, 422}


def test_a_new_release_that_is_sent_twice_is_one_release(author_client):
    page = author_client.get(ADD).content.decode()
    name = re.search(r'name="_begun" value="([^"]+)"', page)[1]
    data = forms.empty() | {"headline": "A ferry", "_begun": name, "_save": ""}
    first, second = author_client.post(ADD, data), author_client.post(ADD, data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == change(Edition.objects.get())
    # With other words it is compared with what was begun, and overwrites nothing.
    response = author_client.post(ADD, data | {"headline": "A ferry to the island"})
    assert response.status_code == 409
    assert "A ferry to the island" in response.content.decode()
    assert Edition.objects.get().headline == "A ferry"


def test_two_forms_with_the_same_words_are_two_releases(author_client):
    for name in ("one", "two"):
        author_client.post(ADD, forms.empty() | {"headline": "A ferry", "_begun": name, "_save": ""})
    assert Edition.objects.count() == 2
