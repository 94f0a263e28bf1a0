"""What happened to an edition: every save whole, every editorial event, every check that was set aside."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EditionSave(models.Model):
    """The whole contents of an edition as it was saved; the JSON is `articles.contents.contents()`.

    What one person saves within ten minutes of `began_at` is one entry: the latest contents, `at` their moment.
    """

    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="saves", verbose_name=_("edition"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    began_at = models.DateTimeField(_("began at"), default=timezone.now)
    at = models.DateTimeField(_("at"), default=timezone.now)
    contents = models.JSONField(_("contents"))

    class Meta:
        ordering = ["edition", "-pk"]
        verbose_name = _("save")
        verbose_name_plural = _("saves")

    def __str__(self):
        return f"{self.edition_id} {self.at}"


class EditorialEvent(models.Model):
    """One line of an edition's story."""

    class What(models.TextChoices):
        """The verb, as the timeline says it."""

        CREATED = "created", _("created")
        SUBMITTED = "submitted", _("submitted for review")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        FORCED = "forced", _("published without second eyes")
        COUNTERSIGNED = "countersigned", _("countersigned")
        OVERRIDDEN = "overridden", _("set a check aside")
        REVERTED = "reverted", _("went back to an earlier text")
        REMARKED = "remarked", _("remarked")
        RESCHEDULED = "rescheduled", _("rescheduled")
        UNSCHEDULED = "unscheduled", _("unscheduled")
        DISCARDED = "discarded", _("discarded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESTORED = "restored", _("restored")
        REMOVED = "removed", _("removed")
        PUT_BACK = "put back", _("put back")
        READDRESSED = "readdressed", _("changed its address")
        ADDRESS_ADDED = "address added", _("added an old address")
        ADDRESS_DROPPED = "address dropped", _("dropped an old address")
        PINNED = "pinned", _("made the lead story")
        UNPINNED = "unpinned", _("no longer the lead story")
        REPLIES_OPENED = "replies opened", _("opened for replies")
        REPLIES_CLOSED = "replies closed", _("closed for replies")
        TRANSLATED = "translated", _("began to translate it")
        CONFIRMED = "confirmed", _("confirmed that the original’s change doesn’t affect it")
        DETACHED = "detached", _("made it an original of its own")

    # Those after which the public sees something else, now or at the moment that they set.
    PUBLIC = frozenset(
        {
            What.APPROVED,
            What.SCHEDULED,
            What.RESCHEDULED,
            What.UNSCHEDULED,
            What.WITHDRAWN,
            What.RESTORED,
            What.REMOVED,
            What.PUT_BACK,
            What.READDRESSED,
            What.ADDRESS_ADDED,
            What.ADDRESS_DROPPED,
            What.PINNED,
            What.UNPINNED,
            What.REPLIES_OPENED,
            What.REPLIES_CLOSED,
            What.CONFIRMED,
            What.DETACHED,
        }
    )

    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="events", verbose_name=_("edition"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    what = models.CharField(_("what"), max_length=20, choices=What)
    at = models.DateTimeField(_("at"), default=timezone.now)
    # The moment that the verb set, where it set one: of publication, or the end of a lead story.
    moment = models.DateTimeField(_("moment"), null=True)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        ordering = ["edition", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self):
        return f"{self.edition_id} {self.what}"

    @property
    def words(self):
        """What was remarked; of a translation its language, which is stored as a code, in the reader's own."""
        if self.what == self.What.TRANSLATED:
            return dict(settings.LANGUAGES).get(self.remark, self.remark)
        return self.remark


class Override(models.Model):
    """A blocking check that an editor has set aside for one edition, with the reason. See `articles.checks.Fault`."""

    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="overrides", verbose_name=_("edition"))
    # The fault's `check` and `subject`: another fault of the same kind blocks all the same.
    check_name = models.CharField(_("check"), max_length=40)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "check_name", "subject"], name="one_override_a_fault"),
        ]
        ordering = ["edition", "pk"]
        verbose_name = _("override")
        verbose_name_plural = _("overrides")

    def __str__(self):
        return f"{self.edition_id} {self.check_name}"
