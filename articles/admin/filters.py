"""By what the list of releases is narrowed."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import changes
from articles.models import Category, Edition
from pressroom.alphabet import Alphabetical
from pressroom.people import display_name

# Not a status of `Edition.Status`: what was forced is live or scheduled besides.
UNSIGNED = "unsigned"


class StatusFilter(admin.SimpleListFilter):
    """By where a release stands now. One with a live edition and a draft is found under both."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        status = Edition.Status
        shown = (status.DRAFT, status.REVIEW, status.SCHEDULED, status.LIVE, status.WITHDRAWN, status.REMOVED)
        return [*((one.value, one.label) for one in shown), (UNSIGNED, _("Forced, not countersigned"))]

    def queryset(self, request, queryset):
        at, editions = timezone.now(), Edition.objects
        few = {
            Edition.Status.DRAFT: editions.open().filter(stage=Edition.Stage.DRAFT),
            Edition.Status.REVIEW: editions.open().filter(stage=Edition.Stage.REVIEW),
            Edition.Status.SCHEDULED: editions.scheduled(at),
            Edition.Status.WITHDRAWN: editions.live(at).filter(kind=Edition.Kind.WITHDRAWAL),
            UNSIGNED: editions.unsigned(),
        }
        if self.value() == Edition.Status.REMOVED:
            return queryset.filter(removed_at__isnull=False)
        if self.value() == Edition.Status.LIVE:
            # Nearly all of them: each release in the order of the list is asked, instead of all of them gathered first.
            return queryset.filter(Exists(editions.live(at).news().filter(release=OuterRef("pk"))))
        if self.value() in few:
            return queryset.filter(pk__in=few[self.value()].values("release"))
        return queryset


class BehindFilter(admin.SimpleListFilter):
    """By whether a translation keeps step with its original."""

    title = _("translations")
    parameter_name = "behind"

    def lookups(self, request, model_admin):
        return [("yes", _("Behind their original"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=changes.behind(timezone.now()).values("release"))


class CategoryFilter(admin.SimpleListFilter):
    """By a category of any of its editions."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return [(str(category.pk), str(category)) for category in Category.objects.prefetch_related("texts")]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(pk__in=Edition.objects.in_category(self.value()).values("release"))


class AuthorFilter(admin.SimpleListFilter):
    """By who began any of its editions."""

    title = _("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        people = get_user_model().objects.filter(is_staff=True).order_by(Alphabetical("last_name"), "username")
        return [(str(person.pk), display_name(person)) for person in people]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(pk__in=Edition.objects.filter(author=self.value()).values("release"))
