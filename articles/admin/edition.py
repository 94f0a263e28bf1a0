"""The pages of an edition, by what it is: a draft is written, what is in review decided on, the rest read."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator

from articles.admin import autosave, history, links, review, translating, writing
from articles.admin.record import PEOPLE, record_url
from articles.admin.writing import make_form, save_form
from articles.models import Edition
from articles.permissions import EDITOR
from articles.slugs import slugify
from pressroom import csp, desk

__all__ = ["EditionAdmin", "make_form", "save_form"]


@admin.register(Edition)
class EditionAdmin(desk.ModelAdmin):
    """The doors to an edition; what is behind each is in the module that is named for it."""

    def has_delete_permission(self, request, obj=None):
        return False

    def has_approve_permission(self, request):
        """Whether the person publishes."""
        return request.user.has_perm(EDITOR)

    def get_urls(self):
        def door(address, view, name):
            def answer(request, **kwargs):
                return view(self, request, **kwargs)

            return path(address, self.admin_site.admin_view(answer), name=f"articles_edition_{name}")

        return [
            path("slug/", self.admin_site.admin_view(self.slug_view), name="articles_edition_slug"),
            door("<int:pk>/preview/", links.preview_view, "preview"),
            door("<int:pk>/preview/page/", links.preview_page_view, "preview_page"),
            door("<int:pk>/links/", links.links_view, "links"),
            door("<int:pk>/links/<int:link>/revoke/", links.revoke_view, "revoke"),
            *autosave.urls(self),
            door("<int:pk>/approve/", review.approve_view, "approve"),
            door("<int:pk>/return/", review.return_view, "return"),
            door("<int:pk>/force/", review.force_view, "force"),
            door("<int:pk>/moment/", review.moment_view, "moment"),
            door("<int:pk>/countersign/", review.countersign_view, "countersign"),
            door("<int:pk>/override/", review.override_view, "override"),
            door("<int:pk>/remark/", review.remark_view, "remark"),
            door("<int:pk>/saves/", history.saves_view, "saves"),
            door("<int:pk>/compare/", history.compare_view, "compare"),
            door("<int:pk>/revert/", history.revert_view, "revert"),
            door("<int:pk>/original/", translating.original_view, "original"),
            door("<int:pk>/confirm/", translating.confirm_view, "confirm"),
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
        return HttpResponseRedirect(record_url(self.find(request, object_id).release))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the page that fits the edition, and do what its buttons say."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return self._written(request, None)
        edition = self.find(request, object_id)
        may_write = self.has_change_permission(request, edition)
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            # Whatever it is by now: a form that comes too late goes back with all that was typed.
            return self._written(request, edition)
        if edition.stage == Edition.Stage.DRAFT and may_write:
            return self._written(request, edition)
        return review.page(self, request, edition)

    @method_decorator(csp.editor)
    def _written(self, request, edition):
        return writing.page(self, request, edition)

    def find(self, request, key):
        """Return the edition, or raise what the person gets instead."""
        edition = self.get_object(request, str(key))
        if edition is None:
            raise Http404
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        return edition

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("release", *PEOPLE)
