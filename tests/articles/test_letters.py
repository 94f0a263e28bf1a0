"""Letters: who is told of what, exactly once, and what becomes of one that doesn't get there."""

import datetime
import smtplib
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import letters, workflow
from articles.letters import sending
from articles.models import Letter
from pressroom import roles
from pressroom.models import Profile
from tests import factories
from tests.pressroom.jobs import work

pytestmark = pytest.mark.django_db

NOON = "2026-11-23 12:00"
MORNING = "2026-11-24 07:00"


@pytest.fixture
def second(db):
    """Another press officer who publishes."""
    return factories.UserFactory(username="second", role=roles.EDITORS)


@pytest.fixture
def clock(at):
    """The clock, stopped at a Monday's noon."""
    at(NOON)
    return at


@pytest.fixture
def draft(clock, author):
    """A draft of the author's."""
    return factories.draft(by=author, headline="The bridge is open")


@pytest.fixture
def submitted(draft, author):
    """The draft, submitted, and nobody told of it."""
    with letters.silence():
        return workflow.submit(draft, by=author, remark="Please look at the sums.")


class Refusing(EmailBackend):
    """A mail server that is there and takes nothing."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such box")})


class Down(EmailBackend):
    """A mail server that isn't there."""

    opened = 0

    def open(self):
        Down.opened += 1
        raise ConnectionRefusedError(111, "Connection refused")


def tomorrow(hour, minute=0):
    return timezone.make_aware(datetime.datetime.fromisoformat(f"2026-11-24 {hour:02}:{minute:02}"))


def told():
    """Return who is told of what, as (login, what)."""
    return sorted(Letter.objects.values_list("to__username", "what"))


def sent():
    """Return what has arrived, as (address, subject)."""
    return sorted((message.to[0].partition("@")[0], message.subject) for message in mail.outbox)


def use(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


# Who is told


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


# What a letter says


def test_a_letter_says_who_what_where_and_how_to_get_no_more(draft, author, editor, settings):
    settings.SITE_URL = "https://press.example.org"
    author.first_name, author.last_name = "Aliya", "Bekova"
    author.save()
    workflow.submit(draft, by=author, remark="Please look at the sums.")
    work()
    [message] = mail.outbox
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    for words in (
        "Good day, editor.",
        "Aliya Bekova has submitted",
        "The bridge is open",
        "Please look at the sums.",
        f"https://press.example.org/admin/articles/edition/{draft.pk}/change/",
        "https://press.example.org/admin/profile/",
    ):
        assert words in message.body


def test_a_letter_holds_nothing_of_a_text_under_embargo_but_its_headline(author, editor, clock):
    edition = factories.draft(by=author, lead="A secret lead.", body="<p>A secret text.</p>")
    workflow.submit(edition, by=author)
    work()
    assert "secret" not in mail.outbox[0].message().as_string()


def test_a_headline_adds_no_header_and_no_markup(author, editor, clock):
    edition = factories.draft(by=author, headline="Tom & <b>Jerry</b>")
    type(edition).objects.filter(pk=edition.pk).update(headline="Tom & <b>Jerry</b>\r\nBcc: all@example.org\u2028x")
    edition.refresh_from_db()
    workflow.submit(edition, by=author)
    work()
    [message] = mail.outbox
    assert message.subject == "For review: Tom & <b>Jerry</b> Bcc: all@example.org x"
    assert "Bcc" not in message.message()


# When it isn't true any more


@pytest.mark.parametrize("moment", [None, "2026-11-25 09:00"])
def test_the_mornings_letter_is_dropped_if_it_goes_out_another_day_or_not(submitted, editor, clock, moment):
    edition = workflow.approve(submitted, by=editor, live_from=tomorrow(9))
    if moment:
        moment = timezone.make_aware(datetime.datetime.fromisoformat(moment))
        workflow.reschedule(edition, by=editor, live_from=moment)
    else:
        workflow.unschedule(edition, by=editor)
    work()
    mail.outbox.clear()
    clock(MORNING)
    work()
    assert mail.outbox == []
    assert Letter.objects.filter(what="today", dropped_at__isnull=False).count() == 2


def test_what_moves_within_the_day_is_told_once_in_the_morning(submitted, editor, clock):
    edition = workflow.approve(submitted, by=editor, live_from=tomorrow(9))
    workflow.reschedule(edition, by=editor, live_from=tomorrow(11))
    workflow.reschedule(edition, by=editor, live_from=tomorrow(9))
    work()
    mail.outbox.clear()
    clock(MORNING)
    work()
    assert [name for name, _subject in sent()] == ["author", "editor"]


def test_who_was_approved_meanwhile_waits_for_nobodys_eyes(draft, author, editor, second):
    workflow.submit(draft, by=author)
    workflow.approve(draft, by=second)
    work()
    assert sent() == [("author", "Published: The bridge is open")]


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"is_staff": False}, {"email": ""}], ids=["left", "no staff", "no address"]
)
def test_who_has_left_meanwhile_gets_nothing(draft, author, editor, change):
    workflow.submit(draft, by=author)
    type(editor).objects.filter(pk=editor.pk).update(**change)
    work()
    assert mail.outbox == []
    assert Letter.objects.get().dropped_at


