"""The WSGI application: from what is kept where it can be, else from Django."""

import re
import threading
import time
from functools import lru_cache

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from pressroom import visitors
from pressroom.front import marks, pages, shortcuts
from pressroom.front.freshness import Freshness
from pressroom.front.pages import Page, Store
from pressroom.front.subjects import Subjects

# Nothing of these is ever kept here, and what they say of `If-None-Match` is their own: the desk, files, the balancer.
_NEVER = ("/admin/", "/static/", "/theme/", "/emblem/", "/healthz")
_FILES = "/media/"
# Those who lead here from elsewhere mark each reader: the pages are the same, and would be rendered for each.
_FOREIGN = re.compile(r"(?:^|&)(?:utm_[a-z]+|fbclid|gclid|yclid|ysclid|_openstat|mc_[ce]id|igshid)=[^&]*")
# Longer than any address that a page of the site leads to.
LONGEST = 1000
# The longest name that DNS has, and a port: what is longer is no host, and is kept in no memory.
LONGEST_HOST = 253 + len(":65535")
# What is larger is not kept.
LARGEST = 2 * 1024 * 1024
# In seconds: how long a page lives at most, though nothing has changed (a reply's stamp in it is good for a week); and
# how long a reader waits for the rendering that another one has begun.
HOUR = 3600
PATIENCE = 10
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


class Front:
    """Wraps Django's WSGI handler."""

    def __init__(self, django, most=None):
        """Keep at most so many bytes of pages, by default `settings.PAGE_CACHE_BYTES`; 0 keeps none."""
        self._django = django
        most = settings.PAGE_CACHE_BYTES if most is None else most
        self.freshness = Freshness()
        self.store = Store(most) if most else None
        self.subjects = Subjects()
        self._shared = None
        if most and settings.REDIS_URL:
            # Here, because its package takes four megabytes of each process, and most sites have no Redis.
            from pressroom.front.shared import Shared

            self._shared = Shared(settings.REDIS_URL)
        self._making, self._lock = {}, threading.Lock()

    def __call__(self, environ, start_response):
        """Answer a request."""
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if environ.get("HTTP_X_FORWARDED_PROTO") == "https" and visitors.is_by_proxy(environ):
            environ["wsgi.url_scheme"] = "https"
        if shortcut := shortcuts.find(method, path):
            ending, function = shortcut
            state = self.freshness.state()
            about = self.subjects.get(path[: -len(ending) + 1], state)
            if _is_answered(environ.get("HTTP_HOST", "")) and (said := function(environ, about)):
                status, headers, body = said
                start_response(status, headers)
                return [body]
            if about is not None or method != "GET":
                # One reader's: no other waits for it.
                return self._ask(environ, start_response, state)
        if method in ("GET", "HEAD") and (key := _key(environ)):
            return self._page(environ, start_response, key)
        return self._django(environ, start_response)

    def _ask(self, environ, start_response, state):
        """Let Django answer, and learn what the page is about."""
        if state is None:
            return self._django(environ, start_response)
        environ[marks.VERSION] = state.version
        response = self._django(environ, start_response)
        if marks.ABOUT in environ:
            self.subjects.learn(*environ[marks.ABOUT], state)
        return response

    def _page(self, environ, start_response, key):
        state, now = self.freshness.state(), time.time()
        if state is None:
            return self._django(environ, start_response)
        page = self._kept(key, state, now)
        if page is None and environ["REQUEST_METHOD"] == "GET":
            page, passed = self._make(environ, start_response, key, state)
            if page is None:
                return passed
            # What proxies are told is how long it still holds now.
            now = time.time()
        if page is None:
            return self._ask(environ, start_response, state)
        return page.answer(environ, start_response, state, now)

    def _kept(self, key, state, now):
        return None if self.store is None else self.store.get(key, state.token, now)

    def _make(self, environ, start_response, key, state):
        """Return (page, None) where the answer may be kept, else (None, what Django answered, which has begun)."""
        if self.store is None:
            return self._render(environ, start_response, state)
        with self._lock:
            begun = self._making.get(key)
            mine = None
            if begun is None:
                mine = self._making[key] = threading.Event()
        if mine is None:
            # Of all who miss at once one has it rendered.
            begun.wait(PATIENCE)
            page = self._kept(key, self.freshness.state() or state, time.time())
            return (page, None) if page else self._render(environ, start_response, state)
        try:
            if self._shared:
                page = self._shared.get(key, state, wait=PATIENCE)
                if page:
                    if page.about:
                        self.subjects.learn(*page.about, state)
                    self._keep(key, page, state)
                    return page, None
            page, passed = self._render(environ, start_response, state)
            if page:
                self._keep(key, page, state)
            if self._shared:
                self._shared.put(key, state, page)
            return page, passed
        finally:
            with self._lock:
                del self._making[key]
            mine.set()

    def _keep(self, key, page, state):
        self.store.put(key, page, state.token, (self.freshness.state() or state).token)

    def _render(self, environ, start_response, state):
        """Let Django answer; return as `_make` does."""
        # Whether the reader has it already is looked at here: a 304 couldn't be kept.
        conditions = {name: environ.pop(name) for name in _CONDITIONS if name in environ}
        said = []
        response = self._ask(environ, lambda *args: said.extend(args), state)
        environ.update(conditions)
        is_everybodys = _is_everybodys(environ, said)
        if not (is_everybodys and _may_be_kept(response, said)):
            if is_everybodys:
                # A page that leads on or is gone: proxies have to forget what was there before.
                status, headers, *rest = said
                until, now = min(state.until, environ.get(marks.UNTIL, state.until)), time.time()
                said = [status, _with(headers, pages.freshness(until, state, now)), *rest]
            start_response(*said)
            return None, response
        body = response.content
        response.close()
        until = min(state.until, environ.get(marks.UNTIL, state.until), time.time() + HOUR)
        return Page(said[1], body, until=until, about=environ.get(marks.ABOUT)), None


