"""A letter: what a person of the desk is told by email about one event, and whether it got there."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One email about one editorial event to one person. `articles.letters` writes, sends and repeats them."""

    class What(models.TextChoices):
        """Why it is sent; each person chooses among them."""

        SUBMITTED = "submitted", _("submitted for review")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        TODAY = "today", _("goes out today")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("to"))
    what = models.CharField(_("what"), max_length=12, choices=What)
    event = models.ForeignKey(
        "articles.EditorialEvent", models.PROTECT, related_name="letters", verbose_name=_("event")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    # Not before this moment.
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    # It was no longer true, or no longer wanted, when it was due.
    dropped_at = models.DateTimeField(_("dropped at"), null=True)
    # It was given up; what the mail server said stands in `error`.
    failed_at = models.DateTimeField(_("failed at"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "what", "event"], name="one_letter_an_event")]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="letter_waiting",
                condition=models.Q(sent_at__isnull=True, dropped_at__isnull=True),
            ),
        ]
        ordering = ["-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self):
        return f"{self.what} {self.event_id}"