def test_who_may_no_longer_read_drafts_gets_nothing(draft, author, editor):
    workflow.submit(draft, by=author)
    editor.groups.clear()
    work()
    assert mail.outbox == []


# When it doesn't get there


def test_a_failing_letter_is_tried_three_times_with_growing_pauses(draft, author, editor, settings, caplog):
    use(settings, Refusing)
    workflow.submit(draft, by=author)
    moment, tries = timezone.now(), []
    for _minute in range(120):
        with time_machine.travel(moment, tick=False):
            work()
        tries.append(Letter.objects.get().tries)
        moment += datetime.timedelta(minutes=1)
    letter = Letter.objects.get()
    assert [tries.index(number) for number in (1, 2, 3)] == [0, 5, 35]
    assert letter.failed_at
    assert "no such box" in letter.error
    assert letter.tries == 3
    assert "editor@" not in caplog.text
    assert f"Letter {letter.pk}, try 3: SMTPRecipientsRefused." in caplog.text


def test_a_letter_that_failed_gets_there_when_the_server_is_back(draft, author, editor, settings, clock):
    backend = settings.EMAIL_BACKEND
    use(settings, Down)
    workflow.submit(draft, by=author)
    work()
    assert mail.outbox == []
    settings.EMAIL_BACKEND = backend
    clock("2026-11-23 12:05")
    work()
    assert len(mail.outbox) == 1
    assert Letter.objects.get().error == ""


def test_a_server_that_is_down_is_waited_for_once_however_many_letters_there_are(draft, author, settings, monkeypatch):
    factories.UserFactory.create_batch(5, role=roles.EDITORS)
    use(settings, Down)
    monkeypatch.setattr(Down, "opened", 0)
    workflow.submit(draft, by=author)
    work()
    assert Down.opened == 1
    assert Letter.objects.filter(tries=1, error__contains="ConnectionRefusedError").count() == 5


def test_one_refused_address_keeps_no_other_letter(draft, author, editor, second, settings):
    class Picky(EmailBackend):
        def send_messages(self, messages):
            if messages[0].to[0].startswith("editor"):
                raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such box")})
            return super().send_messages(messages)

    workflow.submit(draft, by=author)
    with mock.patch.object(sending, "get_connection", Picky):
        work()
    assert [name for name, _subject in sent()] == ["second"]


def test_a_letter_whose_worker_was_killed_is_found_again(draft, author, editor, clock):
    workflow.submit(draft, by=author)
    sending._claim(Letter.objects.get().pk)
    DBTaskResult.objects.all().delete()
    clock("2026-11-23 12:14")
    work()
    assert mail.outbox == []
    clock("2026-11-23 12:16")
    work()
    assert len(mail.outbox) == 1


