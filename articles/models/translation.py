"""Confirmations: that a translation, as it stands, is right for an edition of its original."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Confirmation(models.Model):
    """Somebody has read an edition of the original and found that the translation's edition needs no change for it.

    What an edition was translated from is `Edition.renders`, which never changes; this is what was added to it since.
    """

    edition = models.ForeignKey(
        "articles.Edition", models.PROTECT, related_name="confirmations", verbose_name=_("translation")
    )
    original = models.ForeignKey("articles.Edition", models.PROTECT, related_name="+", verbose_name=_("original"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["edition", "pk"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self):
        return f"{self.edition_id} {self.original_id}"
