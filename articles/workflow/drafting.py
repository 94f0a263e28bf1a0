"""Writing: a release is begun, saved, taken back to an earlier text, continued in a new edition, or given up."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.contents import contents as contents_of
from articles.contents import still_there, write
from articles.models import Edition, EditionSave, EditorialEvent, Release
from articles.permissions import AUTHOR, EDITOR
from articles.slugs import slugify
from articles.translations import carried
from articles.workflow import ground
from pressroom.people import display_name
from pressroom.refusals import Conflict, Refused, require

# What one person saves within this time of the first of them is one entry of the history.
ONE_ENTRY = datetime.timedelta(minutes=10)
# Stands for 'as it is' where None means something.
UNCHANGED = object()
# Events that don't part one entry of the history from the next.
UNREMARKABLE = (EditorialEvent.What.CREATED, EditorialEvent.What.REMARKED, EditorialEvent.What.READDRESSED)


@transaction.atomic
def create(*, by, language, slug="", typed_date=None, planned_for=None, begun_as=None, renders=None, contents):
    """Begin a release: make it and its first draft, and return the draft.

    `contents` is as in `articles.contents`; a slug that is left out is made from the headline. A `typed_date` is an
    earlier day to file it under, `planned_for` the moment for which the release is meant. `begun_as` is a key of the
    caller's: with one that was used before, `Conflict` is raised. `renders` is the edition that it translates, whose
    family the release then belongs to; its caller is `translating.translate`, which looks at what speaks against it.
    """
    require(by, AUTHOR)
    if not contents.get("headline", "").strip():
        raise Refused(_("Write a headline before you save."))
    check_typed_date(typed_date)
    try:
        with transaction.atomic():
            release = Release.objects.create(
                language=language,
                slug=slug or slugify(contents["headline"]),
                typed_date=typed_date,
                begun_as=begun_as,
                **({"translation_key": renders.release.translation_key} if renders else {}),
            )
    except IntegrityError as error:
        raise Conflict(_("This release is begun already: you will find it among your drafts.")) from error
    return begin(release, by=by, number=1, planned_for=planned_for, renders=renders, contents=contents)


def begin(release, *, by, contents, **fields):
    """Make a draft of a release with the contents, and return it; the caller has looked at what speaks against it."""
    edition = Edition.objects.create(release=release, author=by, headline=contents["headline"], **fields)
    write(edition, contents)
    _keep(edition, by)
    ground.record(edition, EditorialEvent.What.CREATED, by)
    return edition


@transaction.atomic
def save(edition, *, by, revision, contents, kind=None, public_note=None, planned_for=UNCHANGED):
    """Save a draft and return it; only what `contents` names is changed.

    `kind` and `public_note` are what readers will be told of the change, and `planned_for` the moment (or None) for
    which it is meant: the draft keeps them for whoever approves it. A save that changes nothing leaves no trace.
    Raises `Conflict` if it was saved since `revision` was read: nothing is overwritten unseen.
    """
    edition = _lock_draft(edition, by, revision)
    if not contents.get("headline", edition.headline).strip():
        raise Refused(_("Write a headline before you save."))
    told = (
        kind or edition.kind,
        edition.public_note if public_note is None else public_note,
        edition.planned_for if planned_for is UNCHANGED else planned_for,
    )
    is_changed = write(edition, contents)
    if told != (edition.kind, edition.public_note, edition.planned_for):
        edition.kind, edition.public_note, edition.planned_for = told
        edition.save(update_fields=["kind", "public_note", "planned_for"])
        is_changed = True
    if is_changed:
        _keep(edition, by)
    return edition


@transaction.atomic
def revert(edition, *, by, revision, kept):
    """Give a draft the contents of an earlier save, `kept`, of any edition of its release; return the draft.

    What is overwritten stays in the history. Photographs, categories and people that are gone since are left out.
    """
    edition = _lock_draft(edition, by, revision)
    if kept.edition.release_id != edition.release_id:
        raise Refused(_("That text belongs to another release."))
    if write(edition, still_there(kept.contents)):
        ground.record(edition, EditorialEvent.What.REVERTED, by, moment=kept.at)
        _keep(edition, by)
    return edition


@transaction.atomic
def new_edition(release, *, by, renders=None):
    """Begin the next edition of a live release, as a copy of what is live, and return it.

    Of a translation it renders what the live one is right for, unless `renders` is given, the edition of the original
    up to which it is to be brought; its caller is `translating.bring_up_to_date`.
    """
    require(by, AUTHOR)
    release = ground.lock(release)
    now = timezone.now()
    if release.is_removed:
        raise Refused(_("This release was removed. Put it back before you change it."))
    if release.editions.open().exists():
        raise Refused(_("A new edition is being written already. Continue that one."))
    if ground.scheduled(release, now):
        raise Refused(_("An edition is scheduled already. Unschedule it, then change it."))
    current = ground.in_force(release, now)
    if current is None:
        raise Refused(_("Nothing of this release is published yet. Change its draft."))
    if current.kind == Edition.Kind.WITHDRAWAL:
        raise Refused(_("This release is withdrawn. Restore it before you change it."))
    edition = copy_of(current, by, renders=renders or carried(current, now))
    ground.record(edition, EditorialEvent.What.CREATED, by)
    return edition


@transaction.atomic
def discard(edition, *, by, remark=""):
    """Give up a draft; it is kept, and no longer in anybody's way. Its author may, or an editor."""
    require(by, AUTHOR)
    edition = ground.lock_edition(edition)
    if edition.author_id != by.pk:
        require(by, EDITOR)
    if edition.stage != Edition.Stage.DRAFT:
        raise Refused(_("Only a draft can be discarded."))
    edition.stage = Edition.Stage.DISCARDED
    edition.save(update_fields=["stage"])
    ground.record(edition, EditorialEvent.What.DISCARDED, by, remark)
    return edition


