"""Records that belong to the project: who publishes it, salts, counts of the rate limit, public changes, profiles."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Identity(models.Model):
    """Who publishes the site, as an administrator says it: one row at most. `pressroom.identity` reads and saves it."""

    KEY = 1

    # What was chosen, and what is shown of it: the same colour, or the nearest one that can be read on each ground.
    accent = models.CharField(_("colour"), max_length=7, blank=True)
    accent_in_light = models.CharField(max_length=7, blank=True, editable=False)
    accent_in_dark = models.CharField(max_length=7, blank=True, editable=False)
    # A PNG as `pressroom.emblem` wrote it; its name holds its checksum.
    emblem = models.FileField(_("emblem"), upload_to="emblem/", max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    website = models.URLField(_("website of the government"), blank=True)
    vk = models.URLField("VK", blank=True)
    telegram = models.URLField("Telegram", blank=True)
    odnoklassniki = models.URLField(_("Odnoklassniki"), blank=True)
    whatsapp = models.URLField("WhatsApp", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    x = models.URLField("X", blank=True)
    facebook = models.URLField("Facebook", blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_identity")]
        verbose_name = _("site")
        verbose_name_plural = _("site")

    def __str__(self):
        return "Identity"


class IdentityText(models.Model):
    """What the publisher is called in one language, and where it is found. What is empty is taken from elsewhere."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "language"], name="one_identity_text_a_language"),
        ]

    def __str__(self):
        return self.name


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


class PublicChange(models.Model):
    """Something that changed what the public sees; `pressroom.version` makes a version of them."""

    at = models.DateTimeField()
    # Nothing else was changed.
    is_of_replies = models.BooleanField(default=False)
    # The key of the only release that is live, or isn't, otherwise than before; see `pressroom.version.changed`.
    release = models.BigIntegerField(null=True)

    def __str__(self):
        return str(self.at)


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
