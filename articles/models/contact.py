"""People to call, named in each language."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pressroom.alphabet import Alphabetical


class Words(NamedTuple):
    """What somebody to call is named, and the code of the language that this is in."""

    name: str
    role: str
    language: str

    def __str__(self):
        return f"{self.name}, {self.role}" if self.role else self.name


class ContactQuerySet(models.QuerySet):
    """Reading people to call."""

    def worded_in(self, language):
        """Bring along, in the same query, their `words` in one language, in the alphabetical order of those names."""
        # At most one text, which a constraint keeps: nobody comes twice.
        own = FilteredRelation("texts", condition=Q(texts__language=language))
        shown = {
            "shown_name": Coalesce("own__name", "name"),
            # The role that goes with that name, though it be empty.
            "shown_role": Coalesce("own__role", "role"),
            "shown_language": Coalesce("own__language", Value(settings.LANGUAGE_CODE)),
        }
        return self.annotate(own=own).annotate(**shown).order_by(Alphabetical(F("shown_name"), language), "pk")


class Contact(models.Model):
    """A person whom a journalist may call about a release; named in the site's own language, see `ContactText`."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(pgettext_lazy("of a person", "role"), max_length=160, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact")
        verbose_name_plural = _("people to call")

    def __str__(self):
        return str(self.words)

    @property
    def words(self):
        """The `Words` in the language of `worded_in`, else those in the site's own language."""
        if hasattr(self, "shown_name"):
            return Words(self.shown_name, self.shown_role, self.shown_language)
        return self._own_words

    @property
    def _own_words(self):
        return Words(self.name, self.role, settings.LANGUAGE_CODE)


class ContactText(models.Model):
    """The name and the role of somebody to call, in a language other than the site's own."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="texts", verbose_name=_("contact"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(pgettext_lazy("of a person", "role"), max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "language"], name="one_text_a_contact_and_language"),
        ]
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")

    def __str__(self):
        return str(Words(self.name, self.role, self.language))
