"""Records that belong to the project: the day's salts, the counts of the rate limit, what a person of the desk is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Salt(models.Model):
    """The random salt of one day, under which visitors are known; destroyed within 48 hours of its making."""

    day = models.DateField(unique=True)
    value = models.BinaryField(max_length=32)

    def __str__(self):
        return str(self.day)


class RateCount(models.Model):
    """How often something was done under one key in one window of time."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="one_count_a_key_and_window")]
        indexes = [models.Index(fields=["window"], name="rate_count_by_window")]

    def __str__(self):
        return f"{self.key}: {self.count}"


class Profile(models.Model):
    """What the desk knows of a person besides the account. Somebody without a row is as the defaults say."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    office = models.CharField(
        _("office"), max_length=160, blank=True, help_text=_("E.g. Press service, Ministry of Health.")
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    # Which letters the person wants; the names are those of `articles.models.Letter.What`.
    wants_submitted = models.BooleanField(_("a release is submitted for review"), default=True)
    wants_returned = models.BooleanField(_("a release of mine is returned"), default=True)
    wants_approved = models.BooleanField(_("a release of mine is approved"), default=True)
    wants_today = models.BooleanField(_("a release goes out today"), default=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self):
        return str(self.user)
