"""Translating: a release is begun in another language, kept in step with its original, and perhaps parted from it."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.contents import contents as contents_of
from articles.models import Confirmation, Edition, EditorialEvent
from articles.permissions import AUTHOR, EDITOR
from articles.translations import family, is_given_up, source
from articles.workflow import drafting, ground
from articles.workflow.publishing import approve
from pressroom.refusals import Conflict, Refused, require

What = EditorialEvent.What


@transaction.atomic
def translate(release, *, by, language):
    """Begin the translation of a release into a language, and return its draft.

    The draft begins with the words of the original (of `translations.source`), which the check 'untranslated' lets
    nobody publish, and with its photographs, categories and people; captions and alternative texts are empty and wait
    to be written. Of a translation it is the original that is translated. Where a translation was begun before and
    given up, the same release is taken up again.
    """
    require(by, AUTHOR)
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("The site has no such language."))
    its_family = family(ground.lock(release), timezone.now())
    here = its_family.of(release.language)
    original = its_family.original_of(here) or here
    if original.release.language == language:
        raise Refused(_("The release is written in this language. Choose another one."))
    if original.release.is_removed:
        raise Refused(_("The original was removed. Put it back before it is translated."))
    rendered = source(original)
    if rendered is None:
        raise Refused(_("The original was given up. There is nothing to translate."))
    if rendered.kind == Edition.Kind.WITHDRAWAL:
        raise Refused(_("The original is withdrawn. Restore it before it is translated."))
    there = its_family.of(language)
    if there is not None and not is_given_up(there):
        raise Conflict(_("There is a translation into this language already. Continue that one."))
    contents = contents_of(rendered)
    contents["images"] = [{**use, "alternative_text": "", "caption": ""} for use in contents["images"]]
    planned_for = rendered.live_from if rendered.status(timezone.now()) == rendered.Status.SCHEDULED else None
    told = {"by": by, "planned_for": planned_for or rendered.planned_for, "renders": rendered, "contents": contents}
    if there is not None:
        draft = drafting.begin(there.release, number=there.editions[-1].number + 1, **told)
    else:
        # Its news is of the original's day, under which its readers look for it; an editor may empty that.
        draft = drafting.create(language=language, typed_date=_day_of(original.release), **told)
    # It stands in the story, and closes the latest entry of the original's history: what was translated stays known.
    ground.record(rendered, What.TRANSLATED, by, language)
    return draft


@transaction.atomic
def bring_up_to_date(release, *, by):
    """Begin the next edition of a live translation, meant to render its original as that is now; return the draft."""
    require(by, AUTHOR)
    release = ground.lock(release)
    original = _original(release)
    newest = source(original)
    if newest is None:
        raise Refused(_("The original was given up. There is nothing to translate."))
    if newest.kind == Edition.Kind.WITHDRAWAL:
        raise Refused(_("The original is withdrawn. Withdraw the translation too, or confirm that it stays."))
    return drafting.new_edition(release, by=by, renders=newest)


@transaction.atomic
def confirm(edition, *, by, original):
    """Say that a translation's edition is right as it is for `original`, the newest edition of what it renders.

    An author may say so of a draft, which somebody else will approve; of what is approved an editor. Raises `Conflict`
    if the original has changed again meanwhile, and returns the `Confirmation`.
    """
    require(by, AUTHOR)
    edition = ground.lock_edition(edition)
    if edition.stage == Edition.Stage.DISCARDED or edition.status(timezone.now()) == Edition.Status.SUPERSEDED:
        raise Refused(_("This edition is no longer in force, and not being written."))
    if not edition.is_open:
        require(by, EDITOR)
    step = family(edition.release, timezone.now()).step(edition)
    if step is None:
        raise Refused(_("This is no translation: there is no original to keep in step with."))
    if not step.is_behind:
        raise Refused(_("It is in step with its original already."))
    if (step.newest.pk, step.newest.revision) != (original.pk, original.revision):
        raise Conflict(_("The original has changed again since you compared. Compare once more, then confirm."))
    made = Confirmation.objects.create(edition=edition, original=step.newest, by=by, at=timezone.now())
    ground.record(edition, What.CONFIRMED, by, step.newest.public_note)
    if step.newest.is_open:
        ground.record(step.newest, What.TRANSLATED, by, edition.release.language)
    return made


@transaction.atomic
def detach(release, *, by):
    """Make a translation an original of its own: no longer linked with the others, nor compared; return the release.

    An author may do so before it is approved, afterwards an editor.
    """
    require(by, AUTHOR)
    release = ground.lock(release)
    if release.published_at is not None:
        require(by, EDITOR)
    _original(release)
    release.translation_key = uuid.uuid4()
    release.save(update_fields=["translation_key"])
    ground.record(release.editions.order_by("-number")[0], What.DETACHED, by)
    return release


@transaction.atomic
def approve_together(edition, *, translations, by, live_from=None, kind=None, public_note=""):
    """Approve an edition in review and with it editions of its translations, for one moment; return them all.

    All or none: what speaks against one of the translations is said with its headline. Each translation is what its
    writers say that it is (kind and public note); the rest is as in `workflow.approve`.
    """
    made = [approve(edition, by=by, live_from=live_from, kind=kind, public_note=public_note)]
    for translation in translations:
        try:
            made.append(approve(translation, by=by, live_from=made[0].live_from if live_from else None))
        except Refused as refused:
            words = {"headline": translation.headline, "why": refused}
            raise type(refused)(_("“%(headline)s”: %(why)s") % words) from refused
    return made


def _original(release):
    """Return the `Standing` of what a release translates, or raise `Refused`."""
    its_family = family(release, timezone.now())
    original = its_family.original_of(its_family.of(release.language))
    if original is None:
        raise Refused(_("This is no translation: there is no original to keep in step with."))
    return original


def _day_of(release):
    """Return the day under which a release is filed if that is today or earlier, else None."""
    today = timezone.localdate()
    return release.date if release.date and release.date < today else None
