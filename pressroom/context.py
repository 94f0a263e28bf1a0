"""What every template may ask for."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from pressroom import identity
from pressroom.language import language_of


def site(request):
    """Return who publishes the site, its address and the language of the page; nothing of the reader."""
    language = language_of(request)
    return {
        # Asked for when a template names them: a public page has them by then (`articles.surroundings`).
        "identity": SimpleLazyObject(lambda: identity.of(request, language)),
        "SITE_NAME": SimpleLazyObject(lambda: identity.of(request, language).name),
        "SITE_URL": settings.SITE_URL,
        "page_language": language,
    }
