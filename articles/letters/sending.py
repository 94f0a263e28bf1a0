"""How letters get there: what is due is sent, what fails is tried again, what was missed is found."""

import datetime
import logging

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django_tasks import task

from articles.models import Edition, EditorialEvent, Letter
from articles.timing import in_words
from pressroom import mail
from pressroom.people import display_name

logger = logging.getLogger(__name__)

# Whoever may not read a draft gets no letter about one.
READER = "articles.view_edition"
# How long a letter rests after each try; none of the tries takes as long, so a letter at rest is in nobody's hands.
PAUSES = (datetime.timedelta(minutes=5), datetime.timedelta(minutes=30), datetime.timedelta(minutes=30))
TRIES = len(PAUSES)
# A letter that is due for longer was missed: the worker doesn't run, was killed, or the queue was emptied.
LATE = datetime.timedelta(minutes=10)
KEPT = datetime.timedelta(days=90)
APPOINTING = (EditorialEvent.What.SCHEDULED, EditorialEvent.What.RESCHEDULED)


class Conversation:
    """One with the mail server for several mails, begun with the first. A server that is down is waited for once."""

    def __enter__(self):
        self.connection, self.is_open, self.refusal = get_connection(), False, None
        return self

    def __exit__(self, *error):
        self.connection.close()

    def send(self, mail):
        """Send an `EmailMessage`; raise what the server or the way to it has against it."""
        if self.refusal:
            raise self.refusal
        if not self.is_open:
            try:
                self.connection.open()
            except Exception as error:
                self.refusal = error
                raise
            self.is_open = True
        self.connection.send_messages([mail])


@task()
def send(event):
    """Send the letters about an event (its key) that are due; those that fail are queued once more.

    It may run any number of times, and at the same time: each letter is claimed by one.
    """
    keys = list(_waiting().filter(event=event, due_at__lte=timezone.now()).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return
    with Conversation() as conversation:
        failed = [letter for key in keys if (letter := _claim(key)) and not _deliver(letter, conversation)]
    for tries in {letter.tries for letter in failed} - {TRIES}:
        send.using(run_after=max(letter.due_at for letter in failed if letter.tries == tries)).enqueue(event)


def reap(at):
    """Queue the letters that were missed; return how many jobs that makes."""
    missed = list(_waiting().filter(due_at__lt=at - LATE).order_by("event").values_list("event", flat=True).distinct())
    for event in missed:
        send.enqueue(event)
    return len(missed)


def trouble(at):
    """Return (how many letters have failed, how many were missed)."""
    counts = Letter.objects.filter(sent_at__isnull=True, dropped_at__isnull=True).aggregate(
        failed=Count("pk", filter=Q(failed_at__isnull=False)),
        missed=Count("pk", filter=Q(failed_at__isnull=True, due_at__lt=at - LATE)),
    )
    return counts["failed"], counts["missed"]


@transaction.atomic
def send_again(letters):
    """Queue letters that have failed once more, as if they were new; return how many they were."""
    failed = Letter.objects.filter(pk__in=[letter.pk for letter in letters], failed_at__isnull=False)
    events = set(failed.values_list("event", flat=True))
    count = failed.update(failed_at=None, error="", tries=0, due_at=timezone.now())
    for event in events:
        send.enqueue(event)
    return count


def drop(letters):
    """Give up letters that have failed; return how many they were."""
    failed = Letter.objects.filter(pk__in=[letter.pk for letter in letters], failed_at__isnull=False)
    return failed.update(failed_at=None, dropped_at=timezone.now())


def forget(at):
    """Delete the letters that were due ninety days ago; return how many there were."""
    return Letter.objects.filter(due_at__lt=at - KEPT).delete()[0]


def _waiting():
    """Return the letters that are still to be sent, now or later."""
    return Letter.objects.filter(sent_at__isnull=True, dropped_at__isnull=True, failed_at__isnull=True)


def _claim(key):
    """Return the letter for one try, or None if it isn't due any more.

    Who raises `tries` has it. The row isn't locked while a mail server is talked to, because on SQLite that would keep
    every writer of the site waiting. A worker that dies here leaves a letter whose rest ends, and which is then missed.
    """
    now = timezone.now()
    letter = (
        _waiting()
        .filter(pk=key, due_at__lte=now)
        .select_related("to__profile", "event__by", "event__edition__release")
        .first()
    )
    if letter is None:
        return None
    due_at = now + PAUSES[min(letter.tries, TRIES - 1)]
    if not _waiting().filter(pk=key, tries=letter.tries).update(tries=F("tries") + 1, due_at=due_at):
        return None
    letter.tries, letter.due_at = letter.tries + 1, due_at
    return letter


def _deliver(letter, conversation):
    """Send or drop a claimed letter; return False if that failed."""
    try:
        if letter.tries > TRIES:
            raise RuntimeError(_("The worker was killed in the middle of the last try."))
        if not _is_wanted(letter):
            Letter.objects.filter(pk=letter.pk).update(dropped_at=timezone.now())
            return True
        conversation.send(message(letter))
    except Exception as error:
        # The log gets no address, which the server's words may hold; the row is for those who keep the accounts.
        logger.warning("Letter %s, try %s: %s.", letter.pk, letter.tries, type(error).__name__)
        words = mail.one_line(f"{type(error).__name__}: {error}")
        failed_at = timezone.now() if letter.tries >= TRIES else None
        letter.tries = min(letter.tries, TRIES)
        Letter.objects.filter(pk=letter.pk).update(
            error=words[: Letter._meta.get_field("error").max_length], failed_at=failed_at, tries=letter.tries
        )
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), error="")
    return True


def _is_wanted(letter):
    """Return whether a letter is still true, and its reader still somebody who reads such ones."""
    user, event, edition = letter.to, letter.event, letter.event.edition
    profile = getattr(user, "profile", None)
    if not (user.is_active and user.is_staff and user.email and user.has_perm(READER)):
        return False
    if profile and not getattr(profile, f"wants_{letter.what}"):
        return False
    if letter.what == Letter.What.SUBMITTED:
        return edition.stage == Edition.Stage.REVIEW
    if letter.what == Letter.What.TODAY:
        appointed = edition.events.filter(what__in=APPOINTING).values_list("pk", flat=True).first()
        is_ahead = edition.status(timezone.now()) == Edition.Status.SCHEDULED
        return is_ahead and appointed == event.pk and edition.live_from == event.moment
    return True


def message(letter):
    """Return the letter as an `EmailMessage`. It has the headline, and nothing else of a text that isn't public yet."""
    event = letter.event
    context = {
        "event": event,
        "headline": mail.one_line(event.edition.headline),
        "by": display_name(event.by) if event.by else "",
        # As the story says it, in the site's time zone, and only when the letter is written: in its reader's language.
        "moment": lazy(in_words, str)(event.moment) if event.moment else "",
        "is_ahead": event.moment is not None and event.moment > event.at,
        "is_forced": event.what == EditorialEvent.What.FORCED,
        "url": settings.SITE_URL + reverse("admin:articles_edition_change", args=[event.edition_id]),
        "profile_url": settings.SITE_URL + reverse("admin:profile"),
    }
    return mail.to_person(letter.to, f"mail/{letter.what}.txt", context)
