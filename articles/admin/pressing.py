"""A button was pressed: the person is told what happened, also where it was done already."""

import datetime

from django.contrib import messages
from django.utils import timezone

from articles import timing
from articles.models import EditorialEvent

# A button pressed a second time within this time was meant once.
AGAIN = datetime.timedelta(minutes=1)


def done_before(release, user, *whats):
    """Return the event if the latest of a release, remarks apart, is one of these, just now and by this person."""
    last = latest(release)
    if last and last.what in whats and last.by_id == user.pk and timezone.now() - last.at < AGAIN:
        return last
    return None


def latest(release):
    """Return the latest `EditorialEvent` of a release that is no remark, or None."""
    events = EditorialEvent.objects.filter(edition__release=release).exclude(what=EditorialEvent.What.REMARKED)
    return events.select_related("by").order_by("pk").last()


def say(request, words, moment=None, edition=None):
    """Say that it is done; and where it was done for a moment, what speaks against that."""
    messages.success(request, words)
    for warning in timing.warnings(moment, edition) if moment else []:
        messages.warning(request, warning)
