"""A release: an address and an identity. What it says is in its editions."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.addresses import of_release


class ReleaseQuerySet(models.QuerySet):
    """Reading releases. What the public sees of them is asked of `Edition.objects.live(at)`, never here."""

    def pinned(self, at):
        """Return the releases pinned at the moment, the latest pin first."""
        return self.filter(Q(pinned_until__isnull=True) | Q(pinned_until__gt=at), pinned_from__lte=at).order_by(
            "-pinned_from", "-pk"
        )


class Release(models.Model):
    """One release in one language, from its first draft on."""

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    slug = models.SlugField(_("slug"), max_length=120, help_text=_("The last part of its address."))
    typed_date = models.DateField(
        _("earlier date"), null=True, blank=True, help_text=_("Leave empty for the day on which it is published.")
    )
    # Null until the first approval; the local day of `published_at` or `typed_date`. Written by workflow alone.
    date = models.DateField(_("date"), null=True, editable=False)
    # The first edition's `live_from`; orders the releases of a day. Written by workflow alone.
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    # Shared by the translations of one release, one in each language.
    translation_key = models.UUIDField(_("translation key"), default=uuid.uuid4, editable=False)
    is_open_for_replies = models.BooleanField(_("open for replies"), default=True)
    pinned_from = models.DateTimeField(_("lead story from"), null=True, blank=True)
    pinned_until = models.DateTimeField(_("lead story until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    # What the form by which it was begun calls itself: pressed twice at once, it begins one release all the same.
    begun_as = models.CharField(_("begun as"), max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001

    views = models.PositiveIntegerField(_("views"), default=0, editable=False)
    likes = models.PositiveIntegerField(_("likes"), default=0, editable=False)
    replies = models.PositiveIntegerField(_("replies"), default=0, editable=False)
    replies_waiting = models.PositiveIntegerField(_("replies waiting"), default=0, editable=False)

    removed_at = models.DateTimeField(_("removed at"), null=True, editable=False)
    removed_reason = models.TextField(_("reason for removal"), blank=True, editable=False)
    removed_to = models.CharField(_("redirects to"), max_length=500, blank=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "date", "slug"], name="one_release_an_address"),
            models.UniqueConstraint(fields=["translation_key", "language"], name="one_translation_a_language"),
            models.CheckConstraint(
                condition=Q(pinned_until__isnull=True) | Q(pinned_from__lt=F("pinned_until")),
                name="pin_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=True, published_at__isnull=True)
                | Q(date__isnull=False, published_at__isnull=False),
                name="date_comes_with_publication",
            ),
        ]
        indexes = [
            models.Index(fields=["language", "-date", "-published_at", "-id"], name="release_in_order"),
            # The desk's list, of all languages. What has no date is a draft, and comes first.
            models.Index(fields=["-date", "-published_at", "-id"], name="release_in_desk_order"),
            models.Index(fields=["pinned_from"], name="release_pinned", condition=Q(pinned_from__isnull=False)),
        ]
        ordering = ["-date", "-published_at", "-pk"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self):
        latest = self.latest_edition
        return latest.headline if latest else self.slug

    def get_absolute_url(self):
        """Return the path of the release; only one that has a date has an address."""
        return self.url("articles:release")

    def url(self, name, **rest):
        """Return the path of the page `name` that belongs to this release, e.g. 'articles:like'."""
        return of_release(self.language, self.date, self.slug, name, **rest)

    @property
    def is_removed(self):
        """Whether the public was told that it is gone."""
        return self.removed_at is not None

    @cached_property
    def latest_edition(self):
        """The edition with the highest number, whatever its stage; None only while the release is being made."""
        return self.editions.order_by("-number").first()

    def date_for(self, moment):
        """Return the day under which it is filed if first published at `moment`."""
        day = timezone.localdate(moment)
        return min(day, self.typed_date or datetime.date.max)

    def is_pinned(self, at):
        """Whether it is a lead story at the moment."""
        return bool(
            self.pinned_from and self.pinned_from <= at and (self.pinned_until is None or at < self.pinned_until)
        )


class OldAddress(models.Model):
    """A path that once led to a release or a category, and leads there for ever.

    It may be one of another system, with its query: '/news/index.php?id=12'. Such a one was added in the desk.
    """

    path = models.CharField(_("path"), max_length=300, unique=True, help_text=_("Begins with a slash."))
    release = models.ForeignKey(Release, models.CASCADE, null=True, blank=True, related_name="old_addresses")
    category_text = models.ForeignKey(
        "articles.CategoryText", models.CASCADE, null=True, blank=True, related_name="old_addresses"
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    # Whether it was never an address of this site; only such a one can be dropped again.
    is_foreign = models.BooleanField(_("of another system"), default=False, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(release__isnull=False, category_text__isnull=True)
                | Q(release__isnull=True, category_text__isnull=False),
                name="old_address_leads_to_one_thing",
            )
        ]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.path
