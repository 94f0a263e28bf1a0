"""Whole answers as they are kept, and the memory that keeps them: so many bytes and no more."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from email.utils import parsedate_to_datetime

import brotli

from pressroom.front.marks import FRESH, STALE_AT_ONCE
from pressroom.visitors import is_by_proxy

# Best first; the names are those of RFC 9110 and RFC 7932.
BROTLI, GZIP, IDENTITY = "br", "gzip", ""
# Most pages are asked for once before the site is another version: then to save time is to save it each time. From the
# second time on a page has a fifth fewer bytes, for four times as long, once.
SOON, SMALL = {BROTLI: 1, GZIP: 1}, {BROTLI: 5, GZIP: 6}
# Pages are smaller than so many bits can count; a larger window takes two megabytes more while it compresses.
BROTLI_WINDOW = 18
# What is shorter gains nothing.
LEAST = 200
# What an entry weighs besides its bytes.
OVERHEAD = 2000
# Part of the memory that is for addresses with a query: whoever makes them up pushes out none without.
OF_QUERIES = 0.25
# The headers that belong to an answer without a body, of those that a page has (RFC 9110, 15.4.5).
_OF_304 = {"content-security-policy", "content-language", "vary", "link", "access-control-allow-origin"}
_OURS = {"cache-control", "content-length", "etag", "vary"}

_COMPRESS = {
    BROTLI: lambda body, quality: brotli.compress(body, quality=quality, lgwin=BROTLI_WINDOW),
    GZIP: lambda body, level: gzip.compress(body, level, mtime=0),
}
_DECOMPRESS = {BROTLI: brotli.decompress, GZIP: gzip.decompress}


def freshness(until, state, now):
    """Return the headers by which proxies know how long they may use an answer that ends at a moment.

    It is a second at most. nginx also gets the second of the clock in which the version was read, which is still the
    present one: by itself it would count from the end of that. It stands first: then some versions of nginx (1.22) read
    no further, each time that they answer.
    """
    if until - now < 1:
        return [("X-Accel-Expires", "0"), ("Cache-Control", STALE_AT_ONCE)]
    return [("X-Accel-Expires", f"@{int(state.read_at)}"), ("Cache-Control", FRESH)]


class Page:
    """A public answer with status 200, the same for everybody.

    Its bytes are kept as they were first asked for, compressed mostly, and in other encodings once somebody asks. Who
    asks first has them soon, whoever comes later has fewer of them; until then the tag is a weak one (RFC 9110, 8.8.1).
    What is one reader's is never compressed: from the length of a compressed page its secrets can be guessed (the
    attack named BREACH); a page that is the same for everybody has none.
    """

    def __init__(self, headers, body, *, until=float("inf"), about=None):
        """Take the headers that the view gave, the bytes, the moment at which they end and what they are about."""
        self.until, self.about = until, about
        found = {name.lower(): value for name, value in headers}
        self.tag = found.get("etag", "").removeprefix("W/").strip('"') or hashlib.sha256(body).hexdigest()[:32]
        self.is_text = _is_text(found.get("content-type", "")) and len(body) >= LEAST
        self.modified = found.get("last-modified")
        self.given = list(headers)
        # A file may be kept by others for longer than a page, as its view says.
        self._kept_by_others = [("Cache-Control", found.get("cache-control", ""))]
        self._is_page = found.get("cache-control") == STALE_AT_ONCE
        vary = [("Vary", "Accept-Encoding")] if self.is_text else []
        self._headers = [(name, value) for name, value in headers if name.lower() not in _OURS] + vary
        self._of_304 = [(name, value) for name, value in self._headers if name.lower() in _OF_304]
        # By encodings: the bytes, and whether they stay as they are.
        self._bodies = {IDENTITY: (body, True)}
        self._said = {}

    @property
    def size(self):
        """How many bytes of memory it takes, about."""
        return sum(len(body) for body, _stays in self._bodies.values()) + OVERHEAD

    def body(self, encoding=IDENTITY):
        """Return its bytes in an encoding."""
        return self._encoded(encoding)[0]

    def _encoded(self, encoding, *, is_again=False):
        """Return (bytes, whether they stay as they are); they do where they are asked for again."""
        found = self._bodies.get(encoding)
        if found is None or not found[1]:
            is_again = is_again or found is not None
            kept, (body, _stays) = next(iter(self._bodies.items()))
            body = _DECOMPRESS[kept](body) if kept else body
            if encoding:
                body = _COMPRESS[encoding](body, (SMALL if is_again else SOON)[encoding])
            found = body, is_again or not encoding
            # The plain bytes are the longest, and are had again at any time.
            bodies = {**self._bodies, encoding: found}
            if len(bodies) > 1:
                bodies.pop(IDENTITY, None)
            self._bodies = bodies
        return found

    def answer(self, environ, start_response, state, now):
        """Answer a GET or HEAD: with 304 to who has the same."""
        encoding = self._encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        tag = f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'
        fresh = freshness(min(self.until, state.until), state, now) if self._is_page else self._kept_by_others
        # A proxy that has what was soon done would send that to everybody for as long as the page is the same.
        is_again = environ.get("HTTP_IF_NONE_MATCH", "").startswith("W/") and is_by_proxy(environ)
        if not (is_again and encoding) and self._has_same(environ):
            stays = not encoding or self._bodies.get(encoding, (b"", False))[1]
            start_response("304 Not Modified", [*self._of_304, ("ETag", tag if stays else f"W/{tag}"), *fresh])
            return []
        body, stays = self._encoded(encoding, is_again=is_again)
        said = self._said.get(encoding) if stays else None
        if said is None:
            said = [*self._headers, ("ETag", tag if stays else f"W/{tag}"), ("Content-Length", str(len(body)))]
            if encoding:
                said.append(("Content-Encoding", encoding))
            if stays:
                self._said[encoding] = said
        start_response("200 OK", [*said, *fresh])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _encoding(self, accepted):
        if not self.is_text or not accepted:
            return IDENTITY
        # Nearly every browser says one of these two things; a weight of nothing is what few programs send.
        if ";q=0" in accepted.replace(" ", ""):
            return _weighed(accepted)
        return BROTLI if "br" in accepted else GZIP if "gzip" in accepted else IDENTITY

    def _has_same(self, environ):
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None:
            if asked.strip() == "*":
                return True
            tags = (tag.strip().removeprefix("W/").strip('"') for tag in asked.split(","))
            return any(tag.removesuffix(f"-{BROTLI}").removesuffix(f"-{GZIP}") == self.tag for tag in tags)
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return bool(since and self.modified and _is_after(since, self.modified))


class Store:
    """The pages that a process keeps, by their addresses; those unasked for longest go when there are too many."""

    def __init__(self, most):
        """Keep at most so many bytes."""
        self._shelves = (_Shelf(int(most * (1 - OF_QUERIES))), _Shelf(int(most * OF_QUERIES)))
        self.token = None
        self._lock = threading.Lock()

    def get(self, key, token, now):
        """Return the page at an address, of a version and not ended at a moment; None where there is none."""
        if token != self.token:
            return None
        page = self._shelves[bool(key[-1])].get(key)
        return page if page is not None and now < page.until else None

    def put(self, key, page, token, current):
        """Keep a page that was rendered under a version's token, if that is still the `current` one."""
        with self._lock:
            if current != self.token:
                for shelf in self._shelves:
                    shelf.clear()
                self.token = current
            if token == current:
                self._shelves[bool(key[-1])].put(key, page)

    @property
    def size(self):
        """How many bytes all that is kept takes, about."""
        return sum(shelf.size for shelf in self._shelves)

    def __len__(self):
        return sum(len(shelf.pages) for shelf in self._shelves)


