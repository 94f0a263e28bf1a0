"""Categories: what releases are about, named in each language."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.addresses import localized


class CategoryTextQuerySet(models.QuerySet):
    """Reading category names."""

    def in_language(self, language):
        """Return the texts in one language, in the order of their categories."""
        return self.filter(language=language).order_by("category__position", "category_id")


class Category(models.Model):
    """A place in the order of categories; its words are in `CategoryText`."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self):
        text = self.text_in(get_language())
        return text.name if text else f"#{self.pk}"

    def text_in(self, language):
        """Return the `CategoryText` in a language, else in the site's own, else the first there is, else None.

        It asks nothing if they are prefetched.
        """
        texts = list(self.texts.all())
        wanted = (language, settings.LANGUAGE_CODE)
        return next((text for one in wanted for text in texts if text.language == one), texts[0] if texts else None)


class CategoryText(models.Model):
    """A category's name, address and description in one language."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="texts", verbose_name=_("category"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("The last part of the category's address."))
    description = models.TextField(_("description"), blank=True, help_text=_("One sentence for the category's page."))

    objects = CategoryTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "language"], name="one_text_a_category_and_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="one_category_a_language_and_slug"),
        ]
        verbose_name = _("category name")
        verbose_name_plural = _("category names")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return localized("articles:category", self.language, slug=self.slug)
