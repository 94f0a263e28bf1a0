"""By what the list of releases is narrowed."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Category, Edition


class StatusFilter(admin.SimpleListFilter):
    """By where a release stands now. One with a live edition and a draft is found under both."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        status = Edition.Status
        shown = (status.DRAFT, status.SCHEDULED, status.LIVE, status.WITHDRAWN, status.REMOVED)
        return [(one.value, one.label) for one in shown]

    def queryset(self, request, queryset):
        at = timezone.now()
        editions = {
            Edition.Status.DRAFT: Edition.objects.open(),
            Edition.Status.SCHEDULED: Edition.objects.scheduled(at),
            Edition.Status.LIVE: Edition.objects.live(at).news(),
            Edition.Status.WITHDRAWN: Edition.objects.live(at).filter(kind=Edition.Kind.WITHDRAWAL),
        }
        if self.value() == Edition.Status.REMOVED:
            return queryset.filter(removed_at__isnull=False)
        if self.value() in editions:
            return queryset.filter(pk__in=editions[self.value()].values("release"))
        return queryset


class CategoryFilter(admin.SimpleListFilter):
    """By a category of any of its editions."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return [(str(category.pk), str(category)) for category in Category.objects.prefetch_related("texts")]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(pk__in=Edition.objects.filter(categories=self.value()).values("release"))


class AuthorFilter(admin.SimpleListFilter):
    """By who began any of its editions."""

    title = _("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        people = get_user_model().objects.filter(is_staff=True).order_by("last_name", "username")
        return [(str(person.pk), person.get_full_name() or person.get_username()) for person in people]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(pk__in=Edition.objects.filter(author=self.value()).values("release"))
