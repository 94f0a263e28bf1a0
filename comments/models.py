"""Replies: what a citizen wrote under a release, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Release


class CommentQuerySet(models.QuerySet):
    """Reading replies."""

    def approved(self):
        """Return what the public may read."""
        return self.filter(status=Comment.Status.APPROVED)

    def waiting(self):
        """Return what a moderator has yet to look at, the oldest first."""
        return self.filter(status=Comment.Status.WAITING).order_by("created_at", "pk")


class Comment(models.Model):
    """One reply. Its text is never changed; `comments.moderation` alone changes its status."""

    class Status(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")

    # Each index is written with every reply. Those below begin with the release and with the digest; who decided is
    # looked for only when a user is deleted.
    release = models.ForeignKey(
        Release, models.PROTECT, related_name="comments", db_index=False, verbose_name=_("release")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("in answer to")
    )
    text = models.TextField(_("comment"), max_length=5000)
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("email"), blank=True, help_text=_("Never shown; erased after twelve months."))
    website = models.URLField(_("website"), blank=True)
    # Who answers officially, and for which office; an official answer has both, a citizen's reply neither.
    official_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("official author"),
    )
    office = models.CharField(_("office"), max_length=120, blank=True)

    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING, editable=False)
    created_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    # SHA-256 in hex of release, parent, name and text, folded: what makes a second sending a duplicate.
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=_("moderated by"),
    )
    moderated_at = models.DateTimeField(_("moderated at"), null=True, editable=False)
    moderation_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(official_author__isnull=True, office="")
                | (Q(official_author__isnull=False) & ~Q(office="")),
                name="official_answer_has_author_and_office",
            ),
        ]
        indexes = [
            models.Index(fields=["release", "status", "created_at"], name="comment_by_release"),
            models.Index(fields=["status", "created_at"], name="comment_by_status"),
            models.Index(fields=["digest"], name="comment_by_digest"),
        ]
        ordering = ["created_at", "pk"]
        permissions = [("moderate_comment", _("Can approve, reject and answer replies"))]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self):
        return f"{self.name}: {self.text[:60]}"

    @property
    def is_official(self):
        """Whether the office itself speaks."""
        return self.official_author_id is not None

    @property
    def is_approved(self):
        """Whether the public reads it."""
        return self.status == self.Status.APPROVED

    @property
    def shown_name(self):
        """Under what name it is shown: the office's, or the writer's."""
        return self.office if self.is_official else self.name

    @property
    def safe_website(self):
        """The website if it is a web address; '' for whatever else came in by another door than the form."""
        return self.website if self.website.lower().startswith(("http://", "https://")) else ""
