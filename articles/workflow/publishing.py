"""Publishing: which edition is in force from when until when. Only this module and the importer write intervals.

In each verb one interval shrinks before another grows, so that the constraints hold after every single statement.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, EditorialEvent
from articles.permissions import EDITOR
from articles.translations import carried, family
from articles.workflow import ground
from articles.workflow.drafting import copy_of
from pressroom.refusals import Refused, require


@transaction.atomic
def approve(edition, *, by, live_from=None, kind=None, public_note=""):
    """Publish an edition in review now, or from the moment `live_from` (aware) on; return it approved.

    `by` is an editor who neither submitted it nor saved it last. A second or later edition says what it is to the one
    before it: `kind` is 'update' or 'correction', each with its `public_note`, or 'minor', which readers aren't told
    of; what is left out is as its writers have it. A first edition needs neither.
    """
    require(by, EDITOR)
    edition, now = ground.lock_edition(edition), timezone.now()
    if edition.stage == Edition.Stage.DRAFT:
        raise Refused(_("This is still a draft. It has to be submitted before it is approved."))
    if edition.stage != Edition.Stage.REVIEW:
        raise Refused(_("Somebody has approved or discarded this edition already."))
    if why := ground.bar_of_approval(edition, by):
        raise Refused(why)
    return _approve(edition, by, now, live_from, kind, public_note)


@transaction.atomic
def force(edition, *, by, reason, live_from=None, kind=None, public_note=""):
    """Publish a draft or an edition in review without second eyes, for the written reason; return it approved.

    The checks must pass all the same. The desk shows a banner until another editor countersigns. The rest is as in
    `approve`.
    """
    require(by, EDITOR)
    edition, now = ground.lock_edition(edition), timezone.now()
    if not edition.is_open:
        raise Refused(_("Somebody has approved or discarded this edition already."))
    if not reason.strip():
        raise Refused(_("Write why it can't wait for second eyes."))
    edition.forced_by, edition.countersigned_by = by, None
    edition = _approve(edition, by, now, live_from, kind, public_note)
    ground.record(edition, EditorialEvent.What.FORCED, by, reason.strip(), edition.live_from)
    return edition


@transaction.atomic
def reschedule(edition, *, by, live_from):
    """Move a scheduled edition to another moment that lies ahead, and return it.

    Translations are moved along as `Family.scheduled_along` says; they are in `along` of what is returned.
    """
    require(by, EDITOR)
    edition, now = ground.lock_edition(edition), timezone.now()
    _require_scheduled(edition, now)
    if live_from <= now:
        raise Refused(_("That moment has passed. Choose one that lies ahead."))
    ground.require_original_first(edition, live_from)
    edition.along = _along(edition, now, live_from)
    for moved in (edition, *edition.along):
        _reschedule(moved, by, now, live_from)
    return edition


@transaction.atomic
def unschedule(edition, *, by):
    """Take a scheduled edition back into review, still meant for its moment; what was live stays live.

    Translations are taken back as `Family.scheduled_along` says; they are in `along` of what is returned.
    """
    require(by, EDITOR)
    edition = ground.lock_edition(edition)
    now = timezone.now()
    _require_scheduled(edition, now)
    return _unschedule_with_translations(edition, by, now)


@transaction.atomic
def withdraw(release, *, by, reason):
    """Mark a live release as withdrawn: the same words stay readable under the public reason. Return that edition."""
    require(by, EDITOR)
    release, now = ground.lock(release), timezone.now()
    current = _require_live(release, now)
    if current.kind == Edition.Kind.WITHDRAWAL:
        raise Refused(_("This release is withdrawn already."))
    return _follow(current, by, now, Edition.Kind.WITHDRAWAL, reason, EditorialEvent.What.WITHDRAWN)


@transaction.atomic
def restore(release, *, by, reason):
    """End a withdrawal: an update with the words of before, whose public note is the reason. Return that edition."""
    require(by, EDITOR)
    release, now = ground.lock(release), timezone.now()
    current = _require_live(release, now)
    if current.kind != Edition.Kind.WITHDRAWAL:
        raise Refused(_("This release is not withdrawn."))
    return _follow(current, by, now, Edition.Kind.UPDATE, reason, EditorialEvent.What.RESTORED)


def unschedule_whatever_waits(release, by, now):
    """Unschedule the edition whose moment lies ahead, if there is one; the caller has locked the release."""
    waiting = ground.scheduled(release, now)
    if waiting is not None:
        _unschedule_with_translations(waiting, by, now)


def _approve(edition, by, now, live_from, kind, public_note):
    """Approve a locked edition: now if `live_from` is None, else for that moment."""
    release, moment = edition.release, live_from or now
    if moment < now:
        raise Refused(_("That moment has passed. Choose one that lies ahead, or publish now."))
    ground.require_unhindered(release, now)
    ground.require_original_first(edition, moment)
    # The checks look for what it links to at this moment, not at the one for which its writers meant it.
    edition.live_from = moment
    ground.require_no_faults(edition)
    current = ground.in_force(release, now)
    if current is None:
        edition.kind, edition.public_note = Edition.Kind.FIRST, ""
        ground.file_under(release, moment)
    else:
        edition.kind, edition.public_note = ground.told(kind or edition.kind, public_note or edition.public_note)
        _end(current, moment)
    _begin(edition, moment)
    what = EditorialEvent.What.SCHEDULED if moment > now else EditorialEvent.What.APPROVED
    ground.record(edition, what, by, edition.public_note, moment)
    return edition


def _follow(current, by, now, kind, reason, what):
    """Put an edition with the same words in force at once; a schedule is undone first, a draft stays a draft."""
    reason = _required(reason)
    unschedule_whatever_waits(current.release, by, now)
    _end(current, now)
    told = {"kind": kind, "public_note": reason}
    renders = carried(current, now)
    following = copy_of(current, by, stage=Edition.Stage.APPROVED, live_from=now, renders=renders, **told)
    ground.record(following, what, by, reason, now)
    return following


def _along(edition, now, new_moment=None):
    """Return the scheduled editions of translations that go where an edition goes; the caller has locked the family."""
    its_family = family(edition.release, now)
    return its_family.scheduled_along(its_family.of(edition.release.language), new_moment)


def _reschedule(edition, by, now, live_from):
    release, before = edition.release, ground.in_force(edition.release, now)
    if before is None:
        ground.file_under(release, live_from)
        _begin(edition, live_from)
    elif live_from > edition.live_from:
        _begin(edition, live_from)
        _end(before, live_from)
    else:
        _end(before, live_from)
        _begin(edition, live_from)
    ground.record(edition, EditorialEvent.What.RESCHEDULED, by, moment=live_from)


def _unschedule_with_translations(edition, by, now):
    edition.along = _along(edition, now)
    for translation in edition.along:
        _unschedule(translation, by, now)
    return _unschedule(edition, by, now)


def _unschedule(edition, by, now):
    before = ground.in_force(edition.release, now)
    was = edition.live_from
    edition.stage, edition.live_from, edition.planned_for = Edition.Stage.REVIEW, None, was
    # Whatever approved it is undone, and a force with it.
    edition.forced_by = edition.countersigned_by = None
    edition.save(update_fields=["stage", "live_from", "planned_for", "forced_by", "countersigned_by"])
    if before is None:
        ground.file_under(edition.release, None)
    else:
        _end(before, None)
    ground.record(edition, EditorialEvent.What.UNSCHEDULED, by, moment=was)
    return edition


def _begin(edition, moment):
    edition.stage, edition.live_from = Edition.Stage.APPROVED, moment
    edition.save(update_fields=["stage", "live_from", "kind", "public_note", "forced_by", "countersigned_by"])


def _end(edition, moment):
    if moment is not None and moment <= edition.live_from:
        raise Refused(_("The edition before it began at this very moment. Try again."))
    edition.live_until = moment
    edition.save(update_fields=["live_until"])


def _required(reason):
    reason = reason.strip()
    if not reason:
        raise Refused(_("Write the public note: what changed, in a sentence for readers."))
    return reason


def _require_scheduled(edition, now):
    if edition.stage != Edition.Stage.APPROVED or edition.live_from <= now:
        raise Refused(_("This edition is not scheduled, or its moment has passed."))


def _require_live(release, now):
    if release.is_removed:
        raise Refused(_("This release was removed. Put it back first."))
    current = ground.in_force(release, now)
    if current is None:
        raise Refused(_("Nothing of this release is published yet."))
    return current
