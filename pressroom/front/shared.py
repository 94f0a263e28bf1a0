"""Pages that the processes and nodes of a site have in common, in Redis: rendered once for all of them.

It only saves work. Without Redis, or while it doesn't answer, each process renders for itself, and whether a page is
still true is never asked here.
"""

import hashlib
import json
import logging
import os
import secrets
import time

import redis
from django.conf import settings

from pressroom import software
from pressroom.front.pages import Page

logger = logging.getLogger(__name__)

# In seconds: how long an answer of Redis is waited for; how long it is left alone after a failure; how long one process
# has to render a page before another one does it too; and how often those who wait look.
TIMEOUT, LEFT_ALONE, RENDERING, LOOK_EVERY = 0.25, 5, 10, 0.01
# How long a page stays there. A version that is gone is asked for by nobody.
KEPT = 3600
_FAILURES = (redis.RedisError, OSError)
# Given up by whoever took it, and by nobody else.
_GIVE_UP = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"


class Shared:
    """The common pages of the nodes that have the same software, settings and database."""

    def __init__(self, url):
        self._redis = redis.Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
        # Another version of the software makes other pages, and another site other ones still.
        parts = f"{software.checksum()} {settings.SITE_URL} {settings.SECRET_KEY}"
        self._space = hashlib.sha256(parts.encode()).hexdigest()[:32]
        self._left_alone_until = 0.0
        self._node = secrets.token_hex(8)

    def get(self, key, state, wait):
        """Return the page at an address, or None: then the caller renders it, and calls `put` whatever comes of it.

        While another process renders it, this waits for that one, at most so many seconds.
        """
        name, until = self._name(key, state), time.monotonic() + wait
        try:
            while time.monotonic() >= self._left_alone_until:
                if (found := self._redis.get(name)) and (page := _read(found)).until > time.time():
                    return page
                if self._redis.set(f"{name}:lock", self._mine(), nx=True, ex=RENDERING) or time.monotonic() > until:
                    return None
                time.sleep(LOOK_EVERY)
        except _FAILURES:
            self._leave_alone()
        return None

    def put(self, key, state, page):
        """Share what was rendered after `get` found nothing; None if it can't be kept."""
        if time.monotonic() < self._left_alone_until:
            return
        name = self._name(key, state)
        try:
            if page:
                self._redis.set(name, _written(page), ex=KEPT)
            self._redis.eval(_GIVE_UP, 1, f"{name}:lock", self._mine())
        except _FAILURES:
            self._leave_alone()

    def _name(self, key, state):
        address = hashlib.sha256("\n".join(key).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        # What was rendered before a moment isn't met after it, though the version is the same.
        return f"pressroom:{self._space}:{state.token}:{state.until}:{address}"

    def _mine(self):
        # The processes of a node are forked, and have all else in common.
        return f"{self._node}-{os.getpid()}"

    def _leave_alone(self):
        logger.warning("Redis does not answer; pages are not shared for %d seconds.", LEFT_ALONE)
        self._left_alone_until = time.monotonic() + LEFT_ALONE


def _written(page):
    known = {"headers": page.given, "until": page.until, "about": page.about}
    return json.dumps(known).encode() + b"\n" + page.body()


def _read(written):
    known, _line, body = written.partition(b"\n")
    known = json.loads(known)
    headers = [tuple(header) for header in known["headers"]]
    return Page(headers, body, until=known["until"], about=known["about"])
