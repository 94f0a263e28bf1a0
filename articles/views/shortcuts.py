"""What the counters answer before Django is asked (`pressroom.front.shortcuts`): the same as `articles.views.counters`.

Whatever isn't plain goes on to Django: an address below a page that isn't known yet, a foreign origin, a cookie, a day
whose salt isn't known yet, a full disk. So does the first request of each kind: what Django and its middleware say
beside the answer is learned from theirs.
"""

import time

from django.http import HttpResponse, JsonResponse

from articles import counters
from pressroom import visitors
from pressroom.origin import is_foreign

# In seconds: for how long the numbers of a release are told without a question to the database; and for how long more
# while the one who came first asks.
KEPT, ASKING = 1, 0.5
# Releases whose numbers are kept, some hundred bytes each.
MOST = 5000
# The name of the cookie by which a browser's likes are known.
COOKIE = "likes"

# By what was asked and the scheme: the headers of Django's answer.
_headers = {}
# By release: the answer, and until when it holds, by the monotonic clock.
_numbers = {}


def view(environ, about):
    """Count a view, or answer a robot."""
    headers = _headers.get(("view", environ["wsgi.url_scheme"]))
    if about is None or headers is None or is_foreign(environ) or not _is_taken(environ, about):
        return None
    return "204 No Content", headers, b""


def state(environ, about):
    """Tell who sends no cookie the numbers, as of the last second."""
    headers = _headers.get(("state", environ["wsgi.url_scheme"]))
    if about is None or headers is None or f"{COOKIE}=" in environ.get("HTTP_COOKIE", ""):
        return None
    body, until = _numbers.get(about, (None, 0))
    now = time.monotonic()
    if now >= until:
        if body is not None:
            # One asks, and the others have what was known until it is answered.
            _numbers[about] = (body, now + ASKING)
        return None
    return "200 OK", [*headers, ("Content-Length", str(len(body)))], body


class Told(HttpResponse):
    """Django's answer to a view: nothing. From the first one the shortcut learns."""

    def __init__(self, request):
        super().__init__(status=204)
        # Nothing has no type, nor a language.
        del self["Content-Type"]
        self._scheme = request.scheme

    def close(self):
        """Learn, now that the middleware has had its say."""
        _learn("view", self._scheme, self)
        super().close()


class Numbers(JsonResponse):
    """Django's answer to who sends no cookie. The shortcut learns from it, and repeats it for a second."""

    def __init__(self, request, release, state):
        super().__init__(state)
        self._scheme = request.scheme
        if len(_numbers) >= MOST:
            _numbers.clear()
        _numbers[release.pk] = (self.content, time.monotonic() + KEPT)

    def close(self):
        """Learn, now that the middleware has had its say."""
        _learn("state", self._scheme, self)
        super().close()


def forget():
    """Forget what was learned and is kept; between tests."""
    _headers.clear()
    _numbers.clear()


def _is_taken(environ, about):
    if visitors.is_robot(environ):
        return True
    try:
        return counters.acknowledge(about, environ, time.time())
    except OSError:
        return False


def _learn(kind, scheme, response):
    if (kind, scheme) not in _headers:
        own = {"Content-Length", "Expires"}
        _headers[kind, scheme] = [(name, value) for name, value in response.items() if name not in own]
