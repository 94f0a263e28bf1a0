"""The pages and buttons of translations: one is begun, compared with what became of its original, confirmed."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import changes, workflow
from articles.admin import languages
from articles.admin.record import edition_url, pill, record_url
from articles.contents import contents
from articles.models import Edition, Release
from articles.permissions import AUTHOR, EDITOR
from articles.side_by_side import SideBySide, side_by_side
from articles.standing import Standing
from articles.translations import Step, family

CONFIRMED = gettext_lazy("Noted: the text takes the original into account as that is now.")
_SEEN = re.compile(r"([1-9][0-9]{0,17})\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True)
class Original:
    """The original of a translation's edition, as it stands beside it."""

    step: Step
    sides: SideBySide
    # What became of it since, as (sentence, public note); empty where there is nothing to take into account.
    since: list

    @property
    def release(self):
        """The release in which it stands."""
        return self.step.newest.release

    @property
    def language(self):
        """The code of its language."""
        return self.release.language

    @property
    def seen(self):
        """What says that somebody has seen the original as it is now; `as_seen` reads it."""
        return f"{self.step.newest.pk}.{self.step.newest.revision}"


def original_of(edition, standing=None):
    """Return the `Original` of a translation's edition, or None of anything else."""
    if edition is None or edition.renders_id is None:
        return None
    at = timezone.now()
    its_family = languages.family_of(standing) if standing else family(edition.release, at)
    step = its_family.step(edition)
    if step is None:
        return None
    changed = changes.changed(edition, its_family)
    now = changed.after if changed else contents(step.newest)
    return Original(
        step=step,
        sides=side_by_side(
            changed.before if changed else now, now, contents(edition), language=step.newest.release.language
        ),
        since=[(changes.sentence(one, at), one.public_note) for one in changed.since] if changed else [],
    )


def headline_of_original(edition):
    """Return the headline from which a translation's edition was made, or None of anything else."""
    if edition.renders_id is None:
        return None
    key = edition.release.translation_key
    rendered = Edition.objects.filter(pk=edition.renders_id, release__translation_key=key)
    return rendered.values_list("headline", flat=True).first()


def as_seen(text):
    """Return the original's edition at the revision that somebody has seen, for `workflow.confirm`, or None."""
    found = _SEEN.fullmatch(text)
    return Edition(pk=int(found[1]), revision=int(found[2])) if found else None


def translate_view(model_admin, request, pk, language):
    """Begin the translation of a release into a language, and lead to its form; to the one that is there already."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.has_perm(AUTHOR):
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Http404
    release = get_object_or_404(Release, pk=pk)
    try:
        draft = workflow.translate(release, by=request.user, language=language)
    except workflow.Conflict as conflict:
        # The same button pressed twice, or somebody else was quicker: either way one goes on with what is there.
        there = get_object_or_404(Release, translation_key=release.translation_key, language=language)
        messages.info(request, str(conflict))
        draft = there.editions.filter(stage=Edition.Stage.DRAFT).first()
        return HttpResponseRedirect(edition_url(draft) if draft else record_url(there))
    except workflow.Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(record_url(release))
    words = _("This is the draft. Beside it stands the original; write over its words, paragraph by paragraph.")
    messages.success(request, words)
    return HttpResponseRedirect(edition_url(draft))


def original_view(model_admin, request, pk, *, refusal="", status=200):
    """Show an edition of a translation beside its original, and what changed in that since."""
    if request.method not in {"GET", "HEAD"} and not refusal:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    edition = model_admin.find(request, pk)
    at, release = timezone.now(), edition.release
    standing = Standing(release, at)
    original = original_of(edition, standing)
    if original is None:
        messages.info(request, _("This is no translation: there is no original to compare it with."))
        return HttpResponseRedirect(record_url(release))
    is_in_force = edition.status(at) not in {Edition.Status.SUPERSEDED, Edition.Status.DISCARDED}
    may_confirm = request.user.has_perm(AUTHOR if edition.is_open else EDITOR)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Beside its original"),
        "opts": model_admin.opts,
        "has_view_permission": True,
        "edition": edition,
        "release": release,
        "status": pill(edition.status(at)),
        "original": original,
        "record_url": record_url(release),
        "original_url": record_url(original.release),
        "is_withdrawn": original.step.newest.kind == Edition.Kind.WITHDRAWAL and original.step.is_behind,
        "may_confirm": may_confirm and is_in_force and original.step.is_behind,
        "may_bring_up_to_date": edition == standing.live
        and request.user.has_perm(AUTHOR)
        and languages.may_be_brought_up_to_date(standing),
        "draft": standing.open if standing.open != edition else None,
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/articles/edition/original.html", context, status=status)


def confirm_view(model_admin, request, pk):
    """Take down that an edition of a translation is right for its original as somebody has seen that."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    edition = model_admin.find(request, pk)
    if not request.user.has_perm(AUTHOR):
        raise PermissionDenied
    original = as_seen(request.POST.get("seen", ""))
    if original is None:
        raise Http404
    try:
        workflow.confirm(edition, by=request.user, original=original)
    except workflow.Refused as refused:
        if edition.confirmations.filter(by=request.user, original=original).exists():
            return HttpResponseRedirect(record_url(edition.release))
        return original_view(model_admin, request, pk, refusal=str(refused), status=409)
    messages.success(request, CONFIRMED)
    return HttpResponseRedirect(record_url(edition.release))
