"""Views that wait on the node's disk: each process appends to a file of its own, and one of them takes what is whole.

The file has its size from the beginning, and a process writes into it as into its memory: what is there, the system
keeps, however the process ends. A call of the system for each view would take ten times as long, and threads would
wait for each other's.

A record is 32 bytes at a multiple of 32, so it is in one line of the processor's cache, one page and one sector of the
disk; and its day is written last, at once. So a record with a day is whole, also if its process was killed within it.

A process holds a lock on its file for as long as it writes there; the system takes the lock from who dies. So a file
that nobody holds is whole, whoever wrote it.
"""

import contextlib
import datetime
import fcntl
import itertools
import logging
import mmap
import os
import secrets
import struct
import sys
import threading
from array import array
from collections.abc import Callable
from itertools import compress, product
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from articles.counters import former

logger = logging.getLogger(__name__)

SUFFIX = ".spool"
# A `Seen`, as the machine itself has numbers: no other machine reads the file.
_RECORD = struct.Struct("8s8sqII")
SIZE = _RECORD.size
# What a file has room for, in bytes: four thousand views.
ROOM = 4096 * SIZE
_EPOCH = datetime.date(1970, 1, 1).toordinal()


class Seen(NamedTuple):
    """A release seen by a visitor: the release's key, the hour since 1970, and the local day (its ordinal).

    Visitor and network are `visitors.traces` of the release, as whole numbers.
    """

    visitor: int
    network: int
    release: int
    hour: int
    day: int


def number(trace):
    """Return one of `visitors.traces` as `Seen` has it, and as it is read from a file."""
    return int.from_bytes(trace, sys.byteorder)


