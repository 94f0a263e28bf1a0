"""The page on which a draft is written, and what its buttons do."""

import contextlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from articles import checks, library, presence, richtext, timing, workflow
from articles.admin import beside, translating
from articles.admin.record import edition_url, pill, record_url
from articles.contents import contents as contents_of
from articles.forms.edition import EditionForm
from articles.forms.review import RemarkForm
from articles.models import Edition
from articles.permissions import EDITOR
from articles.slugs import slugify

# What the buttons are called in a POST; a form without one of them is saved.
SAVE, OVERWRITE, PREVIEW, REMARK = "_save", "_overwrite", "_preview", "_remark"
SUBMIT, FORCE, ASIDE, CONFIRM = "_submit", "_force", "_aside", "_confirm"


def page(model_admin, request, edition):
    """Show the form of a draft, or of a release yet to be made with None, and do what its buttons say."""
    form = make_form(request, edition)
    begun_as = key_of(request)
    if request.method != "POST":
        if edition is not None:
            presence.seen(edition, request.user, timezone.now())
        return _render(model_admin, request, form, edition, RemarkForm())
    if {FORCE, ASIDE} & request.POST.keys() and not request.user.has_perm(EDITOR):
        raise PermissionDenied
    remark = RemarkForm(request.POST)
    if not all([form.is_valid_with_images(), remark.is_valid()]):
        return _render(model_admin, request, form, edition, remark, status=422)
    try:
        saved = save_form(request.user, form, edition, overwrite=_overwritten(request.POST), begun_as=begun_as)
    except workflow.Refused as refused:
        edition = edition or begun(begun_as)
        if edition is None:
            return _render(model_admin, request, form, None, remark, refusal=refused, status=422)
        saved = model_admin.get_queryset(request).get(pk=edition.pk)
        is_stale = isinstance(refused, workflow.Conflict) or saved.stage != Edition.Stage.DRAFT
        if not is_stale or not says(saved, form):
            status = 409 if is_stale else 422
            return _render(model_admin, request, form, saved, remark, refusal=refused, status=status)
        if saved.stage != Edition.Stage.DRAFT:
            # The same button pressed twice: what was typed is kept, and the page says where it is now.
            return HttpResponseRedirect(edition_url(saved))
    return _after_saving(model_admin, request, saved, remark)