def check_typed_date(typed_date):
    """Raise `Refused` if the day typed in lies ahead: the day of publication is never typed, it comes by itself."""
    if typed_date:
        ground.check_year(typed_date)
    if typed_date and typed_date > timezone.localdate():
        raise Refused(_("The date lies ahead. Leave it empty, and schedule the release for that day."))


def copy_of(edition, by, **fields):
    """Make the next edition of a release with the same contents, and return it; the caller has locked the release."""
    copy = Edition.objects.create(
        release=edition.release,
        number=ground.next_number(edition.release),
        author=by,
        headline=edition.headline,
        **fields,
    )
    write(copy, contents_of(edition))
    _keep(copy, by)
    return copy


def _lock_draft(edition, by, revision):
    """Return the draft as it stands now, locked; refuse whoever may not write it or read another revision of it."""
    require(by, AUTHOR)
    edition = ground.lock_edition(edition)
    if edition.stage == Edition.Stage.REVIEW:
        raise Refused(_("This edition is in review, and nobody edits it now. An editor can return it."))
    if edition.stage != Edition.Stage.DRAFT:
        raise Refused(_("This edition is no longer a draft. Begin a new edition to change the text."))
    if edition.revision == revision:
        return edition
    if edition.saved_by_id == by.pk:
        raise Conflict(
            _("You have saved this draft in another window since. Your text is still here; compare, then save.")
        )
    name = (edition.saved_by and display_name(edition.saved_by)) or _("Somebody")
    raise Conflict(
        _("%(name)s has saved this draft since you opened it. Your text is still here; compare, then save.")
        % {"name": name}
    )


def _keep(edition, by):
    """Raise the revision, and keep the whole contents as they are now.

    What the same person has saved in the last minutes becomes this entry, unless something happened to the edition
    since: what was submitted, returned or gone back from has its own.
    """
    edition.revision += 1
    edition.saved_at, edition.saved_by = timezone.now(), by
    edition.save(update_fields=["revision", "saved_at", "saved_by"])
    last = edition.saves.first()
    if last is not None and last.by_id == by.pk and edition.saved_at - last.began_at < ONE_ENTRY:
        happened = edition.events.filter(at__gte=last.began_at).exclude(what__in=UNREMARKABLE)
        if not happened.exists():
            last.at, last.contents = edition.saved_at, contents_of(edition)
            last.save(update_fields=["at", "contents"])
            return
    EditionSave.objects.create(
        edition=edition, by=by, began_at=edition.saved_at, at=edition.saved_at, contents=contents_of(edition)
    )
