"""The history of a release: every save of all its editions with what happened between, any two compared, any restored.

Each view takes the `EditionAdmin` and the key of any edition of the release; `EditionAdmin.get_urls` names them.
"""

import re
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import story, timing, workflow
from articles.admin.record import edition_url, pill, record_url
from articles.comparison import compare
from articles.models import Edition, EditionSave
from articles.standing import Standing

PER_PAGE = 40
_KEY = re.compile("[1-9][0-9]{0,17}", re.ASCII)


class History:
    """What both pages know of a release: its editions without their texts, and the first and last save of each."""

    def __init__(self, model_admin, request, pk):
        self.model_admin, self.request = model_admin, request
        edition = get_object_or_404(Edition.objects.select_related("release").defer("lead", "body"), pk=pk)
        if not model_admin.has_view_permission(request, edition):
            raise PermissionDenied
        self.edition, self.release, self.at = edition, edition.release, timezone.now()
        editions = self.release.editions.defer("lead", "body").order_by("number")
        self.standing = Standing(self.release, self.at, editions)
        self.editions = {edition.pk: edition for edition in self.standing.editions}
        self.saves = EditionSave.objects.filter(edition__in=self.editions)

    @cached_property
    def _ends(self):
        rows = self.saves.order_by().values("edition").annotate(first=Min("pk"), last=Max("pk"))
        return {row["edition"]: row for row in rows}

    @property
    def first(self):
        """The key of the first save of all, or None."""
        return min((row["first"] for row in self._ends.values()), default=None)

    def last_of(self, edition):
        """Return the key of the last save of an edition; None if there is no such edition or nothing was kept of it."""
        return self._ends[edition.pk]["last"] if edition and edition.pk in self._ends else None

    @property
    def draft(self):
        """The edition that may be given an earlier text by this person, or None."""
        edition = self.standing.open
        may_write = self.model_admin.has_change_permission(self.request, edition)
        return edition if edition and edition.stage == Edition.Stage.DRAFT and may_write else None

    def known(self, saves):
        """Return the saves as a list, each with its edition."""
        found = list(saves)
        for save in found:
            save.edition = self.editions[save.edition_id]
        return found

    def url(self, name, **query):
        """Return the path of one of the pages, for the edition that was asked for."""
        return reverse(f"admin:articles_edition_{name}", args=[self.edition.pk], query=query or None)


def saves_view(model_admin, request, pk):
    """Show every save of the release, the newest edition first, with what happened between; any two to compare."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    history = History(model_admin, request, pk)
    page = story.page(history.editions, request.GET.get("older", ""), size=PER_PAGE)
    shown = [line for line in page.lines if isinstance(line, EditionSave)]
    chosen = _chosen(history, request, shown)
    context = _context(history, _("History")) | {
        "groups": [
            {"edition": edition, "status": pill(edition.status(history.at)), "lines": [_line(line) for line in lines]}
            for edition, lines in ((edition, list(lines)) for edition, lines in groupby(page.lines, _edition_of))
        ],
        "is_newest": not request.GET.get("older"),
        "newest_url": history.url("saves"),
        "older": page.older,
        # What was chosen on another page of the list goes along, so that any two can be compared.
        "carried": [save for save in chosen if save not in shown],
        **_two_to_compare(shown, request),
        "first": history.first,
        "compare_url": history.url("compare"),
        "live_to_draft": _live_to_draft(history),
    }
    return TemplateResponse(request, "admin/articles/edition/history.html", context)


def compare_view(model_admin, request, pk):
    """Show two saves of the release against each other, the earlier one at the left.

    `?before=` and `?after=` are keys of saves; where one is left out it is the save before `after`, and the last.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    history = History(model_admin, request, pk)
    keys = sorted(key for name in ("before", "after") if (key := _key(request.GET.get(name, ""))))
    saves = history.saves.select_related("by").order_by("pk")
    if "after" not in request.GET:
        newest = saves.order_by("-pk").values_list("pk", flat=True)[:1]
        keys = [*keys, *newest]
    if "before" not in request.GET and keys:
        keys = [*saves.filter(pk__lt=keys[0]).order_by("-pk").values_list("pk", flat=True)[:1], *keys]
        if len(keys) == 1:
            messages.info(request, _("It was saved only once: there is nothing yet to compare it with."))
            return HttpResponseRedirect(history.url("saves"))
    found = {save.pk: save for save in history.known(saves.filter(pk__in=keys))}
    if len(keys) != 2 or found.keys() != set(keys):
        raise Http404
    before, after = (found[key] for key in sorted(keys))
    draft = history.draft
    context = _context(history, _("What changed")) | {
        "comparison": compare(before.contents, after.contents, language=history.release.language),
        "sides": [
            {
                "name": name,
                "line": _line(save),
                "status": pill(save.edition.status(history.at)),
                "can_be_restored": draft is not None and save.pk != history.last_of(draft),
            }
            for name, save in ((_("Before"), before), (_("After"), after))
        ],
        "draft": draft,
        "older_url": _step(history, saves.filter(pk__lt=before.pk).order_by("-pk"), lambda other: (other, before.pk)),
        "newer_url": _step(history, saves.filter(pk__gt=after.pk), lambda other: (after.pk, other)),
        "saves_url": history.url("saves"),
        "revert_url": reverse("admin:articles_edition_revert", args=[draft.pk]) if draft else "",
    }
    return TemplateResponse(request, "admin/articles/edition/compare.html", context)


