"""What may be kept, and by whom: a view says one of these, and for what says nothing, nobody keeps it."""

from functools import wraps

from django.conf import settings
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from pressroom.front import marks
from pressroom.front.marks import STALE_AT_ONCE, fresh_until

__all__ = ["fresh_until", "immutable", "private", "public"]

YEAR = 365 * 24 * 60 * 60


def public(view):
    """Mark a page that is the same for everybody, and only read: the front keeps it until the site is another version.

    A browser asks again before using it, and so does a proxy, unless the front says more. A page that changes by the
    clock sooner than the site does says so by `fresh_until`.
    """

    @require_safe
    @wraps(view)
    def marked(request, *args, **kwargs):
        # It knows no session. Django's middleware would delete the cookie of what can be none, and vary by it.
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = STALE_AT_ONCE
        marks.may_be_kept(request)
        return response

    return marked


def immutable(view):
    """Mark a file whose address changes whenever it does: anyone may keep it for a year and need not ask again."""

    @require_safe
    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
        return response

    return marked


def private(view):
    """Mark a page that is for one reader at one moment: nobody keeps it."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        _forbid(response)
        return response

    return marked


class PrivateByDefault:
    """Middleware: a response that doesn't say who may keep it (the desk's, an error's) is kept by nobody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            _forbid(response)
        return response


def _forbid(response):
    add_never_cache_headers(response)
    patch_cache_control(response, private=True, no_store=True)
