"""From an address to what is there: the live edition, where it moved to, or that it was taken away."""

import datetime
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from articles.models import Edition, OldAddress, Release
from pressroom.language import speaking

# No old address is longer.
LONGEST = OldAddress._meta.get_field("path").max_length


def at_address(view):
    """Give the view of an address below `addresses.RELEASE` the live edition: `view(request, edition, **rest)`.

    The edition comes with its release alone. Where none is live the view isn't called: an old address leads to the
    present one (see `moved`), a removed release answers 410 with its reason or 302, and all else is 404.
    """

    @wraps(view)
    def found(request, year, month, day, slug, language=settings.LANGUAGE_CODE, **rest):
        try:
            date = datetime.date(year, month, day)
        except ValueError as error:
            raise Http404 from error
        edition = (
            Edition.objects.live(timezone.now())
            .in_language(language)
            .filter(release__date=date, release__slug=slug)
            .select_related("release")
            .first()
        )
        if edition is not None:
            return view(request, edition, **rest)
        release = Release.objects.filter(language=language, date=date, slug=slug).first()
        if release is not None and release.is_removed:
            return gone(request, release)
        return moved(request)

    return found


def gone(request, release):
    """Answer for a removed release: 302 to where it points, else 410 with the public reason."""
    if release.removed_to:
        # 302 and not 301, because a removal can be undone.
        return HttpResponseRedirect(release.removed_to)
    # A short address and one that the release once had don't say its language, or another one.
    with speaking(request, release.language):
        return render(request, "410.html", {"release": release}, status=410)


def moved(request):
    """Answer for a path at which nothing is live: 301 if it is an old address or below one, else Http404.

    A POST gets 308, so that the browser sends it again as it was, and a reply that somebody wrote isn't lost.
    """
    path = request.path
    old = OldAddress.objects.filter(path__in=and_above(path)).select_related("release", "category_text")
    old = old.order_by("-path").first()
    if old is None:
        raise Http404
    if old.category_text_id:
        return _permanently(request, old.category_text.get_absolute_url() + path[len(old.path) :])
    if old.release.is_removed:
        return gone(request, old.release)
    if not Edition.objects.live(timezone.now()).filter(release=old.release).exists():
        raise Http404
    return _permanently(request, old.release.get_absolute_url() + path[len(old.path) :])


def and_above(path):
    """Return a path and those above it, the longest first: what is below an old address moved with it.

    '/a/b/like/' -> ['/a/b/like/', '/a/b/', '/a/', '/']. What is longer than any old address is left out: of a path
    with thousands of slashes the ones above it would fill the memory.
    """
    found = [path[: i + 1] for i in range(min(len(path) - 1, LONGEST) - 1, -1, -1) if path[i] == "/"]
    return [path, *found] if len(path) <= LONGEST else found


def _permanently(request, path):
    return HttpResponsePermanentRedirect(path, preserve_request=request.method not in {"GET", "HEAD"})
