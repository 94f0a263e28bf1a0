"""Who is told about an event, and when. No mail leaves here."""

import contextlib
import contextvars
import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.letters.sending import send
from articles.models import EditorialEvent, Letter
from articles.permissions import EDITOR

# 'Goes out today' comes at this local time, or so long before the hour if that is earlier.
MORNING = datetime.time(7)
AHEAD = datetime.timedelta(hours=1)

_is_silent = contextvars.ContextVar("is_silent", default=False)


def announce(event):
    """Write the letters about an event and queue them; called inside the verb's transaction.

    Whatever the number of people, it takes one query for them, one for the letters and one for the job.
    """
    if _is_silent.get():
        return
    What = EditorialEvent.What  # noqa: N806 - it is a class
    if event.what == What.SUBMITTED:
        # Neither of the two may approve it, so neither is asked to.
        _write(event, Letter.What.SUBMITTED, _approvers().exclude(pk__in=_keys(event.by_id, event.edition.saved_by_id)))
    elif event.what == What.RETURNED:
        # The submitter's name is off the edition by now.
        submitted = event.edition.events.filter(what=What.SUBMITTED).values_list("by", flat=True).first()
        _write(event, Letter.What.RETURNED, _people(_hands(event.edition) | _keys(submitted), but=event.by_id))
    elif event.what == What.FORCED or (
        # An approval by force is told of by the event of the force, which has the reason.
        event.what in (What.APPROVED, What.SCHEDULED) and event.edition.forced_by_id is None
    ):
        _write(event, Letter.What.APPROVED, _people(_hands(event.edition), but=event.by_id))
    if event.what in (What.SCHEDULED, What.RESCHEDULED) and (due_at := _morning_of(event.moment)) > event.at:
        _write(event, Letter.What.TODAY, _people(_hands(event.edition) | _keys(event.by_id)), due_at)


@contextlib.contextmanager
def silence():
    """Let verbs be called without letters: for the demo and for importers, which tell of nothing that happens now."""
    token = _is_silent.set(True)
    try:
        yield
    finally:
        _is_silent.reset(token)


def _write(event, what, people, due_at=None):
    """Write a letter to each of the people who wants such ones, and queue them as one job."""
    people = people.filter(is_active=True, is_staff=True).exclude(email="")
    wanting = people.exclude(**{f"profile__wants_{what}": False})
    letters = [
        Letter(to_id=key, what=what, event=event, created_at=event.at, due_at=due_at or event.at)
        for key in wanting.values_list("pk", flat=True)
    ]
    if letters:
        # An event that is announced twice is told once.
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        (send.using(run_after=due_at) if due_at else send).enqueue(event.pk)


def _approvers():
    """Return the active people who may approve: by a group, by a right of their own, or as superusers."""
    return get_user_model().objects.with_perm(EDITOR)


def _people(keys, but=None):
    return get_user_model().objects.filter(pk__in=keys - {but})


def _hands(edition):
    """Return the keys of those who had a hand in an edition."""
    return _keys(edition.author_id, edition.saved_by_id, edition.submitted_by_id)


def _keys(*found):
    return {key for key in found if key is not None}


def _morning_of(moment):
    """Return when people are told that something goes out at the moment."""
    local = timezone.localtime(moment)
    return min(timezone.make_aware(datetime.datetime.combine(local.date(), MORNING)), moment - AHEAD)
