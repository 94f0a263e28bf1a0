"""The articles app: releases, what they say and said, and the desk that writes them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Releases, editions, categories, images, counters."""

    name = "articles"
    verbose_name = _("Releases")
