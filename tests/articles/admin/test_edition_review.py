"""The page of an edition in review, and the decisions on it."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Edition, EditorialEvent
from pressroom import roles
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import change, door, record, stage

VERBS = ("approve", "return", "force", "countersign", "override")


# The page


def test_an_editor_reads_what_was_submitted_and_by_whom(editor_client, submitted):
    text = editor_client.get(change(submitted)).content.decode()
    for words in ("The bridge opens", "The lead.", "The text.", "submitted by author", "For Tuesday.", "Publish now"):
        assert words in text
    assert 'name="headline"' not in text


def test_an_author_reads_it_and_has_no_buttons(author_client, submitted):
    text = author_client.get(change(submitted)).content.decode()
    assert "In review since" in text
    for verb in VERBS:
        assert door(submitted, verb) not in text


def test_an_editor_who_wrote_it_is_told_why_and_offered_the_other_way(editor_client, own):
    text = editor_client.get(change(own)).content.decode()
    assert "You saved it last. Another editor has to read and approve it." in text
    assert door(own, "approve") not in text
    assert door(own, "force") in text
    response = editor_client.post(door(own, "approve"), {"live_from": ""})
    assert response.status_code == 409
    assert "Another editor has to read and approve it." in response.content.decode()
    assert stage(own) == Edition.Stage.REVIEW


def test_the_button_says_for_when_it_is_planned(editor_client, author, at):
    at("2026-11-22 09:00")
    moment = timezone.make_aware(datetime.datetime.fromisoformat("2026-11-24 09:30"))
    edition = factories.draft(by=author)
    edition = workflow.save(edition, by=author, revision=edition.revision, contents={}, planned_for=moment)
    workflow.submit(edition, by=author)
    text = editor_client.get(change(edition)).content.decode()
    assert "Schedule for Tuesday 24 November, 09:30 (UTC+4)</button>" in text
    assert 'value="2026-11-24T09:30"' in text
    assert "Publish now</button>" not in text
    at("2026-11-25 09:00")
    assert "Publish now</button>" in editor_client.get(change(edition)).content.decode()


def test_more_events_and_photographs_cost_no_more_queries(editor_client, author, django_assert_max_num_queries):
    def submitted(count):
        words = {"alternative_text": "It", "credit": "Me"}
        images = [{"image": factories.image().pk, "role": "gallery", **words} for _one in range(count)]
        categories = [factories.CategoryFactory() for _one in range(count)]
        edition = factories.draft(by=author, images=images, categories=categories)
        for number in range(count):
            workflow.remark(edition, by=factories.UserFactory(role=roles.EDITORS), text=f"Remark {number}")
        return change(workflow.submit(edition, by=author))

    few, many = submitted(1), submitted(5)
    editor_client.get(few)
    with django_assert_max_num_queries(100) as counted:
        editor_client.get(few)
    with django_assert_max_num_queries(len(counted)):
        editor_client.get(many)


# Approve


def test_another_editor_publishes_now(editor_client, editor, submitted):
    response = editor_client.post(door(submitted, "approve"), {"live_from": "", "said": ""}, follow=True)
    assert response.redirect_chain == [(record(submitted), 302)]
    assert "Published." in response.content.decode()
    assert Edition.objects.live(timezone.now()).get() == submitted


def test_another_editor_schedules_in_the_sites_time_zone(editor_client, submitted, at):
    at("2026-11-22 09:00")
    data = {"live_from": "2026-11-24T09:30", "said": "2026-11-24T09:30"}
    response = editor_client.post(door(submitted, "approve"), data, follow=True)
    assert "Scheduled for Tuesday 24 November 2026, 09:30 (UTC+4)." in response.content.decode()
    edition = Edition.objects.get(pk=submitted.pk)
    assert timezone.localtime(edition.live_from).isoformat() == "2026-11-24T09:30:00+04:00"


def test_a_weekend_is_scheduled_and_warned_of(editor_client, submitted, at):
    at("2026-11-18 09:00")
    response = editor_client.post(door(submitted, "approve"), {"live_from": "2026-11-21T09:30"}, follow=True)
    assert "weekend" in response.content.decode()
    assert stage(submitted) == Edition.Stage.APPROVED


def test_a_moment_is_warned_of_while_it_is_chosen(editor_client, submitted, at):
    at("2026-11-18 09:00")
    for typed, warnings in (
        ("2026-11-21T09:30", ["Saturday 21 November 2026 is a weekend."]),
        ("2026-11-24T09:30", []),
        ("soon", []),
    ):
        assert editor_client.get(door(submitted, "moment"), {"moment": typed}).json() == {"warnings": warnings}


@pytest.mark.parametrize("moment", ["2001-01-01T10:00", "tomorrow", "9999-12-31T23:59"])
def test_a_moment_that_does_not_lie_ahead_is_refused_and_kept(editor_client, submitted, moment):
    response = editor_client.post(door(submitted, "approve"), {"live_from": moment, "said": moment})
    assert response.status_code == 422
    assert f'value="{moment}"' in response.content.decode()
    assert "autofocus data-summary" in response.content.decode()
    assert stage(submitted) == Edition.Stage.REVIEW


@pytest.mark.parametrize(("typed", "said"), [("2099-11-24T09:30", ""), ("", "2099-11-24T09:30")])
def test_nothing_is_done_that_the_button_did_not_say(editor_client, submitted, typed, said):
    response = editor_client.post(door(submitted, "approve"), {"live_from": typed, "said": said})
    assert response.status_code == 422
    assert f'name="said" value="{typed}"' in response.content.decode()
    assert editor_client.post(door(submitted, "approve"), {"live_from": typed, "said": typed}).status_code == 302


def test_an_editor_mends_what_readers_are_told(editor_client, author):
    edition = workflow.new_edition(factories.live_release(), by=author)
    edition = workflow.save(
        edition, by=author, revision=edition.revision, contents={}, kind="update", public_note="A word."
    )
    workflow.submit(edition, by=author)
    assert "A word." in editor_client.get(change(edition)).content.decode()
    bad = {"live_from": "", "kind": "", "public_note": "A name was wrong."}
    data = bad | {"kind": "correction"}
    editor_client.post(door(edition, "approve"), data)
    live = Edition.objects.live(timezone.now()).get()
    assert (live.kind, live.public_note) == ("correction", "A name was wrong.")


def test_a_moment_that_has_passed_is_said(editor_client, author, at):
    at("2026-11-22 09:00")
    edition, ahead = factories.draft(by=author), timezone.now() + datetime.timedelta(minutes=30)
    edition = workflow.save(edition, by=author, revision=edition.revision, contents={}, planned_for=ahead)
    workflow.submit(edition, by=author)
    assert "That has passed." not in editor_client.get(change(edition)).content.decode()
    at("2026-11-22 09:40")
    text = editor_client.get(change(edition)).content.decode()
    assert "It was planned for Sunday 22 November 2026, 09:30 (UTC+4). That has passed." in text


@pytest.mark.parametrize("verb", ["approve", "force"])
def test_a_text_changed_since_the_page_was_opened_is_not_published(editor_client, author, editor, submitted, verb):
    data = {"live_from": "", "revision": submitted.revision, "reason": "A flood."}
    workflow.send_back(submitted, by=editor, remark="Who says so?")
    changed = workflow.save(submitted, by=author, revision=submitted.revision, contents={"lead": "Another lead."})
    workflow.submit(changed, by=author)
    response = editor_client.post(door(submitted, verb), data)
    assert response.status_code == 422
    assert "was changed since you opened this page" in response.content.decode()
    assert stage(submitted) == Edition.Stage.REVIEW
    editor_client.post(door(submitted, verb), data | {"revision": changed.revision})
    assert stage(submitted) == Edition.Stage.APPROVED


def test_approving_twice_is_approving_once(editor_client, submitted):
    for _press in range(2):
        response = editor_client.post(door(submitted, "approve"), {"live_from": ""})
        assert (response.status_code, response.url) == (302, record(submitted))
    assert submitted.events.filter(what=EditorialEvent.What.APPROVED).count() == 1


def test_two_editors_at_once_get_one_result_and_one_message(editor_client, client_for, submitted):
    editor_client.post(door(submitted, "approve"), {"live_from": ""})
    other = client_for(factories.UserFactory(role=roles.EDITORS))
    response = other.post(door(submitted, "approve"), {"live_from": ""})
    assert response.status_code == 409
    assert "Somebody has approved or discarded this edition already." in response.content.decode()


def test_a_check_that_came_to_fail_holds_an_approval_back(editor_client, author):
    edition = workflow.submit(factories.draft(by=author), by=author)
    Edition.objects.filter(pk=edition.pk).update(lead="")
    text = editor_client.get(change(edition)).content.decode()
    assert "Must be mended" in text
    assert editor_client.post(door(edition, "approve"), {"live_from": ""}).status_code == 409
    assert stage(edition) == Edition.Stage.REVIEW


# Return


def test_an_editor_returns_it_with_a_remark(editor_client, author_client, submitted):
    empty = editor_client.post(door(submitted, "return"), {"remark": " "})
    assert empty.status_code == 422
    assert stage(submitted) == Edition.Stage.REVIEW
    response = editor_client.post(door(submitted, "return"), {"remark": "The name is wrong."})
    assert response.url == record(submitted)
    assert stage(submitted) == Edition.Stage.DRAFT
    assert "The name is wrong." in author_client.get(change(submitted)).content.decode()


def test_a_return_that_comes_too_late_keeps_the_remark(editor_client, client_for, submitted):
    editor_client.post(door(submitted, "approve"), {"live_from": ""})
    other = client_for(factories.UserFactory(role=roles.EDITORS))
    response = other.post(door(submitted, "return"), {"remark": "The name is wrong."})
    assert response.status_code == 409
    assert "The name is wrong." in response.content.decode()


# Who may


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [roles.AUTHORS, roles.MODERATORS])
def test_only_editors_decide(client_for, submitted, verb, role):
    client = client_for(factories.UserFactory(role=role))
    data = {"remark": "No.", "reason": "No.", "live_from": "", "check": "lead", "subject": ""}
    assert client.post(door(submitted, verb), data).status_code == 403
    assert client.get(door(submitted, verb)).status_code == 403
    assert stage(submitted) == Edition.Stage.REVIEW


def test_a_moderator_remarks_on_nothing(client_for, moderator, submitted):
    assert client_for(moderator).post(door(submitted, "remark"), {"remark": "No."}).status_code == 403


@pytest.mark.parametrize("verb", ["approve", "return", "countersign", "remark"])
def test_a_decision_is_no_page_of_its_own(editor_client, submitted, verb):
    assert editor_client.get(door(submitted, verb)).url == change(submitted)


def test_no_form_is_sent_into_what_is_in_review(editor_client, submitted):
    late = editor_client.post(change(submitted), forms.of(submitted) | {"headline": "Sneaked in", "_save": ""})
    assert late.status_code == 409
    assert Edition.objects.get(pk=submitted.pk).headline == "The bridge opens"


def test_a_remark_that_no_database_takes_is_refused_beside_its_field(author_client):
    draft = factories.draft()
    response = author_client.post(forms.change(draft), forms.of(draft) | {"remark": "Call\0him", "_remark": ""})
    assert response.status_code == 422
    assert "Null characters are not allowed" in response.content.decode()
    assert not draft.events.filter(what="remarked").exists()


def compared(client, edition, words):
    """Return the page to which the link with the words leads, or None where there is none."""
    page = client.get(change(edition)).content.decode()
    link = re.search(rf'href="([^"]+)">{words}', page)
    return link and client.get(link[1].replace("&amp;", "&")).content.decode()


def test_all_that_differs_from_what_is_live_is_compared_and_not_the_last_step_alone(editor_client, author, editor):
    release = factories.live_release(by=author, lead="It cost 12 million.", body="<p>In May.</p>")
    draft = workflow.new_edition(release, by=author)
    for who, contents in ((editor, {"lead": "It cost 15 million."}), (author, {"body": "<p>In June.</p>"})):
        draft = workflow.save(draft, by=who, revision=draft.revision, contents=contents, kind="minor")
    workflow.submit(draft, by=author)
    page = compared(editor_client, draft, "Compare with what is live")
    for word in ("12", "15", "May", "June"):
        assert re.search(rf"<(del|ins)[^>]*>(<[^>]*>[^<]*</[^>]*>)?\s*{word}", page), word
    assert compared(editor_client, draft, "Compare with what was returned") is None


def test_an_editor_compares_what_was_returned_with_what_came_back(editor_client, author, editor, at):
    at("2026-11-24 09:00")
    draft = workflow.submit(factories.draft(by=author, lead="It cost 12 million."), by=author)
    at("2026-11-24 09:01")
    draft = workflow.send_back(draft, by=editor, remark="Fifteen.")
    at("2026-11-24 09:02")
    draft = workflow.save(draft, by=author, revision=draft.revision, contents={"lead": "It cost 15 million."})
    workflow.submit(draft, by=author)
    page = compared(editor_client, draft, "Compare with what was returned")
    assert "12" in page
    assert "15" in page
    assert compared(editor_client, draft, "Compare with what is live") is None


def test_an_editor_gives_what_is_in_review_another_slug(editor_client, author, submitted):
    path = reverse("admin:articles_release_verb", args=[submitted.release_id, "readdress"])
    assert editor_client.post(path, {"slug": "another", "typed_date": ""}).status_code == 302
    submitted.release.refresh_from_db()
    assert submitted.release.slug == "another"
