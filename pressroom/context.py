"""What every template may ask for."""

from django.conf import settings


def language_of(request):
    """Return the code of the language that the address is in, which is known even where nothing was found."""
    match = request.resolver_match
    return (match.kwargs if match else {}).get("language", settings.LANGUAGE_CODE)


def site(request):
    """Return the site's name and public address, and the language of the page's address; nothing of the reader."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "page_language": language_of(request),
    }
