"""What every template may ask for."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from pressroom import identity


def language_of(request):
    """Return the code of the language that the address is in, which is known even where nothing was found."""
    match = request.resolver_match
    return (match.kwargs if match else {}).get("language", settings.LANGUAGE_CODE)


def site(request):
    """Return who publishes the site, its address and the language of the page's address; nothing of the reader."""
    language = language_of(request)
    return {
        # Asked for when a template names them: a public page has them by then (`articles.surroundings`).
        "identity": SimpleLazyObject(lambda: identity.of(request, language)),
        "SITE_NAME": SimpleLazyObject(lambda: identity.of(request, language).name),
        "SITE_URL": settings.SITE_URL,
        "page_language": language,
    }
