"""Reviewing: an edition is submitted, returned, remarked on; a check is set aside; what was forced is countersigned."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks
from articles.models import Edition, EditorialEvent, Override
from articles.permissions import AUTHOR, EDITOR
from articles.workflow import ground
from pressroom.refusals import Refused, require

What = EditorialEvent.What


@transaction.atomic
def submit(edition, *, by, remark=""):
    """Hand a draft to the editors and return it in review; nobody edits it from now on. The checks must pass."""
    require(by, AUTHOR)
    edition, now = ground.lock_edition(edition), timezone.now()
    if edition.stage == Edition.Stage.REVIEW:
        raise Refused(_("This edition is in review already."))
    if edition.stage != Edition.Stage.DRAFT:
        raise Refused(_("Only a draft can be submitted."))
    ground.require_unhindered(edition.release, now)
    ground.require_told(edition)
    ground.require_no_faults(edition)
    if edition.release.date is None:
        ground.require_free_address(edition.release, max(now, edition.planned_for or now))
    edition.stage, edition.submitted_by = Edition.Stage.REVIEW, by
    edition.save(update_fields=["stage", "submitted_by"])
    ground.record(edition, What.SUBMITTED, by, remark.strip(), edition.planned_for)
    return edition


@transaction.atomic
def send_back(edition, *, by, remark):
    """Return an edition in review to its writers, as a draft, with the remark that they need."""
    require(by, EDITOR)
    edition = ground.lock_edition(edition)
    if edition.stage != Edition.Stage.REVIEW:
        raise Refused(_("This edition is not in review."))
    if not remark.strip():
        raise Refused(_("Write what is to be changed; the author sees it above the form."))
    edition.stage, edition.submitted_by = Edition.Stage.DRAFT, None
    edition.save(update_fields=["stage", "submitted_by"])
    ground.record(edition, What.RETURNED, by, remark.strip())
    return edition


@transaction.atomic
def countersign(edition, *, by):
    """Sign, as another editor, what was approved by force; return the edition."""
    require(by, EDITOR)
    edition = ground.lock_edition(edition)
    if edition.stage != Edition.Stage.APPROVED or edition.forced_by_id is None:
        raise Refused(_("This edition was not published without second eyes."))
    if edition.countersigned_by_id is not None:
        raise Refused(_("This edition is countersigned already."))
    if why := ground.bar_of_signature(edition, by):
        raise Refused(why)
    edition.countersigned_by = by
    edition.save(update_fields=["countersigned_by"])
    ground.record(edition, What.COUNTERSIGNED, by)
    return edition


@transaction.atomic
def override(edition, *, by, check, subject, reason):
    """Set one blocking check aside for this edition, with the reason; return the `Override`.

    `check` and `subject` are those of the `checks.Fault`, which has to be there and to block.
    """
    require(by, EDITOR)
    edition = ground.lock_edition(edition)
    if not edition.is_open and edition.status(timezone.now()) != Edition.Status.SCHEDULED:
        raise Refused(_("This edition is neither being written nor scheduled."))
    if not reason.strip():
        raise Refused(_("Write why the check doesn't apply here."))
    found = [fault for fault in checks.blocking(edition) if (fault.check, fault.subject) == (check, subject)]
    if not found:
        raise Refused(_("That check finds nothing any more. Look at the list again."))
    if not found[0].can_be_overridden:
        raise Refused(_("This can't be set aside: nothing can be published without it."))
    made = Override.objects.create(
        edition=edition, check_name=check, subject=subject, reason=reason.strip(), by=by, at=timezone.now()
    )
    ground.record(edition, What.OVERRIDDEN, by, f"{found[0].message} — {made.reason}")
    return made


@transaction.atomic
def remark(edition, *, by, text):
    """Write a remark to one's colleagues into the story of an edition; return the edition."""
    require(by, AUTHOR)
    edition = ground.lock_edition(edition)
    if not text.strip():
        raise Refused(_("Write the remark first."))
    ground.record(edition, What.REMARKED, by, text.strip())
    return edition
