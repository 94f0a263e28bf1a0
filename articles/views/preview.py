"""An edition as the public would see it, for the desk alone."""

from django.shortcuts import render
from django.utils import timezone

from articles import surroundings
from articles.views.releases import release_context
from pressroom.caching import private


@private
def preview(request, edition):
    """Show any edition in the page of its release, marked as a preview; nothing is counted, nobody keeps it.

    The caller has checked that this person may see it.
    """
    at = timezone.now()
    release = edition.release
    if release.date is None:
        # A draft has no address yet: here it is filed, for this page alone, under the day that it would have now.
        release.date, release.published_at = release.date_for(at), at
    surroundings.of(request, release.language)
    context = release_context(request, edition, at) | {
        "is_preview": True,
        "page_language": release.language,
        "status": edition.status(at),
        "is_open": edition.is_open,
    }
    response = render(request, "articles/preview.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
