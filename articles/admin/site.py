"""What belongs to the site as a whole: pages under /about/ and emergency notices."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import pages
from articles.models import Notice, Page
from pressroom import csp, desk
from pressroom.refusals import Refused


@admin.register(Notice)
class NoticeAdmin(desk.ModelAdmin):
    """Emergency notices: on top of every page from one moment until another."""

    list_display = ("text", "state", "language", "shown_from", "shown_until")
    list_filter = ("language",)
    search_fields = ("text__folds",)
    is_public = True

    @admin.display(description=_("Status"))
    def state(self, notice):
        """Whether it is shown now."""
        at = timezone.now()
        if notice.shown_until is not None and notice.shown_until <= at:
            return format_html('<span class="pill pill--superseded">{}</span>', _("Over"))
        if notice.shown_from > at:
            return format_html('<span class="pill pill--scheduled">{}</span>', _("Later"))
        return format_html('<span class="pill pill--live">{}</span>', _("On show"))


@admin.register(Page)
class PageAdmin(desk.ModelAdmin):
    """The pages under /about/. Their addresses are promises and don't change."""

    list_display = ("title", "language", "slug", "position", "saved_at")
    list_filter = ("language",)
    search_fields = ("title__folds", "body__folds")
    fields = ("title", "body", "language", "slug", "position")
    view_on_site = True
    is_public = True

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("language", "slug")

    @method_decorator(csp.editor)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form, which has the editor in it."""
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        try:
            pages.save(obj, by=request.user)
        except Refused as refused:
            raise PermissionDenied(str(refused)) from refused
