"""The page of an edition in review, and the decisions on it."""

import datetime

import pytest
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
    assert "You wrote this: another editor has to read it." in text
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
    assert "Schedule for Tuesday 24 November 2026, 09:30 (UTC+4)</button>" in text
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
