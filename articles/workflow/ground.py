"""What every verb stands on: the permissions, the lock, the address, the event."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks, letters
from articles.addresses import YEARS
from articles.models import Edition, EditorialEvent, OldAddress, Release
from pressroom.refusals import Refused

AUTHOR = "articles.change_edition"
EDITOR = "articles.approve_edition"
# What a second or later edition may be to the one before it.
CHANGES = (Edition.Kind.UPDATE, Edition.Kind.CORRECTION, Edition.Kind.MINOR)


def lock(release):
    """Return the release as it stands now, locked until the transaction ends.

    PostgreSQL locks the row; on SQLite the whole transaction is immediate, so that it is alone already.
    """
    return Release.objects.select_for_update().get(pk=release.pk)


def lock_edition(edition):
    """Return the edition as it stands now, its release locked."""
    release = lock(edition.release)
    found = Edition.objects.get(pk=edition.pk)
    found.release = release
    return found


def approved_without_end(release):
    """Return the approved edition that no other follows (live, scheduled or withdrawn), or None."""
    return _with(release, release.editions.filter(stage=Edition.Stage.APPROVED, live_until__isnull=True).first())


def scheduled(release, now):
    """Return the edition whose moment lies ahead, or None; there is one at most."""
    return _with(release, release.editions.scheduled(now).first())


def in_force(release, now):
    """Return the edition inside its interval now, whether or not the release is removed, or None."""
    last = approved_without_end(release)
    if last is None or last.live_from <= now:
        return last
    return _with(release, release.editions.filter(stage=Edition.Stage.APPROVED, live_until=last.live_from).first())


def next_number(release):
    """Return the number of the edition that would come next."""
    return (release.editions.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def file_under(release, moment):
    """Give a release its date for a first publication at `moment`, or take it away with None; claim the address."""
    release.published_at = moment
    release.date = release.date_for(moment) if moment else None
    if moment:
        claim_address(release)
    release.save(update_fields=["published_at", "date"])


def check_year(day):
    """Raise `Refused` if no address can have the year of the day."""
    if day.year not in YEARS:
        raise Refused(
            _("The year has to be between %(first)d and %(last)d: it stands in the address.")
            % {"first": YEARS[0], "last": YEARS[-1]}
        )


def claim_address(release):
    """Raise `Refused` if there is no such address, or it is somebody else's, now or of old."""
    check_year(release.date)
    path = release.get_absolute_url()
    taken = Release.objects.filter(language=release.language, date=release.date, slug=release.slug)
    if taken.exclude(pk=release.pk).exists():
        raise Refused(
            _("Another release of %(date)s has the address %(path)s. Give this one another slug.")
            % {"date": release.date, "path": path}
        )
    old = OldAddress.objects.filter(path=path).first()
    if old is not None and old.release_id != release.pk:
        raise Refused(
            _("%(path)s is the old address of something else. Give this release another slug.") % {"path": path}
        )
    if old is not None:
        old.delete()


def require_unhindered(release, now):
    """Raise `Refused` if nothing of the release can be submitted or approved now."""
    if release.is_removed:
        raise Refused(_("This release was removed. Put it back first."))
    if scheduled(release, now):
        raise Refused(_("Another edition of this release is scheduled. Unschedule it first."))
    current = in_force(release, now)
    if current is not None and current.kind == Edition.Kind.WITHDRAWAL:
        raise Refused(_("This release is withdrawn. Restore it first."))


def require_no_faults(edition):
    """Raise `Refused` with all that the blocking checks find."""
    faults = checks.blocking(edition)
    if faults:
        raise Refused(" ".join(str(fault.message) for fault in faults))


def require_told(edition):
    """Raise `Refused` unless an edition that isn't the first says what readers will be told of the change."""
    if approved_without_end(edition.release) is not None:
        told(edition.kind, edition.public_note)


def told(kind, public_note):
    """Return (kind, public note) of a later edition as it is published; raise `Refused` for what says too little."""
    if kind not in CHANGES:
        raise Refused(_("Say whether this is a correction, an update or a minor change."))
    if kind == Edition.Kind.MINOR:
        return kind, ""
    if not public_note.strip():
        raise Refused(_("Write the public note: what changed, in a sentence for readers."))
    return kind, public_note.strip()


def record(edition, what, by, remark="", moment=None):
    """Write one line of the edition's story, and queue the letters about it."""
    event = EditorialEvent.objects.create(
        edition=edition, what=what, by=by, remark=remark, moment=moment, at=timezone.now()
    )
    letters.announce(event)


def _with(release, edition):
    """Let the edition know the locked release, so that nobody reads an older one through it."""
    if edition is not None:
        edition.release = release
    return edition