class _Shelf:
    """Some pages; the least lately asked first."""

    def __init__(self, most):
        self.most, self.size, self.pages, self._sizes = most, 0, OrderedDict(), {}

    def get(self, key):
        page = self.pages.get(key)
        if page is not None:
            try:
                self.pages.move_to_end(key)
            except KeyError:
                # Another thread has just taken it away.
                return page
        return page

    def put(self, key, page):
        # Counted with room for another encoding, which is made when it is asked for.
        size = 2 * page.size
        if size > self.most // 4:
            return
        self._drop(key)
        self.pages[key], self._sizes[key] = page, size
        self.size += size
        while self.size > self.most:
            self._drop(next(iter(self.pages)))

    def clear(self):
        self.pages.clear()
        self._sizes.clear()
        self.size = 0

    def _drop(self, key):
        self.size -= self._sizes.pop(key, 0)
        self.pages.pop(key, None)


def _is_text(content_type):
    kind = content_type.partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("xml", "json"))


def _weighed(accepted):
    """Return the best encoding that isn't refused by a weight of 0, as in 'br;q=0, gzip' (RFC 9110, 12.5.3)."""
    taken = {}
    for part in accepted.split(","):
        name, _semicolon, weight = part.strip().partition(";")
        try:
            taken[name.strip().lower()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            taken[name.strip().lower()] = 0
    return next((name for name in (BROTLI, GZIP) if taken.get(name, 0) > 0), IDENTITY)


def _is_after(since, modified):
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (TypeError, ValueError):
        return False
