"""What the desk's first page shows of releases."""

import datetime

from django.db.models import Sum
from django.utils import timezone

from articles.models import DailyCount, Edition

SHOWN = 6
DAYS = 30


def drafts(request, at):
    """Return the drafts, one's own first: where work goes on."""
    if not request.user.has_perm("articles.change_edition"):
        return None
    found = list(Edition.objects.open().select_related("release", "author").order_by("-saved_at")[:50])
    found.sort(key=lambda edition: edition.author_id != request.user.pk)
    return {
        "template": "admin/articles/_drafts.html",
        "drafts": found[:SHOWN],
        "count": len(found),
        "me": request.user.pk,
    }


def scheduled(request, at):
    """Return what will be published next."""
    if not request.user.has_perm("articles.view_edition"):
        return None
    found = Edition.objects.scheduled(at).select_related("release").order_by("live_from")[:SHOWN]
    return {"template": "admin/articles/_scheduled.html", "scheduled": list(found)}


def latest(request, at):
    """Return what was published last."""
    if not request.user.has_perm("articles.view_edition"):
        return None
    found = Edition.objects.live(at).select_related("release").order_by("-live_from")[:SHOWN]
    return {"template": "admin/articles/_latest.html", "latest": list(found)}


def most_read(request, at):
    """Return what was read most in the last thirty days."""
    if not request.user.has_perm("articles.view_edition"):
        return None
    since = timezone.localdate(at) - datetime.timedelta(days=DAYS)
    counts = dict(
        DailyCount.objects.filter(day__gt=since, views__gt=0)
        .values_list("release")
        .annotate(total=Sum("views"))
        .order_by("-total")[:SHOWN]
    )
    editions = Edition.objects.live(at).filter(release__in=counts).select_related("release")
    found = sorted(((counts[edition.release_id], edition) for edition in editions), key=lambda pair: -pair[0])
    return {"template": "admin/articles/_most_read.html", "most_read": found, "days": DAYS} if found else None
