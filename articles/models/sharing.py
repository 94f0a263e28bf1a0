"""Who reads and who writes beside the desk's own list: links for people without a login, and who has a form open."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """A named link by which somebody without a login reads one edition until it expires or is revoked."""

    edition = models.ForeignKey(
        "articles.Edition", models.PROTECT, related_name="preview_links", verbose_name=_("edition")
    )
    name = models.CharField(_("for whom"), max_length=120)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(created_at__lt=F("expires_at")), name="link_expires_after_it_began"),
        ]
        ordering = ["edition", "-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self):
        return self.name

    def is_open(self, at):
        """Whether it opens the edition at the moment."""
        return self.revoked_at is None and at < self.expires_at


class PreviewOpening(models.Model):
    """One opening of a preview link: when, and by which of the day's visitors (see `pressroom.visitors`)."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="openings", verbose_name=_("link"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    # Tells two readers of one day apart, and nobody who they are; its salt is destroyed within 48 hours.
    visitor = models.CharField(_("visitor"), max_length=64, blank=True)

    class Meta:
        ordering = ["link", "-pk"]
        verbose_name = _("opening")
        verbose_name_plural = _("openings")

    def __str__(self):
        return f"{self.link_id} {self.at}"


class Presence(models.Model):
    """That somebody had the form of an edition open at a moment; forgotten after a day."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="one_presence_a_person")]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")

    def __str__(self):
        return f"{self.user_id} {self.seen_at}"
