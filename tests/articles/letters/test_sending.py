"""What a letter says, when it isn't sent any more, and what becomes of one that doesn't get there."""

import datetime
import re
import smtplib
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from articles import letters, timing, workflow
from articles.letters import sending
from articles.models import Letter
from pressroom import roles
from pressroom.models import Profile
from tests import factories
from tests.articles.letters.post import MORNING, Down, Refusing, sent, told, tomorrow, use
from tests.pressroom.jobs import work

pytestmark = pytest.mark.django_db


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


def test_a_letter_speaks_its_readers_language_whoever_acted(draft, author, editor):
    Profile.objects.create(user=author, language="ru")
    workflow.submit(draft, by=author)
    with translation.override("en"):
        workflow.approve(draft, by=editor, live_from=tomorrow(9))
        work()
    [message] = [message for message in mail.outbox if message.to == [author.email]]
    with translation.override("ru"):
        moment = timing.in_words(tomorrow(9))
        assert message.subject == gettext("Scheduled: %(headline)s") % {"headline": draft.headline}
    assert moment in message.body
    # All of it: what is left in Latin letters are names and addresses.
    left = re.sub(r"https?://\S+", "", message.body).replace(draft.headline, "")
    assert set(re.findall("[A-Za-z]{2,}", left)) <= {"author", "editor", "UTC"}


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
