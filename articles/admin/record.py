"""The record of a release: what is live, what waits, its whole story, and the pages of its buttons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import checks, timing, workflow
from articles.admin import languages, pressing, verbs
from articles.models import Contact, Edition, EditorialEvent, Release
from articles.permissions import AUTHOR, EDITOR
from articles.standing import Standing
from articles.workflow.ground import bar_of_approval, bar_of_signature
from pressroom.people import display_name

What = EditorialEvent.What
# So many events stand on one page of the story.
STORY = 200
PEOPLE = ("author", "saved_by", "submitted_by", "forced_by", "countersigned_by")


def record_view(admin, request, release, addresses, status=200):
    """Answer with the record; `addresses` is what its card of addresses shows."""
    at, user = timezone.now(), request.user
    editions = release.editions.select_related(*PEOPLE).prefetch_related(
        "categories__texts", Prefetch("contacts", Contact.objects.worded_in(release.language)), "images__image"
    )
    standing = Standing(release, at, editions)
    for edition in standing.editions:
        edition.release = release
    context = _context(admin, request, standing) | {
        "editions": [(edition, pill(edition.status(at))) for edition in reversed(standing.editions)],
        "verbs": verbs.offered(standing, user),
        "barred": verbs.barred(standing, user),
        "may_write": user.has_perm(AUTHOR),
        "may_decide": user.has_perm(EDITOR) and standing.open and not bar_of_approval(standing.open, user),
        "shown": standing.live or standing.scheduled or standing.newest,
        "pills": pills(standing),
        "is_pinned": release.is_pinned(at),
        "unsigned": _unsigned(standing, user),
        "faults": checks.blocking(standing.scheduled) if standing.scheduled else [],
        "waiting": _waiting(standing),
        "languages": [(row, pills(row.standing) if row.standing else []) for row in languages.rows(standing, user)],
        "together": languages.together(standing),
        "addresses": addresses,
        **_story(request, release),
    }
    return TemplateResponse(request, "admin/articles/release/record.html", context, status=status)


def verb_view(admin, request, pk, name):
    """Ask what a verb needs to know, then do it."""
    verb = verbs.BY_NAME.get(name)
    if verb is None:
        raise Http404
    if not request.user.has_perm(verb.permission):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=pk)
    standing = Standing(release, timezone.now())
    is_posted = request.method == "POST"
    if not verb.is_offered(standing):
        return _too_late(admin, request, verb, standing)
    if not is_posted and (why := verb.bar(standing, request.user)):
        messages.error(request, why)
        return HttpResponseRedirect(record_url(release))
    form = verb.form(*([request.POST] if is_posted else []), standing=standing)
    if not is_posted or not form.is_valid():
        return _verb_page(admin, request, verb, standing, form)
    try:
        result = verb.do(standing, request.user, **form.cleaned_data)
    except workflow.Refused as refused:
        form.add_error(None, str(refused))
        return _verb_page(admin, request, verb, standing, form)
    pressing.say(request, verb.words_when_done(result), form.cleaned_data.get("live_from"), result)
    return HttpResponseRedirect(edition_url(result) if verb.is_beginning else record_url(release))


def pill(status):
    """Return an `Edition.Status` as a word on its colour."""
    return format_html('<span class="pill pill--{}">{}</span>', status.value.replace(" ", "-"), status.label)


def pills(standing):
    """Return where a release stands, what follows, and whether second eyes are missing, each on its colour."""
    shown = [pill(status) for status in (standing.status, standing.next_status) if status]
    if standing.unsigned:
        shown.append(format_html('<span class="pill pill--waiting">{}</span>', _("Not countersigned")))
    return shown


def record_url(release):
    """Return the path of a release's record."""
    return reverse("admin:articles_release_change", args=[release.pk])


def edition_url(edition):
    """Return the path of an edition's form."""
    return reverse("admin:articles_edition_change", args=[edition.pk])


def _waiting(standing):
    """Return what is on its way: the edition, its pill, and what brought it where it is; None where nothing is."""
    edition = standing.open or standing.scheduled
    if edition is None:
        return None
    brought = (What.SUBMITTED, What.RETURNED, What.UNSCHEDULED, What.SCHEDULED, What.RESCHEDULED)
    event = edition.events.filter(what__in=brought).select_related("by").first()
    return {"edition": edition, "pill": pill(edition.status(standing.at)), "event": event}


def _unsigned(standing, user):
    """Return what the banners say: each unsigned edition, why it was forced, and whether this person may sign it."""
    editions = standing.unsigned
    if not editions:
        return []
    reasons = {}
    for event in EditorialEvent.objects.filter(edition__in=editions, what=What.FORCED).order_by("pk"):
        reasons[event.edition_id] = event
    may = user.has_perm(EDITOR)
    return [(edition, reasons.get(edition.pk), may and not bar_of_signature(edition, user)) for edition in editions]


def _story(request, release):
    """Return one page of the events, the latest first, and the key from which the older ones go on."""
    events = EditorialEvent.objects.filter(edition__release=release).select_related("by", "edition").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal():
        events = events.filter(pk__lt=before)
    events = list(events[: STORY + 1])
    older = events[STORY - 1].pk if len(events) > STORY else None
    return {"events": events[:STORY], "older": older, "is_older": before.isdecimal()}


def _too_late(admin, request, verb, standing):
    """Say that the verb doesn't fit any more, who changed what, and give back what was typed."""
    if done := pressing.done_before(standing.release, request.user, *verb.leaves):
        messages.info(request, _("That is done already: %(what)s.") % {"what": done.get_what_display()})
        return HttpResponseRedirect(record_url(standing.release))
    refusal = _("The release has changed meanwhile, and this can't be done to it now.")
    last = pressing.latest(standing.release)
    if last and last.by:
        refusal += " " + _("The latest: %(name)s, %(moment)s: %(what)s.") % {
            "name": display_name(last.by),
            "moment": timing.in_words(last.at),
            "what": last.get_what_display(),
        }
    if request.method != "POST":
        messages.error(request, refusal)
        return HttpResponseRedirect(record_url(standing.release))
    typed = [request.POST[name] for name in ("reason", "remark", "public_note") if request.POST.get(name, "").strip()]
    context = _context(admin, request, standing) | {
        "title": str(verb.label).rstrip("…"),
        "refusal": refusal,
        "typed": typed,
        "errors": [refusal],
    }
    return TemplateResponse(request, "admin/articles/release/too_late.html", context, status=422)


def _verb_page(admin, request, verb, standing, form):
    moment = form.initial.get("live_from") if not form.is_bound else getattr(form, "cleaned_data", {}).get("live_from")
    context = _context(admin, request, standing) | {
        "title": str(verb.label).rstrip("…"),
        "subtitle": standing.newest.headline,
        "verb": verb,
        "also": verb.also(standing),
        "form": form,
        "zone": timing.zone_in_words(moment or standing.at),
        "warnings": timing.warnings(moment, standing.scheduled) if moment else [],
    }
    return TemplateResponse(request, "admin/articles/release/verb.html", context)


def _context(admin, request, standing):
    return {
        **admin.admin_site.each_context(request),
        "title": standing.newest.headline,
        "opts": admin.opts,
        "release": standing.release,
        "standing": standing,
        "record_url": record_url(standing.release),
        "has_view_permission": True,
        "Stage": Edition.Stage,
    }
