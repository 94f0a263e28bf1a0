"""Translations at the desk: begun, written beside the original, brought up to date, confirmed, parted."""

import re

import pytest
from django.utils.translation import override

from articles import workflow
from articles.contents import contents
from articles.models import Edition, Release
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import change, door
from tests.articles.admin.translations import (
    ENGLISH,
    RUSSIAN,
    correct,
    flagged,
    is_behind,
    record,
    text_of,
    translate,
    verb,
    write,
)

# The record


def test_the_record_offers_each_language_that_is_missing(author_client, original):
    text = text_of(author_client.get(record(original)))
    assert "Translate into Russian" in text
    assert "Translate into Kazakh" in text
    response = author_client.post(translate(original))
    draft = Release.objects.get(language="ru").editions.get()
    assert response.url == change(draft)
    text = text_of(author_client.get(record(original)))
    assert "Translate into Russian" not in text
    assert record(draft.release) in text


def test_the_button_pressed_twice_leads_to_the_one_draft(author_client, original):
    first, second = author_client.post(translate(original)), author_client.post(translate(original))
    assert first.url == second.url
    assert Release.objects.filter(language="ru").count() == 1


def test_what_cannot_be_translated_is_not_offered_and_says_why(author_client, original, editor):
    workflow.withdraw(original, by=editor, reason="Wrong.")
    assert "Translate into" not in text_of(author_client.get(record(original)))
    text = text_of(author_client.post(translate(original), follow=True))
    assert "Restore it before it is translated." in text
    assert not Release.objects.filter(language="ru").exists()


def test_a_language_that_the_site_has_not_is_404(author_client, original):
    assert author_client.post(translate(original, "xx")).status_code == 404


def test_both_records_say_that_the_translation_is_behind_and_why(author_client, original, translation, author):
    for release in (original, translation.release):
        assert "Behind" not in text_of(author_client.get(record(release)))
    correct(original, author)
    for release in (original, translation.release):
        text = text_of(author_client.get(record(release)))
        assert "The original was corrected on May 30, 2022." in text
        assert door(translation, "original") in text


def test_bringing_it_up_to_date_begins_a_draft_that_renders_the_newest(author_client, original, translation, author):
    assert "bring-up-to-date" not in text_of(author_client.get(record(translation.release)))
    newest = correct(original, author)
    assert "bring-up-to-date" in text_of(author_client.get(record(translation.release)))
    response = author_client.post(verb(translation.release, "bring-up-to-date"))
    draft = translation.release.editions.get(stage=Edition.Stage.DRAFT)
    assert response.url == change(draft)
    assert (draft.renders, draft.headline) == (newest, "Мост открыт")
    assert flagged(author_client.get(change(draft))) == [("Paragraph 3", "changed")]


def test_the_story_names_the_language_in_that_of_who_reads_it(author_client, original, author):
    with override("ru"):
        workflow.translate(original, by=author, language="kk")
    assert '<div class="story__remark"><p>Kazakh</p></div>' in text_of(author_client.get(record(original)))


def test_an_editor_makes_it_an_original_of_its_own(editor_client, author_client, original, translation, author):
    page = verb(translation.release, "detach")
    assert author_client.get(page).status_code == 403
    assert "This can't be undone." in editor_client.get(page).content.decode().replace("&#x27;", "'")
    editor_client.post(page)
    translation.release.refresh_from_db()
    original.refresh_from_db()
    assert translation.release.translation_key != original.translation_key
    correct(original, author)
    assert "Behind" not in text_of(editor_client.get(record(translation.release)))
    assert author_client.get(change(translation)).status_code == 200


def test_a_record_costs_as_many_queries_with_more_translations(
    author_client, original, translation, author, django_assert_max_num_queries
):
    correct(original, author)
    author_client.get(record(original))
    with django_assert_max_num_queries(100) as few:
        author_client.get(record(original))
    factories.publish(write(workflow.translate(original, by=author, language="kk"), author))
    with django_assert_max_num_queries(len(few)):
        author_client.get(record(original))


# The form


