"""An original and its translations published together."""

import datetime
import re

import pytest
from django.utils import timezone

from articles import workflow
from articles.contents import contents
from articles.models import Edition
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import change, door
from tests.articles.admin.translations import ENGLISH, text_of, verb, write


@pytest.fixture
def both(author, at):
    """An original in review and its Russian translation in review, both for the same moment."""
    at("2022-05-28 10:00")
    draft = factories.draft(by=author, headline="The bridge is open", body=ENGLISH)
    moment = timezone.now() + datetime.timedelta(days=1)
    draft = workflow.save(draft, by=author, revision=draft.revision, contents={}, planned_for=moment)
    translation = write(workflow.translate(draft.release, by=author, language="ru"), author)
    return workflow.submit(draft, by=author), workflow.submit(translation, by=author)


def tick(edition, **more):
    """Return what the browser sends with the tick of a translation."""
    return {"together": f"{edition.pk}.{edition.revision}", "live_from": "2022-05-29T10:00", **more}


def test_a_translation_in_review_is_offered_with_its_original(editor_client, both):
    original, translation = both
    text = text_of(editor_client.get(change(original)))
    box = re.search(r'<input type="checkbox" name="together"[^>]*>', text)[0]
    assert f'value="{translation.pk}.{translation.revision}"' in box
    assert "checked" in box
    assert "Мост открыт" in text
    response = editor_client.post(door(original, "approve"), tick(translation), follow=True)
    for edition in both:
        edition.refresh_from_db()
        assert edition.status(timezone.now()) == Edition.Status.SCHEDULED
    assert original.live_from == translation.live_from
    text = text_of(response)
    assert "Together with it: Russian." in text
    assert "Goes out together with" in text
    moved = text_of(editor_client.get(verb(original.release, "reschedule")))
    assert "Translations that go out with it, or would be out before it, are moved along: Russian." in moved


def test_what_is_moved_or_taken_back_with_its_original_is_named(editor_client, both):
    original, translation = both
    editor_client.post(door(original, "approve"), tick(translation))
    later = {"live_from": "2022-05-30T10:00"}
    moved = editor_client.post(verb(original.release, "reschedule"), later, follow=True)
    assert "Moved along: Russian." in text_of(moved)
    taken_back = editor_client.post(verb(original.release, "unschedule"), follow=True)
    assert "Taken back with it: Russian." in text_of(taken_back)
    assert {forms.stage(original), forms.stage(translation)} == {Edition.Stage.REVIEW}


def test_without_the_tick_the_original_goes_out_alone(editor_client, both):
    original, translation = both
    editor_client.post(door(original, "approve"), {"live_from": ""})
    assert forms.stage(original) == Edition.Stage.APPROVED
    assert forms.stage(translation) == Edition.Stage.REVIEW


def test_what_this_editor_cannot_approve_is_not_ticked_and_says_why(client_for, editor, both, author):
    original, translation = both
    workflow.send_back(translation, by=editor, remark="Which bridge?")
    translation.refresh_from_db()
    workflow.save(translation, by=editor, revision=translation.revision, contents={"headline": "Новый мост открыт"})
    translation = workflow.submit(translation, by=editor)
    text = text_of(client_for(editor).get(change(original)))
    box = re.search(r'<input type="checkbox" name="together"[^>]*>', text)[0]
    assert "disabled" in box
    assert "checked" not in box
    assert "You saved it last." in text
    response = client_for(editor).post(door(original, "approve"), tick(translation))
    assert response.status_code == 422
    assert forms.stage(original) == Edition.Stage.REVIEW


def test_a_translation_that_was_changed_meanwhile_is_not_published_unread(editor_client, editor, author, both):
    original, translation = both
    old = tick(translation)
    workflow.send_back(translation, by=editor, remark="Which bridge?")
    translation.refresh_from_db()
    workflow.save(translation, by=author, revision=translation.revision, contents={"headline": "Новый мост"})
    workflow.submit(translation, by=author)
    response = editor_client.post(door(original, "approve"), old)
    assert response.status_code == 422
    assert "One of the translations was changed" in text_of(response)
    assert forms.stage(original) == Edition.Stage.REVIEW


def test_a_translation_says_that_its_original_waits_too(editor_client, both):
    original, translation = both
    text = text_of(editor_client.get(change(translation)))
    assert "Its original waits too: approve it there, together." in text
    assert change(original) in text
    assert 'name="together"' not in text


def test_the_list_approves_an_original_before_its_translation(editor_client, both):
    ticked = [edition.release_id for edition in reversed(both)]
    asked = {"action": "approve", "index": "0", "_selected_action": ticked}
    page = text_of(editor_client.post("/admin/articles/release/", asked))
    assert page.index("The bridge is open") < page.index("Мост открыт")
    read = re.findall(r'name="as_read" value="([^"]*)"', page)
    editor_client.post("/admin/articles/release/", {**asked, "confirmed": "yes", "as_read": read})
    assert [forms.stage(edition) for edition in both] == [Edition.Stage.APPROVED] * 2


def test_a_second_press_changes_nothing(editor_client, both):
    original, translation = both
    for _press in range(2):
        response = editor_client.post(door(original, "approve"), tick(translation))
        assert response.status_code == 302
    assert original.events.filter(what="scheduled").count() == 1


def test_what_was_made_an_original_of_its_own_goes_out_with_its_translations(
    editor_client, author, editor, original, translation
):
    workflow.detach(translation.release, by=editor)
    draft = workflow.translate(translation.release, by=author, language="kk")
    images = [{**use, "alternative_text": "Көпір", "caption": "Түсте"} for use in contents(draft)["images"]]
    words = {"headline": "Көпір ашылды", "lead": "Қозғалыс ашық.", "body": "<p>Көліктер жүрді.</p>", "images": images}
    draft = workflow.submit(workflow.save(draft, by=author, revision=draft.revision, contents=words), by=author)
    following = workflow.new_edition(translation.release, by=author)
    told = {"kind": "correction", "public_note": "Мост другой."}
    following = workflow.save(
        following, by=author, revision=following.revision, contents={"headline": "Новый мост открыт"}, **told
    )
    following = workflow.submit(following, by=author)
    assert f'value="{draft.pk}.{draft.revision}"' in text_of(editor_client.get(change(following)))
