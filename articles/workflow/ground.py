"""What every verb stands on: who may, the lock, the address, the event."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import checks, letters, rendered
from articles.addresses import YEARS
from articles.models import Edition, EditorialEvent, OldAddress, Release
from articles.search import index
from articles.timing import in_words
from pressroom import version
from pressroom.refusals import Refused

# What a second or later edition may be to the one before it.
CHANGES = (Edition.Kind.UPDATE, Edition.Kind.CORRECTION, Edition.Kind.MINOR)


def lock(release):
    """Return the release as it stands now, locked with its translations until the transaction ends.

    PostgreSQL locks the rows, always in the order of their keys, so that two verbs that concern one family wait for
    each other and never lock each other out; on SQLite the whole transaction is immediate, and alone already.
    """
    key = Release.objects.filter(pk=release.pk).values("translation_key")
    rows = Release.objects.select_for_update().filter(translation_key__in=key).order_by("pk")
    found = next((row for row in rows if row.pk == release.pk), None)
    # It left the family while this waited for the lock; it has one of its own now.
    return found or Release.objects.select_for_update().get(pk=release.pk)


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
    take_address(release, ["published_at", "date"])


def take_address(release, fields):
    """Save the fields of a release that make its address, which it claims once it has a date.

    Each release has a lock of its own, so of two that claim one address at this moment the constraint refuses one.
    """
    if release.date:
        claim_address(release)
    try:
        # A savepoint: on PostgreSQL nothing more can be asked in a transaction in which a statement has failed.
        with transaction.atomic():
            release.save(update_fields=fields)
    except IntegrityError as error:
        raise Refused(
            _("Another release takes the address %(path)s at this moment. Give this one another slug.")
            % {"path": release.get_absolute_url()}
        ) from error


def check_year(day):
    """Raise `Refused` if no address can have the year of the day."""
    if day.year not in YEARS:
        raise Refused(
            _("The year has to be between %(first)d and %(last)d: it stands in the address.")
            % {"first": YEARS[0], "last": YEARS[-1]}
        )


def require_free_address(release, moment):
    """Raise `Refused` if a release that was never approved couldn't be published at the moment for want of its address.

    Nothing is claimed: whoever is approved first has it.
    """
    release.date = release.date_for(moment)
    try:
        _require_free(release)
    finally:
        release.date = None


def claim_address(release):
    """Take the address of a release that has its date; raise `Refused` if there is none such, or it is taken."""
    old = _require_free(release)
    if old is not None:
        old.delete()


def _require_free(release):
    """Raise `Refused` if an address can't be, or is somebody else's; return the release's own `OldAddress` of it."""
    check_year(release.date)
    path = release.get_absolute_url()
    taken = Release.objects.filter(language=release.language, date=release.date, slug=release.slug)
    if taken.exclude(pk=release.pk).exists():
        raise Refused(
            _("Another release of %(date)s has the address %(path)s. Give this one another slug.")
            % {"date": date_format(release.date, "DATE_FORMAT"), "path": path}
        )
    old = OldAddress.objects.filter(path=path).first()
    if old is not None and old.release_id != release.pk:
        raise Refused(
            _("%(path)s is the old address of something else. Give this release another slug.") % {"path": path}
        )
    return old


def require_original_first(edition, moment):
    """Raise `Refused` if a translation's edition would be public before anything of its original is."""
    if edition.renders_id is None:
        return
    original = edition.renders.release
    if original.translation_key != edition.release.translation_key:
        # It has become an original of its own.
        return
    if original.is_removed and edition.release.published_at is None:
        raise Refused(
            _("Its original was removed. Put that back first, or make the translation an original of its own.")
        )
    if original.published_at is None:
        raise Refused(_("Its original isn't approved yet. Approve the original first, or both together."))
    if moment < original.published_at:
        raise Refused(
            _("Its original goes out later: %(moment)s. A translation can't be out before it.")
            % {"moment": in_words(original.published_at)}
        )


def require_unhindered(release, now):
    """Raise `Refused` if nothing of the release can be submitted or approved now."""
    if release.is_removed:
        raise Refused(_("This release was removed. Put it back first."))
    if scheduled(release, now):
        raise Refused(_("Another edition of this release is scheduled. Unschedule it first."))
    current = in_force(release, now)
    if current is not None and current.kind == Edition.Kind.WITHDRAWAL:
        raise Refused(_("This release is withdrawn. Restore it first."))


def bar_of_approval(edition, user):
    """Return why this editor can't approve an edition in review though another can, as a sentence, or ''."""
    if user.pk == edition.saved_by_id:
        return _("You saved it last. Another editor has to read and approve it.")
    if user.pk == edition.submitted_by_id:
        return _("You submitted it yourself. Another editor has to read and approve it.")
    return ""


def bar_of_signature(edition, user):
    """Return why this editor can't countersign an edition though another can, as a sentence, or ''."""
    if user.pk == edition.forced_by_id:
        return _("You published it without second eyes yourself. Another editor has to read and countersign it.")
    return ""


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
    """Write one line of the edition's story and queue the letters about it.

    Where the public sees a change, the index of search and what is ready to be sent follow, and the site has another
    version.
    """
    event = EditorialEvent.objects.create(
        edition=edition, what=what, by=by, remark=remark, moment=moment, at=timezone.now()
    )
    letters.announce(event)
    if what in EditorialEvent.PUBLIC:
        index.follow(edition.release, event.at)
        rendered.follow(edition.release, event.at)
        version.changed(release=edition.release_id)


def _with(release, edition):
    """Let the edition know the locked release, so that nobody reads an older one through it."""
    if edition is not None:
        edition.release = release
    return edition