def test_the_original_stands_beside_the_form_block_by_block(author_client, draft):
    text = text_of(author_client.get(change(draft)))
    panel = re.search(r"<details class=\"original\".*?</details>", text, re.S)[0]
    assert re.findall(r'original__where">([^<]*)<', panel) == ["Paragraph 1", "Paragraph 2", "Paragraph 3"]
    assert '<p lang="en"' not in panel
    for words in ("Cars went over.", "It cost much.", "Trams will follow."):
        assert words in panel
    assert flagged(author_client.get(change(draft))) == []


def test_the_words_of_the_original_stand_beside_the_empty_ones_of_a_photograph(author_client, draft):
    text = text_of(author_client.get(change(draft)))
    photograph = text[text.index('id="lead-photograph"') : text.index('id="gallery"')]
    assert "A bridge" in photograph
    assert "Cars at noon" in photograph
    assert '<textarea name="lead_image-caption" cols="40" rows="2" maxlength="400" id' in photograph


def test_a_form_without_an_original_has_nothing_beside_it(author_client, original, author):
    assert "data-original" not in text_of(author_client.get(change(workflow.new_edition(original, by=author))))
    assert "data-original" not in text_of(author_client.get(forms.ADD))


def test_the_language_is_not_asked_and_the_slug_follows_the_headline(author_client, draft):
    text = text_of(author_client.get(change(draft)))
    assert 'name="language"' not in text
    assert not re.search(r'<input [^>]*name="slug"[^>]* value=', text)
    data = forms.of(draft) | {"slug": "", "headline": "Мост открыт", "_save": ""}
    del data["language"]
    author_client.post(change(draft), data)
    draft.release.refresh_from_db()
    assert (draft.release.slug, draft.release.language) == ("most-otkryt", "ru")
    # It goes on following, until somebody types another.
    assert 'placeholder="most-otkryt"' in text_of(author_client.get(change(draft)))
    draft.refresh_from_db()
    author_client.post(change(draft), forms.of(draft) | {"slug": "bridge", "_save": ""})
    assert 'value="bridge"' in text_of(author_client.get(change(draft)))


def test_only_what_differs_is_flagged_with_its_translation_below(author_client, original, translation, author):
    draft = workflow.new_edition(translation.release, by=author)
    correct(original, author)
    response = author_client.get(change(draft))
    assert flagged(response) == [("Paragraph 3", "changed")]
    text = text_of(response)
    assert "The original was corrected on May 30, 2022." in text
    assert "There will be no trams." in text
    assert re.search(r"<ins><span[^>]*>added: </span>not </ins>", text)
    assert [words for words in re.findall(r"<span>([^<]*)</span></p>", text) if words in RUSSIAN] == [
        "Трамваи пойдут потом."
    ]


def test_headline_and_caption_show_what_changed_in_them(author_client, original, translation, author):
    draft = workflow.new_edition(translation.release, by=author)
    use = contents(original.editions.get())["images"][0]
    correct(original, author, headline="The new bridge is open", images=[{**use, "caption": "Cars at one"}])
    text = text_of(author_client.get(change(draft)))
    assert re.search(r"The <ins>.*?new </ins>bridge is open", text)
    assert re.search(r"Cars at <del>.*?noon</del><ins>.*?one</ins>", text)


def test_nothing_that_the_translator_wrote_is_overwritten(author_client, original, draft, author):
    data = forms.of(draft) | {"headline": "Мост открыт", "body": RUSSIAN}
    saved = author_client.post(door(draft, "autosave"), data)
    assert saved.status_code == 200
    correct(original, author)
    # What is open on the screen goes on being saved, and what another hand has saved meanwhile still conflicts.
    data = data | {"revision": str(saved.json()["revision"]), "lead": "Движение открыто."}
    assert author_client.post(door(draft, "autosave"), data).status_code == 200
    assert author_client.post(door(draft, "autosave"), data | {"lead": "Нет."}).status_code == 409
    draft.refresh_from_db()
    assert (draft.headline, draft.lead, draft.body) == ("Мост открыт", "Движение открыто.", RUSSIAN)


