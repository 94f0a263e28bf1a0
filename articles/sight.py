"""The version for poor sight as readers without script have it: every page again, at its address with `?view=large`.

The variant is the same for everybody, so it may be kept like the page itself. The base template gives it its looks;
here its links are made to lead on to variants. With script, static/js/sight.js does all of this in the browser.
"""

import re
from html import escape, unescape

from django.conf import settings
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

NAME, VALUE = "view", "large"
PAIR = f"{NAME}={VALUE}"

# A start tag whose quoted values may hold a '>': a link's, or a form's. None has a bare '<', which is also what keeps
# the time in proportion to the page, whatever stands in it.
_TAG = re.compile(r"""<(?P<name>a|form)(?=\s)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?P<name>\s(?:href|action)=)"(?P<value>[^"]*)\"""", re.IGNORECASE)
_POST = re.compile(r"""\smethod=["']?post\b""", re.IGNORECASE)
_VALUE = re.compile('"[^"]*"')
# A file that is offered, a feed, and what belongs to this version itself.
_OTHER = re.compile(r"""\s(?:download|type|data-sight-[a-z]+)(?=[\s=>])""", re.IGNORECASE)
# The desk, feeds and files by their paths. A category may be called 'feed'.
_NO_PAGE = re.compile(r"/(?:admin|static|media|theme|emblem)/|.*(?<!/category)/feed/(?:atom/)?$|.*\.[^/]*$")
_HIDDEN = f'<input type="hidden" name="{NAME}" value="{VALUE}">'


def is_large(request):
    """Whether the variant was asked for, by the reader of a public page."""
    return (
        # Looked for first, since nearly every request has no such thing.
        PAIR in request.META.get("QUERY_STRING", "")
        and request.GET.get(NAME) == VALUE
        and not request.path_info.startswith("/admin/")
    )


def own_path(request):
    """Return the path of the page as a link may have it: no path that somebody made up leads out of the site.

    A page that says that nothing is at '//example.org/' would else offer a link to that host.
    """
    return escape_leading_slashes(escape_uri_path(request.path))


def other_address(request):
    """Return the address of the page as the other version: the variant's for a usual page, the usual one's for it."""
    if not request.META.get("QUERY_STRING"):
        return f"{own_path(request)}?{PAIR}"
    query = request.GET.copy()
    if is_large(request):
        del query[NAME]
    else:
        query[NAME] = VALUE
    path = own_path(request)
    return f"{path}?{query.urlencode()}" if query else path


def enlarged(address):
    """Return an address as the variant's, where it is that of another page of the site, else as it is."""
    inside = address.removeprefix(settings.SITE_URL)
    path, hash_sign, fragment = inside.partition("#")
    path, mark, query = path.partition("?")
    if not path and not mark:
        return address
    if path.startswith("//") or (path and not path.startswith("/")) or _NO_PAGE.match(path):
        return address
    if PAIR in query.split("&"):
        return address
    start = address[: len(address) - len(inside)]
    return f"{start}{path}?{query}{'&' if query else ''}{PAIR}{hash_sign}{fragment}"


def with_large_links(html):
    """Return a page with each link and each form leading to the variants."""
    return _TAG.sub(_rewritten, html)


class LargeView:
    """Middleware: where the variant was asked for, what a page leads to and where a redirect leads are variants too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_large(request):
            return response
        if "Location" in response:
            response["Location"] = enlarged(response["Location"])
        elif not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = with_large_links(response.text)
            # The page itself is what search should find. What a preview says to robots is stricter, and stays.
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def _rewritten(match):
    tag = match[0]
    if _OTHER.search(_VALUE.sub('""', tag)):
        return tag
    if match["name"].lower() == "form" and not _POST.search(tag):
        # The browser puts the fields in the place of the query.
        return tag + _HIDDEN
    return _ADDRESS.sub(_with_large_value, tag, count=1)


def _with_large_value(match):
    address = unescape(match["value"])
    larger = enlarged(address)
    return match[0] if larger == address else f'{match["name"]}"{escape(larger)}"'
