"""Which version of the site holds, and until when: known without a question to the database for a fifth of a second.

It is asked anew in each second of the clock, so that what proxies are told of the second in which it was read is true.

A change that another process made is thus seen after a fifth of a second, and after half a second at the latest; one
that this process made, at once; what changes by the clock, at its moment.
"""

import logging
import threading
import time
from typing import NamedTuple

from django.db import Error, connection
from django.utils import timezone

from pressroom import moments, version
from pressroom.version import Version

logger = logging.getLogger(__name__)

# In seconds: after how many it is asked again; and how old it may be while one thread asks for all.
ASKED_EVERY = 0.2
OLDEST = 0.5
# While the database doesn't answer nobody can publish, so what is known holds so long; and is asked so seldom.
GRACE = 60
RETRIED_EVERY = 0.5
# How long a thread waits for the one that asks, if what it knows is too old.
PATIENCE = 1


class State(NamedTuple):
    """What is known of the site. Times are seconds since 1970."""

    version: Version
    # The next moment at which the public pages change by themselves; infinity if there is none.
    until: float
    # Just before it was asked for.
    read_at: float
    # How many changes this process had made by then.
    commits: int

    @property
    def token(self):
        """The version's token."""
        return self.version.token


class Freshness:
    """Knows the `State` of the site, for all threads of a process."""

    def __init__(self):
        self._state = None
        self._retry_at = 0.0
        self._asking = threading.Lock()

    def state(self):
        """Return the `State` that holds now, or None if it isn't known: then nothing that was kept may be shown."""
        state, now = self._state, time.time()
        if self._is_of_now(state, now):
            return state
        # A clock that is put back must not make this a long while.
        if 0 < self._retry_at - now <= RETRIED_EVERY:
            return self._of_before(state, now)
        # One thread asks; the others go on with what they know, or wait if that is too old.
        is_usable = self._is_good(state, now, OLDEST)
        if not self._asking.acquire(timeout=0 if is_usable else PATIENCE):
            if is_usable:
                return state
            # The database has taken the question and doesn't answer it: nobody waits for that again for a while.
            self._retry_at = time.time() + RETRIED_EVERY
            return self._of_before(state, time.time())
        try:
            state, now = self._state, time.time()
            return state if self._is_of_now(state, now) else self._ask(state, now)
        finally:
            self._asking.release()

    def _is_of_now(self, state, now):
        """Whether nobody has to ask: proxies may still use an answer of the second in which it was read."""
        return self._is_good(state, now, ASKED_EVERY) and int(now) == int(state.read_at)

    @staticmethod
    def _is_good(state, now, age):
        if state is None:
            return False
        return 0 <= now - state.read_at < age and now < state.until and state.commits == version.commits

    def _ask(self, state, now):
        commits = version.commits
        try:
            found = _version()
            # What was read when the clock was ahead passed over moments that are yet to come.
            if state is not None and state.token == found.token and state.read_at <= now < state.until:
                until = state.until
            else:
                following = moments.following(timezone.now())
                until = float("inf") if following is None else following.timestamp()
        except Error:
            logger.exception("The database does not say which version of the site holds.")
            self._retry_at = now + RETRIED_EVERY
            return self._of_before(state, now)
        self._retry_at = 0.0
        self._state = State(found, until, now, commits)
        return self._state

    @staticmethod
    def _of_before(state, now):
        is_known = state is not None and state.commits == version.commits
        return state if is_known and 0 <= now - state.read_at < GRACE and now < state.until else None


def _version():
    try:
        return version.current()
    except Error:
        # The database may have been started anew since this thread last asked.
        if connection.in_atomic_block:
            raise
        connection.close()
        return version.current()
