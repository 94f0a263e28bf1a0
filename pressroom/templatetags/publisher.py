"""Who publishes the site, for the pages that can't ask the database."""

from django import template
from django.utils.translation import get_language

from pressroom import identity

register = template.Library()


@register.simple_tag
def last_known_identity():
    """Return the `Identity` as this process last read it in the page's language, else the default."""
    return identity.last_known(get_language())
