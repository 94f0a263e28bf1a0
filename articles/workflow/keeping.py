"""Keeping: the facts about a release as a whole (its removal, its language, the lead story, its replies)."""

import re

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import short_addresses
from articles.models import Edition, EditorialEvent, Release
from articles.permissions import AUTHOR, EDITOR
from articles.richtext.cleaning import web_address
from articles.workflow import ground
from articles.workflow.publishing import unschedule_whatever_waits
from pressroom.refusals import Refused, require

What = EditorialEvent.What


@transaction.atomic
def remove(release, *, by, reason, redirect_to=""):
    """Take a published release away from every surface: 410 with the public reason, or a 302 to `redirect_to`.

    `redirect_to` is a path of this site or a whole http(s) address. What was scheduled is unscheduled first.
    """
    require(by, EDITOR)
    release, now = ground.lock(release), timezone.now()
    if release.is_removed:
        raise Refused(_("This release was removed already."))
    if not reason.strip():
        raise Refused(_("Write the reason for the removal; readers will see it."))
    leads_somewhere = redirect_to.lower().startswith(("/", "http://", "https://"))
    if redirect_to and not (leads_somewhere and web_address(redirect_to) == redirect_to):
        raise Refused(_("The redirect must be a path of this site ('/2022/…') or begin with https://."))
    own = [release.get_absolute_url(), f"{short_addresses.path(release)}/"] if release.date else []
    own += release.old_addresses.values_list("path", flat=True)
    here = redirect_to.removeprefix(settings.SITE_URL)
    # The last slash may be missing, a query says nothing of the page, and what is below the release is gone with it.
    if here in own or (re.split("[?#]", here)[0].rstrip("/") + "/").startswith(tuple(own)):
        raise Refused(_("The redirect leads back to the release itself."))
    unschedule_whatever_waits(release, by, now)
    if not release.editions.on_record(now).exists():
        raise Refused(_("Nothing of this release was ever published. Discard its draft instead."))
    release.removed_at, release.removed_reason, release.removed_to = now, reason.strip(), redirect_to
    release.save(update_fields=["removed_at", "removed_reason", "removed_to"])
    record(release, What.REMOVED, by, reason.strip())
    return release


@transaction.atomic
def put_back(release, *, by):
    """Undo a removal: the release is again what it was."""
    require(by, EDITOR)
    release = ground.lock(release)
    if not release.is_removed:
        raise Refused(_("This release is not removed."))
    was = release.removed_reason
    release.removed_at, release.removed_reason, release.removed_to = None, "", ""
    release.save(update_fields=["removed_at", "removed_reason", "removed_to"])
    record(release, What.PUT_BACK, by, was)
    return release


@transaction.atomic
def change_language(release, *, by, language):
    """Say that a release which was never approved is in another language than it was begun in."""
    require(by, AUTHOR)
    release = ground.lock(release)
    if release.language == language:
        return release
    if release.editions.filter(stage__in=[Edition.Stage.REVIEW, Edition.Stage.APPROVED]).exists():
        raise Refused(_("The language can be changed only while the first edition is a draft."))
    if Release.objects.filter(translation_key=release.translation_key).exclude(pk=release.pk).exists():
        raise Refused(_("The language can't be changed once there is a translation."))
    release.language = language
    release.save(update_fields=["language"])
    return release


@transaction.atomic
def pin(release, *, by, pinned_from=None, pinned_until=None):
    """Make a release the lead story from a moment (None: now) until another (None: until it is unpinned)."""
    require(by, EDITOR)
    release, now = ground.lock(release), timezone.now()
    pinned_from = pinned_from or now
    if pinned_until is not None and pinned_until <= max(pinned_from, now):
        raise Refused(_("The lead story would end before it begins. Choose a later moment."))
    release.pinned_from, release.pinned_until = pinned_from, pinned_until
    release.save(update_fields=["pinned_from", "pinned_until"])
    record(release, What.PINNED, by, moment=pinned_until)
    return release


@transaction.atomic
def unpin(release, *, by):
    """End a release's time as the lead story."""
    require(by, EDITOR)
    release = ground.lock(release)
    if release.pinned_from is None:
        raise Refused(_("This release is not the lead story."))
    release.pinned_from = release.pinned_until = None
    release.save(update_fields=["pinned_from", "pinned_until"])
    record(release, What.UNPINNED, by)
    return release


def open_replies(release, *, by):
    """Let readers reply to a release."""
    return _set_replies(release, by, is_open=True)


def close_replies(release, *, by):
    """Take no more replies to a release; those that are there stay."""
    return _set_replies(release, by, is_open=False)


@transaction.atomic
def _set_replies(release, by, *, is_open):
    require(by, AUTHOR)
    release = ground.lock(release)
    if release.published_at is not None:
        require(by, EDITOR)
    if release.is_open_for_replies != is_open:
        release.is_open_for_replies = is_open
        release.save(update_fields=["is_open_for_replies"])
        record(release, What.REPLIES_OPENED if is_open else What.REPLIES_CLOSED, by)
    return release


def record(release, what, by, remark="", moment=None):
    """Write an event of the release as a whole under its newest edition."""
    ground.record(release.editions.order_by("-number")[0], what, by, remark, moment)
