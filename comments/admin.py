"""The queue of replies, and the page of one of them. Its buttons are doors to `comments.moderation`."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.defaultfilters import linebreaks_filter
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.models import Edition
from comments import moderation
from comments.forms import AnswerForm, DecisionForm, OneLineField
from comments.models import Comment
from pressroom import dates, desk
from pressroom.refusals import Refused

APPROVE, REJECT, SPAM = "approve", "reject", "spam"
BUTTONS = ((APPROVE, _("Approve")), (REJECT, _("Reject")), (SPAM, _("Spam")))
# What a decision leads to; its button isn't offered where that is so already.
OUTCOMES = {APPROVE: Comment.Status.APPROVED, REJECT: Comment.Status.REJECTED, SPAM: Comment.Status.SPAM}


def decide(verb, comments, *, by, reason=""):
    """Call the moderation verb that a button names; return how many replies were changed."""
    if verb == APPROVE:
        return moderation.approve(comments, by=by)
    if verb == REJECT:
        return moderation.reject(comments, by=by, reason=reason)
    if verb == SPAM:
        return moderation.mark_spam(comments, by=by)
    raise Http404


def buttons(comment):
    """Return the (verb, label) of what can be done with a reply."""
    return [(verb, label) for verb, label in BUTTONS if OUTCOMES[verb] != comment.status]


class StatusFilter(admin.SimpleListFilter):
    """The queue unless something else is asked for."""

    title = _("status")
    parameter_name = "status"
    ALL = "all"

    def lookups(self, request, model_admin):
        return [*Comment.Status.choices, (self.ALL, _("all"))]

    def value(self):
        return super().value() or Comment.Status.WAITING.value

    def queryset(self, request, queryset):
        return queryset if self.value() == self.ALL else queryset.filter(status=self.value())

    def choices(self, changelist):
        # Without Django's 'All', which would be a second name for the queue.
        return list(super().choices(changelist))[1:]


class BulkForm(ActionForm):
    """The bulk actions with the reason that goes with a rejection."""

    reason = OneLineField(label=_("Reason, if rejected:"), required=False, max_length=300)


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """Replies are read and decided on here; none is added, edited or deleted."""

    list_display = ["reply", "writer", "release_link", "age", "coloured_status", "decisions"]
    list_display_links = None
    list_filter = [StatusFilter, "release__language"]
    list_per_page = 50
    list_select_related = ["release", "parent"]
    search_fields = ["text__folds", "name__folds", "email", "office__folds", "release__editions__headline__folds"]
    search_help_text = _("Words of the reply, its writer, or the headline of the release")
    show_full_result_count = False
    actions = ["approve_chosen", "reject_chosen", "mark_chosen_spam"]
    action_form = BulkForm

    def get_changelist(self, request, **kwargs):
        return desk.ChangeList

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return self.has_moderate_permission(request)

    def has_moderate_permission(self, request):
        """Whether this person decides on replies; for the actions."""
        return request.user.has_perm(moderation.PERMISSION)

    def get_queryset(self, request):
        headline = Edition.objects.filter(release=OuterRef("release")).order_by("-number").values("headline")[:1]
        return super().get_queryset(request).annotate(headline=Subquery(headline))

    def get_ordering(self, request):
        """Order the queue by patience, and what was decided by freshness."""
        if request.GET.get(StatusFilter.parameter_name, Comment.Status.WAITING) == Comment.Status.WAITING:
            return ["created_at", "pk"]
        return ["-created_at", "-pk"]

    def get_urls(self):
        name = "comments_comment_{}".format
        return [
            path("<int:pk>/decide/", self.admin_site.admin_view(require_POST(self.decide_view)), name=name("decide")),
            path("<int:pk>/answer/", self.admin_site.admin_view(require_POST(self.answer_view)), name=name("answer")),
            *super().get_urls(),
        ]

    # The list

    def changelist_view(self, request, extra_context=None):
        """Show the queue; a button in a row posts to it, so that its filters stay."""
        if request.method == "POST" and "decide" in request.POST:
            verb, _colon, key = request.POST["decide"].partition(":")
            comment = self._comment(request, key)
            self._decide(request, verb, [comment])
            return HttpResponseRedirect(request.get_full_path())
        return super().changelist_view(request, {"title": _("Replies"), **(extra_context or {})})

    @admin.display(description=_("reply"))
    def reply(self, comment):
        context = ""
        if comment.parent is not None:
            context = format_html(
                '<p class="reply-context">{}</p>', _("In answer to %(name)s") % {"name": comment.parent.shown_name}
            )
        elif comment.is_official:
            context = format_html('<p class="reply-context">{}</p>', _("Official answer"))
        return format_html('{}<div class="reply-text" dir="auto">{}</div>', context, linebreaks_filter(comment.text))

    @admin.display(description=_("name"), ordering="name")
    def writer(self, comment):
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a>',
            reverse("admin:comments_comment_change", args=[comment.pk]),
            comment.shown_name,
        )

    @admin.display(description=_("release"), ordering="headline")
    def release_link(self, comment):
        if comment.release.date is None:
            return comment.headline
        return format_html('<a href="{}">{}</a>', comment.release.get_absolute_url(), comment.headline)

    @admin.display(description=_("written"), ordering="created_at")
    def age(self, comment):
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            comment.created_at.isoformat(timespec="seconds"),
            timezone.localtime(comment.created_at).strftime("%Y-%m-%d %H:%M"),
            dates.ago(comment.created_at, timezone.now()),
        )

    @admin.display(description=_("status"), ordering="status")
    def coloured_status(self, comment):
        return format_html('<span class="pill pill--{}">{}</span>', comment.status, comment.get_status_display())

    @admin.display(description=_("decide"))
    def decisions(self, comment):
        return format_html(
            '<div class="decisions">{}</div>',
            format_html_join(
                "\n",
                '<button class="button{}" type="submit" name="decide" value="{}:{}">{}'
                '<span class="visually-hidden">: {}</span></button>',
                (
                    (
                        " button--main" if verb == APPROVE else "",
                        verb,
                        comment.pk,
                        label,
                        _("the reply of %(name)s") % {"name": comment.shown_name},
                    )
                    for verb, label in buttons(comment)
                ),
            ),
        )

    @admin.action(description=_("Approve"), permissions=["moderate"])
    def approve_chosen(self, request, queryset):
        self._decide(request, APPROVE, queryset)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject_chosen(self, request, queryset):
        self._decide(request, REJECT, queryset)

    @admin.action(description=_("Mark as spam"), permissions=["moderate"])
    def mark_chosen_spam(self, request, queryset):
        self._decide(request, SPAM, queryset)

    # The page of one reply

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a reply with all that is known of it, and what can be done with it."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        comment = self._comment(request, object_id)
        return self._page(request, comment, AnswerForm(), DecisionForm())

    def decide_view(self, request, pk):
        """Do what a button on a reply's page says."""
        comment = self._comment(request, pk)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._page(request, comment, AnswerForm(), form, status=422)
        self._decide(request, request.POST.get("decide", ""), [comment])
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))

    def answer_view(self, request, pk):
        """Answer a reply officially."""
        comment = self._comment(request, pk)
        form = AnswerForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                moderation.answer(comment, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                status = 409
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The answer is public."))
                return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))
        return self._page(request, comment, form, DecisionForm(), status=status)

    def _page(self, request, comment, answer_form, decision_form, status=200):
        answers = Comment.objects.filter(parent=comment).select_related("official_author", "moderated_by")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reply of %(name)s") % {"name": comment.shown_name},
            "opts": self.opts,
            "original": comment,
            "comment": comment,
            "answers": answers,
            "buttons": buttons(comment),
            "answer_form": answer_form,
            "decision_form": decision_form,
        }
        return TemplateResponse(request, "admin/comments/comment/page.html", context, status=status)

    # Both

    def _comment(self, request, key):
        """Return the reply with its release and parent; refuse who doesn't moderate, and 404 what isn't there."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        comment = self.get_object(request, key)
        if comment is None:
            raise Http404
        return comment

    def _decide(self, request, verb, comments):
        """Call the verb and tell how it went."""
        try:
            number = decide(verb, comments, by=request.user, reason=request.POST.get("reason", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return
        told = {
            APPROVE: ngettext("%(number)d reply is approved.", "%(number)d replies are approved.", number),
            REJECT: ngettext("%(number)d reply is rejected.", "%(number)d replies are rejected.", number),
            SPAM: ngettext("%(number)d reply is marked as spam.", "%(number)d replies are marked as spam.", number),
        }
        level = messages.SUCCESS if number else messages.INFO
        messages.add_message(request, level, told[verb] % {"number": number})