def test_the_button_of_the_form_saves_and_takes_the_original_into_account(author_client, original, draft, author):
    newest = correct(original, author)
    text = text_of(author_client.get(change(draft)))
    seen = re.search(r'name="_confirm" value="([^"]*)"', text)[1]
    assert seen == f"{newest.pk}.{newest.revision}"
    response = author_client.post(change(draft), forms.of(draft) | {"headline": "Мост", "_confirm": seen})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.headline == "Мост"
    assert not is_behind(draft)
    assert "_confirm" not in text_of(author_client.get(change(draft)))


@pytest.mark.parametrize("seen", ["1", "x.y", "0.0", "999.1"])
def test_a_form_that_saw_another_original_is_saved_and_not_confirmed(author_client, original, draft, author, seen):
    correct(original, author)
    response = author_client.post(change(draft), forms.of(draft) | {"headline": "Мост", "_confirm": seen})
    assert response.status_code == 409
    assert "Compare" in text_of(response)
    draft.refresh_from_db()
    assert draft.headline == "Мост"
    assert is_behind(draft)


def test_a_form_costs_as_many_queries_whatever_the_original_says(
    author_client, original, draft, author, at, django_assert_max_num_queries
):
    correct(original, author)
    author_client.get(change(draft))
    with django_assert_max_num_queries(100) as queries:
        author_client.get(change(draft))
    few = len(queries)
    at("2022-05-31 10:00")
    correct(original, author, headline="Another", body=ENGLISH.replace(".", "!") * 5)
    assert len(flagged(author_client.get(change(draft)))) > 3
    with django_assert_max_num_queries(few):
        author_client.get(change(draft))


# Beside its original


def test_the_comparison_shows_the_changed_paragraph_beside_its_translation(
    author_client, original, translation, author
):
    correct(original, author)
    response = author_client.get(door(translation, "original"))
    assert flagged(response) == [("Paragraph 3", "changed")]
    text = text_of(response)
    changed = re.search(r'<section class="pairs__row pairs__row--changed".*?</section>', text, re.S)[0]
    assert "Трамваи пойдут потом." in changed
    assert "Bring up to date" in text
    assert "It is right as it is" not in text


def test_an_editor_says_that_it_is_right_and_the_flag_is_gone(editor_client, original, translation, author):
    newest = correct(original, author)
    text = text_of(editor_client.get(door(translation, "original")))
    assert "It is right as it is" in text
    response = editor_client.post(door(translation, "confirm"), {"seen": f"{newest.pk}.{newest.revision}"})
    assert response.url == record(translation.release)
    assert not is_behind(translation)
    assert "Behind" not in text_of(editor_client.get(record(original)))
    page = editor_client.get(door(translation, "original"))
    assert flagged(page) == []
    assert "Nothing has changed" in text_of(page)


def test_who_saw_an_older_original_sees_the_page_anew_with_the_reason(editor_client, original, translation, author, at):
    first = correct(original, author)
    at("2022-05-31 10:00")
    correct(original, author, body=ENGLISH.replace("much", "a lot"))
    response = editor_client.post(door(translation, "confirm"), {"seen": f"{first.pk}.{first.revision}"})
    assert response.status_code == 409
    assert "The original has changed again since you compared." in text_of(response)
    assert flagged(response) == [("Paragraph 2", "changed")]
    assert is_behind(translation)


def test_an_author_does_not_confirm_what_is_live(author_client, original, translation, author):
    newest = correct(original, author)
    response = author_client.post(door(translation, "confirm"), {"seen": f"{newest.pk}.{newest.revision}"})
    assert response.status_code == 409
    assert is_behind(translation)


def test_a_withdrawn_original_asks_to_withdraw_too_or_to_stay(editor_client, original, translation, editor):
    workflow.withdraw(original, by=editor, reason="Not decided.")
    text = text_of(editor_client.get(door(translation, "original")))
    assert "The original was withdrawn on May 30, 2022." in text
    assert "Withdraw the translation too" in text
    assert "Bring up to date" not in text
    assert "It is right as it is" in text


def test_an_original_has_nothing_to_be_compared_with(author_client, original):
    assert author_client.get(door(original.editions.get(), "original")).url == record(original)