def test_a_letter_that_kills_its_worker_each_time_fails_in_the_end(draft, author, editor, clock):
    workflow.submit(draft, by=author)
    for hour in range(13, 16):
        sending._claim(Letter.objects.get().pk)
        clock(f"2026-11-23 {hour}:00")
    work()
    letter = Letter.objects.get()
    assert letter.failed_at
    assert "killed" in letter.error
    assert mail.outbox == []


def test_a_letter_is_claimed_by_one(draft, author, editor):
    workflow.submit(draft, by=author)
    key = Letter.objects.get().pk
    assert sending._claim(key)
    assert sending._claim(key) is None


def test_old_letters_are_forgotten_and_those_to_come_are_not(submitted, editor, clock):
    workflow.approve(submitted, by=editor, live_from=tomorrow(9) + datetime.timedelta(days=200))
    work()
    clock("2027-03-01 12:00")
    assert letters.forget(timezone.now()) == 1
    assert {what for _name, what in told()} == {"today"}


# At the desk


@pytest.fixture
def failed(draft, author, editor, settings):
    """A letter that was given up."""
    workflow.submit(draft, by=author)
    Letter.objects.update(failed_at=timezone.now(), tries=3, error="SMTPException: no such box")
    return Letter.objects.get()


def test_the_first_page_says_that_a_letter_failed(client_for, failed, editor, author):
    assert "1 letter failed" in client_for(editor).get("/admin/").content.decode()
    assert "letter failed" not in client_for(author).get("/admin/").content.decode()


def test_the_first_page_asks_for_the_worker_when_letters_wait(client_for, draft, author, editor, clock):
    workflow.submit(draft, by=author)
    clock("2026-11-23 12:10")
    assert "Is the worker running?" not in client_for(editor).get("/admin/").content.decode()
    clock("2026-11-23 12:11")
    assert "Is the worker running?" in client_for(editor).get("/admin/").content.decode()


def test_the_list_says_what_failed_and_sends_it_again(client_for, failed, editor):
    client = client_for(editor)
    page = client.get("/admin/articles/letter/?state=failed").content.decode()
    assert "no such box" in page
    assert client.post("/admin/articles/letter/?state=failed", {"again": failed.pk}).status_code == 302
    work()
    assert len(mail.outbox) == 1


def test_letters_are_sent_again_and_let_be_in_bulk(client_for, failed, editor):
    client = client_for(editor)
    client.post("/admin/articles/letter/", {"action": "leave", "_selected_action": [failed.pk]})
    assert Letter.objects.get().dropped_at
    Letter.objects.update(failed_at=timezone.now(), dropped_at=None)
    client.post("/admin/articles/letter/", {"action": "send_again", "_selected_action": [failed.pk]})
    work()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("key", ["", "x", "99999999999999999999999", "-1"])
def test_a_letter_that_is_none_is_not_sent(client_for, failed, editor, key):
    assert client_for(editor).post("/admin/articles/letter/", {"again": key}).status_code in {302, 400}


def test_authors_see_no_letters_of_others(client_for, failed, author, moderator):
    for person in (author, moderator):
        client = client_for(person)
        assert client.get("/admin/articles/letter/").status_code == 403
        assert client.post("/admin/articles/letter/", {"again": failed.pk}).status_code == 403
    assert Letter.objects.get().failed_at


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    client_for, failed, editor, author, django_assert_max_num_queries
):
    client = client_for(editor)
    for path in ("", "?q=bridge", "?state=sent", "?what=submitted"):
        assert client.get(f"/admin/articles/letter/{path}").status_code == 200
    with django_assert_max_num_queries(100) as few:
        client.get("/admin/articles/letter/")
    for _number in range(4):
        workflow.submit(factories.draft(by=author), by=author)
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/articles/letter/")


def test_the_list_says_that_no_mail_server_is_named(client_for, editor, settings):
    words = "No mail server is named"
    assert words not in client_for(editor).get("/admin/articles/letter/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert words in client_for(editor).get("/admin/articles/letter/").content.decode()
