"""What may be kept, and by whom: a view says one of these, and for what says nothing, nobody keeps it."""

from functools import wraps

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

YEAR = 365 * 24 * 60 * 60


def public(view):
    """Mark a page that is the same for everybody, and only read: anyone may keep it, and asks again before using it."""

    @require_safe
    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
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


class CompressPublic(GZipMiddleware):
    """Middleware: what is text and anybody's is sent compressed, to whoever takes it so.

    What is one reader's never is: from the length of a compressed page its secrets can be guessed (the attack named
    BREACH). A page that is the same for everybody has none, so it gets none of the random bytes that hide a length
    either. Files are compressed already.
    """

    max_random_bytes = 0

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith(("xml", "json"))
        if response.streaming or not is_text or "public" not in response.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)


def _forbid(response):
    add_never_cache_headers(response)
    patch_cache_control(response, private=True, no_store=True)
