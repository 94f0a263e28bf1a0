"""Who is told of what, exactly once."""

import datetime

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import letters, workflow
from articles.models import Letter
from pressroom import roles
from pressroom.models import Profile
from tests import factories
from tests.articles.letters.post import MORNING, sent, told, tomorrow
from tests.pressroom.jobs import work

pytestmark = pytest.mark.django_db


def test_who_may_approve_is_told_of_what_is_submitted(draft, author, editor, second, moderator, admin):
    factories.UserFactory(username="gone", role=roles.EDITORS, is_active=False)
    factories.UserFactory(username="mute", role=roles.EDITORS, email="")
    workflow.submit(draft, by=author)
    assert told() == [("admin", "submitted"), ("editor", "submitted"), ("second", "submitted")]
    work()
    assert sent() == [(name, "For review: The bridge is open") for name in ("admin", "editor", "second")]


def test_who_submitted_or_saved_it_is_not_asked_to_approve_it(draft, author, editor, second, admin):
    workflow.save(draft, by=second, revision=draft.revision, contents={"lead": "Cars go over."})
    workflow.submit(draft, by=editor)
    assert told() == [("admin", "submitted")]


def test_those_who_wrote_it_are_told_of_a_return_and_its_remark(draft, author, editor, second):
    workflow.save(draft, by=second, revision=draft.revision, contents={"lead": "Cars go over."})
    workflow.submit(draft, by=author)
    Letter.objects.all().delete()
    workflow.send_back(draft, by=editor, remark="Whose bridge?")
    assert told() == [("author", "returned"), ("second", "returned")]
    work()
    assert "Whose bridge?" in mail.outbox[0].body


def test_the_submitter_is_told_of_a_return_though_the_edition_has_forgotten_them(draft, author, editor, second):
    workflow.submit(draft, by=second)
    Letter.objects.all().delete()
    workflow.send_back(draft, by=editor, remark="Whose bridge?")
    assert told() == [("author", "returned"), ("second", "returned")]


def test_those_who_wrote_it_are_told_that_it_is_published(submitted, author, editor):
    workflow.approve(submitted, by=editor)
    assert told() == [("author", "approved")]
    work()
    assert sent() == [("author", "Published: The bridge is open")]


def test_who_did_it_is_not_told_of_it(clock, editor):
    workflow.force(factories.draft(by=editor), by=editor, reason="The dam broke.")
    assert told() == []


def test_a_force_is_told_once_with_its_reason(draft, author, editor):
    workflow.force(draft, by=editor, reason="The dam broke.")
    assert told() == [("author", "approved")]
    work()
    assert "without second eyes" in mail.outbox[0].body
    assert "The dam broke." in mail.outbox[0].body


def test_what_is_scheduled_is_told_at_once_and_in_the_morning(submitted, author, editor, clock):
    workflow.approve(submitted, by=editor, live_from=tomorrow(9, 30))
    assert told() == [("author", "approved"), ("author", "today"), ("editor", "today")]
    work()
    assert sent() == [("author", "Scheduled: The bridge is open")]
    assert "Tuesday 24 November 2026, 09:30 (UTC+4)" in mail.outbox[0].body
    mail.outbox.clear()
    clock("2026-11-24 06:59")
    work()
    assert sent() == []
    clock(MORNING)
    work()
    assert sent() == [(name, "Goes out today: The bridge is open") for name in ("author", "editor")]


def test_what_goes_out_before_the_morning_is_told_an_hour_ahead(submitted, author, editor):
    workflow.approve(submitted, by=editor, live_from=tomorrow(6))
    assert {letter.due_at for letter in Letter.objects.filter(what="today")} == {tomorrow(5)}


def test_what_is_scheduled_for_later_today_is_told_once(submitted, author, editor):
    workflow.approve(submitted, by=editor, live_from=timezone.now() + datetime.timedelta(hours=3))
    assert told() == [("author", "approved")]


def test_a_verb_that_nobody_waits_for_writes_no_letter(draft, editor):
    workflow.remark(draft, by=editor, text="Nice.")
    assert told() == []
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("what", ["submitted", "returned", "approved", "today"])
def test_each_kind_can_be_left_out(draft, author, editor, what):
    for person in (author, editor):
        Profile.objects.create(user=person, **{f"wants_{what}": False})
    workflow.submit(draft, by=author)
    workflow.send_back(draft, by=editor, remark="Whose bridge?")
    workflow.submit(draft, by=author)
    workflow.approve(draft, by=editor, live_from=tomorrow(9))
    kinds = {"submitted", "returned", "approved", "today"}
    assert {kind for _name, kind in told()} == kinds - {what}


def test_an_event_announced_twice_is_told_once(draft, author, editor):
    workflow.submit(draft, by=author)
    letters.announce(draft.events.get(what="submitted"))
    assert told() == [("editor", "submitted")]
    work()
    work()
    assert len(mail.outbox) == 1


def test_nothing_is_left_of_what_was_rolled_back(draft, author, editor):
    with transaction.atomic():
        workflow.submit(draft, by=author)
        assert told()
        assert DBTaskResult.objects.exists()
        transaction.set_rollback(True)
    assert told() == []
    assert not DBTaskResult.objects.exists()


def test_thirty_editors_cost_as_many_queries_as_one(author, editor, clock):
    counts = []
    for people in (0, 30):
        factories.UserFactory.create_batch(people, role=roles.EDITORS)
        edition = factories.draft(by=author)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            workflow.submit(edition, by=author)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Letter.objects.count() == 32
