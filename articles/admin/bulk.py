"""The list worked in bulk: each action is a verb of `articles.workflow`, done to every ticked release by itself."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import checks, timing, workflow
from articles.admin.listing import standing_of
from articles.admin.record import record_url
from articles.contents import contents
from articles.forms.review import ReturnForm
from articles.forms.verbs import CategoryForm
from articles.models import Edition
from articles.permissions import EDITOR
from articles.workflow.ground import bar_of_approval

# So many releases at a time: somebody answers for each of them, and waits for the page.
MOST = 200


class BulkWork:
    """The actions of the list. One release that refuses is said by its headline, and doesn't stop the others."""

    actions = ("submit", "approve", "send_back", "unschedule", "add_category", "close_replies", "open_replies")

    def has_approve_permission(self, request):
        """Whether the person publishes."""
        return request.user.has_perm(EDITOR)

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit(self, request, queryset):
        """Submit the drafts of the ticked releases."""

        def submit(standing):
            return workflow.submit(_open(standing), by=request.user)

        done = self._each(request, self._ticked(request, queryset), submit)
        self._say(request, ngettext("%(count)d submitted.", "%(count)d submitted.", len(done)), done)

    @admin.action(description=gettext_lazy("Approve and publish…"), permissions=["approve"])
    def approve(self, request, queryset):
        """Approve what is in review: each at its planned moment if that lies ahead, else now."""
        releases = self._ticked(request, queryset)
        if "confirmed" not in request.POST:
            return self._confirm_approval(request, releases)
        read = set(request.POST.getlist("as_read"))
        releases = _originals_first(releases)

        def approve(standing):
            edition = _open(standing)
            if _as_read(edition) not in read:
                raise workflow.Refused(_("It was changed since you were asked. Read it again, then approve it."))
            return workflow.approve(edition, by=request.user, live_from=_ahead(edition))

        done = self._each(request, releases, approve)
        now = timezone.now()
        scheduled = [edition for edition in done if edition.live_from > now]
        published = [edition for edition in done if edition.live_from <= now]
        self._say(request, ngettext("%(count)d published.", "%(count)d published.", len(published)), published)
        self._say(request, ngettext("%(count)d scheduled.", "%(count)d scheduled.", len(scheduled)), scheduled)
        return None

    @admin.action(description=gettext_lazy("Return…"), permissions=["approve"])
    def send_back(self, request, queryset):
        """Return what is in review to its writers, all with one remark."""

        def send_back(standing, form):
            return workflow.send_back(_open(standing), by=request.user, remark=form.cleaned_data["remark"])

        return self._asked(
            request,
            self._ticked(request, queryset),
            {
                "action": "send_back",
                "title": _("Return"),
                "explanation": _("They become drafts again. Each author sees your remark above the form."),
                "stage": Edition.Stage.REVIEW,
                "why_not": _("It isn't in review."),
            },
            ReturnForm,
            send_back,
            lambda count: ngettext("%(count)d returned.", "%(count)d returned.", count),
        )

    @admin.action(description=gettext_lazy("Unschedule"), permissions=["approve"])
    def unschedule(self, request, queryset):
        """Take the scheduled editions of the ticked releases back into review."""

        def unschedule(standing):
            if standing.scheduled is None:
                raise workflow.Refused(_("Nothing of it is scheduled."))
            return workflow.unschedule(standing.scheduled, by=request.user)

        # Taking back an original takes its translations along, and there would be nothing left to do to those.
        done = self._each(request, reversed(_originals_first(self._ticked(request, queryset))), unschedule)
        said = ngettext(
            "%(count)d unscheduled. It is in review again.",
            "%(count)d unscheduled. They are in review again.",
            len(done),
        )
        self._say(request, said, done)

    @admin.action(description=gettext_lazy("Add a category…"), permissions=["change"])
    def add_category(self, request, queryset):
        """Put the drafts of the ticked releases into one more category."""

        def add(standing, form):
            edition, key = _open(standing), form.cleaned_data["category"].pk
            categories = {*contents(edition)["categories"], key}
            return workflow.save(
                edition, by=request.user, revision=edition.revision, contents={"categories": sorted(categories)}
            )

        return self._asked(
            request,
            self._ticked(request, queryset),
            {
                "action": "add_category",
                "title": _("Add a category"),
                "explanation": _("The drafts are put into one more category. You become the one who saved them last."),
                "stage": Edition.Stage.DRAFT,
                "why_not": _("Nothing of it is a draft."),
            },
            CategoryForm,
            add,
            lambda count: ngettext("%(count)d draft has it now.", "%(count)d drafts have it now.", count),
        )

    @admin.action(description=gettext_lazy("Close replies"), permissions=["approve"])
    def close_replies(self, request, queryset):
        """Take no more replies to the ticked releases."""
        close = lambda standing: workflow.close_replies(standing.release, by=request.user)  # noqa: E731
        done = self._each(request, self._ticked(request, queryset), close)
        self._say(request, ngettext("%(count)d closed for replies.", "%(count)d closed for replies.", len(done)), done)

    @admin.action(description=gettext_lazy("Open replies"), permissions=["approve"])
    def open_replies(self, request, queryset):
        """Let readers reply to the ticked releases."""
        open_ = lambda standing: workflow.open_replies(standing.release, by=request.user)  # noqa: E731
        done = self._each(request, self._ticked(request, queryset), open_)
        self._say(request, ngettext("%(count)d open for replies.", "%(count)d open for replies.", len(done)), done)

    # What they stand on

    def _ticked(self, request, queryset):
        """Return the ticked releases, also those that the list's filter doesn't show any more: each gets its answer."""
        if request.POST.get("select_across", "0") == "0":
            keys = [key for key in request.POST.getlist(ACTION_CHECKBOX_NAME) if key.isdecimal()]
            queryset = self.get_queryset(request).filter(pk__in=keys).order_by(*self.ordering)
        releases = list(queryset[: MOST + 1])
        if len(releases) > MOST:
            text = _("Nothing was done: these are too many at once. Take at most %(count)d releases.") % {"count": MOST}
            self.message_user(request, text, messages.ERROR)
            return []
        return releases

    def _each(self, request, releases, do):
        """Do something to each release by itself, and return what the verb returned for those that didn't refuse."""
        done = []
        for release in releases:
            standing = standing_of(release)
            try:
                done.append(do(standing))
            except workflow.Refused as refused:
                self.message_user(request, f"{standing.newest.headline}: {refused}", messages.ERROR)
        return done

    def _say(self, request, text, done):
        if done:
            self.message_user(request, text % {"count": len(done)}, messages.SUCCESS)

    def _asked(self, request, releases, page, make_form, do, words):
        """Ask with a form, then do it to each; what is in another stage is left out and said so."""
        form = make_form(request.POST) if "confirmed" in request.POST else make_form()
        if form.is_bound and form.is_valid():
            done = self._each(request, releases, lambda standing: do(standing, form))
            self._say(request, words(len(done)), done)
            return None
        rows, left_out = [], []
        for standing in map(standing_of, releases):
            if standing.open and standing.open.stage == page["stage"]:
                rows.append({"edition": standing.open, "url": record_url(standing.release)})
            else:
                left_out.append((standing.newest.headline, page["why_not"]))
        return self._page(request, page | {"form": form}, rows, left_out)

    def _confirm_approval(self, request, releases):
        """Show what would be published when, before it is; the safe answer has the keyboard."""
        rows, left_out = [], []
        standings = [standing_of(release) for release in _originals_first(releases)]
        editions = Edition.objects.filter(pk__in=[one.open.pk for one in standings if one.open])
        faults = checks.reports(list(editions.select_related("release")))
        for standing in standings:
            if why := _why_not_approved(standing, request.user, faults):
                left_out.append((standing.newest.headline, why))
                continue
            edition = standing.open
            moment = _ahead(edition)
            rows.append(
                {
                    "edition": edition,
                    "url": record_url(standing.release),
                    "as_read": _as_read(edition),
                    "moment": timing.in_words(moment) if moment else _("now"),
                    "warnings": timing.warnings(moment, edition) if moment else [],
                    "is_later": edition.kind != Edition.Kind.FIRST,
                }
            )
        page = {
            "action": "approve",
            "title": _("Approve and publish"),
            "explanation": _("Have you read each of them to the end? Each is published at the moment beside it."),
            "is_safe_first": True,
        }
        return self._page(request, page, rows, left_out)

    def _page(self, request, page, rows, left_out):
        """Return the page that asks; with nothing to ask about, say why and return to the list."""
        if not rows:
            for headline, why in left_out:
                self.message_user(request, f"{headline}: {why}", messages.ERROR)
            return None
        count = {"count": len(rows)}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "rows": rows,
            "left_out": left_out,
            "back": request.get_full_path(),
            "subtitle": ngettext("%(count)d release", "%(count)d releases", len(rows)) % count,
            "has_view_permission": True,
            **page,
        }
        return TemplateResponse(request, "admin/articles/release/bulk.html", context)


def _open(standing):
    if standing.open is None:
        raise workflow.Refused(_("Nothing of it is being written or in review."))
    return standing.open


def _ahead(edition):
    """Return the moment for which it is planned if that lies ahead, or None: now."""
    return edition.planned_for if edition.planned_for and edition.planned_for > timezone.now() else None


def _as_read(edition):
    return f"{edition.pk}.{edition.revision}.{edition.planned_for}"


def _originals_first(releases):
    """Return the releases with translations last: none of them goes out before its original."""
    return sorted(releases, key=lambda release: standing_of(release).newest.renders_id is not None)


def _why_not_approved(standing, user, faults):
    if standing.open is None:
        return _("Nothing of it is in review.")
    if standing.open.stage == Edition.Stage.DRAFT:
        return _("It is a draft. It has to be submitted first.")
    if standing.scheduled or standing.status in {Edition.Status.REMOVED, Edition.Status.WITHDRAWN}:
        return _("It is removed, withdrawn, or another edition of it is scheduled.")
    blocking = [str(fault.message) for fault in faults[standing.open.pk] if fault.blocks]
    return bar_of_approval(standing.open, user) or " ".join(blocking)