def revert_view(model_admin, request, pk):
    """Give the draft the text of a save again: POST `save`, its key, and `revision`, that of the draft one has seen."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    edition = get_object_or_404(Edition.objects.select_related("release"), pk=pk)
    if not model_admin.has_change_permission(request, edition):
        raise PermissionDenied
    key, revision = _key(request.POST.get("save", "")), request.POST.get("revision", "")
    if not re.fullmatch("[0-9]{1,9}", revision, re.ASCII):
        raise Http404("That is no revision.")
    kept = get_object_or_404(
        EditionSave.objects.select_related("edition").filter(edition__release=edition.release_id), pk=key
    )
    try:
        workflow.revert(edition, by=request.user, revision=int(revision), kept=kept)
    except workflow.Conflict:
        messages.error(
            request,
            _("The draft was saved again while you were reading, so nothing was put back. Look at it, then try again."),
        )
    except workflow.Refused as refused:
        messages.error(request, str(refused))
    else:
        words = _("The draft has the text of %(moment)s again. What it replaced stays in the history.")
        messages.success(request, words % {"moment": timing.in_words(kept.at)})
    return HttpResponseRedirect(edition_url(edition))


def _key(text):
    """Return a key out of an address, 0 if nothing was said; Http404 if it is none."""
    if text and not _KEY.fullmatch(text):
        raise Http404("That is no key.")
    return int(text or 0)


def _edition_of(line):
    return line.edition


def _line(line):
    """Return a save or an event as the pages show it."""
    is_save = isinstance(line, EditionSave)
    began = timezone.localtime(line.began_at) if is_save else None
    last = timezone.localtime(line.at)
    # Within a minute it is one moment to a reader.
    took_longer = is_save and began.strftime("%Y%m%d%H%M") != last.strftime("%Y%m%d%H%M")
    return {"is_save": is_save, "of": line, "took_longer": took_longer}


def _chosen(history, request, shown):
    """Return the saves that were ticked on the page before this one; Http404 if they are none of the release."""
    keys = {key for name in ("before", "after") if (key := _key(request.GET.get(name, "")))}
    found = {save.pk: save for save in shown if save.pk in keys}
    missing = keys - found.keys()
    if missing:
        rest = history.saves.select_related("by").defer("contents").filter(pk__in=missing)
        found |= {save.pk: save for save in history.known(rest)}
    if found.keys() != keys:
        raise Http404
    return sorted(found.values(), key=lambda save: -save.pk)


def _two_to_compare(shown, request):
    """Return which saves are ticked: those that were, else the latest and the one before it."""
    before, after = (_key(request.GET.get(name, "")) for name in ("before", "after"))
    keys = [save.pk for save in shown]
    return {
        "ticked_after": after or (keys[0] if keys else None),
        "ticked_before": before or next((key for key in keys if key != (after or keys[0])), None),
    }


def _live_to_draft(history):
    """Return the path that compares what is live with what is written, or ''."""
    standing = history.standing
    live, following = history.last_of(standing.live), history.last_of(standing.open or standing.scheduled)
    return history.url("compare", before=live, after=following) if live and following else ""


def _step(history, saves, pair):
    """Return the path of the neighbouring comparison, or '' where nothing was saved on that side."""
    other = saves.values_list("pk", flat=True).first()
    return history.url("compare", **dict(zip(("before", "after"), pair(other), strict=True))) if other else ""


def _context(history, title):
    newest = history.standing.newest
    return {
        **history.model_admin.admin_site.each_context(history.request),
        "title": title,
        "opts": history.model_admin.opts,
        "release": history.release,
        "edition": history.edition,
        "headline": newest.headline,
        "record_url": record_url(history.release),
        "edition_url": edition_url(history.standing.open or newest),
        "zone": timing.zone_in_words(history.at),
        "has_view_permission": True,
    }
