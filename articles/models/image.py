"""The photograph library."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImageWords(models.Model):
    """What is said of a photograph: for those who don't see it, under it, and who made it."""

    alternative_text = models.CharField(
        _("alternative text"),
        max_length=400,
        blank=True,
        help_text=_("What the photograph shows, for those who don't see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that the text doesn't; it is passed over in silence."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True, help_text=_("Who made it, or whose it is."))

    class Meta:
        abstract = True

    @property
    def words(self):
        """The four as a dictionary, for copying from one record to another."""
        return {
            "alternative_text": self.alternative_text,
            "is_decorative": self.is_decorative,
            "caption": self.caption,
            "credit": self.credit,
        }

    @property
    def alt(self):
        """The text for the `alt` attribute: empty only where it was said on purpose."""
        return "" if self.is_decorative else self.alternative_text


class Image(ImageWords):
    """A photograph: its file as re-encoded by `articles.library`, and the words it is offered with."""

    file = models.FileField(_("file"), upload_to="images/%Y/%m/", max_length=200)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False, help_text=_("In bytes."))
    checksum = models.CharField(
        _("checksum"), max_length=64, editable=False, unique=True, help_text=_("SHA-256 of what was uploaded, in hex.")
    )
    title = models.CharField(_("title"), max_length=160, help_text=_("How the library lists it."))
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(focal_x__lte=100, focal_y__lte=100), name="focal_point_is_on_the_image"),
        ]
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self):
        return self.title
