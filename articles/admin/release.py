"""Releases: the list of all of them, and the record of each with its buttons."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import smart_split
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.admin import verbs
from articles.admin.filters import AuthorFilter, CategoryFilter, StatusFilter
from articles.models import Edition, EditorialEvent, Release
from articles.standing import Standing
from pressroom import desk
from pressroom.spelling import spellings


class ReleaseList(desk.ChangeList):
    """The page of the list, each release of which knows its latest edition without asking."""

    def get_results(self, request):
        super().get_results(request)
        for release in self.result_list:
            release.latest_edition = release.all_editions[-1]


@admin.register(Release)
class ReleaseAdmin(desk.ModelAdmin):
    """The list of releases, and the record of one; what it says is written in `EditionAdmin`."""

    # Before these come the headline and the status; see `get_list_display`.
    list_display = ("day", "language", "categories", "views", "likes", "waiting")
    list_display_links = None
    list_filter = (StatusFilter, CategoryFilter, AuthorFilter, "language")
    # What it means is in `get_search_results`.
    search_fields = ("slug",)
    search_help_text = gettext_lazy("Words of the headline, the lead or the address")
    date_hierarchy = "date"
    # A draft has no date, and is what one looks for first.
    ordering = (F("date").desc(nulls_first=True), F("published_at").desc(nulls_first=True), "-pk")
    actions = ("publish_now", "unschedule", "close_replies", "open_replies")

    # The list

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
            for spelling in spellings(bare):
                condition |= Q(headline__icontains=spelling) | Q(lead__icontains=spelling)
            found = found.filter(condition)
        return (queryset.filter(pk__in=found.values("release")) if search_term else queryset), False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Releases")} | (extra_context or {}))

    def get_list_display(self, request):
        """Give the columns the person and the moment: what a click opens depends on both."""
        at = timezone.now()

        @admin.display(description=gettext_lazy("Headline"))
        def headline(release):
            standing = _standing(release, at)
            to_write = standing.open and self._may_write(request)
            url = edition_url(standing.open) if to_write else record_url(release)
            html = '<a class="row-link" href="{}" lang="{}">{}</a>'
            return format_html(html, url, release.language, standing.newest.headline)

        @admin.display(description=gettext_lazy("Status"))
        def status(release):
            standing = _standing(release, at)
            following = standing.next_status
            return format_html("{} {}", pill(standing.status), pill(following) if following else "")

        return (headline, status, *super().get_list_display(request))

    def _may_write(self, request):
        return request.user.has_perm("articles.change_edition")

    @admin.display(description=gettext_lazy("Date"), ordering="date")
    def day(self, release):
        """The day under which it is filed."""
        return (
            format_html('<span class="nowrap">{}</span>', date_format(release.date, "j M Y")) if release.date else "—"
        )

    @admin.display(description=gettext_lazy("Categories"))
    def categories(self, release):
        """The categories of the newest edition."""
        return ", ".join(str(text) for text in _standing(release, timezone.now()).newest.category_texts) or "—"

    @admin.display(description=gettext_lazy("Replies waiting"), ordering="replies_waiting")
    def waiting(self, release):
        """How many replies a moderator has yet to look at."""
        if not release.replies_waiting:
            return "0"
        return format_html('<span class="pill pill--waiting">{}</span>', release.replies_waiting)

    # Bulk actions

    def has_approve_permission(self, request):
        """Whether the person publishes."""
        return request.user.has_perm("articles.approve_edition")

    @admin.action(description=gettext_lazy("Publish now"), permissions=["approve"])
    def publish_now(self, request, queryset):
        """Publish the drafts of the ticked releases."""

        def publish(standing):
            if standing.open is None:
                raise workflow.Refused(_("There is no draft to publish."))
            workflow.approve(standing.open, by=request.user)

        self._each(request, queryset, publish)

    @admin.action(description=gettext_lazy("Unschedule"), permissions=["approve"])
    def unschedule(self, request, queryset):
        """Take the scheduled editions of the ticked releases back."""

        def unschedule(standing):
            if standing.scheduled is None:
                raise workflow.Refused(_("Nothing of it is scheduled."))
            workflow.unschedule(standing.scheduled, by=request.user)

        self._each(request, queryset, unschedule)

    @admin.action(description=gettext_lazy("Close replies"), permissions=["approve"])
    def close_replies(self, request, queryset):
        """Take no more replies to the ticked releases."""
        self._each(request, queryset, lambda standing: workflow.close_replies(standing.release, by=request.user))

    @admin.action(description=gettext_lazy("Open replies"), permissions=["approve"])
    def open_replies(self, request, queryset):
        """Let readers reply to the ticked releases."""
        self._each(request, queryset, lambda standing: workflow.open_replies(standing.release, by=request.user))

    def _each(self, request, queryset, do):
        """Do something to each ticked release by itself: one that refuses doesn't stop the others."""
        done, at = 0, timezone.now()
        for release in queryset:
            standing = _standing(release, at)
            try:
                do(standing)
            except workflow.Refused as refused:
                self.message_user(request, f"{standing.newest.headline}: {refused}", messages.ERROR)
            else:
                done += 1
        if done:
            text = ngettext("Done for %(count)d release.", "Done for %(count)d releases.", done) % {"count": done}
            self.message_user(request, text, messages.SUCCESS)

    # The record

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return request.user.has_perm("articles.add_edition")

    def has_change_permission(self, request, obj=None):
        # The list's bulk actions and the record's buttons change it; nobody edits its columns.
        return request.user.has_perm("articles.change_edition")

    def get_urls(self):
        verb = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:name>/", verb, name="articles_release_verb"), *super().get_urls()]

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
        at = timezone.now()
        editions = list(
            release.editions.select_related("author").prefetch_related("categories__texts", "contacts", "images__image")
        )
        standing = Standing(release, at, editions)
        events = EditorialEvent.objects.filter(edition__release=release).select_related("by", "edition").order_by("-pk")
        context = self._context(request, standing) | {
            "editions": [(edition, pill(edition.status(at))) for edition in reversed(editions)],
            "events": events[:200],
            "verbs": verbs.offered(standing, request.user),
            "may_write": self._may_write(request),
            "shown": standing.live or standing.scheduled or standing.newest,
            "status": pill(standing.status),
            "next_status": pill(standing.next_status) if standing.next_status else "",
            "is_pinned": release.is_pinned(at),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/articles/release/record.html", context)

    def verb_view(self, request, pk, name):
        """Ask what a verb needs to know, then do it."""
        verb = verbs.BY_NAME.get(name)
        if verb is None:
            raise Http404
        if not request.user.has_perm(verb.permission):
            raise PermissionDenied
        release = get_object_or_404(Release, pk=pk)
        standing = Standing(release, timezone.now())
        if request.method != "POST":
            form = verb.form(initial=self._initial(standing))
            return self._verb_page(request, verb, standing, form)
        form = verb.form(request.POST)
        if not form.is_valid():
            return self._verb_page(request, verb, standing, form)
        try:
            if not verb.is_offered(standing):
                raise workflow.Refused(_("The release has changed meanwhile, and this can't be done to it now."))
            result = verb.do(standing, request.user, **form.cleaned_data)
        except workflow.Refused as refused:
            form.add_error(None, str(refused))
            return self._verb_page(request, verb, standing, form)
        self.message_user(request, verb.done, messages.SUCCESS)
        url = edition_url(result) if name == "new-edition" else record_url(release)
        return HttpResponseRedirect(url)

    def _initial(self, standing):
        release = standing.release
        return {
            "slug": release.slug,
            "typed_date": release.typed_date,
            "live_from": standing.scheduled and standing.scheduled.live_from,
        }

    def _verb_page(self, request, verb, standing, form):
        context = self._context(request, standing) | {
            "title": verb.label,
            "subtitle": standing.newest.headline,
            "verb": verb,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/release/verb.html", context)

    def _context(self, request, standing):
        return {
            **self.admin_site.each_context(request),
            "title": standing.newest.headline,
            "opts": self.opts,
            "release": standing.release,
            "standing": standing,
            "record_url": record_url(standing.release),
            "has_view_permission": True,
        }


def pill(status):
    """Return an `Edition.Status` as a word on its colour."""
    return format_html('<span class="pill pill--{}">{}</span>', status.value.replace(" ", "-"), status.label)


def record_url(release):
    """Return the path of a release's record."""
    return reverse("admin:articles_release_change", args=[release.pk])


def edition_url(edition):
    """Return the path of an edition's form."""
    return reverse("admin:articles_edition_change", args=[edition.pk])


def _standing(release, at):
    if not hasattr(release, "_standing"):
        release._standing = Standing(release, at, release.all_editions)
    return release._standing
