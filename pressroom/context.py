"""What every template may ask for."""

from django.conf import settings


def site(request):
    """Return the site's name and public address; nothing of the reader."""
    return {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL}