class Views:
    """Views as columns, each an array of what `Seen` calls so: as rows, thousands take ten times the memory."""

    # In the order and of the types of `Seen`.
    _TYPES = "QQqII"

    def __init__(self, *columns):
        self.visitors, self.networks, self.releases, self.hours, self.days = self._columns = [
            # Python copies an array number by number.
            column if isinstance(column, array) else array(kind, column)
            for kind, column in zip(self._TYPES, columns or [()] * len(self._TYPES), strict=True)
        ]

    @classmethod
    def of(cls, rows):
        """Return the columns of some tuples, each as `Seen`."""
        return cls(*zip(*rows, strict=True))

    @classmethod
    def read(cls, data):
        """Return the columns of what is in a file."""
        data = data[: len(data) // SIZE * SIZE]
        # Each record is four long words, the last one of which is two short ones.
        long, signed, short = array("Q", data), array("q", data), array("I", data)
        return cls(long[0::4], long[1::4], signed[2::4], short[6::8], short[7::8])

    def __len__(self):
        return len(self.releases)

    def __iter__(self):
        return map(Seen._make, zip(*self._columns, strict=True))

    def extend(self, others):
        """Add other views to these."""
        for column, other in zip(self._columns, others._columns, strict=True):
            column.extend(other)

    def at(self, places):
        """Return the views at some places of the columns, in their order."""
        chosen = bytearray(len(self))
        for place in places:
            chosen[place] = True
        return Views(*(compress(column, chosen) for column in self._columns))

    def of_visitors(self, numbers):
        """Return the views of these visitors, all different and all among them: one of each, the last."""
        if len(numbers) == len(self):
            return self
        places = dict(zip(self.visitors, range(len(self)), strict=True))
        return self.at(map(places.__getitem__, numbers))

    def by_day(self):
        """Yield the views of each local day: (its ordinal, `Views`)."""
        days = sorted(set(self.days))
        for number in days:
            yield (
                number,
                self if len(days) == 1 else self.at(place for place, day in enumerate(self.days) if day == number),
            )


class _File(NamedTuple):
    """The file of a process: the memory that it is, what returns the next free place in it, and its number."""

    room: mmap.mmap | None
    place: Callable
    number: int | None


# In which there is no room, so that the first record begins another one.
_NONE = _File(None, lambda: ROOM, None)


class Spool:
    """A folder of such files. `append` and `rotate` may be called by any thread."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._own = _NONE
        self._node, self._refused = None, set()
        # A child has its parent's file, and would keep it held after the parent's end.
        os.register_at_fork(after_in_child=self._leave_to_parent)

    def append(self, visitor, network, release, hour, day):
        """Append a view, as `Seen` but visitor and network as bytes; raise OSError if it can't be kept.

        From then on it outlives the process. It isn't forced onto the disk: see docs/decisions/0026.
        """
        while True:
            own = self._own
            room, place, _number = own
            # No two threads are given the same place, and none waits for another: `itertools.count` is one step.
            if (begin := place()) < ROOM:
                try:
                    _RECORD.pack_into(room, begin, visitor, network, release, hour, day)
                    return
                except ValueError:
                    # Ended by another thread a moment ago; nothing is in this place.
                    pass
            with self._lock:
                # Of all who come to the end one begins another one.
                if self._own is own or self._own is _NONE:
                    self._end()
                    self._own = self._begin()

    def rotate(self):
        """End the process's own file, if there is one: it is whole, and the next record begins another one."""
        with self._lock:
            self._end()

    def whole(self):
        """Yield the files that nobody writes any more, each held while it is looked at."""
        for path in sorted(path for path in self.folder.glob("*") if path.suffix in (SUFFIX, *former.SUFFIXES)):
            with contextlib.suppress(FileNotFoundError, BlockingIOError):
                try:
                    yield Whole(path)
                except PermissionError as error:
                    # Another user's: root has started the site once, say. All others are counted all the same.
                    if path not in self._refused:
                        self._refused.add(path)
                        logger.warning("Views wait in %s, which this user may not read: %s", path, error)

    @property
    def is_taken(self):
        """Whether this process has taken the folder."""
        return self._node is not None

    def empty(self):
        """Remove all that nobody writes any more, with what is in it."""
        self.rotate()
        for file in self.whole():
            file.remove()

    def take(self):
        """Take the folder for this process, until `give_back()`; return whether it is taken."""
        if self._node is None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self.folder / "folder.lock", os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                return False
            self._node = file
        return True

    def give_back(self):
        """Let another process take the folder."""
        if self._node is not None:
            os.close(self._node)
            self._node = None

    def _begin(self):
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        while True:
            path = self.folder / f"{os.getpid()}-{secrets.token_hex(8)}{SUFFIX}"
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # Taken for a dead one's before it could be held; it has no name any more, or soon won't.
                os.close(file)
                continue
            if not os.fstat(file).st_nlink:
                os.close(file)
                continue
            try:
                # Taken of the disk now: where none is left, that is an error here, and the end of a process there.
                if (written := os.write(file, bytes(ROOM))) != ROOM:
                    raise OSError(f"Of the room for views only {written} bytes were to be had.")  # not shown: a log
                return _File(mmap.mmap(file, ROOM), itertools.count(0, SIZE).__next__, file)
            except OSError:
                path.unlink(missing_ok=True)
                os.close(file)
                raise

    def _end(self):
        (room, place, file), self._own = self._own, _NONE
        if room is not None:
            # First, so that nobody writes any more into what is cut off, which nobody has to read.
            room.close()
            os.ftruncate(file, min(place(), ROOM))
            os.close(file)

    def _leave_to_parent(self):
        self._lock = threading.Lock()
        if self._own is not _NONE:
            self._own.room.close()
            os.close(self._own.number)
        if self._node is not None:
            os.close(self._node)
        self._own, self._node = _NONE, None


class Whole:
    """A file that nobody writes any more. Raises BlockingIOError if somebody does, FileNotFoundError if it is gone."""

    def __init__(self, path):
        self._path = path
        self._file = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise

    def seen(self):
        """Return the `Views` in it. What isn't whole (the power failed) costs itself alone."""
        with open(self._file, "rb", closefd=False) as file:
            data = file.read()
        former_kind = self._path.suffix in former.SUFFIXES
        views = Views.of(former.seen(data, self._path.suffix)) if former_kind else Views.read(data)
        # Mostly all are of one hour.
        if all(_is_possible(*moment) for moment in product(set(views.hours), set(views.days))):
            return views
        moments = zip(views.hours, views.days, strict=True)
        return views.at(place for place, moment in enumerate(moments) if _is_possible(*moment))

    def remove(self):
        """Remove it: all that is in it is in the database."""
        self._path.unlink(missing_ok=True)
        self.close()

    def close(self):
        """Let it go as it is."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _is_possible(hour, day):
    """Whether a day has such an hour, whatever the time zone: not in a record that was begun, or in what is none."""
    return abs(_EPOCH + hour // 24 - day) <= 1


here = Spool(Path(settings.VAR_DIR) / "spool")
