"""Releases: the list of all of them, and the record of each with its buttons."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import smart_split
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import addresses, languages, record, translating
from articles.admin.bulk import BulkWork
from articles.admin.filters import AuthorFilter, BehindFilter, CategoryFilter, StatusFilter
from articles.admin.listing import ReleaseList, standing_of
from articles.admin.record import edition_url, pills, record_url
from articles.models import Edition, Release
from articles.permissions import AUTHOR
from articles.templatetags.counters import grouped
from pressroom import dates, desk


@admin.register(Release)
class ReleaseAdmin(BulkWork, desk.ModelAdmin):
    """The list of releases, and the record of one; what it says is written in `EditionAdmin`."""

    # Before these come the headline and the status; see `get_list_display`.
    list_display = ("day", "languages", "categories", "seen", "liked", "waiting")
    list_display_links = None
    list_filter = (StatusFilter, CategoryFilter, AuthorFilter, "language", BehindFilter)
    # What it means is in `get_search_results`.
    search_fields = ("slug",)
    search_help_text = gettext_lazy("Words of the headline, the lead or the address")
    date_hierarchy = "date"
    # A draft has no date, and is what one looks for first. Without a date there is no moment of publication either, so
    # that only the date says where nothing stands; an index knows this order.
    ordering = (F("date").desc(nulls_first=True), "-published_at", "-pk")

    def get_queryset(self, request):
        # Whole editions, but for the text: a release has few, and what is live of them is for `Edition.status` to say.
        editions = Edition.objects.defer("body").order_by("number").prefetch_related("categories__texts")
        return super().get_queryset(request).prefetch_related(Prefetch("editions", editions, to_attr="all_editions"))

    def get_changelist(self, request, **kwargs):
        return ReleaseList

    def get_search_results(self, request, queryset, search_term):
        """Find each of the words in the headline, the lead or the slug of one edition."""
        found = Edition.objects.all()
        for word in smart_split(search_term):
            bare = word.strip("\"'")
            condition = Q(release__slug__icontains=bare)
            found = found.filter(condition | Q(headline__folds=bare) | Q(lead__folds=bare))
        return (queryset.filter(pk__in=found.values("release")) if search_term else queryset), False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Releases")} | (extra_context or {}))

    def get_list_display(self, request):
        """Give the columns the person: what a click opens depends on both."""
        may_write = request.user.has_perm(AUTHOR)

        @admin.display(description=gettext_lazy("Headline"))
        def headline(release):
            standing = standing_of(release)
            url = edition_url(standing.open) if standing.open and may_write else record_url(release)
            html = '<a class="row-link" href="{}" lang="{}">{}</a>'
            return format_html(html, url, release.language, standing.newest.headline)

        return (headline, "status", *super().get_list_display(request))

    @admin.display(description=gettext_lazy("Status"))
    def status(self, release):
        """Where it stands, what follows, and the moment for which that is meant."""
        standing = standing_of(release)
        if standing.scheduled:
            when = _short(standing.scheduled.live_from)
        elif standing.open and standing.open.planned_for:
            when = _("planned for %(moment)s") % {"moment": _short(standing.open.planned_for)}
        else:
            when = ""
        html = format_html_join(" ", "{}", ((one,) for one in pills(standing)))
        return format_html('{} <span class="status__when">{}</span>', html, when) if when else html

    @admin.display(description=gettext_lazy("Date"), ordering="date")
    def day(self, release):
        """The day under which it is filed."""
        words = dates.say(release.date, "j M Y") if release.date else "—"
        return format_html('<span class="nowrap">{}</span>', words)

    @admin.display(description=gettext_lazy("Languages"), ordering="language")
    def languages(self, release):
        """The languages of its family, each with its state."""
        return languages.marks(release, release.family)

    @admin.display(description=gettext_lazy("Categories"))
    def categories(self, release):
        """The categories of the newest edition, in the language of the desk."""
        return ", ".join(str(category) for category in standing_of(release).newest.categories.all()) or "—"

    @admin.display(description=gettext_lazy("views"), ordering="views")
    def seen(self, release):
        """How often it was read, its thousands set apart."""
        return grouped(release.views)

    @admin.display(description=gettext_lazy("likes"), ordering="likes")
    def liked(self, release):
        """How many like it."""
        return grouped(release.likes)

    @admin.display(description=gettext_lazy("Replies waiting"), ordering="replies_waiting")
    def waiting(self, release):
        """How many replies a moderator has yet to look at."""
        if not release.replies_waiting:
            return "0"
        return format_html('<span class="pill pill--waiting">{}</span>', release.replies_waiting)

    # The record

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return request.user.has_perm("articles.add_edition")

    def has_change_permission(self, request, obj=None):
        # The list's bulk actions and the record's buttons change it; nobody edits its columns.
        return request.user.has_perm(AUTHOR)

    def get_urls(self):
        verb = self.admin_site.admin_view(partial(record.verb_view, self))
        translate = self.admin_site.admin_view(partial(translating.translate_view, self))
        add_address = self.admin_site.admin_view(partial(addresses.add_view, self))
        drop_address = self.admin_site.admin_view(partial(addresses.drop_view, self))
        return [
            path("<int:pk>/addresses/add/", add_address, name="articles_release_add_address"),
            path("<int:pk>/addresses/drop/", drop_address, name="articles_release_drop_address"),
            path("<int:pk>/do/<slug:name>/", verb, name="articles_release_verb"),
            path("<int:pk>/translate/<str:language>/", translate, name="articles_release_translate"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """Begin a release: the form is its first edition's."""
        return HttpResponseRedirect(reverse("admin:articles_edition_add"))

    def history_view(self, request, object_id, extra_context=None):
        """The history is part of the record."""
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[object_id]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the record."""
        release = self.get_object(request, object_id)
        if release is None:
            raise Http404
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return record.record_view(self, request, release, addresses.card(release, request.user))


def _short(moment):
    """Return a moment for a narrow column; the page says once in which time zone."""
    local = timezone.localtime(moment)
    return dates.say(local, "D j M, H:i" if local.year == timezone.localdate().year else "D j M Y, H:i")