def _with(headers, others):
    """Return the headers with others in the place of those of the same names, if any may be kept at all."""
    if ("Cache-Control", marks.STALE_AT_ONCE) not in headers:
        return headers
    return [(name, value) for name, value in headers if name != "Cache-Control"] + others


def _key(environ):
    """Return what a page is known by, or None for what is never kept."""
    path = environ["PATH_INFO"]
    # Where nginx sends the files, their headers are kept; else they are too large for it.
    if path.startswith(_FILES) and not settings.MEDIA_ACCEL:
        return None
    if path.startswith(_NEVER) or "HTTP_RANGE" in environ or "HTTP_IF_MATCH" in environ:
        return None
    if not _is_answered(environ.get("HTTP_HOST", "")):
        return None
    query = environ.get("QUERY_STRING", "")
    if query:
        environ["QUERY_STRING"] = query = _FOREIGN.sub("", query).lstrip("&")
    return _address(environ, path, query) if len(path) + len(query) <= LONGEST else None


def _address(environ, path, query=""):
    # Not the host: a public page names the site as `SITE_URL` has it, whatever host was asked.
    return environ["wsgi.url_scheme"], path, query


def _is_everybodys(environ, said):
    """Whether an answer is the same for everybody: its view says so, and nothing in it says otherwise."""
    headers = {name.lower(): value for name, value in said[1]}
    if marks.KEEP not in environ or "set-cookie" in headers:
        return False
    # A page that turned out to differ from reader to reader says so here.
    vary = {name.strip().lower() for name in headers.get("vary", "").split(",")} - {"", "accept-encoding"}
    return not vary and headers.get("cache-control", "").startswith("public")


def _may_be_kept(response, said):
    return said[0].startswith("200 ") and not getattr(response, "streaming", True) and len(response.content) <= LARGEST


def _is_answered(host):
    """Whether Django would answer requests to a host (as the header has it, perhaps with a port)."""
    return len(host) <= LONGEST_HOST and _is_allowed(host)


@lru_cache(maxsize=256)
def _is_allowed(host):
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
