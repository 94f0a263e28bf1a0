"""`{% search_url %}`: where the search page is."""

from django import template
from django.utils.translation import get_language

from articles.addresses import localized

register = template.Library()


@register.simple_tag
def search_url(language=""):
    """Return the path of the search page in a language, without one in the page's."""
    return localized("articles:search", language or get_language())
