"""Which version of the site holds, and until when: known without a question to the database for a fifth of a second.

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
        if state is not None and self._is_good(state, now, ASKED_EVERY):
            return state
        # One thread asks; the others go on with what they know, or wait if that is too old.
        if not self._asking.acquire(blocking=state is None or not self._is_good(state, now, OLDEST)):
            return state
        try:
            state, now = self._state, time.time()
            if state is None or not self._is_good(state, now, ASKED_EVERY):
                state = self._ask(state, now)
            return state
        finally:
            self._asking.release()

    @staticmethod
    def _is_good(state, now, age):
        return 0 <= now - state.read_at < age and now < state.until and state.commits == version.commits

    def _ask(self, state, now):
        if now < self._retry_at:
            return self._of_before(state, now)
        commits = version.commits
        try:
            found = _version()
            if state is not None and state.token == found.token and now < state.until:
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
        if state is None or not 0 <= now - state.read_at < GRACE or now >= state.until:
            return None
        return state


def _version():
    try:
        return version.current()
    except Error:
        # The database may have been started anew since this thread last asked.
        if connection.in_atomic_block:
            raise
        connection.close()
        return version.current()
