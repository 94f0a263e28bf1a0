"""The form in which a release is written, and its preview."""

import contextlib

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import checks, library, richtext, workflow
from articles.admin.release import edition_url, pill, record_url
from articles.forms.edition import EditionForm
from articles.models import Edition
from articles.slugs import slugify
from articles.standing import Standing
from articles.views.preview import preview
from pressroom import csp, desk

# What the buttons are called in a POST.
SAVE, OVERWRITE, PREVIEW, PUBLISH, SCHEDULE = "_save", "_overwrite", "_preview", "_publish", "_schedule"


@admin.register(Edition)
class EditionAdmin(desk.ModelAdmin):
    """The form: a draft is written here, alone or as the first of a release; what isn't open is shown to be read."""

    def has_delete_permission(self, request, obj=None):
        return False

    def has_approve_permission(self, request):
        """Whether the person publishes."""
        return request.user.has_perm("articles.approve_edition")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("slug/", wrap(self.slug_view), name="articles_edition_slug"),
            path("<int:pk>/preview/", wrap(self.preview_view), name="articles_edition_preview"),
            *super().get_urls(),
        ]

    def slug_view(self, request):
        """Tell the form which slug a headline would get."""
        return JsonResponse({"slug": slugify(request.GET.get("headline", "")[:250])})

    def changelist_view(self, request, extra_context=None):
        """Lead to the releases: editions have no list of their own."""
        return HttpResponseRedirect(reverse("admin:articles_release_changelist"))

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the record of the release, which tells the history."""
        return HttpResponseRedirect(record_url(self._edition(request, object_id).release))

    def preview_view(self, request, pk):
        """Show an edition as the public would see it."""
        return preview(request, self._edition(request, pk))

    @method_decorator(csp.editor)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form and do what its buttons say."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return self._form_page(request, None)
        edition = self._edition(request, object_id)
        if not edition.is_open or not self.has_change_permission(request, edition):
            if request.method == "POST" and not edition.is_open and self.has_change_permission(request, edition):
                messages.error(request, _("This edition is no longer a draft. Begin a new edition to change the text."))
                return HttpResponseRedirect(record_url(edition.release))
            if request.method == "POST":
                raise PermissionDenied
            return self._read_only(request, edition)
        return self._form_page(request, edition)

    def _edition(self, request, key):
        edition = self.get_object(request, str(key))
        if edition is None:
            raise Http404
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        return edition

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("release", "author")

    # The form

    def _form(self, request, edition, standing):
        is_first = standing is None or not any(one.stage == Edition.Stage.APPROVED for one in standing.editions)
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        return EditionForm(
            *posted,
            edition=edition,
            by=request.user,
            is_first=is_first,
            is_public=standing is not None and standing.release.date is not None,
        )

    def _form_page(self, request, edition):
        standing = None if edition is None else Standing(edition.release, timezone.now())
        form = self._form(request, edition, standing)
        if request.method != "POST":
            return self._render(request, form, edition, standing)
        if {PUBLISH, SCHEDULE} & request.POST.keys() and not self.has_approve_permission(request):
            raise PermissionDenied
        if not form.is_valid_with_images():
            return self._render(request, form, edition, standing, status=422)
        try:
            edition = self._save(request, form, edition)
        except workflow.Conflict as conflict:
            return self._render(request, form, edition, standing, refusal=conflict, is_conflict=True, status=409)
        except workflow.Refused as refused:
            return self._render(request, form, edition, standing, refusal=refused, status=422)
        return self._after_saving(request, form, edition)

    @transaction.atomic
    def _save(self, request, form, edition):
        """Save everything or nothing: the draft, the address, whether replies are open, the focal point."""
        user, data = request.user, form.cleaned_data
        if edition is None:
            edition = workflow.create(
                by=user,
                language=data["language"],
                slug=data["slug"],
                typed_date=data["typed_date"],
                contents=form.contents(),
            )
        else:
            revision = data["revision"]
            if OVERWRITE in request.POST:
                # The revision that the message about the conflict named: one later still conflicts again.
                with contextlib.suppress(ValueError):
                    revision = int(request.POST[OVERWRITE])
            edition = workflow.save(
                edition,
                by=user,
                revision=revision,
                contents=form.contents(),
                kind=data.get("kind"),
                public_note=data.get("public_note"),
            )
            if not form.is_public:
                slug = data["slug"] or slugify(data["headline"])
                workflow.readdress(edition.release, by=user, slug=slug, typed_date=data["typed_date"])
        if not form.is_public:
            verb = workflow.open_replies if data["is_open_for_replies"] else workflow.close_replies
            verb(edition.release, by=user)
        if point := form.lead_image.focal_point:
            across, down = point
            library.change(form.lead_image.cleaned_data["image"], by=user, focal_x=across, focal_y=down)
        return edition

    def _after_saving(self, request, form, edition):
        """Do what the button says besides saving; the draft is safe by now."""
        post, data = request.POST, form.cleaned_data
        if PREVIEW in post:
            return HttpResponseRedirect(reverse("admin:articles_edition_preview", args=[edition.pk]))
        if PUBLISH not in post and SCHEDULE not in post:
            messages.success(request, _("Saved as a draft."))
            if data["live_from"]:
                # The button alone schedules; that the moment was dropped must not go unsaid.
                messages.warning(request, _("It is not scheduled: choose the moment again, and press “Schedule”."))
            return HttpResponseRedirect(edition_url(edition))
        live_from = data["live_from"] if SCHEDULE in post else None
        try:
            edition = workflow.approve(
                edition,
                by=request.user,
                live_from=live_from,
                kind=data.get("kind") or None,
                public_note=data.get("public_note", ""),
            )
        except workflow.Refused as refused:
            return self._not_published(request, form, edition, refused)
        if live_from:
            messages.success(request, _("Scheduled for %(moment)s.") % {"moment": moment_in_words(live_from)})
        else:
            messages.success(request, _("Published."))
        return HttpResponseRedirect(record_url(edition.release))

    def _not_published(self, request, form, edition, refused):
        """Show the form of what was saved, with what is missing beside its fields."""
        edition = self._edition(request, edition.pk)
        standing = Standing(edition.release, timezone.now())
        form = self._form(request, edition, standing)
        form.is_valid_with_images()
        # What was posted is saved: the next save is one on top of it.
        form.data = form.data.copy()
        form.data["revision"] = str(edition.revision)
        faults = [*checks.blocking(edition), *form.unsaid()]
        for field, message in faults:
            form.add_fault(field, message)
        words = _("It is saved as a draft, but not published.")
        refusal = words if faults else f"{words} {refused}"
        return self._render(request, form, edition, standing, refusal=refusal, status=422)

    def _render(self, request, form, edition, standing, *, refusal="", is_conflict=False, status=200):
        release = edition and edition.release
        newest = edition and Edition.objects.filter(pk=edition.pk).values_list("revision", flat=True).first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("New release") if edition is None else edition.headline,
            "opts": self.opts,
            "form": form,
            "media": form.media + form.lead_image.media,
            "edition": edition,
            "release": release,
            "standing": standing,
            "status": pill(edition.status(timezone.now())) if edition else pill(Edition.Status.DRAFT),
            "action": edition_url(edition) if edition else reverse("admin:articles_edition_add"),
            "record_url": record_url(release) if release else "",
            "may_approve": self.has_approve_permission(request),
            "refusal": refusal,
            "is_conflict": is_conflict,
            "newest_revision": newest,
            "errors": form.all_errors() if form.is_bound else [],
            "saves": edition.saves.select_related("by")[:3] if edition else [],
            "has_view_permission": True,
        }
        return TemplateResponse(request, "admin/articles/edition/form.html", context, status=status)

    def _read_only(self, request, edition):
        at = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "title": edition.headline,
            "opts": self.opts,
            "edition": edition,
            "release": edition.release,
            "body": richtext.render(edition.body, edition.images.select_related("image")),
            "status": pill(edition.status(at)),
            "record_url": record_url(edition.release),
            "has_view_permission": True,
        }
        return TemplateResponse(request, "admin/articles/edition/read.html", context)


def moment_in_words(moment):
    """Return a moment as a person says it, in the site's time zone: 'Tuesday 24 November 2026, 09:30 (UTC+4)'."""
    local = timezone.localtime(moment)
    hours, minutes = divmod(int(local.utcoffset().total_seconds() // 60), 60)
    offset = f"UTC{hours:+d}" + (f":{minutes:02d}" if minutes else "")
    return f"{date_format(local, 'l j F Y, H:i')} ({offset})"
