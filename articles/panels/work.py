"""What somebody has to do: countersign, look at what waits, mend what was returned, go on writing."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.hands import had_by
from articles.models import Edition, EditorialEvent
from articles.permissions import AUTHOR, EDITOR

# So many are shown of each; the list of releases has them all.
SHOWN = 8

What = EditorialEvent.What


def unsigned(request, at):
    """Return what was published without second eyes and hasn't been countersigned, the oldest first; for editors."""
    if not request.user.has_perm(EDITOR):
        return None
    found, more = _some(Edition.objects.unsigned().select_related("release", "forced_by").order_by("live_from"))
    if not found:
        return None
    events = _last_events(found, What.FORCED)
    return {
        "template": "admin/articles/_unsigned.html",
        "unsigned": [(edition, events.get(edition.pk)) for edition in found],
        "more": more,
        "me": request.user.pk,
    }


def unsigned_banner(request):
    """Return the banner of what was published without second eyes, for editors, until it is countersigned."""
    if not request.user.has_perm(EDITOR):
        return None
    found, more = _some(Edition.objects.unsigned().order_by("live_from"), 1)
    if not found:
        return None
    text = _("“%(headline)s” was published without second eyes and isn't countersigned yet.")
    text %= {"headline": found[0].headline}
    if more:
        text += " " + ngettext("So was %(count)d other.", "So were %(count)d others.", more) % {"count": more}
    return {"text": text, "url": reverse("admin:articles_release_change", args=[found[0].release_id])}


def waiting(request, at):
    """Return what this editor may approve: in review, and neither submitted nor saved last by the same person."""
    if not request.user.has_perm(EDITOR):
        return None
    me = request.user.pk
    # What is meant for the soonest moment comes first, then what has waited longest.
    in_review = (
        Edition.objects.open()
        .filter(stage=Edition.Stage.REVIEW)
        .exclude(submitted_by=me)
        .exclude(saved_by=me)
        .select_related("release")
        .order_by(F("planned_for").asc(nulls_last=True), "saved_at")
    )
    found, more = _some(in_review)
    events = _last_events(found, What.SUBMITTED)
    return {
        "template": "admin/articles/_waiting.html",
        "waiting": [(edition, events.get(edition.pk)) for edition in found],
        "more": more,
    }


def mine(request, at):
    """Return what this person writes: what was returned, with its remark, and the other open editions."""
    if not request.user.has_perm(AUTHOR):
        return None
    my_open = Edition.objects.open().filter(had_by(request.user)).select_related("release").order_by("-saved_at")
    # Enough of them to find what was returned a while ago.
    found, more = _some(my_open, 5 * SHOWN)
    drafts = [edition for edition in found if edition.stage == Edition.Stage.DRAFT]
    events = _last_events(drafts, What.SUBMITTED, What.RETURNED)
    returned = {pk: event for pk, event in events.items() if event.what == What.RETURNED}
    rest = [edition for edition in found if edition.pk not in returned]
    return {
        "template": "admin/articles/_mine.html",
        "returned": [(edition, returned[edition.pk]) for edition in drafts if edition.pk in returned],
        "drafts": rest[:SHOWN],
        "more": more + len(rest[SHOWN:]),
    }


def _some(editions, limit=SHOWN):
    """Return the first of the editions without their text, and how many more there are."""
    found = list(editions.defer("lead", "body")[: limit + 1])
    return found[:limit], editions.count() - limit if len(found) > limit else 0


def _last_events(editions, *what):
    """Return {key: event}: of each edition the last event that is one of these, with who did it."""
    if not editions:
        return {}
    events = EditorialEvent.objects.filter(edition__in=editions, what__in=what).select_related("by").order_by("pk")
    return {event.edition_id: event for event in events}
