"""What readers write at the same moment, in one transaction: for SQLite, where one writes at a time.

By themselves writers of SQLite spend most of a rush waiting. Each waits for the disk, one after another; and who finds
the database taken sleeps and looks again, so that it lies idle, or goes to whoever happens to look. Here the processes
of a node stand in a queue, and whose turn it is takes along what the other threads of its process have to write: the
disk is waited for once.
"""

import fcntl
import os
import threading
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction


class _Turn:
    """What a thread has to write, and what became of it."""

    def __init__(self, work):
        self.work = work
        self.is_over, self.found, self.error = False, None, None


_waiting, _adding, _writing = [], threading.Lock(), threading.Lock()


def write(work):
    """Return what `work()` returns, or raise what it raises, once it is committed or taken back.

    It may be called by another thread, in a transaction with others' work: it asks nothing of the thread (the language,
    say), and what it raises takes back only what it wrote itself. Elsewhere than on SQLite, and inside of a
    transaction, it is simply called in one.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    turn = _Turn(work)
    with _adding:
        _waiting.append(turn)
    with _writing:
        # Whoever wrote meanwhile took it along, perhaps.
        if not turn.is_over:
            with _queue():
                _write(_taken())
    if turn.error is not None:
        raise turn.error
    return turn.found


def _taken():
    with _adding:
        turns = _waiting[:]
        _waiting.clear()
    return turns


def _write(turns):
    try:
        with transaction.atomic():
            for turn in turns:
                _take(turn)
    except BaseException as error:
        # Of what the transaction held nothing is kept.
        for turn in turns:
            turn.error = error
    finally:
        for turn in turns:
            turn.is_over = True


def _take(turn):
    try:
        with transaction.atomic():
            turn.found = turn.work()
    except Exception as error:
        turn.error = error


@contextmanager
def _queue():
    file = _file(settings.VAR_DIR, os.getpid())
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@lru_cache(maxsize=1)
def _file(folder, _process):
    # A process that is forked must open it anew: what was open before is locked by all of them at once.
    return os.open(Path(folder) / "writers", os.O_RDWR | os.O_CREAT, 0o600)
