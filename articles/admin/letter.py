"""The letters: who was told of what, and what didn't get there. Its buttons are doors to `articles.letters`."""

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import letters
from articles.admin.record import edition_url
from articles.models import Letter
from pressroom import desk, mail
from pressroom.people import display_name

SENT, WAITING, FAILED, DROPPED = "sent", "waiting", "failed", "dropped"
STATES = {
    FAILED: Q(failed_at__isnull=False),
    WAITING: Q(sent_at__isnull=True, failed_at__isnull=True, dropped_at__isnull=True),
    SENT: Q(sent_at__isnull=False),
    DROPPED: Q(dropped_at__isnull=False),
}
WORDS = {FAILED: _("failed"), WAITING: _("waiting"), SENT: _("sent"), DROPPED: _("dropped")}
# The colours of other words.
PILLS = {FAILED: "rejected", WAITING: "waiting", SENT: "live", DROPPED: "dropped"}


def state_of(letter):
    """Return how it went with a letter."""
    for state, moment in ((FAILED, letter.failed_at), (SENT, letter.sent_at), (DROPPED, letter.dropped_at)):
        if moment:
            return state
    return WAITING


class StateFilter(admin.SimpleListFilter):
    """How it went."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(WORDS.items())

    def queryset(self, request, queryset):
        return queryset.filter(STATES[self.value()]) if self.value() in STATES else queryset


@admin.register(Letter)
class LetterAdmin(desk.ModelAdmin):
    """Letters are read here; none is added, edited or deleted."""

    list_display = ("reader", "about", "state", "when")
    list_display_links = None
    list_filter = (StateFilter, "what")
    list_select_related = ("to", "event__edition__release")
    search_fields = (
        "to__username",
        "to__first_name__folds",
        "to__last_name__folds",
        "to__email",
        "event__edition__headline__folds",
    )
    search_help_text = _("Who it is to, or the headline")
    actions = ("send_again", "leave")
    change_list_template = "admin/articles/letter/change_list.html"

    def get_urls(self):
        # A list and no more: no letter has a page of its own.
        return [path("", self.admin_site.admin_view(self.changelist_view), name="letters")]

    def changelist_view(self, request, extra_context=None):
        """Show the list; a button in a row posts to it, so that its filters stay."""
        if request.method == "POST" and "again" in request.POST and self.has_view_permission(request):
            self.send_again(request, Letter.objects.filter(pk=desk.key(request.POST["again"])))
            return HttpResponseRedirect(request.get_full_path())
        context = {"title": _("Letters"), "has_mail_server": mail.has_server()}
        return super().changelist_view(request, context | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("To"), ordering="to__username")
    def reader(self, letter):
        """Who it is to, and at which address."""
        return format_html("{}<br><span class='quiet'>{}</span>", display_name(letter.to), letter.to.email)

    @admin.display(description=_("About"))
    def about(self, letter):
        """What it tells, of which release."""
        edition = letter.event.edition
        return format_html(
            "<a href='{}' lang='{}'>{}</a><br><span class='quiet'>{}</span>",
            edition_url(edition),
            edition.release.language,
            edition.headline,
            letter.get_what_display(),
        )

    @admin.display(description=_("State"))
    def state(self, letter):
        """How it went; of a failed one what the mail server said, and the button that sends it again."""
        state = state_of(letter)
        pill = format_html("<span class='pill pill--{}'>{}</span>", PILLS[state], WORDS[state])
        if state == DROPPED:
            return format_html("{}<br><span class='quiet'>{}</span>", pill, _("Not true or not wanted any more."))
        if state != FAILED:
            return pill
        return format_html(
            "{}<br><span class='quiet'>{}</span><br><button class='button' name='again' value='{}'>{}</button>",
            pill,
            letter.error,
            letter.pk,
            _("Send again"),
        )

    @admin.display(description=_("When"), ordering="due_at")
    def when(self, letter):
        """When that was, or when it is to be sent."""
        moment = letter.sent_at or letter.failed_at or letter.dropped_at or letter.due_at
        return format_html("<span class='nowrap'>{}</span>", date_format(timezone.localtime(moment), "DATETIME_FORMAT"))

    @admin.action(description=_("Send again"), permissions=["view"])
    def send_again(self, request, queryset):
        """Queue those among the ticked that have failed."""
        self._tell(
            request,
            letters.send_again(queryset),
            lambda count: ngettext("%(count)d letter is sent again.", "%(count)d letters are sent again.", count),
        )

    @admin.action(description=_("Let it be"), permissions=["view"])
    def leave(self, request, queryset):
        """Give up those among the ticked that have failed."""
        self._tell(
            request,
            letters.drop(queryset),
            lambda count: ngettext("%(count)d letter is let be.", "%(count)d letters are let be.", count),
        )

    def _tell(self, request, count, words):
        if count:
            messages.success(request, words(count) % {"count": count})
        else:
            messages.warning(request, _("None of these letters has failed."))
