"""What belongs to the site as a whole: the pages under /about/ and emergency notices."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.addresses import localized
from articles.models.image import Image
from articles.richtext import RichTextField


class NoticeQuerySet(models.QuerySet):
    """Reading notices."""

    def shown(self, at):
        """Return the notices to be shown at the moment, the latest first."""
        return self.filter(Q(shown_until__isnull=True) | Q(shown_until__gt=at), shown_from__lte=at).order_by(
            "-shown_from", "-pk"
        )

    def in_language(self, language):
        """Return the notices on the pages of one language."""
        return self.filter(language=language)


class Notice(models.Model):
    """An emergency notice, on top of every page from one moment until another."""

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    text = models.CharField(_("text"), max_length=300)
    link = models.URLField(_("link"), blank=True, help_text=_("Where to read on: a whole address with https://."))
    shown_from = models.DateTimeField(_("shown from"), default=timezone.now)
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_from__lt=F("shown_until")),
                name="notice_ends_after_it_begins",
            )
        ]
        ordering = ["-shown_from"]
        verbose_name = _("emergency notice")
        verbose_name_plural = _("emergency notices")

    def __str__(self):
        return self.text


class Page(models.Model):
    """A page under /about/ in one language."""

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    slug = models.SlugField(_("slug"), max_length=80)
    title = models.CharField(_("title"), max_length=160)
    body = RichTextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    # The images that its text shows; `articles.pages.save` keeps it, and the view of files reads it.
    images = models.ManyToManyField(Image, editable=False, related_name="pages")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="one_page_a_language_and_slug")]
        ordering = ["language", "position", "pk"]
        verbose_name = _("page under /about/")
        verbose_name_plural = _("pages under /about/")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return localized("articles:page", self.language, slug=self.slug)
