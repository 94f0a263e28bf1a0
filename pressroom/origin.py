"""Where a POST came from. Public pages are cached and can carry no token, so the browser's word is taken instead."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
PORTS = {"http": 80, "https": 443}


def public_post(view):
    """Let anybody POST to the view from a page of this site: no token, and 403 to what another site's page sends.

    A session that happens to be there gives no rights: `request.user` is anonymous in whatever is not a safe method.
    That is also why a request with neither Origin nor Sec-Fetch-Site may pass: browsers older than those headers and
    programs send it, and there is nothing to win by making somebody's browser do what anybody may do.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in SAFE_METHODS:
            if is_foreign(request):
                raise PermissionDenied(_("This was sent from a page of another site."))
            request.user = AnonymousUser()
        return view(request, *args, **kwargs)

    return guarded


def is_foreign(asked):
    """Return whether the browser says that a page of another site sent the request, which may be a WSGI environ.

    Sec-Fetch-Site (Fetch Metadata) and Origin (Fetch) are written by the browser; no page can change either. 'null' is
    the Origin of a sandboxed page, but also of a reader's own who sends no referrers: with 'same-origin' it is ours.
    """
    environ = getattr(asked, "META", asked)
    fetch_site = environ.get("HTTP_SEC_FETCH_SITE", "").strip().lower()
    origin = environ.get("HTTP_ORIGIN", "").strip()
    if fetch_site == "cross-site":
        return True
    if origin == "null" and fetch_site == "same-origin":
        return False
    if origin:
        host = environ.get("HTTP_HOST", "") if asked is environ else asked.get_host()
        own = (f"{environ['wsgi.url_scheme']}://{host}", settings.SITE_URL)
        return origin not in own and _parts(origin) not in {_parts(address) for address in own} - {None}
    # A neighbour under the same domain is another site to us.
    return fetch_site == "same-site"


def _parts(origin):
    """Return (scheme, host, port) of an origin, or None for what is none."""
    try:
        split = urlsplit(origin.lower())
        port = split.port
    except ValueError:
        return None
    if split.scheme not in PORTS or not split.hostname or "@" in split.netloc or split.path or split.query:
        return None
    return split.scheme, split.hostname, port or PORTS[split.scheme]
