"""People to call."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Contact(models.Model):
    """A person whom a journalist may call about a release."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(pgettext_lazy("of a person", "role"), max_length=160, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact")
        verbose_name_plural = _("people to call")

    def __str__(self):
        return f"{self.name}, {self.role}" if self.role else self.name
