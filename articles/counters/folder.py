"""The thread that folds: one in each process of the server, of which one a node does the work."""

import logging
import threading
import time

from django.db import Error, connection
from django.utils import timezone

from articles.counters import folding, spool
from pressroom import visitors

logger = logging.getLogger(__name__)

# In seconds: between two turns, and how long all processes have to end their files. What a reader is told is at most as
# old as both and a transaction. With twice as many views a transaction writes hardly more pages of the database.
EVERY, ENDING = 2, 0.1

_thread, _lock = None, threading.Lock()


def start():
    """Let this process fold views; called when a process of the server begins, and harmless if it was called before."""
    global _thread
    with _lock:
        # A thread doesn't live on in a process that was forked.
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="counters", daemon=True)
            _thread.start()


class Folder:
    """What the thread does at each turn, and what it remembers."""

    def __init__(self, here):
        self._here = here
        self._clean_day, self._is_failing = None, False

    def turn(self, at):
        """Fold what waits; delete views of past days; forget the salt of a day that is over. Raises nothing of these.

        What can't be folded (the database is away) waits, and is tried again at the next turn.
        """
        visitors.forget(at.timestamp())
        try:
            # Known before the first visitor comes: by then the database may be away.
            visitors.salt(at)
            # Held for good, so that one process knows of each network how much it sends.
            if not self._here.take():
                return
            folding.fold(self._here)
            today = timezone.localdate(at)
            if self._clean_day != today and folding.forget(at) < folding.FORGOTTEN_AT_A_TIME:
                self._clean_day = today
            self._is_failing = False
        except (Error, OSError):
            # Said once, not at each turn; a connection that broke is no use.
            if not self._is_failing:
                logger.exception("Views wait in %s, since they can't be put into the database.", self._here.folder)
            self._is_failing = True
            connection.close()


def _work():
    folder = Folder(spool.here)
    while True:
        # All processes end their files at the same moments, so that the one which folds finds what all had until then.
        time.sleep(EVERY - time.time() % EVERY)
        try:
            if not spool.here.is_taken:
                spool.here.rotate()
            # Who folds ends its own then.
            time.sleep(ENDING)
            folder.turn(timezone.now())
            if not spool.here.is_taken:
                # It has asked for the salt of the day, and has nothing else to ask.
                connection.close()
        except Exception:
            logger.exception("The thread that folds views goes on.")
            connection.close()
