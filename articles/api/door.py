"""What all addresses of the API have in common: who may read, by which methods, and who may keep the answer."""

import hashlib
from functools import wraps

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from articles.api import errors
from pressroom.caching import public

METHODS = "GET, HEAD, OPTIONS"
# Any page in the world may read: there is nothing here that isn't everybody's.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    # A search engine is to find the pages, which say the same.
    "X-Robots-Tag": "noindex",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def door(view, parameters=()):
    """Let a view be read by everybody's programs, with no other `parameters` than those named.

    The view is asked by GET alone. Whatever it raises is answered as a problem, and kept by nobody; its answer may be
    kept as a public page may.
    """
    readable = public(_tagged(view))

    @csrf_exempt  # It changes nothing, and a POST is to be told so.
    @wraps(view)
    def opened(request, **kwargs):
        try:
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers=PREFLIGHT)
            elif request.method not in {"GET", "HEAD"}:
                raise errors.Refusal(405, f"Only {METHODS} are answered.", headers={"Allow": METHODS})
            else:
                _check(request.GET, parameters)
                response = readable(request, **kwargs)
        except Exception as error:
            response = errors.answer(error)
        for header, value in CORS.items():
            response.headers[header] = value
        return response

    return opened


def _check(asked, parameters):
    """Refuse what no parameter is, and one that is given twice: which of them holds would be a guess."""
    faults = {}
    for name, values in asked.lists():
        if name not in parameters:
            faults[name] = "There is no such parameter here"  # not shown: for programs
        elif len(values) > 1:
            faults[name] = "Give it once"  # not shown: for programs
    if faults:
        raise errors.foolish(faults)


def _tagged(view):
    """Give a view's answer a strong ETag of its body, or answer 304 to who has the same."""

    @wraps(view)
    def tagged(request, **kwargs):
        method, request.method = request.method, "GET"
        try:
            response = view(request, **kwargs)
        finally:
            request.method = method
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, response.headers["ETag"], None, response)

    return tagged
