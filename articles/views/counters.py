"""What differs from reader to reader and from moment to moment: the counters as they stand, and 'you liked this'."""

import base64
import math
import time

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import counters, versions
from articles.lookup import at_address
from articles.views.shortcuts import COOKIE, Numbers, Told
from pressroom import ratelimit, visitors
from pressroom.caching import private
from pressroom.front import marks
from pressroom.origin import is_foreign, public_post

HOUR = 3600
# Changes of mind that one visitor may have in an hour, and those that may come from one address, behind which there
# may be an office or a mobile network, but also a robot that calls itself something else each time.
LIKES_AN_HOUR = 30
LIKES_AN_HOUR_FROM_A_NETWORK = 300

COOKIE_SALT = "articles.likes"
COOKIE_SECONDS = 365 * 24 * HOUR

# A transparent GIF of one pixel, the smallest that every browser shows (43 bytes).
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")


@require_POST
@private
@public_post
@at_address
def view(request, edition):
    """Count a view: the page's script sends this once somebody has seen the page."""
    marks.about(request, edition.get_absolute_url(), edition.release_id)
    _count(request, edition.release)
    return Told(request)


@require_safe
@private
@at_address
def pixel(request, edition):
    """Count a view by a reader without script: the one address that counts on GET."""
    # An image may be asked for by any page in the world; one of another site's is no reading of ours.
    if not is_foreign(request):
        _count(request, edition.release)
    return HttpResponse(PIXEL, content_type="image/gif")


@require_safe
@private
@at_address
def state(request, edition):
    """Tell the page's script the numbers as they are now, and whether this browser's cookie likes the release."""
    release = edition.release
    if COOKIE not in request.COOKIES:
        return Numbers(request, release, _state(release, is_liked=False))
    return JsonResponse(_state(release, counters.is_liked(release, _kept_token(request))))


@require_http_methods(["GET", "HEAD", "POST"])
@private
@public_post
@at_address
def like(request, edition):
    """Show whether the reader likes the release, with the button that changes it; on POST, change it.

    `wanted` is 1 to like and 0 to take it back, so that a second click changes nothing. A browser is led back here by
    303, a script that accepts JSON is told the new state. The first like sets the signed cookie that later knows it
    again; until then the token is the day's visitor, so that a program which keeps no cookies has one like a day.
    """
    at = timezone.now()
    release = edition.release
    token = _kept_token(request) or visitors.visitor(request, at, purpose="like")
    if request.method != "POST":
        return _answer(request, edition, is_liked=counters.is_liked(release, token))
    wanted = request.POST.get("wanted")
    if wanted not in {"0", "1"}:
        error = _("It was not said whether the like is to be given or taken back. Press the button again.")
        return _answer(request, edition, is_liked=counters.is_liked(release, token), error=error, status=400)
    if not _may_like(request, token, at):
        return _too_often(request, edition, is_liked=counters.is_liked(release, token), at=at)
    if wanted == "1":
        counters.like(release, token, at)
    else:
        counters.unlike(release, token, at)
    if _wants_json(request):
        release.refresh_from_db(fields=["views", "likes"])
        response = JsonResponse(_state(release, is_liked=wanted == "1"))
    else:
        response = HttpResponseRedirect(release.url("articles:like"), status=303)
    if wanted == "1":
        response.set_signed_cookie(
            COOKIE,
            token,
            salt=COOKIE_SALT,
            max_age=COOKIE_SECONDS,
            secure=settings.IS_HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return response


def _count(request, release):
    """Count the view unless nobody reads; answers the same in every case."""
    if not visitors.is_robot(request):
        counters.see(release.pk, request, time.time())


def _may_like(request, token, at):
    limits = (
        (f"like {token}", LIKES_AN_HOUR),
        (f"like {visitors.network(request, at)}", LIKES_AN_HOUR_FROM_A_NETWORK),
    )
    return all(ratelimit.is_allowed(key, limit=limit, seconds=HOUR, at=at) for key, limit in limits)


def _kept_token(request):
    """Return the token in the visitor's cookie; None without one, or if it wasn't signed here."""
    return request.get_signed_cookie(COOKIE, default=None, salt=COOKIE_SALT, max_age=COOKIE_SECONDS)


def _state(release, is_liked):
    return {"views": release.views, "likes": release.likes, "liked": is_liked}


def _wants_json(request):
    # A browser's form accepts '*/*' as well, at the end of its list; it gets the page.
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _too_often(request, edition, *, is_liked, at):
    seconds = ratelimit.seconds_left(HOUR, at)
    minutes = math.ceil(seconds / 60)
    error = ngettext(
        "That was pressed too often from here, so this time it was not counted. Try again in %(minutes)d minute.",
        "That was pressed too often from here, so this time it was not counted. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
    response = _answer(request, edition, is_liked=is_liked, error=error, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _answer(request, edition, *, is_liked, error="", status=200):
    """Return the state as a page or as JSON, with what went wrong if anything did."""
    if _wants_json(request):
        state = _state(edition.release, is_liked)
        return JsonResponse({**state, "error": error} if error else state, status=status)
    context = {
        "edition": edition,
        "release": edition.release,
        "is_liked": is_liked,
        "error": error,
        "versions": versions.below_release(edition.release, timezone.now()),
    }
    return render(request, "articles/like.html", context, status=status)
