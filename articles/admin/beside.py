"""What stands beside an edition on each of its pages: what the checks find, what happened, what one may say to it."""

from articles import checks
from articles.models import Edition, EditorialEvent
from articles.permissions import AUTHOR, EDITOR

What = EditorialEvent.What
# So many events stand beside the text; the record of the release has them all.
SHOWN = 60


def context(request, edition):
    """Return what the partials about the checks and the story take."""
    events = list(edition.events.select_related("by")[:SHOWN])
    return {
        "faults": checks.report(edition),
        "events": events,
        "may_approve": request.user.has_perm(EDITOR),
        "may_remark": request.user.has_perm(AUTHOR),
        "returned": _newest(events, What.RETURNED, What.SUBMITTED) if edition.stage == Edition.Stage.DRAFT else None,
        "submitted": _newest(events, What.SUBMITTED),
    }


def is_first(edition):
    """Whether no edition of the release was ever approved: there is nothing to tell readers about a change."""
    return not edition.release.editions.filter(stage=Edition.Stage.APPROVED).exists()


def _newest(events, what, *others):
    """Return the newest event of the kind, if none of the others came after it."""
    newest = next((event for event in events if event.what in {what, *others}), None)
    return newest if newest and newest.what == what else None