def make_form(request, edition):
    """Return the form of an edition, or of a release yet to be made with None; bound to what was posted."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    is_first = edition is None or beside.is_first(edition)
    is_public = edition is not None and edition.release.date is not None
    return EditionForm(
        *posted,
        edition=edition,
        by=request.user,
        is_first=is_first,
        is_public=is_public,
        translates=edition and translating.headline_of_original(edition),
    )


def key_of(request):
    """Return the key under which the form that was posted begins a release, or None: the same one, however often."""
    name = request.POST.get("_begun", "")[:60].replace("\0", "")
    return f"{request.user.pk}:{name}" if name else None


def begun(key):
    """Return the first edition of the release that was begun under the key, or None."""
    found = Edition.objects.filter(release__begun_as=key, number=1) if key else Edition.objects.none()
    return found.select_related("release").first()


@transaction.atomic
def save_form(user, form, edition, *, overwrite=None, begun_as=None):
    """Save what a valid form says and return the draft: all of it (text, address, replies, focal point) or nothing.

    `edition` is None for a release yet to be made. `overwrite` is the revision over which it may be saved though
    another was read: one later still conflicts again. `begun_as` is from `key_of`. Raises what `workflow.create` and
    `workflow.save` raise.
    """
    data = form.cleaned_data
    if edition is None:
        edition = workflow.create(
            by=user,
            language=data["language"],
            slug=data["slug"],
            typed_date=data["typed_date"],
            planned_for=data["planned_for"],
            begun_as=begun_as,
            contents=form.contents(),
        )
    else:
        edition = workflow.save(
            edition,
            by=user,
            revision=data["revision"] if overwrite is None else overwrite,
            contents=form.contents(),
            kind=data.get("kind"),
            public_note=data.get("public_note"),
            planned_for=data["planned_for"],
        )
        if not form.is_public:
            slug = data["slug"] or slugify(data["headline"])
            workflow.readdress(edition.release, by=user, slug=slug, typed_date=data["typed_date"])
            if "language" in data:
                workflow.change_language(edition.release, by=user, language=data["language"])
    if not form.is_public:
        verb = workflow.open_replies if data["is_open_for_replies"] else workflow.close_replies
        verb(edition.release, by=user)
    if point := form.lead_image.focal_point:
        across, down = point
        library.change(form.lead_image.cleaned_data["image"], by=user, focal_x=across, focal_y=down)
    return edition


def planned(edition):
    """Return what there is to be said about the moment for which an edition is meant, as sentences."""
    if edition is None or edition.planned_for is None:
        return []
    if edition.planned_for <= timezone.now():
        return [_("That moment has passed.")]
    return timing.warnings(edition.planned_for, edition)


def _overwritten(post):
    """Return the revision over which the person chose to save, or None."""
    with contextlib.suppress(ValueError):
        return int(post[OVERWRITE]) if OVERWRITE in post else None
    return None


def says(edition, form):
    """Whether a stored edition says exactly what was typed, so that nothing would be lost with the form."""
    typed = form.contents()
    typed["body"], _words = richtext.take_in(typed["body"])
    stored = contents_of(edition)
    in_order = {name: sorted(typed[name]) for name in ("categories", "contacts")}
    return {**typed, **in_order} == stored and form.cleaned_data["planned_for"] == edition.planned_for


def _after_saving(model_admin, request, edition, remark):
    """Do what the button says besides saving; the draft is safe by now."""
    post, said = request.POST, remark.cleaned_data["remark"].strip()
    if SUBMIT in post:
        try:
            edition = workflow.submit(edition, by=request.user, remark=said)
        except workflow.Refused as refused:
            return _not_submitted(model_admin, request, edition, remark, refused)
        messages.success(request, _("Submitted for review. An editor decides on it."))
        return HttpResponseRedirect(edition_url(edition))
    if said:
        workflow.remark(edition, by=request.user, text=said)
    if CONFIRM in post:
        return _confirmed(model_admin, request, edition)
    if PREVIEW in post:
        return HttpResponseRedirect(reverse("admin:articles_edition_preview", args=[edition.pk]))
    if FORCE in post:
        return HttpResponseRedirect(reverse("admin:articles_edition_force", args=[edition.pk]))
    if ASIDE in post:
        url = reverse("admin:articles_edition_override", args=[edition.pk])
        return HttpResponseRedirect(f"{url}?{post[ASIDE]}")
    words = _("Saved as a draft, with your remark.") if said else _("Saved as a draft.")
    messages.success(request, words)
    return HttpResponseRedirect(edition_url(edition))


def _confirmed(model_admin, request, edition):
    """Take down that what was written takes the original into account as it was seen; else show it as it is now."""
    original = translating.as_seen(request.POST[CONFIRM])
    try:
        if original is None:
            raise workflow.Refused(_("Compare with the original once more, then confirm."))
        workflow.confirm(edition, by=request.user, original=original)
    except workflow.Refused as refused:
        edition = model_admin.get_queryset(request).get(pk=edition.pk)
        form = make_form(request, edition)
        form.data = form.data.copy()
        form.data["revision"] = str(edition.revision)
        words = f"{_('What you wrote is saved as a draft.')} {refused}"
        return _render(model_admin, request, form, edition, RemarkForm(), refusal=words, status=409)
    messages.success(request, translating.CONFIRMED)
    return HttpResponseRedirect(edition_url(edition))


def _not_submitted(model_admin, request, edition, remark, refused):
    """Show the form of what was saved, with what is missing beside its fields."""
    edition = model_admin.get_queryset(request).get(pk=edition.pk)
    form = make_form(request, edition)
    form.is_valid_with_images()
    # What was posted is saved: the next save is one on top of it.
    form.data = form.data.copy()
    form.data["revision"] = str(edition.revision)
    faults = checks.blocking(edition)
    for fault in faults:
        form.add_fault(fault)
    unsaid = form.unsaid()
    for name, message in unsaid:
        form.add_error(name, message)
    words = _("What you wrote is saved as a draft, but not submitted.")
    refusal = words if faults or unsaid else f"{words} {refused}"
    return _render(model_admin, request, form, edition, remark, refusal=refusal, status=422)


def _render(model_admin, request, form, edition, remark, *, refusal="", status=200):
    release = edition and edition.release
    is_conflict = isinstance(refusal, workflow.Conflict)
    original = translating.original_of(edition)
    if original is not None:
        form.know_original(original.sides.uses)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("New release") if edition is None else edition.headline,
        "opts": model_admin.opts,
        "has_view_permission": True,
        "form": form,
        "begun": request.POST.get("_begun") or get_random_string(20),
        "remark": remark,
        "media": form.media + form.lead_image.media,
        "edition": edition,
        "release": release,
        "original": original,
        "is_live": release is not None and Edition.objects.live(timezone.now()).filter(release=release).exists(),
        "status": pill(edition.status(timezone.now())) if edition else pill(Edition.Status.DRAFT),
        "action": edition_url(edition) if edition else reverse("admin:articles_edition_add"),
        "record_url": record_url(release) if release else "",
        "may_approve": request.user.has_perm(EDITOR),
        "refusal": refusal,
        "is_conflict": is_conflict,
        "newest_revision": edition and edition.revision,
        "others": presence.others(edition, request.user, timezone.now()) if edition else [],
        "mine": form.contents() if is_conflict else None,
        "errors": [*form.all_errors(), *remark.all_errors()],
        "zone": timing.zone_in_words((edition and edition.planned_for) or timezone.now()),
        "warnings": planned(edition),
        **(beside.context(request, edition) if edition else {}),
    }
    return TemplateResponse(request, "admin/articles/edition/form.html", context, status=status)
