"""What the templates of search need."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles.addresses import localized
from pressroom.language import OWN_NAMES

register = template.Library()


@register.simple_tag
def search_url(language=""):
    """Return the path of the search page in a language, without one in the page's."""
    return localized("articles:search", language or get_language())


@register.filter
def own_name(language):
    """Return a language's name in its own words."""
    return OWN_NAMES.get(language, language)


@register.filter
def marked(pieces):
    """Return `articles.search.extracts.Piece`s as HTML, with a mark on each that was looked for."""
    return mark_safe(
        "".join([f"<mark>{escape(piece.text)}</mark>" if piece.is_hit else escape(piece.text) for piece in pieces])
    )
